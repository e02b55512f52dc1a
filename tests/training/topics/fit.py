"""The weights of topics, by ridge regression."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from monitor.domain.mention import Topic
from monitor.domain.text import fold
from tests.training.ridge import Weights, learn
from tests.training.topics.lines import Line

__all__ = ["RIDGE", "Weights", "fit"]

RIDGE: Final = 0.7
"""How much the weights are held down; tried: 0.3, 0.7, 1.5."""


def fit(learned: Sequence[Line]) -> Weights:
    """Return the weights; every topic weighs as much as every other, however many lines it has."""
    topics = np.array([tuple(Topic).index(line.topic) for line in learned])
    amounts = np.bincount(topics, minlength=len(Topic))
    ridge = RIDGE * amounts[topics] * len(Topic) / len(learned)
    return learn([fold(line.text) for line in learned], topics.tolist(), len(Topic), ridge)
