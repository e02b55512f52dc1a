"""Serves what programs ask: reads the question, answers once, and says when nothing has changed."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from typing import Final

from aiohttp import web
from pydantic import BaseModel, ValidationError

from monitor.domain.desk.logbook import Hand
from monitor.web.access import guest, patience
from monitor.web.api import document, feed, parameters, problem, sheets
from monitor.web.api.operations import (
    DOWNLOADS,
    OPERATIONS,
    ROOT,
    Download,
    Operation,
    routed,
)
from monitor.web.api.parameters import FIRST, LAST, THE_PLAYER, Asked
from monitor.web.api.problem import ProblemError
from monitor.web.desk import Desk

LONGEST_BODY: Final = 4096
"""Longest thing that is taken, in bytes."""

_FRESH: Final = "private, no-cache"
"""It may be kept, by who asked for it, and must be asked for again."""

_JSON: Final = "application/json; charset=utf-8"

Answering = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Programs:
    """What is known at *desk*, for programs."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._stand = desk.stand

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Return all that can be asked."""
        player = f"{{player:{THE_PLAYER.pattern}}}"
        return [
            web.get(f"{ROOT}/openapi.json", self._document),
            web.get("/alerts.atom", self._feed),
            web.get(f"/players/{player}/alerts.atom", self._feed),
            *(web.get(routed(one.path, one.parameters), self._sheet(one)) for one in DOWNLOADS),
            *(
                web.route(one.method, routed(one.path, one.parameters), self._answer(one))
                for one in OPERATIONS
            ),
        ]

    def _answer(self, operation: Operation) -> Answering:
        async def answer(request: web.Request) -> web.StreamResponse:
            try:
                asked = await self._asked(request, operation)
                found = await operation.does(self._desk, self._stand, asked)
            except ProblemError as error:
                return problem.answer(error.status, error.detail, error.parameter)
            body = await asyncio.to_thread(lambda: found.model_dump_json().encode())
            if operation.method != "GET":
                headers = {"Content-Type": _JSON}
                return web.Response(body=body, status=operation.status, headers=headers)
            return _unless_known(request, body, _JSON)

        return answer

    def _sheet(self, download: Download) -> Answering:
        async def answer(request: web.Request) -> web.StreamResponse:
            pieces = None
            try:
                asked = _read(request, download.parameters)
                pieces = sheets.lines(download.sheet, self._desk, self._stand, asked)
                head = await anext(pieces)
            except ProblemError as error:
                return problem.answer(error.status, error.detail, error.parameter)
            name = "-".join([*request.match_info.values(), download.sheet.name])
            response = web.StreamResponse(
                headers={
                    "Content-Type": sheets.KIND,
                    "Content-Disposition": f'attachment; filename="{name}.csv"',
                }
            )
            await response.prepare(request)
            if request.method == "GET":
                await response.write(head)
                async for piece in pieces:
                    await response.write(piece)
            await pieces.aclose()
            await response.write_eof()
            return response

        return answer

    async def _feed(self, request: web.Request) -> web.StreamResponse:
        try:
            _read(request, ())
        except ProblemError as error:
            return problem.answer(error.status, error.detail, error.parameter)
        desk, stand = self._desk, self._stand
        player = request.match_info.get("player")
        title = "lastdance: alerts"
        if player is not None:
            known = desk.library().catalogue.players.get(player)
            if known is None:
                cure = f"{ROOT}/pairings lists those that are watched."
                return problem.answer(404, f"There is no such player. {cure}", "player")
            title = f"lastdance: {known.name}"
        told = await stand.gazette.told(FIRST, LAST, None, feed.NEWEST, player, pushed=True)
        begun = datetime.fromtimestamp(0, tz=FIRST.tzinfo)
        text = feed.feed(told, request.path, title, stand.install, desk.public_url, begun)
        return _unless_known(request, text.encode(), feed.KIND)

    async def _document(self, request: web.Request) -> web.StreamResponse:
        made = await asyncio.to_thread(document.document, self._stand.version)
        body = json.dumps(made, ensure_ascii=False).encode()
        return _unless_known(request, body, _JSON)

    async def _asked(self, request: web.Request, operation: Operation) -> Asked:
        body = await _taken(request, operation.takes) if operation.takes is not None else None
        asked = _read(request, operation.parameters)
        if operation.method == "GET":
            return asked
        return replace(asked, body=body, hand=Hand.of(guest(request).visitor))


def _read(request: web.Request, known: Sequence[parameters.Parameter]) -> Asked:
    return parameters.read(known, list(request.query.items()), request.match_info)


async def _taken(request: web.Request, shape: type[BaseModel]) -> BaseModel:
    """Return what was sent.

    Raises:
        ProblemError: It is too long, no JSON, or not as it must be.
    """
    if request.content_type != "application/json":
        cure = "Send JSON, and say so: Content-Type: application/json."
        raise ProblemError(cure, status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    async with patience():
        body = await request.content.read(LONGEST_BODY + 1)
        while len(body) <= LONGEST_BODY and (more := await request.content.read(LONGEST_BODY)):
            body += more
    if len(body) > LONGEST_BODY:
        cure = f"Send at most {LONGEST_BODY} bytes."
        raise ProblemError(cure, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        return shape.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        where = ".".join(map(str, first["loc"])) or None
        raise ProblemError(f"{first['msg']}. The document says what it takes.", where) from None


def _unless_known(request: web.Request, body: bytes, kind: str) -> web.Response:
    """Return *body*, or that nothing has changed since who asks had it."""
    tag = hashlib.sha256(body).hexdigest()[:32]
    headers = {"ETag": f'"{tag}"', "Cache-Control": _FRESH, "Vary": "Authorization, Cookie"}
    known = request.if_none_match or ()
    if any(one.value in {tag, "*"} for one in known):
        return web.Response(status=HTTPStatus.NOT_MODIFIED, headers=headers)
    return web.Response(body=body, headers={**headers, "Content-Type": kind})
