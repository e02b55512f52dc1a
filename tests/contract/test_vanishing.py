"""What is kept is asked for again: in either store, and of servers that answer this and that."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

import connectors
from monitor.domain.activity import Verb
from monitor.domain.vanishing import EVERY, Due
from monitor.ports import Presence, RefusedError, TransientError
from storage import Store
from tests.conftest import NOW
from tests.contract.storing import commit, kept
from tests.simulator.appview import AppView
from tests.simulator.clock import HandClock
from tests.simulator.events import Events
from tests.simulator.listening import house

LATER = NOW + EVERY
HOUR = timedelta(hours=1)


async def keys(store: Store, now: datetime = LATER, most: int = 9) -> list[bytes]:
    return [one.key for one in await store.aged("bluesky", now, most)]


async def test_a_post_is_asked_for_again_a_day_after_it_was_seen(store: Store) -> None:
    posts = [kept(name=str(n), at=NOW + n * HOUR, account=n == 1) for n in range(3)]
    await commit(store, *reversed(posts))
    assert await keys(store, LATER - HOUR) == []
    assert await keys(store, LATER + HOUR) == [one.key for one in posts[:2]]
    assert await keys(store, LATER + 9 * HOUR, 1) == [posts[0].key]
    assert await store.aged("mastodon", LATER + 9 * HOUR, 9) == []
    found = (await store.aged("bluesky", LATER + HOUR, 9))[1]
    assert (found.address, found.account) == ("at://1", "did:plc:fan")
    assert (found.connector, found.author, found.missed_at) == ("wire", posts[1].author, None)
    assert await store.overdue("bluesky", LATER - HOUR) is None
    assert await store.overdue("bluesky", LATER + HOUR) == LATER


async def test_only_what_was_said_is_asked_for(store: Store) -> None:
    like = kept(Verb.LIKE, name="like", text="")
    silent = kept(name="silent", text="")
    profile = kept(Verb.UPDATE, name="who", about_actor="profile")
    await commit(store, like, silent, profile)
    assert await keys(store) == []


async def test_what_was_deleted_or_edited_is_not_asked_for_any_more(store: Store) -> None:
    post, other = kept(name="1"), kept(name="2")
    edited = kept(Verb.UPDATE, name="2", order=2)
    await commit(store, post, other)
    await commit(store, kept(Verb.DELETE, name="1", order=2), edited)
    assert await keys(store) == [edited.key]


async def test_it_is_known_what_is_missed_and_what_was_shown(store: Store) -> None:
    posts = [kept(name=str(n)) for n in range(3)]
    await commit(store, *posts)
    missed, shown, never = (one.key for one in posts)
    await store.put_off(
        [
            Due(key=missed, at=LATER + HOUR, missed_at=LATER),
            Due(key=shown, at=LATER + EVERY),
            Due(key=never, at=None),
        ]
    )
    assert await keys(store) == []
    assert await keys(store, LATER + HOUR) == [missed]
    assert await keys(store, LATER + 9 * EVERY) == [missed, shown]
    assert [(one.key, one.missed_at) for one in await store.missed("bluesky", 9)] == [
        (missed, LATER)
    ]
    assert [one.key for one in await store.shown("bluesky", LATER, 9)] == [shown]


async def test_where_nobody_can_be_asked_nobody_is(store: Store) -> None:
    await commit(store, kept(name="1"))
    assert await store.spare(["bluesky"], LATER, 9) == 0
    assert await store.spare(["mastodon"], LATER - HOUR, 9) == 0
    assert await store.spare(["mastodon"], LATER, 9) == 1
    assert await keys(store) == []


@asynccontextmanager
async def asking(**entry: object) -> AsyncIterator[Presence]:
    """Give who is asked where *entry* is configured."""
    async with house(clock=HandClock(NOW)) as home:
        feed = {"type": "feed", "name": "f", "url": "https://example.org/feed"}
        found = connectors.presences(home.context, [feed, {"name": "c", **entry}])
        assert len(found) == 1
        yield next(iter(found.values()))


@asynccontextmanager
async def bluesky(view: AppView) -> AsyncIterator[Presence]:
    async with asking(type="bluesky_xrpc", appview=view.url) as presence:
        yield presence


WORLD = Events(7, NOW)
FAN = WORLD.did("fan")


async def test_posts_on_bluesky_are_asked_for_25_at_once() -> None:
    async with AppView() as view, bluesky(view) as presence:
        held = [view.hold(WORLD.post(FAN, f"number {n}")) for n in range(60)]
        gone = held[13]
        del view.views[gone]
        assert await presence.shows(held) == {at: at != gone for at in held}
        assert [len(batch) for batch in view.asked] == [10, 25, 25]
        assert presence.host(held[0]) == view.url.partition("//")[2]
        assert presence.host("https://mastodon.example/1") is None
        assert presence.host(f"at://{FAN}/app.bsky.feed.like/3kabc") is None


async def test_a_post_that_we_cannot_read_stands_all_the_same() -> None:
    async with AppView() as view, bluesky(view) as presence:
        at = view.hold(WORLD.post(FAN, "hello"))
        view.views[at]["record"] = {"text": 7}
        assert await presence.shows([at]) == {at: True}


async def test_an_address_that_the_server_will_not_read_costs_only_itself() -> None:
    async with AppView() as view, bluesky(view) as presence:
        held = [view.hold(WORLD.post(FAN, f"number {n}")) for n in range(5)]
        view.fail(400, times=2)
        said = await presence.shows(held)
        assert all(said.values())
        assert len(said) >= 3
        view.fail(400, times=1000)
        assert await presence.shows(held * 100) == {}
        assert len(view.asked) < 60


async def test_a_server_that_fails_says_nothing() -> None:
    async with AppView() as view, bluesky(view) as presence:
        at = view.hold(WORLD.post(FAN, "hello"))
        view.fail(503)
        with pytest.raises(TransientError):
            await presence.shows([at])
        view.babble()
        with pytest.raises(TransientError):
            await presence.shows([at])


async def test_a_server_without_the_method_says_nothing() -> None:
    async with AppView() as view, bluesky(view) as presence:
        at = view.hold(WORLD.post(FAN, "hello"))
        view.fail(404)
        with pytest.raises(RefusedError):
            await presence.shows([at])


@dataclass
class Instance:
    """A Mastodon server that knows these statuses, by path."""

    answers: dict[str, tuple[int, Mapping[str, object]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        status, body = self.answers.get(request.path, (404, {"error": "Record not found"}))
        return web.Response(status=status, text=json.dumps(body), content_type="application/json")


@asynccontextmanager
async def mastodon() -> AsyncIterator[tuple[Instance, str, Presence]]:
    instance = Instance()
    application = web.Application()
    application.router.add_get("/{path:.*}", instance.answer)
    async with TestServer(application) as server:
        url = str(server.make_url("")).rstrip("/")
        async with asking(type="mastodon", server=url, tags=["x"]) as presence:
            yield instance, url, presence


def status(url: str, number: int, visibility: str = "public") -> dict[str, object]:
    account = {"id": "1", "uri": f"{url}/users/fan", "acct": "fan", "url": f"{url}/@fan"}
    return {
        "id": str(number),
        "uri": f"{url}/users/fan/statuses/{number}",
        "created_at": "2026-07-14T20:00:00.000Z",
        "visibility": visibility,
        "content": "hello",
        "account": account,
    }


async def test_a_server_is_asked_for_its_own_statuses_one_by_one() -> None:
    async with mastodon() as (instance, url, presence):
        known: dict[int, tuple[int, Mapping[str, object]]] = {
            1: (200, status(url, 1)),
            2: (200, status(url, 2, "private")),
            3: (403, {"error": "not for you"}),
            4: (200, {"error": "what?"}),
        }
        instance.answers = {f"/api/v1/statuses/{n}": answer for n, answer in known.items()}
        at = [f"{url}/users/fan/statuses/{number}" for number in range(1, 6)]
        assert await presence.shows(at) == {at[0]: True, at[1]: False, at[4]: False}


async def test_statuses_of_private_networks_are_asked_of_nobody() -> None:
    async with mastodon() as (instance, _, presence):
        assert await presence.shows(["http://127.0.0.2:1/users/fan/statuses/1"]) == {}
        assert instance.asked == []
        assert presence.host("tag:example.org,2026:1") is None
        assert presence.host("http://[") is None


async def test_one_server_that_fails_is_not_asked_for_the_rest() -> None:
    async with mastodon() as (instance, url, presence):
        at = [f"{url}/users/fan/statuses/{number}" for number in range(20)]
        instance.answers = {f"/api/v1/statuses/{n}": (503, {}) for n in range(20)}
        assert await presence.shows(at) == {}
        assert len(instance.asked) <= 2
