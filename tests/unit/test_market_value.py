"""What a player is worth: given by an operator, with its day, and used for a year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.catalogue import Catalogue, Club, Pairing, Player
from monitor.judges import register
from monitor.judges.merging import Merging, State
from monitor.judges.sheets import Line, read_sheet
from monitor.weighing.dossier import Dossier

DAY = date(2026, 3, 1)


def taken(cells: str, columns: str = "value_meur,value_as_of") -> tuple[State, Sequence[str]]:
    """Return what became of a line about a player of the starter data, and what it gave."""
    sheet = f"name;{columns.replace(',', ';')}\nSergio Ramos;{cells}\n"
    [line] = read_sheet("values.csv", sheet.encode())
    assert isinstance(line, Line)
    merging = Merging(register.gather([]), date(2026, 9, 1))
    state = merging.take(line).state
    if state is State.REFUSED:
        return state, ()
    player = register.load([], entries=merging.rows()).players["sergio-ramos"]
    return state, (str(player.value), str(player.value_as_of))


@pytest.mark.parametrize("number", ["2.5", "2,5", "2.50"])
def test_a_sheet_of_values_is_taken_with_either_mark_of_decimals(number: str) -> None:
    assert taken(f"{number};2026-06-01") == (State.CHANGED, ("2.5", "2026-06-01"))


@pytest.mark.parametrize("number", ["0", "-3", "nan", "inf", "1001", "much", "2.500.000"])
def test_what_nobody_can_be_worth_is_refused(number: str) -> None:
    assert taken(f"{number};2026-06-01")[0] is State.REFUSED


def test_a_value_without_its_day_is_refused() -> None:
    assert taken("2.5", "value_meur")[0] is State.REFUSED
    assert taken("2026-06-01", "value_as_of")[0] is State.REFUSED


@given(st.integers(-500, 900).map(lambda days: timedelta(days=days)))
def test_a_value_holds_for_a_year_and_never_before_it_was_known(age: timedelta) -> None:
    player = Player(slug="star", name="Star", value=60.0, value_as_of=DAY)
    holds = timedelta() <= age <= timedelta(days=365)
    assert player.worth(DAY + age) == (60.0 if holds else None)


def test_a_rumour_is_weighed_by_the_value_of_its_day() -> None:
    player = Player(slug="star", name="Star", value=60.0, value_as_of=DAY)
    club = Club(slug="madrid", name="Madrid", country="ES")
    catalogue = Catalogue(players={"star": player}, clubs={"madrid": club})
    at = datetime(2026, 3, 2, tzinfo=UTC)
    pairing = Pairing("star", "madrid")
    dossier = Dossier(player="star", at=at, catalogue=catalogue, said={})
    assert dossier.case(pairing).value == 60.0
    old = Dossier(player="star", at=at - timedelta(days=9), catalogue=catalogue, said={})
    assert old.case(pairing).value is None
