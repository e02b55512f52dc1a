"""How sources are said to be: silence reads as stalled, whatever the clock does."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from monitor.domain.health import OUT, UP, Health, due, patience
from monitor.ingest.standing import BLIND_AFTER, CHECKED, SourceState, Standing
from monitor.ports import AuthError, Page, RateLimitedError, RefusedError, TransientError
from tests.simulator.clock import HandClock

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


class Source:
    """Is only asked for its attributes."""

    def __init__(
        self, name: str, every: timedelta | None = None, silence: timedelta | None = None
    ) -> None:
        self.name = name
        self.every = every
        self.silence = silence

    async def pages(self, cursor: str | None) -> AsyncIterator[Page]:
        del cursor
        return
        yield


class House:
    """Sources, their standing, and a clock that is set by hand."""

    def __init__(self, *sources: Source) -> None:
        self.clock = HandClock(NOON)
        self.told: list[SourceState] = []
        self.full = False
        self.standing = Standing(sources, self.clock, {}, self.told.append, lambda: self.full)

    def health(self, name: str) -> Health:
        return self.standing.states[name].health

    def go_on(self, span: timedelta, *heard: str) -> None:
        """Let *span* go by, sources being checked as often as they should be."""
        end = self.clock.time + span
        while self.clock.time < end:
            self.clock.time += CHECKED
            for name in heard:
                self.standing.heard(name, Page(connector=name))
            self.standing.check()


def busy() -> Source:
    return Source("busy", silence=2 * MINUTE)


def test_a_stream_that_always_speaks_is_stalled_when_it_is_silent_and_well_when_it_speaks() -> None:
    house = House(busy())
    house.go_on(MINUTE, "busy")
    assert house.health("busy") is Health.HEALTHY
    house.go_on(3 * MINUTE)
    assert house.health("busy") is Health.STALLED
    assert "brought nothing" in house.standing.states["busy"].detail
    house.standing.heard("busy", Page(connector="busy"))
    assert house.health("busy") is Health.HEALTHY


def test_a_poll_that_has_nothing_to_do_stays_idle_until_one_has() -> None:
    house = House(busy())
    for _ in range(3):
        house.standing.rest("busy", "waiting for accounts")
        house.standing.heard("busy")
        assert house.health("busy") is Health.IDLE
    house.standing.heard("busy")
    assert house.health("busy") is Health.HEALTHY


def test_a_stream_that_never_spoke_is_stalled_too() -> None:
    house = House(busy())
    house.go_on(3 * MINUTE)
    assert house.health("busy") is Health.STALLED


def test_a_stream_that_may_be_silent_never_stalls() -> None:
    house = House(Source("calm"))
    house.standing.heard("calm", Page(connector="calm"))
    house.go_on(24 * HOUR)
    assert house.health("calm") is Health.HEALTHY


def test_a_poll_that_has_not_ended_well_within_three_intervals_is_stalled() -> None:
    house = House(Source("feed", every=10 * MINUTE))
    house.standing.heard("feed")
    house.go_on(29 * MINUTE)
    assert house.health("feed") is Health.HEALTHY
    house.go_on(2 * MINUTE)
    assert house.health("feed") is Health.STALLED
    assert "no poll has ended well" in house.standing.states["feed"].detail


def test_what_waits_for_the_store_is_not_stalled() -> None:
    house = House(busy())
    house.full = True
    house.go_on(HOUR)
    assert house.health("busy") is Health.STARTING


def test_a_source_that_waits_for_accounts_is_idle_up_never_stalled_and_never_blind() -> None:
    house = House(busy())
    house.standing.rest("busy", "waiting for accounts")
    house.go_on(24 * HOUR)
    assert house.health("busy") is Health.IDLE
    assert Health.IDLE in UP
    assert house.standing.states["busy"].detail == "waiting for accounts"
    assert list(house.standing.blind()) == []
    house.standing.report("busy", "reading example.org")
    assert house.health("busy") is Health.STARTING
    house.go_on(3 * MINUTE)
    assert house.health("busy") is Health.STALLED


@pytest.mark.parametrize(
    ("error", "health"),
    [
        (TransientError("closed"), Health.RETRYING),
        (RateLimitedError("429", MINUTE), Health.RATE_LIMITED),
        (AuthError("401"), Health.AUTH_FAILED),
        (RefusedError("moved"), Health.REFUSED),
        (KeyError("bug"), Health.FAILED),
    ],
)
def test_a_failure_is_named_by_what_to_do_next_and_makes_blind_in_time(
    error: Exception, health: Health
) -> None:
    house = House(Source("it"))
    house.standing.heard("it", Page(connector="it"))
    house.standing.failed("it", error, MINUTE)
    assert house.health("it") is health
    assert health in OUT
    house.go_on(BLIND_AFTER - MINUTE)
    assert list(house.standing.blind()) == []
    house.go_on(MINUTE)
    assert [state.name for state in house.standing.blind()] == ["it"]
    house.standing.heard("it", Page(connector="it"))
    assert list(house.standing.blind()) == []


def test_a_stalled_source_makes_blind_as_one_that_fails() -> None:
    house = House(busy(), Source("calm"))
    house.go_on(BLIND_AFTER + MINUTE, "calm")
    assert [state.name for state in house.standing.blind()] == ["busy"]


def test_the_time_for_which_it_was_asked_to_wait_is_summed_up() -> None:
    house = House(Source("it"))
    house.standing.failed("it", RateLimitedError("429", MINUTE), MINUTE)
    house.standing.failed("it", RateLimitedError("429", MINUTE), 2 * MINUTE)
    house.standing.failed("it", TransientError("closed"), MINUTE)
    assert house.standing.states["it"].limited == 3 * MINUTE


def test_a_stream_that_catches_up_is_degraded_and_up() -> None:
    house = House(Source("it"))
    house.standing.heard("it", Page(connector="it"))
    house.standing.stored("it", NOON - HOUR, None)
    house.go_on(MINUTE, "it")
    assert house.health("it") is Health.DEGRADED
    assert house.standing.states["it"].detail == "catching up: has come to 11:00 UTC"
    assert Health.DEGRADED in UP
    house.standing.stored("it", house.clock.time, None)
    house.go_on(MINUTE, "it")
    assert house.health("it") is Health.HEALTHY


@pytest.mark.parametrize("hours", [-1, 1, 24])
def test_a_clock_that_is_set_stalls_and_blinds_nobody_and_moves_no_reach(hours: int) -> None:
    house = House(busy(), Source("feed", every=10 * MINUTE), Source("out"))
    house.go_on(MINUTE, "busy", "feed")
    house.standing.failed("out", TransientError("closed"), MINUTE)
    house.standing.stored("busy", NOON, None)
    house.clock.time += hours * HOUR
    house.standing.check()
    house.go_on(MINUTE)
    healths = {state.health for state in house.standing.states.values()}
    assert Health.STALLED not in healths
    assert list(house.standing.blind()) == []
    assert house.standing.states["busy"].reached == NOON
    house.go_on(3 * MINUTE)
    assert house.health("busy") is Health.STALLED


def test_a_reach_that_is_ahead_of_a_clock_set_back_comes_back_with_the_next_page() -> None:
    house = House(Source("it"))
    house.standing.stored("it", NOON, None)
    house.clock.time -= HOUR
    house.standing.stored("it", NOON - 2 * HOUR, None)
    assert house.standing.states["it"].reached == NOON - HOUR


def test_a_long_outage_is_a_few_lines_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    house = House(Source("it"))
    house.standing.heard("it", Page(connector="it"))
    with caplog.at_level(logging.INFO, "monitor.ingest"):
        for _ in range(60):
            house.standing.failed("it", TransientError("closed"), 30 * SECOND)
            house.go_on(30 * SECOND)
        house.go_on(2 * MINUTE, "it")
    said = [record.getMessage() for record in caplog.records]
    assert said[0] == "source it: closed (again in 30 s)"
    assert len(said) == 1 + 2 + 1
    assert said[-1].startswith("source it: read again after 30 min")


def test_a_source_that_was_read_before_goes_on_from_where_it_stood() -> None:
    house = House(Source("it"))
    house.standing.heard("it", Page(connector="it", received=70))
    house.standing.stored("it", NOON, None)
    after = Standing(
        [Source("it"), Source("new")],
        house.clock,
        house.standing.states,
        lambda _: None,
        lambda: False,
    )
    assert after.states["it"].health is Health.STARTING
    assert after.states["it"].received == 70
    assert after.states["it"].reached == NOON
    assert after.states["new"].received == 0


def test_a_source_that_was_out_before_is_out_and_blind_until_it_brings_something() -> None:
    house = House(Source("it"))
    house.standing.failed("it", TransientError("closed"), MINUTE)
    house.go_on(2 * BLIND_AFTER)
    after = Standing(
        [Source("it")], house.clock, house.standing.states, lambda _: None, lambda: False
    )
    assert after.states["it"].health in OUT
    assert [state.name for state in after.blind()] == ["it"]
    after.heard("it", Page(connector="it"))
    assert after.states["it"].health in UP
    assert list(after.blind()) == []


def test_patience_is_three_intervals_for_a_poll_and_its_own_for_a_stream() -> None:
    assert patience(MINUTE, None) == 3 * MINUTE
    assert patience(SECOND, None) == 2 * MINUTE
    assert patience(None, MINUTE) == MINUTE
    assert patience(None, None) is None


def test_a_source_is_polled_at_once_or_when_it_would_have_been_whatever_the_clock_shows() -> None:
    assert due(None, HOUR, NOON) == 0 * HOUR
    assert due(NOON - 40 * MINUTE, HOUR, NOON) == 20 * MINUTE
    assert due(NOON - 24 * HOUR, HOUR, NOON) == 0 * HOUR
    assert due(NOON + 24 * HOUR, HOUR, NOON) == HOUR
