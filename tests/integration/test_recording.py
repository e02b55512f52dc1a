"""A live page becomes a fixture that plays as the server did, with nobody in it."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from monitor.app.clock import SystemClock
from monitor.app.recording import fixture
from monitor.domain.activity import Verb
from monitor.settings import Settings
from tests.contract.playing import playing
from tests.simulator.listening import activities, listen
from tests.simulator.mastodon import Mastodon, person


async def test_what_is_recorded_plays_as_the_server_did(tmp_path: Path) -> None:
    clock = SystemClock()
    settings = Settings.model_validate({"storage": {"url": f"sqlite:///{tmp_path / 'a.db'}"}})
    async with Mastodon() as server:
        for number in range(5):
            at = clock.now() - timedelta(seconds=1)
            server.post(f"Secretive words {number}", at, who="somebody", number=number << 17)
        first = next(iter(server.statuses.values()))
        server.favourite(first, person("admirer"))
        entry = {
            "type": "mastodon",
            "name": "social",
            "server": server.url,
            "tags": ["transfers"],
            "accounts": "none",
            "token": "s3cr3t-t0k3n",
        }
        made, errors = await fixture(settings, entry, clock)
    assert errors == ()
    text = json.dumps(made).casefold()
    for word in ("somebody", "secretive", "admirer", "transfers", "s3cr3t", "social.example"):
        assert word not in text
    assert [verb for verb, _ in made["decoded"]] == ["create"] * 5
    async with playing(made, tmp_path) as play:
        pages = await listen(play.connector, None)
    assert [a.verb for a in activities(pages)] == [Verb.CREATE] * 5
