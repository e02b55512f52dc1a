"""How rumours ended, as an operator tells it."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.app import outcomes
from monitor.app.outcomes import Told
from monitor.domain import dating
from monitor.domain.dating import Order
from monitor.domain.settling import SightingError
from monitor.settings import Settings, load

SUMMER = [date(2025, month, day) for month in (7, 8) for day in (1, 3, 4, 5, 9, 10, 11, 12, 20, 28)]


def settings(folder: Path) -> Settings:
    """Return settings with a database of its own."""
    return load(None, {}, {"storage": {"url": f"sqlite:///{folder / 'outcomes.db'}"}})


def table(folder: Path, *lines: str, head: str = "player,club,date,happened") -> Path:
    """Write a table."""
    file = folder / "moves.csv"
    file.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return file


def moves(pattern: str) -> list[str]:
    """Return lines with the dates of a summer."""
    return [f"Sergio Ramos,Real Madrid,{one.strftime(pattern)}," for one in SUMMER]


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(Order))
def test_a_date_that_was_written_is_read(day: date, order: Order) -> None:
    first = "%d/%m" if order is Order.DAY else "%m/%d"
    assert dating.read(day.strftime(f"{first}/{day.year:04}"), order) == day
    assert dating.read(day.isoformat()) == day


@pytest.mark.parametrize("text", ["", "soon", "2026-13-13", "31/02/2026", "1/7/26", "2026-07"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no date|no day"):
        dating.read(text)


@pytest.mark.parametrize(
    ("pattern", "cure"),
    [("%Y-%d-%m", "day-first"), ("%m/%d/%Y", "month-first")],
)
def test_a_table_with_days_and_months_swapped_is_refused_with_the_cure(
    tmp_path: Path, pattern: str, cure: str
) -> None:
    lines = [one for one, day in zip(moves(pattern), SUMMER, strict=True) if day.day <= 12]
    file = table(tmp_path, *lines)

    with pytest.raises(ValueError, match=f"--dates {cure}"):
        asyncio.run(outcomes.bring(settings(tmp_path), file, "ana", None))
    answer = asyncio.run(outcomes.bring(settings(tmp_path), file, "ana", Order(cure)))
    assert not answer.refused
    assert {one.at.month for one in answer.stored} <= {7, 8}


def test_one_date_that_only_the_other_order_can_read_refuses_the_table(tmp_path: Path) -> None:
    file = table(
        tmp_path,
        "Sergio Ramos,Real Madrid,07/02/2025,yes",
        "Harry Kane,Barcelona,08/25/2025,no",
        "Harry Kane,Barcelona,someday,no",
    )
    with pytest.raises(ValueError, match=r"'08/25/2025' .* `--dates month-first`"):
        asyncio.run(outcomes.bring(settings(tmp_path), file, "ana", None))
    answer = asyncio.run(outcomes.bring(settings(tmp_path), file, "ana", Order.MONTH))
    assert [one.at.month for one in answer.stored] == [7, 8]
    assert len(answer.refused) == 1


def test_the_same_table_twice_changes_nothing(tmp_path: Path) -> None:
    file = table(tmp_path, "Sergio Ramos,Real Madrid,2025-07-14,yes")
    first = asyncio.run(outcomes.bring(settings(tmp_path), file, "ana", None))
    again = asyncio.run(outcomes.bring(settings(tmp_path), file, "ana", None))

    assert len(first.stored) == 1
    assert (again.stored, again.known) == ((), 1)


def test_a_bad_line_is_named_and_the_others_are_stored(tmp_path: Path) -> None:
    file = table(
        tmp_path, "Nobody Known,Real Madrid,2025-07-14,", "Sergio Ramos,Real Madrid,soon,",
        "Sergio Ramos,Real Madrid,2025-07-14,maybe", "Sergio Ramos,Real Madrid,2025-07-14,no",
    )  # fmt: skip
    answer = asyncio.run(outcomes.bring(settings(tmp_path), file, "ana", None))

    assert [one.happened for one in answer.stored] == [False]
    assert sorted(line.split(": ")[0].rpartition(" ")[2] for line in answer.refused) == [
        "2", "3", "4",
    ]  # fmt: skip


def test_a_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    file = table(tmp_path, head="name,team,when")
    with pytest.raises(ValueError, match="'player' is missing"):
        asyncio.run(outcomes.bring(settings(tmp_path), file, "ana", None))


def test_of_contrary_outcomes_the_later_holds_and_says_so(tmp_path: Path) -> None:
    told = Told(player="Sergio Ramos", club="Real Madrid", on=date(2025, 7, 14))
    no = Told(player="Sergio Ramos", club="Real Madrid", on=date(2025, 8, 1), happened=False)
    asyncio.run(outcomes.add(settings(tmp_path), [told], "ana"))
    answer = asyncio.run(outcomes.add(settings(tmp_path), [no], "bea"))

    assert [one.by for one in answer.contrary] == ["operator ana"]
    assert [one.by for one in answer.stored] == ["operator bea"]
    listed = asyncio.run(outcomes.listed(settings(tmp_path)))
    assert [(one.happened, one.by) for one in listed] == [
        (True, "operator ana"), (False, "operator bea"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "told",
    [
        Told(player="Nobody Known", club="Real Madrid", on=date(2025, 7, 14)),
        Told(player="Sergio Ramos", club="Nowhere United", on=date(2025, 7, 14)),
        Told(player="Sergio Ramos", club="Real Madrid", on=date.max - timedelta(days=1)),
    ],
)
def test_who_is_not_known_or_has_yet_to_move_is_refused(tmp_path: Path, told: Told) -> None:
    with pytest.raises(SightingError):
        asyncio.run(outcomes.add(settings(tmp_path), [told], "ana"))
    assert asyncio.run(outcomes.listed(settings(tmp_path))) == ()
