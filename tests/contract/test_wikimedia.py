"""Page views and edits of watched players' pages are counted, and nobody's name is read."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest
from aiohttp import web

from monitor.domain.catalogue import Catalogue, Player, Watch
from monitor.ports import Page, RefusedError, TransientError
from tests.simulator.clock import HandClock
from tests.simulator.listening import NOW, House, house, listen

DAY = timedelta(days=1)
NAMES = {"sergio-ramos": "Sergio Ramos", "rodri": "Rodri"}
WATCHED = frozenset({Watch(player="sergio-ramos")})
RODRI = "en.wikipedia/Rodri_(footballer,_born_1996)"


@dataclass
class Wikimedia:
    """Gives page views and a stream of changes.

    Attributes:
        views: By project and title, then by day.
        changes: Lines of the stream.
        asked: Paths, oldest first.
        gone_on: What each stream was asked to go on from.
        agents: Who asked.
    """

    views: dict[str, dict[str, int]] = field(default_factory=dict)
    changes: list[bytes] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    gone_on: list[str] = field(default_factory=list)
    url: str = ""

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Wikimedia]:
        application = web.Application()
        application.router.add_get("/stream", self._stream)
        application.router.add_get("/{path:.*}", self._views)
        runner = web.AppRunner(application, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            await runner.cleanup()

    async def _views(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        project, _, _, title, _, first, last = request.path.split("/")[5:]
        days = self.views.get(f"{project}/{title}", {})
        held = [
            {"timestamp": f"{d}00", "views": n}
            for d, n in days.items()
            if first <= f"{d}00" <= last
        ]
        if not held:
            return web.json_response({"title": "Not found."}, status=404)
        return web.json_response({"items": held})

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        self.gone_on.append(request.headers.get("Last-Event-ID", ""))
        answer = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await answer.prepare(request)
        for line in self.changes:
            await answer.write(line)
        return answer


def change(number: int, title: str = "Sergio Ramos", **more: Any) -> bytes:
    said = {
        "meta": {"domain": "en.wikipedia.org"},
        "type": "edit",
        "namespace": 0,
        "title": title,
        "user": "A Person",
        "timestamp": int(NOW.timestamp()) - 60,
        "bot": False,
        "revision": {"old": 1, "new": number},
        "server_name": "en.wikipedia.org",
        **more,
    }
    return f"event: message\nid: [{number}]\ndata: {json.dumps(said)}\n\n".encode()


@asynccontextmanager
async def reading(names: Mapping[str, str] = NAMES) -> AsyncIterator[tuple[Wikimedia, House]]:
    players = {s: Player(slug=s, name=n, born=date(1990, 1, 1)) for s, n in names.items()}
    watchlist = frozenset(Watch(player=slug) for slug in players)
    async with Wikimedia().running() as server, house(clock=HandClock(NOW)) as home:
        home.catalogue = Catalogue(players=players, watchlist=watchlist)
        yield server, home


def entry(server: Wikimedia, **more: Any) -> dict[str, Any]:
    return {
        "type": "wikimedia",
        "url": f"{server.url}/v1",
        "stream": f"{server.url}/stream",
        **more,
    }


def counted(pages: list[Page]) -> list[tuple[str, str, float]]:
    return [(s.player, s.of, s.count) for page in pages for s in page.samples]


async def test_a_day_that_was_counted_is_told_once_and_not_asked_for_again() -> None:
    async with reading() as (server, home):
        server.views = {
            "en.wikipedia/Sergio_Ramos": {"20261030": 10, "20261029": 9},
            RODRI: {"20261031": 7},
        }
        connector = home.connector(**entry(server, pages={"rodri": [RODRI]}))
        pages = await listen(connector)
        assert counted(pages) == [("rodri", "views", 7), ("sergio-ramos", "views", 10)]
        server.asked.clear()
        again = await listen(connector, pages[-1].cursor)
        assert counted(again) == []
        assert [path.split("/")[8] for path in server.asked] == ["Sergio_Ramos"]
        server.views["en.wikipedia/Sergio_Ramos"]["20261031"] = 25
        later = await listen(connector, again[-1].cursor)
        assert counted(later) == [("sergio-ramos", "views", 25)]
        assert later[0].samples[0].at == NOW.replace(hour=0)


async def test_a_player_without_a_page_is_named_and_asked_for_once_a_day() -> None:
    async with reading() as (server, home):
        server.views = {"en.wikipedia/Sergio_Ramos": {"20261031": 10}}
        connector = home.connector(**entry(server))
        pages = await listen(connector)
        assert home.told == [("it", "no page found, name them in `pages`: rodri")]
        server.asked.clear()
        await listen(connector, pages[-1].cursor)
        assert server.asked == []
        clock = home.context.clock
        assert isinstance(clock, HandClock)
        clock.time += DAY
        await listen(connector, pages[-1].cursor)
        assert len(server.asked) == 2


async def test_without_a_contact_nothing_is_asked_and_the_cure_is_told() -> None:
    async with reading() as (server, home):
        home.context = replace(home.context, contact=None)
        with pytest.raises(RefusedError, match=r"set `contact` in \[ingest\]"):
            await listen(home.connector(**entry(server)))
        assert server.asked == []


async def test_edits_of_people_are_counted_once_and_others_are_not() -> None:
    async with reading() as (server, home):
        server.views = {"en.wikipedia/Sergio_Ramos": {"20261031": 10}}
        server.changes = [
            b":ok\n\n"
            + change(1)
            + change(2)
            + change(2)
            + change(3, bot=True)
            + change(4, namespace=1)
            + change(5, "Rodri", type="new")
            + change(6, "Iker Casillas")
            + change(7, server_name="es.wikipedia.org")
            + change(8, timestamp=int(NOW.timestamp()) - 3700)
            + change(9, meta={"domain": "canary"})
            + b'data: {"type":"log","meta":{}}\n\n'
            + b"data: {broken\n\n"
        ]
        connector = home.connector(**entry(server, edits=True))
        pages = await until_it_ends(connector)
        told = counted(pages)
        assert told[:2] == [("rodri", "edits", 1), ("sergio-ramos", "edits", 2)]
        assert told[2:] == [("sergio-ramos", "views", 10)]
        assert [letter.place for page in pages for letter in page.dead] == ["a change"]
        cursor = pages[-1].cursor
        assert cursor is not None
        assert "A Person" not in cursor
        server.changes = [change(2) + change(10)]
        pages = await until_it_ends(connector, cursor)
        assert server.gone_on == ["", "[9]"]
        assert counted(pages) == [("rodri", "edits", 1), ("sergio-ramos", "edits", 3)]


@pytest.mark.parametrize("edits", [True, False])
async def test_nobody_to_count_is_told_and_who_comes_later_is_counted(edits: bool) -> None:
    async with reading({}) as (server, home):
        server.changes = [change(1)]
        server.views = {"en.wikipedia/Sergio_Ramos": {"20261031": 10}}
        ramos = Player(slug="sergio-ramos", name="Sergio Ramos", born=date(1990, 1, 1))
        held = [Catalogue(), Catalogue(players={ramos.slug: ramos}, watchlist=WATCHED)]
        catalogues = iter([*held[:1] * 2, *held[1:] * 99])
        home.context = replace(home.context, catalogue=lambda: next(catalogues))
        connector = home.connector(**entry(server, edits=edits))
        if edits:
            pages = await until_it_ends(connector)
        else:
            assert await listen(connector) == []
            assert await listen(connector) == []
            pages = await listen(connector)
        assert ("it", "waiting for players to watch") in home.told
        assert ("sergio-ramos", "views", 10) in counted(pages)


async def until_it_ends(connector: Any, cursor: str | None = None) -> list[Page]:
    pages: list[Page] = []

    async def read() -> None:
        async for page in connector.pages(cursor):
            pages.append(page)  # noqa: PERF401 - those before the end are wanted too

    with pytest.raises(TransientError, match="ended the stream"):
        await read()
    return pages
