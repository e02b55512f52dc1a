"""How good probabilities are: whom they rank first, and whether they mean what they say."""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.float64]

BINS: Final = 10
"""Bins of equal width, of the calibration error and the reliability diagram."""


def auc(true: Numbers, told: Numbers) -> float:
    """Return how often a case that came true is told as likelier than one that did not."""
    _, place, counts = np.unique(told, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    positive = float(true.sum())
    negative = len(true) - positive
    if not positive or not negative:
        return float("nan")
    below = float(ranks[true == 1].sum()) - positive * (positive + 1) / 2
    return below / (positive * negative)


def brier_skill(true: Numbers, told: Numbers) -> float:
    """Return what is gained over telling the share that came true every time; 1 is perfect."""
    plain = float(np.mean((true - true.mean()) ** 2))
    return 1 - float(np.mean((true - told) ** 2)) / plain if plain else float("nan")


def calibration_error(true: Numbers, told: Numbers) -> float:
    """Return how far shares and probabilities lie apart, over `BINS` bins by their size (ECE)."""
    bins = np.minimum((told * BINS).astype(int), BINS - 1)
    gaps = [
        np.sum(bins == one) * abs(true[bins == one].mean() - told[bins == one].mean())
        for one in np.unique(bins)
    ]
    return float(np.sum(gaps)) / len(true)
