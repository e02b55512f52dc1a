"""Bluesky's AppView on loopback: `getPosts` and `resolveHandle`, and their faults.

async with AppView() as view:
    view.hold(world.post(fan, "one last dance"), handle="fan.example")
    view.handles["sergio.example"] = player
    ...                             # ask view.url
"""

from __future__ import annotations

import asyncio
from collections import deque
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.simulator.events import Event, address

AT_ONCE = 25


class AppView:
    """Answers for the posts and handles that it was given.

    Attributes:
        handles: DID by handle.
        asked: Addresses of each `getPosts`, also of failed ones.
        views: Posts by address, as they are answered; may be spoilt at will.
    """

    def __init__(self) -> None:
        self.handles: dict[str, str] = {}
        self.asked: list[list[str]] = []
        self.views: dict[str, Any] = {}
        self._faults: deque[web.Response] = deque()
        self._pause = 0.0
        self._runner: web.AppRunner | None = None
        self._port = 0

    @property
    def url(self) -> str:
        """Its address, without a path."""
        return f"http://127.0.0.1:{self._port}"

    async def __aenter__(self) -> Self:
        application = web.Application()
        application.router.add_get("/xrpc/app.bsky.feed.getPosts", self._posts)
        application.router.add_get("/xrpc/com.atproto.identity.resolveHandle", self._handle)
        self._runner = web.AppRunner(application, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
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

    # --- what it knows ----------------------------------------------------------------

    def hold(self, post: Event, handle: str = "handle.invalid") -> str:
        """Know *post*, made by `Events.post`, its author as *handle*; return its address."""
        at = address(post)
        record = post["commit"]["record"]
        self.views[at] = {
            "uri": at,
            "cid": post["commit"]["cid"],
            "author": {"did": post["did"], "handle": handle},
            "record": record,
            "likeCount": 0,
            "indexedAt": record["createdAt"],
        }
        return at

    # --- faults -----------------------------------------------------------------------

    def fail(self, status: int, *, times: int = 1, retry_after: str | None = None) -> None:
        """Answer the next *times* requests with *status*."""
        headers = {} if retry_after is None else {"Retry-After": retry_after}
        self._faults.extend(web.Response(status=status, headers=headers) for _ in range(times))

    def babble(
        self, body: bytes = b'{"posts": [{"uri": ', *, times: int = 1, encoding: str = "identity"
    ) -> None:
        """Answer the next *times* requests with *body*, said to be in *encoding*."""
        headers = {"Content-Type": "application/json", "Content-Encoding": encoding}
        self._faults.extend(web.Response(body=body, headers=headers) for _ in range(times))

    def slow(self, seconds: float) -> None:
        """Wait this long before each answer from now on."""
        self._pause = seconds

    # --- how it works -----------------------------------------------------------------

    async def _fault(self) -> web.Response | None:
        await asyncio.sleep(self._pause)
        return self._faults.popleft() if self._faults else None

    async def _posts(self, request: web.Request) -> web.Response:
        uris = request.query.getall("uris", [])
        self.asked.append(uris)
        fault = await self._fault()
        if fault is not None:
            return fault
        if not 0 < len(uris) <= AT_ONCE:
            return _invalid("uris must have 1 to 25 entries")
        return web.json_response({"posts": [self.views[at] for at in uris if at in self.views]})

    async def _handle(self, request: web.Request) -> web.Response:
        fault = await self._fault()
        if fault is not None:
            return fault
        did = self.handles.get(request.query.get("handle", ""))
        return web.json_response({"did": did}) if did else _invalid("Unable to resolve handle")


def _invalid(message: str) -> web.Response:
    return web.json_response({"error": "InvalidRequest", "message": message}, status=400)
