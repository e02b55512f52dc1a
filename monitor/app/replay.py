"""Replays a file of activities through the real pipeline, in event time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import aiohttp

import connectors
from connectors.contract import Context
from monitor.app.almanac import read_catalogue, read_model
from monitor.app.clock import SystemClock
from monitor.app.narrating import tell_decisions
from monitor.app.parts import Offload, make_judge, make_pipeline, open_bench, open_seal
from monitor.app.switchboard import make_address
from monitor.domain.timing import BUCKET, bucket_of
from monitor.domain.watermark import CATCH_UP, SLACK, Mark, Progress, mark
from monitor.interest import Attention, KeptRecords
from monitor.pipeline import Report
from monitor.ports import Page
from monitor.rumours import Rumours
from monitor.settings import Settings
from monitor.watch import Watch
from monitor.watching.keeping import Round
from storage import Store, migrate, open_store

log = logging.getLogger(__name__)


async def play(
    settings: Settings,
    file: Path,
    *,
    name: str,
    speed: str,
    report: Callable[[Report], None],
    opener: Callable[[str], Awaitable[Store]] = open_store,
) -> None:
    """Store and judge what stands in *file*, each page at its own time.

    It goes on from the stored cursor, so that a replay that was cut off is finished by the
    next. Messages are put into the outbox; a daemon on the same database sends them.

    Args:
        file: JSON lines: ours, ActivityStreams or Jetstream, also mixed.
        name: Of the source; its cursor goes by it.
        speed: `max`, or times real time.
        report: Told of each batch.
        opener: Opens the store.

    Raises:
        RefusedError: A part can't be used; the message says what to do.
        ValueError: The catalogue can't be used.
    """
    seal = open_seal(settings)
    url = settings.storage.url.get_secret_value()
    await asyncio.to_thread(migrate, url)
    store = await opener(url)
    offload = Offload()
    clock = SystemClock()
    try:
        version, entries = await store.entries()
        catalogue = read_catalogue(settings, entries, version, await store.resolved())
        judge = make_judge(settings, seal, catalogue, open_bench(settings.sentiment))
        pipeline = make_pipeline(judge, store, settings, offload)
        everything = Attention(True, catalogue, judge.linker.matcher, seal, KeptRecords())
        async with aiohttp.ClientSession() as session:
            context = Context(
                session=session,
                clock=clock,
                interest=everything,
                accounts=lambda: catalogue.accounts,
            )
            entry = {
                "type": "jsonl", "name": name, "path": str(file), "mode": "replay", "speed": speed,
            }  # fmt: skip
            connector = connectors.load(entry, context)
            cursors = await store.cursors()
            watch = Watch(
                store=store,
                catalogue=catalogue,
                address=make_address(settings, seal),
                offload=offload,
                holder=f"replay {name}",  # the same after a kill: its own lease lets it go on
            )
            rumours = Rumours(
                store=store,
                catalogue=catalogue,
                address=watch.address,
                offload=offload,
                holder=watch.holder,
                model=read_model(settings),
            )
            keeping = Keeping(watch, rumours, name)
            async for page in connector.pages(cursors.get(name)):
                came = reached(page, clock.now())
                if came is not None:
                    first = min(_times(page, clock.now()), default=came)
                    await keeping.start(first)
                    await keeping.go_on(first)  # with nothing of it, also after a kill
                report(await pipeline.handle([page], came or clock.now()))
                if came is not None:
                    await keeping.go_on(came)
    finally:
        offload.close()
        await store.close()


class Keeping:
    """Keeps the watch along a replay, bucket by bucket, and weighs rumours, as was done live."""

    def __init__(self, watch: Watch, rumours: Rumours, name: str) -> None:
        self._watch = watch
        self._rumours = rumours
        self._name = name
        self._at: datetime | None = None

    async def start(self, first: datetime) -> None:
        """Begin at the *first* activity, or go on where the watch has come to not long before."""
        if self._at is not None:
            return
        through = (await self._watch.keep(Mark(None), first)).through
        known = through is not None and through <= first <= through + CATCH_UP
        self._at = through + SLACK if known and through is not None else bucket_of(first)
        await self._look(self._at)  # also again: it may have been stopped before it had glanced

    async def go_on(self, came: datetime) -> None:
        """Score what can be scored once the source has come to *came*."""
        assert self._at is not None
        while self._at + BUCKET <= came:
            self._at += BUCKET
            await self._look(self._at)

    async def _look(self, at: datetime) -> Round:
        source = Progress(name=self._name, began=at, well=True, reached=at, heard_at=at)
        kept = await self._watch.keep(mark([source], at), at)
        weighed = await self._rumours.keep(at)
        tell_decisions((*kept.notices, *weighed.notices))
        return kept


def _times(page: Page, now: datetime) -> Sequence[datetime]:
    """Return when the activities of a page happened, or were seen if that was before."""
    times = [min(a.happened_at or a.seen_at, a.seen_at).astimezone(UTC) for a in page.activities]
    return [at for at in times if at <= now]


def reached(page: Page, now: datetime) -> datetime | None:
    """Return how far a replay has come with a page; what lies ahead of us says nothing of that."""
    return max(_times(page, now), default=page.reached)
