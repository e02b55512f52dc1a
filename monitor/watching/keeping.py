"""One round of the watch: the table is laid once, and every bucket changes it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from monitor.domain.alert import Notice
from monitor.domain.catalogue import Catalogue, Pairing
from monitor.domain.spiking import Loudness
from monitor.domain.stories import lifting
from monitor.domain.stories.rating import RECENT, rated
from monitor.domain.stories.story import Thread
from monitor.domain.timing import BUCKET
from monitor.domain.watermark import SLACK, Mark
from monitor.ports import Blank, Lease, Message, Standing, Turn, WatchStore
from monitor.watching import following, scope, verdicts, warning, withholding
from monitor.watching.hearing import by_pairing
from monitor.watching.table import WINDOW, Bucket, Table
from monitor.watching.usual import LEARNT, SHARED, Past, Shares, portion, unseen_in
from monitor.watching.verdicts import Case

LEASE: Final = timedelta(minutes=2)
"""How long the watch stays with a process that says nothing more."""

AT_ONCE: Final = 72
"""Buckets at most in one round, so that the lease is renewed in time."""

MEMORY: Final = timedelta(days=7)
"""How far back the alert of an act belongs to a spike."""

WEEK: Final = timedelta(days=7)
"""Once so long was watched, an account that was never heard of is new."""

DAY: Final = timedelta(days=1)
"""Accounts first heard of so lately are newcomers."""

PUNCTUAL: Final = timedelta(minutes=5)
"""Judged this soon after the usual wait is not late."""

Offload = Callable[[Callable[[], Any]], Awaitable[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What keeping the watch once came to, for whoever counts.

    Attributes:
        held: Whether the watch is ours.
        through: End of the newest bucket that is scored; None = none was, ever.
        scored: Buckets scored; `unknown` verdicts were withheld, for a source was missing.
        late: How long after the usual wait the newest was scored.
        loudness: How loud each pairing is, and what its talk is at; None = nothing was scored.
        messages: Put into the outbox.
        common: How many times their usual all pairings are at; `surging`: a general surge.
    """

    held: bool
    through: datetime | None = None
    scored: int = 0
    unknown: int = 0
    late: timedelta = timedelta(0)
    loudness: Mapping[Pairing, Loudness] | None = None
    notices: tuple[Notice, ...] = ()
    messages: int = 0
    common: float = 1.0
    surging: bool = False


class Keeping:
    """One round, from the standing of everybody to what became of it."""

    def __init__(
        self,
        store: WatchStore,
        catalogue: Catalogue,
        address: Callable[[Notice], Sequence[Message]],
        offload: Offload,
        mark: Mark,
        now: datetime,
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._address = address
        self._offload = offload
        self._mark = mark
        self._now = now
        self._begun: Mapping[str, datetime] = {}
        self._unlearnt = set[Pairing]()
        self._late_for = set[Pairing]()
        self._gone: tuple[Pairing, ...] = ()
        self._blanks: Mapping[datetime, frozenset[str]] | None = None
        self._shares: Shares | None = None
        self._table = Table(catalogue)
        self._scored = 0
        self._late = timedelta(0)
        self._notices: list[Notice] = []
        self._sent = 0

    def sit(self, standing: Standing, *, afresh: bool) -> None:
        """Seat everybody; who can't go on from a snapshot learns anew."""
        gone = []
        self._begun = standing.watches
        self._late_for = {*standing.late}
        for one in standing.watched:
            since = self._since(one.pairing)
            if since is None:
                gone.append(one.pairing)
                continue
            usable = self._table.seat(replace(one, since=since))
            if afresh or not usable or since < one.since:
                self._unlearnt.add(one.pairing)
        self._gone = tuple(gone)

    def move(self, mark: Mark, now: datetime) -> None:
        """Begin another round at the same table, with all as they sit."""
        self._mark, self._now = mark, now
        self._scored, self._sent, self._notices = 0, 0, []
        self._late = timedelta(0)

    async def score(self, lease: Lease, end: datetime) -> Lease:
        """Close and score the bucket that ends at *end*, and store what it came to."""
        start = end - BUCKET
        await self._store.close_bucket(lease, end)
        bucket = await self._bucket(end)
        learnt = portion(self._late_for)
        self._late_for -= learnt
        await self._learn(bucket.said, self._unlearnt | learnt, start)
        shares = await self._usual_shares(end) if bucket.missing else Shares()
        table = self._table
        cases: list[Case] = await self._offload(lambda: table.score(bucket, shares))
        told = await self._tell(cases, end, bucket.told_at)
        notices = (*told, *await self._lifted(bucket), *await self._nearly(bucket.told_at))
        watched = await self._offload(lambda: tuple(map(table.stand, table.seats)))
        turn = Turn(
            end=end,
            watched=watched,
            gone=self._gone,
            blanks=(*(Blank(start, name) for name in bucket.missing), *await self._filled(end)),
            learnt=learnt,
            notices=notices,
            messages=self._messages(notices),
        )
        self._sent += await self._store.turn(lease, turn)
        self._notices.extend(notices)
        self._scored += 1
        self._late = bucket.late
        self._gone = ()
        return replace(lease, through=end)

    async def glance(self, lease: Lease) -> None:
        """Look at buckets that are over but not due, for those who have no usual yet.

        Only what is told is stored. The sources have come past the end of these buckets, so
        that a replay sees in them what was seen live.
        """
        assert lease.through is not None
        assert self._mark.at is not None
        end = lease.through + BUCKET
        while end <= self._mark.at:
            bucket = await self._bucket(end)
            await self._learn(bucket.said, self._unlearnt & bucket.said.keys(), lease.through)
            cases: list[Case] = await self._offload(partial(self._table.glance, bucket))
            told_at = bucket.told_at if bucket.late else end
            notices = await self._tell(cases, end, told_at, alone=True)
            if notices:
                told = tuple(self._table.stand(case.pairing) for case in cases)
                turn = Turn(end=None, watched=told, notices=notices,
                            messages=self._messages(notices))  # fmt: skip
                self._sent += await self._store.turn(lease, turn)
                self._notices.extend(notices)
            end += BUCKET

    def round(self, lease: Lease) -> Round:
        """Return what the round came to."""
        table = self._table
        loudness = {
            pairing: loud
            for pairing, seat in table.seats.items()
            if (loud := seat.loudness) is not None
        }
        return Round(
            held=True,
            through=lease.through,
            scored=self._scored,
            unknown=table.unknown,
            late=self._late,
            loudness=loudness if self._scored else None,
            notices=tuple(self._notices),
            messages=self._sent,
            common=table.common,
            surging=None in table.surges,
        )

    async def _bucket(self, end: datetime) -> Bucket:
        said = by_pairing(await self._store.said(end - WINDOW, end))
        late = self._now - end - SLACK
        return Bucket(
            end=end,
            said=said,
            missing=self._mark.missing(end - BUCKET),
            late=late if late > PUNCTUAL else timedelta(0),
        )

    async def _learn(
        self, heard: Iterable[Pairing], anew: Collection[Pairing], until: datetime
    ) -> None:
        """Let those who were *heard* learn from what is stored if they are new, and *anew* too."""
        wanted = {
            pairing: since
            for pairing in {*heard, *anew}
            if pairing in anew or pairing not in self._table.seats
            if (since := self._since(pairing)) is not None
        }
        if not wanted:
            return
        earliest = max(min(wanted.values()), until - LEARNT)
        past = Past(
            until=until,
            talk=await self._store.talk(wanted, earliest, until),
            blanks=await self._usual_blanks(until),
            shares=await self._usual_shares(until),
        )

        def learn() -> None:
            for pairing, since in wanted.items():
                self._table.learn(pairing, since, past)

        await self._offload(learn)
        self._unlearnt -= wanted.keys()

    def _since(self, pairing: Pairing) -> datetime | None:
        return scope.since(pairing, self._begun, self._catalogue, self._now.date())

    async def _usual_blanks(self, until: datetime) -> Mapping[datetime, frozenset[str]]:
        if self._blanks is None:
            self._blanks = unseen_in(
                Blank(one.start, one.connector, one.filled or self._has_come(one))
                for one in await self._store.blanks(until - LEARNT)
            )
        return self._blanks

    async def _usual_shares(self, until: datetime) -> Shares:
        if self._shares is None:
            read = {source.name for source in self._mark.sources}
            authors = await self._store.shares(until - SHARED, until)
            self._shares = Shares.of(authors, read)
        return self._shares

    async def _filled(self, until: datetime) -> Sequence[Blank]:
        """Blanks for which everything has come by now: they count for what is usual."""
        if not self._scored:
            return [
                Blank(one.start, one.connector, filled=True)
                for one in await self._store.blanks(until - LEARNT)
                if not one.filled and self._has_come(one)
            ]
        return ()

    def _has_come(self, blank: Blank) -> bool:
        return self._mark.brought(blank.connector, blank.start)

    async def _tell(
        self, cases: Sequence[Case], end: datetime, at: datetime, *, alone: bool = False
    ) -> tuple[Notice, ...]:
        """Decide what is told *at* of the *cases* of the bucket that ended at *end*.

        The table gets to know how their spikes stand. What was done after the bucket doesn't
        carry it, whenever it is scored.

        Args:
            alone: Nobody knows yet how loud the others are then.
        """
        if not cases:
            return ()
        pairings = [case.pairing for case in cases]
        acts = await self._store.told(pairings, end - MEMORY, end)
        threads = await self._store.threads({one.player for one in pairings}, at)
        known = [_placed(case, acts, threads) for case in cases]
        seats = self._table.seats
        others = [s.spike for p, s in seats.items() if s.spike is not None and p not in pairings]
        looked = [await self._examine(case, end) for case in known]
        surges = {} if alone else self._table.surges
        judged = withholding.withhold(looked, others, surges)
        spikes, told = verdicts.telling(judged, others, self._catalogue, at)
        kept = dict(spikes)
        noted, warnings = warning.warn(judged, kept, others, self._catalogue, at)
        kept.update(noted)
        noted, missed = withholding.missed(judged, kept, others, self._catalogue, at)
        kept.update(noted)
        for pairing, spike in kept.items():
            seats[pairing].spike = spike
        followed = [await self._followed(notice, end) for notice in told]
        return (*await self._rated(followed, end), *warnings, *missed)

    async def _followed(self, notice: Notice, end: datetime) -> Notice:
        """Return *notice* with what followed the act that leads its story, until *end*."""
        act = following.act_of(notice)
        seat = None if act is None else self._table.seats.get(act.pairing)
        since = end if seat is None else seat.since
        return await following.follow(notice, self._store, self._catalogue, since, end)

    async def _examine(self, case: Case, end: datetime) -> Case:
        """Look at the words of what is about to be told: is it a campaign?"""
        if not withholding.doubted(case):
            return case
        watched = min(self._begun.values(), default=end)
        before = end - DAY if end - watched >= WEEK else None
        written = await self._store.written(case.pairing, end - WINDOW, end, before)
        work = partial(withholding.examine, case, written, self._catalogue)
        examined: Case = await self._offload(work)
        return examined

    async def _lifted(self, bucket: Bucket) -> tuple[Notice, ...]:
        """Note, once, that all pairings rise together, or all of a club."""
        table = self._table
        found = [
            lifting.lifted(surge, club, loudest, self._catalogue, bucket.end, bucket.told_at)
            for club, surge in table.surges.items()
            if (loudest := table.loudest(club)) is not None
        ]
        return await self._unnoted(found)

    async def _nearly(self, at: datetime) -> tuple[Notice, ...]:
        """Note, once a day, what came near to a spike."""
        spikes = (seat.spike for seat in self._table.seats.values() if seat.spike is not None)
        found = withholding.nearly(self._table.near, spikes, self._catalogue, at)
        return await self._unnoted(found)

    async def _unnoted(self, found: Sequence[Notice]) -> tuple[Notice, ...]:
        if not found:
            return ()
        noted = await self._store.noted([one.alert.id for one in found])
        return tuple(one for one in found if one.alert.id not in noted)

    async def _rated(self, notices: Sequence[Notice], end: datetime) -> Sequence[Notice]:
        if not notices:
            return ()
        about = {notice.alert.pairing for notice in notices}
        estimates = await self._store.estimates(end - RECENT, about)
        strengths = {pairing: one.strength for pairing, one in estimates.items()}
        return tuple(rated(one, strengths.get(one.alert.pairing)) for one in notices)

    def _messages(self, notices: Sequence[Notice]) -> tuple[Message, ...]:
        told = (notice for notice in notices if notice.held is None)
        return tuple(message for notice in told for message in self._address(notice))


def _placed(case: Case, acts: Mapping[Pairing, Notice], threads: Mapping[str, Thread]) -> Case:
    """Return *case* with the act that carries it, and the story that it belongs to."""
    thread = threads.get(case.pairing.player)
    return replace(
        case,
        act=acts.get(case.pairing),
        thread=None if thread is None or thread.over else thread.newest,
        settled=thread is not None and thread.over,
    )
