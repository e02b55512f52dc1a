"""The reading side of the store: for pages, metrics and commands."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from monitor.domain.acts.known import Known
from monitor.domain.alert import Notice
from monitor.domain.catalogue import Pairing
from monitor.domain.desk.logbook import Line
from monitor.domain.desk.opinion import Counted, Opinion
from monitor.domain.desk.silence import Silence
from monitor.domain.rumour import Verdict
from monitor.domain.told.digest import Digest
from monitor.ports import Counts, DeadLetter, Seen, Told, TransientError
from monitor.ports.estimate import Estimate
from monitor.ports.vitals import Vitals
from monitor.ports.watching import Watched
from storage import (
    chores,
    digesting,
    logbook,
    moods,
    opinions,
    reading,
    reports,
    silencing,
    standing,
    stories,
    vitals,
    weighing,
)
from storage.database import Database

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

    async def headlines(self, alerts: Collection[str]) -> Mapping[str, Notice]:
        """Return what was told last of each of *alerts* that there is."""
        return await self._database.read(stories.newest, alerts)

    async def silences(self, at: datetime) -> Sequence[Silence]:
        """Return silences that end after *at*, the one that ends first first."""
        return await self._database.read(silencing.after, at)

    async def opinions(self, limit: int = 200) -> Sequence[Opinion]:
        """Return what receivers said last of alerts, newest first."""
        return await self._database.read(opinions.newest, limit)

    async def rated(self) -> Counted:
        """Return how often what was said of alerts, by rule."""
        return await self._database.read(opinions.counted)

    async def pushed(self, receiver: str, limit: int = 50) -> Sequence[Notice]:
        """Return the newest alerts that *receiver* was sent, as it was last told, newest first."""
        return await self._database.read(reading.pushed, receiver, limit)

    async def summed(
        self,
        receiver: str,
        since: datetime,
        until: datetime,
        zone: tzinfo = UTC,
        *,
        everybody: bool,
    ) -> Digest:
        """Return what *receiver*, who is in *zone*, is to read of [since, until)."""
        return await self._database.read(
            digesting.sum_up, receiver, since, until, zone, everybody=everybody
        )

    async def digested(self, receiver: str, by: datetime) -> datetime | None:
        """Return when the newest digest of *receiver* was due *by* then; None if it had none."""
        return await self._database.read(digesting.last, receiver, by)

    async def began(self) -> datetime | None:
        """Return since when anything is watched; None if nothing is."""
        return await self._database.read(digesting.began)

    async def vitals(self, since: datetime) -> Vitals:
        """Return how the store is; activities seen since *since* are counted apart."""
        return await self._database.read(vitals.vitals, await self._database.size(), since)

    async def newest(self) -> int:
        """Return the number of the newest notice; 0 = none was ever told."""
        return await self._database.read(vitals.newest)

    async def news(self, after: int, limit: int = 50) -> Sequence[tuple[int, Notice]]:
        """Return notices with a number above *after*, oldest first, those for nobody left out."""
        return await self._database.read(vitals.news, after, limit)

    async def last_word(self, thread: str, by: datetime) -> bytes | None:
        """Return the cause of the newest message in *thread* *by* then; None if there is none."""
        return await self._database.read(digesting.last_word, thread, by)

    async def last_words(self, receiver: str, by: datetime) -> Mapping[str, bytes]:
        """Return, by thread, the cause of the newest message on each source *by* then."""
        return await self._database.read(digesting.last_words, receiver, by)

    async def mentions(self, player: str, club: str, limit: int = 50) -> Sequence[Seen]:
        """Return what was said about a pairing, newest first."""
        return await self._database.read(reading.seen, player, club, limit)

    async def buckets(self, player: str, club: str, since: datetime) -> Sequence[Counts]:
        """Return the buckets of a pairing, oldest first."""
        return await self._database.read(reading.counts, player, club, since)

    async def spikes(self, limit: int = 50) -> Sequence[Watched]:
        """Return pairings that are or were in a spike, the one scored last first."""
        return await self._database.read(standing.spikes, limit)

    async def standing(self, player: str, club: str) -> Watched | None:
        """Return how a pairing stands; None if it is not watched."""
        return await self._database.read(standing.one, player, club)

    async def strengths(self, player: str, club: str, since: datetime) -> Sequence[Estimate]:
        """Return how strong the rumour of a pairing was since then, oldest first."""
        return await self._database.read(weighing.history, player, club, since)

    async def weighed(self) -> datetime | None:
        """Return up to when rumours were weighed; None if none ever were."""
        return await self._database.read(weighing.through)

    async def judged(self, source: str, limit: int = 200) -> Sequence[Verdict]:
        """Return what the claims of a source came to, those that count last first."""
        return await self._database.read(weighing.judged, source, limit)

    async def acts(self, player: str, club: str, since: datetime) -> Sequence[Known]:
        """Return the acts about a pairing since then, oldest first: each once, however known."""
        return await self._database.read(reports.known_about, player, club, since)

    async def voices(
        self, since: datetime, pairings: Collection[Pairing] | None = None
    ) -> moods.Voices:
        """Return who took *pairings* (None: all that were talked of) how, match talk apart."""
        return await self._database.read(moods.voices, since, pairings)

    async def logbook(self, limit: int = 50) -> Sequence[Line]:
        """Return who did what last, newest first."""
        return await self._database.read(logbook.newest, limit)

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
