"""What Grafana shows stands on what Prometheus has."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import dashboards
from dashboards.board import WIDTH, text
from monitor.metrics import PREFIX, TABLE, Kind
from tests import promtool
from tests.documents import BOARDS, ROOT

GIVEN = {"job", "instance"}
"""Labels that Prometheus puts on every series itself."""


def series() -> dict[str, set[str]]:
    """Every name that Prometheus has of us, with its labels."""
    known: dict[str, set[str]] = {}
    for metric in TABLE:
        labels = {*metric.labels, *GIVEN}
        if metric.kind is Kind.HISTOGRAM:
            known |= {metric.full + ending: labels for ending in ("_sum", "_count")}
            known[metric.full + "_bucket"] = labels | {"le"}
        else:
            known[metric.full] = labels
    return known


def panels() -> list[tuple[str, dict[str, Any]]]:
    """Every panel of every board."""
    return [
        (name, panel) for name in dashboards.names() for panel in dashboards.load(name)["panels"]
    ]


def queries() -> list[tuple[str, str]]:
    """Every expression of every board, with the legend of its series."""
    return [
        (target["expr"], target["legendFormat"])
        for _, panel in panels()
        for target in panel["targets"]
    ]


def filled(expr: str) -> str:
    """Expression with Grafana's variables put in."""
    for variable, value in {
        "$__rate_interval": "2m",
        "$__range": "6h",
        "$job": "lastdance",
        "$instance": ".+",
    }.items():
        expr = expr.replace(variable, value)
    return expr


@pytest.mark.parametrize("file", BOARDS)
def test_a_board_is_what_its_module_draws(file: str) -> None:
    assert (ROOT / file).read_text() == text(BOARDS[file]), "run: make docs"


def test_every_board_that_is_drawn_is_shipped() -> None:
    assert dashboards.names() == sorted(Path(file).stem for file in BOARDS)


def test_a_board_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(LookupError, match="daemon"):
        dashboards.load("../daemon")


@pytest.mark.parametrize(("expr", "legend"), queries())
def test_a_query_asks_for_metrics_and_labels_that_there_are(expr: str, legend: str) -> None:
    known = series()
    named = re.findall(rf"\b{PREFIX}[a-z0-9_]+", expr)
    assert named
    assert set(named) <= known.keys()
    labels = set(re.findall(r"{{(\w+)}}", legend)) | set(re.findall(r"(\w+)=~?\"", expr))
    for by in re.findall(r"by \(([^)]*)\)", expr):
        labels |= set(by.split(", "))
    assert labels <= set.intersection(*(known[name] for name in named))


@pytest.mark.parametrize(("expr", "legend"), queries())
def test_a_legend_names_only_what_the_query_keeps(expr: str, legend: str) -> None:
    kept = {label for by in re.findall(r"by \(([^)]*)\)", expr) for label in by.split(", ")}
    assert set(re.findall(r"{{(\w+)}}", legend)) == kept - {"le"} or not legend


@pytest.mark.parametrize(("expr", "legend"), queries())
def test_a_query_asks_the_chosen_instances_only(expr: str, legend: str) -> None:
    named = re.findall(rf"\b{PREFIX}[a-z0-9_]+", expr)
    assert expr.count('{job="$job",instance=~"$instance"}') == len(named)


@pytest.mark.parametrize(("board", "panel"), panels())
def test_a_panel_says_what_it_shows_and_in_what_unit(board: str, panel: dict[str, Any]) -> None:
    assert panel["title"]
    assert panel["description"].endswith(".")
    assert panel["fieldConfig"]["defaults"]["unit"]
    assert panel["type"] in {"timeseries", "stat", "table"}
    assert panel["datasource"]["uid"] == "${datasource}"


@pytest.mark.parametrize("name", dashboards.names())
def test_panels_have_ids_and_places_of_their_own(name: str) -> None:
    placed = dashboards.load(name)["panels"]
    assert len({panel["id"] for panel in placed}) == len(placed)
    taken: set[tuple[int, int]] = set()
    for panel in placed:
        at = panel["gridPos"]
        cells = {(at["x"] + x, at["y"] + y) for x in range(at["w"]) for y in range(at["h"])}
        assert not cells & taken
        assert at["x"] + at["w"] <= WIDTH
        taken |= cells


@pytest.mark.parametrize("name", dashboards.names())
def test_a_board_keeps_its_address_and_is_changed_in_its_module_only(name: str) -> None:
    board = dashboards.load(name)
    assert board["uid"] == f"lastdance-{name}"
    assert board["id"] is None
    assert board["editable"] is False
    assert [v["name"] for v in board["templating"]["list"]] == ["datasource", "job", "instance"]


@promtool.needed
def test_prometheus_reads_every_query(tmp_path: Path) -> None:
    rules = [
        {"record": f"board:query{n}", "expr": filled(expr)} for n, (expr, _) in enumerate(queries())
    ]
    path = tmp_path / "rules.json"
    path.write_text(json.dumps({"groups": [{"name": "board", "rules": rules}]}))
    assert promtool.complaints("check", "rules", "--lint=none", str(path)) == ""


@promtool.needed
def test_prometheus_reads_the_configuration_that_is_shipped() -> None:
    path = ROOT / "deploy" / "prometheus" / "prometheus.yml"
    assert promtool.complaints("check", "config", str(path)) == ""
