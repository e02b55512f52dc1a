"""How far the talk has been seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.timing import BUCKET, bucket_of
from monitor.domain.watermark import CATCH_UP, IDLE, STARTING, Progress, mark

NOW = datetime(2026, 8, 4, 22, 3, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def source(name: str = "bluesky", **more: Any) -> Progress:
    return Progress(
        **{
            "name": name,
            "began": NOW - timedelta(hours=3),
            "well": True,
            "reached": NOW,
            "heard_at": NOW,
            **more,
        }
    )


def test_the_slowest_source_that_brings_something_decides() -> None:
    behind = NOW - timedelta(hours=2)
    assert mark([source(), source("press", reached=behind)], NOW).at == behind


def test_a_source_that_is_silent_for_two_minutes_holds_nobody_up() -> None:
    silent = source("quiet", reached=NOW - timedelta(hours=1), heard_at=NOW - IDLE)
    assert mark([source(), silent], NOW).at == NOW


def test_a_source_that_is_down_leaves_and_is_missed() -> None:
    down = source("press", well=False, reached=NOW - timedelta(hours=1))
    seen = mark([source(), down], NOW)
    assert seen.at == NOW
    assert seen.missing(NOW - 3 * BUCKET) == ("press",)


def test_what_a_source_brought_before_it_went_down_is_not_missed() -> None:
    down = source("press", well=False, reached=NOW - timedelta(hours=1))
    assert mark([source(), down], NOW).missing(NOW - timedelta(hours=2)) == ()


def test_where_all_are_down_the_watermark_stays() -> None:
    assert mark([source(well=False), source("press", well=False)], NOW).at is None


def test_where_all_are_well_and_silent_it_follows_the_clock() -> None:
    silent = source(heard_at=NOW - timedelta(minutes=9), reached=NOW - timedelta(minutes=9))
    assert mark([silent], NOW).at == NOW - IDLE


def test_a_source_that_is_starting_is_waited_for_but_not_for_ever() -> None:
    starting = source("press", reached=None, heard_at=None, began=NOW - MINUTE, well=False)
    assert mark([source(), starting], NOW).at is None
    late = source("press", reached=None, heard_at=None, began=NOW - STARTING, well=False)
    assert mark([source(), late], NOW).at == NOW


def test_nothing_to_read_is_no_watermark() -> None:
    assert mark([], NOW).due is None


def test_a_bucket_within_a_gap_is_missed_though_the_source_is_well() -> None:
    lost = source(gaps=((NOW - timedelta(hours=2), NOW - timedelta(hours=1)),))
    seen = mark([lost], NOW)
    assert seen.missing(NOW - timedelta(minutes=90)) == ("bluesky",)
    assert seen.missing(NOW - timedelta(minutes=30)) == ()


def test_a_bucket_is_due_once_two_buckets_have_passed_since_its_end() -> None:
    newer, older = NOW.replace(minute=5), NOW.replace(minute=0)
    at = NOW.replace(minute=15)
    assert mark([source(reached=at, heard_at=at)], at).due == newer
    just_before = at - timedelta(microseconds=1)
    assert mark([source(reached=just_before, heard_at=at)], at).due == older


def test_after_a_sleep_a_source_is_waited_for_until_it_is_heard_again() -> None:
    slept = source(reached=NOW - timedelta(hours=1), heard_at=NOW - timedelta(hours=1))
    woken = replace(slept, began=NOW - MINUTE)
    assert mark([slept], NOW).at == NOW - IDLE
    assert mark([woken], NOW).at is None
    assert mark([replace(woken, heard_at=NOW)], NOW).at == woken.reached


def test_who_brings_what_is_days_old_holds_nobody_up_and_is_missed() -> None:
    old = source("archive", reached=NOW - CATCH_UP - MINUTE)
    seen = mark([source(), old], NOW)
    assert seen.at == NOW
    assert seen.missing(NOW - 3 * BUCKET) == ("archive",)
    silent = replace(old, heard_at=NOW - IDLE)
    assert mark([source(), silent], NOW).missing(NOW - 3 * BUCKET) == ()


def test_a_bucket_was_brought_by_who_was_read_through_it_without_a_gap() -> None:
    start = bucket_of(NOW - timedelta(hours=2))
    hour = timedelta(hours=1)
    for brought, one in (
        (True, source()),
        (True, source(since=start)),
        (False, source(since=start + MINUTE)),
        (False, source(reached=start + BUCKET - MINUTE)),
        (False, source(reached=None)),
        (False, source(gaps=((start - hour, start + MINUTE),))),
        (True, source(gaps=((start - hour, start),))),
    ):
        assert mark([one], NOW).brought("bluesky", start) is brought
    assert not mark([source()], NOW).brought("press", start)


PROGRESS = st.builds(
    source,
    name=st.sampled_from("abc"),
    well=st.booleans(),
    reached=st.none() | st.integers(-300, 300).map(lambda m: NOW + m * MINUTE),
    heard_at=st.none() | st.integers(0, 10).map(lambda m: NOW - m * MINUTE),
    began=st.integers(0, 300).map(lambda m: NOW - m * MINUTE),
)


@given(st.lists(PROGRESS, max_size=4))
def test_the_watermark_is_never_ahead_of_the_clock_nor_of_a_source_that_is_being_read(
    sources: list[Progress],
) -> None:
    at = mark(sources, NOW).at
    if at is None:
        return
    assert at <= NOW
    for one in sources:
        if one.well and one.reached and one.heard_at and NOW - one.heard_at < IDLE:
            assert at <= one.reached
