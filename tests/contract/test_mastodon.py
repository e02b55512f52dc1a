"""What holds of Mastodon servers: bursts, federation, who favourited what, streams, recordings."""

from __future__ import annotations

import asyncio
import base64
import json
import os
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

import connectors
from connectors.timelines.memory import KEPT, Memory
from connectors.wire import sse
from monitor.domain.activity import Activity, Verb
from monitor.domain.catalogue import Account
from monitor.domain.seal import Seal
from monitor.ports import AuthError, Connector, Page, TransientError
from tests.simulator.clock import HandClock
from tests.simulator.exchange import Exchange
from tests.simulator.listening import NOW, Chosen, House, activities, house, listen
from tests.simulator.mastodon import Mastodon, data, person

RECORDINGS = Path(os.environ.get("LASTDANCE_DATA", "/nonexistent")) / "mastodon"
MINUTE = timedelta(minutes=1)
PLAYER = Account(platform="mastodon", handle="player@a.example", id=person("player")["uri"])


@asynccontextmanager
async def at_home(
    *accounts: Account, interest: Chosen | None = None
) -> AsyncIterator[tuple[House, HandClock]]:
    clock = HandClock(NOW)
    async with house(interest, clock, accounts) as home:
        yield home, clock


def reader(home: House, server: Mastodon, **more: Any) -> Connector:
    return home.connector(
        type="mastodon", server=server.url, tags=["x"], accounts="none", **{"sweep": "24h", **more}
    )


def cursor_of(pages: list[Page]) -> str | None:
    return next((p.cursor for p in reversed(pages) if p.cursor is not None), None)


def made(pages: list[Page]) -> list[str | None]:
    return [a.record for a in activities(pages) if a.verb is Verb.CREATE]


async def test_a_burst_late_posts_and_posts_of_one_moment_come_exactly_once() -> None:
    """1,255 posts in four steps, as peers lose them: see what each look brings, in all."""
    async with Mastodon() as server, at_home() as (home, clock):
        connector = reader(home, server)
        seen: list[str | None] = []

        async def look(cursor: str | None) -> str | None:
            clock.time += MINUTE
            pages = await listen(connector, cursor, within=30)
            seen.extend(made(pages))
            return cursor_of(pages) or cursor

        at = NOW - timedelta(minutes=9)
        for number in range(50):
            server.post(f"quiet {number}", at, number=number)
        cursor = await look(None)
        assert len(seen) == 40  # the newest page, as history
        for number in range(1_200):
            server.post(f"burst {number}", NOW + timedelta(milliseconds=number))
        cursor = await look(cursor)
        cursor = await look(cursor)
        for number in range(3):
            server.post(f"late {number}", NOW - timedelta(minutes=2), number=number)
        cursor = await look(cursor)
        for number in range(2):
            server.post(
                f"same moment {number}", NOW + timedelta(milliseconds=1_199), number=7 + number
            )
        cursor = await look(cursor)
        await look(cursor)
    assert Counter(seen) == Counter(s["uri"] for s in server.statuses.values())
    assert len(seen) == 1_255


async def test_a_server_that_names_no_pages_is_read_to_its_end_by_the_ids_of_posts() -> None:
    async with Mastodon(links=False) as server, at_home() as (home, clock):
        connector = reader(home, server)
        server.post("before", NOW - timedelta(minutes=9))
        cursor = cursor_of(await listen(connector, None))
        for number in range(100):
            server.post(f"burst {number}", NOW + timedelta(milliseconds=number))
        clock.time += MINUTE
        pages = await listen(connector, cursor, within=30)
        assert len(made(pages)) == len({*made(pages)}) == 100
        clock.time += 10 * MINUTE
        pages = await listen(connector, cursor_of(pages), within=30)
    assert made(pages) == []
    assert len(server.asked) <= 10  # bounded, though no answer says where the end is


async def test_lists_of_accounts_are_gone_on_from_by_links_alone() -> None:
    async with Mastodon(links=False) as server, at_home() as (home, clock):
        connector = reader(home, server, sweep="10m")
        cursor = cursor_of(await listen(connector, None))
        status = server.post("liked", NOW)
        clock.time += MINUTE
        cursor = cursor_of(await listen(connector, cursor)) or cursor
        server.favourite(status, *map(person, map(str, range(100))))
        clock.time += 20 * MINUTE
        await listen(connector, cursor)
    [asked] = [one for one in server.asked if "favourited_by" in one]
    assert "_id" not in asked


async def test_what_was_read_before_a_restart_is_gone_on_from() -> None:
    async with Mastodon() as server, at_home() as (home, clock):
        for number in range(30):
            server.post(f"before {number}", NOW - 2 * MINUTE, number=number)
        pages = await listen(reader(home, server), None)
        new = [server.post(f"after {n}", NOW, number=n)["uri"] for n in range(90)]
        clock.time += MINUTE
        again = await listen(reader(home, server), cursor_of(pages), within=20)
    assert made(again)[-90:] == new
    assert set(made(again)) <= {s["uri"] for s in server.statuses.values()}


async def test_a_look_that_breaks_off_is_gone_on_from_its_last_page() -> None:
    async with Mastodon() as server, at_home() as (home, clock):
        pages = await listen(reader(home, server), None)
        posted = [server.post(f"{n}", NOW + timedelta(seconds=n))["uri"] for n in range(200)]
        source = reader(home, server).pages(cursor_of(pages))
        first = [await anext(source) for _ in range(2)]
        clock.time += MINUTE
        rest = await listen(reader(home, server), cursor_of(first), within=20)
    assert made(first) + made(rest) == posted


async def test_a_post_that_two_servers_show_is_one_record() -> None:
    async with Mastodon() as one, Mastodon(shift=99) as other, at_home() as (home, _):
        for server in (one, other):
            server.post("One last dance?", NOW - MINUTE)
        pages = [await listen(reader(home, server), None) for server in (one, other)]
    seal = Seal(bytes(32))
    keys = {seal.key(a, seal.record_of(a), ()) for page in pages for a in activities(page)}
    assert len(keys) == 1


async def test_a_favourite_counts_when_it_appeared_and_can_be_taken_back() -> None:
    async with Mastodon() as server, at_home(PLAYER) as (home, clock):
        connector = reader(home, server, sweep="1m")
        status = server.post("One last dance?", NOW - timedelta(seconds=30))
        cursor = cursor_of(await listen(connector, None))
        fans = [person(f"fan-{n}") for n in range(170)]
        server.favourite(status, *fans, person("player"))
        clock.time += MINUTE
        pages = await listen(connector, cursor)
        likes = [a for a in activities(pages) if a.verb is Verb.LIKE]
        assert len({a.actor for a in likes}) == len(likes) == 171
        assert {(a.happened_at, a.object) for a in likes} == {(None, status["uri"])}
        assert {clock.now() - a.seen_at < timedelta(seconds=1) for a in likes} == {True}
        assert all(page.live and page.interval <= 2 * MINUTE for page in pages)
        cursor = cursor_of(pages)
        server.favourite(status, *fans[1:])
        clock.time += MINUTE
        again = activities(await listen(reader(home, server, sweep="1m"), cursor))
    undone = [(a.actor, a.undoes, a.object) for a in again if a.verb is Verb.UNDO]
    assert undone == [(PLAYER.id, Verb.LIKE, status["uri"])]


async def test_an_empty_list_takes_nothing_back_where_the_count_stands() -> None:
    async with Mastodon() as server, at_home(PLAYER) as (home, clock):
        connector = reader(home, server, sweep="1m")
        status = server.post("One last dance?", NOW - timedelta(seconds=30))
        server.favourite(status, person("player"))
        clock.time += MINUTE
        cursor = cursor_of(await listen(connector, None))
        server.favourites.clear()
        clock.time += MINUTE
        again = activities(await listen(connector, cursor))
    assert [a for a in again if a.verb is Verb.UNDO] == []


async def test_a_cursor_names_nobody_and_a_deletion_after_a_restart_is_told() -> None:
    async with Mastodon() as server, at_home() as (home, clock):
        status = server.post("One last dance?", NOW - MINUTE, who="private-person")
        cursor = cursor_of(await listen(reader(home, server), None))
        assert cursor is not None
        assert "private-person" not in cursor
        hidden = [one["who"] for one in json.loads(cursor)["kept"]]
        assert hidden
        assert all(b"private" not in base64.urlsafe_b64decode(one) for one in hidden)
        del server.statuses[status["id"]]
        clock.time += timedelta(hours=25)
        again = activities(await listen(reader(home, server), cursor))
    assert [(a.verb, a.record) for a in again] == [(Verb.DELETE, status["uri"])]


async def test_an_account_that_is_gone_and_a_post_that_is_refused_stop_nothing() -> None:
    gone = "/api/v1/accounts/lookup?acct=player@a.example"
    answers: list[dict[str, Any]] = [
        {"get": gone, "body": person("player")},
        {"get": "/api/v1/timelines/tag/x", "look": 1, "body": [post(1), post(2)]},
        {"get": "/api/v1/timelines/tag/x", "look": 2, "body": []},
        {"get": "/api/v1/statuses/1", "status": 403},
        {"get": "/api/v1/statuses/2", "status": 404},
    ]
    async with Exchange(answers) as server, at_home(PLAYER) as (home, clock):
        entry = {"type": "mastodon", "server": server.url, "tags": ["x"], "sweep": "1m"}
        connector = home.connector(**entry)
        clock.time += MINUTE
        pages = await listen(connector, None)
    assert [(a.verb, a.record) for a in activities(pages)] == [
        (Verb.CREATE, post(1)["uri"]),
        (Verb.CREATE, post(2)["uri"]),
        (Verb.DELETE, post(2)["uri"]),
    ]
    assert sum((Counter(page.dropped) for page in pages), Counter()) == {"refused": 1}


def post(number: int) -> dict[str, Any]:
    return {
        "id": str(number),
        "uri": f"https://social.example/users/fan/statuses/{number}",
        "created_at": NOW.isoformat(),
        "visibility": "public",
        "content": "<p>words</p>",
        "account": person("fan"),
    }


async def test_only_what_was_passed_on_is_looked_at_again() -> None:
    chosen = Chosen(everything=False, words=("dance",))
    async with Mastodon() as server, at_home(interest=chosen) as (home, clock):
        connector = reader(home, server, sweep="1m")
        server.post("One last dance?", NOW - MINUTE)
        server.post("A cat", NOW - MINUTE, number=1)
        pages = await listen(connector, None)
        assert [page.dropped for page in pages if page.dropped] == [{"unmatched": 1}]
        clock.time += MINUTE
        await listen(connector, cursor_of(pages))
    assert len([path for path in server.asked if "/statuses/" in path]) == 2


async def test_a_server_of_many_posts_makes_no_large_cursor() -> None:
    async with Mastodon() as server, at_home() as (home, clock):
        connector = reader(home, server)
        cursor = cursor_of(await listen(connector, None))
        for number in range(1_000):
            server.post(f"{number}", NOW + timedelta(milliseconds=number))
        clock.time += MINUTE
        cursor = cursor_of(await listen(connector, cursor, within=20))
    assert cursor is not None
    assert len(cursor) < 120_000
    assert len(Memory.of(cursor, "it", server.url, home.context.seal).kept) == KEPT


async def test_a_stream_brings_what_was_missed_and_then_what_happens() -> None:
    async with Mastodon() as server, at_home() as (home, _):
        old = server.post("Before", NOW - MINUTE)
        connector = reader(home, server, stream="hashtag", token="secret")
        new = server.post("Now", NOW, number=1)
        del server.statuses[new["id"]]
        edited = {**new, "content": "<p>Now!</p>", "edited_at": (NOW + MINUTE).isoformat()}
        server.say("update", data(new))
        server.say("status.update", data(edited))
        server.say("update", "{broken")
        server.say("announcement", "{}")
        server.say("delete", new["id"])
        server.say("delete", "77")
        server.lines.put_nowait(None)
        pages: list[Page] = []

        async def follow() -> None:
            async for page in connector.pages(None):
                pages.extend([page])

        with pytest.raises(TransientError, match="ended"):
            await asyncio.wait_for(follow(), 10)
    told = Counter((a.verb, a.record) for a in activities(pages))
    assert told == {
        (Verb.CREATE, old["uri"]): 1,
        (Verb.CREATE, new["uri"]): 1,
        (Verb.UPDATE, new["uri"]): 1,
        (Verb.DELETE, new["uri"]): 1,
    }
    dropped = sum((Counter(p.dropped) for p in pages), Counter())
    assert dropped == {"unhandled:announcement": 1, "deleted_unknown": 1}
    assert [letter.reason for p in pages for letter in p.dead] == ["not_json"]


async def test_a_stream_that_refuses_the_token_needs_a_person() -> None:
    async with Mastodon() as server, at_home() as (home, _):
        connector = reader(home, server, stream="public", token="wrong")
        with pytest.raises(AuthError):
            await listen(connector, None)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"stream": "public"}, "token"),
        ({"stream": "hashtag", "token": "t", "tags": ["a", "b"]}, "one of `tags`"),
        ({"accounts": "none", "tags": []}, "nothing"),
        ({"server": "mastodon.example"}, "server"),
        ({"tags": ["#x"]}, "tags"),
        ({"token": "t", "token_file": "f"}, "keep one"),
    ],
)
def test_a_wrong_value_is_told(wrong: dict[str, Any], named: str) -> None:
    entry = {"type": "mastodon", "name": "it", "server": "https://a.example", **wrong}
    with pytest.raises(ValidationError, match=named):
        connectors.config_of(entry)


def test_events_come_from_text_whatever_its_ends() -> None:
    text = b":)\r\nevent: update\r\ndata: {\r\ndata: }\r\n\r\nevent: x\ndata:y\n\ndata: cut"
    assert list(sse.events(text)) == [sse.Event("update", b"{\n}"), sse.Event("x", b"y")]
    assert list(sse.events(b"data: " + b"x" * (sse.LONGEST + 1) + b"\n\n")) == []


HELD = {
    "test_fetch_remaining": {"create": 30, "delete": 30},
    "test_hashtag_tl": {"create": 1, "delete": 1},
    "test_lang_for_errors": {},
    "test_status_favourited_by": {"create": 1, "like": 1, "delete": 1},
    "test_status_reblogged_by": {"create": 1, "announce": 1, "delete": 1},
    "test_stream_healthy": {},
    "test_stream_user_direct": {"create": 3, "update": 1, "delete": 1},
    "test_timeline_disabled": {"create": 20},
}


@pytest.mark.skipif(not RECORDINGS.exists(), reason="recordings of Mastodon are not at hand")
@pytest.mark.parametrize("name", HELD)
def test_recordings_of_a_real_server_hold_what_they_hold(name: str) -> None:
    with (RECORDINGS / f"{name}.yaml").open("rb") as stream:
        found = list(connectors.decode("mastodon", stream, NOW))
    acts = [one for one in found if isinstance(one, Activity)]
    assert Counter(a.verb.value for a in acts) == HELD[name]
    assert not [one for one in found if hasattr(one, "raw")]
    objects = {a.object for a in acts if a.verb in {Verb.LIKE, Verb.ANNOUNCE}}
    assert objects <= {a.record for a in acts}
