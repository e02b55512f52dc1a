"""When a message is sent again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.ladder import ATTEMPTS, PATIENCE, PAUSES, hopeless, next_due
from monitor.domain.retry import LONGEST_WAIT, retry_after

NOW = datetime(2026, 8, 4, 21, 0, tzinfo=UTC)


def test_the_ladder_is_that_of_standard_webhooks() -> None:
    assert ATTEMPTS == 10
    assert sum(PAUSES, timedelta(0)) == timedelta(hours=75, minutes=35, seconds=5)


@given(attempts=st.integers(1, ATTEMPTS - 1), chance=st.floats(0, 1))
def test_each_pause_is_within_a_fifth_of_its_step(attempts: int, chance: float) -> None:
    due = next_due(attempts, NOW, NOW, chance)
    assert due is not None
    step = PAUSES[attempts - 1]
    assert step * 0.799 <= due - NOW <= step * 1.201


@given(chances=st.lists(st.floats(0, 1), min_size=ATTEMPTS, max_size=ATTEMPTS))
def test_jitter_alone_never_cuts_the_ladder_short(chances: list[float]) -> None:
    now = NOW
    for attempt, chance in enumerate(chances[:-1], start=1):
        due = next_due(attempt, NOW, now, chance)
        assert due is not None
        now = due
    assert next_due(ATTEMPTS, NOW, now, chances[-1]) is None


@given(
    seconds=st.integers(0, 90_000), attempts=st.integers(1, ATTEMPTS - 1), chance=st.floats(0, 1)
)
def test_a_receiver_is_never_asked_sooner_than_it_said(
    seconds: int, attempts: int, chance: float
) -> None:
    asked = timedelta(seconds=seconds)
    due = next_due(attempts, NOW, NOW, chance, asked)
    assert due is not None
    assert due - NOW >= min(asked, LONGEST_WAIT)


def test_a_message_is_given_up_after_five_days_of_asking_for_patience() -> None:
    almost = NOW + PATIENCE - timedelta(hours=23)
    assert next_due(3, NOW, almost, 0.5, LONGEST_WAIT) is None


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("120", timedelta(minutes=2)),
        (" 0 ", timedelta(0)),
        ("1.5", timedelta(seconds=2)),
        ("9" * 60, LONGEST_WAIT),
        ("99999999999", LONGEST_WAIT),
        (f"{NOW.timestamp() + 90:.0f}", timedelta(seconds=90)),
        (f"{NOW.timestamp() - 90:.0f}", timedelta(0)),
        (format_datetime(NOW + timedelta(minutes=3), usegmt=True), timedelta(minutes=3)),
        (format_datetime(NOW - timedelta(minutes=3), usegmt=True), timedelta(0)),
        (format_datetime(NOW + timedelta(days=400), usegmt=True), LONGEST_WAIT),
        ("Tue, 04 Aug 2026 21:00:30 -0000", timedelta(seconds=30)),
    ],
)
def test_retry_after_is_read_in_both_its_forms(header: str, wait: timedelta) -> None:
    assert retry_after(header, NOW) == wait


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "soon",
        "-5",
        "1e9",
        "inf",
        "\u0662",
        "9" * 4400,
        "Tue, 99 Aug 99999 21:00:30 GMT",
        "\0",
    ],
)
def test_a_retry_after_that_says_nothing_asks_for_nothing(header: str | None) -> None:
    assert retry_after(header, NOW) is None


@given(st.text(max_size=80))
def test_no_retry_after_breaks_the_reading(header: str) -> None:
    wait = retry_after(header, NOW)
    assert wait is None or timedelta(0) <= wait <= LONGEST_WAIT


def test_a_receiver_is_hopeless_after_five_days_of_nothing_but_failures() -> None:
    assert not hopeless(NOW - PATIENCE + timedelta(seconds=1), NOW)
    assert hopeless(NOW - PATIENCE, NOW)
