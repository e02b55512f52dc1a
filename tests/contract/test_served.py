"""Whatever strangers write and whoever they are: harmless and unseen, in everything served."""

from __future__ import annotations

import asyncio
import csv
import html
import io
import json
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import aiohttp
import pytest
from aiohttp import web

from monitor.deliver.body import body
from monitor.deliver.forms import ForAlertmanager, ForPeople, read
from monitor.deliver.services import SERVICES
from monitor.domain.alert import Evidence
from monitor.domain.desk.logbook import Hand
from monitor.domain.desk.reply import Choice, Reply, Signet
from monitor.domain.told.tongues import TONGUES
from monitor.ports import Turn
from monitor.web import application, served
from monitor.web.rights import named
from monitor.web.stationery import static
from tests.simulator.clock import HandClock
from tests.simulator.frontdesk import PUBLIC, FrontDesk, state
from tests.simulator.menagerie import (
    MARKUP,
    OBSERVER,
    PAIRING,
    PRIVATE,
    TEXT,
    Bred,
    Menagerie,
    breed,
    menagerie,
)

TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
NEVER: Final = frozenset({"iframe", "object", "embed", "base", "style", "applet", "frame", "math"})
RAN: Final = ("javascript:", "data:text", "vbscript:")
FORMULAE: Final = ("=", "+", "-", "@", "\t", "\r", "\uff1d")

ONLY_OTHERS: Final = frozenset({"GET /ingest/{source}", "POST /ingest/{source}"})
"""Routes for machines that push; they answer nothing of what is stored."""


@pytest.fixture(scope="module")
def bred(tmp_path_factory: pytest.TempPathFactory) -> Bred:
    """A store full of them, made once."""
    return asyncio.run(breed(tmp_path_factory.mktemp("bred")))


@dataclass(frozen=True)
class Served:
    """One answer."""

    route: str
    status: int
    kind: str
    raw: bytes

    @property
    def text(self) -> str:
        return self.raw.decode()


class Markup(HTMLParser):
    """Collects elements with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, Sequence[tuple[str, str | None]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, attrs))

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data[:40]}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data[:40]}")

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data[:40]}")


def leaks(served_text: str) -> set[str]:
    """Return how private people show in *served_text*, however it is escaped."""
    forms = {served_text, html.unescape(served_text), unquote(served_text)}
    return {found for form in forms for found in re.findall(rf"{PRIVATE}\w*", form)}


def look_at(one: Served) -> None:
    """Hold one answer to all that must hold of every answer."""
    assert one.status < 500, one.route
    text = one.text
    assert leaks(text) == set(), one.route
    assert not TURNING.search(html.unescape(text)), one.route
    assert not CONTROL.search(text.replace("\r\n", "\n")), one.route
    kind = one.kind.partition(";")[0]
    if kind == "text/html":
        _look_at_markup(one)
    elif kind.endswith("json"):
        json.loads(text)
    elif kind == "application/atom+xml":
        _look_at_feed(text)
    elif kind == "text/csv":
        rows = list(csv.reader(io.StringIO(text), strict=True))
        assert len({len(row) for row in rows}) == 1, one.route
        cells = [cell for row in rows for cell in row if not re.fullmatch(r"-?[\d.e-]+", cell)]
        assert not [cell for cell in cells if cell.startswith(FORMULAE)], one.route


def _look_at_markup(one: Served) -> None:
    page = Markup()
    page.feed(one.text)
    page.close()
    assert page.elements, one.route
    for tag, attrs in page.elements:
        names = [name for name, _ in attrs]
        assert MARKUP not in tag, f"{one.route}: <{tag}>"
        assert tag not in NEVER, f"{one.route}: <{tag}>"
        assert not [name for name in names if MARKUP in name or name.startswith("on")], one.route
        assert not {"style", "srcdoc", "formaction"} & {*names}, one.route
        given = dict(attrs)
        data = given.get("type") == "application/json"
        ours = (given.get("src") or "").startswith("/static/")
        assert tag != "script" or data or ours, one.route
        for name in ("href", "src", "action"):
            where = (given.get(name) or "").strip().lower()
            assert not where.startswith(RAN), f"{one.route}: {where[:60]}"
            assert not re.match(r"//|https?://[^/]*@", where), f"{one.route}: {where[:60]}"


def _look_at_feed(text: str) -> None:
    feed = ET.fromstring(text)
    atom = "{http://www.w3.org/2005/Atom}"
    known = {"feed", "id", "title", "updated", "author", "name", "generator", "link", "entry",
             "category", "content"}  # fmt: skip
    assert {each.tag.removeprefix(atom) for each in feed.iter()} <= known
    entries = feed.findall(f"{atom}entry")
    ids = [entry.findtext(f"{atom}id") for entry in entries]
    assert len(ids) == len({*ids})
    assert all(entry.find(f"{atom}content").get("type") == "text" for entry in entries)  # type: ignore[union-attr]


@dataclass
class House:
    """The pages over a store, and where each route leads."""

    app: web.Application
    url: str
    places: Mapping[str, Sequence[str]]

    def routes(self) -> set[str]:
        """Every route of the application."""
        found = set()
        for route in self.app.router.routes():
            assert route.resource is not None
            found.add(named(route.method, route.resource.canonical))
        return found

    async def crawl(self) -> Sequence[Served]:
        """Ask every route at each of its places.

        Raises:
            AssertionError: A route is answered nowhere: nobody has said what it leads to.
        """
        answers = []
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
            for route in sorted(self.routes() - ONLY_OTHERS):
                method, path = route.split(" ", 1)
                places = self.places.get(route) or ([] if "{" in path else [path])
                assert places, f"{route}: say in `places` what leads there"
                for place in places:
                    if method != "GET" and route not in self.places:
                        continue
                    async with session.request(
                        method, self.url + place, allow_redirects=False
                    ) as answer:
                        answers.append(
                            Served(
                                route,
                                answer.status,
                                answer.headers.get("Content-Type", ""),
                                await answer.read(),
                            )
                        )
        return answers


def places(it: Menagerie, reply: str, shared: str) -> dict[str, Sequence[str]]:
    """Return where each route with a name in it leads."""
    pair = f"{PAIRING.player}/{PAIRING.club}"
    alerts = [f"/alerts/{one.alert.id}" for one in it.bred.notices]
    stories = {one.alert.story for one in it.bred.notices}
    found: dict[str, Sequence[str]] = {
        "GET /alerts/{id}": alerts,
        "GET /alerts/{id}.json": [f"{one}.json" for one in alerts],
        "GET /stories/{id}": [f"/stories/{one}" for one in sorted(stories)],
        "GET /pairings/{player}/{club}": [f"/pairings/{pair}"],
        "GET /records/{source}": [f"/records/{slug}" for slug in [*it.bred.catalogue.sources][:3]],
        "GET /sources/{name}/last.json": ["/sources/bluesky/last.json"],
        "GET /static/{version}/{name}": [static("common.css")],
        "GET /reply/{token}": [reply],
        "POST /reply/{token}": [reply],
        "GET /shared/{token}": [shared],
        "GET /players/{player}/alerts.atom": [f"/players/{PAIRING.player}/alerts.atom"],
        "GET /api/v1/alerts/{alert}": [f"/api/v1{one}" for one in alerts],
        "GET /api/v1/stories/{story}": [f"/api/v1/stories/{one}" for one in sorted(stories)],
        "GET /api/v1/sources/{source}": [
            f"/api/v1/sources/{slug}" for slug in [*it.bred.catalogue.sources][:3]
        ],
        "POST /stories/{id}/links": [f"/stories/{min(stories)}/links"],
        "POST /stories/{id}/links/end": [f"/stories/{min(stories)}/links/end"],
        "DELETE /api/v1/links/{link}": [f"/api/v1/links/{'0' * 8}-0000-0000-0000-{'0' * 12}"],
    }
    below = "/api/v1/pairings/{player}/{club}"
    for name in ("", "/buckets", "/strengths", "/acts", "/claims"):
        found[f"GET {below}{name}"] = [f"/api/v1/pairings/{pair}{name}?"]
        if name:
            found[f"GET {below}{name}.csv"] = [f"/api/v1/pairings/{pair}{name}.csv"]
    return found


@asynccontextmanager
async def house(it: Menagerie) -> AsyncIterator[House]:
    """Serve the menagerie as the daemon serves its store."""
    front = FrontDesk(
        it.store, it.bred.catalogue, HandClock(it.bred.now + timedelta(minutes=1)),
        states=[state("bluesky", TEXT)],
    )  # fmt: skip
    desk = front.desk()
    alert = it.bred.notices[-1].alert
    reply = Reply(
        alert=alert.id, receiver="desk", choice=Choice.CHOOSE, until=it.bred.now.replace(year=2027)
    )
    mine = it.bred.notices[-1]
    link = await desk.stand.sharing.add(mine.alert.story, timedelta(days=1), Hand("ana"), TEXT)
    assert link is not None
    shared = desk.stand.sharing.link(link).removeprefix(PUBLIC)
    made = application(desk)
    async with served(made, "127.0.0.1", 0) as url:
        where = places(it, f"/reply/{Signet.of(front.seal).write(reply)}", shared)
        yield House(made, url, where)


async def test_no_private_person_and_no_markup_of_strangers_is_served_anywhere(
    tmp_path: Path, bred: Bred
) -> None:
    async with menagerie(bred, tmp_path) as it, house(it) as home:
        answers = await home.crawl()
        for one in answers:
            look_at(one)
        seen = {one.route for one in answers if one.status < 400}
        quiet = {"GET /ingest/{source}", "POST /reply/{token}", "GET /readyz", "GET /sign-in"}
        reads = {route for route in home.routes() if route.startswith("GET ")}
        assert reads - seen - quiet == set(), "what is not read proves nothing"
        told = "".join(one.text for one in answers)
        assert "a private account" in told
        assert "zq9x" in told, "texts of strangers are told, as words"


async def test_who_told_us_what_they_saw_is_not_on_a_page_that_is_shared(
    tmp_path: Path, bred: Bred
) -> None:
    async with menagerie(bred, tmp_path) as it, house(it) as home:
        answers = await home.crawl()
        named_on = {one.route for one in answers if OBSERVER in one.text}
        assert "GET /alerts/{id}" in named_on
        assert "GET /shared/{token}" not in named_on
        [shared] = [one for one in answers if one.route == "GET /shared/{token}"]
        assert "an observer" in shared.text
        assert 'href="/alerts' not in shared.text


@pytest.mark.parametrize("language", sorted(TONGUES))
async def test_no_message_names_a_private_person(tmp_path: Path, bred: Bred, language: str) -> None:
    async with menagerie(bred, tmp_path) as it:
        links = {Choice.CHOOSE: f"{PUBLIC}/reply/x"}
        forms = (ForPeople(TONGUES[language]), ForAlertmanager(TONGUES[language]))
        for one in it.bred.notices:
            if language == "en":
                said = body(one, PUBLIC, links)
                json.loads(said)
                _private(said.decode())
            for form in forms:
                written = form.tell(one, PUBLIC, links)
                _private(written.decode())
            told = read(forms[0].tell(one, PUBLIC, links))
            for service in SERVICES.values():
                url = "https://chat.example/bot1:x/a?chat_id=1"
                _private(service.post(url, told, None).content.decode())


def _private(text: str) -> None:
    assert leaks(text) == set()
    assert not TURNING.search(text)


async def test_a_leak_that_is_planted_is_found(tmp_path: Path, bred: Bred) -> None:
    async with menagerie(bred, tmp_path) as it:
        first = it.bred.notices[0]
        item = Evidence(
            what="a reply", who=f"@{PRIVATE}7.example", provenance="observed", url=None, quote=None
        )
        alert = replace(first.alert, evidence=(item,))
        planted = replace(first, alert=alert, cause=b"planted cause 16")
        assert leaks(body(planted, PUBLIC, {}).decode()) == {f"{PRIVATE}7"}
        lease = await it.store.lease("the stand", it.bred.now, timedelta(minutes=1))
        assert lease is not None
        await it.store.turn(lease, Turn(end=None, notices=(planted,)))
        found = set()
        async with house(it) as home:
            for one in await home.crawl():
                try:
                    look_at(one)
                except AssertionError:
                    found.add(one.route)
        assert {"GET /alerts/{id}", "GET /api/v1/alerts", "GET /alerts/{id}.json"} <= found


@pytest.mark.parametrize(
    "wrong",
    [
        f"<p {MARKUP}=1>x</p>", f"<{MARKUP}>", "<p onclick=x>", "<style>x</style>",
        "<a href='javascript:x'>x</a>", "<script>x</script>", "<!-- x -->",
        f"<p>{PRIVATE}3.example</p>", f"<p>{PRIVATE[:2]}&#x39;{PRIVATE[3:]}3</p>", "<p>\u202e</p>",
        "<p>&#x202e;</p>", "<p>\x00</p>", "<a href='//evil.example'>x</a>",
    ],
)  # fmt: skip
def test_what_must_not_be_served_is_known_when_it_is_seen(wrong: str) -> None:
    look_at(Served("GET /", 200, "text/html; charset=utf-8", b"<p>fine</p>"))
    with pytest.raises(AssertionError):
        look_at(Served("GET /", 200, "text/html; charset=utf-8", wrong.encode()))


async def test_a_route_that_nobody_crawls_fails() -> None:
    made = web.Application()
    made.router.add_get("/new/{thing}", _new)
    with pytest.raises(AssertionError, match="/new/"):
        await House(made, "http://127.0.0.1:1", {}).crawl()


async def _new(_: web.Request) -> web.Response:
    return web.Response()
