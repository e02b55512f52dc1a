"""What Bluesky's servers list is read whole: bursts, late arrivals, broken items, what has gone."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from aiohttp import web

from connectors.wire import xrpc
from connectors.xrpc import faces
from connectors.xrpc.directory import endpoint
from connectors.xrpc.memory import Face
from monitor.domain.activity import Activity, Verb
from monitor.ports import Page, TransientError
from tests.simulator.clock import HandClock
from tests.simulator.events import Events, tid
from tests.simulator.listening import NOW, House, activities, house, listen

WORLD = Events(9, NOW)
PLAYER, FAN = WORLD.did("player"), WORLD.did("fan")
LOOK = timedelta(minutes=10)
EPOCH = datetime.fromisoformat("1970-01-01T00:00:00Z")
LIKE, FOLLOW = "app.bsky.feed.like", "app.bsky.graph.follow"
REF = {"uri": f"at://{FAN}/app.bsky.feed.post/3mzaoczv6k222", "cid": "bafy"}


class Servers:
    """Directory, repository and AppView of one loopback address.

    Attributes:
        shelves: Records by collection: key and value.
        posts: Time of each post that a search finds, in the order in which they were indexed.
        deep: How many items pages of a search reach.
    """

    def __init__(self) -> None:
        self.shelves: dict[str, dict[str, Any]] = {}
        self.posts: list[datetime] = []
        self.deep = 10_000
        self.asked: list[str] = []
        self.url = ""

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Servers]:
        application = web.Application()
        application.router.add_get("/{path:.*}", self._answer)
        runner = web.AppRunner(application, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            await runner.cleanup()

    async def _answer(self, request: web.Request) -> web.Response:
        method = request.path.rpartition("/")[2]
        self.asked.append(method)
        if method.startswith("did:"):
            service = {"id": "#atproto_pds", "type": "x", "serviceEndpoint": self.url}
            return web.json_response({"id": method, "service": [service]})
        if method == xrpc.RECORDS:
            return web.json_response(self._records(request.query))
        if method == xrpc.SEARCH:
            return self._found(request.query)
        return web.json_response({"profiles": []} if method == xrpc.PROFILES else {"posts": []})

    def _records(self, query: Any) -> Any:
        shelf = self.shelves.get(query["collection"], {})
        below = query.get("cursor", "~")
        keys = sorted((key for key in shelf if key < below), reverse=True)
        page = keys[: int(query["limit"])]
        records = [
            {"uri": f"at://{PLAYER}/{query['collection']}/{k}", "cid": "x", "value": shelf[k]}
            for k in page
        ]
        onward = {"cursor": page[-1]} if len(keys) > len(page) else {}
        return {"records": records, **onward}

    def _found(self, query: Any) -> web.Response:
        since, until = (
            datetime.fromisoformat(query[k]) if k in query else None for k in ("since", "until")
        )
        held = [
            (at, number)
            for number, at in enumerate(self.posts)
            if (since is None or at >= since) and (until is None or at < until)
        ]
        held.sort(reverse=True)
        start = int(query.get("cursor", "0"))
        page = held[start : start + 100]
        more = start + 100 < min(len(held), self.deep)
        body: dict[str, Any] = {"posts": [view(number, at) for at, number in page]}
        return web.json_response(body | ({"cursor": str(start + 100)} if more else {}))


def view(number: int, at: datetime) -> Any:
    said = at.isoformat().replace("+00:00", "Z")
    return {
        "uri": f"at://{FAN}/app.bsky.feed.post/{number}",
        "author": {"did": FAN, "handle": "fan.example"},
        "record": {"text": "one last dance", "createdAt": said},
        "indexedAt": said,
    }


@pytest.fixture
async def servers() -> AsyncIterator[Servers]:
    async with Servers().running() as made:
        yield made


@pytest.fixture
async def home() -> AsyncIterator[House]:
    async with house(clock=HandClock(NOW)) as made:
        yield made


def entry(servers: Servers, **more: Any) -> dict[str, Any]:
    own = {"type": "bluesky_xrpc", "appview": servers.url, "directory": servers.url}
    return {**own, "allow": ["127.0.0.0/8"], **more}


class Reader:
    """A connector that is looked at now and then; what it knows is in its cursor."""

    def __init__(self, home: House, config: dict[str, Any]) -> None:
        self._home, self._config = home, config
        self.connector = home.connector(**config)
        self.cursor: str | None = None

    def restart(self) -> None:
        self.connector = self._home.connector(**self._config)

    async def look(self) -> list[Page]:
        pages = await listen(self.connector, self.cursor, within=60)
        self.cursor = ([self.cursor] + [p.cursor for p in pages if p.cursor is not None])[-1]
        clock = self._home.context.clock
        assert isinstance(clock, HandClock)
        clock.time += LOOK
        return pages

    async def acts(self) -> list[tuple[Verb, str]]:
        return [(a.verb, str(a.record).rpartition("/")[2]) for a in activities(await self.look())]


def key(minutes: float) -> str:
    return tid((NOW + timedelta(minutes=minutes) - EPOCH) // timedelta(microseconds=1))


def like(minutes: float) -> dict[str, Any]:
    return {key(minutes): {"subject": REF, "createdAt": "2026-01-01T00:00:00Z"}}


def likes(minutes: Iterable[float]) -> dict[str, Any]:
    return {name: value for at in minutes for name, value in like(at).items()}


# --- searches ---------------------------------------------------------------------------


async def test_a_burst_comes_whole_and_once(servers: Servers, home: House) -> None:
    """The four steps at which the nearest peer reads 555 of 1,255."""
    servers.posts = [NOW - timedelta(hours=1)]
    reader = Reader(home, entry(servers, search=["ramos"]))
    assert len(activities(await reader.look())) == 1
    second = timedelta(seconds=1)
    burst = NOW + LOOK
    steps: Sequence[tuple[list[datetime], int]] = (
        ([NOW + n * second for n in range(50)], 50),
        ([burst + n * second / 4 for n in range(1200)], 1200),
        ([burst - timedelta(minutes=2) + n * second for n in range(3)], 3),
        ([burst + 1199 * second / 4] * 2, 2),
        ([], 0),
    )
    seen: list[str | None] = []
    for posts, fresh in steps:
        servers.posts += posts
        brought = [a.record for a in activities(await reader.look())]
        assert len(brought) == fresh
        seen += brought
    assert len(seen) == len(set(seen)) == 1255


async def test_pages_that_end_early_cost_nothing(servers: Servers, home: House) -> None:
    servers.deep = 1000
    servers.posts = [NOW]
    reader = Reader(home, entry(servers, search=["ramos"]))
    await reader.look()
    servers.posts += [NOW + timedelta(seconds=n / 5) for n in range(1, 2500)]
    pages = await reader.look()
    assert len(activities(pages)) == 2499
    assert [page.gap for page in pages if page.gap] == []


# --- repositories -----------------------------------------------------------------------


async def test_the_first_look_is_history_and_the_next_is_not(servers: Servers, home: House) -> None:
    servers.shelves[LIKE] = likes(range(-300, 0))
    reader = Reader(home, entry(servers, accounts=[PLAYER], history=20))
    pages = await reader.look()
    assert [page.live for page in pages if page.activities] == [False]
    assert len(activities(pages)) == 20
    servers.shelves[LIKE] |= like(5)
    pages = await reader.look()
    assert [(page.live, len(page.activities)) for page in pages] == [(True, 1)]
    assert await reader.acts() == []


async def test_what_is_gone_is_told_after_two_looks_also_over_a_restart(
    servers: Servers, home: House
) -> None:
    servers.shelves[LIKE] = likes(range(-150, 0))
    reader = Reader(home, entry(servers, accounts=[PLAYER]))
    await reader.look()
    del servers.shelves[LIKE][key(-3)]
    assert await reader.acts() == []
    reader.restart()
    assert await reader.acts() == [(Verb.UNDO, key(-3))]
    assert await reader.acts() == []


async def test_what_comes_into_sight_when_another_is_gone_is_not_new(
    servers: Servers, home: House
) -> None:
    servers.shelves[LIKE] = likes(range(-150, 0))
    reader = Reader(home, entry(servers, accounts=[PLAYER], history=10))
    await reader.look()
    for minutes in range(-5, 0):
        del servers.shelves[LIKE][key(minutes)]
    found = [await reader.acts() for _ in range(3)]
    assert {verb for acts in found for verb, _ in acts} == {Verb.UNDO}


async def test_a_burst_of_one_account_is_read_down_to_what_is_known(
    servers: Servers, home: House
) -> None:
    servers.shelves[LIKE] = likes(range(-10, 0))
    reader = Reader(home, entry(servers, accounts=[PLAYER]))
    await reader.look()
    servers.shelves[LIKE] |= likes(n / 100 for n in range(777))
    assert len(await reader.acts()) == 777
    assert await reader.acts() == []


async def test_more_than_is_read_at_once_is_told_as_a_gap(servers: Servers, home: House) -> None:
    servers.shelves[LIKE] = likes(range(-10, 0))
    reader = Reader(home, entry(servers, accounts=[PLAYER]))
    await reader.look()
    servers.shelves[LIKE] |= likes(n / 1000 for n in range(2500))
    pages = await reader.look()
    assert len(activities(pages)) == 2000
    gaps = [page.gap for page in pages if page.gap is not None]
    assert len(gaps) == 1
    assert gaps[0].since == NOW - timedelta(minutes=1)


async def test_whom_an_account_follows_is_known_whole_however_old(
    servers: Servers, home: House
) -> None:
    servers.shelves[FOLLOW] = {key(n): {"subject": FAN} for n in range(-250, 0)}
    reader = Reader(home, entry(servers, accounts=[PLAYER], history=0))
    assert await reader.acts() == []
    del servers.shelves[FOLLOW][key(-249)]
    servers.shelves[FOLLOW] |= {key(1): {"subject": FAN}}
    found = [act for _ in range(6) for act in await reader.acts()]
    assert found == [(Verb.FOLLOW, key(1)), (Verb.UNDO, key(-249))]


async def test_follows_that_all_vanish_at_once_are_not_believed(
    servers: Servers, home: House
) -> None:
    servers.shelves[FOLLOW] = {key(n): {"subject": FAN} for n in range(-50, 0)}
    reader = Reader(home, entry(servers, accounts=[PLAYER], history=0))
    await reader.look()
    held, servers.shelves[FOLLOW] = servers.shelves[FOLLOW], {}
    assert [act for _ in range(6) for act in await reader.acts()] == []
    servers.shelves[FOLLOW] = held
    assert [act for _ in range(6) for act in await reader.acts()] == []


async def test_a_broken_record_is_set_apart_once_and_the_rest_is_kept(
    servers: Servers, home: House
) -> None:
    servers.shelves[LIKE] = likes(range(-5, 0))
    reader = Reader(home, entry(servers, accounts=[PLAYER]))
    await reader.look()
    servers.shelves[LIKE] |= {**like(1), key(2): {"subject": 7}, "not a key": {}}
    pages = await reader.look()
    assert [str(a.record).rpartition("/")[2] for a in activities(pages)] == [key(1)]
    assert len([letter for page in pages for letter in page.dead]) == 2
    pages = await reader.look()
    assert [letter for page in pages for letter in page.dead] == []
    servers.shelves[LIKE] |= like(3)
    assert await reader.acts() == [(Verb.LIKE, key(3))]


async def test_who_was_not_reached_is_first_in_the_next_look(servers: Servers, home: House) -> None:
    others = [WORLD.did(f"player{number}") for number in range(3)]
    reader = Reader(home, entry(servers, accounts=others, requests=8))
    for _ in range(3):
        servers.asked.clear()
        await reader.look()
        assert len(servers.asked) == 8
    assert all(did in str(reader.cursor) for did in others)
    assert json.loads(str(reader.cursor))["people"][others[2]]["shelves"].keys() >= {LIKE}


async def test_a_server_in_our_own_network_is_asked_only_if_it_is_allowed(
    servers: Servers, home: House
) -> None:
    reader = Reader(home, entry(servers, accounts=[PLAYER], allow=[]))
    await reader.look()
    assert xrpc.RECORDS not in servers.asked
    assert "could not be read" in home.told[-1][1]


# --- single readings --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "found"),
    [
        (
            b'{"service": [{"id": "did:x#atproto_pds", "serviceEndpoint": "https://a"}]}',
            "https://a",
        ),
        (b'{"service": [7, {"id": "#other", "serviceEndpoint": "https://a"}]}', None),
        (b'{"service": [{"id": "#atproto_pds", "serviceEndpoint": "file:///etc"}]}', None),
        (b"{}", None),
    ],
)
def test_a_document_names_its_server_or_none(document: bytes, found: str | None) -> None:
    assert endpoint(document) == found


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (Face("A", "Real Madrid | 4"), Face("A", "| 4"), 'description: "Real Madrid" taken out'),
        (Face("A"), Face("A", "Sevilla"), "description changed"),
        (Face("A", avatar="1"), Face("A", avatar="2"), "avatar changed"),
        (Face("A"), Face("A"), ""),
    ],
)
def test_what_changed_in_a_profile_is_said_in_words(before: Face, after: Face, said: str) -> None:
    assert faces.changes(before, after) == said


def test_a_thread_is_read_as_far_as_it_is_whole() -> None:
    branch: Any = {"post": view(1, NOW), "replies": []}
    for number in range(2, 200):
        branch = {"post": view(number, NOW), "replies": [branch, {"notFound": True}, 7]}
    listing = xrpc.replies(json.dumps({"thread": branch}).encode(), NOW)
    assert all(isinstance(one, Activity) for one in listing.items)
    assert 50 < len(listing.items) <= xrpc.DEEPEST


async def test_an_answer_that_is_no_list_may_pass(servers: Servers, home: House) -> None:
    servers._records = lambda _: ["no"]  # type: ignore[method-assign, assignment]
    reader = Reader(home, entry(servers, accounts=[PLAYER], appview="http://127.0.0.1:9"))
    with pytest.raises(TransientError):
        await reader.look()
