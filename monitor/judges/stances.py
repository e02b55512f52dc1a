"""Tells how English texts stand to what is claimed, by how they are written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from monitor.judges.leaning import Learned
from monitor.judges.ngrams import Shape

WEIGHTS: Final = Path(__file__).with_name("stances.npy")
"""One weight a piece and stance, in steps.

Learned by `python -m tests.training.stances` from RumourEval 2017, SemEval-2017 Task 8 (Derczynski
et al.; annotations of the PHEME project, CC-BY 4.0).
"""

SHAPE: Final = Shape(bits=15, runs=(2, 3, 4, 5), words=(1, 2))
"""The pieces it is learned in; replies are short, and short runs say more of them."""


class Stances:
    """A linear model over pieces of texts. Threads may share it."""

    def __init__(self, file: Path = WEIGHTS) -> None:
        self._learned = Learned(file, SHAPE)

    def lean(self, told: Sequence[str]) -> Sequence[Sequence[float]]:
        """Return how near each text, as `claims.posture` tells it, is to each stance."""
        return self._learned.lean(told)
