"""Stores what a person saw where no daemon answers: by the same pipeline, in this process."""

from __future__ import annotations

import asyncio
from typing import Any

from monitor.app.almanac import read_catalogue
from monitor.app.clock import SystemClock
from monitor.app.parts import Offload, make_judge, make_pipeline, open_bench, open_seal
from monitor.app.reception import page_of, receipt
from monitor.domain.desk.logbook import Deed, Hand
from monitor.domain.sighting import Sighting
from monitor.settings import Settings
from monitor.web import shown
from storage import migrate, open_store


async def write(settings: Settings, said: Sighting) -> dict[str, Any]:
    """Store what a person saw straight into the database; a daemon on it sends what is told.

    Raises:
        SightingError: It can't be taken.
        TransientError, RefusedError: It could not be stored.
    """
    seal = open_seal(settings)
    url = settings.storage.url.get_secret_value()
    await asyncio.to_thread(migrate, url)
    store = await open_store(url)
    offload = Offload()
    try:
        version, entries = await store.entries()
        catalogue = read_catalogue(settings, entries, version, await store.resolved())
        now = SystemClock().now()
        page = page_of(said, catalogue, now)
        judge = make_judge(settings, seal, catalogue, open_bench(settings.sentiment))
        pipeline = make_pipeline(judge, store, settings, offload)
        stored = shown(receipt(page, await pipeline.handle([page], now)))
        await store.note(Hand(said.by).did(Deed.REPORTED, said.entry, now))
        return stored
    finally:
        offload.close()
        await store.close()
