"""The writing side of the store, written once over either database."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from monitor.domain.act import Act
from monitor.domain.alert import Notice
from monitor.domain.campaign import Written
from monitor.domain.catalogue import Pairing
from monitor.domain.desk.logbook import Line
from monitor.domain.desk.opinion import Opinion, Taken
from monitor.domain.desk.silence import Silence
from monitor.domain.rumour import Outcome as Ended
from monitor.domain.rumour import Record
from monitor.domain.stories.advance import Before
from monitor.domain.stories.story import Thread
from monitor.domain.vanishing import Due
from monitor.ports import (
    Asked,
    Commit,
    Committed,
    Delivery,
    Message,
    Outcome,
    Post,
    Recalled,
    Shown,
    Stats,
    Waiting,
)
from monitor.ports.estimate import Estimate
from monitor.ports.rereading import Reread, Unread
from monitor.ports.rumours import Conclusion, Saga, Spoken, Weighing, Words
from monitor.ports.watching import Blank, Lease, Said, Standing, Talk, Turn, Voiced
from storage import (
    chores,
    claims,
    closing,
    logbook,
    opinions,
    outbox,
    overhearing,
    reading,
    rereading,
    review,
    silencing,
    spreading,
    stories,
    testimonies,
    vanishing,
    watching,
    weighing,
)
from storage import lease as leasing
from storage.board import Board
from storage.care import redating, retention
from storage.chores import AT_ONCE, Entry
from storage.commit import land
from storage.database import Database
from storage.exhibits import Exhibits
from storage.gazette import Gazette
from storage.reader import Reader
from storage.recall import recall
from storage.rescue import poisoned, rescue
from storage.sessions import Sessions
from storage.sharing import Shares


class Store:
    """The writing side; see `monitor.ports.Store` and `monitor.ports.watching.WatchStore`.

    Attributes:
        reader: The reading side of the same database.
        gazette: The same for programs and feeds, a page at a time.
        links: Links to stories.
        exhibits: What pages show of it as evidence.
        board: What the board shows of it.
        sessions: Sessions of the pages that were ended.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.reader = Reader(database)
        self.gazette = Gazette(database)
        self.links = Shares(database)
        self.exhibits = Exhibits(database)
        self.board = Board(database)
        self.sessions = Sessions(database)

    def busy(self) -> float:
        """Return for how many seconds the writer has been at what it does; 0 = it waits."""
        return self._database.busy()

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

    async def claim(
        self, now: datetime, limit: int, lease: timedelta, but: Collection[str] = ()
    ) -> Sequence[Delivery]:
        """Claim messages that are due, *but* those of some receivers.

        Unsettled claims come back after *lease*.
        """
        return await self._database.write(outbox.claim, now, limit, lease, but)

    async def settle(self, outcomes: Sequence[Outcome]) -> Mapping[str, datetime]:
        """Store how attempts went; return since when receivers of these do nothing but fail."""
        return await self._database.write(outbox.settle, outcomes)

    async def post(self, messages: Sequence[Message]) -> int:
        """Store messages about no alert, each once; return how many are to be sent."""
        return await self._database.write(outbox.post, messages)

    async def disable(
        self, receiver: str, reason: str, now: datetime, messages: Sequence[Message] = ()
    ) -> None:
        """Stop sending to *receiver* until it is enabled; *messages* tell the others."""
        await self._database.write(outbox.disable, receiver, reason, now, messages)

    async def enable(self, receiver: str) -> None:
        """Send to *receiver* again."""
        await self._database.write(outbox.enable, receiver)

    async def disabled(self) -> Mapping[str, str]:
        """Return why nothing is sent to receivers, by name."""
        return await self._database.read(outbox.disabled)

    async def posts(self) -> Mapping[str, Post]:
        """Return how the messages of each receiver stand, by its name."""
        return await self._database.read(outbox.standing)

    async def silence(self, one: Silence, line: Line | None = None) -> Silence:
        """Store *one* and return what holds: one made alike before is left while it holds."""
        return await self._database.write(silencing.keep, one, line)

    async def unsilence(
        self, ident: str, by: str, at: datetime, line: Line | None = None
    ) -> Silence | None:
        """End a silence; return it as it now is, None if there is none or it is over."""
        return await self._database.write(silencing.end, ident, by, at, line)

    async def alike(self, begin: str) -> Sequence[str]:
        """Return ids of silences that begin so."""
        return await self._database.read(silencing.alike, begin)

    async def rate(self, one: Opinion, line: Line | None = None) -> Opinion:
        """Store what a receiver says of an alert, and return what stands; the last holds."""
        return await self._database.write(opinions.rate, one, line)

    async def clear_up(self, alert: str, by: str, at: datetime, line: Line | None = None) -> int:
        """Note that *by* has dealt with a wrong person; return how many had said so."""
        return await self._database.write(opinions.clear_up, alert, by, at, line)

    async def take(self, taken: Taken, line: Line | None = None) -> Taken:
        """Store who looks after an alert, unless somebody does; return who does."""
        return await self._database.write(opinions.take, taken, line)

    async def note(self, line: Line) -> None:
        """Write down what somebody did that changes nothing in the store."""
        await self._database.write(logbook.note, line)

    async def expire(self, now: datetime) -> int:
        """Remove text rows whose time has come; return how many."""
        gone = 0
        while some := await self._database.write(chores.expire, now):
            gone += some
            if some < AT_ONCE:
                break
        return gone

    async def redate(self, now: datetime, text_kept: timedelta) -> int:
        """Bound what was dated by a clock that was ahead; return how many texts were."""
        return await self._database.write(redating.redate, now, text_kept)

    async def reached(self, now: datetime) -> datetime | None:
        """Return which time it was by what was seen last, whatever the clock says."""
        return await self._database.read(retention.reached, now)

    async def mark_folded(self, before: datetime) -> None:
        """Let nothing be counted any more in buckets that start before *before*."""
        await self._database.write(retention.mark, before)

    async def remove(self, terms: retention.Terms) -> Mapping[str, int]:
        """Remove some of what is old; return how many rows by table, none once all is removed."""
        folded, old = await self._database.read(retention.stale, terms)
        return await self._database.write(retention.remove, terms, folded, old)

    async def log_size(self) -> int:
        """Return how many bytes of log readers keep from being emptied."""
        return await self._database.log_size()

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

    async def signed(self) -> Mapping[tuple[str, str], tuple[str, datetime]]:
        """Return who made each of the operator's entries, and when, by kind and slug."""
        return await self._database.read(chores.signed)

    async def enter(
        self,
        entries: Sequence[tuple[str, str, Mapping[str, Any] | None]],
        by: str,
        now: datetime,
        line: Line | None = None,
    ) -> int:
        """Store entries of the catalogue, or with None for a body remove them.

        Returns:
            The new version.
        """
        return await self._database.write(chores.enter, entries, by, now, line)

    async def catalogue_version(self) -> int:
        """Return the version of the operator's catalogue; 0 = nothing was ever entered."""
        return await self._database.read(chores.version)

    async def lease(self, holder: str, now: datetime, span: timedelta) -> Lease | None:
        """Take the lease of the watch, or go on with it; None while another holds it."""
        return await self._database.write(leasing.take, holder, now, span)

    async def release(self, lease: Lease) -> None:
        """Let another take it at once; nothing if it is lost already."""
        await self._database.write(leasing.release, lease)

    async def close_bucket(self, lease: Lease, end: datetime) -> None:
        """Close all buckets up to *end*: what comes for them from now on is stored as late.

        Raises:
            LostLeaseError: Another holds the lease.
        """
        await self._database.write(closing.close, lease, end)

    async def standing(self) -> Standing:
        """Return how all pairings stand."""
        return await self._database.read(review.stand)

    async def begin(self, names: Collection[str], now: datetime) -> Mapping[str, datetime]:
        """Note that the watch on *names* begins now; return when each began; others go."""
        return await self._database.write(watching.begin, names, now)

    async def known(self, since: datetime) -> None:
        """Note that all that was said from *since* on is stored: watches began then, or before."""
        await self._database.write(watching.known, since)

    async def said(
        self, since: datetime, until: datetime, pairings: Collection[Pairing] | None = None
    ) -> Sequence[Said]:
        """Return prompt mentions of buckets that start in [since, until), in a stable order."""
        return await self._database.read(review.said, since, until, pairings)

    async def talk(
        self, pairings: Collection[Pairing], since: datetime, until: datetime
    ) -> Mapping[Pairing, Sequence[Talk]]:
        """Return what is stored of buckets in [since, until), late arrivals too, oldest first."""
        return await self._database.read(review.talk, pairings, since, until)

    async def shares(self, since: datetime, until: datetime) -> Mapping[Pairing, Mapping[str, int]]:
        """Return authors by connector of each pairing's buckets in [since, until)."""
        return await self._database.read(review.shares, since, until)

    async def blanks(self, since: datetime) -> Sequence[Blank]:
        """Return buckets since then that a connector was not seen in."""
        return await self._database.read(review.unseen, since)

    async def told(
        self, pairings: Collection[Pairing], since: datetime, until: datetime
    ) -> Mapping[Pairing, Notice]:
        """Return how the newest alert about an act in [since, until) stands, by pairing."""
        return await self._database.read(review.told, pairings, since, until)

    async def written(
        self, pairing: Pairing, since: datetime, until: datetime, before: datetime | None
    ) -> Sequence[Written]:
        """Return one prompt text of each account about *pairing*, at most 1,000 drawn by lot."""
        return await self._database.read(overhearing.written, pairing, since, until, before)

    async def noted(self, alerts: Collection[str]) -> Collection[str]:
        """Return which of *alerts* there is a notice of."""
        return await self._database.read(overhearing.noted, alerts)

    async def voiced(self, pairing: Pairing, since: datetime, until: datetime) -> Sequence[Voiced]:
        """Return who spoke of *pairing* first from *since* on, in buckets before *until*."""
        return await self._database.read(spreading.voiced, pairing, since, until)

    async def reach(
        self, pairing: Pairing, since: datetime, span: timedelta, days: int
    ) -> Sequence[Mapping[str, int]]:
        """Return distinct authors by platform within *span* from *since* on, and on days before."""
        return await self._database.read(spreading.reach, pairing, since, span, days)

    async def threads(self, players: Collection[str], at: datetime) -> Mapping[str, Thread]:
        """Return the open story of each of *players* at *at*, with how its alert stands."""
        return await self._database.read(stories.threads, players, at)

    async def turn(self, lease: Lease, turn: Turn) -> int:
        """Store *turn* in one transaction; return how many messages were new.

        Raises:
            LostLeaseError: Another holds the lease, or has scored that bucket.
        """
        return await self._database.write(watching.store, lease, turn)

    async def stirred(self, since: datetime, until: datetime) -> frozenset[Pairing]:
        """Return pairings that something was said, done or concluded about in [since, until)."""
        return await self._database.read(testimonies.stirred, since, until)

    async def spoken(
        self, pairings: Collection[Pairing], since: datetime, until: datetime
    ) -> Mapping[Pairing, Sequence[Spoken]]:
        """Return what was said of rumours in [since, until), oldest first; bounded."""
        return await self._database.read(testimonies.spoken, pairings, since, until)

    async def words(self, keys: Collection[bytes]) -> Mapping[bytes, Words]:
        """Return what was said in activities, by their keys; no private words, none deleted."""
        return await self._database.read(reading.words, keys)

    async def done(
        self, pairings: Collection[Pairing], since: datetime, until: datetime
    ) -> Mapping[Pairing, Sequence[Act]]:
        """Return decisive acts in [since, until), oldest first, those that ended too."""
        return await self._database.read(testimonies.done, pairings, since, until)

    async def reporting(
        self, pairings: Collection[Pairing], since: datetime
    ) -> Mapping[Pairing, frozenset[bytes]]:
        """Return seals of the records that tell of an act about a pairing since then."""
        return await self._database.read(testimonies.reporting, pairings, since)

    async def outcomes(self, players: Collection[str], since: datetime) -> Sequence[Ended]:
        """Return how rumours about *players* ended since then, oldest first."""
        return await self._database.read(testimonies.ended, players, since)

    async def track(self, at: datetime) -> Mapping[str, Record]:
        """Return the record of each source as it stands at *at*, by slug."""
        return await self._database.read(testimonies.track, at)

    async def estimates(
        self, since: datetime, pairings: Collection[Pairing] | None = None
    ) -> Mapping[Pairing, Estimate]:
        """Return the newest estimate of each pairing that has one since then."""
        return await self._database.read(weighing.latest, since, pairings)

    async def claimed(self, players: Collection[str], since: datetime) -> Mapping[Pairing, Before]:
        """Return what was told of claims about *players* that are from since then."""
        return await self._database.read(claims.told, players, since)

    async def sagas(self, players: Collection[str], since: datetime) -> Mapping[str, Saga]:
        """Return the newest story of each of *players* in which something was told since then."""
        return await self._database.read(stories.sagas, players, since)

    async def weigh(self, lease: Lease, weighed: Weighing) -> int:
        """Store *weighed* in one transaction; return how many messages were new.

        Raises:
            LostLeaseError: Another holds the lease, or has weighed on.
        """
        return await self._database.write(weighing.store, lease, weighed)

    async def conclude(self, conclusion: Conclusion) -> None:
        """Store how rumours ended, as a person says."""
        await self._database.write(weighing.conclude, conclusion)

    async def unread(
        self,
        pairings: Collection[Pairing],
        since: datetime,
        scorer: str,
        languages: Collection[str],
        limit: int,
    ) -> Sequence[Unread]:
        """Return the newest posts about *pairings* that another scorer than *scorer* has read."""
        return await self._database.read(
            rereading.unread, pairings, since, scorer, languages, limit
        )

    async def reread(self, read: Sequence[Reread]) -> None:
        """Store what reading posts once more came to, in one transaction."""
        await self._database.write(rereading.store, read)

    async def aged(self, platform: str, now: datetime, limit: int) -> Sequence[Shown]:
        """Return posts on *platform* whose turn it is to be asked for, longest due first."""
        return await self._database.read(vanishing.aged, platform, now, limit)

    async def missed(self, platform: str, limit: int) -> Sequence[Shown]:
        """Return posts that were not shown when they were asked for last."""
        return await self._database.read(vanishing.missed, platform, limit)

    async def shown(self, platform: str, now: datetime, limit: int) -> Sequence[Shown]:
        """Return posts that aren't due, those that were seen or shown last before the others."""
        return await self._database.read(vanishing.shown, platform, now, limit)

    async def overdue(self, platform: str, now: datetime) -> datetime | None:
        """Return since when the first of them is due; None = none is."""
        return await self._database.read(vanishing.overdue, platform, now)

    async def put_off(self, due: Sequence[Due]) -> None:
        """Store when posts are asked for again."""
        if due:
            await self._database.write(vanishing.put_off, due)

    async def spare(self, platforms: Collection[str], now: datetime, limit: int) -> int:
        """Ask no more for due posts of other platforms than these; return how many there were."""
        keys = await self._database.read(vanishing.elsewhere, platforms, now, limit)
        if keys:
            await self._database.write(vanishing.spare, keys)
        return len(keys)

    async def close(self) -> None:
        """Finish what was begun, and let go of the database."""
        await self._database.close()
