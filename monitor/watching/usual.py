"""What is usual for a pairing, learnt from what is stored of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final, Self
from zoneinfo import ZoneInfo

from monitor.domain.catalogue import Pairing
from monitor.domain.spike import Detector
from monitor.domain.timing import BUCKET, bucket_of
from monitor.ports import Blank, Talk

LEARNT: Final = timedelta(days=28)
"""How far back a pairing's usual is learnt from; what is older has faded from it."""

SHARED: Final = timedelta(days=7)
"""How far back it is looked which source usually brings how much."""

UNKNOWN: Final = 0.2
"""A bucket is unknown once sources are missing that usually bring more than this share."""

RELEARNT: Final = 200
"""Pairings at most that learn in one turn what came late for them; the others do in the next."""

_FEW: Final = 20
"""Below so many authors a pairing's own shares say nothing: those of all pairings are taken."""


@dataclass(frozen=True)
class Shares:
    """Which source usually brings how much: authors of the last days, by pairing and source."""

    authors: Mapping[Pairing, Mapping[str, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, authors: Mapping[Pairing, Mapping[str, int]], read: Collection[str]) -> Self:
        """Return the shares among the sources that are *read* now.

        What an import or a source of the past brought says nothing of who is missed.
        """
        return cls(
            {
                pairing: {name: count for name, count in own.items() if name in read}
                for pairing, own in authors.items()
            }
        )

    def unseen(self, pairing: Pairing, missing: Collection[str]) -> float:
        """Return the share of the authors, 0 to 1, that *missing* sources usually bring."""
        if not missing:
            return 0.0
        own = self.authors.get(pairing, {})
        if sum(own.values()) < _FEW:
            own = self._all
        whole = sum(own.values())
        if not whole:
            return 1.0  # nothing is known of anybody: silence is no calm
        return sum(own.get(name, 0) for name in missing) / whole

    @cached_property
    def _all(self) -> Mapping[str, int]:
        total = Counter[str]()
        for own in self.authors.values():
            total.update(own)
        return total


def portion(late: Iterable[Pairing]) -> frozenset[Pairing]:
    """Return those of *late* that learn in this turn, so that no turn outlasts the lease."""
    return frozenset(sorted(late)[:RELEARNT])


def unseen_in(blanks: Iterable[Blank]) -> Mapping[datetime, frozenset[str]]:
    """Return the sources that were not seen, and have not caught up since, by bucket."""
    found: dict[datetime, set[str]] = {}
    for one in blanks:
        if not one.filled:
            found.setdefault(one.start, set()).add(one.connector)
    return {start: frozenset(names) for start, names in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What is stored of the time before a bucket.

    Attributes:
        until: Its end.
        talk: By pairing; a bucket that isn't in it was silent.
        blanks: Sources that were not seen, by bucket.
    """

    until: datetime
    talk: Mapping[Pairing, Sequence[Talk]]
    blanks: Mapping[datetime, frozenset[str]]
    shares: Shares

    def learn(self, pairing: Pairing, since: datetime, zone: ZoneInfo) -> Detector:
        """Return a detector that has learnt all whole buckets of *pairing* from *since* on."""
        counts: dict[datetime, int] = {}
        for one in self.talk.get(pairing, ()):
            counts[one.start] = counts.get(one.start, 0) + one.authors
        detector = Detector()
        first = max(since, self.until - LEARNT)
        start = bucket_of(first)
        if start < first:
            start += BUCKET
        while start < self.until:
            local = start.astimezone(zone)
            unseen = self.shares.unseen(pairing, self.blanks.get(start, ()))
            if unseen > UNKNOWN:
                detector.skip(local.hour)
            else:
                count = counts.get(start, 0) / (1 - unseen)
                detector.update(count, local.hour, local.toordinal())
            start += BUCKET
        return detector
