"""Each act is stored once, however often and in whatever pieces it is seen."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.wire import lines
from monitor.domain.activity import Activity
from monitor.pipeline import Pipeline
from monitor.ports import Page
from storage import migrate
from tests.faults.databases import OnSqlite
from tests.integration.pipelines import pipeline
from tests.simulator import events
from tests.simulator.events import Events

START = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


async def handle(pipe: Pipeline, activities: Sequence[Activity]) -> int:
    """Hand *activities* on as one page; return how many were new."""
    page = Page(connector="wire", activities=tuple(activities), cursor=str(len(activities)))
    report = await pipe.handle([page], START)
    return len(report.committed.new)


def decode(*made: events.Event) -> list[Activity]:
    """Return the activities of made events."""
    found = [lines.decode(events.line(one), START) for one in made]
    return [one for one in found if isinstance(one, Activity)]


async def test_a_like_its_undo_the_like_again_an_edit_and_its_delete_are_five_also_when_replayed(
    database_url: str,
) -> None:
    world = Events(seed=1, start=START)
    post = world.post(world.did("fan"), "one last dance")
    like = world.like(world.did("player"), post)
    undo = world.undo(like)
    again = {**like, "time_us": undo["time_us"] + 1_000_000}
    again["commit"] = {**like["commit"], "rev": events.tid(again["time_us"])}
    edit = world.edit(post, "one last dance?", at=world.now)
    story = decode(like, undo, again, edit, world.delete(post))
    async with pipeline(database_url) as pipe:
        assert await handle(pipe, story) == 5
        assert await handle(pipe, story) == 0
        for one in story:
            assert await handle(pipe, [one]) == 0


async def test_one_by_one_and_all_at_once_come_to_the_same(tmp_path: Path) -> None:
    world = Events(seed=2, start=START)
    post = world.post(world.did("fan"), "one last dance")
    like = world.like(world.did("player"), post)
    story = decode(post, like, world.undo(like), world.like(world.did("b"), post))
    contents = []
    for name in ("whole", "pieces"):
        (tmp_path / name).mkdir()
        database = OnSqlite(tmp_path / name)
        await _migrated(database.url)
        async with pipeline(database.url) as pipe:
            if name == "whole":
                await handle(pipe, story)
            else:
                for one in story:
                    await handle(pipe, [one])
        contents.append({k: v for k, v in database.contents().items() if k != "cursors"})
    assert contents[0] == contents[1]


@pytest.mark.parametrize("cut", [1, 20, 64, 100, 151])
async def test_the_capture_stopped_at_any_line_and_resumed_with_rewind_is_the_same_store(
    tmp_path: Path, cut: int
) -> None:
    folder = os.environ.get("LASTDANCE_DATA")
    if not folder:
        pytest.skip("no capture: set LASTDANCE_DATA")
    text = (Path(folder) / "jetstream" / "expected_v1.jsonl").read_bytes()
    raw = [line for line in text.splitlines() if line.strip()]
    seen = [lines.decode(line, START) for line in raw]
    contents = []
    for name, pieces in (("whole", [seen]), ("cut", [seen[:cut], seen[max(0, cut - 9) :]])):
        (tmp_path / name).mkdir()
        database = OnSqlite(tmp_path / name)
        await _migrated(database.url)
        async with pipeline(database.url) as pipe:
            total = 0
            for piece in pieces:
                total += await handle(pipe, [one for one in piece if isinstance(one, Activity)])
        assert total == 149
        contents.append({k: v for k, v in database.contents().items() if k != "cursors"})
    assert contents[0] == contents[1]


async def _migrated(url: str) -> None:
    import asyncio

    await asyncio.to_thread(migrate, url)
