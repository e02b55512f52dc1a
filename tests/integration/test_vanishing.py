"""What is deleted where nobody tells: words go, and whoever was told hears of it."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.app.clock import SystemClock
from monitor.domain.vanishing import AGAIN, EVERY
from tests.integration.newsroom import Newsroom, newsroom
from tests.simulator.clock import SetClock

TEXT = "One last dance? Sergio Ramos could return to Real Madrid"


def words(room: Newsroom) -> list[str]:
    with closing(sqlite3.connect(room.url.removeprefix("sqlite:///"))) as database:
        return [text for (text,) in database.execute("SELECT text FROM texts WHERE text != ''")]


async def look(room: Newsroom, clock: SetClock, later: timedelta) -> None:
    clock.offset += later
    assert room.daemon is not None
    assert room.daemon.newsroom is not None
    await room.daemon.newsroom.vanishing.round()


async def told(room: Newsroom, posts: int) -> list[str]:
    """Start, let the player like the first of so many posts; return where they stand."""
    await room.start()
    made = [room.world.post(room.world.did(f"fan{n}"), f"{TEXT} {n}") for n in range(posts)]
    held = [room.view.hold(post) for post in made]
    room.wire.emit(*made, room.world.like(room.player, made[0]))
    await room.messages(1)
    await room.until(lambda: len(words(room)) >= posts)
    return held


def clock_of_now() -> SetClock:
    return SetClock(SystemClock().now())


async def test_a_post_that_vanished_is_let_go_and_taken_back(
    tmp_path: Path, sqlite_url: str
) -> None:
    clock = clock_of_now()
    async with newsroom(tmp_path, sqlite_url) as room:
        room.clock = clock
        held = await told(room, posts=3)
        del room.view.views[held[0]]
        await look(room, clock, EVERY - timedelta(hours=1))
        assert len(words(room)) == 3, "it is not its turn yet"
        await look(room, clock, timedelta(hours=2))
        assert len(words(room)) == 3, "missed once"
        assert len(room.receiver.attempts) == 1
        await look(room, clock, AGAIN)
        assert [text[-1] for text in sorted(words(room))] == ["1", "2"]
        bodies = await room.messages(2)
        assert bodies[-1]["type"] == "alert.corrected"
        assert room.daemon is not None
        page = room.daemon._metrics.page()[0].decode()
        assert 'asked_again_total{outcome="gone",platform="bluesky"} 1.0' in page
        room.view.asked.clear()
        await look(room, clock, AGAIN)
        assert room.view.asked == [], "nothing is due"


async def test_a_server_that_lost_everything_is_not_believed(
    tmp_path: Path, sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    clock = clock_of_now()
    async with newsroom(tmp_path, sqlite_url) as room:
        room.clock = clock
        held = await told(room, posts=4)
        views = dict(room.view.views)
        room.view.views.clear()
        await look(room, clock, EVERY)
        for _ in range(30):
            await look(room, clock, AGAIN)
        assert len(words(room)) == 4
        assert "isn't believed" in caplog.text
        assert [r for r in caplog.records if r.levelno >= logging.ERROR] == []
        room.view.views.update(views)
        del room.view.views[held[1]]
        for _ in range(3):
            await look(room, clock, AGAIN)
        assert len(words(room)) == 3


async def test_a_server_that_fails_takes_nothing_away_and_is_named_once(
    tmp_path: Path, sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    clock = clock_of_now()
    async with newsroom(tmp_path, sqlite_url) as room:
        room.clock = clock
        await told(room, posts=2)
        room.view.fail(500, times=50)
        await look(room, clock, EVERY)
        for _ in range(3):
            await look(room, clock, AGAIN)
        assert len(words(room)) == 2
        assert caplog.text.count("can't be asked whether posts still stand") == 1
