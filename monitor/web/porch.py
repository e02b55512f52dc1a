"""How many connections there may be at once: who asks nothing makes room for who comes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from aiohttp.web_protocol import RequestHandler

MOST: Final = 400
"""Connections at once: a process may have 1,024 files open, and needs some for itself."""

_FULL: Final = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 10\r\nContent-Length: 0\r\n"
    b"Connection: close\r\n\r\n"
)


class Porch:
    """Lets no more than *most* connections be; those that are being answered are left alone."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._asking: set[object] = set()

    @property
    def noting(self) -> Middleware:
        """The outermost middleware: notes which connections are being answered."""

        @web.middleware
        async def _noting(request: web.Request, handler: Handler) -> web.StreamResponse:
            who = request.protocol
            self._asking.add(who)
            try:
                return await handler(request)
            finally:
                self._asking.discard(who)

        return _noting

    def before(self, server: web.Server) -> Callable[[], asyncio.Protocol]:
        """Return what makes the protocol of each connection that comes to *server*."""

        def come() -> asyncio.Protocol:
            held = server.connections  # oldest first
            if len(held) < self._most or self._make_room(held):
                return server()
            return _Full()

        return come

    def _make_room(self, held: list[RequestHandler]) -> bool:
        idle = next((one for one in held if one not in self._asking and one.transport), None)
        if idle is not None:
            idle.force_close()
        return idle is not None


class _Full(asyncio.Protocol):
    """Says that there is no room."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.WriteTransport):
            transport.write(_FULL)
            transport.close()
