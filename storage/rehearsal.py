"""A store to try things out on: what is said comes from elsewhere, how all stand stays at hand.

Scoring months of buckets is quick when only what is told is written. Nothing else differs from
the store of a daemon: notices, messages and estimates land in its database, by the same rules.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from monitor.domain.act import Act
from monitor.domain.alert import Notice
from monitor.domain.campaign import Written
from monitor.domain.catalogue import Pairing
from monitor.domain.rumour import Record
from monitor.ports.rumours import Spoken, Weighing, Words
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


class Rerun(Rehearsal):
    """Runs again what another store holds, of which only is read.

    Args:
        database: Scratch, as above.
        live: Where what was said, done and concluded is read.
    """

    def __init__(self, database: Database, live: Store) -> None:
        super().__init__(database, Lived(live))
        self._live = live
        self._acts: dict[Pairing, Notice] = {}

    def retell(self, notice: Notice) -> None:
        """Note that *notice*, of an act, is told again."""
        self._acts[notice.alert.pairing] = notice

    async def told(
        self, pairings: Collection[Pairing], since: datetime, until: datetime
    ) -> Mapping[Pairing, Notice]:
        """Return how the newest alert about an act in [since, until) stands, by pairing."""
        return {
            pairing: self._acts[pairing]
            for pairing in pairings
            if pairing in self._acts
            and any(since <= act.at < until for act in self._acts[pairing].acts)
        }

    async def stirred(self, since: datetime, until: datetime) -> frozenset[Pairing]:
        """Return pairings that something was said, done or concluded about."""
        return await self._live.stirred(since, until)

    async def spoken(
        self, pairings: Collection[Pairing], since: datetime, until: datetime
    ) -> Mapping[Pairing, Sequence[Spoken]]:
        """Return what was said of rumours."""
        return await self._live.spoken(pairings, since, until)

    async def words(self, keys: Collection[bytes]) -> Mapping[bytes, Words]:
        """Return what was said in activities, as far as it is still there."""
        return await self._live.words(keys)

    async def done(
        self, pairings: Collection[Pairing], since: datetime, until: datetime
    ) -> Mapping[Pairing, Sequence[Act]]:
        """Return decisive acts."""
        return await self._live.done(pairings, since, until)

    async def reporting(
        self, pairings: Collection[Pairing], since: datetime
    ) -> Mapping[Pairing, frozenset[bytes]]:
        """Return seals of the records that tell of an act."""
        return await self._live.reporting(pairings, since)

    async def track(self, at: datetime) -> Mapping[str, Record]:
        """Return the record of each source as it stood."""
        return await self._live.track(at)


class Lived:
    """What a store of a daemon holds, as a past that can be rehearsed."""

    def __init__(self, live: Store) -> None:
        self.said = live.said
        self.talk = live.talk
        self.shares = live.shares
        self.blanks = live.blanks
        self.written = live.written
        self._live = live

    async def begin(self, names: Collection[str], now: datetime) -> Mapping[str, datetime]:
        """Return when the watch on each of *names* began; on what is new, now."""
        known = (await self._live.standing()).watches
        return {name: min(known.get(name, now), now) for name in names}
