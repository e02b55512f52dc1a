"""How rare a residual is for this pairing: peaks over a threshold that both learn as they go.

Siffer et al., "Anomaly Detection in Streams with Extreme Value Theory" (KDD 2017), with a
running quantile for the threshold and an exponential tail, so that one step is a few sums.
"""

from __future__ import annotations

from array import array
from math import log, log10
from typing import Final

from monitor.domain.spike.parameters import Parameters

START, MEAN, WORTH = range(3)
FIRST_STEP: Final = 0.5
SETTLING: Final = 0.02
PER_DECADE: Final = 1 / log(10)


class Tail:
    """What is rare for one window of one pairing.

    Its whole state is `state`, of 32-bit floats: where the tail starts, the mean excess over
    that, and how many excesses the mean is worth.
    """

    __slots__ = (
        "_above",
        "_below",
        "_clip",
        "_gain",
        "_least",
        "_rare",
        "_settled",
        "_step",
        "_wildness",
        "state",
    )

    def __init__(self, parameters: Parameters) -> None:
        self._above = parameters.tail_q
        self._below = 1 - parameters.tail_q
        self._rare = -log10(1 - parameters.tail_q)
        self._step = parameters.tail_step
        self._settled = (FIRST_STEP / self._step - 1) / SETTLING
        self._gain = parameters.tail_gain
        self._clip = parameters.tail_clip
        self._least = parameters.tail_least
        self._wildness = parameters.wildness
        self.state = array(
            "f", [parameters.tail_start, parameters.tail_mean, parameters.tail_worth]
        )

    def needed(self, score: float) -> float:
        """Return the residual that would be rated *score* now, which must be in the tail."""
        start, mean, _ = self.state
        above: float = (score - self._rare) * mean**self._wildness / PER_DECADE
        return start + max(above, 0.0)

    def rate(self, residual: float, age: float) -> float:
        """Return minus the decimal logarithm of how often such a residual comes, and learn it.

        Args:
            residual: How far the window is above its usual.
            age: Buckets that were learnt before this one.

        Returns:
            0 below the start of the tail, at least -log10(1 - tail_q) in it.
        """
        state = self.state
        start = state[START]
        step = self._step if age > self._settled else FIRST_STEP / (1 + SETTLING * age)
        excess = residual - start
        if excess <= 0:
            down = step * self._below
            state[START] = start - down if start > down else 0.0
            return 0.0
        mean = state[MEAN]
        score: float = self._rare + PER_DECADE * excess / mean**self._wildness
        state[START] = start + step * self._above
        gain = 1 / (state[WORTH] + 1)
        if gain > self._gain:
            state[WORTH] += 1
        else:
            gain = self._gain
        mean += gain * (min(excess, self._clip * mean) - mean)
        state[MEAN] = max(mean, self._least)
        return score
