"""The one straight line from what was seen to what is stored and told."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from monitor.domain.activity import Activity, Verb
from monitor.domain.alert import Notice
from monitor.domain.catalogue import Role
from monitor.domain.stories.rating import RECENT, rated
from monitor.judging.binding import bind
from monitor.judging.items import Item, ask, seal_activity, survey
from monitor.judging.judge import Judge, Judged
from monitor.ports import Commit, Committed, Message, Objects, OutdatedError, Page, Recalled, Store

AGAIN: Final = 3
"""So often a batch is judged anew at once, before its source has to wait."""

_LOOKED_UP = frozenset({Verb.LIKE, Verb.ANNOUNCE, Verb.CREATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What handling a batch came to, for whoever counts.

    Attributes:
        fetched: Objects asked for, and those found.
        seconds: Time spent by stage: `recall`, `fetch`, `judge`, `commit`.
    """

    pages: Sequence[Page]
    judged: Judged
    committed: Committed
    fetched: tuple[int, int] = (0, 0)
    seconds: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """Handles batches of pages.

    Attributes:
        judge: What to think of a batch.
        address: Whom to tell of a notice: the messages to be sent.
        offload: Runs a function beside the event loop, so that judging never stalls it.
        stopwatch: Seconds of a monotonic clock.
    """

    judge: Judge
    store: Store
    objects: Objects
    address: Callable[[Notice], Sequence[Message]]
    offload: Callable[[Callable[[], Judged]], Awaitable[Judged]]
    stopwatch: Callable[[], float]

    async def handle(self, pages: Sequence[Page], now: datetime) -> Report:
        """Store what is new in *pages*, with what is thought of it, in one transaction.

        The cursors move in that transaction too, so a crash repeats a batch and never skips
        one. Where another process told of the same player meanwhile, it is judged again.

        Raises:
            TransientError: The store doesn't answer, or what is known keeps changing.
        """
        for _ in range(AGAIN):
            with suppress(OutdatedError):
                return await self._handle(pages, now)
        return await self._handle(pages, now)

    async def _handle(self, pages: Sequence[Page], now: datetime) -> Report:
        laps = [self.stopwatch()]
        items = survey(pages, self.judge.seal, self.judge.catalogue)
        tells = self.judge.ear.open_to
        recalled = await self.store.recall(ask(items, now, tells)) if items else Recalled()
        laps.append(self.stopwatch())
        missing = self._missing(items, recalled)
        if missing:
            items = await self._look_up(items, missing, pages)
            recalled = await self.store.recall(ask(items, now, tells))
        items = bind(items, recalled, self.judge.seal)
        laps.append(self.stopwatch())
        judged = await self.offload(lambda: self.judge.judge(items, recalled))
        judged = await self._rated(judged, now)
        laps.append(self.stopwatch())
        commit = self._commit(pages, judged, now)
        committed = Committed(frozenset()) if commit.empty else await self.store.commit(commit)
        laps.append(self.stopwatch())
        stages = ("recall", "fetch", "judge", "commit")
        return Report(
            pages=pages,
            judged=judged,
            committed=committed,
            fetched=(len(missing), sum(item.fetched for item in items)),
            seconds={s: laps[i + 1] - laps[i] for i, s in enumerate(stages)},
        )

    async def _rated(self, judged: Judged, now: datetime) -> Judged:
        """Return *judged* with the newest estimate in what is told: read for that alone."""
        if not judged.notices:
            return judged
        pairings = {notice.alert.pairing for notice in judged.notices}
        known = await self.store.estimates(now - RECENT, pairings)
        strengths = {pairing: one.strength for pairing, one in known.items()}
        notices = tuple(rated(one, strengths.get(one.alert.pairing)) for one in judged.notices)
        return replace(judged, notices=notices)

    def _missing(self, items: Sequence[Item], recalled: Recalled) -> dict[str, Item]:
        """Records that the catalogue acted upon and that we don't have, by address."""
        coming = {item.record for item in items if item.activity.verb is Verb.CREATE}
        missing: dict[str, Item] = {}
        for item in items:
            account = item.account
            if account is None or account.standing is Role.PUBLIC:
                continue
            if item.activity.verb not in _LOOKED_UP or recalled.traces.get(item.record):
                continue
            for address, record in item.targets():
                if record not in recalled.subjects and record not in coming:
                    missing.setdefault(address, item)
        return missing

    async def _look_up(
        self, items: Sequence[Item], missing: Mapping[str, Item], pages: Sequence[Page]
    ) -> list[Item]:
        """Return *items* with what was found of *missing* put before the acts upon it."""
        found: dict[str, Activity] = {}
        for platform in {item.activity.platform for item in missing.values()}:
            wanted = [a for a, item in missing.items() if item.activity.platform == platform]
            found.update(await self.objects.fetch(platform, wanted))
        by_name = {page.connector: page for page in pages}
        first: list[Item] = []
        for address, activity in found.items():
            page = by_name[missing[address].connector]
            first.append(
                seal_activity(activity, page, self.judge.seal, self.judge.catalogue, fetched=True)
            )
        return [*first, *items]

    def _commit(self, pages: Sequence[Page], judged: Judged, now: datetime) -> Commit:
        return Commit(
            kept=judged.kept,
            relinked=judged.relinked,
            acts=judged.acts,
            reports=judged.reports,
            notices=judged.notices,
            messages=tuple(m for notice in judged.notices for m in self.address(notice)),
            dead=tuple(letter for page in pages for letter in page.dead),
            cursors={page.connector: page.cursor for page in pages if page.cursor is not None},
            now=now,
        )
