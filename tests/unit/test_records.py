"""How sources come by their record."""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.domain.rumour import Outcome, Record, records, settled, verdicts
from monitor.domain.stage import Stage
from tests.unit.rumours import RAMOS, RIVAL, START, said

CLOSES = START + timedelta(days=60)


def ended(days: float, *, happened: bool = True, told: float = 0) -> Outcome:
    """Return an outcome, *days* after the start, told *told* days later."""
    at = START + timedelta(days=days)
    return Outcome(
        pairing=RAMOS, happened=happened, at=at, by="x", told_at=at + timedelta(days=told)
    )


def closes(_: Outcome) -> datetime:
    """Return the end of the window."""
    return CLOSES


SPOKEN = (
    said(1, 0, Stage.INTEREST),
    said(2, 10, Stage.TALKS),
    said(3, 20, Stage.BID, "as", cites="marca"),
    said(4, 30, Stage.DENIED, "sky"),
    said(5, 40, Stage.DONE, None),
    said(6, 50, Stage.AGREEMENT, "bola", withdrawn=True),
    said(7, 24 * 11, Stage.DONE, "late"),
)


def test_each_source_is_judged_once_for_a_rumour_that_it_spread_itself() -> None:
    judged = verdicts([ended(10)], SPOKEN, closes)
    assert [(one.source, one.came_true, one.first) for one in judged] == [
        ("bola", False, False),
        ("marca", True, True),
    ]


def test_what_comes_true_early_counts_no_sooner_than_what_fails() -> None:
    judged = verdicts([ended(10)], SPOKEN, closes)
    assert records(judged, CLOSES - timedelta(seconds=1)) == {}
    assert records(judged, CLOSES)["marca"] == Record(source="marca", came_true=1, first=1)


def test_a_claim_that_was_taken_back_counts_as_failed_whatever_came() -> None:
    held = records(verdicts([ended(10)], SPOKEN, closes), CLOSES)
    assert held["bola"] == Record(source="bola", failed=1, withdrawn=1)


def test_of_outcomes_that_contradict_each_other_the_one_told_last_holds() -> None:
    moved, stayed = ended(10, told=1), ended(30, happened=False, told=2)
    assert settled([moved, stayed]) == settled([stayed, moved]) == (stayed,)


def test_a_rumour_that_comes_again_next_year_is_another() -> None:
    both = ended(10, happened=False), ended(375)
    assert settled(both) == both


def test_what_is_said_of_another_club_is_not_judged_by_this_one() -> None:
    other = said(9, 0, Stage.DONE, "as", pairing=RIVAL)
    assert verdicts([ended(10)], [other], closes) == ()


def test_without_a_window_an_outcome_counts_when_it_comes() -> None:
    [judged] = verdicts([ended(10)], SPOKEN[:1], lambda _: None)
    assert judged.at == ended(10).at
