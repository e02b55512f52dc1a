"""What the terminal reads: alerts as they come, a sign of life, and that nothing is seen."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.app.crier import Crier
from monitor.domain.alert import Notice
from monitor.domain.catalogue import Catalogue, Watch
from monitor.domain.health import Health
from monitor.domain.learning import LEARNS, learning
from monitor.domain.told.terminal import OFFLINE, WIDTH, Span, announced, sign_of_life
from monitor.ingest import SourceState
from monitor.ports.vitals import Vitals
from monitor.settings import Settings, load
from tests.conftest import NOW
from tests.contract.storing import kept
from tests.contract.telling import notice

HOUR = timedelta(hours=1)
WATCHED = Catalogue(watchlist=frozenset({Watch("ramos", None)}))


@dataclass
class Clock:
    """A clock that is set by hand."""

    at: datetime = NOW

    def now(self) -> datetime:
        return self.at

    async def sleep(self, span: timedelta) -> None:
        self.at += span


@dataclass
class Wall:
    """A reader that knows what was told."""

    told: list[Notice] = field(default_factory=list)
    watches: dict[str, datetime] = field(default_factory=dict)

    async def vitals(self, since: datetime) -> Vitals:
        del since
        return Vitals(
            rows={}, bytes=0, lately=0, first=None, moved={}, through=None,
            watches=MappingProxyType(self.watches), last=None,
        )  # fmt: skip

    async def newest(self) -> int:
        return len(self.told)

    async def news(self, after: int, limit: int = 50) -> Sequence[tuple[int, Notice]]:
        return [*enumerate(self.told, 1)][after : after + limit]


@dataclass
class House:
    """All that a crier needs, and what it has shown."""

    wall: Wall = field(default_factory=Wall)
    clock: Clock = field(default_factory=Clock)
    states: list[SourceState] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)

    def crier(self, settings: Settings | None = None) -> Crier:
        return Crier(
            settings or Settings(), self.wall, self.clock, lambda: WATCHED,
            lambda: self.states, self.shown.append,
        )  # fmt: skip


def source(health: Health, since: datetime = NOW, name: str = "bluesky") -> SourceState:
    return SourceState(name=name, health=health, began=NOW, since=since)


async def test_an_alert_is_shown_once_and_none_from_before() -> None:
    house = House()
    house.wall.told.append(notice(kept(name="before")))
    crier = house.crier()
    await crier.tell()
    house.wall.told.append(notice(kept(name="now"), alert="alert-2"))
    await crier.tell()
    await crier.tell()
    (shown,) = house.shown
    assert "Kylian Example" in shown
    assert "http://127.0.0.1:8642/alerts/alert-2" in shown


async def test_who_has_receivers_is_not_shouted_at() -> None:
    told = {"name": "desk", "url": "https://example.org/x", "secret": "whsec_" + "QUJD" * 8}
    house = House()
    crier = house.crier(load(None, {}, {"webhooks": [told]}))
    await crier.tell()
    house.wall.told.append(notice(kept(name="now")))
    await crier.tell()
    assert house.shown == []


async def test_an_hour_of_nothing_is_a_line(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    house = House(states=[source(Health.RETRYING)])
    house.wall.watches = {"player:ramos": NOW - 6 * HOUR, "player:gone": NOW - HOUR}
    crier = house.crier()
    house.clock.at = NOW + HOUR
    await crier.live()
    (record,) = caplog.records
    assert record.getMessage() == (
        "0 posts read in an hour, 0 about what is watched, nothing to report; "
        "learning, 7 of 24 h; acts and claims are told meanwhile; not seen: bluesky"
    )


async def test_what_was_told_is_counted_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    house = House()
    crier = house.crier()
    await crier.tell()
    house.wall.told.append(notice(kept(name="now")))
    await crier.tell()
    await crier.live()
    await crier.live()
    first, second = (record.getMessage() for record in caplog.records)
    assert "1 alert told" in first
    assert "nothing to report" in second


async def test_being_offline_is_said_once_and_so_is_its_end(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    house = House(states=[source(Health.RETRYING), source(Health.IDLE, name="idle")])
    crier = house.crier()
    await crier.look()
    assert not caplog.records  # a moment is no outage
    house.clock.at = NOW + timedelta(seconds=15)
    await crier.look()
    await crier.look()
    house.states[:] = [source(Health.HEALTHY)]
    await crier.look()
    await crier.look()
    said = [record.getMessage() for record in caplog.records]
    assert said == [OFFLINE, "reached again: bluesky"]


@pytest.mark.parametrize("health", [Health.STARTING, Health.REFUSED, Health.AUTH_FAILED])
async def test_what_has_another_reason_is_not_called_offline(
    health: Health, caplog: pytest.LogCaptureFixture
) -> None:
    house = House(states=[source(health, NOW - HOUR)])
    await house.crier().look()
    assert not caplog.records


def test_learning_counts_whole_hours_and_ends() -> None:
    assert learning(NOW, NOW) == "learning, 0 of 24 h"
    assert learning(NOW, NOW + 7.9 * HOUR) == "learning, 7 of 24 h"
    assert learning(NOW + HOUR, NOW) == "learning, 0 of 24 h"
    assert learning(NOW, NOW + LEARNS) is None


def test_a_sign_of_life_names_a_few_sources_and_counts_the_rest() -> None:
    span = Span(long=timedelta(minutes=5), read=1_234, about=1, told=2, out=list("abcdefg"))
    assert sign_of_life(span, NOW) == (
        "1,234 posts read in 5 minutes, 1 about what is watched, 2 alerts told; "
        "not seen: a, b, c, d, e and 2 more"
    )


@given(st.text(max_size=400))
def test_whatever_strangers_write_no_line_is_obeyed_by_a_terminal(text: str) -> None:
    told = notice(kept())
    told = replace(told, alert=replace(told.alert, title=text, player_name=text, club_name=text))
    shown = announced(told, "http://127.0.0.1:8642")
    assert all(char == "\n" or category(char) != "Cc" for char in shown)
    assert all(len(line) <= WIDTH or "://" in line for line in shown.split("\n"))
