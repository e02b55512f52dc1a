"""Rumours that have ended, and what is learned from them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from monitor.cli import app
from monitor.domain.rumour import Outcome
from monitor.domain.rumour.estimate import add, speaking
from monitor.domain.stage import Stage
from monitor.judges.hindsight import ftr18, measures
from monitor.judges.hindsight.fitting import START as HOME
from monitor.judges.hindsight.fitting import fit, sheet
from monitor.judges.hindsight.panel import Ended, panel, recorded
from monitor.judges.strength import read
from tests.unit.rumours import RAMOS, START, said

ITEMS = "item_id,pairing_id,published_on,source,lang,url,slug_text,before_resolution\n"
PAIRINGS = "pairing_id,player,from_club,to_club,claim_kind,outcome,resolved_on,outcome_evidence\n"


def written(folder: Path, items: str, pairings: str) -> Path:
    """Write both files."""
    (folder / ftr18.ITEMS).write_text(ITEMS + items)
    (folder / ftr18.PAIRINGS).write_text(PAIRINGS + pairings)
    return folder


def small(folder: Path) -> Path:
    """Write 30 rumours; those with an agreement came true."""
    items, pairings = [], []
    for n in range(30):
        true = n % 3 == 0
        words = "agreement reached with" if true else "eye move for"
        ends = "2018-07-20" if true else "2018-08-31"
        name = f"{chr(97 + n % 26) * 4} {chr(98 + n % 7) * 5}{chr(99 + n // 26) * 3}"
        items.append(f"{n},{n},2018-07-1{n % 9},Marca,en,u,sevilla {words} {name},1")
        pairings.append(f"{n},{name},x,sevilla,move,{int(true)},{ends},t")
    return written(folder, "\n".join(items), "\n".join(pairings))


def rumour(**more: object) -> Ended:
    """Return a rumour that came true after twenty days."""
    at = START + timedelta(days=20)
    outcome = Outcome(pairing=RAMOS, happened=True, at=at, by="x", told_at=at)
    talk = tuple(said(n, 24 * n, Stage.TALKS) for n in range(20))
    return replace(Ended(outcome=outcome, testimonies=talk), **more)  # type: ignore[arg-type]


def test_a_day_holds_nothing_that_was_said_on_it_or_later() -> None:
    days = list(panel([rumour()], [START + timedelta(days=n) for n in range(40)]))
    assert [day.at for day in days] == [START + timedelta(days=n) for n in range(20)]
    assert all(one.at < day.at for day in days for one in day.case.testimonies)


def test_the_day_on_which_it_begins_is_told_by_the_prior_alone() -> None:
    [day] = panel([rumour()], [START])
    assert day.case.testimonies == ()
    sums = add(day.case, speaking(day.case, day.at), day.at, HOME)
    assert [each.name for each in sums.window] == ["prior"]


def test_the_evening_of_a_day_holds_what_was_said_on_it_and_foretells_the_same() -> None:
    starts = [START + timedelta(days=n) for n in range(40)]
    mornings = list(panel([rumour()], starts))
    evenings = list(panel([rumour()], starts, timedelta(hours=23)))
    assert [day.week for day in evenings] == [day.week for day in mornings]
    assert [len(day.case.testimonies) for day in evenings] == [
        len(day.case.testimonies) + 1 for day in mornings
    ]


def test_the_week_is_the_week_before_the_move() -> None:
    days = panel([rumour()], [START + timedelta(days=n) for n in range(40)])
    assert [day.at for day in days if day.week] == [
        START + timedelta(days=n) for n in range(13, 20)
    ]


def test_records_know_nothing_of_the_player_himself() -> None:
    [day, *_] = recorded(panel([rumour()], [START + timedelta(days=9)]), [rumour()])
    assert day.case.records == {}


def test_headlines_are_read_with_what_they_claim_and_when(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        "1,7,2018-07-01,Marca,en,u,arsenal agree deal to sign joe bloggs,1\n"
        "2,7,2018-07-02,The Sun,en,u,joe bloggs arsenal gossip,1\n"
        "3,7,2018-07-30,Marca,en,u,arsenal announce joe bloggs,0\n"
        "4,8,2018-07-03,Marca,en,u,joe bloggs stays,1\n",
        "7,Joe Bloggs,a,arsenal,move,1,2018-07-20,t\n8,Joe Bloggs,a,a,stay,0,2018-07-20,t\n",
    )
    [one] = ftr18.read(folder)
    assert [each.gossip for each in one.testimonies] == [False, True]
    assert one.testimonies[0].claim is not None
    assert one.testimonies[0].claim.stage is Stage.AGREEMENT
    assert [each.record for each in one.rivals] == [b"4"]
    assert one.closes is not None
    assert one.closes.date().isoformat() == "2018-08-09"


@pytest.mark.parametrize(("items", "pairings", "why"), [
    ("1,7,soon,Marca,en,u,x,1\n", "7,J,a,b,move,1,2018-07-20,t\n", "published_on 'soon'"),
    ("1,7,2018-07-01,Marca,en,u,x,1\n", "7,J,a,b,move,1,later,t\n", "resolved_on 'later'"),
])  # fmt: skip
def test_what_is_no_date_is_refused_with_its_place(
    tmp_path: Path, items: str, pairings: str, why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        ftr18.read(written(tmp_path, items, pairings))


def test_a_fit_is_the_same_twice_and_stays_near_its_start(tmp_path: Path) -> None:
    ended = ftr18.read(small(tmp_path))
    days = recorded(panel(ended, ftr18.days()), ended)
    model = fit(sheet(days))
    assert model == fit(sheet(days))
    assert model.week.base < model.window.base
    assert abs(model.silence - HOME.silence) < 0.05
    assert model.silence < 0


def test_the_command_fits_and_evaluates(tmp_path: Path) -> None:
    data, out = str(small(tmp_path)), tmp_path / "mine.toml"
    run = CliRunner()
    assert run.invoke(app, ["rumour", "fit", "--data", data, "--out", str(out)]).exit_code == 0
    assert "30 rumours" in read(out).provenance
    told = run.invoke(app, ["rumour", "evaluate", "--data", data, "--model", str(out), "--json"])
    assert told.exit_code == 0, told.output
    assert '"rumours": 30' in told.output


def test_where_no_rumour_came_true_no_figure_is_told(tmp_path: Path) -> None:
    folder = small(tmp_path)
    pairings = folder / ftr18.PAIRINGS
    pairings.write_text(pairings.read_text().replace(",move,1,", ",move,0,"))
    told = CliRunner().invoke(app, ["rumour", "evaluate", "--data", str(folder), "--json"])
    figures = json.loads(told.stdout)
    assert {figures["window.auc"], figures["week.ece"]} == {None}


def test_a_model_of_ones_own_takes_enough_rumours(tmp_path: Path) -> None:
    out = tmp_path / "mine.toml"
    database = f"sqlite:///{tmp_path / 'none.db'}"
    told = CliRunner().invoke(app, ["rumour", "fit", "--out", str(out), "--database", database])
    assert told.exit_code == 1
    assert "takes 200 and 30" in told.stderr.replace("\n", " ")
    assert not out.exists()


def test_data_that_are_none_are_refused_with_a_cure(tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["rumour", "evaluate", "--data", str(tmp_path)])
    assert told.exit_code == 2
    assert ftr18.ITEMS in told.stderr.replace("\n", "")


def test_measures_know_the_perfect_and_the_worthless() -> None:
    true = np.array([0.0, 0.0, 1.0, 1.0])
    assert measures.auc(true, true) == 1
    assert measures.auc(true, np.full(4, 0.5)) == 0.5
    assert measures.brier_skill(true, true) == 1
    assert measures.brier_skill(true, np.full(4, 0.5)) == 0
    assert measures.calibration_error(true, np.full(4, 0.5)) == 0
    assert measures.calibration_error(true, 1 - true) == 1
    assert np.isnan(measures.auc(np.ones(3), np.ones(3)))
