"""A real capture: 152 lines that a production Jetstream emitted, and what they must come to."""

from __future__ import annotations

import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

import connectors
from connectors.wire import jetstream
from connectors.wire.atproto import tid_micros
from monitor.domain.activity import Activity, Verb
from monitor.ports import Page
from tests.simulator.events import Event
from tests.simulator.jetstream import Jetstream
from tests.simulator.listening import Chosen, activities, house, listen

DATA = Path(os.environ.get("LASTDANCE_DATA", "/nonexistent")) / "jetstream"
pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="LASTDANCE_DATA names no folder with the capture in jetstream/"
)

VERBS = {
    Verb.LIKE: 105,
    Verb.CREATE: 17,
    Verb.ANNOUNCE: 15,
    Verb.FOLLOW: 6,
    Verb.UNDO: 3,
    Verb.UPDATE: 2,
    Verb.DELETE: 1,
}
UNHANDLED = {
    "unhandled:app.bsky.graph.block": 1,
    "unhandled:app.bsky.actor.status": 1,
    "unhandled:fm.teal.alpha.actor.status": 1,
}
AFTER = datetime(2026, 11, 1, tzinfo=UTC)
EVERYTHING = ("app.bsky.*", "fm.teal.*")


def raw_lines(name: str = "expected_v1.jsonl") -> list[bytes]:
    return [line for line in (DATA / name).read_bytes().splitlines() if line.strip()]


def events() -> list[Event]:
    import json

    return [json.loads(line) for line in raw_lines()]


def verbs(pages: list[Page]) -> Counter[Verb]:
    return Counter(a.verb for a in activities(pages))


def dropped(pages: list[Page]) -> Counter[str]:
    return sum((Counter(page.dropped) for page in pages), Counter())


@pytest.mark.parametrize("kind", ["bluesky_jetstream", "jsonl"])
def test_each_line_comes_to_what_it_says(kind: str) -> None:
    with (DATA / "expected_v1.jsonl").open("rb") as stream:
        read = list(connectors.decode(kind, stream, AFTER))
    assert Counter(a.verb for a in read if isinstance(a, Activity)) == VERBS
    assert len(read) == 152


def test_acts_name_what_they_are_upon_and_undos_what_they_end() -> None:
    read = [jetstream.activity(jetstream.decode(line)) for line in raw_lines()]
    acts = [a for a in read if isinstance(a, Activity)]
    upon = [a for a in acts if a.verb in {Verb.LIKE, Verb.ANNOUNCE}]
    assert all(a.object and a.object_author and a.object_author in a.object for a in upon)
    undone = [a for a in acts if a.verb is Verb.UNDO]
    assert {a.undoes for a in undone} == {Verb.FOLLOW}
    assert all(a.record and "/app.bsky.graph.follow/" in a.record for a in undone)
    (deleted,) = [a for a in acts if a.verb is Verb.DELETE]
    assert deleted.object == deleted.record
    assert {a.about_actor for a in acts if a.verb is Verb.UPDATE} == {"identity", "account"}


def test_replies_and_quotes_are_fields_of_posts() -> None:
    said = [jetstream.activity(jetstream.decode(line)) for line in raw_lines()]
    posts = {a.record: a for a in said if isinstance(a, Activity) and a.verb is Verb.CREATE}
    replies = {
        f"at://{e['did']}/{e['commit']['collection']}/{e['commit']['rkey']}": e
        for e in events()
        if "reply" in e.get("commit", {}).get("record", {})
    }
    assert replies
    assert {r for r, a in posts.items() if a.in_reply_to} == set(replies)
    assert all(a.url for a in posts.values())


def test_the_server_s_clock_in_rev_agrees_with_the_relay_s() -> None:
    commits = [e for e in events() if "commit" in e]
    delays = [e["time_us"] - (tid_micros(e["commit"]["rev"]) or 0) for e in commits]
    assert all(0 < delay < 5_000_000 for delay in delays)


def test_golden_lines_are_read() -> None:
    read = [jetstream.activity(jetstream.decode(line)) for line in raw_lines("golden_v1.jsonl")]
    assert [a.verb if isinstance(a, Activity) else a.kind for a in read] == [
        Verb.LIKE,
        Verb.CREATE,
        Verb.ANNOUNCE,
        Verb.FOLLOW,
        Verb.UPDATE,
        "org.hypercerts.claim.activity",
        "place.stream.broadcast.origin",
        Verb.UPDATE,
        Verb.UPDATE,
        "app.bsky.graph.block",
    ]


async def test_over_a_real_websocket_nothing_is_lost() -> None:
    async with Jetstream() as server, house() as home:
        server.emit(*events())
        connector = home.connector(
            type="bluesky_jetstream", urls=[server.url], collections=EVERYTHING
        )
        pages = await listen(connector, "1", lines=152)
    assert verbs(pages) == VERBS
    assert dropped(pages) == UNHANDLED


async def test_going_on_after_any_line_brings_each_activity() -> None:
    async with Jetstream() as server, house() as home:
        server.emit(*events())
        entry = {"type": "bluesky_jetstream", "urls": [server.url], "collections": EVERYTHING}
        whole = keys(activities(await listen(home.connector(**entry), "1", lines=152)))
        log = server.log
        for cut in range(0, 152, 19):
            server.log = log[: cut + 1]
            first = await listen(home.connector(**entry), "1", lines=cut + 1)
            server.log = log
            cursor = first[-1].cursor
            rewound = sum(e.time_us >= int(cursor or 0) - 5_000_000 for e in log)
            rest = await listen(home.connector(**entry), cursor, lines=rewound)
            assert keys(activities(first)) | keys(activities(rest)) == whole


def keys(acts: list[Activity]) -> set[tuple[Verb, str | None, int]]:
    return {(a.verb, a.record, a.order) for a in acts}


def test_what_is_asked_before_building_agrees_with_what_is_asked_after() -> None:
    from connectors.wire.interest import wanted

    read = [(jetstream.decode(line), line) for line in raw_lines()]
    built = [(e, jetstream.activity(e)) for e, _ in read]
    acts = [(e, a) for e, a in built if isinstance(a, Activity)]
    interests = [
        Chosen(everything=False),
        Chosen(everything=False, actors={a.actor for _, a in acts[::3]}),
        Chosen(everything=False, objects={o for _, a in acts[::2] if (o := a.object)}),
        Chosen(everything=False, objects={r for _, a in acts[::2] if (r := a.record)}),
        Chosen(everything=False, words=("a", "o")),
    ]
    for interest in interests:
        said = [jetstream.matches(e, interest) for e, _ in acts]
        assert said == [wanted(a, interest) for _, a in acts]
