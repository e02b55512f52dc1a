"""The weights of stages, by ridge regression."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from monitor.domain.claims import ORDER, Stage
from monitor.judges.stages import SHAPE
from tests.training.ridge import Weights, learn
from tests.training.stages.headlines import Headline, coarse
from tests.training.stages.lines import Line, wordy

RIDGE: Final = 0.3
"""How much the weights are held down; tried: 0.3, 0.5, 0.7, 1, 1.5."""

TRUST: Final = 4.0
"""How much more a real headline counts than a line."""

EVEN: Final = 0.75
"""How much rare stages are made up for: 0 = not at all, 1 = each weighs the same."""

ENOUGH: Final = 1e-3
"""What learning may leave undone."""


def fit(
    lines: Sequence[Line],
    headlines: Sequence[Headline],
    ridge: float = RIDGE,
    enough: float = ENOUGH,
) -> Weights:
    """Return the weights, one a piece and stage of `ORDER`.

    Headlines are learned once more without their cues: these were written with headlines in view
    and hear less of others, so the words must tell by themselves.
    """
    fine = [_fine(headline) for headline in headlines]
    stages = [line.stage for line in lines] + fine + fine
    kinds = [ORDER.index(stage) for stage in stages]
    shares = np.bincount(kinds, minlength=len(ORDER)) * len(ORDER) / len(kinds)
    doubt = ridge * shares[kinds] ** EVEN
    doubt[len(lines) :] /= TRUST
    heard = [one.heard.told for one in headlines]
    told = [line.told for line in lines] + heard + [wordy(one) for one in heard]
    return learn(told, kinds, len(ORDER), doubt, SHAPE, enough=enough)


def _fine(headline: Headline) -> Stage | None:
    """Return the stage of a headline as finely as its cues tell."""
    said = headline.heard.claim
    agreed = said is not None and coarse(said.stage) is headline.stage
    return said.stage if agreed and said else headline.stage
