"""A linear model over pieces of words and what word lists measure: three numbers a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from monitor.domain.names.masking import NOBODY
from monitor.domain.text import fold
from monitor.judges.ngrams import Numbers, Shape, kinds

GAIN: Final = 2.0
"""What a word counts, where a run of letters counts 1."""

FEWEST: Final = 16.0
"""A text counts as at least so many pieces, squared gains summed: one must not speak for all."""

RUNS: Final = (3, 4, 5)
WORDS: Final = (1, 2)

Rows: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What was learned: a column for each of negative, neutral and positive.

    Attributes:
        pieces: In steps, a row for each piece: a power of two of them, or none.
        steps: What a step of each column is worth.
        traits: A row for each of `mood.NAMES`.
        base: What every text has.
    """

    pieces: NDArray[np.int8]
    steps: NDArray[np.float32]
    traits: NDArray[np.float32]
    base: NDArray[np.float32]

    def shape(self) -> Shape | None:
        """Return which pieces are looked at; None = none."""
        rows = len(self.pieces)
        return Shape(rows.bit_length() - 1, RUNS, WORDS) if rows else None

    def shares(self, texts: Sequence[str], traits: Sequence[Sequence[float]] | Rows) -> Rows:
        """Return how likely texts are negative, neutral and positive: a row each, summing to 1.

        Each tone was learned against the other two; the three are made to sum to 1.

        Args:
            texts: Names hidden; at least one.
            traits: What `mood.features` measures of each.
        """
        shape = self.shape()
        pieces = 0.0 if shape is None else self.steps * lean(self.pieces, texts, shape)
        leaning = np.asarray(traits, np.float64) @ self.traits + self.base + pieces
        likely: Rows = 1 / (1 + np.exp(-np.clip(leaning, -30, 30)))
        shares: Rows = likely / likely.sum(axis=1, keepdims=True)
        return shares


def lean(steps: NDArray[np.int8], texts: Sequence[str], shape: Shape) -> Rows:
    """Return the sum of the steps of each text's pieces, over the root of their squared gains."""
    leaning = np.zeros((len(texts), steps.shape[1]))
    amounts = np.zeros(len(texts))
    for gain, numbers, owners in weighed(texts, shape):
        starts = np.flatnonzero(np.diff(owners, prepend=-1))
        if len(starts):
            rows = steps.take(numbers, axis=0)
            sums = np.add.reduceat(rows, starts, axis=0, dtype=np.int32)
            leaning[owners.take(starts)] += gain * sums
        amounts += gain * gain * np.bincount(owners, minlength=len(texts))
    scaled: Rows = leaning / np.sqrt(np.maximum(amounts, FEWEST))[:, None]
    return scaled


def weighed(texts: Sequence[str], shape: Shape) -> Iterator[tuple[float, Numbers, Numbers]]:
    """Give each kind of pieces: what one counts, their numbers, the text of each, ascending.

    A hidden name is no piece.
    """
    folded = [fold(text.replace(NOBODY, " ")) for text in texts]
    for length, numbers, owners in kinds(folded, shape):
        yield (GAIN if length < 0 else 1.0), numbers, owners
