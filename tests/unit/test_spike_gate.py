"""When an alert starts, goes on, cools, flares up and ends."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.spike import LIMITS, Limits, Signal, Standing, State, Turn, starts, step
from monitor.domain.spike.gate import QUIET

LOUD = Signal(score=3.0, authors=40, expected=6.0)
CALM = Signal(score=0.0, authors=6, expected=6.0)
signals = st.one_of(
    st.none(),
    st.builds(
        Signal,
        score=st.one_of(st.none(), st.floats(0, 9)),
        authors=st.integers(0, 60),
        expected=st.floats(0.3, 20),
    ),
)


def play(
    signals: Iterable[Signal | None], standing: Standing = QUIET, limits: Limits = LIMITS
) -> tuple[Standing, list[Turn | None]]:
    turns = []
    for signal in signals:
        standing, turn = step(standing, signal, limits)
        turns.append(turn)
    return standing, turns


def test_it_starts_by_score_size_and_ratio_together() -> None:
    assert starts(LOUD)
    assert not starts(Signal(score=2.6, authors=40, expected=6.0))
    assert not starts(Signal(score=9.0, authors=4, expected=0.3))
    assert not starts(Signal(score=9.0, authors=40, expected=21.0))


def test_a_count_of_one_never_starts_anything() -> None:
    assert not starts(Signal(score=99.0, authors=1, expected=0.3))
    assert not starts(Signal(score=None, authors=1, expected=0.3))


def test_it_goes_on_below_the_score_that_started_it() -> None:
    standing, turns = play([LOUD, *[Signal(score=1.7, authors=8, expected=6.0)] * 50])
    assert turns == [Turn.STARTED, *[None] * 50]
    assert standing.state is State.FIRING


def test_it_cools_after_half_an_hour_and_ends_twelve_hours_later() -> None:
    standing, turns = play([LOUD, *[CALM] * 6])
    assert turns[-1] is Turn.COOLED
    assert standing.state is State.COOLING
    standing, turns = play([CALM] * 144, standing)
    assert turns == [None] * 143 + [Turn.ENDED]
    assert standing == QUIET


def test_a_lull_shorter_than_half_an_hour_changes_nothing() -> None:
    _, turns = play([LOUD, *[CALM] * 5, LOUD, *[CALM] * 5, LOUD])
    assert turns == [Turn.STARTED, *[None] * 12]


def test_within_the_cooling_it_flares_up_as_the_same_alert() -> None:
    _, turns = play([LOUD, *[CALM] * 20, LOUD])
    assert turns[-1] is Turn.FLARED


def test_within_the_cooling_a_far_higher_one_is_a_new_alert() -> None:
    _, turns = play([LOUD, *[CALM] * 20, Signal(score=3.5, authors=40, expected=6.0)])
    assert turns[-1] is Turn.STARTED


def test_a_day_later_it_is_a_new_alert() -> None:
    _, turns = play([LOUD, *[CALM] * 287, LOUD])
    assert turns[-1] is Turn.STARTED


def test_an_unknown_bucket_neither_starts_nor_ends_anything() -> None:
    standing, turns = play([LOUD, *[None] * 100])
    assert turns == [Turn.STARTED, *[None] * 100]
    assert standing.low == 0


def test_time_goes_on_while_nothing_is_known() -> None:
    standing, _ = play([LOUD, *[CALM] * 6])
    assert play([None] * 144, standing)[1][-1] is Turn.ENDED


@pytest.mark.parametrize(
    ("authors", "expected", "told"),
    [(8, 0.3, True), (7, 0.3, False), (8, 1.6, True), (8, 1.7, False), (20, 4.0, True)],
)
def test_before_a_day_is_watched_size_alone_starts_it_provisionally(
    authors: int, expected: float, *, told: bool
) -> None:
    standing, turn = step(QUIET, Signal(score=None, authors=authors, expected=expected))
    assert (turn is Turn.STARTED) is told
    assert (standing.state is State.PROVISIONAL) is told


def test_a_provisional_alert_is_confirmed_by_a_score() -> None:
    early = Signal(score=None, authors=20, expected=1.0)
    standing, turns = play([early, early, LOUD, LOUD])
    assert turns == [Turn.STARTED, None, Turn.CONFIRMED, None]
    assert standing.state is State.FIRING


def test_a_provisional_alert_cools_when_half_of_it_is_gone() -> None:
    early, gone = Signal(None, 20, 1.0), Signal(None, 3, 1.0)
    assert play([early, *[gone] * 6])[1][-1] is Turn.COOLED


@given(st.lists(signals, max_size=400))
def test_turns_come_in_an_order_that_makes_sense(given: list[Signal | None]) -> None:
    follows = {
        State.QUIET: {Turn.STARTED},
        State.PROVISIONAL: {Turn.CONFIRMED, Turn.COOLED},
        State.FIRING: {Turn.COOLED},
        State.COOLING: {Turn.STARTED, Turn.FLARED, Turn.ENDED},
    }
    standing = QUIET
    for signal in given:
        before = standing.state
        standing, turn = step(standing, signal)
        assert turn is None or turn in follows[before]
        assert (turn is None) == (standing.state is before)
        assert 0 <= standing.low < LIMITS.off_for
        assert 0 <= standing.left <= LIMITS.cooling
