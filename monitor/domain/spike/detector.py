"""All that is known about one pairing's talk: both lanes, its greatest days, its alert."""

from __future__ import annotations

import struct
from array import array
from typing import Final, NamedTuple, Self

from monitor.domain.alert import State
from monitor.domain.spike import snapshot
from monitor.domain.spike.gate import LIMITS, QUIET, Limits, Signal, Standing, Turn, step
from monitor.domain.spike.lane import Lane, Reading
from monitor.domain.spike.parameters import ALERT, SUSTAINED, Parameters

DAYS: Final = 60
"""How far back the greatest window of each day is known."""
FULL: Final = 0xFFFF
STATES: Final = tuple(State)
STANDING: Final = struct.Struct("<iBHHd")
"""Last day, then the standing: state, low, left, peak."""


class Look(NamedTuple):
    """What one bucket shows.

    Attributes:
        alert: Of the half-hour lane, which alerts.
        sustained: Of the lane of hours.
    """

    alert: Reading
    sustained: Reading


class Detector:
    """Follows one pairing; its snapshot is at most 1,024 bytes."""

    __slots__ = ("_day", "_greatest", "_lanes", "standing")

    def __init__(self, alert: Parameters = ALERT, sustained: Parameters = SUSTAINED) -> None:
        self._lanes = (Lane(alert), Lane(sustained))
        self._greatest = array("H", bytes(2 * DAYS))
        self._day = 0
        self.standing = QUIET

    @property
    def warm(self) -> bool:
        """Whether the pairing has been watched for long enough to be scored."""
        return self._lanes[0].warm

    def outlook(self, count: float, slot: int) -> tuple[float, float]:
        """Return observed and expected with a bucket that is not yet learnt, for `common`."""
        return self._lanes[0].outlook(count, slot)

    @property
    def expected(self) -> float:
        """What was usual in the window that was scored last, as its reading said."""
        return self._lanes[0].expected

    def usual(self, slot: int) -> float:
        """Return the authors that are usual in one bucket of the hour *slot*, 0 to 23."""
        return self._lanes[0].usual(slot)

    def update(self, count: float, slot: int, day: int, common: float = 1.0) -> Look:
        """Take in one closed bucket.

        Args:
            count: Distinct authors in the bucket.
            slot: Hour of the day, 0 to 23, in the zone of the pairing.
            day: A number that rises by one from day to day.
            common: By how much all pairings are above their usual now.
        """
        alert, sustained = self._lanes
        reading = alert.update(count, slot, common)
        self._note(reading.observed, day)
        return Look(reading, sustained.update(count, slot, common))

    def skip(self, slot: int) -> Turn | None:
        """Pass over a bucket of which nothing is known."""
        for lane in self._lanes:
            lane.skip(slot)
        self.standing, turn = step(self.standing, None)
        return turn

    def judge(self, signal: Signal, limits: Limits = LIMITS) -> Turn | None:
        """Move the alert on by one bucket, once distinct authors are known; return what changed."""
        self.standing, turn = step(self.standing, signal, limits)
        return turn

    def bound(self, expected: float, limits: Limits = LIMITS) -> float:
        """Return from about how many authors in the window on an alert would start.

        Args:
            expected: How many are usual there.
        """
        if not self.warm:
            return max(limits.early_authors, limits.early_ratio * max(expected, 1.0))
        rare = self._lanes[0].bound(expected, limits.on)
        return max(limits.authors, limits.ratio * expected, rare)

    def largest(self, observed: float) -> int | None:
        """Return how many days ago a half hour was last as large; None = in none of 59 days."""
        size = min(int(observed), FULL)
        return next((ago for ago in range(1, DAYS) if self._greatest[-1 - ago] >= size), None)

    def _note(self, observed: float, day: int) -> None:
        if day > self._day:
            passed = min(day - self._day, DAYS)
            self._greatest = self._greatest[passed:] + array("H", bytes(2 * passed))
            self._day = day
        if observed > self._greatest[-1]:
            self._greatest[-1] = min(int(observed), FULL)

    def snapshot(self) -> bytes:
        """Return all that is needed to go on from here, at most 1,024 bytes."""
        alert, sustained = self._lanes
        now = self.standing
        standing = STANDING.pack(self._day, STATES.index(now.state), now.low, now.left, now.peak)
        greatest = struct.pack(f"<{DAYS}H", *self._greatest)
        return snapshot.seal(self._owner, standing + greatest + alert.pack() + sustained.pack())

    @classmethod
    def restore(
        cls, data: bytes, alert: Parameters = ALERT, sustained: Parameters = SUSTAINED
    ) -> Self:
        """Return the detector that `snapshot` was taken of.

        Raises:
            ValueError: *data* is damaged, of another version, or of other parameters.
        """
        detector = cls(alert, sustained)
        state = snapshot.unseal(detector._owner, data)
        size = STANDING.size + 2 * DAYS
        split = size + len(detector._lanes[0].pack())
        detector._lanes[0].unpack(state[size:split])
        detector._lanes[1].unpack(state[split:])
        detector._day, state_number, low, left, peak = STANDING.unpack_from(state)
        detector.standing = Standing(STATES[state_number], low, left, peak)
        detector._greatest = array("H", struct.unpack_from(f"<{DAYS}H", state, STANDING.size))
        return detector

    @property
    def _owner(self) -> str:
        alert, sustained = (lane.parameters for lane in self._lanes)
        shipped = alert is ALERT and sustained is SUSTAINED
        return SHIPPED if shipped else _named(alert, sustained)


def _named(*parameters: Parameters) -> str:
    return " ".join(map(repr, parameters))


SHIPPED: Final = _named(ALERT, SUSTAINED)
