"""Chat services on loopback, each in its own shape, with their ways to fail."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Any, Self

from aiohttp import web


class Trouble(StrEnum):
    """What a service can answer with, beside taking a message."""

    TOO_MANY = "too_many"
    UNAVAILABLE = "unavailable"
    HANG = "hang"
    DROP = "drop"
    REDIRECT = "redirect"
    DRIP = "drip"
    ENDLESS = "endless"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Request:
    """What came in."""

    method: str
    path: str
    query: str
    shape: dict[str, Any]
    authorization: str


TOO_MANY: dict[str, tuple[dict[str, str], bytes]] = {
    "slack": ({"Retry-After": "30"}, b"rate_limited"),
    "discord": (
        {"X-RateLimit-Scope": "user"},
        b'{"message": "You are being rate limited.", "retry_after": 6.457, "global": false}',
    ),
    "teams": ({"Retry-After": "10"}, b""),
    "telegram": (
        {},
        b'{"ok":false,"error_code":429,"parameters":{"retry_after":14}}',
    ),
    "ntfy": ({}, b'{"code":42901,"http":429,"error":"limit reached: too many requests"}'),
}
"""How each refuses too many messages, as recorded."""


class Service:
    """One chat service; enter it to listen.

    Attributes:
        troubles: What the next requests meet, first first; then all are taken.
        requests: All that came, as it came.
        shown: What people see, by message id: the last text put there.
        redirected: Requests that came to where a redirect led.
    """

    def __init__(self, kind: str, *troubles: Trouble) -> None:
        self.kind = kind
        self.troubles = deque(troubles)
        self.requests: list[Request] = []
        self.shown: dict[str, dict[str, Any]] = {}
        self.redirected = 0
        self._closing = asyncio.Event()
        self.url = ""

    async def __aenter__(self) -> Self:
        application = web.Application()
        application.router.add_route("*", "/elsewhere", self._elsewhere)
        application.router.add_route("*", "/{any:.*}", self._take)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        path = {
            "slack": "/services/T0/B0/secret",
            "discord": "/api/webhooks/1/secret",
            "teams": "/workflows/secret?sig=x",
            "telegram": "/bot12345:secret?chat_id=-100",
            "ntfy": "/transfers",
        }.get(self.kind, "/")
        self.url = f"http://{host}:{port}{path}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closing.set()
        await self._runner.cleanup()

    async def _elsewhere(self, _: web.Request) -> web.Response:
        self.redirected += 1
        return web.Response()

    async def _take(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        shape = json.loads(body) if body else {}
        seen = Request(
            request.method,
            request.path,
            request.query_string,
            shape,
            request.headers.get("Authorization", ""),
        )
        self.requests.append(seen)
        if self.troubles:
            return await self._fail(request, self.troubles.popleft())
        return self._answer(seen)

    def _answer(self, seen: Request) -> web.Response:
        match self.kind:
            case "slack":
                return web.Response(text="ok")
            case "teams":
                return web.Response(status=202)
            case "discord":
                return self._discord(seen)
            case "telegram":
                return self._telegram(seen)
        return web.json_response({"id": "x", "event": "message"})

    def _discord(self, seen: Request) -> web.Response:
        if seen.method == "PATCH":
            ident = seen.path.rpartition("/")[2]
            if ident not in self.shown:
                return web.json_response({"message": "Unknown Message", "code": 10008}, status=404)
        else:
            ident = str(900 + len(self.shown))
        self.shown[ident] = seen.shape
        answer = {"id": ident, "content": seen.shape["content"]}
        waits = seen.method == "PATCH" or "wait=true" in seen.query
        return web.json_response(answer) if waits else web.Response(status=204)

    def _telegram(self, seen: Request) -> web.Response:
        if seen.path.endswith("/editMessageText"):
            ident = str(seen.shape["message_id"])
            if ident not in self.shown:
                what = "Bad Request: message to edit not found"
                answer = {"ok": False, "error_code": 400, "description": what}
                return web.json_response(answer, status=400)
        else:
            ident = str(700 + len(self.shown))
        self.shown[ident] = seen.shape
        return web.json_response({"ok": True, "result": {"message_id": int(ident)}})

    async def _fail(self, request: web.Request, trouble: Trouble) -> web.StreamResponse:
        match trouble:
            case Trouble.TOO_MANY:
                headers, body = TOO_MANY[self.kind]
                return web.Response(status=429, headers=headers, body=body)
            case Trouble.REDIRECT:
                return web.Response(status=307, headers={"Location": "/elsewhere"})
            case Trouble.HANG:
                await self._closing.wait()
            case Trouble.DROP:
                assert request.transport is not None
                request.transport.close()
            case Trouble.GONE:
                return web.Response(status=410)
            case Trouble.DRIP | Trouble.ENDLESS:
                return await self._pour(request, slowly=trouble is Trouble.DRIP)
        return web.Response(status=503)

    async def _pour(self, request: web.Request, *, slowly: bool) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Length": str(2 << 30)})
        await answer.prepare(request)
        try:
            while not self._closing.is_set():
                await answer.write(b"{" if slowly else b"x" * 65536)
                await asyncio.sleep(0.05 if slowly else 0)
        except (ConnectionError, asyncio.CancelledError):
            pass
        return answer
