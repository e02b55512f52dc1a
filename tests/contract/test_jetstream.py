"""The Jetstream connector against a host with faults."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from connectors.jetstream.dialects import DIDS_IN_ADDRESS
from connectors.wire.atproto import PLATFORM
from connectors.wire.fields import micros
from monitor.domain.activity import Verb
from monitor.domain.catalogue import Account
from monitor.ports import Connector, Page, RefusedError, TransientError
from tests.simulator.clock import FastClock, HandClock
from tests.simulator.events import Event, Events, address
from tests.simulator.jetstream import Jetstream
from tests.simulator.listening import NOW, Chosen, House, activities, house, listen

ALL = ["app.bsky.*"]


def world() -> Events:
    return Events(3, datetime(2026, 10, 3, 20, 0, tzinfo=UTC))


def bluesky(home: House, *servers: Jetstream, **more: Any) -> Connector:
    entry = {"type": "bluesky_jetstream", "collections": ALL, **more}
    return home.connector(urls=[server.url for server in servers], **entry)


def opened(connector: Connector, cursor: str | None = None) -> AsyncGenerator[Page, None]:
    return cast("AsyncGenerator[Page, None]", connector.pages(cursor))


def watched(*dids: str) -> list[Account]:
    return [Account(platform=PLATFORM, handle=f"n{n}.example", id=d) for n, d in enumerate(dids)]


async def next_activities(pages: AsyncGenerator[Page, None]) -> Page:
    async with asyncio.timeout(5):
        while not (page := await anext(pages)).activities:
            pass
    return page


# --- what is passed on ---------------------------------------------------------------------


async def test_only_what_interests_somebody_is_built() -> None:
    w = world()
    fan, player = w.did("fan"), w.did("player")
    named = w.post(fan, "Ramos again")
    kept, other, third = (w.post(fan, text) for text in ("kept", "about my cat", "a third"))
    kept_like = w.like(fan, kept)
    passing = [
        named,
        w.reply(fan, "yes", kept),
        w.quote(fan, "look", kept),
        w.like(fan, kept),
        w.repost(fan, kept),
        w.undo(kept_like),
        w.edit(kept, "anew"),
        w.edit(third, "now about Ramos"),
        w.delete(kept),
        w.like(player, other),
        w.undo(w.follow(player, fan)),
        w.identity(player, "player.example"),
        w.account(fan, "deleted"),
        w.account(fan, "takendown"),
    ]
    dropped = [
        other,
        w.reply(fan, "no", other),
        w.like(fan, other),
        w.undo(w.like(fan, other)),
        w.follow(fan, player),
        w.profile(fan, "Ramos for ever"),
        w.identity(fan, "fan.example"),
        w.account(fan),
        w.account(fan, "deactivated"),
    ]
    interest = Chosen(
        everything=False,
        actors={player},
        objects={address(kept), address(kept_like)},
        words=("Ramos",),
    )
    async with Jetstream() as server, house(interest) as home:
        server.emit(*passing, *dropped)
        pages = await listen(bluesky(home, server), "1", lines=len(passing) + len(dropped))
    assert len(activities(pages)) == len(passing)
    assert sum(page.dropped["unmatched"] for page in pages) == len(dropped)


async def test_the_end_of_an_account_is_a_delete_of_the_actor() -> None:
    w = world()
    async with Jetstream() as server, house() as home:
        server.emit(w.account(w.did("a"), "deleted"), w.account(w.did("a"), "deactivated"))
        seen = activities(await listen(bluesky(home, server), "1", lines=2))
    assert [(a.verb, a.about_actor) for a in seen] == [
        (Verb.DELETE, "account"),
        (Verb.UPDATE, "account"),
    ]


async def test_the_same_change_of_an_account_told_by_two_hosts_is_one() -> None:
    """Each host stamps lines with a time of its own; an update's key holds its order."""
    w = world()
    told = w.identity(w.did("a"), "a.example")
    async with Jetstream() as server, house() as home:
        server.emit(told, {**told, "time_us": told["time_us"] + 5})
        first, second = activities(await listen(bluesky(home, server), "1", lines=2))
    assert (first.record, first.order) == (second.record, second.order)


async def test_kinds_that_strangers_invent_are_not_all_counted_by_name() -> None:
    w = world()
    block = w.block(w.did("a"), w.did("b"))
    invented: list[Event] = [
        {**block, "commit": {**block["commit"], "collection": f"app.bsky.x{n}"}} for n in range(200)
    ]
    async with Jetstream() as server, house(clock=FastClock(NOW, speed=20)) as home:
        server.emit(*invented)
        pages = await listen(bluesky(home, server), "1", lines=200)
    reasons = {reason for page in pages for reason in page.dropped}
    assert len(reasons) == 51
    assert "unhandled:other" in reasons


# --- cursors -------------------------------------------------------------------------------


async def test_a_page_without_activities_moves_the_cursor_every_five_seconds() -> None:
    w = world()
    clock = HandClock(NOW)
    async with (
        Jetstream() as server,
        house(Chosen(everything=False), clock) as home,
        aclosing(opened(bluesky(home, server))) as pages,
    ):
        await anext(pages)
        coming = asyncio.ensure_future(anext(pages))
        await server.subscribed()
        server.emit(post := w.post(w.did("fan"), "nothing"))
        await asyncio.sleep(0.5)
        assert not coming.done()
        clock.time += timedelta(seconds=5)
        page = await coming
    assert (page.activities, page.dropped) == ((), {"unmatched": 1})
    assert page.cursor == str(post["time_us"])


async def test_where_it_begins_is_told_before_anything_comes() -> None:
    """Or whoever is killed before the first page would begin anew, and later."""
    w = world()
    clock = HandClock(NOW)
    async with (
        Jetstream() as server,
        house(clock=clock) as home,
        aclosing(opened(bluesky(home, server))) as pages,
    ):
        page = await anext(pages)
        assert (page.cursor, page.reached) == (str(micros(NOW)), NOW)
        server.emit(w.post(w.did("fan"), "at once", at=NOW - timedelta(seconds=1)))
        page = await next_activities(pages)
    assert page.reached == NOW - timedelta(seconds=1), "whatever our own clock said"


async def test_a_quiet_connection_says_so_and_leaves_the_cursor() -> None:
    clock = FastClock(NOW, speed=60)
    async with (
        Jetstream() as server,
        house(clock=clock) as home,
        aclosing(opened(bluesky(home, server))) as pages,
        asyncio.timeout(5),
    ):
        first = await anext(pages)
        page = await anext(pages)
    assert (page.activities, page.cursor) == ((), first.cursor)


async def test_it_goes_on_a_little_before_the_cursor() -> None:
    async with Jetstream() as server, house() as home:
        pages = opened(bluesky(home, server, rewind="3s"), "1790000000000000")
        async with aclosing(pages):
            coming = asyncio.ensure_future(anext(pages))
            await server.subscribed()
            coming.cancel()
            await asyncio.gather(coming, return_exceptions=True)
    assert server.calls[0]["cursor"] == ["1789999997000000"]
    assert server.calls[0]["maxMessageSizeBytes"] == [str(1 << 20)]
    assert server.calls[0]["wantedCollections"] == ALL


async def test_an_absurd_time_does_not_skip_what_is_to_come() -> None:
    w = world()
    absurd = w.post(w.did("fan"), "from the future", at=datetime(2200, 1, 1, tzinfo=UTC))
    async with Jetstream() as server, house() as home:
        server.emit(absurd)
        pages = await listen(bluesky(home, server), "1", lines=1)
    assert int(pages[-1].cursor or 0) <= NOW.timestamp() * 1_000_000


async def test_more_than_a_page_comes_as_several() -> None:
    w = world()
    events = [w.post(w.did(f"fan {n % 9}"), f"post {n}") for n in range(1_234)]
    async with Jetstream() as server, house() as home:
        server.emit(*events)
        pages = await listen(bluesky(home, server), "1", lines=len(events))
    assert [a.record for a in activities(pages)] == [address(event) for event in events]
    assert max(len(page.activities) for page in pages) == 500
    assert [int(p.cursor or 0) for p in pages] == sorted(int(p.cursor or 0) for p in pages)


# --- faults --------------------------------------------------------------------------------


async def test_after_a_break_nothing_is_lost() -> None:
    w = world()
    fan = w.did("fan")
    seen: set[str | None] = set()
    cursor: str | None = "1"
    async with Jetstream() as server, house() as home:
        connector = bluesky(home, server, rewind="0s")
        expected: set[str | None] = set()
        for _ in range(3):
            posts = [w.post(fan, f"post {n}") for n in range(5)]
            expected |= {address(post) for post in posts}
            async with aclosing(opened(connector, cursor)) as pages:
                server.emit(*posts)
                page = await next_activities(pages)
                seen |= {a.record for a in page.activities}
                cursor = page.cursor
                server.drop()
                seen |= {a.record for a in (await anext(pages)).activities}
                with pytest.raises(TransientError, match=r"127\.0\.0\.1:\d+ closed"):
                    await anext(pages)
    assert seen == expected


async def test_what_came_before_a_break_is_handed_on_before_it_is_told() -> None:
    w = world()
    async with (
        Jetstream() as server,
        house() as home,
        aclosing(opened(bluesky(home, server))) as pages,
    ):
        await anext(pages)
        coming = asyncio.ensure_future(anext(pages))
        await server.subscribed()
        server.emit(w.post(w.did("fan"), "last words"))
        await asyncio.sleep(0.02)
        server.drop()
        assert [a.text for a in (await coming).activities] == ["last words"]
        with pytest.raises(TransientError):
            await anext(pages)


async def test_after_a_failure_the_next_host_is_taken_and_kept() -> None:
    w = world()
    async with Jetstream() as first, Jetstream() as second, house() as home:
        connector = bluesky(home, first, second)
        first.refuse(503, retry_after="7")
        with pytest.raises(TransientError, match="503") as caught:
            await listen(connector, "1")
        assert caught.value.retry_after == timedelta(seconds=7)
        second.emit(w.post(w.did("fan"), "here"))
        await listen(connector, "1", lines=1)
        await listen(connector, "1", lines=1)
    assert (len(first.calls), len(second.calls)) == (1, 2)


async def test_only_when_all_hosts_refuse_a_person_must_act() -> None:
    async with Jetstream() as first, Jetstream() as second, house() as home:
        connector = bluesky(home, first, second)
        first.refuse(404, times=3)
        second.refuse(403, times=3)
        with pytest.raises(TransientError):
            await listen(connector, "1")
        with pytest.raises(RefusedError, match="403"):
            await listen(connector, "1")


async def test_a_host_that_is_away_is_named() -> None:
    async with Jetstream() as server, house() as home:
        connector = bluesky(home, server)
        await server.stop()
        with pytest.raises(
            TransientError, match=r"^127\.0\.0\.1:\d+ can't be reached: Connection refused$"
        ):
            await listen(connector)


async def test_a_frame_too_big_ends_the_connection_and_not_the_daemon() -> None:
    async with (
        Jetstream() as server,
        house() as home,
        aclosing(opened(bluesky(home, server))) as pages,
    ):
        await anext(pages)
        coming = asyncio.ensure_future(anext(pages))
        await server.subscribed()
        await server.shout(b"x" * (2 << 20))
        await coming
        with pytest.raises(TransientError, match="can't be read"):
            await anext(pages)


async def test_a_host_that_falls_silent_is_given_up() -> None:
    async with Jetstream() as server, house() as home:
        with pytest.raises(TransientError, match="silent"):
            await listen(bluesky(home, server, idle="300ms"))


async def test_silence_of_few_accounts_is_no_fault_but_a_dead_connection_is() -> None:
    w = world()
    async with (
        Jetstream() as server,
        house() as home,
        aclosing(opened(bluesky(home, server, accounts=[w.did("player")], idle="400ms"))) as pages,
    ):
        await anext(pages)
        coming = asyncio.ensure_future(anext(pages))
        await server.subscribed()
        await asyncio.sleep(1)
        assert not coming.done()
        server.stall()
        async with asyncio.timeout(3):
            assert (await coming).activities == ()
            with pytest.raises(TransientError):
                await anext(pages)


# --- whose acts ----------------------------------------------------------------------------


async def test_only_watched_accounts_are_asked_for() -> None:
    w = world()
    fan, player = w.did("fan"), w.did("player")
    unresolved = Account(platform=PLATFORM, handle="new.example")
    elsewhere = Account(platform="mastodon", handle="x", id="did:plc:elsewhere")
    post = w.post(fan, "one last dance")
    accounts = [*watched(player), unresolved, elsewhere]
    async with Jetstream() as server, house(accounts=accounts) as home:
        server.emit(post, like := w.like(player, post))
        connector = home.connector(type="bluesky_jetstream", urls=[server.url], accounts="watched")
        (seen,) = activities(await listen(connector, "1", lines=1))
    assert seen.record == address(like)
    assert server.calls[0]["wantedDids"] == [player]
    assert "app.bsky.feed.like" in server.calls[0]["wantedCollections"]


async def test_many_accounts_are_asked_for_by_message_before_anything_comes() -> None:
    w = world()
    dids = [w.did(f"player {n}") for n in range(DIDS_IN_ADDRESS + 1)]
    stranger = w.post(w.did("fan"), "hello")
    async with Jetstream() as server, house(accounts=watched(*dids)) as home:
        server.emit(stranger, post := w.post(dids[7], "hello"))
        seen = activities(await listen(bluesky(home, server, accounts="watched"), "1", lines=1))
    assert [a.record for a in seen] == [address(post)]
    assert server.calls[0]["requireHello"] == ["true"]
    assert "wantedDids" not in server.calls[0]


async def test_a_new_account_is_asked_for_without_connecting_anew() -> None:
    w = world()
    first, second = w.did("first"), w.did("second")
    async with (
        Jetstream() as server,
        house(accounts=watched(first)) as home,
        aclosing(opened(bluesky(home, server, accounts="watched"))) as pages,
    ):
        coming = asyncio.ensure_future(next_activities(pages))
        await server.subscribed()
        home.accounts = tuple(watched(first, second))
        while server.subscribers[0].dids != {first, second}:
            await asyncio.sleep(0.01)
        server.emit(post := w.post(second, "hello"))
        assert [a.record for a in (await coming).activities] == [address(post)]
    assert len(server.calls) == 1


async def test_with_nobody_to_read_it_waits_and_says_so() -> None:
    """An empty list of accounts would ask Jetstream for everybody."""
    w = world()
    player = w.did("player")
    clock = FastClock(NOW, speed=100)
    async with (
        Jetstream() as server,
        house(clock=clock) as home,
        aclosing(opened(bluesky(home, server, accounts="watched"))) as pages,
    ):
        coming = asyncio.ensure_future(next_activities(pages))
        await asyncio.sleep(0.2)
        assert server.calls == []
        assert "waiting" in home.told[-1][1]
        home.accounts = tuple(watched(player))
        await server.subscribed()
        home.accounts = ()
        while server.subscribers:
            await asyncio.sleep(0.01)
        home.accounts = tuple(watched(player))
        await server.subscribed()
        server.emit(w.post(player, "hello"))
        assert len((await coming).activities) == 1
