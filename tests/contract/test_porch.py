"""The server's connections: bounded, and an idle flood keeps nobody out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from aiohttp import web

from monitor.web import served

MOST = 5
ASKED = b"GET /quick HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
HELD = b"GET /held HTTP/1.1\r\nHost: localhost\r\n\r\n"

Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Stage:
    """A server of two pages: one answers at once, one when it is told to."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.lines: list[Line] = []

    async def connect(self, said: bytes = b"") -> Line:
        line = await asyncio.open_connection("127.0.0.1", self.port)
        self.lines.append(line)
        line[1].write(said)
        await line[1].drain()
        return line


@asynccontextmanager
async def staged(go: asyncio.Event, idle: float = 30.0) -> AsyncIterator[Stage]:
    async def quick(_: web.Request) -> web.Response:
        return web.Response(text="here")

    async def held(_: web.Request) -> web.Response:
        await go.wait()
        return web.Response(text="at last")

    made = web.Application()
    made.router.add_get("/quick", quick)
    made.router.add_get("/held", held)
    async with served(made, "127.0.0.1", 0, most=MOST, idle=idle) as url:
        stage = Stage(urlsplit(url).port or 0)
        try:
            yield stage
        finally:
            for _, writer in stage.lines:
                writer.close()


async def answered(line: Line) -> bytes:
    async with asyncio.timeout(5):
        return await line[0].read()


async def test_a_flood_of_idle_connections_keeps_nobody_out() -> None:
    async with staged(asyncio.Event()) as stage:
        flood = [await stage.connect() for _ in range(4 * MOST)]
        found = await answered(await stage.connect(ASKED))
        assert found.startswith(b"HTTP/1.1 200")
        assert found.endswith(b"here")
        gone = await asyncio.gather(*(answered(line) for line in flood[: 3 * MOST]))
        assert set(gone) == {b""}


async def test_who_is_being_answered_is_left_alone_and_further_ones_are_told_to_wait() -> None:
    go = asyncio.Event()
    async with staged(go) as stage:
        busy = [await stage.connect(HELD) for _ in range(MOST)]
        await asyncio.sleep(0.05)
        refused = await answered(await stage.connect(ASKED))
        assert refused.startswith(b"HTTP/1.1 503")
        assert b"Retry-After" in refused
        go.set()
        for reader, _ in busy:
            async with asyncio.timeout(5):
                assert (await reader.readline()).startswith(b"HTTP/1.1 200")
        found = await answered(await stage.connect(ASKED))
        assert found.startswith(b"HTTP/1.1 200")


async def test_who_says_nothing_or_never_comes_to_an_end_of_asking_is_let_go() -> None:
    async with staged(asyncio.Event(), idle=0.1) as stage:
        silent, slow = await stage.connect(), await stage.connect(b"GET /quick HTTP/1.1\r\nA: ")
        for _ in range(3):
            slow[1].write(b"a")
            await asyncio.sleep(0.02)
        assert await answered(silent) == await answered(slow) == b""
