"""What holds for every connector, played against what its fixture says."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

import connectors
from monitor.domain.activity import Activity
from monitor.ports import Connector, RefusedError, TransientError
from tests.simulator.jetstream import Jetstream
from tests.simulator.listening import NOW, Chosen, activities, house, listen
from tests.simulator.newsstand import Newsstand

FIXTURES = Path(__file__).parent.parent / "fixtures"
ERRORS = {"TransientError": TransientError, "RefusedError": RefusedError}
Case = dict[str, Any]


def case_of(name: str) -> Case:
    return dict(json.loads((FIXTURES / f"{name}.json").read_text("utf-8")))


def faults() -> list[Any]:
    return [
        pytest.param(name, fault, id=f"{name}-{next(iter(fault.items()))}")
        for name in connectors.names()
        for fault in case_of(name)["faults"]
    ]


def document_of(case: Case) -> bytes:
    """Return the case's lines as a JSON Feed."""
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "items": case["lines"]}
    ).encode()


@pytest.fixture(params=connectors.names())
def case(request: pytest.FixtureRequest) -> Case:
    return case_of(request.param)


@pytest.fixture(params=[name for name in connectors.names() if "pushed" not in case_of(name)])
def source(request: pytest.FixtureRequest) -> Case:
    """A case that is read; what is pushed comes by itself."""
    return case_of(request.param)


@asynccontextmanager
async def playing(
    case: Case, tmp_path: Path, fault: Case | None = None
) -> AsyncIterator[Connector]:
    """Give the case's connector, its lines on a Jetstream host, in a file and in a feed."""
    fault = fault or {}
    file = tmp_path / "lines.jsonl"
    if "missing" not in fault:
        text = "".join(f"{json.dumps(line)}\n" for line in case["lines"])
        file.write_text(text, "utf-8")
    chosen = Chosen(actors=set(case.get("actors", ())))
    async with Jetstream() as server, Newsstand() as stand, house(chosen) as home:
        feed = stand.put("/feed", document_of(case), kind="application/feed+json", etag='"1"')
        server.emit(*(line for line in case["lines"] if "time_us" in line))
        if "status" in fault:
            server.refuse(fault["status"], times=9)
            stand.fail("/feed", fault["status"], times=9)
        entry = {
            key: [one.replace("{jetstream}", server.url) for one in value]
            if isinstance(value, list)
            else value.replace("{file}", str(file)).replace("{feed}", feed)
            for key, value in case["config"].items()
        }
        yield connectors.load(entry, home.context)


def test_the_folder_is_the_registry() -> None:
    folder = Path(connectors.__path__[0])
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__", "contract"}
    assert connectors.names() == sorted(modules)
    assert {"bluesky_jetstream", "feed", "inbound", "jsonl"} <= modules


def test_each_says_in_a_sentence_what_it_reads(case: Case) -> None:
    assert re.fullmatch(r"[A-Z].{20,100}\.", connectors.summary(case["config"]["type"]))


async def test_brings_what_happened_oldest_first(source: Case, tmp_path: Path) -> None:
    async with playing(source, tmp_path) as connector:
        pages = await listen(connector, source["start"], lines=len(source["lines"]))
    seen = activities(pages)
    assert [[a.verb, a.record] for a in seen] == source["expect"]
    assert sum((Counter(page.dropped) for page in pages), Counter()) == source["dropped"]
    times = [a.happened_at for a in seen]
    assert times == sorted(t for t in times if t is not None)
    assert all(a.seen_at.utcoffset() is not None for a in seen)
    assert {page.connector for page in pages} == {source["config"]["name"]}


async def test_goes_on_from_its_cursor(source: Case, tmp_path: Path) -> None:
    async with playing(source, tmp_path) as connector:
        pages = await listen(connector, source["start"], lines=len(source["lines"]))
        again = await listen(connector, pages[-1].cursor, lines=len(source["resumed"]) or None)
    assert [[a.verb, a.record] for a in activities(again)] == source["resumed"]


@pytest.mark.parametrize(("name", "fault"), faults())
async def test_says_whether_to_try_again(name: str, fault: Case, tmp_path: Path) -> None:
    async with playing(case_of(name), tmp_path, fault) as connector:
        with pytest.raises(ERRORS[fault["error"]]):
            await listen(connector, fault.get("cursor"))


def test_decodes_its_lines_one_by_one(case: Case) -> None:
    lines = "".join(f"{json.dumps(line)}\n" for line in case["lines"]).encode()
    stream = io.BytesIO(document_of(case) if case["config"]["type"] == "feed" else lines)
    read = list(connectors.decode(case["config"]["type"], stream, NOW))
    found = [[a.verb, a.record] for a in read if isinstance(a, Activity)]
    assert found == case.get("decoded", case["expect"])
    assert len(read) == len(case["lines"])


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
