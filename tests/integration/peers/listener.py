"""Listens to a Jetstream host with the client of the atproto SDK; runs in that one's environment.

    python listener.py URL CURSOR COUNT [COLLECTION...]

Writes a line for each event (kind, operation, collection), *COUNT* at most, and then the cursor;
or the error that the client raises.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from atproto_jetstream import AsyncJetstreamClient  # type: ignore[import-not-found]


async def listen(url: str, cursor: str, count: str, *collections: str) -> None:
    """Listen until *count* events were written."""
    params = {"cursor": int(cursor), **({"collections": list(collections)} if collections else {})}
    client = AsyncJetstreamClient(params, base_uri=url, compress=False)
    heard = 0

    async def hear(event: Any) -> None:
        nonlocal heard
        operation, collection = (getattr(event, name, None) for name in ("operation", "collection"))
        kind = type(event).__name__.lower()
        print(kind, *filter(None, (operation, collection)), flush=True)
        heard += 1
        if heard == int(count):
            print("cursor", client.cursor, flush=True)
            await client.stop()

    try:
        await client.start(hear)
    except Exception as error:  # noqa: BLE001 - whatever it raises is what is asked for
        print("error", type(error).__name__, flush=True)


asyncio.run(listen(*sys.argv[1:]))
