"""How often a receiver is interrupted, and by what."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.alert import Notice, Severity
from monitor.domain.desk.budget import Allowance, Candidate, Moment, Why, allot, moment
from monitor.domain.desk.worth import GREAT
from tests.sample_alert import told

DAY = date(2026, 8, 3)
NOON = Moment(DAY, 0.5)
EPOCH = datetime(1990, 1, 1, tzinfo=UTC)
MADRID = ZoneInfo("Europe/Madrid")

worths = st.floats(0, 1)
allowances = st.builds(
    Allowance,
    st.none() | st.integers(0, 4),
    st.none() | st.integers(0, 9),
)
turns = st.lists(
    st.tuples(
        st.integers(0, 20).map(lambda days: DAY + timedelta(days=days)),
        st.floats(0, 1),
        st.lists(worths, max_size=6),
    ),
    max_size=30,
)


@given(allowances, turns)
def test_no_local_day_and_no_week_ever_has_more_than_its_allowance(
    allowance: Allowance, turns: list[tuple[date, float, list[float]]]
) -> None:
    spent: Counter[date] = Counter()
    for number, (day, left, offered) in enumerate(turns):  # in any order of days
        candidates = [Candidate(f"{number}.{n}", each) for n, each in enumerate(offered)]
        rulings = allot(candidates, allowance, spent, Moment(day, left))
        spent[day] += sum(ruling.held is None for ruling in rulings)
    for first in (DAY + timedelta(days=n) for n in range(-7, 28)):
        if allowance.per_day is not None:
            assert spent[first] <= allowance.per_day
        if allowance.per_week is not None:
            week = sum(spent[first + timedelta(days=n)] for n in range(7))
            assert week <= allowance.per_week


@given(allowances, st.lists(worths, max_size=12), st.floats(0, 1))
def test_every_candidate_is_pushed_or_held_with_a_reason(
    allowance: Allowance, offered: list[float], left: float
) -> None:
    candidates = [Candidate(str(n), each) for n, each in enumerate(offered)]
    rulings = allot(candidates, allowance, {}, Moment(DAY, left))
    assert sorted(one.candidate.id for one in rulings) == sorted(one.id for one in candidates)
    assert all(one.held is None or one.held.endswith(".") for one in rulings)


@given(allowances, st.lists(worths, max_size=12), st.floats(0, 1))
def test_nothing_is_held_that_is_worth_more_than_what_is_pushed(
    allowance: Allowance, offered: list[float], left: float
) -> None:
    candidates = [Candidate(str(n), each) for n, each in enumerate(offered)]
    rulings = allot(candidates, allowance, {}, Moment(DAY, left))
    pushed = [one.candidate.worth for one in rulings if one.held is None]
    held = [one.candidate.worth for one in rulings if one.held is not None]
    assert not pushed or not held or min(pushed) >= max(held)


@given(st.lists(worths, max_size=6))
def test_no_limit_holds_nothing(offered: list[float]) -> None:
    candidates = [Candidate(str(n), each) for n, each in enumerate(offered)]
    rulings = allot(candidates, Allowance(None, None), {DAY: 500}, NOON)
    assert all(one.held is None for one in rulings)


@pytest.mark.parametrize("used", [0, 1])
def test_what_is_great_gets_through_while_there_is_room(used: int) -> None:
    (ruling,) = allot([Candidate("a", GREAT)], Allowance(2, 7), {DAY: used}, Moment(DAY, 1.0))
    assert ruling.held is None


def test_the_last_push_of_a_day_is_kept_for_something_bigger_until_the_day_is_over() -> None:
    small = [Candidate("a", 0.2)]
    (morning,) = allot(small, Allowance(2, 7), {DAY: 1}, Moment(DAY, 0.9))
    (evening,) = allot(small, Allowance(2, 7), {DAY: 1}, Moment(DAY, 0.1))
    assert morning.held is not None
    assert "kept back for something bigger" in morning.held
    assert evening.held is None


def test_the_last_push_of_a_week_is_for_something_great() -> None:
    spent = {DAY - timedelta(days=n): 2 for n in range(1, 4)}
    rulings = allot([Candidate("a", 0.5)], Allowance(2, 7), spent, NOON)
    assert rulings[0].held is not None
    assert "this week" in rulings[0].held
    assert allot([Candidate("a", GREAT)], Allowance(2, 7), spent, NOON)[0].held is None


def test_what_is_held_says_how_much_is_used() -> None:
    spent = {DAY: 2}
    (ruling,) = allot([Candidate("a", 0.9)], Allowance(2, 7), spent, NOON)
    assert ruling.held == "2 of 2 pushes of today are used."
    spent = {DAY - timedelta(days=n): 1 for n in range(7)}
    (ruling,) = allot([Candidate("a", 0.9)], Allowance(2, 7), spent, NOON)
    assert ruling.held == "7 of 7 pushes of this week are used."


def test_what_is_worth_little_interrupts_nobody_however_much_room_there_is() -> None:
    bounded = Allowance(2, 7, least=0.25)
    (little,) = allot([Candidate("a", 0.2)], bounded, {}, NOON)
    (enough,) = allot([Candidate("a", 0.25)], bounded, {}, NOON)
    assert little.held == "Worth 0.20, and it takes 0.25 at least."
    assert enough.held is None


def test_a_budget_of_nothing_holds_everything() -> None:
    (ruling,) = allot([Candidate("a", 1.0)], Allowance(0, None), {}, NOON)
    assert ruling.held == "0 of 0 pushes of today are used."


def test_the_only_push_of_a_day_is_not_kept_back() -> None:
    (ruling,) = allot([Candidate("a", 0.1)], Allowance(1, 7), {}, Moment(DAY, 1.0))
    assert ruling.held is None


@pytest.mark.parametrize(
    ("at", "day", "left"),
    [
        ("2026-03-29T00:00", "2026-03-29", 22 / 23),  # 23 hours: one of them is left out
        ("2026-10-25T00:00", "2026-10-25", 23 / 25),  # 25 hours: one of them comes twice
        ("2026-08-03T21:59", "2026-08-03", 1 / 1440),
        ("2026-08-03T22:00", "2026-08-04", 1.0),
    ],
)
def test_a_day_is_the_receivers_own(at: str, day: str, left: float) -> None:
    now = moment(datetime.fromisoformat(at).replace(tzinfo=UTC), MADRID)
    assert now.day == date.fromisoformat(day)
    assert now.left == pytest.approx(left)


@given(st.integers(0, 100 * 365 * 24 * 60).map(lambda n: EPOCH + timedelta(minutes=n)))
def test_the_share_of_a_day_that_is_left_is_a_share(at: datetime) -> None:
    for zone in ("Europe/Madrid", "Pacific/Apia", "America/Sao_Paulo", "Asia/Kathmandu"):
        assert 0.0 <= moment(at, ZoneInfo(zone)).left <= 1.0


def talk(alert: str) -> Notice:
    """Return loud talk about a story."""
    notice = told()
    return replace(notice, acts=(), alert=replace(notice.alert, id=alert, severity=Severity.MAJOR))


def test_two_updates_of_one_story_do_not_use_both_pushes_of_a_day() -> None:
    story = [Candidate(one, 0.8, talk("one story")) for one in "ab"]
    other = Candidate("c", 0.7, talk("another"))
    late = Moment(DAY, 0.01)
    rulings = allot([*story, other], Allowance(2, 7), {}, late)

    assert [one.candidate.id for one in rulings if one.held is None] == ["a", "c"]
    (held,) = (one for one in allot(story, Allowance(2, 7), {}, late) if one.held is not None)
    assert held.why is Why.AGAIN
    assert held.held == (
        "This story was pushed today already and nothing firmer came since, so it counts half. "
        "The last push of today is kept back for something bigger: this is worth 0.40, and it "
        "takes 0.60."
    )


def test_an_act_after_the_talk_of_a_day_is_a_push_of_its_own() -> None:
    acted = replace(told(), alert=replace(told().alert, id="one story"))
    (ruling,) = allot(
        [Candidate("a", 0.8, acted)], Allowance(2, 7), {DAY: 1}, NOON, [talk("one story")]
    )
    assert ruling.held is None


def test_who_has_room_is_told_again_while_it_is_worth_it() -> None:
    roomy = Allowance(5, None, least=0.25)
    before = [talk("one story")]
    (loud,) = allot([Candidate("a", 0.8, before[0])], roomy, {DAY: 1}, NOON, before)
    (low,) = allot([Candidate("a", 0.4, before[0])], roomy, {DAY: 1}, NOON, before)
    assert loud.held is None
    assert (low.why, low.held is not None) == (Why.AGAIN, True)


def test_who_takes_any_number_is_told_whatever_was_told_before() -> None:
    every = [Candidate(str(n), 0.1, talk("one story")) for n in range(9)]
    rulings = allot(every, Allowance(None, None), {DAY: 500}, NOON, [talk("one story")])
    assert all(one.held is None for one in rulings)
