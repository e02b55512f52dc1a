"""A daemon that is told to stop, or can't start: nothing is lost, and one line says why."""

from __future__ import annotations

import asyncio
import socket
import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from monitor.app.clock import SystemClock
from tests.faults.databases import OnSqlite
from tests.faults.workload import write
from tests.integration.process import Process, configured, process, until
from tests.simulator.events import Events
from tests.simulator.jetstream import Jetstream

LINES = 4_000
IDLE = 20_000
"""Empty lines, more than wait in memory, so that a stop finds some unread."""


def asked(folder: Path, query: str) -> Any:
    """Return the first value of the first row of *query*, None while there is none."""
    try:
        with closing(sqlite3.connect(f"file:{folder / 'faults.db'}?mode=ro", uri=True)) as database:
            row = database.execute(query).fetchone()
    except sqlite3.OperationalError:
        return None  # not made yet
    return row and row[0]


def cursor(folder: Path) -> str:
    """Return where the only source goes on from."""
    return str(asked(folder, "SELECT cursor FROM cursors") or "")


def contents(folder: Path) -> Mapping[str, Counter[tuple[Any, ...]]]:
    return OnSqlite(folder).contents()


def importing(folder: Path, stream: Path, catalogue: Path) -> Path:
    """Write the configuration of an import of *stream*."""
    folder.mkdir(exist_ok=True)
    return configured(
        folder,
        storage={"url": f"sqlite:///{folder / 'faults.db'}", "keep": "all"},
        catalogue={"files": [str(catalogue)]},
        connectors=[{"type": "jsonl", "name": "stream", "path": str(stream)}],
    )


async def run_through(config: Path, stream: Path) -> None:
    """Import all of *stream*, and stop."""
    size = stream.stat().st_size
    async with process(config) as daemon:
        await until(lambda: cursor(config.parent).startswith(f"{size}:"))
        daemon.terminate()
        assert await daemon.ends() == 0, daemon.said


async def test_an_import_that_is_stopped_holds_what_its_cursor_says_and_goes_on_from_there(
    tmp_path: Path,
) -> None:
    stream, catalogue = write(tmp_path, LINES, seed=5)
    made = stream.read_bytes().splitlines(keepends=True)
    stream.write_bytes(b"".join([*made[:2000], b"\n" * IDLE, *made[2000:]]))
    config = importing(tmp_path / "stopped", stream, catalogue)
    async with process(config) as daemon:
        await until(lambda: cursor(config.parent) != "")
        daemon.terminate()
        assert await daemon.ends() == 0, daemon.said
        assert not any("Traceback" in line for line in daemon.said)
    offset = int(cursor(config.parent).partition(":")[0])
    lines = stream.read_bytes()
    assert 0 < offset < len(lines)
    stream.write_bytes(lines[:offset])
    await run_through(importing(tmp_path / "part", stream, catalogue), stream)
    stream.write_bytes(lines)
    assert contents(tmp_path / "stopped") == contents(tmp_path / "part")
    whole = importing(tmp_path / "whole", stream, catalogue)
    await asyncio.gather(run_through(config, stream), run_through(whole, stream))
    assert contents(tmp_path / "stopped") == contents(tmp_path / "whole")


async def _load(wire: Jetstream, world: Events, stop: asyncio.Event) -> None:
    post = world.post(world.did("fan"), "one last dance", at=SystemClock().now())
    wire.emit(post)
    while not stop.is_set():
        now = SystemClock().now()
        wire.emit(*(world.like(world.did(f"fan {n}"), post, at=now) for n in range(20)))
        await asyncio.sleep(0.01)


async def test_a_stream_under_load_that_is_stopped_holds_what_its_cursor_says_and_catches_up(
    tmp_path: Path,
) -> None:
    async with Jetstream() as wire:
        config = configured(
            tmp_path,
            storage={"url": f"sqlite:///{tmp_path / 'faults.db'}", "keep": "all"},
            connectors=[
                {
                    "type": "bluesky_jetstream",
                    "name": "wire",
                    "urls": [wire.url],
                    "collections": ["app.bsky.*"],
                    "appview": "http://127.0.0.1:9",
                }
            ],
        )
        stop = asyncio.Event()
        world = Events(seed=4, start=SystemClock().now())
        count = "SELECT count(*) FROM activities"
        async with process(config) as daemon:
            await asyncio.wait_for(wire.subscribed(), 20)
            loading = asyncio.create_task(_load(wire, world, stop))
            await until(lambda: (asked(tmp_path, count) or 0) > 1000)
            daemon.terminate()
            assert await daemon.ends() == 0, daemon.said
        reached = int(cursor(tmp_path))
        assert asked(tmp_path, count) == sum(e.time_us <= reached for e in wire.log)
        stop.set()
        await loading
        async with process(config) as daemon:
            await until(lambda: int(cursor(tmp_path)) == wire.log[-1].time_us)
            daemon.terminate()
            assert await daemon.ends() == 0, daemon.said
        assert asked(tmp_path, count) == len(wire.log)


async def test_a_second_signal_ends_it_at_once_and_nothing_is_broken(tmp_path: Path) -> None:
    stream, catalogue = write(tmp_path, 1_500, seed=6)
    config = importing(tmp_path / "stopped", stream, catalogue)
    async with process(config) as daemon:
        await until(lambda: cursor(config.parent) != "")
        daemon.terminate()
        await asyncio.sleep(0.05)
        daemon.terminate()
        assert await daemon.ends(5) in {0, 143}
    assert OnSqlite(config.parent).damage() == []
    whole = importing(tmp_path / "whole", stream, catalogue)
    await asyncio.gather(run_through(config, stream), run_through(whole, stream))
    assert contents(tmp_path / "stopped") == contents(tmp_path / "whole")


def _nowhere(folder: Path) -> dict[str, Any]:
    return {"storage": {"url": f"sqlite:///{folder / 'missing' / 'faults.db'}"}}


def _rubbish(folder: Path) -> dict[str, Any]:
    (folder / "faults.db").write_bytes(b"rubbish " * 1000)
    return {}


def _away(folder: Path) -> dict[str, Any]:
    del folder
    return {"storage": {"url": "postgresql://somebody@127.0.0.1:9/lastdance"}}


def _secret(folder: Path) -> dict[str, Any]:
    (folder / "secret").write_text("no secret\n")
    return {"privacy": {"secret_file": str(folder / "secret")}}


def _catalogue(folder: Path) -> dict[str, Any]:
    (folder / "mine.toml").write_text('[[accounts]]\nplatform = "bluesky"\nplayer = "nobody"\n')
    return {"catalogue": {"files": [str(folder / "mine.toml")]}}


def _typo(folder: Path) -> dict[str, Any]:
    del folder
    return {"webb": {"listen": "127.0.0.1:0"}}


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (_nowhere, "make it"),
        (_rubbish, "put a back-up in its place"),
        (_away, "PostgreSQL at 127.0.0.1"),
        (_secret, "secret"),
        (_catalogue, "mine.toml"),
        (_typo, "webb"),
    ],
)
async def test_what_keeps_it_from_starting_is_said_in_a_line_without_a_traceback(
    tmp_path: Path, fault: Any, words: str
) -> None:
    async with process(configured(tmp_path, **fault(tmp_path))) as daemon:
        assert await daemon.ends() in {1, 2}
    _plain(daemon, words)


async def test_a_port_that_is_taken_is_said_in_a_line_without_a_traceback(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        async with process(configured(tmp_path, web={"listen": listen})) as daemon:
            assert await daemon.ends() == 1
    _plain(daemon, listen)


def _plain(daemon: Process, words: str) -> None:
    said = "".join(daemon.said)
    assert "Traceback" not in said
    assert words in said
    assert sum("error" in line for line in daemon.said) == 1


@pytest.mark.parametrize("table", ["activities", "outbox"])
async def test_a_database_that_breaks_while_it_runs_ends_it_with_a_line_and_a_failure(
    tmp_path: Path, table: str
) -> None:
    stream, catalogue = write(tmp_path, 2000, seed=7)
    config = importing(tmp_path / "broken", stream, catalogue)
    async with process(config) as daemon:
        await daemon.says("ready: pages at")
        with closing(sqlite3.connect(tmp_path / "broken" / "faults.db", timeout=10)) as database:
            database.execute("PRAGMA foreign_keys = OFF")
            database.execute(f"DROP TABLE {table}")
            database.commit()
        assert await daemon.ends() == 1
    _plain(daemon, f"no such table: {table}")
