"""The weights of stances, by ridge regression."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from monitor.domain.claims import STANCES
from monitor.judges.stances import SHAPE
from tests.training.ridge import Weights, learn
from tests.training.stances.tweets import Tweet

RIDGE: Final = 3.0
"""How much the weights are held down; tried: 1, 3, 10."""

EVEN: Final = 0.8
"""How much rare stances are made up for."""

RARITY: Final = 0.75
"""How much rare pieces are favoured; tried: 0, 0.5, 0.75, 1."""


def fit(tweets: Sequence[Tweet], ridge: float = RIDGE) -> Weights:
    """Return the weights, one a piece and stance of `STANCES`."""
    kinds = [STANCES.index(tweet.stance) for tweet in tweets]
    shares = np.bincount(kinds, minlength=len(STANCES)) * len(STANCES) / len(kinds)
    return learn(
        [tweet.told for tweet in tweets],
        kinds,
        len(STANCES),
        ridge * shares[kinds] ** EVEN,
        SHAPE,
        RARITY,
    )
