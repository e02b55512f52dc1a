"""Tells what talk is about by how it is written, where no cue says it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from monitor.domain.mention import Topic
from monitor.domain.topic import Leaning
from monitor.judges.ngrams import pieces

WEIGHTS: Final = Path(__file__).with_name("topics.npy")
"""What was learned from the project's own lines: one weight a piece and topic, in steps."""

STEP: Final = 1 / 32
"""What a step of the weights is worth."""

LEAST: Final = 4
"""A text counts as at least so many pieces: one word must not speak for a whole text."""

Steps: TypeAlias = NDArray[np.float32]

_MIDDLE: Final = 2 / len(Topic) - 1


class Topics:
    """A linear model over pieces of texts; implements `ports.Sorter`.

    The weights are read when they are first needed. Safe to share between threads.
    """

    def __init__(self) -> None:
        self._weights: Steps | None = None
        self._reading = Lock()

    def sort(self, folded: Sequence[str]) -> Sequence[Leaning]:
        """Return how near each text is to each topic."""
        if not folded:
            return []
        leanings: list[Leaning] = lean(self._loaded(), folded).tolist()
        return leanings

    def _loaded(self) -> Steps:
        if self._weights is None:
            with self._reading:
                if self._weights is None:
                    self._weights = np.load(WEIGHTS).astype(np.float32)
        return self._weights


def lean(weights: Steps, folded: Sequence[str]) -> NDArray[np.float64]:
    """Return how near texts are to each topic, a row each.

    Args:
        weights: In steps, `SIZE` rows of a topic a column; sums of whole numbers are exact.
        folded: The texts, at least one.
    """
    numbers, owners = pieces(folded)
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    sums = np.add.reduceat(weights.take(numbers, axis=0), starts, axis=0)
    leaning = np.zeros((len(folded), len(Topic)))
    np.add.at(leaning, owners.take(starts), sums)
    amounts = np.bincount(owners, minlength=len(folded))
    scaled: NDArray[np.float64] = leaning * (STEP / np.sqrt(np.maximum(amounts, LEAST)))[:, None]
    return scaled + _MIDDLE
