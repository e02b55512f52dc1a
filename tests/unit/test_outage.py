"""What is said of an outage: a line when it begins, one now and then, one when it is over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.outage import SETTLED, SUMMED_UP, Outage, fails, works

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_the_first_failure_is_told_as_it_is_and_the_next_ones_are_not() -> None:
    outage, said = fails(None, "busy (again in 3 s)", NOON)
    assert said == "busy (again in 3 s)"
    outage, said = fails(outage, "busy", NOON + 3 * SECOND)
    assert said is None
    assert outage.failures == 2


def test_a_long_outage_is_summed_up_every_ten_minutes() -> None:
    outage, _ = fails(None, "busy", NOON)
    said = []
    for n in range(1, 3 * 60):
        outage, words = fails(outage, "busy", NOON + n * 10 * SECOND)
        said += [words] if words is not None else []
    assert len(said) == 2
    assert said[0] == "out since 12:00 UTC, failed 61 times; now: busy"


def test_an_outage_is_over_once_the_source_has_been_well_for_a_minute() -> None:
    outage, _ = fails(None, "busy", NOON)
    left, said = works(outage, NOON + 720 * SECOND)
    assert left is not None
    assert said is None
    left, said = works(left, NOON + 720 * SECOND + SETTLED)
    assert left is None
    assert said == "read again after 12 min; it failed once"


def test_a_source_that_drops_again_and_again_is_in_one_outage() -> None:
    outage, first = fails(None, "closed", NOON)
    said = [first]
    for n in range(1, 500):
        left, words = works(outage, NOON + (2 * n - 1) * SECOND)
        assert left is not None
        outage, more = fails(left, "closed", NOON + 2 * n * SECOND)
        said += [each for each in (words, more) if each is not None]
    assert len(said) == 1 + 1  # one when it began, one after ten minutes
    assert outage.failures == 500


@given(st.lists(st.tuples(st.booleans(), st.integers(-7200, 7200)), max_size=200))
def test_whatever_the_clock_does_it_is_told_no_oftener_than_it_should(
    steps: list[tuple[bool, int]],
) -> None:
    outage: Outage | None = None
    now, told = NOON, None
    for ok, seconds in steps:
        now += seconds * SECOND
        if ok:
            if outage is not None:
                outage, _ = works(outage, now)
                told = told if outage is not None else None
        else:
            outage, said = fails(outage, "busy", now)
            if said is not None:
                assert told is None or now - told >= SUMMED_UP
                told = now
