"""A store to try things out on: what is said comes from elsewhere, how all stand stays at hand.

Scoring months of buckets is quick when only what is told is written. Nothing else differs from
the store of a daemon: notices, messages and estimates land in its database, by the same rules.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from monitor.domain.campaign import Written
from monitor.domain.catalogue import Pairing
from monitor.ports.rumours import Weighing
from monitor.ports.watching import Blank, Lease, LostLeaseError, Said, Standing, Talk, Turn, Watched
from storage.database import Database
from storage.store import Store


class Past(Protocol):
    """What was said, and what is known of when it was not heard; see `WatchStore`."""

    async def begin(self, names: Collection[str], now: datetime) -> Mapping[str, datetime]:
        """Return when the watch on each of *names* began, at *now* at the latest."""

    async def said(
        self, since: datetime, until: datetime, pairings: Collection[Pairing] | None = None
    ) -> Sequence[Said]:
        """Return prompt mentions of buckets that start in [since, until)."""

    async def talk(
        self, pairings: Collection[Pairing], since: datetime, until: datetime
    ) -> Mapping[Pairing, Sequence[Talk]]:
        """Return how many spoke in buckets in [since, until), oldest first."""

    async def shares(self, since: datetime, until: datetime) -> Mapping[Pairing, Mapping[str, int]]:
        """Return authors by connector of each pairing's buckets in [since, until)."""

    async def blanks(self, since: datetime) -> Sequence[Blank]:
        """Return buckets since then that a connector was not seen in."""

    async def written(
        self, pairing: Pairing, since: datetime, until: datetime, before: datetime | None
    ) -> Sequence[Written]:
        """Return one text of each account about *pairing*, as far as texts are still there."""


class Rehearsal(Store):
    """Keeps the watch's lease, marks and standing in memory; one process, one holder.

    Args:
        database: Where all else is stored: a scratch one, that nobody sends from.
        past: Where what was said is read.

    Attributes:
        own: What went into the database itself.
    """

    def __init__(self, database: Database, past: Past) -> None:
        super().__init__(database)
        self.past = past
        self.own = Store(database)
        self._lease: Lease | None = None
        self._written: datetime | None = None
        self._weighed: datetime | None = None
        self._standing: dict[Pairing, Watched] = {}
        self._begun: Mapping[str, datetime] = {}
        self._names: frozenset[str] = frozenset()

    async def lease(self, holder: str, now: datetime, span: timedelta) -> Lease | None:
        """Take the lease, or go on with it; see `Store`."""
        if self._lease is None:
            self._lease = await super().lease(holder, now, span)
        return self._lease

    async def close_bucket(self, lease: Lease, end: datetime) -> None:
        """Note that buckets up to *end* are closed; all that is read here was there in time."""
        held = self._held(lease)
        self._lease = replace(held, closed=max(held.closed or end, end))

    async def standing(self) -> Standing:
        """Return how all pairings stand."""
        return Standing(watched=tuple(self._standing.values()), watches=self._begun)

    async def begin(self, names: Collection[str], now: datetime) -> Mapping[str, datetime]:
        """Return when the watch on *names* began, as the past knows it."""
        wanted = frozenset(names)
        if wanted != self._names:
            self._begun = await self.past.begin(wanted, now)
            self._names = wanted
        return self._begun

    async def said(
        self, since: datetime, until: datetime, pairings: Collection[Pairing] | None = None
    ) -> Sequence[Said]:
        """Return prompt mentions, as the past knows them."""
        return await self.past.said(since, until, pairings)

    async def talk(
        self, pairings: Collection[Pairing], since: datetime, until: datetime
    ) -> Mapping[Pairing, Sequence[Talk]]:
        """Return how many spoke, as the past knows it."""
        return await self.past.talk(pairings, since, until)

    async def shares(self, since: datetime, until: datetime) -> Mapping[Pairing, Mapping[str, int]]:
        """Return authors by connector, as the past knows them."""
        return await self.past.shares(since, until)

    async def blanks(self, since: datetime) -> Sequence[Blank]:
        """Return buckets that a connector was not seen in, as the past knows them."""
        return await self.past.blanks(since)

    async def written(
        self, pairing: Pairing, since: datetime, until: datetime, before: datetime | None
    ) -> Sequence[Written]:
        """Return one text of each account, as the past knows them."""
        return await self.past.written(pairing, since, until, before)

    async def turn(self, lease: Lease, turn: Turn) -> int:
        """Keep what *turn* changed, and store what it tells.

        Raises:
            LostLeaseError: Its bucket was scored before.
        """
        held = self._held(lease)
        if held.through != lease.through:
            raise LostLeaseError("another has scored that bucket")
        self._standing.update((one.pairing, one) for one in turn.watched)
        for pairing in turn.gone:
            self._standing.pop(pairing, None)
        new = 0
        if turn.notices or turn.messages:
            new = await self._write(held, turn)
        if turn.end is not None:
            self._lease = replace(held, through=turn.end)
        return new

    async def weigh(self, lease: Lease, weighed: Weighing) -> int:
        """Store *weighed* on top of what *lease* saw; return how many messages were new."""
        held, new = self._held(lease), 0
        if weighed != Weighing(end=weighed.end):
            new = await super().weigh(replace(held, weighed=self._weighed), weighed)
            self._weighed = weighed.end
        self._lease = replace(held, weighed=weighed.end)
        return new

    async def _write(self, held: Lease, turn: Turn) -> int:
        """Store the notices of a turn, with the spikes that they tell."""
        told = tuple(one for one in turn.watched if one.spike is not None and one.spike.alert)
        seen = replace(held, through=self._written)
        if turn.end is not None:
            await super().close_bucket(seen, turn.end)
            self._written = turn.end
        lean = replace(turn, watched=told, gone=(), blanks=(), learnt=frozenset())
        return await super().turn(seen, lean)

    def _held(self, lease: Lease) -> Lease:
        if self._lease is None or self._lease.token != lease.token:
            raise LostLeaseError("the lease of this rehearsal was never taken")
        return self._lease
