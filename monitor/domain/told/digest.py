"""The digest of a day: what was read, what was not seen, and what nobody was interrupted for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from monitor.domain.alert import Notice

LONGEST: Final = timedelta(days=7)
"""After a longer pause a digest begins so long before its end."""

NEAR: Final = "near"
"""Why a notice was meant for nobody that only came near to something."""

FEW: Final = 3
"""So many of these a digest has room for, the loudest."""

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Edition:
    """One digest of a receiver: of which local day it is, and when it is due."""

    day: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Read:
    """What a source brought.

    Attributes:
        mentions: Posts about what is watched.
        unseen: For how long it was not seen at the time, also where it was read later.
    """

    source: str
    mentions: int
    unseen: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Held:
    """A notice that was not pushed.

    Attributes:
        why: In a word, see `budget.Why`; empty where it was meant for nobody, as the notice says.
        reason: In a sentence.
    """

    notice: Notice
    why: str
    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A message that was never received."""

    receiver: str
    kind: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What a receiver reads of the time from *since* to *until*.

    Attributes:
        read: By source, by name.
        held: What was held back from this receiver, what is worth most first.
        almost: What was seen and meant for nobody, the newest first; see `almost`.
        unused: Silences that ended without anything to silence, a sentence each.
        failed: What could not be delivered.
    """

    since: datetime
    until: datetime
    read: tuple[Read, ...] = ()
    held: tuple[Held, ...] = ()
    almost: tuple[Held, ...] = ()
    unused: tuple[str, ...] = ()
    failed: tuple[Failed, ...] = ()

    @property
    def unseen(self) -> tuple[Read, ...]:
        """The sources that were not seen for some time."""
        return tuple(one for one in self.read if one.unseen)

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to report but what was read."""
        return not (self.held or self.almost or self.unused or self.failed or self.unseen)


def latest(now: datetime, at: time, zone: tzinfo) -> Edition:
    """Return the newest edition that is due at *now*: of today, or still of yesterday.

    Where the clock skips *at* in spring it is due when the clock has passed it; where the clock
    shows it twice in autumn, the first time.
    """
    day = now.astimezone(zone).date()
    due = _due(day, at, zone, now)
    return Edition(day, due) if due <= now else Edition(day - _DAY, _due(day - _DAY, at, zone, now))


def span(edition: Edition, before: datetime | None) -> datetime:
    """Return from when on *edition* tells: where the one *before* ended, or a day back."""
    if before is None or before >= edition.at:
        return edition.at - _DAY
    return max(before, edition.at - LONGEST)


def almost(notices: Sequence[Notice]) -> tuple[Held, ...]:
    """Return what *notices* were meant for nobody, as they are ordered.

    What only came near to something comes last: a few, and none beside what else there was of the
    same player.
    """
    held = [one for one in notices if one.held is not None]
    seen = {one.alert.pairing.player for one in notices if one.why != NEAR}
    near = [one for one in held if one.why == NEAR and one.alert.pairing.player not in seen]
    near.sort(key=lambda one: -(one.alert.buzz.authors if one.alert.buzz is not None else 0))
    shown = [*(one for one in held if one.why != NEAR), *near[:FEW]]
    return tuple(Held(one, "", one.held or "") for one in shown)


def listed(digest: Digest, sources: Iterable[str]) -> Digest:
    """Return *digest* with those of *sources* too that brought nothing."""
    silent = {*sources} - {one.source for one in digest.read}
    read = (*digest.read, *(Read(name, 0) for name in silent))
    return replace(digest, read=tuple(sorted(read, key=lambda one: one.source)))


def _due(day: date, at: time, zone: tzinfo, now: datetime) -> datetime:
    return datetime.combine(day, at, zone).astimezone(now.tzinfo)
