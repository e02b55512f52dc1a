"""A newsstand on loopback: serves feeds, and every way in which servers make that hard.

async with Newsstand() as stand:
    stand.put("/rss", body, etag='"1"')
    stand.fail("/rss", 429, headers={"Retry-After": "120"})
    ...                             # ask f"{stand.url}/rss"
"""

from __future__ import annotations

import asyncio
import gzip
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from aiohttp import web


@dataclass(slots=True)
class Paper:
    """What lies at one path.

    Attributes:
        pause: Seconds before the answer.
        drip: Seconds between single bytes; 0 = all at once.
    """

    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None
    modified: str | None = None
    pause: float = 0.0
    drip: float = 0.0


class Newsstand:
    """Serves what it was given.

    Attributes:
        asked: Every request's path, oldest first.
        heard: Its headers.
        busiest: Most requests that it had at the same time.
    """

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.heard: list[Mapping[str, str]] = []
        self.busiest = 0
        self._busy = 0
        self._papers: dict[str, Paper] = {}
        self._faults: defaultdict[str, deque[web.Response]] = defaultdict(deque)
        self._runner: web.AppRunner | None = None
        self._port = 0

    @property
    def url(self) -> str:
        """Its address, without a path."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def port(self) -> int:
        """Its port, on every loopback name."""
        return self._port

    async def __aenter__(self) -> Self:
        application = web.Application()
        application.router.add_get("/{path:.*}", self._answer)
        self._runner = web.AppRunner(application, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def put(
        self,
        path: str,
        body: bytes,
        *,
        kind: str = "application/xml",
        zipped: bool = False,
        etag: str | None = None,
        modified: str | None = None,
        pause: float = 0.0,
        drip: float = 0.0,
        headers: Mapping[str, str] | None = None,
    ) -> str:
        """Put *body* at *path*, in place of what lay there; return its address."""
        said = {"Content-Type": kind, **(headers or {})}
        if zipped:
            body, said = gzip.compress(body), {**said, "Content-Encoding": "gzip"}
        self._papers[path] = Paper(body, said, etag, modified, pause, drip)
        return f"{self.url}{path}"

    def lead(self, path: str, to: str, status: int = 302) -> str:
        """Lead from *path* to the address *to*; return the address of *path*."""
        fault = web.Response(status=status, headers={"Location": to})
        self._faults[path] = deque([fault] * 1000)
        return f"{self.url}{path}"

    def fail(
        self, path: str, status: int, *, times: int = 1, headers: Mapping[str, str] | None = None
    ) -> None:
        """Answer the next *times* requests for *path* with *status*."""
        self._faults[path].extend(
            web.Response(status=status, headers=headers) for _ in range(times)
        )

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path)
        self.heard.append(request.headers.copy())
        self._busy += 1
        self.busiest = max(self.busiest, self._busy)
        try:
            return await self._serve(request)
        finally:
            self._busy -= 1

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        faults = self._faults[request.path]
        if faults:
            fault = faults.popleft()
            return web.Response(status=fault.status, headers=fault.headers)
        paper = self._papers.get(request.path)
        if paper is None:
            return web.Response(status=404)
        await asyncio.sleep(paper.pause)
        said = dict(paper.headers)
        if paper.etag is not None:
            said["ETag"] = paper.etag
        if paper.modified is not None:
            said["Last-Modified"] = paper.modified
        same_tag = paper.etag and request.headers.get("If-None-Match") == paper.etag
        same_day = paper.modified and request.headers.get("If-Modified-Since") == paper.modified
        if same_tag or same_day:
            return web.Response(
                status=304, headers={k: said[k] for k in said if k != "Content-Type"}
            )
        if not paper.drip:
            return web.Response(body=paper.body, headers=said)
        response = web.StreamResponse(headers=said)
        await response.prepare(request)
        for at in range(len(paper.body)):
            await response.write(paper.body[at : at + 1])
            await asyncio.sleep(paper.drip)
        return response
