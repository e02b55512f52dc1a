"""What an installation says that it sees, and what it doesn't."""

from __future__ import annotations

from dataclasses import replace

import pytest

import connectors
from monitor.app.almanac import read_catalogue
from monitor.app.outlook import outlook
from monitor.cli.greeting import greet
from monitor.domain.catalogue import Account, Catalogue, Role
from monitor.domain.learning import LEARNS
from monitor.settings import Settings, load
from monitor.watching.scope import name
from tests.conftest import NOW

CLUB = Account(platform="bluesky", handle="x.example", role=Role.CLUB)
PROVEN = Catalogue(accounts=(replace(CLUB, proof="linked from their page"),))
ADDRESS = "http://127.0.0.1:8642"


@pytest.mark.parametrize("accounts", [(), (CLUB,)], ids=["none", "unproven"])
def test_without_proven_accounts_and_feeds_that_is_said(accounts: tuple[Account, ...]) -> None:
    seen = outlook(Settings(), Catalogue(accounts=accounts))
    assert [name for name, _ in seen.sees] == ["bluesky", "bluesky-watched"]
    assert "nothing yet" in dict(seen.sees)["bluesky-watched"]
    said = " ".join(seen.blind)
    for missing in ("Likes, reposts and follows", "The press", "Instagram and X", "Mastodon"):
        assert missing in said


def test_what_is_configured_is_not_called_unseen() -> None:
    entries = [
        {"type": "feed", "name": "news", "url": "https://example.org/rss"},
        {"type": "mastodon", "name": "m", "server": "https://m.example", "tags": ["x"]},
        {"type": "bluesky_jetstream", "name": "watched", "accounts": "watched"},
    ]
    seen = outlook(load(None, {}, {"connectors": entries}), PROVEN)
    assert "nothing yet" not in dict(seen.sees)["watched"]
    said = " ".join(seen.blind)
    assert "The press" not in said
    assert "Mastodon" not in said
    assert "Likes, reposts and follows of players" not in said
    assert "YouTube, Reddit, Wikipedia: not configured" in said


@pytest.mark.parametrize("kind", connectors.names())
def test_every_kind_of_source_has_words(kind: str) -> None:
    settings = Settings().model_copy(update={"connectors": [{"type": kind, "name": "x"}]})
    ((_, what),) = outlook(settings, PROVEN).sees
    assert len(what) > 10
    assert not what.endswith(".")


def test_the_greeting_is_calm_and_fits(capsys: pytest.CaptureFixture[str]) -> None:
    catalogue = read_catalogue(Settings())
    greet(Settings(), catalogue, ADDRESS, None, {}, NOW)
    said = capsys.readouterr().err
    assert max(map(len, said.splitlines())) <= 80
    assert "\n\n\n" not in said
    for words in (ADDRESS, "Sergio Ramos", "all 10: learning, 0 of 24 h", "init", "doctor"):
        assert words in said


def test_who_has_learnt_is_not_said_to_learn(capsys: pytest.CaptureFixture[str]) -> None:
    catalogue = read_catalogue(Settings())
    begun = {name(watch): NOW - LEARNS for watch in catalogue.watchlist}
    greet(Settings(), catalogue, ADDRESS, None, begun, NOW)
    assert "learning" not in capsys.readouterr().err
