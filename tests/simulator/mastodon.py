"""A Mastodon server on loopback: one hashtag, its posts, who favourited them, and a stream.

async with Mastodon() as server:
    server.post("One last dance?", at)
    ...                             # ask f"{server.url}/api/v1/timelines/tag/x"
"""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from aiohttp import web

Json = dict[str, Any]


def person(name: str, **more: Any) -> Json:
    """Return an account as servers show it."""
    home = f"https://social.example/users/{name}"
    return {"id": f"1{len(name)}", "acct": name, "uri": home, "url": home, "note": "", **more}


class Mastodon:
    """Serves what is posted, as a real server pages it.

    Args:
        shift: Added to its own ids: the same posts have others on another server.
        links: Whether it says where the next page is.

    Attributes:
        statuses: By id, oldest first.
        favourites: Accounts by status id.
        asked: Path and query of every request.
        lines: What the stream says.
    """

    def __init__(self, shift: int = 0, *, links: bool = True) -> None:
        self.shift = shift
        self.links = links
        self.statuses: dict[str, Json] = {}
        self.favourites: dict[str, list[Json]] = {}
        self.asked: list[str] = []
        self.lines: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._runner: web.AppRunner | None = None
        self._port = 0

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self._port}"

    def post(self, text: str, at: datetime, who: str = "fan", number: int = 0) -> Json:
        """Have *who* post *text*; *number* tells posts of one moment apart."""
        millis = int(at.timestamp() * 1000)
        own = (millis << 16) + number
        status = {
            "id": str(own + self.shift),
            "uri": f"https://social.example/users/{who}/statuses/{own}",
            "created_at": at.isoformat(),
            "visibility": "public",
            "content": f"<p>{text}</p>",
            "account": person(who),
            "favourites_count": 0,
            "reblogs_count": 0,
        }
        self.statuses[str(status["id"])] = status
        return status

    def favourite(self, status: Json, *who: Json) -> None:
        """Have exactly these favourite *status*."""
        self.favourites[status["id"]] = list(who)
        status["favourites_count"] = len(who)

    def say(self, event: str, data: str) -> None:
        """Say something on the stream."""
        self.lines.put_nowait(f"event: {event}\ndata: {data}\n\n".encode())

    async def __aenter__(self) -> Self:
        application = web.Application()
        application.router.add_get("/api/v1/timelines/tag/{tag}", self._timeline)
        application.router.add_get("/api/v1/statuses/{id}", self._status)
        application.router.add_get("/api/v1/statuses/{id}/favourited_by", self._favourited)
        application.router.add_get("/api/v1/streaming/{name}", self._stream)
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
        self.lines.put_nowait(None)
        if self._runner is not None:
            await self._runner.cleanup()

    async def _timeline(self, request: web.Request) -> web.Response:
        self.asked.append(request.path_qs)
        limit = min(int(request.query.get("limit", 20)), 40)
        ids = sorted(map(int, self.statuses))
        if "min_id" in request.query:
            shown = [one for one in ids if one > int(request.query["min_id"])][:limit]
        else:
            shown = ids[-limit:]
        body = [self.statuses[str(one)] for one in reversed(shown)]
        links = {}
        if shown and self.links:
            here = f"https://behind.a.proxy{request.path}?limit={limit}"
            older, newer = f"<{here}&max_id={shown[0]}>", f"<{here}&min_id={shown[-1]}>"
            links = {"Link": f'{older}; rel="next", {newer}; rel="prev"'}
        return web.json_response(body, headers=links)

    async def _status(self, request: web.Request) -> web.Response:
        self.asked.append(request.path_qs)
        found = self.statuses.get(request.match_info["id"])
        return web.json_response(found or {"error": "gone"}, status=200 if found else 404)

    async def _favourited(self, request: web.Request) -> web.Response:
        self.asked.append(request.path_qs)
        limit, start = int(request.query["limit"]), int(request.query.get("max_id", 0))
        whole = self.favourites.get(request.match_info["id"], [])
        links = {}
        if start + limit < len(whole) and self.links:
            onward = f"{self.url}{request.path}?limit={limit}&max_id={start + limit}"
            links = {"Link": f'<{onward}>; rel="next"'}
        return web.json_response(whole[start : start + limit], headers=links)

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path_qs)
        if request.headers.get("Authorization") != "Bearer secret":
            return web.json_response({"error": "no token"}, status=401)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        await response.write(b":)\n")
        while (line := await self.lines.get()) is not None:
            await response.write(line)
        return response


def data(status: Json) -> str:
    """Return *status* as a stream says it."""
    return json.dumps(status)
