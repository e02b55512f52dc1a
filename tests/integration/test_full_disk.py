"""The disk fills up while the daemon reads, and there is room again."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, suppress
from pathlib import Path

import aiohttp
import pytest

from monitor.app.waterline import NAME, Waterline, rises
from monitor.ingest import Gate, Health, Intake
from monitor.ports import TransientError
from monitor.settings import load
from storage import back_up, migrate, open_store
from tests.conftest import NOW
from tests.contract.soundness import flaws
from tests.integration.newsroom import Newsroom, newsroom
from tests.integration.test_intake import Source, Stored, until
from tests.simulator.clock import FastClock, HandClock

MIB = 1024**2
DANCE = "Sergio Ramos back at Real Madrid for one last dance?"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of 40 MiB, in memory."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=40m,mode=700", "none", str(place)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("no small disk: only root may mount one here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill(place: Path, left: int) -> Path:
    """Write junk until only *left* bytes are free; return where it is."""
    junk = place / "junk"
    with junk.open("ab") as file:
        while (free := _free(place)) > left:
            with suppress(OSError):
                file.write(b"\0" * min(MIB, free - left))
                file.flush()
    return junk


def _free(place: Path) -> int:
    found = os.statvfs(place)
    return found.f_bavail * found.f_frsize


@pytest.fixture
async def room(tmp_path: Path, small: Path) -> AsyncIterator[Newsroom]:
    url = f"sqlite:///{small / 'lastdance.db'}"
    storage = {"url": url, "low_water": 6, "ballast": 3}
    async with newsroom(tmp_path, url, storage=storage) as made:
        yield made


def stored(room: Newsroom) -> int:
    """Return how many acts of fans are stored."""
    with closing(sqlite3.connect(room.url.removeprefix("sqlite:///"))) as connection:
        query = "SELECT count(*) FROM activities WHERE verb = 'like' AND account IS NULL"
        (count,) = connection.execute(query).fetchone()
        return int(count)


async def says(room: Newsroom, path: str) -> tuple[int, str]:
    """Return status and words of a page."""
    assert room.daemon is not None
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{room.daemon.address}{path}") as answer,
    ):
        return answer.status, await answer.text()


@pytest.mark.parametrize("left", [5 * MIB, 0], ids=["nearly", "quite"])
async def test_a_full_disk_loses_nothing_and_it_goes_on_by_itself(
    room: Newsroom, small: Path, left: int
) -> None:
    await room.start()
    ballast = small / "lastdance.db.ballast"
    await room.until(ballast.exists)
    dance = room.world.post(room.fans, DANCE, langs=["en"], at=room.now())
    likes = [room.world.like(room.world.did(f"fan {n}"), dance, at=room.now()) for n in range(600)]
    room.wire.emit(dance, *likes[:100])
    await room.until(lambda: stored(room) == 100)

    junk = fill(small, left)
    for n in range(100, 500, 50):
        room.wire.emit(*likes[n : n + 50])
        await asyncio.sleep(0.05)
    words = [one["data"]["text"] for one in await room.messages(1)]
    assert any(NAME in one and "MiB free" in one for one in words)
    status, said = await says(room, "/readyz")
    assert status == 503
    assert "too little room where the database is" in said
    assert "paused" in (await says(room, "/sources.json"))[1]
    assert ballast.exists() == (left > 3 * MIB)

    junk.unlink()
    room.wire.emit(*likes[500:])
    await room.until(lambda: stored(room) == 600)
    words = [one["data"]["text"] for one in await room.messages(2)]
    assert any("is read again" in one for one in words)
    assert (await says(room, "/readyz"))[0] == 200
    await room.stop()
    with closing(sqlite3.connect(room.url.removeprefix("sqlite:///"))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    store = await open_store(room.url)
    assert await store._database.read(flaws) == []
    await store.close()


def test_a_back_up_that_finds_no_room_leaves_nothing_behind_and_harms_nothing(
    small: Path, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'lastdance.db'}"
    migrate(url)
    with closing(sqlite3.connect(tmp_path / "lastdance.db")) as connection:
        connection.execute("CREATE TABLE much (of)")
        connection.execute("INSERT INTO much VALUES (zeroblob(45000000))")
        connection.commit()
    (small / "older.db").write_bytes(b"older")
    with pytest.raises(TransientError, match="make room"):
        back_up(url, small / "older.db")
    assert [one.name for one in small.iterdir()] == ["older.db"]
    assert (small / "older.db").read_bytes() == b"older"
    back_up(url, tmp_path / "copy.db")


async def test_no_source_is_read_behind_a_shut_gate_and_what_was_read_is_stored() -> None:
    gate, store = Gate(), Stored()
    source, polled = Source("stream", 20_000, {}), Source("poll", 20, {}, finite=True)
    polled.every = NOW - NOW
    reading = Intake([source, polled], {}, store, FastClock(NOW, speed=200), gate=gate)
    running = asyncio.create_task(reading.run(asyncio.Event()))
    await until(lambda: len(store.of("stream")) > 20)
    gate.shut("paused: the disk is full")
    await reading.poll(polled)
    await until(lambda: reading.states["stream"].health is Health.RETRYING)
    await until(lambda: reading.queued == 0)
    held = len(store.of("stream"))
    await asyncio.sleep(0.1)
    assert len(store.of("stream")) == held < 20_000
    assert store.of("poll") == []
    for name in ("stream", "poll"):
        assert "paused" in reading.states[name].detail

    gate.open()
    await reading.poll(polled)
    await until(lambda: len(store.pages) == 20_020)
    assert store.of("stream") == [f"at://{n}" for n in range(20_000)]
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


def test_the_line_is_left_at_a_quarter_more_than_it_is_crossed_at() -> None:
    assert rises(99, 100, shut=False)
    assert not rises(100, 100, shut=False)
    assert rises(124, 100, shut=True)
    assert not rises(125, 100, shut=True)


async def test_operators_are_told_once_of_a_full_disk_and_once_of_room_restarts_or_not(
    sqlite_url: str, tmp_path: Path
) -> None:
    hook = {"name": "ops", "url": "https://example.org/x", "secret": "whsec_" + "A" * 43 + "="}
    given = {"storage": {"url": sqlite_url, "ballast": 1}, "webhooks": [hook]}
    settings, clock, gate = load(None, {}, given), HandClock(NOW), Gate()
    store = await open_store(sqlite_url)
    free = 10 * MIB
    paused: list[bool] = []

    def waterline() -> Waterline:
        return Waterline(settings, store, clock, gate, lambda: None, lambda _: free, paused.append)

    try:
        line = waterline()
        for _ in range(3):
            await line.look()
        line = waterline()
        await line.look()
        assert "10 MiB free" in gate.why
        free = 1000 * MIB
        for _ in range(3):
            await line.look()
        found = await store.claim(NOW, 10, NOW - NOW)
    finally:
        await store.close()
    assert [b'"stale"' in one.message.body for one in found] in ([True, False], [False, True])
    assert paused == [True] * 4 + [False] * 3
    assert not gate.why


async def test_a_database_elsewhere_is_never_too_full(sqlite_url: str) -> None:
    store, gate = await open_store(sqlite_url), Gate()
    line = Waterline(load(None, {}, {}), store, HandClock(NOW), gate, lambda: None, lambda _: None)
    await line.look()
    assert not gate.why
    await store.close()
