"""Our Jetstream host, which other tests rely on, read by clients that others wrote."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.simulator.events import Event
from tests.simulator.jetstream import Jetstream

HERE = Path(__file__).parent
PEERS = Path(os.environ.get("LASTDANCE_TEST_PEERS", "/nonexistent"))
DATA = Path(os.environ.get("LASTDANCE_DATA", "/nonexistent")) / "jetstream"
PATIENCE = 60

LIKES_AND_GRAPH = {
    "commit create app.bsky.feed.like": 105,
    "commit create app.bsky.graph.follow": 6,
    "commit delete app.bsky.graph.follow": 3,
    "commit create app.bsky.graph.block": 1,
    "identity": 1,
    "account": 1,
}
REST = {
    "commit create app.bsky.feed.post": 17,
    "commit create app.bsky.feed.repost": 15,
    "commit delete app.bsky.feed.post": 1,
    "commit update app.bsky.actor.status": 1,
    "commit update fm.teal.alpha.actor.status": 1,
}


def capture() -> list[Event]:
    """Return the 152 events of a real capture; skips the test where it isn't."""
    if not DATA.is_dir():
        pytest.skip("LASTDANCE_DATA names no folder with the capture in jetstream/")
    lines = (DATA / "expected_v1.jsonl").read_bytes().splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def python() -> Path:
    """Return the interpreter that has the atproto SDK; skips the test where there is none."""
    found = PEERS / "atproto/bin/python"
    if not found.exists():
        pytest.skip("no atproto SDK in LASTDANCE_TEST_PEERS; .ci/run puts it there")
    return found


def skyware() -> Path:
    """Return the folder that has @skyware/jetstream; skips the test where there is none."""
    found = PEERS / "skyware"
    if not (found / "node_modules/@skyware/jetstream").is_dir() or shutil.which("node") is None:
        pytest.skip("no @skyware/jetstream in LASTDANCE_TEST_PEERS; .ci/run puts it there")
    return found


async def heard(count: int, *command: object) -> Sequence[str]:
    """Return what *command* writes, *count* lines at most; it is ended then."""
    process = await asyncio.create_subprocess_exec(
        *map(str, command), stdout=asyncio.subprocess.PIPE
    )
    lines: list[str] = []
    assert process.stdout is not None
    try:
        async with asyncio.timeout(PATIENCE):
            while len(lines) < count and (line := await process.stdout.readline()):
                lines.append(line.decode().rstrip())
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
    return lines


async def by_sdk(server: Jetstream, cursor: int, count: int, *collections: str) -> Sequence[str]:
    base = server.v2_url.rpartition("/")[0]
    told = python(), HERE / "listener.py", base, cursor, count, *collections
    return await heard(count + 1, *told)


async def test_the_sdk_hears_all_of_a_real_capture_and_where_it_is() -> None:
    async with Jetstream() as server:
        server.emit(*capture())
        *lines, last = await by_sdk(server, 1, 152)
    assert Counter(lines) == LIKES_AND_GRAPH | REST
    assert last == "cursor 152"


async def test_the_sdk_hears_what_it_asks_for_from_where_it_was() -> None:
    async with Jetstream() as server:
        server.emit(*capture())
        lines = (await by_sdk(server, 1, 117, "app.bsky.feed.like", "app.bsky.graph.*"))[:-1]
        assert Counter(lines) == LIKES_AND_GRAPH
        assert await by_sdk(server, 150, 3) == [*(await by_sdk(server, 148, 5))[2:]]


async def test_the_sdk_understands_that_its_place_is_gone() -> None:
    async with Jetstream() as server:
        server.emit(*capture())
        server.forget(100)
        assert await by_sdk(server, 7, 1) == ["error JetstreamCursorTooOldError"]


async def test_skyware_hears_what_it_asks_for_of_a_real_capture() -> None:
    folder = skyware()
    async with Jetstream() as server:
        server.emit(*capture())
        told = "node", HERE / "listener.mjs", folder, server.url, 1
        assert Counter(await heard(152, *told)) == LIKES_AND_GRAPH | REST
        wanted = "app.bsky.feed.like", "app.bsky.graph.*"
        assert Counter(await heard(117, *told, *wanted)) == LIKES_AND_GRAPH
