"""How well it is told how far a headline, or a reporter's post, says that a move is.

What is judged stands in `stage_labels.csv`; headlines of other players that were labelled for the
project are learned from as well. Bid counts as talks, stays and withdrawn as denied; ambiguous and
unlabelled rows are left out.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np

from monitor.domain.claims import Heard, Stage, decide, hear
from monitor.domain.text import fold
from monitor.judges.leaning import lean
from monitor.judges.stages import SHAPE
from tests.benchmarks.rumour.folds import folds
from tests.benchmarks.rumour.scores import Scores
from tests.training.ridge import Weights
from tests.training.stages import fit as training
from tests.training.stages.headlines import Headline, casting, coarse, headlines, label, ours
from tests.training.stages.lines import lines

LABELS: Final = "stage_labels.csv"
POSTS: Final = "reporter_posts_stage.csv"

LEAST: Final = 5
"""Rows that a stage must have to count in the mean."""

OUTER: Final = 10
INNER: Final = 3

SURENESS: Final = (0.4, 0.5)
"""What is chosen among inside, where nothing is fitted elsewhere."""

ROUGH: Final = 0.1
"""What learning may leave undone here: of the weights one in a hundred differs, by a step."""

Pairs: TypeAlias = list[tuple[Stage | None, Stage | None]]


def figures(data: Path, fit: Path | None = None) -> dict[str, float]:
    """Return the figures of stages, of headlines and of posts."""
    return labelled(data, fit) | posted(data, fit)


def labelled(data: Path, fit: Path | None = None) -> dict[str, float]:
    """Return the figures of headlines.

    Args:
        data: Folder of `stage_labels.csv`; `ftr18_pairings.csv` tells whom they are about.
        fit: Folder to learn from; None = nested cross-validation on *data*, by player.
    """
    given = headlines(data)
    more = ours(fit or data)
    scores = Scores.of(nested(given, more) if fit is None else apart(headlines(fit), given, more))
    return {
        "stage.macro_f1": scores.macro_f1(LEAST),
        "stage.agreement_precision": scores.precision(Stage.AGREEMENT),
        "stage.done_precision": scores.precision(Stage.DONE),
    }


def posted(data: Path, fit: Path | None = None) -> dict[str, float]:
    """Return the figure of posts.

    Args:
        data: Folder of `reporter_posts_stage.csv`.
        fit: Folder whose headlines are learned from, None = *data*; where it has none, only the
            lines that were written for the program are.
    """
    folder = fit or data
    posts = Scores.of(reporters(data, [*headlines(folder), *ours(folder)]))
    return {"reporter_stage.accuracy": posts.accuracy()}


def nested(given: Sequence[Headline], more: Sequence[Headline] = ()) -> Pairs:
    """Return what each headline was taken for by what was learned from other players'.

    Args:
        given: The headlines.
        more: Others that are only learned from.
    """
    pairs: Pairs = []
    for rest, held in folds(given, _player, OUTER):
        learned = [given[place] for place in rest]
        pairs += apart(learned, [given[place] for place in held], more)
    return pairs


def apart(
    learned: Sequence[Headline], given: Sequence[Headline], more: Sequence[Headline] = ()
) -> Pairs:
    """Return what *given* were taken for by what was learned, and chosen, on *learned* alone.

    Of *more*, too, is learned what is about none of their players.
    """
    others = _others(more, given)
    unheard = _choose(learned)
    return _take(_weights([*learned, *others]), given, unheard)


def reporters(data: Path, learned: Sequence[Headline]) -> Pairs:
    """Return what the posts of a reporter were taken for; nothing is learned from any of them."""
    weights = _weights(learned)
    pairs: Pairs = []
    with (data / POSTS).open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            folded = fold(row["text"])
            heard = hear(folded, "en", casting().cast(folded))
            pairs += [(coarse(label(row["stage"])), _taken(weights, [heard])[0])]
    return pairs


def _others(more: Sequence[Headline], given: Sequence[Headline]) -> list[Headline]:
    """Return those of *more* that are about no player of *given*."""
    players = {one.group for one in given}
    return [one for one in more if one.group not in players]


def _choose(given: Sequence[Headline]) -> float:
    """Return the sureness that does best inside *given*, by player."""
    found: dict[float, Pairs] = {unheard: [] for unheard in SURENESS}
    for rest, held in folds(given, _player, INNER, "inner"):
        weights = _weights([given[place] for place in rest])
        for unheard in SURENESS:
            found[unheard] += _take(weights, [given[place] for place in held], unheard)
    return max(found, key=lambda unheard: Scores.of(found[unheard]).macro_f1(LEAST))


def _weights(learned: Sequence[Headline]) -> Weights:
    return training.fit(lines(), learned, enough=ROUGH)


def _take(weights: Weights, given: Sequence[Headline], unheard: float) -> Pairs:
    taken = _taken(weights, [one.heard for one in given], unheard)
    return [(coarse(one.stage), stage) for one, stage in zip(given, taken, strict=True)]


def _taken(
    weights: Weights, heard: Sequence[Heard], unheard: float = SURENESS[-1]
) -> list[Stage | None]:
    leanings = lean(weights.astype(np.float32), [one.told for one in heard], SHAPE).tolist()
    claims = [
        decide(one, leaning, unheard=unheard) for one, leaning in zip(heard, leanings, strict=True)
    ]
    return [coarse(claim.stage) if claim else None for claim in claims]


def _player(headline: Headline) -> str:
    return headline.group
