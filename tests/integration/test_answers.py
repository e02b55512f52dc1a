"""Links and silences through the whole daemon: what is sent can be answered where it is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest

from monitor.domain.desk.silence import silence
from storage import open_store
from tests.integration.newsroom import Newsroom, newsroom
from tests.integration.test_thread import DANCE


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Newsroom]:
    async with newsroom(tmp_path, f"sqlite:///{tmp_path / 'lastdance.db'}") as made:
        yield made


async def ask(room: Newsroom, method: str, link: str) -> str:
    """Follow a link at the daemon that runs here."""
    assert room.daemon is not None
    url = room.daemon.address + urlsplit(link).path
    async with aiohttp.ClientSession() as session, session.request(method, url) as answer:
        assert answer.status == 200
        return await answer.text()


async def test_a_mute_by_a_link_holds_and_a_correction_passes_it(room: Newsroom) -> None:
    await room.start()
    dance = room.world.post(room.fans, DANCE, langs=["en"], at=room.now())
    like = room.world.like(room.player, dance, at=room.now())
    room.wire.emit(dance, like)
    (told,) = await room.messages(1)
    links = told["data"]["links"]
    assert "Muted for" not in await ask(room, "GET", links["mute_4h"])
    assert "Silenced" not in await ask(room, "GET", "/")
    assert "Muted for" in await ask(room, "POST", links["mute_4h"])
    assert "Sergio Ramos and Real Madrid, for desk" in await ask(room, "GET", "/")
    room.wire.emit(room.world.undo(like, at=room.now()))
    _, corrected = await room.messages(2)
    assert corrected["type"] == "alert.corrected"
    assert corrected["data"]["links"].keys() == links.keys()


async def test_what_is_silenced_is_on_its_page_and_sent_to_nobody(room: Newsroom) -> None:
    await room.start()
    now = room.now()
    store = await open_store(room.url)
    try:
        await store.silence(silence(now, now + timedelta(hours=1), "ana", everything=True))
        dance = room.world.post(room.fans, DANCE, langs=["en"], at=room.now())
        room.wire.emit(dance, room.world.like(room.player, dance, at=room.now()))
        async with aiohttp.ClientSession() as session:
            assert room.daemon is not None
            found = None
            for _ in range(200):
                notices = await store.reader.alerts()
                if notices:
                    found = notices[0].alert.id
                    break
                await asyncio.sleep(0.05)
            assert found is not None
            async with session.get(f"{room.daemon.address}/alerts/{found}") as answer:
                page = await answer.text()
    finally:
        await store.close()
    assert "silenced by ana until" in page
    assert room.receiver.attempts == []
