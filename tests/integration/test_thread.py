"""The thread: from a like on the wire to a signed alert, through the whole daemon."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from tests.integration.newsroom import Newsroom, newsroom

DANCE = "Sergio Ramos back at Real Madrid for one last dance?"


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Newsroom]:
    async with newsroom(tmp_path, f"sqlite:///{tmp_path / 'lastdance.db'}") as made:
        yield made


async def test_a_players_like_becomes_a_signed_alert_with_its_evidence(room: Newsroom) -> None:
    await room.start()
    dance = room.world.post(room.fans, DANCE, langs=["en"], at=room.now())
    room.wire.emit(dance, room.world.like(room.player, dance, at=room.now()))
    (message,) = await room.messages(1)
    assert message["type"] == "act.notable"
    data = message["data"]
    assert "Sergio Ramos" in data["title"]
    assert "Real Madrid" in data["title"]
    assert DANCE in data["text"]
    assert any("Observed" in line for line in data["how_we_know"])
    assert data["strength"]["evidence"] == "insufficient"
    assert data["strength"]["probability"] is None
    assert all(attempt.genuine for attempt in room.receiver.attempts)


async def test_an_unlike_is_a_correction_under_the_same_alert(room: Newsroom) -> None:
    await room.start()
    dance = room.world.post(room.fans, DANCE, langs=["en"], at=room.now())
    like = room.world.like(room.player, dance, at=room.now())
    room.wire.emit(dance, like)
    await room.messages(1)
    room.wire.emit(room.world.undo(like, at=room.now()))
    told, corrected = await room.messages(2)
    assert corrected["type"] == "alert.corrected"
    assert corrected["data"]["alert"] == told["data"]["alert"]


async def test_a_deleted_post_takes_the_alert_about_its_like_back(room: Newsroom) -> None:
    await room.start()
    dance = room.world.post(room.fans, DANCE, langs=["en"], at=room.now())
    room.wire.emit(dance, room.world.like(room.player, dance, at=room.now()))
    await room.messages(1)
    room.wire.emit(room.world.delete(dance, at=room.now()))
    _, corrected = await room.messages(2)
    assert corrected["type"] == "alert.corrected"
    assert "deleted" in corrected["data"]["title"]
    assert DANCE not in corrected["data"]["text"]


async def test_the_liked_post_is_looked_up_when_the_wire_did_not_bring_it(room: Newsroom) -> None:
    await room.start()
    dance = room.world.post(room.fans, DANCE, langs=["en"], at=room.now())
    room.view.hold(dance, "fans.example")
    room.wire.emit(room.world.like(room.player, dance, at=room.now()))
    (message,) = await room.messages(1)
    assert DANCE in message["data"]["text"]


async def test_a_like_of_a_post_that_cannot_be_fetched_is_told_as_unknown_and_updated_when_it_comes(
    room: Newsroom,
) -> None:
    await room.start()
    dance = room.world.post(room.fans, DANCE, langs=["en"], at=room.now())
    room.wire.emit(room.world.like(room.player, dance, at=room.now()))
    (message,) = await room.messages(1)
    assert "could not be fetched" in message["data"]["text"]
    room.wire.emit(dance)
    first, second = await room.messages(2)
    assert second["type"] == "story.updated"
    assert second["data"]["alert"] == first["data"]["alert"]
    assert DANCE in second["data"]["text"]


async def test_a_private_authors_words_and_names_are_never_told(room: Newsroom) -> None:
    await room.start()
    somebody = room.world.did("somebody")
    post = room.world.post(somebody, f"{DANCE} says my aunt", langs=["en"], at=room.now())
    room.wire.emit(post, room.world.like(room.player, post, at=room.now()))
    (message,) = await room.messages(1)
    body = room.receiver.attempts[0].body.decode()
    assert "a private account" in message["data"]["text"]
    assert "my aunt" not in body
    assert somebody not in body


async def test_likes_of_fans_wake_nobody(room: Newsroom) -> None:
    await room.start()
    dance = room.world.post(room.fans, DANCE, langs=["en"], at=room.now())
    likes = [room.world.like(room.world.did(f"fan {n}"), dance, at=room.now()) for n in range(30)]
    last = room.world.like(room.player, dance, at=room.now())
    room.wire.emit(dance, *likes, last)
    await room.messages(1)
    await asyncio.sleep(0.5)
    assert len(room.receiver.attempts) == 1


async def test_two_acts_within_six_hours_wake_once(room: Newsroom) -> None:
    await room.start()
    dance = room.world.post(room.fans, DANCE, langs=["en"], at=room.now())
    room.wire.emit(dance, room.world.like(room.player, dance, at=room.now()))
    await room.messages(1)
    room.wire.emit(room.world.repost(room.player, dance, at=room.now()))
    await asyncio.sleep(1)
    assert len(room.receiver.attempts) == 1


async def test_what_happened_while_the_daemon_was_down_is_told_once_it_is_back(
    room: Newsroom,
) -> None:
    await room.start()
    before = room.world.post(room.fans, DANCE, langs=["en"], at=room.now())
    room.wire.emit(before)
    await asyncio.sleep(0.6)
    await room.stop()
    room.wire.emit(room.world.like(room.player, before, at=room.now()))
    await room.start()
    (message,) = await room.messages(1)
    assert message["type"] == "act.notable"


async def test_without_a_network_it_stays_up_says_so_and_recovers(room: Newsroom) -> None:
    await room.wire.stop()
    await room.start(reading=False)
    assert room.daemon is not None
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{room.daemon.address}/readyz") as answer:
            assert answer.status == 200
        async with session.get(room.daemon.address) as answer:
            assert "bluesky" in await answer.text()
    await room.wire.start()
    await room.wire.subscribed()
    await room.until(room.knows_the_player)
    dance = room.world.post(room.fans, DANCE, langs=["en"], at=room.now())
    room.wire.emit(dance, room.world.like(room.player, dance, at=room.now()))
    await room.messages(1)


async def test_the_page_of_an_alert_shows_what_was_told(room: Newsroom) -> None:
    await room.start()
    dance = room.world.post(room.fans, DANCE, langs=["en"], at=room.now())
    room.wire.emit(dance, room.world.like(room.player, dance, at=room.now()))
    (message,) = await room.messages(1)
    assert room.daemon is not None
    path = message["data"]["url"].rpartition("/alerts/")[2]
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{room.daemon.address}/alerts/{path}") as answer,
    ):
        page = await answer.text()
    assert answer.status == 200
    assert DANCE in page
    assert message["data"]["how_we_know"][0].split("“")[0] in page


async def test_once_a_post_is_deleted_no_stored_word_of_it_is_left(room: Newsroom) -> None:
    await room.start()
    words = f"{DANCE} Bring him to Chamartín."
    dance = room.world.post(room.fans, words, langs=["en"], at=room.now())
    room.wire.emit(dance, room.world.like(room.player, dance, at=room.now()))
    await room.messages(1)
    room.wire.emit(room.world.delete(dance, at=room.now()))
    await room.messages(2)
    await room.stop()
    left = b"".join(file.read_bytes() for file in room.folder.glob("lastdance.db*"))
    assert "Chamartín".encode() not in left
