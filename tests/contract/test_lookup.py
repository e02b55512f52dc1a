"""Looking posts and handles up, on an AppView with faults."""

from __future__ import annotations

import gzip
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

import connectors
from connectors.lookup.appview import FOUND_FOR, MISSED_FOR, PAUSE
from monitor.domain.activity import Verb
from monitor.ports import TransientError
from tests.simulator.appview import AppView
from tests.simulator.clock import HandClock
from tests.simulator.events import Events, address
from tests.simulator.listening import NOW, house

WORLD = Events(21, datetime(2026, 10, 3, 20, 0, tzinfo=UTC))
FAN = WORLD.did("fan")


@asynccontextmanager
async def looking(
    view: AppView, clock: HandClock | None = None, limit: str = "500ms"
) -> AsyncIterator[connectors.Lookups]:
    entry = {"type": "bluesky_jetstream", "name": "b", "appview": view.url}
    file = {"type": "jsonl", "name": "f", "path": "x"}
    async with house(clock=clock or HandClock(NOW)) as home:
        yield connectors.objects(home.context, [file, {**entry, "hydrate_timeout": limit}])


async def test_a_post_comes_with_its_words_its_author_and_what_it_answers() -> None:
    parent = WORLD.post(FAN, "one last dance", langs=["en"])
    reply = WORLD.reply(FAN, "quién sabe", parent, langs=["es-419"])
    async with AppView() as view, looking(view) as lookups:
        at = view.hold(reply, handle="fan.example")
        found = (await lookups.fetch("bluesky", [at]))[at]
    assert (found.verb, found.record, found.actor) == (Verb.CREATE, at, FAN)
    assert (found.actor_handle, found.text, found.lang) == ("fan.example", "quién sabe", "es")
    assert found.in_reply_to == found.thread == address(parent)
    assert found.seen_at == NOW
    assert found.happened_at is not None
    assert found.url == f"https://bsky.app/profile/{FAN}/post/{reply['commit']['rkey']}"


async def test_a_post_is_never_older_in_our_books_than_when_it_was_indexed() -> None:
    post = WORLD.post(FAN, "from the future", createdAt="2199-01-01T00:00:00Z")
    async with AppView() as view, looking(view) as lookups:
        at = view.hold(post)
        view.views[at]["indexedAt"] = "2026-10-03T20:00:00Z"
        found = await lookups.fetch("bluesky", [at])
    assert found[at].happened_at == datetime(2026, 10, 3, 20, 0, tzinfo=UTC)


async def test_many_are_asked_for_25_at_once_and_only_once() -> None:
    async with AppView() as view, looking(view) as lookups:
        held = [view.hold(WORLD.post(FAN, f"post {n}")) for n in range(60)]
        found = await lookups.fetch("bluesky", [*held, *held])
        assert set(found) == set(held)
        assert [len(batch) for batch in view.asked] == [25, 25, 10]
        assert await lookups.fetch("bluesky", held) == found
        assert len(view.asked) == 3


async def test_what_is_not_found_is_asked_for_again_after_a_minute() -> None:
    clock = HandClock(NOW)
    post = WORLD.post(FAN, "late")
    async with AppView() as view, looking(view, clock) as lookups:
        at = address(post)
        assert await lookups.fetch("bluesky", [at]) == {}
        view.hold(post)
        assert await lookups.fetch("bluesky", [at]) == {}
        clock.time += MISSED_FOR
        assert list(await lookups.fetch("bluesky", [at])) == [at]
        del view.views[at]
        clock.time += FOUND_FOR
        assert await lookups.fetch("bluesky", [at]) == {}


async def test_addresses_that_are_no_posts_are_not_asked_for() -> None:
    odd = [
        "",
        "https://example.org",
        "at://",
        f"at://{FAN}",
        f"at://{FAN}/app.bsky.feed.generator/x",
        f"at://{FAN}/app.bsky.feed.post/a b",
        "at://fan.example/app.bsky.feed.post/3k",
        "at://did:plc:\x00/app.bsky.feed.post/3k",
    ]
    async with AppView() as view, looking(view) as lookups:
        assert await lookups.fetch("bluesky", odd) == {}
        assert await lookups.fetch("mastodon", [view.hold(WORLD.post(FAN, "a"))]) == {}
        assert view.asked == []


async def test_a_slow_view_costs_no_more_than_its_limit() -> None:
    async with AppView() as view, looking(view, limit="200ms") as lookups:
        held = [view.hold(WORLD.post(FAN, f"slow {n}")) for n in range(60)]
        view.slow(0.15)
        began = time.monotonic()
        found = await lookups.fetch("bluesky", held)
        assert time.monotonic() - began < 0.5
        assert set(found) == set(held[:25])


@pytest.mark.parametrize("status", [400, 401, 404, 429, 500, 302])
async def test_after_a_failure_it_pauses_and_then_asks_again(status: int) -> None:
    clock = HandClock(NOW)
    async with AppView() as view, looking(view, clock) as lookups:
        at = view.hold(WORLD.post(FAN, "a"))
        view.fail(status)
        assert await lookups.fetch("bluesky", [at]) == {}
        assert await lookups.fetch("bluesky", [at]) == {}
        assert len(view.asked) == 1
        clock.time += PAUSE
        assert list(await lookups.fetch("bluesky", [at])) == [at]


@pytest.mark.parametrize("wait", ["120", "Sun, 01 Nov 2026 12:02:00 GMT"])
async def test_it_waits_as_long_as_it_is_told(wait: str) -> None:
    clock = HandClock(NOW)
    async with AppView() as view, looking(view, clock) as lookups:
        at = view.hold(WORLD.post(FAN, "a"))
        view.fail(429, retry_after=wait)
        await lookups.fetch("bluesky", [at])
        clock.time += timedelta(seconds=119)
        assert await lookups.fetch("bluesky", [at]) == {}
        clock.time += timedelta(seconds=1)
        assert list(await lookups.fetch("bluesky", [at])) == [at]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'{"posts": 7}', b"\xff", b"[" * 100_000, b"x" * (5 << 20)],
)
async def test_a_broken_answer_finds_nothing(body: bytes) -> None:
    async with AppView() as view, looking(view) as lookups:
        view.babble(body)
        assert await lookups.fetch("bluesky", [view.hold(WORLD.post(FAN, "a"))]) == {}


async def test_a_body_that_inflates_without_end_is_not_inflated() -> None:
    async with AppView() as view, looking(view) as lookups:
        view.babble(gzip.compress(b" " * (64 << 20)), encoding="gzip")
        assert await lookups.fetch("bluesky", [view.hold(WORLD.post(FAN, "a"))]) == {}


async def test_one_broken_post_does_not_cost_the_others() -> None:
    async with AppView() as view, looking(view) as lookups:
        held = [view.hold(WORLD.post(FAN, f"p {n}")) for n in range(6)]
        view.views[held[0]]["author"] = 7
        view.views[held[1]]["record"]["text"] = []
        view.views[held[2]] = None
        view.views[held[3]]["author"]["did"] = WORLD.did("somebody else")
        view.views[held[4]]["uri"] = held[5]
        found = await lookups.fetch("bluesky", held)
    assert set(found) == {held[5]}


async def test_a_view_that_is_away_finds_nothing() -> None:
    async with AppView() as view:
        at = view.hold(WORLD.post(FAN, "a"))
    async with looking(view) as lookups:
        assert await lookups.fetch("bluesky", [at]) == {}
        with pytest.raises(TransientError):
            await lookups.resolve("bluesky", "fan.example")


async def test_a_handle_leads_to_its_account() -> None:
    async with AppView() as view, looking(view) as lookups:
        view.handles["fan.example"] = FAN
        assert await lookups.resolve("bluesky", "fan.example") == FAN
        assert await lookups.resolve("bluesky", "nobody.example") is None
        assert await lookups.resolve("bluesky", "no handle") is None
        assert await lookups.resolve("mastodon", "fan.example") is None
        view.handles["fan.example"] = "not a did"
        with pytest.raises(TransientError):
            await lookups.resolve("bluesky", "fan.example")
        view.fail(503)
        with pytest.raises(TransientError):
            await lookups.resolve("bluesky", "fan.example")


async def test_the_first_connector_to_a_platform_says_where_to_look() -> None:
    async with AppView() as first, AppView() as second, house() as home:
        lookups = connectors.objects(
            home.context,
            [
                {"type": "bluesky_jetstream", "name": n, "appview": view.url}
                for n, view in (("a", first), ("b", second))
            ],
        )
        await lookups.fetch("bluesky", [address(WORLD.post(FAN, "x"))])
        assert (len(first.asked), len(second.asked)) == (1, 0)
