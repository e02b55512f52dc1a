"""The wire drops, stalls, refuses and floods; each act is stored once all the same."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

import pytest

from tests.integration.newsroom import Newsroom, newsroom
from tests.simulator.clock import SetClock
from tests.simulator.events import Event

DANCE = "Sergio Ramos back at Real Madrid for one last dance?"


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Newsroom]:
    async with newsroom(tmp_path, f"sqlite:///{tmp_path / 'lastdance.db'}") as made:
        made.overrides = {
            "connectors": [
                {
                    "type": "bluesky_jetstream",
                    "name": "bluesky",
                    "urls": [made.wire.url],
                    "collections": ["app.bsky.*"],
                    "appview": made.view.url,
                    "hydrate_timeout": "500ms",
                    "idle": "1s",
                }
            ]
        }
        made.clock = SetClock(made.now())
        yield made


def likes(folder: Path) -> int:
    """Return how many acts of fans are stored."""
    with closing(sqlite3.connect(folder / "lastdance.db")) as database:
        query = "SELECT count(*) FROM activities WHERE verb = 'like' AND account IS NULL"
        count: int = database.execute(query).fetchone()[0]
        return count


async def test_whatever_the_wire_does_each_act_is_stored_once(
    room: Newsroom, tmp_path: Path
) -> None:
    await room.start()
    dance = room.world.post(room.fans, DANCE, langs=["en"], at=room.now())
    room.wire.emit(dance)
    made = 0

    def some(count: int) -> list[Event]:
        nonlocal made
        made += count
        fans = (room.world.did(f"fan {made}-{n}") for n in range(count))
        return [room.world.like(fan, dance, at=room.now()) for fan in fans]

    room.wire.emit(*some(50))
    for _ in range(3):
        await asyncio.sleep(0.1)
        room.wire.emit(*some(50))
        room.wire.drop()
        room.wire.emit(*some(50))
        await room.wire.subscribed()
    room.wire.refuse(503, times=2, retry_after="1")
    room.wire.drop()
    room.wire.emit(*some(50))
    await room.until(lambda: likes(tmp_path) == made)
    room.wire.stall()
    room.wire.emit(*some(50))
    calls = len(room.wire.calls)
    await room.until(lambda: len(room.wire.calls) > calls)
    room.wire.resume()
    room.wire.emit(*some(50))
    await room.wire.subscribed()
    with suppress(ConnectionError):  # it is hung up upon
        await room.wire.shout(b'{"kind":"' + b"x" * (9 << 20) + b'"}')
    room.wire.emit(*some(50), room.world.like(room.player, dance, at=room.now()))
    await room.messages(1)
    await room.until(lambda: likes(tmp_path) == made)
    await asyncio.sleep(0.3)
    assert likes(tmp_path) == made
    assert len(room.receiver.attempts) == 1


async def look_again(room: Newsroom) -> None:
    """A minute goes by; do the chore that is due then."""
    assert isinstance(room.clock, SetClock)
    room.clock.offset += timedelta(minutes=1)
    desk = room.daemon and room.daemon.newsroom
    assert desk
    await desk.look_again()


@pytest.mark.parametrize("author", ["fans", "somebody"])
async def test_an_object_that_the_appview_has_only_later_is_told_then(
    room: Newsroom, author: str
) -> None:
    await room.start()
    dance = room.world.post(room.world.did(author), DANCE, langs=["en"], at=room.now())
    room.wire.emit(room.world.like(room.player, dance, at=room.now()))
    if author == "fans":
        (first,) = await room.messages(1)
        assert "could not be fetched" in first["data"]["text"]
    else:
        await asyncio.sleep(1.0)
    await look_again(room)
    before = 1 if author == "fans" else 0
    assert len(room.receiver.attempts) == before
    room.view.hold(dance, f"{author}.example")
    await look_again(room)
    last = (await room.messages(before + 1))[-1]
    assert last["type"] == ("story.updated" if author == "fans" else "act.notable")
    assert (DANCE in last["data"]["text"]) == (author == "fans")
    await look_again(room)
    await asyncio.sleep(0.3)
    assert len(room.receiver.attempts) == before + 1


async def test_a_like_that_is_seen_while_its_object_is_looked_up_again_is_told_once(
    room: Newsroom,
) -> None:
    await room.start()
    dance = room.world.post(room.world.did("somebody"), DANCE, langs=["en"], at=room.now())
    room.wire.emit(room.world.like(room.player, dance, at=room.now()))
    await asyncio.sleep(1.0)
    room.view.hold(dance, "somebody.example")
    room.wire.emit(dance, room.world.repost(room.player, dance, at=room.now()))
    await asyncio.gather(look_again(room), look_again(room))
    await room.messages(1)
    await asyncio.sleep(1.0)
    assert len(room.receiver.attempts) == 1
