"""One lane of one pairing: bucket by bucket, how far the talk is above its own usual."""

from __future__ import annotations

from array import array
from math import asinh, log, sinh, sqrt
from typing import Final, NamedTuple, Self

from monitor.domain.spike import snapshot
from monitor.domain.spike.level import Level
from monitor.domain.spike.parameters import Parameters
from monitor.domain.spike.tail import Tail

AGE, COMMON, RECENT, RECENT_USUAL = range(4)
GRAIN: Final = 1024.0
"""Counts are kept in steps of 1/1024, whose sums are exact in any order."""
QUARTER: Final = 0.25
"""Added to counts before they are transformed, so that zero is no edge."""
TRUST: Final = 1.0
"""Authors that the level just before the window is weighed against."""
UNEQUAL: Final = 0.2
"""Spread for each squared logarithm of what all share: none takes part exactly as the rest."""


class Reading(NamedTuple):
    """What a lane says about one bucket; a tuple, for each update makes one.

    Attributes:
        score: Minus the decimal logarithm of how often this pairing is so far above its usual;
            0.0 where that is not rare, and while the lane warms up.
        observed: Sum of the counts over the longest window.
        expected: What was usual there, raised by what all pairings share.
    """

    score: float
    observed: float
    expected: float


class Lane:
    """Learns what is usual for one pairing and scores each closed bucket against it.

    Its state is kept in 32-bit floats throughout, so that a restored lane goes on exactly as
    the one that was saved.
    """

    __slots__ = (
        "_counts",
        "_fade",
        "_keep",
        "_level",
        "_observed",
        "_place",
        "_state",
        "_tails",
        "_usual",
        "_usuals",
        "_warmup",
        "_windows",
        "parameters",
    )

    def __init__(self, parameters: Parameters) -> None:
        longest = parameters.windows[-1]
        self.parameters = parameters
        self._keep = 2 ** (-1 / parameters.recent) if parameters.recent else 0.0
        self._fade = 1 - 1 / longest
        self._level = Level(parameters)
        self._tails = [Tail(parameters) for _ in parameters.windows]
        self._state = array("f", [0.0, 1.0, 0.0, 0.0])
        self._counts = array("f", bytes(4 * longest))
        self._usuals = array("f", bytes(4 * longest))
        self._warmup = parameters.warmup
        self._place = 0
        self._windows = parameters.windows
        self._observed = [0.0] * len(parameters.windows)
        self._usual = [0.0] * len(parameters.windows)

    @property
    def warm(self) -> bool:
        """Whether enough buckets were learnt for a score."""
        return self._state[AGE] >= self._warmup

    def outlook(self, count: float, slot: int) -> tuple[float, float]:
        """Return what a bucket would have observed and expected by itself; learn nothing."""
        gone, gone_usual = self._counts[self._place], self._usuals[self._place]
        observed = self._observed[-1] - gone + count
        return observed, self._usual[-1] - gone_usual + self._level.expect(slot)

    def usual(self, slot: int) -> float:
        """Return the authors that are usual in one bucket of the hour *slot*, as learnt by now."""
        return self._level.expect(slot)

    @property
    def expected(self) -> float:
        """What the newest reading expected: usual in the window, raised by what all share."""
        return self._state[COMMON] * self._usual[-1]

    def update(self, count: float, slot: int, common: float = 1.0) -> Reading:
        """Score one closed bucket, then learn it.

        Args:
            count: Distinct authors in the bucket.
            slot: Hour of the day, 0 to 23, in the zone of the pairing.
            common: By how much all pairings are above their usual now; at least 1. It fades no
                faster than the longest window forgets.
        """
        state = self._state
        age = state[AGE]
        raised = self._move(count, self._level.learn(count, slot), common)
        score = 0.0
        observed = usual = 0.0
        for tail, observed, usual in zip(self._tails, self._observed, self._usual, strict=True):
            expected = usual * raised
            above = self._residual(observed, expected) if observed > expected else 0.0
            score += tail.rate(above, age)
        state[AGE] = age + 1
        score = score / len(self._tails) if age >= self._warmup else 0.0
        return Reading(score, observed, self.expected)

    def bound(self, expected: float, score: float) -> float:
        """Return the sum of counts, evenly spread, from which the longest window rates *score*.

        Args:
            expected: What is usual there.
        """
        needed = self._tails[-1].needed(score)
        return observed_at(needed, expected, self.parameters.spread)

    def skip(self, slot: int) -> None:  # noqa: ARG002 - called as update is
        """Pass over a bucket of which nothing is known: windows have a hole, nothing is learnt."""
        self._move(0.0, 0.0, 1.0)

    def _move(self, count: float, usual: float, common: float) -> float:
        """Move the windows on by one bucket, and return by how much what is usual is raised now.

        That is what all pairings share or, if it is more, what was seen here just before.
        """
        counts, usuals, state = self._counts, self._usuals, self._state
        place = self._place
        count = int(count * GRAIN) / GRAIN
        usual = int(usual * GRAIN) / GRAIN
        gone, gone_usual = counts[place], usuals[place]
        for number, window in enumerate(self._windows):
            self._observed[number] += count - counts[place - window]
            self._usual[number] += usual - usuals[place - window]
        counts[place] = count
        usuals[place] = usual
        self._place = (place + 1) % len(counts)
        shared = state[COMMON]
        if common > 1 or shared > 1:
            state[COMMON] = shared = max(common, 1 + (shared - 1) * self._fade)
        keep = self._keep
        if keep:
            recent = state[RECENT] = keep * state[RECENT] + gone
            recent_usual = state[RECENT_USUAL] = keep * state[RECENT_USUAL] + gone_usual
            raised = (recent + TRUST) / (recent_usual + TRUST)
            if raised > shared:
                return raised
        return shared

    def _residual(self, observed: float, expected: float) -> float:
        """Return the residual of a window after its fullest bucket is held to the second."""
        lone, spread = self.parameters.lone, self.parameters.spread
        if lone:
            *_, second, first = sorted(self._counts)
            least = lone * second + expected / len(self._counts)
            if first > least:
                observed -= first - least
                if observed <= expected:
                    return 0.0
        shared = self._state[COMMON]
        if spread and shared > 1:
            spread += UNEQUAL * log(shared) ** 2
        return residual(observed, expected, spread)

    def _arrays(self) -> tuple[array[float], ...]:
        """Return the whole state, the oldest bucket of the windows first."""
        place = self._place
        rings = (ring[place:] + ring[:place] for ring in (self._counts, self._usuals))
        return (self._state, self._level.state, *(tail.state for tail in self._tails), *rings)

    def pack(self) -> bytes:
        """Return the bare state; `unpack` takes it."""
        return snapshot.pack(self._arrays())

    def unpack(self, state: bytes) -> None:
        """Take over the state that a lane of the same parameters packed.

        Raises:
            ValueError: *state* is of another length.
        """
        self._place = 0
        arrays = self._arrays()
        snapshot.unpack(state, arrays)
        *_, self._counts, self._usuals = arrays
        self._level.resume()
        self._observed = [sum(self._counts[-window:]) for window in self._windows]
        self._usual = [sum(self._usuals[-window:]) for window in self._windows]

    def snapshot(self) -> bytes:
        """Return all that is needed to go on from here; under 600 bytes for the shipped lanes."""
        return snapshot.seal(repr(self.parameters), self.pack())

    @classmethod
    def restore(cls, parameters: Parameters, data: bytes) -> Self:
        """Return the lane that `snapshot` was taken of.

        Raises:
            ValueError: *data* is damaged, of another version, or of other parameters.
        """
        lane = cls(parameters)
        lane.unpack(snapshot.unseal(repr(parameters), data))
        return lane


def residual(observed: float, expected: float, spread: float) -> float:
    """Return how far *observed* is above *expected*, which is less, in about standard deviations.

    Without *spread* it is the two-thirds power residual of Farrington et al. (1996); with it,
    the difference of Anscombe's transform (1948) for a negative binomial with k = 1/spread.
    """
    observed += QUARTER
    expected += QUARTER
    if spread:
        return 2 / sqrt(spread) * (asinh(sqrt(spread * observed)) - asinh(sqrt(spread * expected)))
    above: float = 1.5 * (observed ** (2 / 3) - expected ** (2 / 3)) / expected ** (1 / 6)
    return above


def observed_at(residual: float, expected: float, spread: float) -> float:
    """Return what is observed where the `residual` is so much: its inverse."""
    expected += QUARTER
    if spread:
        root = sqrt(spread) / 2 * residual + asinh(sqrt(spread * expected))
        return sinh(root) ** 2 / spread - QUARTER
    power = expected ** (2 / 3) + residual * expected ** (1 / 6) / 1.5
    observed: float = power**1.5
    return observed - QUARTER
