"""The rules of grafana/dashboard-linter, which is written in Go, asked of our boards in Python.

Each test bears the name of its rule. The two rules about LogQL have nothing to say here: no
board asks Loki.
"""

from __future__ import annotations

from typing import Any

import promql_parser
import pytest

import dashboards
from tests.unit.boards import BOARDS, PANELS, QUERIES, matchers, parsed, selectors, walk

Named = pytest.mark.parametrize("name", dashboards.NAMES)
Each = pytest.mark.parametrize(("board", "panel"), PANELS)
Asked = pytest.mark.parametrize(("board", "panel", "expr", "legend"), QUERIES)

UNITS = {
    "none", "short", "percent", "percentunit", "bytes", "decbytes", "Bps", "binBps",
    "dateTimeFromNow", "ms", "s", "m", "h", "d", "dtdurations", "cps", "ops", "reqps", "rps",
    "cpm", "opm", "bool", "bool_yes_no", "bool_on_off",
}  # fmt: skip
"""Of Grafana's units those that a board of ours may have; the browser is asked for all."""


def variable(name: str, called: str) -> dict[str, Any]:
    """One variable of a board."""
    found = [each for each in BOARDS[name]["templating"]["list"] if each["name"] == called]
    assert len(found) == 1, f"{name} has {len(found)} variables {called}"
    return dict(found[0])


def asked(name: str) -> list[dict[str, Any]]:
    """The variables of a board that Prometheus is asked for."""
    return [each for each in BOARDS[name]["templating"]["list"] if each["type"] == "query"]


@Named
def test_template_datasource_rule(name: str) -> None:
    source = variable(name, "datasource")
    assert (source["type"], source["query"]) == ("datasource", "prometheus")
    assert source["label"] == "Data source"


@Named
@pytest.mark.parametrize("called", ["job", "instance"])
def test_template_job_rule_and_template_instance_rule(name: str, called: str) -> None:
    found = variable(name, called)
    assert found["type"] == "query"
    assert found["label"] == called.title()
    assert found["datasource"]["uid"] == "${datasource}"
    assert found["multi"]
    assert found["allValue"] == ".+"


@Named
def test_template_label_promql_rule(name: str) -> None:
    for each in asked(name):
        query = each["query"]["query"]
        assert query.startswith("label_values(")
        selector, _, label = query.removeprefix("label_values(").removesuffix(")").rpartition(", ")
        assert label.isidentifier()
        assert isinstance(parsed(selector), promql_parser.VectorSelector)


@Named
def test_template_on_time_change_reload_rule(name: str) -> None:
    assert [each["refresh"] for each in asked(name)] == [2] * len(asked(name))


@Named
def test_uneditable_dashboard_rule(name: str) -> None:
    assert BOARDS[name]["editable"] is False


@Each
def test_panel_datasource_rule(board: str, panel: dict[str, Any]) -> None:
    if panel["type"] != "text":
        assert panel["datasource"]["uid"] == "${datasource}"
        assert {each["datasource"]["uid"] for each in panel["targets"]} == {"${datasource}"}


@Each
def test_panel_title_description_rule(board: str, panel: dict[str, Any]) -> None:
    assert panel["title"]
    assert panel["description"].endswith(".")


@Each
def test_panel_units_rule(board: str, panel: dict[str, Any]) -> None:
    if panel["type"] != "text":
        assert panel["fieldConfig"]["defaults"]["unit"] in UNITS
        for override in panel["fieldConfig"]["overrides"]:
            units = [each["value"] for each in override["properties"] if each["id"] == "unit"]
            assert set(units) <= UNITS


@Each
def test_panel_no_targets_rule(board: str, panel: dict[str, Any]) -> None:
    assert panel["type"] == "text" or panel["targets"]


@Asked
def test_target_promql_rule(board: str, panel: str, expr: str, legend: str) -> None:
    assert parsed(expr) is not None


@Asked
def test_target_job_rule_and_target_instance_rule(
    board: str, panel: str, expr: str, legend: str
) -> None:
    for selector, _ in selectors(expr):
        chosen = matchers(selector)
        assert chosen["job"] == ("MatchOp.Re", "$job")
        assert chosen["instance"] == ("MatchOp.Re", "$instance")


@Asked
def test_target_rate_interval_rule(board: str, panel: str, expr: str, legend: str) -> None:
    standing = expr.replace("$__rate_interval", "4242s")
    for node, above in walk(parsed(standing)):
        ranged = isinstance(node, promql_parser.MatrixSelector) and above
        if ranged and above[-1].func.name in {"rate", "irate"}:
            assert node.range.total_seconds() == 4242


@Asked
def test_target_counter_agg_rule(board: str, panel: str, expr: str, legend: str) -> None:
    for selector, above in selectors(expr):
        if selector.name.endswith("_total"):
            call, ranged = above[-2:]
            assert isinstance(ranged, promql_parser.MatrixSelector)
            assert call.func.name in {"rate", "irate", "increase"}
