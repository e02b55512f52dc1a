"""Ridge regression of kinds on pieces of texts, by conjugate gradients.

Sums go one after the other (`bincount`), so that every machine rounds alike; what is left of the
differences is far below a step of the weights.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from monitor.judges.leaning import LEAST, STEP
from monitor.judges.ngrams import SIZE, pieces

ENOUGH: Final = 1e-9
MOST: Final = 500

Weights: TypeAlias = NDArray[np.int8]
Numbers: TypeAlias = NDArray[np.float64]


def learn(texts: Sequence[str], kinds: Sequence[int], many: int, ridge: Numbers) -> Weights:
    """Return the weights, one a piece and kind, in steps of `STEP`.

    The target is 1 for the kind of a text and -1 for the others.

    Args:
        texts: Folded.
        kinds: Of each text, below *many*.
        ridge: How much each text is doubted: the more, the less is learned from it.
    """
    numbers, owners = pieces(texts)
    count = len(texts)
    values = 1 / np.sqrt(np.maximum(np.bincount(owners, minlength=count), LEAST))[owners]
    labels = np.array(kinds)

    def across(row: Numbers) -> Numbers:
        return np.bincount(numbers, values * row[owners], SIZE).astype(np.float64, copy=False)

    def back(weights: Numbers) -> Numbers:
        return np.bincount(owners, values * weights[numbers], count).astype(np.float64, copy=False)

    def image(row: Numbers) -> Numbers:
        moved: Numbers = back(across(row)) + ridge * row
        return moved

    mean = 2 / many - 1
    targets = [np.where(labels == kind, 1.0, -1.0) - mean for kind in range(many)]
    found = np.stack([across(_solve(image, target)) for target in targets], axis=1)
    return np.clip(np.rint(found / STEP), -127, 127).astype(np.int8)


def _solve(image: Callable[[Numbers], Numbers], target: Numbers) -> Numbers:
    """Return the row whose *image* is *target*, by conjugate gradients."""
    row = np.zeros_like(target)
    rest = target.copy()
    step = target.copy()
    size = _product(rest, rest)
    for _ in range(MOST):
        if size < ENOUGH:
            break
        moved = image(step)
        pace = size / _product(step, moved)
        row += pace * step
        rest -= pace * moved
        before, size = size, _product(rest, rest)
        step = rest + size / before * step
    return row


def _product(one: Numbers, other: Numbers) -> float:
    """The scalar product, summed from the first to the last."""
    return float(np.cumsum(one * other)[-1])
