"""The real pipeline on a real store, without the rest of the daemon."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from monitor.app.almanac import read_catalogue
from monitor.app.parts import Offload, make_judge, make_pipeline, open_bench, open_seal
from monitor.pipeline import Pipeline
from monitor.settings import load
from storage import open_store


@asynccontextmanager
async def pipeline(
    url: str, *files: Path, keep: str = "all", **more: Any
) -> AsyncIterator[Pipeline]:
    """Give the pipeline on the migrated database at *url*, with the catalogue of *files*."""
    overrides = {
        "storage": {"url": url, "keep": keep},
        "privacy": {"secret": "33" * 32},
        "catalogue": {"files": [str(file) for file in files]},
        **more,
    }
    settings = load(None, {}, overrides)
    store = await open_store(url)
    offload = Offload()
    try:
        catalogue = read_catalogue(settings)
        judge = make_judge(settings, open_seal(settings), catalogue, open_bench(settings.sentiment))
        yield make_pipeline(judge, store, settings, offload)
    finally:
        offload.close()
        await store.close()
