"""Keeps rumours weighed: each closed bucket once, in the order of events, or nothing is stored."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from typing import Final

from monitor.domain.alert import Notice
from monitor.domain.catalogue import Catalogue, Pairing
from monitor.domain.rumour import Model, Outcome, Record, Strength
from monitor.domain.rumour.verdict import ONE_WINDOW
from monitor.domain.stories.advance import Advance
from monitor.domain.timing import BUCKET
from monitor.domain.watermark import CATCH_UP
from monitor.ports import (
    Conclusion,
    Estimate,
    Lease,
    LostLeaseError,
    Message,
    RumourStore,
    Weighing,
)
from monitor.watching.keeping import AT_ONCE, LEASE, Offload
from monitor.weighing import advancing, deciding
from monitor.weighing.deciding import TOLD
from monitor.weighing.dossier import Dossier
from monitor.weighing.gathering import LIVE, PAST, SPAN, gather

__all__ = ["LostLeaseError", "Rumours", "Weighed"]

EVERY: Final = timedelta(hours=1)
"""All rumours are weighed again so often: silence weighs too."""

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

PLAYERS: Final = 20
"""So many players at once, so that what is read for them stays small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What weighing came to, for whoever counts.

    Attributes:
        held: Whether the watch is ours.
        strengths: How strong each open rumour is; None = nothing was weighed.
        outcomes: Rumours that ended.
        messages: Put into the outbox.
    """

    held: bool
    strengths: Mapping[Pairing, Strength] | None = None
    outcomes: tuple[Outcome, ...] = ()
    notices: tuple[Notice, ...] = ()
    messages: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rumours:
    """Weighs rumours under the lease of the watch.

    Attributes:
        store: Where what was said, done and told is kept.
        address: Whom to tell of a notice: the messages to be sent.
        offload: Runs a function beside the event loop.
        holder: Who we are among the processes that would keep the watch.
        model: The constants of the estimate.
    """

    store: RumourStore
    catalogue: Catalogue
    address: Callable[[Notice], Sequence[Message]]
    offload: Offload
    holder: str
    model: Model

    async def keep(self, now: datetime) -> Weighed:
        """Weigh what changed in the buckets that were closed since, one by one.

        Raises:
            LostLeaseError: Another keeps the watch by now; nothing of the last bucket is stored.
        """
        lease = await self.store.lease(self.holder, now, LEASE)
        if lease is None or lease.through is None:
            return Weighed(held=lease is not None)
        if lease.weighed is not None and lease.weighed >= lease.through:
            return Weighed(held=True)
        keeping = _Keeping(self, lease, await self._live(lease.weighed or lease.through))
        for end in _ends(lease.weighed, lease.through):
            await keeping.weigh(end)
        return await keeping.finish()

    async def _live(self, at: datetime) -> dict[Pairing, Estimate]:
        """Return the rumours that were estimated lately, and still may be."""
        found = await self.store.estimates(at - LIVE)
        day = at.date()
        return {p: one for p, one in found.items() if self.catalogue.watches(p, day)}


class _Keeping:
    """One round, from how everything stood to what became of it."""

    def __init__(self, rumours: Rumours, lease: Lease, live: dict[Pairing, Estimate]) -> None:
        self._rumours = rumours
        self._store = rumours.store
        self._lease = lease
        self._live = live
        self._end = lease.weighed
        self._outcomes: list[Outcome] = []
        self._notices: list[Notice] = []
        self._sent = 0

    async def weigh(self, end: datetime) -> None:
        """Weigh what changed in the bucket that ends at *end*; on the hour, everything."""
        since = end - SPAN if self._end is None else self._end
        whole = end - since > BUCKET or not (end - EPOCH) % EVERY
        self._end = end
        day, catalogue = end.date(), self._rumours.catalogue
        stirred = await self._store.stirred(since, end)
        stirred = frozenset(one for one in stirred if catalogue.watches(one, day))
        players = {one.player for one in (stirred | self._live.keys() if whole else stirred)}
        if not players:
            return
        records = await self._store.track(end)
        weighing = Weighing(end=end)
        for some in _portions(sorted(players), PLAYERS):
            theirs = {p for p in stirred | self._live.keys() if p.player in some}
            weighing = _joined(weighing, await self._portion(some, theirs, records, since, end))
        if weighing != Weighing(end=end):
            await self._put(weighing)

    async def finish(self) -> Weighed:
        """Store how far was weighed, and return what it came to."""
        assert self._end is not None
        outcomes = await self._store.outcomes({p.player for p in self._live}, self._end - PAST)
        if self._lease.weighed != self._end:
            await self._put(Weighing(end=self._end))
        return Weighed(
            held=True,
            strengths={
                pairing: one.strength
                for pairing, one in self._live.items()
                if self._open(pairing, outcomes)
            },
            outcomes=tuple(self._outcomes),
            notices=tuple(self._notices),
            messages=self._sent,
        )

    def _open(self, pairing: Pairing, outcomes: Sequence[Outcome]) -> bool:
        assert self._end is not None
        theirs = [one for one in outcomes if one.pairing.player == pairing.player]
        return Dossier(
            player=pairing.player,
            at=self._end,
            catalogue=self._rumours.catalogue,
            said={},
            outcomes=theirs,
        ).open(pairing)

    async def _portion(
        self,
        players: Sequence[str],
        pairings: Collection[Pairing],
        records: Mapping[str, Record],
        since: datetime,
        end: datetime,
    ) -> Weighing:
        """Weigh the rumours of some players."""
        rumours, store = self._rumours, self._store
        outcomes = await store.outcomes(players, end - PAST)
        fresh = [one for one in outcomes if since <= one.told_at < end]
        earliest = min([end - SPAN, *(one.at - ONE_WINDOW for one in fresh)])
        dossiers = await gather(
            store, rumours.catalogue, pairings, end, records, outcomes, earliest
        )
        before = {p: self._live[p] for p in pairings if p in self._live}
        told = await store.claimed(players, end - SPAN)
        work = partial(deciding.weigh, dossiers, fresh, pairings, before, told, rumours.model)
        estimates, conclusion, advances = await rumours.offload(work)
        ended = await self._tell(conclusion, fresh, end)
        notices = (*ended, *await self._advance(advances, ended, records, end))
        return Weighing(
            end=end,
            estimates=estimates,
            conclusion=conclusion,
            claimed=tuple((one.pairing, one.after) for one in advances),
            notices=notices,
            messages=tuple(one for notice in notices for one in rumours.address(notice)),
        )

    async def _tell(
        self, conclusion: Conclusion, fresh: Sequence[Outcome], end: datetime
    ) -> tuple[Notice, ...]:
        """Return what is told of rumours that ended, or that did not after all."""
        told = [*fresh, *conclusion.outcomes]
        about = {one.pairing for one in (*told, *conclusion.reopened)}
        if not about:
            return ()
        sagas = await self._store.sagas({one.player for one in about}, end - TOLD)
        words = await self._store.words({key for one in conclusion.outcomes for key in one.keys})
        said = deciding.quoted(words, self._rumours.catalogue)
        return tuple(
            deciding.notices(told, conclusion.reopened, sagas, said, end, self._rumours.catalogue)
        )

    async def _advance(
        self,
        advances: Sequence[Advance],
        ended: Sequence[Notice],
        records: Mapping[str, Record],
        end: datetime,
    ) -> tuple[Notice, ...]:
        """Return what is told of claims."""
        if not advances:
            return ()
        threads = await self._store.threads({one.pairing.player for one in advances}, end)
        words = await self._store.words(advancing.named(advances))
        said = deciding.quoted(words, self._rumours.catalogue)
        return tuple(
            advancing.notices(advances, threads, ended, records, said, self._rumours.catalogue)
        )

    async def _put(self, weighing: Weighing) -> None:
        self._sent += await self._store.weigh(self._lease, weighing)
        self._lease = replace(self._lease, weighed=weighing.end)
        self._live.update({one.pairing: one for one in weighing.estimates})
        self._outcomes.extend(weighing.conclusion.outcomes)
        self._notices.extend(weighing.notices)


def _ends(weighed: datetime | None, through: datetime) -> Iterable[datetime]:
    """Yield the ends of buckets that are to be weighed, oldest first, at most `AT_ONCE`."""
    if weighed is None:
        return [through]
    since = max(weighed, through - CATCH_UP)
    count = (through - since) // BUCKET
    return islice((since + (n + 1) * BUCKET for n in range(count)), AT_ONCE)


def _portions(players: Sequence[str], most: int) -> Iterable[Sequence[str]]:
    return (players[n : n + most] for n in range(0, len(players), most))


def _joined(one: Weighing, other: Weighing) -> Weighing:
    return Weighing(
        end=one.end,
        estimates=one.estimates + other.estimates,
        conclusion=deciding.concluded(one.conclusion, other.conclusion),
        claimed=one.claimed + other.claimed,
        notices=one.notices + other.notices,
        messages=one.messages + other.messages,
    )
