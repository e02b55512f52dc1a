"""Where a subscription stands while it is read, and what it missed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from connectors.jetstream.place import Place
from connectors.jetstream.resuming import Resuming
from connectors.wire.fields import EPOCH, LATEST, micros
from connectors.wire.jetstream import Event
from monitor.ports import Gap

SETTLED: Final = timedelta(minutes=15)
"""A connection that stands and is silent for so long has sent all that there was."""

STRIDE: Final = timedelta(minutes=1)
"""Time that moves further than this from one look to the next was slept through."""

_LATEST: Final = micros(LATEST)


class Standing:
    """Follows one subscription from connection to connection.

    Args:
        place: Where it stands; None = at the beginning, which is whenever it connects: that time
            is its place until an event says better, so that what comes at once is not lost with
            whoever is killed at once.
        now: Time.
        busy: Whether it holds acts of everybody.
        tells: Whether hosts number events, and say where they can't go on (v2).
        idle: A connection that is dead is found out within this.
    """

    def __init__(
        self, place: Place | None, now: datetime, *, busy: bool, tells: bool, idle: timedelta
    ) -> None:
        self.place = place
        self._supposed = False
        self._busy = busy
        self._tells = tells
        self._idle = idle
        self._first: int | None = None
        self._latest: int | None = None
        self._seq: int | None = None
        self.resume("", now)

    @property
    def reached(self) -> datetime | None:
        """How far the stream is read."""
        return None if self.place is None else _time(self.place.time)

    def resume(self, host: str, now: datetime) -> None:
        """Take note that what comes from *now* on is of *host*, which goes on from the place."""
        self._host = host
        self._first = self._latest = self._seq = None
        self._resuming = Resuming(self.reached, busy=self._busy, told=self._tells)
        self._heard = self._looked = now
        if host and self.place is None:
            self.place, self._supposed = Place(micros(now)), True

    def note(self, event: Event) -> None:
        """Take note that *event* came."""
        self._latest = event.time_us if event.witnessed_us is None else event.witnessed_us
        if self._first is None:
            self._first = self._latest
        if self._tells:
            self._seq = event.seq

    def clamp(self) -> None:
        """The host says that it begins later than it was asked to."""
        self._resuming.clamp()

    def forget(self) -> None:
        """The host can't go on from the number: the time must do."""
        self._seq = None
        if self.place is not None:
            self.place = self.place.timed()

    def move(self, now: datetime) -> Gap | None:
        """Move the place on, and return what turns out to be missing before it.

        It never moves back, nor beyond *now*: one line with an absurd time would skip everything
        up to it.
        """
        times = [] if self.place is None else [self.place.time]
        if self._latest is not None:
            if self._supposed:
                times, self._supposed = [], False
            times.append(min(self._latest, micros(now)))
        times += self._silence(now)
        if self._first is not None:
            self._resuming.begin(min(_time(self._first), now))
        gap = self._resuming.gap(now)
        if gap is not None:
            times.append(micros(gap.until))
        if times:
            place = replace(self.place or Place(0), time=max(times))
            self.place = (
                place if self._seq is None else replace(place, seq=self._seq, host=self._host)
            )
        self._latest = None
        return gap

    def _silence(self, now: datetime) -> list[int]:
        """Return how far silence proves that nothing happened.

        Where nothing has come for long, on a connection whose pings are answered, there was
        nothing: or a quiet day would look like a lost one. A machine that slept heard no silence.
        """
        if self._latest is not None or now - self._looked > STRIDE:
            self._heard = now
        self._looked = now
        settled = bool(self._host) and now - self._heard >= SETTLED
        return [micros(now - self._idle - SETTLED)] if settled else []


def _time(count: int) -> datetime:
    return EPOCH + timedelta(microseconds=min(max(count, 0), _LATEST))
