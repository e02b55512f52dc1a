"""Replays a file of activities through the real pipeline, in event time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import aiohttp

import connectors
from connectors.contract import Context
from monitor.app.clock import SystemClock
from monitor.app.parts import (
    Offload,
    make_judge,
    make_pipeline,
    open_bench,
    open_seal,
    read_catalogue,
)
from monitor.interest import Attention, KeptRecords
from monitor.pipeline import Report
from monitor.ports import Page
from monitor.settings import Settings
from storage import Store, migrate, open_store


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
            async for page in connector.pages(cursors.get(name)):
                report(await pipeline.handle([page], reached(page, clock.now())))
    finally:
        offload.close()
        await store.close()


def reached(page: Page, otherwise: datetime) -> datetime:
    """Return the time of a replayed page: that of its newest activity."""
    return max((a.seen_at for a in page.activities), default=otherwise).astimezone(UTC)
