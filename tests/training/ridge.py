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
from monitor.judges.ngrams import TOPICS, Shape, pieces

ENOUGH: Final = 1e-9
MOST: Final = 500

Weights: TypeAlias = NDArray[np.int8]
Numbers: TypeAlias = NDArray[np.float64]


def learn(
    texts: Sequence[str],
    kinds: Sequence[int],
    many: int,
    ridge: Numbers,
    shape: Shape = TOPICS,
    rarity: float = 0.0,
    enough: float = ENOUGH,
) -> Weights:
    """Return the weights, one a piece and kind, in steps of `STEP`.

    The target is 1 for the kind of a text and -1 for the others.

    Args:
        texts: Folded.
        kinds: Of each text, below *many*.
        ridge: How much each text is doubted: the more, the less is learned from it.
        shape: Which pieces are looked at.
        rarity: How much more freely the weight of a rare piece may grow; 0 = no more than others.
        enough: What may be left of the squared distance to the targets of a kind.
    """
    numbers, owners = pieces(texts, shape)
    count = len(texts)
    size = 1 << shape.bits
    values = 1 / np.sqrt(np.maximum(np.bincount(owners, minlength=count), LEAST))[owners]
    ease = _ease(numbers, owners, values, size, rarity) if rarity else np.ones(size)
    values *= ease[numbers]
    labels = np.array(kinds)

    def across(row: Numbers) -> Numbers:
        return np.bincount(numbers, values * row[owners], size).astype(np.float64, copy=False)

    def back(weights: Numbers) -> Numbers:
        return np.bincount(owners, values * weights[numbers], count).astype(np.float64, copy=False)

    def image(row: Numbers) -> Numbers:
        moved: Numbers = back(across(row)) + ridge * row
        return moved

    mean = 2 / many - 1
    targets = [np.where(labels == kind, 1.0, -1.0) - mean for kind in range(many)]
    found = np.stack([across(_solve(image, target, enough)) for target in targets], axis=1)
    found *= ease[:, None]
    return np.clip(np.rint(found / STEP), -127, 127).astype(np.int8)


def _ease(
    numbers: NDArray[np.int64],
    owners: NDArray[np.int64],
    values: Numbers,
    size: int,
    rarity: float,
) -> Numbers:
    """Return how freely the weight of each piece may grow, such that a text is 1 long in mean."""
    count = int(owners.max()) + 1
    cells, places = np.unique(owners * size + numbers, return_inverse=True)
    spread = np.bincount(cells % size, minlength=size)
    ease: Numbers = (np.log((1 + count) / (1 + spread)) + 1) ** rarity
    lengths = np.bincount(places, values * ease[numbers]) ** 2
    ease /= np.sqrt(float(np.cumsum(lengths)[-1]) / count)
    return ease


def _solve(image: Callable[[Numbers], Numbers], target: Numbers, enough: float) -> Numbers:
    """Return the row whose *image* is *target*, by conjugate gradients."""
    row = np.zeros_like(target)
    rest = target.copy()
    step = target.copy()
    size = _product(rest, rest)
    for _ in range(MOST):
        if size < enough:
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
