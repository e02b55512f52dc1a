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
        self._packing = asyncio.Lock()
        self._packed = (b"", b"")

    async def metrics(self, request: web.Request) -> web.Response:
        """Answer how the daemon is."""
        accept = ",".join(request.headers.getall("Accept", ()))
        async with self._rendering:
            page, kind = await asyncio.to_thread(self._metrics, accept)
        if _unpacks(request):
            return _answer(await asyncio.to_thread(_pack, page), kind, packed=True)
        return _answer(page, kind)

    async def pairings(self, request: web.Request) -> web.Response:
        """Answer how pairings are, as it was last written; it is packed once."""
        page, kind = self._pairings()
        if _unpacks(request):
            async with self._packing:
                if self._packed[0] is not page:
                    self._packed = page, await asyncio.to_thread(_pack, page)
                return _answer(self._packed[1], kind, packed=True)
        return _answer(page, kind)


def _unpacks(request: web.Request) -> bool:
    return "gzip" in request.headers.get("Accept-Encoding", "")


def _pack(page: bytes) -> bytes:
    return gzip.compress(page, LEVEL, mtime=0)


def _answer(page: bytes, kind: str, *, packed: bool = False) -> web.Response:
    headers = {"Content-Type": kind, "Vary": "Accept, Accept-Encoding"}
    if packed:
        headers["Content-Encoding"] = "gzip"
    return web.Response(body=page, headers=headers)
