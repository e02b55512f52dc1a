"""A backtest: what would have been told, without touching what is stored."""

from __future__ import annotations

import csv
import hashlib
import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner

from monitor.app import backtest
from monitor.app.chart import draw
from monitor.app.series import PAIRING, read_labels, read_series
from monitor.cli import app
from monitor.domain.scorecard import Label, grade
from monitor.ports import RefusedError
from monitor.settings import Settings, load
from tests.integration.stand import HOUR, MINUTE, START, settled
from tests.simulator.events import Events, line

BEGIN = datetime(2026, 6, 1, tzinfo=UTC)
BURST = 3 * 288


def settings(**more: object) -> Settings:
    """Settings that nobody's file or environment changes."""
    return load(None, {}, dict(more))


def sheet(folder: Path, counts: Sequence[int]) -> Path:
    """Write a plain series."""
    path = folder / "series.csv"
    with path.open("w", newline="") as lines:
        rows = csv.writer(lines)
        rows.writerow(["timestamp", "value"])
        rows.writerows(
            [(BEGIN + n * timedelta(minutes=5)).isoformat(), count]
            for n, count in enumerate(counts)
        )
    return path


def bursting() -> list[int]:
    """Four days of little talk, and a burst on the fourth."""
    counts = [n % 3 // 2 for n in range(4 * 288)]
    counts[BURST : BURST + 12] = [30] * 12
    return counts


async def test_a_burst_of_a_plain_series_is_told_in_time(tmp_path: Path) -> None:
    shares: list[float] = []
    found = await backtest.of_series(settings(), sheet(tmp_path, bursting()), shares.append)

    begin = BEGIN + BURST * timedelta(minutes=5)
    label = Label(begin, begin + 2 * HOUR)
    card = grade(found.pushes("desk"), [label], found.span)
    assert card.recall == 1
    assert card.delay is not None
    assert card.delay <= timedelta(minutes=30)
    assert found.counts[PAIRING] == bursting()
    assert shares == sorted(shares)
    assert shares[-1] == 1


async def test_without_a_budget_of_its_own_everything_is_held(tmp_path: Path) -> None:
    none = backtest.peopled(settings(), {"max_pushes_per_day": 0})
    found = await backtest.of_series(none, sheet(tmp_path, bursting()), lambda _: None)
    assert found.pushes("desk") == []
    assert {why for _, why in found.held("desk")} == {"0 of 0 pushes of today are used."}


async def test_what_is_stored_is_told_again_as_it_was_and_only_read(
    tmp_path: Path, quiet_days: Path
) -> None:
    async with settled(tmp_path, quiet_days) as it:
        await it.burst(3, 20 * MINUTE)
        await it.quiet(2 * HOUR)
        live = [(n.kind, n.alert.id, n.alert.told_at) for n in it.told]
        end = it.now
    assert live

    path = tmp_path / "stand.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = hashlib.sha256(path.read_bytes()).digest()
    made = settings(
        storage={"url": f"sqlite:///{path}"},
        catalogue={"files": [str(tmp_path / "accounts.toml")]},
    )
    found = await backtest.of_store(made, START + 26 * HOUR, end, lambda _: None)

    again = [(w.notice.kind, w.notice.alert.id, w.notice.alert.told_at) for w in found.words]
    assert again == live
    assert hashlib.sha256(path.read_bytes()).digest() == before


def test_a_file_of_activities_is_replayed_beside_the_configured_database(tmp_path: Path) -> None:
    world = Events(seed=3, start=BEGIN)
    file = tmp_path / "posts.jsonl"
    posts = [
        world.post(
            world.did(f"fan{n}"), "Sergio Ramos to Real Madrid? They say the transfer talks go on"
        )
        for n in range(3)
    ]
    file.write_bytes(b"\n".join(map(line, posts)))
    database = tmp_path / "live.db"
    asked = ["backtest", str(file), "--database", f"sqlite:///{database}", "--json"]
    found = CliRunner().invoke(app, asked)
    assert found.exit_code == 0, found.output
    told = json.loads(found.stdout)
    assert set(told["scores"]) >= {"desk", "Huginn", "obsei", "Salesforce"}
    assert not database.exists()
    assert not (tmp_path / "lastdance.key").exists()


async def test_a_plot_is_xml_and_names_what_it_shows(tmp_path: Path) -> None:
    found = await backtest.of_series(settings(), sheet(tmp_path, bursting()), lambda _: None)
    begin = BEGIN + BURST * timedelta(minutes=5)
    drawn = draw(found, [Label(begin, begin + HOUR)], "desk")
    ET.fromstring(drawn)
    assert drawn.count('class="label"') == 1
    assert drawn.count('class="push"') == len(found.pushes("desk"))
    assert len(drawn) < 200_000


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("when,value\n", "no column `timestamp`"),
        ("timestamp,value\nyesterday,3\n", "series.csv:2: 'yesterday' is no time"),
        ("timestamp,value\n2026-06-01,-1\n", "series.csv:2: '-1' is no count"),
        ("timestamp,value\n2026-06-01,nan\n", "is no count"),
        ("timestamp,value\n2026-06-01,1e99\n", "is no count"),
        ("timestamp,value\n2026-06-01\n", "series.csv:2: too few columns"),
        ("timestamp,value\n2026-06-02,1\n2026-06-01,1\n", "sort the rows"),
        ("timestamp,value\n2026-06-01 00:00,1\n2026-06-01 01:00,1\n", "a row every 60 minutes"),
        ("timestamp,value\n2026-06-01,1\n9999-12-31,1\n", "400 days"),
        ("timestamp,value\n", "holds no row"),
        ("timestamp,value\n\udcff\n", "not UTF-8"),
    ],
)
def test_a_broken_series_is_refused_with_its_line_and_a_cure(
    tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "series.csv"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(RefusedError, match=said):
        read_series(path)


def test_labels_are_read_and_broken_ones_refused(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("begin,end,player,club\n2026-06-01,2026-06-02,a,b\n2026-06-01,2026-06-02,,\n")
    assert [one.pairing is None for one in read_labels(path)] == [False, True]
    path.write_text("begin,end\n2026-06-02,2026-06-01\n")
    with pytest.raises(RefusedError, match=r"labels\.csv:2: ends before it begins"):
        read_labels(path)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["nothing.jsonl"], "there is no such file"),
        ([], "say --from"),
        (["--from", "soon"], "--from 'soon'"),
        (["--from", "2026-06-02", "--to", "2026-06-01"], "swap them"),
    ],
)
def test_a_wrong_call_is_told_with_a_cure(tmp_path: Path, asked: list[str], said: str) -> None:
    database = f"sqlite:///{tmp_path}/none.db"
    found = CliRunner().invoke(app, ["backtest", *asked, "--database", database])
    assert found.exit_code == 2
    assert said in " ".join(found.output.split())
