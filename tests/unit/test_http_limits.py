"""What servers say about patience is read in all their dialects, and kept to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from multidict import CIMultiDict

from connectors.http.breaker import FAILURES, FIRST_REST, LONGEST_REST, Breaker
from connectors.http.headers import Budget, budget, max_age
from connectors.http.limits import HOSTS, Hosts, Pace, Turns
from monitor.domain.retry import LONGEST_WAIT

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
UNIX = int(NOW.timestamp())
MINUTE = timedelta(minutes=1)
NOTHING = timedelta(0)
FREE = Pace(NOTHING, 1)


@pytest.mark.parametrize(
    ("headers", "remaining", "seconds"),
    [
        pytest.param(
            {"x-ratelimit-limit": "300", "x-ratelimit-remaining": "0",
             "x-ratelimit-reset": "2026-11-01T12:05:00.123456Z"}, 0, 300.123456, id="mastodon"),
        pytest.param(
            {"X-RateLimit-Remaining": "299", "X-RateLimit-Reset": str(UNIX + 60)}, 299, 60,
            id="mastodon-mock"),
        pytest.param(
            {"RateLimit-Limit": "3000", "RateLimit-Remaining": "2",
             "RateLimit-Policy": "3000;w=300", "RateLimit-Reset": str(UNIX + 299)},
            2, 299, id="atproto"),
        pytest.param(
            {"x-ratelimit-used": "849", "x-ratelimit-remaining": "151.0",
             "x-ratelimit-reset": "41"}, 151, 41, id="reddit"),
        pytest.param(
            {"x-rate-limit-limit": "15", "x-rate-limit-remaining": "0",
             "x-rate-limit-reset": str(UNIX + 900)}, 0, 900, id="x"),
        pytest.param({"RateLimit-Remaining": "0", "RateLimit-Reset": "7"}, 0, 7, id="ietf"),
        pytest.param(
            {"X-RateLimit-Remaining": "5", "X-RateLimit-Reset": str((UNIX + 9) * 1000)}, 5, 9,
            id="milliseconds"),
        pytest.param(
            {"RateLimit-Remaining": "0", "RateLimit-Policy": "30;w=300"}, 0, 300, id="policy"),
        pytest.param(
            {"RateLimit-Remaining": "0", "RateLimit-Reset": "999999999"}, 0, 86400, id="ages"),
        pytest.param(
            {"RateLimit-Remaining": "0", "RateLimit-Reset": str(UNIX - 60)}, 0, -60, id="past"),
    ],
)  # fmt: skip
def test_every_dialect_says_the_same(
    headers: dict[str, str], remaining: float, seconds: float
) -> None:
    found = budget(CIMultiDict(headers), NOW)
    assert found == Budget(remaining, NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"RateLimit-Remaining": "3"},
        {"RateLimit-Reset": "3"},
        {"RateLimit-Remaining": "-1", "RateLimit-Reset": "3"},
        {"RateLimit-Remaining": "nan", "RateLimit-Reset": "3"},
        {"RateLimit-Remaining": "3", "RateLimit-Reset": "soon"},
        {"RateLimit-Remaining": "3", "RateLimit-Reset": "1e99"},
        {"RateLimit-Remaining": "9" * 99, "RateLimit-Reset": "3"},
    ],
)
def test_what_says_nothing_grants_nothing(headers: dict[str, str]) -> None:
    assert budget(CIMultiDict(headers), NOW) is None


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_a_server_says_it_asks_for_a_day_at_most(left: str, reset: str) -> None:
    found = budget(CIMultiDict({"RateLimit-Remaining": left, "RateLimit-Reset": reset}), NOW)
    assert found is None or (found.remaining >= 0 and found.resets_at <= NOW + LONGEST_WAIT)


def test_who_has_nothing_left_waits_until_it_is_granted_anew() -> None:
    turns = Turns(budget=Budget(2, NOW + MINUTE))
    for _ in range(2):
        assert turns.wait(FREE, NOW) == NOTHING
        turns = turns.asked(FREE, NOW)
    assert turns.wait(FREE, NOW) == MINUTE
    later = NOW + MINUTE
    assert turns.wait(FREE, later) == NOTHING
    assert turns.asked(FREE, later).budget is None


def test_a_wait_that_is_asked_for_beats_what_was_granted() -> None:
    turns = Turns(budget=Budget(0, NOW + 10 * MINUTE)).paused(MINUTE, NOW)
    assert turns.wait(FREE, NOW) == MINUTE
    assert Turns(budget=Budget(99, NOW + MINUTE)).paused(MINUTE, NOW).wait(FREE, NOW) == MINUTE


@given(
    st.lists(st.floats(0, 3), min_size=1, max_size=60),
    st.integers(1, 5),
    st.integers(1, 2000),
)
def test_the_bucket_never_gives_more_than_burst_and_what_grew(
    gaps: list[float], burst: int, millis: int
) -> None:
    pace = Pace(timedelta(milliseconds=millis), burst)
    turns, now, went = Turns(), NOW, []
    for gap in gaps:
        now += timedelta(seconds=gap)
        now += turns.wait(pace, now)
        turns = turns.asked(pace, now)
        went.append(now)
    for first, at in enumerate(went):
        for count, last in enumerate(went[first:], 1):
            assert count <= burst + (last - at) / pace.every + 1e-6


@pytest.mark.parametrize("back", [timedelta(days=2), timedelta(days=4000)])
def test_a_clock_that_is_set_back_leaves_nobody_waiting(back: timedelta) -> None:
    turns = Turns(budget=Budget(0, NOW + MINUTE)).paused(MINUTE, NOW).asked(FREE, NOW)
    turns = turns.told(CIMultiDict({"RateLimit-Remaining": "0", "RateLimit-Reset": "60"}), NOW)
    assert turns.wait(FREE, NOW) == MINUTE
    assert turns.wait(FREE, NOW - back) == NOTHING
    breaker = Breaker(FAILURES, NOW + FIRST_REST)
    assert breaker.wait(NOW - back) == NOTHING


def test_a_host_that_keeps_failing_is_left_alone_and_probed_once() -> None:
    breaker = Breaker()
    for _ in range(FAILURES - 1):
        breaker = breaker.failed(NOW)
        assert breaker.wait(NOW) == NOTHING
    breaker = breaker.failed(NOW)
    assert breaker.wait(NOW) == FIRST_REST
    later = NOW + FIRST_REST
    assert breaker.wait(later) == NOTHING
    probing = breaker.asked()
    assert probing.wait(later) > NOTHING
    assert probing.left().wait(later) == NOTHING
    assert probing.failed(later).wait(later) == 2 * FIRST_REST
    assert probing.answered() == Breaker()


def test_no_rest_is_longer_than_the_longest() -> None:
    breaker = Breaker()
    for _ in range(200):
        breaker = breaker.failed(NOW)
    assert breaker.wait(NOW) == LONGEST_REST


def test_no_number_of_hosts_fills_the_memory() -> None:
    hosts = Hosts()
    first = hosts.of("a:443")
    assert hosts.of("A:443") is first
    assert hosts.of("a:443", "key") is not first
    for n in range(HOSTS):
        hosts.of(f"h{n}:80")
    assert hosts.of("a:443") is not first


@pytest.mark.parametrize(
    ("said", "age", "seconds"),
    [
        ("max-age=300", None, 300),
        ("public, max-age=300, s-maxage=9", "100", 200),
        ('private,max-age="60"', None, 60),
        ("s-maxage=900", None, 0),
        ("max-age=60", "90", 0),
        ("max-age=999999999", None, 86400),
        ("no-cache", None, 0),
        ("max-age=soon", "x", 0),
        (None, None, 0),
    ],
)
def test_an_answer_is_fresh_as_long_as_it_says(
    said: str | None, age: str | None, seconds: int
) -> None:
    headers = {"Cache-Control": said, "Age": age}
    told = CIMultiDict({k: v for k, v in headers.items() if v is not None})
    assert max_age(told) == timedelta(seconds=seconds)
