"""Linear models over pieces of texts, as they are used."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from monitor.judges.ngrams import TOPICS, Shape, pieces

STEP: Final = 1 / 32
"""What a step of the weights is worth."""

LEAST: Final = 4
"""A text counts as at least so many pieces: one word must not speak for a whole text."""

Steps: TypeAlias = NDArray[np.float32]


class Learned:
    """A file of weights, one a piece and kind, in steps; read when it is first needed.

    Safe to share between threads.
    """

    def __init__(self, file: Path, shape: Shape = TOPICS) -> None:
        self._file = file
        self._shape = shape
        self._weights: Steps | None = None
        self._reading = Lock()

    def lean(self, folded: Sequence[str]) -> list[list[float]]:
        """Return how near each text is to each kind."""
        if not folded:
            return []
        leanings: list[list[float]] = lean(self._loaded(), folded, self._shape).tolist()
        return leanings

    def _loaded(self) -> Steps:
        if self._weights is None:
            with self._reading:
                if self._weights is None:
                    self._weights = np.load(self._file).astype(np.float32)
        return self._weights


def lean(weights: Steps, folded: Sequence[str], shape: Shape = TOPICS) -> NDArray[np.float64]:
    """Return how near texts are to each kind, a row each.

    Args:
        weights: In steps, a row a piece and a kind a column; sums of whole numbers are exact.
        folded: The texts, at least one.
        shape: Which pieces were learned.
    """
    numbers, owners = pieces(folded, shape)
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    sums = np.add.reduceat(weights.take(numbers, axis=0), starts, axis=0)
    kinds = weights.shape[1]
    leaning = np.zeros((len(folded), kinds))
    np.add.at(leaning, owners.take(starts), sums)
    amounts = np.bincount(owners, minlength=len(folded))
    scaled: NDArray[np.float64] = leaning * (STEP / np.sqrt(np.maximum(amounts, LEAST)))[:, None]
    scaled += 2 / kinds - 1
    return scaled
