"""`lastdance status`: where an installation stands, told to a person and to a machine."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from monitor.app.clock import SystemClock
from monitor.cli import app
from monitor.domain.growth import DAY, days_left, growth
from storage import migrate, open_store
from tests.conftest import NOW
from tests.contract.keeping import score
from tests.contract.storing import commit, kept
from tests.contract.telling import message, notice

RUNNER = CliRunner()
URL = "sqlite:///lastdance.db"
HOUR = timedelta(hours=1)
CONFIG = """
[web]
listen = "127.0.0.1:0"
[[watch]]
player = "sergio-ramos"
club = "real-madrid"
[[channels]]
name = "night"
type = "slack"
url = "https://hooks.slack.com/services/hidden"
"""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a configuration."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lastdance.toml").write_text(CONFIG)
    (tmp_path / "lastdance.toml").chmod(0o600)
    return tmp_path


def said(*arguments: str) -> str:
    result = RUNNER.invoke(app, ("status", *arguments))
    assert result.exit_code == 0, result.output
    assert "hidden" not in result.output
    return result.stdout


async def fill() -> None:
    """Store an activity of yesterday and one of now, an alert that waits, and a watch of old."""
    now = SystemClock().now()
    store = await open_store(URL)
    try:
        one, other = kept(name="one", at=now - 2 * DAY), kept(name="two", at=now - HOUR)
        await commit(store, one, other)
        waits = message(other, receiver="night", alert="alert-1")
        await score(store, now, notices=(notice(other),), messages=(waits,))
        await store.begin(["sergio-ramos/real-madrid"], now - 7 * HOUR)
    finally:
        await store.close()


def test_before_the_first_start_it_says_so() -> None:
    words = said()
    assert "none runs here: `lastdance run`" in words
    assert "not made yet" in words
    assert "night: nothing was sent yet" in words
    assert "Sergio Ramos and Real Madrid: learning, 0 of 24 h" in words
    assert not Path("lastdance.db").exists()


def test_what_is_stored_is_told_with_its_growth() -> None:
    migrate(URL)
    asyncio.run(fill())
    words = said()
    assert "more a day" in words
    assert "full in" in words
    assert "2 activities, 1 notice stored" in words
    assert "watches" not in words
    assert "night: 1 waiting, 0 delivered" in words
    assert "learning, 7 of 24 h" in words
    assert "He liked it" in words


def test_a_machine_gets_one_object() -> None:
    migrate(URL)
    asyncio.run(fill())
    (line,) = said("--json").splitlines()
    found = json.loads(line)
    assert found["database"]["rows"]["activities"] == 2
    assert found["database"]["bytes_a_day"] > 0
    assert found["deliveries"]["night"] == {"disabled": None, "pending": 1}
    assert found["watch"]["learning"][0]["says"] == "learning, 7 of 24 h"
    assert found["last_alert"]["id"] == "alert-1"
    assert [one["name"] for one in found["sources"]] == ["bluesky", "bluesky-watched"]
    assert found["daemon"] is None


def test_growth_is_told_from_what_came_in_a_day() -> None:
    assert growth(1_000, 10, 5, NOW - 10 * DAY, NOW) == 500
    assert growth(1_000, 10, 10, NOW - 12 * HOUR, NOW) == 2_000
    assert growth(1_000, 10, 10, NOW - timedelta(minutes=5), NOW) == 0
    assert growth(1_000, 0, 0, None, NOW) == 0
    assert days_left(5_000, 500) == 10
    assert days_left(5_000, 0) is None


@given(
    size=st.integers(0, 10**15),
    stored=st.integers(0, 10**9),
    share=st.floats(0, 1),
    age=st.timedeltas(timedelta(0), timedelta(days=4_000)),
)
def test_growth_is_never_negative_nor_more_than_all_of_it_an_hour(
    size: int, stored: int, share: float, age: timedelta
) -> None:
    daily = growth(size, stored, int(stored * share), NOW - age, NOW)
    assert 0 <= daily <= 24 * size
