"""The summer tells what the program would have told, and never what nobody could have known."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.judges.hindsight import ftr18
from tests.benchmarks.week import desk, summer
from tests.benchmarks.week.articles import evenings, true_moves

FIRST = datetime(2018, 6, 20, tzinfo=UTC)
PLAYERS = tuple(
    f"{a} {b}" for a in ("Ann", "Ben", "Cas", "Dov", "Eli") for b in ("Ox", "Ash", "Yew")
)
SOURCES = ("The Gazette", "The Herald", "The Echo")


def write(file: Path, head: str, rows: Iterable[Sequence[object]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(head.split(","))
        table.writerows(rows)


def folder(path: Path, came: Sequence[bool], late: str = "0") -> Path:
    """Write a summer in which each player is first named, and then said to have agreed, by all."""
    path.mkdir()
    pairings: list[Sequence[object]] = []
    items: list[Sequence[object]] = []
    for place, (player, true) in enumerate(zip(PLAYERS, came, strict=True)):
        begun = FIRST + timedelta(days=3 * (place // 5))
        over = begun + timedelta(days=9)
        pairings.append((place, player, "county", "borough", "move", int(true), f"{over:%F}", "x"))
        said = [(0, "interests borough"), (2, "agrees personal terms with borough")]
        said += [(20, "complete the signing at borough")]
        for days, words in said:
            at = begun + timedelta(days=days)
            before = "1" if at < over else late
            slug = f"{player} {words}".lower()
            for source in SOURCES:
                items.append((len(items), place, f"{at:%F}", source, "en", "x", slug, before))
    write(
        path / ftr18.PAIRINGS,
        "pairing_id,player,from_club,to_club,claim_kind,outcome,resolved_on,outcome_evidence",
        pairings,
    )
    write(
        path / ftr18.ITEMS,
        "item_id,pairing_id,published_on,source,lang,url,slug_text,before_resolution",
        items,
    )
    return path


CAME = tuple(place % 3 == 0 for place in range(len(PLAYERS)))


@pytest.fixture
def told(tmp_path: Path) -> summer.Summer:
    return summer.replay(folder(tmp_path / "summer", CAME))


def test_a_day_has_three_pushes_at_most_and_a_pairing_is_counted_once(told: summer.Summer) -> None:
    assert max(Counter(line.on for line in told.lines).values()) == desk.PUSHES.per_day
    first = Counter(line.pairing for line in told.lines if line.first)
    assert set(first.values()) == {1}
    assert summer.measured(told, "")["pushes"] == len(first)


def test_what_was_written_after_the_end_is_never_seen(told: summer.Summer) -> None:
    assert max(line.on for line in told.lines) < FIRST + timedelta(days=20)


def test_how_a_players_move_ends_changes_nothing_of_what_is_told_of_it(tmp_path: Path) -> None:
    own = ftr18.read(folder(tmp_path / "summer", CAME))
    for one in own[:3]:
        turned = [
            replace(each, outcome=replace(each.outcome, happened=not each.outcome.happened))
            if each is one else each
            for each in own
        ]  # fmt: skip
        before = desk.in_folds(own, evenings(own))
        after = desk.in_folds(turned, evenings(turned))
        told_of = [
            [(read.day.at, read.strength, firm) for read, firm in every
             if read.evening.pairing == one.pairing]
            for every in (before, after)
        ]  # fmt: skip
        assert told_of[0] == told_of[1]


def test_the_same_articles_tell_the_same(tmp_path: Path, told: summer.Summer) -> None:
    again = summer.replay(folder(tmp_path / "again", CAME))
    assert again == told
    assert summer.intervals(again) == summer.intervals(told)


def test_figures_lie_in_their_intervals(told: summer.Summer) -> None:
    figures = summer.measured(told, "summer.")
    for name, (low, high) in summer.intervals(told).items():
        assert low <= figures[name] <= high


def test_a_move_that_nobody_wrote_of_counts_as_missed(tmp_path: Path) -> None:
    path = folder(tmp_path / "summer", CAME)
    with (path / ftr18.PAIRINGS).open("a", encoding="utf-8") as rows:
        rows.write("99,Una Elm,county,borough,move,1,2018-08-01,x\n")
    assert true_moves(path).total() == sum(CAME) + 1
    assert summer.measured(summer.replay(path), "")["recall"] < 1


def test_a_line_says_what_became_of_it(told: summer.Summer) -> None:
    lines = list(summer.by_day(told))
    assert len(lines) == len(told.lines)
    assert any("did not move" in line for line in lines)
    assert any("days later" in line for line in lines)


def test_other_articles_can_be_learned_from(tmp_path: Path) -> None:
    data, fit = folder(tmp_path / "data", CAME), folder(tmp_path / "fit", CAME[::-1])
    assert summer.replay(data, fit).lines


def test_a_summer_without_any_move_that_happened_is_no_error(tmp_path: Path) -> None:
    figures = summer.figures(folder(tmp_path / "summer", [False] * len(PLAYERS)))
    assert figures["summer.pushes"] == 0
