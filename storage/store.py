"""The store, written once over either database."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from monitor.domain.alert import Notice
from monitor.ports import (
    Asked,
    Commit,
    Committed,
    Counts,
    DeadLetter,
    Delivery,
    Outcome,
    Recalled,
    Seen,
    Stats,
    Told,
    TransientError,
    Waiting,
)
from storage import chores, outbox, reading
from storage.chores import AT_ONCE, Entry
from storage.commit import land
from storage.database import Database
from storage.recall import recall
from storage.rescue import poisoned, rescue

ANSWER = timedelta(seconds=3)
"""How long a check waits for the database; less than a page waits for its checks."""


class Reader:
    """The reading side: read-only, never blocks the writer; see `monitor.ports.Reader`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def alert(self, alert: str) -> Told | None:
        """Return one alert with its history."""
        return await self._database.read(reading.alert, alert)

    async def alerts(self, limit: int = 50) -> Sequence[Notice]:
        """Return how the newest alerts stand, newest first."""
        return await self._database.read(reading.alerts, limit)

    async def mentions(self, player: str, club: str, limit: int = 50) -> Sequence[Seen]:
        """Return what was said about a pairing, newest first."""
        return await self._database.read(reading.seen, player, club, limit)

    async def buckets(self, player: str, club: str, since: datetime) -> Sequence[Counts]:
        """Return the buckets of a pairing, oldest first."""
        return await self._database.read(reading.counts, player, club, since)

    async def dead(self, limit: int = 50) -> Sequence[DeadLetter]:
        """Return the newest dead letters, newest first."""
        return await self._database.read(reading.dead, limit)

    async def check(self) -> None:
        """Do nothing if the database answers and can be written.

        Raises:
            TransientError: It can't; the message says why.
        """
        probe = asyncio.create_task(self._database.write(chores.probe))
        try:
            await asyncio.wait({probe}, timeout=ANSWER.total_seconds())
            if not probe.done():
                seconds = ANSWER.total_seconds()
                raise TransientError(f"the database has not answered for {seconds:g} s")
            probe.result()
        finally:
            # Who gives up on a line that hangs takes a while himself; nobody waits for that.
            probe.cancel()
            probe.add_done_callback(lambda ended: ended.cancelled() or ended.exception())


class Store:
    """The writing side; see `monitor.ports.Store`.

    Attributes:
        reader: The reading side of the same database.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.reader = Reader(database)

    async def recall(self, asked: Asked) -> Recalled:
        """Return what is stored about *asked*, in one read."""
        return await self._database.read(recall, asked)

    async def commit(self, batch: Commit) -> Committed:
        """Store *batch* in one transaction, each activity exactly once.

        Activities that the database can't store become dead letters, and the rest is stored.
        """
        try:
            return await self._database.write(land, batch)
        except Exception as error:
            if not poisoned(error):
                raise
            return await self._database.write(rescue, batch)

    async def cursors(self) -> Mapping[str, str]:
        """Return where each connector goes on from."""
        return await self._database.read(chores.where)

    async def records(self, since: datetime, limit: int) -> Sequence[bytes]:
        """Return seals of live records kept since then, newest last, at most *limit*."""
        return await self._database.read(chores.records, since, limit)

    async def waiting(self, since: datetime, limit: int) -> Sequence[Waiting]:
        """Return acts that still wait for their object, oldest first."""
        return await self._database.read(chores.waiting, since, limit)

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> Sequence[Delivery]:
        """Claim messages that are due; unsettled claims come back after *lease*."""
        return await self._database.write(outbox.claim, now, limit, lease)

    async def settle(self, outcomes: Sequence[Outcome]) -> None:
        """Store how attempts went."""
        await self._database.write(outbox.settle, outcomes)

    async def disable(self, receiver: str, reason: str, now: datetime) -> None:
        """Stop sending to *receiver* until it is enabled; its messages wait."""
        await self._database.write(outbox.disable, receiver, reason, now)

    async def enable(self, receiver: str) -> None:
        """Send to *receiver* again."""
        await self._database.write(outbox.enable, receiver)

    async def disabled(self) -> Mapping[str, str]:
        """Return why nothing is sent to receivers, by name."""
        return await self._database.read(outbox.disabled)

    async def expire(self, now: datetime) -> int:
        """Remove text rows whose time has come; return how many."""
        gone = 0
        while some := await self._database.write(chores.expire, now):
            gone += some
            if some < AT_ONCE:
                break
        return gone

    async def stats(self) -> Stats:
        """Return what the store holds."""
        return await self._database.read(chores.stats, await self._database.size())

    async def resolved(self) -> Mapping[tuple[str, str], str]:
        """Return stable ids by platform and handle."""
        return await self._database.read(chores.resolved)

    async def resolve(self, platform: str, handle: str, stable: str, now: datetime) -> None:
        """Store what a handle was resolved to."""
        await self._database.write(chores.resolve, platform, handle, stable, now)

    async def entries(self) -> tuple[int, list[Entry]]:
        """Return the version of the operator's catalogue, and its entries; 0 = none were made."""
        return await self._database.read(chores.entries)

    async def enter(
        self,
        entries: Sequence[tuple[str, str, Mapping[str, Any] | None]],
        by: str,
        now: datetime,
    ) -> int:
        """Store entries of the catalogue, or with None for a body remove them.

        Returns:
            The new version.
        """
        return await self._database.write(chores.enter, entries, by, now)

    async def close(self) -> None:
        """Finish what was begun, and let go of the database."""
        await self._database.close()
