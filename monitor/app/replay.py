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
from monitor.app.clock import SystemClock
from monitor.app.lookout import holder
from monitor.app.parts import (
    Offload,
    make_address,
    make_judge,
    make_pipeline,
    open_bench,
    open_seal,
    read_catalogue,
)
from monitor.domain.watermark import Progress, mark
from monitor.interest import Attention, KeptRecords
from monitor.pipeline import Report
from monitor.ports import Page
from monitor.settings import Settings
from monitor.watch import AT_ONCE, Watch
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
        judge = make_judge(settings, seal, catalogue, open_bench())
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
                address=make_address(settings),
                offload=offload,
                holder=holder(),
            )
            async for page in connector.pages(cursors.get(name)):
                await _keep(watch, name, _times(page)[:1])
                report(await pipeline.handle([page], reached(page, clock.now())))
                await _keep(watch, name, _times(page)[-1:])
    finally:
        offload.close()
        await store.close()


async def _keep(watch: Watch, name: str, times: Sequence[datetime]) -> None:
    """Score what can be scored once the source has come to the last of *times*."""
    for at in times:
        source = Progress(name=name, began=at, well=True, reached=at, heard_at=at)
        while (kept := await watch.keep(mark([source], at), at)).scored == AT_ONCE:
            pass
        for notice in kept.notices:
            log.info("%s: %s", notice.kind, notice.alert.title)


def _times(page: Page) -> Sequence[datetime]:
    return sorted(a.happened_at for a in page.activities if a.happened_at is not None)


def reached(page: Page, otherwise: datetime) -> datetime:
    """Return the time of a replayed page: that of its newest activity."""
    return max((a.seen_at for a in page.activities), default=otherwise).astimezone(UTC)
