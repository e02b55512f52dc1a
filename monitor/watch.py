"""Keeps the watch: every bucket is scored once, and what it comes to is stored, or nothing is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from monitor.domain.alert import Notice
from monitor.domain.catalogue import Catalogue
from monitor.domain.timing import BUCKET
from monitor.domain.watermark import CATCH_UP, Mark
from monitor.ports import Blank, Lease, Message, Turn, WatchStore
from monitor.watching import scope
from monitor.watching.keeping import AT_ONCE, LEASE, Keeping, Offload, Round
from monitor.watching.usual import LEARNT

YOUNG: Final = timedelta(days=1)
"""So long a pairing is watched before its usual is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Scores closed buckets under a lease.

    Attributes:
        address: Whom to tell of a notice: the messages to be sent.
        offload: Runs a function beside the event loop.
        holder: Who we are among the processes that would keep the watch.
    """

    store: WatchStore
    catalogue: Catalogue
    address: Callable[[Notice], Sequence[Message]]
    offload: Offload
    holder: str

    async def keep(self, mark: Mark, now: datetime) -> Round:
        """Score the buckets that *mark* has passed, one by one, then glance at those still open.

        Raises:
            LostLeaseError: Another keeps the watch by now; nothing of the last turn is stored.
        """
        lease = await self.store.lease(self.holder, now, LEASE)
        if lease is None:
            return Round(held=False)
        begun = await self.store.begin(scope.names(self.catalogue, now.date()), now)
        if mark.at is None or mark.due is None:
            return Round(held=True, through=lease.through)
        afresh = lease.through is None or mark.due - lease.through > CATCH_UP
        if afresh:
            lease = await self._pass_over(lease, mark)
        if not _anything(lease.through, mark, begun.values()):
            return Round(held=True, through=lease.through)
        standing = await self.store.standing()
        keeping = Keeping(self.store, self.catalogue, self.address, self.offload, mark, now)
        await self.offload(lambda: keeping.sit(standing, afresh=afresh))
        for end in _ends(lease.through, mark.due):
            lease = await keeping.score(lease, end)
        if lease.through == mark.due and _young(lease.through, begun.values()):
            await keeping.glance(lease)
        return keeping.round(lease)

    async def _pass_over(self, lease: Lease, mark: Mark) -> Lease:
        """Leave out what is too long ago, or was before the watch began."""
        assert mark.due is not None
        end = mark.due if lease.through is None else mark.due - CATCH_UP
        since = end if lease.through is None else max(lease.through, end - LEARNT)
        blanks = _all_blank(mark, since, end)
        await self.store.close_bucket(lease, end)
        await self.store.turn(lease, Turn(end=end, blanks=tuple(blanks)))
        return replace(lease, through=end)


@dataclass(slots=True)
class Vigil:
    """A watch that nobody shares and nothing comes late for, as in a rehearsal.

    The table stays laid from one mark to the next, which is what most of a round costs.
    """

    watch: Watch
    _keeping: Keeping | None = None
    _since: tuple[datetime, ...] = ()

    async def keep(self, mark: Mark, now: datetime) -> Round:
        """Score the buckets that *mark* has passed; see `Watch.keep`."""
        watch = self.watch
        lease = await watch.store.lease(watch.holder, now, LEASE)
        if lease is None or lease.through is None or mark.due is None:
            return await watch.keep(mark, now)
        if self._keeping is None:
            begun = await watch.store.begin(scope.names(watch.catalogue, now.date()), now)
            self._since = tuple({*begun.values()})
            self._keeping = Keeping(
                watch.store, watch.catalogue, watch.address, watch.offload, mark, now
            )
            self._keeping.sit(await watch.store.standing(), afresh=True)
        keeping = self._keeping
        keeping.move(mark, now)
        for end in _ends(lease.through, mark.due):
            lease = await keeping.score(lease, end)
        if lease.through == mark.due and _young(lease.through, self._since):
            await keeping.glance(lease)
        return keeping.round(lease)


def _anything(through: datetime | None, mark: Mark, begun: Iterable[datetime]) -> bool:
    """Whether a bucket is due, or one is over for pairings that have no usual yet."""
    assert through is not None
    assert mark.at is not None
    assert mark.due is not None
    return mark.due > through or (mark.at >= through + BUCKET and _young(through, begun))


def _young(through: datetime, begun: Iterable[datetime]) -> bool:
    """Whether anything came under watch so lately that its usual isn't known yet."""
    return any(through - since < YOUNG for since in begun)


def _ends(through: datetime | None, due: datetime) -> Iterable[datetime]:
    """Yield the ends of buckets after *through*, up to *due*, at most `AT_ONCE`."""
    assert through is not None
    count = min((due - through) // BUCKET, AT_ONCE)
    return (through + (n + 1) * BUCKET for n in range(count))


def _all_blank(mark: Mark, since: datetime, until: datetime) -> Iterable[Blank]:
    return (
        Blank(since + n * BUCKET, source.name)
        for n in range((until - since) // BUCKET)
        for source in mark.sources
    )
