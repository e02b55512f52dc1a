"""How much is usual: a discounted Gamma-Poisson level with a factor for each hour of the day.

The level is the conjugate update of the power steady model (Smith 1979; Harvey and Fernandes
1989). Counts far above the usual are learnt as little more than it, as Farrington et al. (1996)
weigh past outbreaks down.
"""

from __future__ import annotations

from array import array
from math import sqrt
from typing import Final

from monitor.domain.spike.parameters import Parameters

HOURS: Final = 24
LEAST: Final = 0.05
"""Authors a bucket that are usual at the least."""

COUNTED, EXPOSED, SEEN = range(3)
DUE: Final = SEEN + HOURS


class Level:
    """What is usual in each hour of the day.

    Its whole state is `state`, of 32-bit floats: what was counted and over how many buckets, then
    for each hour what was seen and what was due; all discounted.
    """

    __slots__ = ("_factors", "_keep", "_neighbours", "_robust", "_season", "state")

    def __init__(self, parameters: Parameters) -> None:
        self._keep = 2 ** (-1 / parameters.half_life)
        self._season = 2 ** (-1 / parameters.season) if parameters.season else 0.0
        self._neighbours = parameters.neighbours
        self._robust = parameters.robust
        worth = parameters.worth
        self.state = array("f", [parameters.level * worth, worth, *[worth] * 2 * HOURS])
        self._factors = [1.0] * HOURS

    def resume(self) -> None:
        """Go on from a `state` that was filled from outside."""
        state = self.state
        self._factors = [state[SEEN + hour] / state[DUE + hour] for hour in range(HOURS)]

    def expect(self, slot: int) -> float:
        """Return the authors that are usual in one bucket of the hour *slot*, 0 to 23."""
        state, factors = self.state, self._factors
        factor = factors[slot]
        if self._neighbours:
            factor = max(factor, factors[slot - 1], factors[slot - HOURS + 1])
        usual = state[COUNTED] / state[EXPOSED] * factor
        return max(usual, LEAST)

    def learn(self, count: float, slot: int) -> float:
        """Take in one bucket, and return what `expect` said before."""
        state, factor = self.state, self._factors[slot]
        counted, exposed = state[COUNTED], state[EXPOSED]
        level = counted / exposed
        usual = max(level * factor, LEAST)
        expected = self.expect(slot) if self._neighbours else usual
        if count > usual + 1:
            count = min(count, usual + self._robust * sqrt(usual) + 1)
        keep = self._keep
        state[COUNTED] = keep * counted + count
        state[EXPOSED] = keep * exposed + factor
        keep = self._season
        if keep:
            seen, due = SEEN + slot, DUE + slot
            state[seen] = keep * state[seen] + count
            state[due] = keep * state[due] + level
            self._factors[slot] = state[seen] / state[due]
        return expected
