"""What holds for every connector, played against what its fixture says."""

from __future__ import annotations

import io
import re
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

import connectors
from connectors.wire.sights import ANYTHING, interaction
from monitor.domain.activity import Activity, Verb
from monitor.domain.health import Health
from monitor.ingest.standing import Standing
from monitor.ports import RefusedError, TransientError
from tests.contract.playing import (
    ERRORS,
    Case,
    at_of,
    case_of,
    faults_of,
    playing,
    recording_of,
)
from tests.simulator.listening import NOW, activities, listen

HEALTH = {
    "AuthError": Health.AUTH_FAILED,
    "RateLimitedError": Health.RATE_LIMITED,
    "RefusedError": Health.REFUSED,
    "TransientError": Health.RETRYING,
}
DAY = timedelta(days=1)


def faults() -> list[Any]:
    return [
        pytest.param(name, fault, id=f"{name}-{next(iter(fault.items()))}")
        for name in connectors.names()
        for fault in faults_of(case_of(name))
    ]


def asking() -> list[str]:
    """Connectors that ask a server for answers."""
    return [name for name in connectors.names() if "answers" in case_of(name)]


@pytest.fixture(params=connectors.names())
def case(request: pytest.FixtureRequest) -> Case:
    return case_of(request.param)


@pytest.fixture(params=[name for name in connectors.names() if "pushed" not in case_of(name)])
def source(request: pytest.FixtureRequest) -> Case:
    """A case that is read; what is pushed comes by itself."""
    return case_of(request.param)


def told(seen: list[Activity]) -> list[list[str | None]]:
    return [[a.verb.value, a.record if a.record is not None else a.object] for a in seen]


def test_the_folder_is_the_registry() -> None:
    folder = Path(connectors.__path__[0])
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__", "contract"}
    assert connectors.names() == sorted(modules)
    assert {"bluesky_jetstream", "feed", "inbound", "jsonl"} <= modules


def test_each_says_in_a_sentence_what_it_reads(case: Case) -> None:
    assert re.fullmatch(r"[A-Z].{20,100}\.", connectors.summary(case["config"]["type"]))


# --- what it brings -------------------------------------------------------------------


async def test_brings_what_happened_oldest_first(source: Case, tmp_path: Path) -> None:
    async with playing(source, tmp_path) as play:
        pages = await listen(play.connector, source["start"], lines=play.lines)
    seen = activities(pages)
    assert told(seen) == source["expect"]
    assert sum((Counter(page.dropped) for page in pages), Counter()) == source["dropped"]
    assert [[s.player, s.of, s.count] for p in pages for s in p.samples] == source.get(
        "samples", []
    )
    times = [a.happened_at for a in seen if a.happened_at is not None]
    assert times == sorted(times)
    assert all(a.seen_at.utcoffset() is not None for a in seen)
    assert {page.connector for page in pages} == {source["config"]["name"]}
    assert all(len(page.activities) <= 500 for page in pages)


async def test_goes_on_from_its_cursor(source: Case, tmp_path: Path) -> None:
    async with playing(source, tmp_path) as play:
        pages = await listen(play.connector, source["start"], lines=play.lines)
        cursor = [page.cursor for page in pages if page.cursor is not None][-1]
        again = await listen(play.connector, cursor, lines=play.turn())
    assert told(activities(again)) == source["resumed"]


def test_shows_in_its_fixture_what_it_says_that_it_sees(case: Case) -> None:
    """By decoding, and over both looks: a capability without an example is a promise."""
    sights = connectors.capabilities(case["config"]["type"])
    expected = [verb for verb, _ in (*case["expect"], *case.get("resumed", ()))]
    stream = io.BytesIO(recording_of(case))
    read = connectors.decode(case["config"]["type"], stream, NOW)
    seen = [a for a in read if isinstance(a, Activity)]
    shown = {interaction(a) for a in seen}
    assert shown <= sights.keys()
    if sights != ANYTHING:
        verbs = {verb for verb in Verb if verb in expected}
        of_looks = {kind for kind in sights if kind.name in {"EDIT", "DELETION", "UNDO"}}
        missing = sights.keys() - shown
        assert missing <= of_looks, f"no example of {sorted(missing)}"
        for kind in missing:
            wanted = {"EDIT": Verb.UPDATE, "DELETION": Verb.DELETE, "UNDO": Verb.UNDO}[kind.name]
            assert wanted in verbs, f"no example of {kind}"
    for activity in seen:
        if not sights[interaction(activity)].when:
            assert activity.happened_at is None or interaction(activity).name == "EDIT"


def test_decodes_its_recording(case: Case) -> None:
    stream = io.BytesIO(recording_of(case))
    read = list(connectors.decode(case["config"]["type"], stream, NOW))
    found = told([a for a in read if isinstance(a, Activity)])
    assert found == case.get("decoded", case["expect"])
    if "lines" in case:
        assert len(read) == len(case["lines"])


# --- what goes wrong ------------------------------------------------------------------


@pytest.mark.parametrize(("name", "fault"), faults())
async def test_says_whether_to_try_again(name: str, fault: Case, tmp_path: Path) -> None:
    async with playing(case_of(name), tmp_path, fault) as play:
        with pytest.raises(ERRORS[fault["error"]]) as raised:
            await listen(play.connector, fault.get("cursor"))
        standing = Standing([play.connector], play.clock, {}, lambda _: None, lambda: False)
        standing.failed(play.connector.name, raised.value, timedelta(seconds=1))
        state = standing.states[play.connector.name]
    assert state.health in {HEALTH[fault["error"]], *_nearer(fault["error"])}
    assert len(state.detail) > 10


def _nearer(error: str) -> set[Health]:
    """States of the more telling errors of that kind."""
    if error == "TransientError":
        return {Health.RATE_LIMITED}
    return {Health.AUTH_FAILED} if error == "RefusedError" else set()


@pytest.mark.parametrize("name", asking())
@pytest.mark.parametrize(
    "body", [b"", b"{", b"null", b"[]", b"{}", b"<html>no</html>", b"\xff\x00"]
)
async def test_an_empty_or_broken_answer_is_no_fault_of_ours(
    name: str, body: bytes, tmp_path: Path
) -> None:
    async with playing(case_of(name), tmp_path) as play:
        play.server.instead = (200, {"Content-Type": "application/json"}, body)
        pages = []
        with suppress(TransientError, RefusedError):
            pages = await listen(play.connector)
        assert activities(pages) == []
        assert len(play.server.asked) <= 12


@pytest.mark.parametrize("name", asking())
@pytest.mark.parametrize(
    ("family", "reset"),
    [
        ("X-RateLimit", "iso"),
        ("X-RateLimit", "unix"),
        ("RateLimit", "unix"),
        ("X-RateLimit", "span"),
        ("x-rate-limit", "unix"),
    ],
)
async def test_asks_nothing_where_a_server_grants_nothing_more(
    name: str, family: str, reset: str, tmp_path: Path
) -> None:
    case = case_of(name)
    async with playing(case, tmp_path) as play:
        until = at_of(case) + timedelta(minutes=10)
        play.server.said = {
            f"{family}-Remaining": "0.0",
            f"{family}-Reset": {
                "iso": until.isoformat().replace("+00:00", "Z"),
                "unix": str(int(until.timestamp())),
                "span": "600",
            }[reset],
        }
        with suppress(TransientError):
            await listen(play.connector, case["start"])
        asked = len(play.server.asked)
        if play.clock.now() < until:
            assert asked <= 2
            with pytest.raises(TransientError) as raised:
                await listen(play.connector, case["start"])
            assert len(play.server.asked) == asked
            assert raised.value.retry_after is not None
            assert raised.value.retry_after > timedelta(minutes=5)


@pytest.mark.parametrize("ahead", [-400 * DAY, -DAY, DAY, 400 * DAY])
async def test_a_clock_that_is_wrong_loses_nothing(
    source: Case, ahead: timedelta, tmp_path: Path
) -> None:
    now = at_of(source) + ahead
    async with playing(source, tmp_path, now=now) as play:
        pages = await listen(play.connector, source["start"], lines=play.lines)
    seen = told([a for a in activities(pages) if a.verb is Verb.CREATE])
    assert sorted(map(tuple, seen)) == sorted(
        (verb, record) for verb, record in source["expect"] if verb == "create"
    )


# --- its settings ---------------------------------------------------------------------


def test_an_unknown_type_is_told_with_those_known() -> None:
    with pytest.raises(
        connectors.UnknownConnectorError, match=r"myspace.*bluesky_jetstream.*jsonl"
    ):
        connectors.config_of({"type": "myspace", "name": "a"})
    with pytest.raises(connectors.UnknownConnectorError):
        connectors.config_of({"type": ["jsonl"], "name": "a"})


def test_a_key_that_nobody_knows_is_told(case: Case) -> None:
    with pytest.raises(ValidationError, match="hashtg"):
        connectors.config_of({**case["config"], "hashtg": "x"})


@pytest.mark.parametrize("speed", [0, -1, "fast", float("inf"), float("nan"), 1e-300])
def test_a_replay_can_not_go_at_any_speed(speed: object) -> None:
    with pytest.raises(ValidationError, match="speed"):
        connectors.config_of({"type": "jsonl", "name": "a", "path": "x", "speed": speed})


@pytest.mark.parametrize(
    "wrong",
    [
        {"urls": ["https://jetstream.example/subscribe"]},
        {"urls": []},
        {"accounts": ["sergio.example"]},
        {"accounts": []},
        {"collections": ["likes"]},
        {"rewind": 5},
        {"idle": "soon"},
        {"appview": "public.api.bsky.app"},
        {"name": "Blue Sky"},
    ],
)
def test_a_wrong_value_is_told(wrong: Case) -> None:
    entry = {"type": "bluesky_jetstream", "name": "bluesky", **wrong}
    with pytest.raises(ValidationError, match=next(iter(wrong))):
        connectors.config_of(entry)
