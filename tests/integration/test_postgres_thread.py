"""The thread once more, through a daemon on PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.newsroom import newsroom

DANCE = "Sergio Ramos back at Real Madrid for one last dance?"

pytestmark = pytest.mark.postgres


async def test_like_alert_and_correction_through_a_daemon_on_postgresql(
    tmp_path: Path, postgres_url: str
) -> None:
    async with newsroom(tmp_path, postgres_url) as room:
        await room.start()
        dance = room.world.post(room.fans, DANCE, langs=["en"], at=room.now())
        like = room.world.like(room.player, dance, at=room.now())
        room.wire.emit(dance, like)
        (told,) = await room.messages(1)
        assert told["type"] == "act.notable"
        assert DANCE in told["data"]["text"]
        await room.stop()
        room.wire.emit(room.world.undo(like, at=room.now()))
        await room.start()
        told, corrected = await room.messages(2)
        assert corrected["type"] == "alert.corrected"
        assert corrected["data"]["alert"] == told["data"]["alert"]
        assert all(attempt.genuine for attempt in room.receiver.attempts)


async def test_an_object_that_comes_late_updates_the_alert_on_postgresql(
    tmp_path: Path, postgres_url: str
) -> None:
    async with newsroom(tmp_path, postgres_url) as room:
        await room.start()
        dance = room.world.post(room.fans, DANCE, langs=["en"], at=room.now())
        reply = room.world.reply(room.player, "Who knows", dance, at=room.now())
        room.wire.emit(room.world.like(room.player, dance, at=room.now()), reply)
        (first,) = await room.messages(1)
        assert "could not be fetched" in first["data"]["text"]
        room.wire.emit(dance)
        _, second = await room.messages(2)
        assert second["type"] == "story.updated"
        assert DANCE in second["data"]["text"]
