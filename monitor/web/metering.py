"""The two pages that Prometheus reads."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable
from typing import Final

from aiohttp import web

LEVEL: Final = 1
"""Of gzip: level 9 takes seven times as long, to save a sixth more."""


class Metering:
    """Answers scrapes; what is made is made, and packed, beside the event loop.

    Args:
        metrics: Makes the page about the daemon, as a reader accepts it.
        pairings: Returns the page about pairings as it lies there.
    """

    def __init__(
        self,
        metrics: Callable[[str], tuple[bytes, str]],
        pairings: Callable[[], tuple[bytes, str]],
    ) -> None:
        self._metrics = metrics
        self._pairings = pairings
        self._rendering = asyncio.Lock()

    async def metrics(self, request: web.Request) -> web.Response:
        """Answer how the daemon is."""
        accept = ",".join(request.headers.getall("Accept", ()))
        async with self._rendering:
            page, kind = await asyncio.to_thread(self._metrics, accept)
        return await _packed(request, page, kind)

    async def pairings(self, request: web.Request) -> web.Response:
        """Answer how pairings are, as it was last written."""
        page, kind = self._pairings()
        return await _packed(request, page, kind)


async def _packed(request: web.Request, page: bytes, kind: str) -> web.Response:
    headers = {"Content-Type": kind, "Vary": "Accept, Accept-Encoding"}
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        page = await asyncio.to_thread(gzip.compress, page, LEVEL, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return web.Response(body=page, headers=headers)
