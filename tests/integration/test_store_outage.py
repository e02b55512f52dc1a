"""PostgreSQL goes away while the daemon runs, and comes back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import asyncpg
import pytest
from sqlalchemy import make_url

from tests.integration.newsroom import Newsroom, newsroom
from tests.simulator.line import Line

pytestmark = pytest.mark.postgres

DANCE = "Sergio Ramos back at Real Madrid for one last dance?"


@pytest.fixture
async def line(postgres_url: str) -> AsyncIterator[Line]:
    port = make_url(postgres_url).port
    assert port is not None
    async with Line(port) as made:
        yield made


@pytest.fixture
async def room(tmp_path: Path, postgres_url: str, line: Line) -> AsyncIterator[Newsroom]:
    url = make_url(postgres_url).set(host="127.0.0.1", port=line.port)
    async with newsroom(tmp_path, url.render_as_string(hide_password=False)) as made:
        yield made


async def ready(room: Newsroom) -> tuple[int, str]:
    """Return the status and the words of /readyz."""
    assert room.daemon is not None
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{room.daemon.address}/readyz") as answer,
    ):
        return answer.status, await answer.text()


async def stored(url: str, room: Newsroom) -> int:
    """Return how many acts of fans are stored."""
    connection = await asyncpg.connect(url)
    try:
        query = "SELECT count(*) FROM activities WHERE verb = 'like' AND account IS NULL"
        count: int = await connection.fetchval(query)
        return count
    finally:
        await connection.close()


async def test_nothing_is_lost_while_the_database_is_away(
    room: Newsroom, line: Line, postgres_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    await room.start()
    dance = room.world.post(room.fans, DANCE, langs=["en"], at=room.now())
    room.wire.emit(dance)
    likes = [room.world.like(room.world.did(f"fan {n}"), dance, at=room.now()) for n in range(300)]
    room.wire.emit(*likes[:100])
    await asyncio.sleep(0.3)
    await line.cut()
    room.wire.emit(*likes[100:200])
    room.wire.emit(room.world.like(room.player, dance, at=room.now()))
    await asyncio.sleep(1.5)
    status, said = await ready(room)
    assert status == 503
    assert said == "database: it can't be used just now; the log says why\n"
    assert any("not ready: " in one for one in caplog.messages)
    room.wire.emit(*likes[200:])
    await line.mend()
    (told,) = await room.messages(1)
    assert told["type"] == "act.notable"
    async with asyncio.timeout(8):
        while await stored(postgres_url, room) < 300:
            await asyncio.sleep(0.1)
    assert (await ready(room))[0] == 200
    assert len(room.receiver.attempts) == 1


async def test_connections_that_the_server_ends_are_made_anew(
    room: Newsroom, postgres_url: str
) -> None:
    await room.start()
    dance = room.world.post(room.fans, DANCE, langs=["en"], at=room.now())
    likes = [room.world.like(room.world.did(f"fan {n}"), dance, at=room.now()) for n in range(300)]
    room.wire.emit(dance)
    connection = await asyncpg.connect(postgres_url)
    for part in range(10):
        room.wire.emit(*likes[part * 30 : part * 30 + 30])
        await asyncio.sleep(0.1)
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    await connection.close()
    async with asyncio.timeout(8):
        while await stored(postgres_url, room) < 300:
            await asyncio.sleep(0.1)
    room.wire.emit(room.world.like(room.player, dance, at=room.now()))
    await room.messages(1)


async def test_a_database_that_only_hangs_is_told_and_recovers(
    room: Newsroom, line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    await room.start()
    dance = room.world.post(room.fans, DANCE, langs=["en"], at=room.now())
    line.clog()
    room.wire.emit(dance, room.world.like(room.player, dance, at=room.now()))
    status, said = await ready(room)
    assert status == 503
    assert "just now" in said
    assert any("not ready: " in one and "has not answered" in one for one in caplog.messages)
    await line.mend()
    await room.messages(1)
    assert (await ready(room))[0] == 200


async def test_a_stop_while_the_database_hangs_is_a_stop(room: Newsroom, line: Line) -> None:
    await room.start()
    line.clog()
    room.wire.emit(room.world.post(room.fans, DANCE, langs=["en"], at=room.now()))
    await asyncio.sleep(0.5)
    await room.stop()
    assert not room.receiver.attempts
