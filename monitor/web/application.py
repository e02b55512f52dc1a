"""The web application: which path is answered with what."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from http import HTTPStatus
from typing import Any, Final

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.typedefs import Handler, Middleware

from monitor.domain.desk.logbook import Deed
from monitor.domain.desk.reply import PATH as REPLIES
from monitor.ports import RefusedError, TransientError
from monitor.web import pages
from monitor.web.access import Doorman, dress, gate, hand
from monitor.web.api import problem
from monitor.web.api.serving import Programs
from monitor.web.board import BoardPages
from monitor.web.desk import Desk
from monitor.web.dossier import history
from monitor.web.entrance import Entrance, local
from monitor.web.exhibiting import Exhibiting
from monitor.web.metering import Metering
from monitor.web.operating import OperatorPages
from monitor.web.porch import MOST, Porch
from monitor.web.receiving import SLOW, Receiving
from monitor.web.replying import Replying
from monitor.web.reporting import LONGEST_FORM, Reporting
from monitor.web.sharing import SharedPages
from monitor.web.stationery import PLACE, serve
from monitor.web.stories import StoryPages

PATIENCE: Final = 5.0
"""How long a check of readiness may take, in seconds."""

IDLE: Final = 30.0
"""How long a connection may ask nothing, or come to no end of asking, in seconds."""

_WORDS: Final = {
    400: "This can't be read. Send it as the page, or the command, sends it.",
    401: "This page needs a token of whoever runs this: as a bearer token, as the password of a "
    "login with any name, or by /sign-in.",
    403: "No page of another site may ask for this. Open this page itself, and send it again.",
    404: "There is no such page here. An alert keeps its address for as long as it is stored.",
    405: "This address can't be asked like that. Open the page itself, and send its form.",
    408: "This came too slowly. Send it again.",
    410: "An alert can be answered for 14 days. Its page stays for as long as it is stored.",
    413: "This is longer than anything that is taken here.",
    421: "This address answers only to its own name; set web.public_url, or a token.",
    429: "Too many links or tokens that are none of ours were tried. Wait a minute.",
    500: "Something is wrong with this page. The log says what.",
    503: "The store can't be read at the moment. Try again in a minute.",
}
_log = logging.getLogger(__name__)
_line = logging.getLogger(f"{__name__}.line")


def _sensible(record: logging.LogRecord) -> bool:
    """Whether *record* is logged: what is no HTTP is not, for its bytes may hold a secret."""
    fault = record.exc_info[1] if record.exc_info else None
    return not isinstance(fault, HttpProcessingError)


_line.addFilter(_sensible)


def application(desk: Desk, *, slow: float = SLOW) -> web.Application:
    """Return the application whose pages are made from *desk*.

    Args:
        slow: How long what is pushed may take to come, in seconds.
    """
    doorman = Doorman(desk.lock, desk.public_url, desk.clock, desk.sessions)
    entrance = Entrance(doorman)
    middlewares = [_explaining(entrance), gate(doorman)]
    made = web.Application(middlewares=middlewares, client_max_size=LONGEST_FORM)
    made.on_response_prepare.append(dress)
    made.router.add_get("/sign-in", entrance.ask)
    made.router.add_post("/sign-in", entrance.enter)
    made.router.add_post("/sign-out", entrance.leave)
    routes = _Routes(desk)
    made.router.add_routes(BoardPages(desk).routes())
    made.router.add_routes(Exhibiting(desk).routes())
    made.router.add_routes(StoryPages(desk).routes())
    made.router.add_routes(SharedPages(desk).routes())
    made.router.add_routes(Programs(desk).routes())
    made.router.add_get("/alerts/{id:[0-9a-f-]{36}}.json", routes.alert_json)
    made.router.add_get("/alerts/{id:[0-9a-f-]{36}}", routes.alert)
    made.router.add_get("/sources.json", routes.sources)
    made.router.add_get("/sources/{name:[a-z0-9-]{1,40}}/last.json", routes.last)
    metering = Metering(desk.metrics, desk.pairings)
    made.router.add_get("/metrics", metering.metrics)
    made.router.add_get("/metrics/pairings", metering.pairings)
    made.router.add_post("/-/reload", routes.reload)
    replying = Replying(desk)
    made.router.add_get("/reply/{token:[^/]{1,400}}", replying.show)
    made.router.add_post("/reply/{token:[^/]{1,400}}", replying.act)
    made.router.add_routes(OperatorPages(desk).routes())
    reporting = Reporting(desk)
    made.router.add_get("/report", reporting.blank)
    made.router.add_post("/report", reporting.take)
    receiving = Receiving(desk, slow)
    made.router.add_post("/ingest/{source}", receiving.take)
    made.router.add_get("/ingest/{source}", receiving.verify)
    made.router.add_get("/livez", routes.live)
    made.router.add_get("/readyz", routes.ready)
    made.router.add_get(f"{PLACE}{{version:[0-9a-f]{{12}}}}/{{name:[a-z/.-]{{1,60}}}}", serve)
    return made


@asynccontextmanager
async def served(
    made: web.Application, host: str, port: int, *, most: int = MOST, idle: float = IDLE
) -> AsyncIterator[str]:
    """Serve *made* until left; yields its address. Port 0 takes any that is free.

    Args:
        most: Connections at once.
        idle: How long one may ask nothing, in seconds.

    Raises:
        OSError: The address is taken, or isn't ours.
    """
    porch = Porch(most)
    made.middlewares.insert(0, porch.noting)
    # what is signed is signed as it was sent, so nothing may unpack it before we have seen it
    runner = web.AppRunner(
        made,
        access_log=None,
        logger=_line,
        shutdown_timeout=5,
        keepalive_timeout=idle,
        auto_decompress=False,
    )
    async with AsyncExitStack() as stack:
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        assert runner.server is not None
        door = await asyncio.get_running_loop().create_server(
            porch.before(runner.server), host, port
        )
        stack.callback(door.close)
        bound = door.sockets[0].getsockname()[1]
        yield f"http://[{host}]:{bound}" if ":" in host else f"http://{host}:{bound}"


class _Routes:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def alert(self, request: web.Request) -> web.Response:
        if _wants_json(request):
            return await self.alert_json(request)
        told = await self._desk.reader.alert(request.match_info["id"])
        if told is None:
            raise web.HTTPNotFound
        now, reported = self._desk.clock.now(), "reported" in request.query
        text = await asyncio.to_thread(pages.alert, told, now, reported=reported)
        return _html(text)

    async def alert_json(self, request: web.Request) -> web.Response:
        told = await self._desk.reader.alert(request.match_info["id"])
        if told is None:
            raise web.HTTPNotFound
        return web.json_response(history(told, self._desk.public_url))

    async def sources(self, _: web.Request) -> web.Response:
        now = self._desk.clock.now()
        return web.json_response([pages.source(each, now) for each in self._desk.sources()])

    async def last(self, request: web.Request) -> web.Response:
        """What a source last asked, and was answered."""
        said = await asyncio.to_thread(self._desk.last, request.match_info["name"])
        return web.json_response(said)

    async def reload(self, request: web.Request) -> web.Response:
        """Put the configuration in force."""
        try:
            await self._desk.reload()
        except RefusedError as refusal:
            text = f"Not reloaded, what ran before runs on:\n{refusal}\n"
            return web.Response(text=text, status=HTTPStatus.BAD_REQUEST)
        await self._desk.note(hand(request), Deed.RELOADED, "")
        return web.Response(text="Reloaded: the new configuration is in force.\n")

    async def live(self, request: web.Request) -> web.Response:
        return _health(request, "alive", self._desk.alive())

    async def ready(self, request: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(PATIENCE):
                wrong = await self._desk.ready()
        except TimeoutError:
            wrong = {"checks": f"no answer within {PATIENCE:g} s"}
        return _health(request, "ready", wrong)


def _health(request: web.Request, word: str, wrong: Mapping[str, str]) -> web.Response:
    status = HTTPStatus.SERVICE_UNAVAILABLE if wrong else HTTPStatus.OK
    if _wants_json(request):
        return web.json_response({word: not wrong, "wrong": dict(wrong)}, status=status)
    lines = [f"{part}: {what}" for part, what in wrong.items()] or [word]
    return web.Response(text="\n".join(lines) + "\n", status=status)


def _html(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, content_type="text/html", status=status)


def _wants_json(request: web.Request) -> bool:
    accepts = request.headers.get("Accept", "")
    return request.path.endswith(".json") or (
        "application/json" in accepts and "text/html" not in accepts
    )


def _explaining(entrance: Entrance) -> Middleware:
    """Return what turns every failure into a page that says what to do, and tells nothing else."""

    @web.middleware
    async def _explain(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPUnauthorized as refusal:
            if request.method == "GET" and "text/html" in request.headers.get("Accept", ""):
                return entrance.page(request, local(request.path_qs), status=refusal.status)
            return _failure(request, refusal.status, dict(refusal.headers))
        except web.HTTPException as refusal:
            words = getattr(refusal, "words", None)
            return _failure(request, refusal.status, dict(refusal.headers), words)
        except TransientError as trouble:
            _log.warning("a page could not be made: %s", trouble)
            return _failure(request, HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": "30"})
        except Exception:  # noqa: BLE001 - a bug in a page is logged, and takes nothing else down
            _log.exception("a page failed")
            return _failure(request, HTTPStatus.INTERNAL_SERVER_ERROR, {})

    return _explain


def _failure(
    request: web.Request, status: int, headers: dict[str, Any], words: str | None = None
) -> web.Response:
    title = HTTPStatus(status).phrase
    text = words or _WORDS.get(status, "This can't be answered.")
    if request.path.startswith(problem.PREFIX):
        response = problem.answer(status, text)
    elif _wants_json(request):
        response = web.json_response({"error": title, "text": text}, status=status)
    else:
        stranger = request.path.startswith(REPLIES)
        response = _html(pages.error(status, text, stranger=stranger), status)
    for name in ("Allow", "Retry-After", "WWW-Authenticate"):
        if name in headers:
            response.headers[name] = headers[name]
    return response
