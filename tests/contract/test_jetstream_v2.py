"""Jetstream's second dialect: numbers, notices, and what a host no longer has."""

from __future__ import annotations

import asyncio
import json
import random
from contextlib import aclosing
from datetime import datetime, timedelta
from typing import Any

import pytest

from connectors.jetstream.dialects import DIALECTS
from connectors.wire import frames
from connectors.wire.reading import UnreadableError
from monitor.domain.activity import Activity, Verb
from monitor.ports import Connector, Gap, RefusedError, TransientError
from tests.contract.playing import case_of
from tests.contract.test_capture import EVERYTHING
from tests.contract.test_capture import events as captured
from tests.contract.test_capture import pytestmark as needs_capture
from tests.contract.test_jetstream import ALL, next_activities, opened, watched, world
from tests.simulator import dialects
from tests.simulator.clock import FastClock, HandClock
from tests.simulator.events import EPOCH, Event, address
from tests.simulator.jetstream import Jetstream
from tests.simulator.listening import NOW, House, activities, house, listen

FIRST = 26_000_000_000


def bluesky(home: House, *servers: Jetstream, **more: Any) -> Connector:
    entry = {"type": "bluesky_jetstream", "dialect": "v2", "collections": ALL, **more}
    return home.connector(urls=[server.v2_url for server in servers], **entry)


def time_of(event: Event) -> datetime:
    return EPOCH + timedelta(microseconds=event["time_us"])


def host_of(server: Jetstream) -> str:
    return server.v2_url.split("/")[2]


# --- the same acts -------------------------------------------------------------------------


async def test_what_the_fixture_holds_comes_to_the_same_in_v2() -> None:
    case = case_of("bluesky_jetstream")
    async with Jetstream(FIRST) as server, house() as home:
        server.emit(*case["lines"])
        pages = await listen(bluesky(home, server), str(10**15), lines=len(case["lines"]))
    assert [[a.verb, a.record] for a in activities(pages)] == case["expect"]


@needs_capture
async def test_a_capture_comes_to_identical_activities_in_both_dialects() -> None:
    clock = HandClock(NOW)
    async with Jetstream() as server, house(clock=clock) as home:
        server.emit(*captured())
        entry = {"type": "bluesky_jetstream", "collections": EVERYTHING}
        v1 = home.connector(urls=[server.url], **entry)
        v2 = home.connector(urls=[server.v2_url], dialect="v2", **entry)
        first = activities(await listen(v1, "1", lines=152))
        second = activities(await listen(v2, str(10**15), lines=152))
        again = activities(await listen(v2, str(10**15), lines=152))
    assert len(first) == 149
    assert first == second == again


@needs_capture
async def test_breaks_anywhere_bring_each_activity_of_a_capture_in_both_dialects() -> None:
    draw = random.Random(11)
    async with Jetstream(FIRST) as server, house() as home:
        server.emit(*captured())
        log = server.log
        entry = {"type": "bluesky_jetstream", "collections": EVERYTHING}
        v1 = home.connector(urls=[server.url], **entry)
        whole = {key(a) for a in activities(await listen(v1, "1", lines=152))}
        for dialect in ("v1", "v2"):
            url = server.url if dialect == "v1" else server.v2_url
            it = home.connector(urls=[url], dialect=dialect, rewind="0s", **entry)
            seen: list[Activity] = []
            cursor: str | None = str(10**15)
            for cut in [*sorted(draw.sample(range(1, 152), 12)), 152]:
                server.log = log[:cut]
                pages = await listen(it, cursor, lines=1)
                cursor = pages[-1].cursor
                seen += activities(pages)
            server.log = log
            seen += activities(await listen(it, str(10**15), lines=152))
            assert {key(a) for a in seen} == whole, dialect


def key(activity: Activity) -> tuple[Verb, str | None, int]:
    return activity.verb, activity.record, activity.order


@needs_capture
async def test_going_on_by_number_loses_nothing_and_repeats_one() -> None:
    """Lines of a host aren't in the order of their times; their numbers are."""
    draw = random.Random(7)
    async with Jetstream(FIRST) as server, house() as home:
        server.emit(*captured())
        log = server.log
        it = bluesky(home, server, collections=EVERYTHING, rewind="0s")
        whole = activities(await listen(it, f"0/{FIRST}@{host_of(server)}", lines=152))
        for cut in draw.sample(range(1, 152), 9):
            server.log = log[:cut]
            pages = await listen(it, f"0/{FIRST}@{host_of(server)}", lines=cut)
            server.log = log
            rest = await listen(it, pages[-1].cursor, lines=152 - cut + 1)
            assert int(server.calls[-1]["cursor"][0]) == FIRST + cut - 1
            repeated = activities(pages)[-1:] == activities(rest)[:1]
            assert activities(pages) + activities(rest)[repeated:] == whole


async def test_a_broken_commit_chain_is_counted() -> None:
    w = world()
    async with Jetstream() as server, house() as home:
        server.emit(w.sync(w.did("a")), w.post(w.did("a"), "hello"))
        pages = await listen(bluesky(home, server), str(10**15), lines=2)
    assert pages[-1].dropped == {"unhandled:sync": 1}


async def test_it_is_asked_for_as_the_protocol_says() -> None:
    w = world()
    async with Jetstream() as server, house(accounts=watched(w.did("a"))) as home:
        server.emit(w.post(w.did("b"), "no"), w.like(w.did("a"), w.post(w.did("a"), "x")))
        pages = await listen(
            bluesky(home, server, accounts="watched", collections=None), str(10**15), lines=1
        )
    assert len(activities(pages)) == 1
    asked = server.calls[0]
    assert asked["kinds"] == ["commit", "identity", "account", "sync"]
    assert asked["dids"] == [w.did("a")]
    assert "app.bsky.feed.like" in asked["collections"]
    assert asked["maxMessageSizeBytes"] == [str(1 << 20)]


async def test_ten_thousand_accounts_fit_into_an_address() -> None:
    w = world()
    dids = [w.did(f"player {n}") for n in range(10_000)]
    async with Jetstream() as server, house(accounts=watched(*dids)) as home:
        server.emit(w.post(w.did("fan"), "no"), post := w.post(dids[777], "yes"))
        pages = await listen(bluesky(home, server, accounts="watched"), str(10**15), lines=1)
    assert [a.record for a in activities(pages)] == [address(post)]


async def test_other_accounts_are_asked_for_by_connecting_anew_and_without_a_word() -> None:
    """Any message of ours would make a host of v2 hang up."""
    w = world()
    first, second = w.did("first"), w.did("second")
    async with (
        Jetstream() as server,
        house(accounts=watched(first)) as home,
        aclosing(opened(bluesky(home, server, accounts="watched"))) as pages,
    ):
        coming = asyncio.ensure_future(next_activities(pages))
        await server.subscribed()
        server.emit(w.post(first, "before"))
        assert (await coming).activities
        old = server.subscribers[0]
        home.accounts = tuple(watched(first, second))
        coming = asyncio.ensure_future(next_activities(pages))
        while old in server.subscribers or not server.subscribers:
            await asyncio.sleep(0.01)
        server.emit(w.post(second, "hello"))
        texts = {a.text for a in (await coming).activities}
        while "hello" not in texts:
            texts |= {a.text for a in (await next_activities(pages)).activities}
    assert server.calls[1]["dids"] == sorted([first, second])
    assert server.calls[1]["cursor"] == ["1"]
    assert old.updates == []


# --- where it goes on ----------------------------------------------------------------------


async def test_the_cursor_holds_time_number_and_host() -> None:
    w = world()
    async with Jetstream(FIRST) as server, house() as home:
        server.emit(w.post(w.did("a"), "one"), last := w.post(w.did("a"), "two"))
        pages = await listen(bluesky(home, server), str(10**15), lines=2)
    assert pages[-1].cursor == f"{last['time_us']}/{FIRST + 1}@{host_of(server)}"


async def test_at_another_host_it_goes_on_by_time_a_little_before() -> None:
    w = world()
    posts = [w.post(w.did("a"), f"post {n}") for n in range(9)]
    async with Jetstream(FIRST) as one, Jetstream(500) as other, house() as home:
        one.emit(*posts[:5])
        other.emit(*posts)
        it = bluesky(home, one, other, rewind="2s")
        pages = await listen(it, str(10**15), lines=5)
        one.refuse(503)
        with pytest.raises(TransientError):
            await listen(it, pages[-1].cursor)
        rest = await listen(it, pages[-1].cursor, lines=7)
    assert other.calls[0]["cursor"] == [str(posts[4]["time_us"] - 2_000_000)]
    assert {a.record for a in activities(pages) + activities(rest)} == {address(p) for p in posts}
    assert [page.gap for page in rest] == [None] * len(rest)


async def test_a_cursor_of_one_dialect_serves_the_other() -> None:
    w = world()
    posts = [w.post(w.did("a"), f"post {n}") for n in range(6)]
    async with Jetstream(FIRST) as server, house() as home:
        server.emit(*posts)
        log = server.log
        v1 = home.connector(type="bluesky_jetstream", urls=[server.url], rewind="0s")
        v2 = bluesky(home, server, rewind="0s")
        server.log = log[:3]
        early = await listen(v1, "1", lines=3)
        server.log = log[:5]
        middle = await listen(v2, early[-1].cursor, lines=3)
        server.log = log
        late = await listen(v1, middle[-1].cursor, lines=2)
    assert [a.text for a in activities(middle)] == ["post 2", "post 3", "post 4"]
    assert [a.text for a in activities(late)] == ["post 4", "post 5"]


@pytest.mark.parametrize("cursor", ["yesterday", "12/34", "12/34@", "-1", "1/2@a b", "1" * 19])
async def test_a_stored_cursor_that_is_none_is_refused(cursor: str) -> None:
    async with Jetstream() as server, house() as home:
        with pytest.raises(RefusedError, match="stored cursor of it is no place"):
            await listen(bluesky(home, server), cursor)
        assert server.calls == []


# --- what is missing -----------------------------------------------------------------------


async def test_a_number_that_is_gone_is_gone_on_from_by_time_and_the_gap_is_told() -> None:
    w = world()
    posts = [w.post(w.did("a"), f"post {n}") for n in range(9)]
    async with Jetstream(FIRST) as server, house() as home:
        server.emit(*posts)
        server.forget(6)
        cursor = f"{posts[1]['time_us']}/{FIRST + 1}@{host_of(server)}"
        pages = await listen(bluesky(home, server), cursor, lines=3)
    assert [call["cursor"] for call in server.calls] == [
        [str(FIRST + 1)],
        [str(posts[1]["time_us"] - 5_000_000)],
    ]
    assert [a.record for a in activities(pages)] == [address(p) for p in posts[6:]]
    gap = pages[0].gap
    assert gap is not None
    assert (gap.since, gap.until) == (time_of(posts[1]), time_of(posts[6]))
    assert [page.gap for page in pages[1:]] == [None] * len(pages[1:])


async def test_what_a_quiet_host_lost_is_told_though_nothing_comes() -> None:
    w = world()
    old = w.post(w.did("a"), "old")
    async with Jetstream() as server, house(clock=FastClock(NOW, speed=100)) as home:
        server.emit(old, w.post(w.did("b"), "new"))
        server.forget(1)
        it = bluesky(home, server, accounts=[w.did("a")])
        pages = opened(it, str(old["time_us"]))
        async with aclosing(pages), asyncio.timeout(5):
            page = await anext(pages)
    assert page.activities == ()
    assert page.gap is not None
    assert page.gap.since == time_of(old)
    assert NOW - timedelta(hours=24) <= page.gap.until <= NOW


async def test_a_number_from_another_archive_is_forgotten_and_the_time_gone_on_from() -> None:
    w = world()
    posts = [w.post(w.did("a"), f"post {n}") for n in range(4)]
    async with Jetstream() as server, house() as home:
        server.emit(*posts)
        it = bluesky(home, server, rewind="0s")
        pages = opened(it, f"{posts[2]['time_us']}/{FIRST}@{host_of(server)}")
        async with aclosing(pages):
            page = await anext(pages)
            with pytest.raises(TransientError, match="FutureCursor"):
                await anext(pages)
        assert page.cursor == str(posts[2]["time_us"])
        rest = await listen(it, page.cursor, lines=2)
    assert [a.text for a in activities(rest)] == ["post 2", "post 3"]


@pytest.mark.parametrize("name", ["ConsumerTooSlow", "InternalServerError"])
async def test_an_error_of_the_host_is_said_and_the_place_kept(name: str) -> None:
    w = world()
    async with (
        Jetstream() as server,
        house() as home,
        aclosing(opened(bluesky(home, server), str(10**15))) as pages,
    ):
        server.emit(post := w.post(w.did("a"), "hello"))
        assert (await next_activities(pages)).activities
        await server.fail(name, "reconnect with\ncursor=42")
        page = await anext(pages)
        assert page.cursor == f"{post['time_us']}/1@{host_of(server)}"
        with pytest.raises(TransientError, match=f"says {name}: reconnect with cursor=42"):
            await anext(pages)


async def test_why_a_host_refuses_is_said_in_its_own_words() -> None:
    async with Jetstream() as server, house() as home:
        server.refuse(400, times=2, why="unknown kind\n sync")
        with pytest.raises(RefusedError, match=r"answered 400: InvalidRequest: unknown kind sync"):
            await listen(bluesky(home, server))


async def test_an_address_too_long_says_which_dialect_has_room() -> None:
    w = world()
    async with Jetstream() as server, house(accounts=watched(w.did("a"))) as home:
        server.refuse(414)
        with pytest.raises(RefusedError, match=r'too many accounts.*dialect = "v1"'):
            await listen(bluesky(home, server, accounts="watched"))


# --- what is missing in v1 -----------------------------------------------------------------


async def v1_gap(server: Jetstream, since: datetime, **more: Any) -> Gap | None:
    entry = {"type": "bluesky_jetstream", "collections": ALL, **more}
    cursor = str((since - EPOCH) // timedelta(microseconds=1))
    async with house() as home:
        connector = home.connector(urls=[server.url], **entry)
        if more.get("accounts"):
            server.emit(dialect_line(more["accounts"][0]))
        (page, *_) = await listen(connector, cursor, lines=1)
    return page.gap


def dialect_line(did: str) -> Event:
    w = world()
    return w.post(did, "hello", at=NOW - timedelta(minutes=1))


async def test_in_v1_a_busy_stream_that_begins_far_after_the_cursor_lost_what_is_between() -> None:
    w = world()
    async with Jetstream() as server:
        server.emit(first := w.post(w.did("a"), "hello", at=NOW - timedelta(hours=2)))
        gap = await v1_gap(server, NOW - timedelta(hours=9))
        near = await v1_gap(server, NOW - timedelta(hours=2, minutes=4))
    assert gap is not None
    assert (gap.since, gap.until) == (NOW - timedelta(hours=9), time_of(first))
    assert near is None


async def test_in_v1_of_few_accounts_only_the_age_of_the_cursor_tells() -> None:
    did = world().did("a")
    async with Jetstream() as server:
        gap = await v1_gap(server, NOW - timedelta(hours=30), accounts=[did])
        near = await v1_gap(server, NOW - timedelta(hours=20), accounts=[did])
    assert gap is not None
    assert (gap.since, gap.until) == (NOW - timedelta(hours=30), NOW - timedelta(hours=24))
    assert near is None


@pytest.mark.parametrize("dialect", ["v1", "v2"])
async def test_after_a_quiet_spell_it_goes_on_from_what_is_known_to_have_been_silent(
    dialect: str,
) -> None:
    w = world()
    did = w.did("player")
    clock = FastClock(NOW, speed=280)
    async with Jetstream() as server, house(clock=clock) as home:
        url = server.url if dialect == "v1" else server.v2_url
        it = home.connector(
            type="bluesky_jetstream", dialect=dialect, urls=[url], accounts=[did], idle="1s"
        )
        async with aclosing(opened(it)) as pages, asyncio.timeout(9):
            coming = asyncio.ensure_future(next_activities(pages))
            await server.subscribed()
            server.emit(w.post(did, "before", at=NOW), w.post(w.did("fan"), "no", at=NOW))
            await coming
            while clock.now() - NOW < timedelta(minutes=18):
                page = await anext(pages)
        server.forget(1)
        server.emit(w.post(did, "after", at=clock.now() - timedelta(seconds=1)))
        rest = await listen(it, page.cursor, lines=1)
    assert page.reached is not None
    assert page.reached > NOW + timedelta(seconds=30)
    assert [a.text for a in activities(rest)] == ["after"]
    assert all(p.gap is None for p in rest)


# --- bytes ---------------------------------------------------------------------------------


@pytest.mark.parametrize("dialect", ["v1", "v2"])
async def test_bytes_that_came_are_counted_also_of_what_is_dropped(dialect: str) -> None:
    w = world()
    events = [w.post(w.did("a"), "hello"), w.block(w.did("a"), w.did("b"))]
    async with Jetstream() as server, house() as home:
        server.emit(*events, b"not json")
        url = server.url if dialect == "v1" else server.v2_url
        it = home.connector(type="bluesky_jetstream", dialect=dialect, urls=[url], collections=ALL)
        start = "1" if dialect == "v1" else f"0/1@{host_of(server)}"
        pages = await listen(it, start, lines=3)
        sent = [
            len(e.raw)
            if dialect == "v1" or e.event is None
            else len(dialects.frame(e.event, e.seq))
            for e in server.log
        ]
    assert sum(page.received for page in pages) == sum(sent)


# --- hostile frames ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("frame", "reason"),
    [
        (b"{}", "bad_type"),
        (b'{"$type":"message"}', "bad_type"),
        (b'{"$type":"greeting","payload":{}}', "bad_type"),
        (b'{"$type":"message","payload":{"$type":"x#commit","seq":1,"did":"d"}}', "bad_type"),
        (b'{"$type":"message","payload":[]}', "bad_type"),
        (b"{", "not_json"),
        (b"[" * 100_000, "too_deep"),
    ],
)
def test_a_frame_that_is_none_is_refused(frame: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        frames.decode(frame)
    assert caught.value.reason in {reason, "not_json", "bad_type"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("seq", -1),
        ("seq", 10**15),
        ("seq", "7"),
        ("time", "yesterday"),
        ("time", "9999-01-01T00:00:00Z"),
        ("witnessedAt", "0001-01-01T00:00:00Z"),
        ("did", None),
        ("rkey", None),
    ],
)
async def test_a_bad_field_is_a_dead_letter_and_moves_nothing(field: str, value: object) -> None:
    w = world()
    good, bad = w.post(w.did("a"), "good"), w.post(w.did("a"), "bad")
    spoilt = json.loads(dialects.frame(bad, 2))
    spoilt["payload"][field] = value
    async with Jetstream() as server, house() as home:
        server.emit(good, dialects.packed(spoilt))
        pages = await listen(bluesky(home, server), str(10**15), lines=2)
    assert [a.text for a in activities(pages)] == ["good"]
    assert len([d for page in pages for d in page.dead]) == 1
    assert pages[-1].cursor == f"{good['time_us']}/1@{host_of(server)}"


async def test_kinds_of_later_hosts_are_counted_and_passed_over() -> None:
    w = world()
    later = json.loads(dialects.frame(w.identity(w.did("a"), "a.example"), 1))
    later["payload"]["$type"] = f"{dialects.NSID}#migration"
    async with Jetstream() as server, house() as home:
        server.emit(w.post(w.did("a"), "hello"), dialects.packed(later))
        server.emit(dialects.notice("Maintenance", "in an hour"), w.post(w.did("a"), "on"))
        pages = await listen(bluesky(home, server), str(10**15), lines=3)
    assert [a.text for a in activities(pages)] == ["hello", "on"]
    assert sum(page.dropped.get("unhandled:migration", 0) for page in pages) == 1


def test_the_dialects_name_hosts_that_speak_them() -> None:
    assert all(url.endswith("/subscribe") for url in DIALECTS["v1"].hosts)
    assert all(url.endswith(f"/xrpc/{dialects.NSID}") for url in DIALECTS["v2"].hosts)
