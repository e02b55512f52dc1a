"""Whatever stands on a line is read, counted or dead-lettered; good lines beside it are kept."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import connectors
from monitor.domain.activity import Activity
from monitor.domain.text import MAX_TEXT
from monitor.ports import DeadLetter
from tests.simulator.events import Events, address, line
from tests.simulator.jetstream import Jetstream
from tests.simulator.listening import NOW, activities, counted, house, listen

START = datetime(2026, 10, 1, tzinfo=UTC)
WORLD = Events(5, START)
FAN, PLAYER = WORLD.did("fan"), WORLD.did("player")
POST = WORLD.post(FAN, "one last dance", langs=["en"])
REPLY = WORLD.reply(FAN, "is it?", POST)
QUOTE = WORLD.quote(FAN, "look", POST)
LIKE = WORLD.like(PLAYER, POST)
FOLLOW = WORLD.follow(PLAYER, FAN)
UNLIKE = WORLD.undo(LIKE)
IDENTITY = WORLD.identity(PLAYER, "player.example")
ACCOUNT = WORLD.account(FAN, "deleted")
OURS = {
    "platform": "instagram",
    "verb": "like",
    "actor": "player",
    "actor_handle": "player",
    "record": "like-1",
    "revision": 5,
    "undoes": "like",
    "object": "post-1",
    "object_author": "fan",
    "in_reply_to": "post-0",
    "thread": "post-0",
    "quotes": "post-2",
    "about_actor": "profile",
    "text": "words",
    "lang": "en",
    "url": "https://example.org/1",
    "happened_at": "2026-10-01T00:00:00Z",
    "dated": False,
    "seen_at": "2026-10-01T00:00:01Z",
    "provenance": "observed",
}
NOTE = {
    "@context": "https://www.w3.org/ns/activitystreams",
    "id": "https://social.example/1/activity",
    "type": "Create",
    "actor": "https://social.example/users/fan",
    "published": "2026-10-01T00:00:00Z",
    "to": ["as:Public"],
    "object": {
        "id": "https://social.example/1",
        "type": "Note",
        "content": "<p>words</p>",
        "contentMap": {"en": "<p>words</p>"},
        "inReplyTo": "https://social.example/0",
        "url": "https://social.example/@fan/1",
        "published": "2026-10-01T00:00:00Z",
    },
}
UNDO = {**NOTE, "type": "Undo", "object": {"type": "Like", "id": "l", "object": "o"}}
WRONG: list[Any] = [None, True, 7, -1, 1.5, 10**30, "", "\x00", [], [[]], {}, {"a": 1}, [1, "a"]]
DEEP = 100_000


def places(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the path to everything in nested objects."""
    for key, inner in value.items():
        yield (*path, key)
        if isinstance(inner, dict):
            yield from places(inner, (*path, key))


def put(value: Any, path: tuple[str, ...], wrong: Any) -> Any:
    """Return a copy of *value* with *wrong* at *path*."""
    if not path:
        return wrong
    return {**value, path[0]: put(value[path[0]], path[1:], wrong)}


def mistyped() -> Iterator[bytes]:
    """Every field of every kind of line, with everything that it isn't."""
    good = [POST, REPLY, QUOTE, LIKE, FOLLOW, UNLIKE, IDENTITY, ACCOUNT, OURS, NOTE, UNDO]
    for one in good:
        for path in places(one):
            for wrong in WRONG:
                yield line(put(one, path, wrong))


def broken() -> Iterator[bytes]:
    """Bytes that are hardly JSON, or JSON of absurd size."""
    for whole in (line(POST), line(OURS), line(NOTE)):
        yield from (whole[:cut] for cut in range(1, len(whole), 37))
        yield whole.replace(b"words", b"w\xffrds").replace(b"dance", b"d\xffnce")
        yield whole.replace(b"words", b"w\xed\xa0\x80").replace(b"dance", b"\xc0\xaf")
        yield whole.replace(b"words", rb"\ud800").replace(b"dance", rb"\udc00 \ud83d")
        yield whole.replace(b"words", rb"\u0000").replace(b"dance", rb"\u0000")
        yield whole.replace(b"words", b"\x00").replace(b"dance", b"\x00")
        yield whole.replace(b"words", rb"\\ud800").replace(b"dance", rb"\\ud800")
        yield b"\xef\xbb\xbf" + whole
        yield b"\xef\xbb\xbf" * 300_000 + whole
        yield whole + b"\r"
        yield whole + whole
        yield whole.decode().encode("utf-16")
        yield b"[" + whole + b"]"
        yield whole[:-1] + b"," + whole[1:]
        yield whole[:-1] + b',"more":' + b"[" * DEEP + b"]" * DEEP + b"}"
        yield whole[:-1] + b',"more":' + b'{"a":' * DEEP + b"1" + b"}" * DEEP + b"}"
        yield whole[:-1] + b',"object":' + b"[" * DEEP + b"]" * DEEP + b"}"
        yield whole[:-1] + b',"more":' + b"9" * 500_000 + b"}"
        yield whole[:-1] + b',"more":' + b"1e999" + b"}"
        for word in (b"NaN", b"Infinity", b"-Infinity", b"nul", b"'a'", b"0x1", b"01", b"+1"):
            yield whole[:-1] + b',"more":' + word + b"}"
            yield whole[:-1] + b',"time_us":' + word + b"}"
        for digits in (b"9" * 19, b"9" * 400, b"9" * 5_000, b"1e308", b"-9" + b"9" * 30):
            yield whole[:-1] + b',"time_us":' + digits + b"}"
            yield whole[:-1] + b',"happened_at":' + digits + b"}"
            yield whole[:-1] + b',"revision":' + digits + b"}"
            yield whole[:-1] + b',"record":' + digits + b"}"
        yield whole.replace(b"words", b"w" * 900_000).replace(b"dance", b"d" * 900_000)
        yield whole.replace(b"words", b"w" * 1_200_000).replace(b"dance", b"d" * 1_200_000)
        yield whole.replace(b"words", b"<" * 400_000).replace(b"dance", b"&" * 400_000)
    yield from (b"{}", b"[]", b"null", b"7", b'"a"', b"{", b"}", b"\x00", b"\xff\xfe", b"\x1f\x8b")


def timed() -> Iterator[bytes]:
    """Times that were, will be, or never are."""
    for micros in (-1, 0, 1, 10**12, 2**53, 9_223_372_036_854_775_807, 9_214_646_400_000_000):
        yield line({**POST, "time_us": micros})
        yield line({**LIKE, "time_us": micros})
    for text in (
        "0001-01-01T00:00:00+14:00",
        "1969-12-31T23:59:59Z",
        "9999-12-31T23:59:59-14:00",
        "2262-01-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "2026-10-01T25:00:00Z",
        "2026-10-01T00:00:60Z",
        "yesterday",
        "",
        "2026-10-01T00:00:00+99:00",
        "\u0662\u0660\u0662\u0666-\u0661\u0660-\u0660\u0661",
        "2026-10-01" * 9_000,
    ):
        yield line({**OURS, "happened_at": text})
        yield line({**OURS, "seen_at": text})
        yield line({**NOTE, "published": text})
        yield line(put(IDENTITY, ("identity", "time"), text))


def hostile() -> list[bytes]:
    return [one.replace(b"\n", b" ") for one in (*mistyped(), *broken(), *timed())]


def good(count: int) -> list[dict[str, Any]]:
    world = Events(99, datetime(2026, 10, 2, tzinfo=UTC))
    return [world.post(world.did(f"fan {n}"), f"good {n}") for n in range(count)]


def assert_sane(activity: Activity) -> None:
    """Assert that *activity* can be stored, shown and sent."""
    for name in Activity.__slots__:
        value = getattr(activity, name)
        if isinstance(value, str):
            value.encode()
            assert "\x00" not in value
            assert len(value) <= MAX_TEXT
        if isinstance(value, datetime):
            assert value.tzinfo is UTC
            assert 1970 <= value.year < 2262
    assert activity.actor
    assert 0 <= activity.order < 2**63
    assert activity.url is None or activity.url.startswith(("http://", "https://"))


def test_there_are_many() -> None:
    assert len(hostile()) > 1_000


BY_LINE = ["bluesky_jetstream", "inbound", "jsonl"]


@pytest.mark.parametrize("kind", BY_LINE)
def test_no_line_breaks_the_reading_of_others(kind: str) -> None:
    bad, sound = hostile(), good(50)
    mixed = [*bad]
    for n, event in enumerate(sound):
        mixed.insert(n * len(bad) // 50, line(event))
    began = time.process_time()
    read = list(connectors.decode(kind, io.BytesIO(b"\n".join(mixed) + b"\n"), NOW))
    assert time.process_time() - began < 10
    kept = [one for one in read if isinstance(one, Activity)]
    assert {address(event) for event in sound} <= {a.record for a in kept}
    for activity in kept:
        assert_sane(activity)
    dead = [one for one in read if isinstance(one, DeadLetter)]
    assert len(dead) > 500
    assert all(len(one.raw) <= 64_000 and one.detail and one.place for one in dead)
    assert {one.reason for one in dead} <= {
        "not_utf8",
        "not_json",
        "bad_type",
        "bad_time",
        "bad_id",
        "no_actor",
        "too_deep",
        "too_long",
    }


@pytest.mark.parametrize(
    ("wrong", "reason", "place"),
    [
        (line({**POST, "time_us": "soon"}), "bad_type", "$.time_us"),
        (line({**POST, "time_us": -5}), "bad_time", "time_us"),
        (line({**POST, "did": "sergio"}), "bad_id", "did"),
        (line(put(POST, ("commit", "rkey"), "a/b")), "bad_id", "commit.rkey"),
        (line(put(POST, ("commit", "rkey"), "..")), "bad_id", "commit.rkey"),
        (line(put(LIKE, ("commit", "record", "subject"), 7)), "bad_type", "commit.record"),
        (line(put(FOLLOW, ("commit", "record", "subject"), "you")), "bad_id", "record.subject"),
        (line({**OURS, "lang": 7}), "bad_type", "$.lang"),
        (line({**OURS, "verb": "adore"}), "bad_type", "$.verb"),
        (line({**OURS, "happened_at": "soon"}), "bad_time", "happened_at"),
        (line({**OURS, "platform": "no such"}), "bad_id", "platform"),
        (line({**OURS, "actor": None}), "no_actor", "actor"),
        (line({**OURS, "record": "r" * 3_000}), "too_long", "record"),
        (line({**NOTE, "actor": None}), "no_actor", "actor"),
        (line({**NOTE, "published": "soon"}), "bad_time", "published"),
        (b"{" * 3, "not_json", "byte"),
        (b'{"author":"\xff"}', "not_utf8", "position 0"),
    ],
)
def test_a_dead_letter_names_place_and_reason(wrong: bytes, reason: str, place: str) -> None:
    (dead,) = connectors.decode("jsonl", io.BytesIO(wrong), NOW)
    assert isinstance(dead, DeadLetter)
    assert (dead.reason, place in dead.detail) == (reason, True), dead


def test_what_can_be_mended_is_mended() -> None:
    lines = [
        rb'{"author":"fan","text":"a \ud800 b","created_at":"2026-10-01"}',
        b'\xef\xbb\xbf{"author":"fan","text":"a b","created_at":1790000000}',
        rb'{"author":7,"id":8,"text":"smile \ud83d\ude00 \\ud800","created_at":"2026-10-01T00:00"}',
    ]
    read = list(connectors.decode("jsonl", io.BytesIO(b"\r\n".join(lines)), NOW))
    texts = [one.text for one in read if isinstance(one, Activity)]
    assert texts == ["a \ufffd b", "a b", "smile \U0001f600 \\ud800"]


async def test_no_frame_breaks_the_connection() -> None:
    sound, bad = good(20), [one for one in hostile() if one][::5]
    async with Jetstream() as server, house() as home:
        connector = home.connector(
            type="bluesky_jetstream", urls=[server.url], collections=["app.bsky.*"]
        )
        server.emit(*sound[:5], *bad[::2], *sound[5:10], *bad[1::2], *sound[10:])
        fits = [e for e in server.log if len(e.raw) <= 1 << 20]
        pages = await listen(connector, "1", lines=len(fits), within=20)
    assert counted(pages) == len(fits)
    records = {a.record for a in activities(pages)}
    assert {address(event) for event in sound} <= records
    assert all(len(p.dead) <= 500 for p in pages)
    assert len({reason for p in pages for reason in p.dropped}) <= 60


async def test_no_line_of_a_file_breaks_the_import(tmp_path: Path) -> None:
    sound, bad = good(20), hostile()[::5]
    file = tmp_path / "mixed.jsonl"
    file.write_bytes(b"\n".join([*bad, *map(line, sound)]))
    async with house() as home:
        pages = await listen(home.connector(type="jsonl", path=str(file)), within=20)
    assert {address(event) for event in sound} <= {a.record for a in activities(pages)}
    assert all(a.seen_at <= NOW for a in activities(pages))
    assert pages[-1].cursor == f"{file.stat().st_size}:{len(bad) + len(sound)}"
