"""A server on loopback that gives recorded answers, and every way in which servers make that hard.

    async with Exchange(fixture["answers"]) as server:
        ...                             # ask f"{server.url}/api/v1/timelines/tag/x"
        server.look = 2                 # answers of the second look from now on

An answer is `{"get": "/path?key=value", "body": ...}`, with `status`, `headers` and `look` where
they matter. It is given where the path is the same (`*` at its end: begins like that) and its query
is part of what is asked; the one that says most wins. `{host}` stands for the server's address.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from aiohttp import web


class Exchange:
    """Gives the answers that it was given.

    Attributes:
        look: Which look it is; answers that name another are not given.
        asked: Path and query of every request, oldest first.
        said: Headers that are added to every answer.
        instead: What is answered whatever is asked: status, headers and body.
        pause: Seconds before each answer.
    """

    def __init__(self, answers: Sequence[Mapping[str, Any]], otherwise: int = 404) -> None:
        self.look = 1
        self.asked: list[str] = []
        self.said: dict[str, str] = {}
        self.instead: tuple[int, Mapping[str, str], bytes] | None = None
        self.pause = 0.0
        self._answers = answers
        self._otherwise = otherwise
        self._runner: web.AppRunner | None = None
        self._port = 0

    @property
    def url(self) -> str:
        """Its address, without a path."""
        return f"http://127.0.0.1:{self._port}"

    async def __aenter__(self) -> Self:
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", self._answer)
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

    async def _answer(self, request: web.Request) -> web.Response:
        self.asked.append(request.path_qs)
        await asyncio.sleep(self.pause)
        if self.instead is not None:
            status, headers, body = self.instead
            return web.Response(status=status, headers={**self.said, **headers}, body=body)
        found = self._found(request)
        if found is None:
            return web.json_response({"error": "Not found"}, status=self._otherwise)
        said = {name: self._here(text) for name, text in found.get("headers", {}).items()}
        body = found.get("body", "")
        text = body if isinstance(body, str) else json.dumps(body)
        kind = "text/plain" if isinstance(body, str) else "application/json"
        return web.Response(
            status=found.get("status", 200),
            headers={"Content-Type": kind, **said, **self.said},
            body=self._here(text).encode(),
        )

    def _found(self, request: web.Request) -> Mapping[str, Any] | None:
        query = set(request.query.items())
        fitting = []
        for answer in self._answers:
            parts = urlsplit(answer["get"])
            named = set(parse_qsl(parts.query, keep_blank_values=True))
            now = answer.get("look", self.look) == self.look
            if now and _same(parts.path, request.path) and named <= query:
                fitting.append((len(named), "look" in answer, answer))
        best = max(fitting, key=lambda one: one[:2], default=None)
        return best and best[2]

    def _here(self, text: str) -> str:
        return text.replace("{host}", self.url)


def _same(named: str, asked: str) -> bool:
    return asked.startswith(named[:-1]) if named.endswith("*") else asked == named
