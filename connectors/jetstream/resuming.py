"""What going on from a stored place may have lost.

A host keeps a day or a little more. Asked for what is older, v2 says that it begins later
(`OutdatedCursor`); v1 does so without a word, and it takes a guess:

- A busy stream, such as everybody's posts, never pauses for `PAUSE`. Where its first line lies
  further than that behind the place, what is between is missing.
- A stream of a few accounts may well be silent for days. There only the age of the place tells:
  what is older than `KEPT` may be missing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from monitor.ports import Gap

KEPT: Final = timedelta(hours=24)
"""How far back every host of Bluesky's goes: v1 was made with 24 hours, its successor with 36."""

PAUSE: Final = timedelta(minutes=5)
"""A stream of everybody's acts is never silent for so long."""

SAID: Final = "the host keeps no longer, as it says itself"
UNSAID: Final = "the host keeps about a day, and does not say where it began"
SKIPPED: Final = "the host began later than it was asked to"


class Resuming:
    """One connection that goes on from a place, until it is known what that lost.

    Args:
        since: How far the stream is read; None = it begins now, and nothing can be missing.
        busy: Whether it holds acts of everybody.
        told: Whether the host says where it can't go on (v2).
    """

    def __init__(self, since: datetime | None, *, busy: bool, told: bool) -> None:
        self._since = since
        self._busy = busy
        self._told = told
        self._clamped = False
        self._first: datetime | None = None

    def clamp(self) -> None:
        """The host says that it begins later than it was asked to."""
        self._clamped = True

    def begin(self, at: datetime) -> None:
        """An event of this time came."""
        if self._first is None:
            self._first = at

    def gap(self, now: datetime) -> Gap | None:
        """Return what is missing, once it is known, and then no more."""
        since, first = self._since, self._first
        if since is None:
            return None
        if self._clamped:
            until, why = first or _kept(since, now), SAID
        elif not (self._told or self._busy):
            until, why = now - KEPT, UNSAID
        elif first is None:
            return None
        else:
            until, why = (first if first - since > PAUSE and not self._told else since), SKIPPED
        self._since = None
        return Gap(since=since, until=until, why=why) if until > since else None


def _kept(since: datetime, now: datetime) -> datetime:
    """Return from when on a host that has to begin later than *since* has everything."""
    return now - KEPT if now - since > KEPT else now
