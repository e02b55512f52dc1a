"""What Grafana shows stands on what Prometheus has, and is what its module draws."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import dashboards
from dashboards.drawing import written
from dashboards.drawing.connectors import STATES
from monitor.domain.health import Health
from monitor.metrics import MOODS, PAIRINGS, PREFIX, TABLE, Kind
from tests import promtool
from tests.documents import BOARDS as DRAWN
from tests.documents import ROOT
from tests.unit.boards import BOARDS, GIVEN, MARKS, PANELS, QUERIES, made, matchers, selectors

METRICS = (*TABLE, *PAIRINGS, *MOODS)
PROCESS = {
    "process_cpu_seconds_total",
    "process_resident_memory_bytes",
    "process_open_fds",
    "process_max_fds",
}
"""What prometheus-client tells of every process."""

WIDTH = 24
"""Columns of Grafana's grid."""

MOST = 20
"""Panels at most: a board is looked at, not searched."""

TEXT, FLAG, NUMBER = {"type": "string"}, {"type": "boolean"}, {"type": "integer"}


def form(head: str, required: Sequence[str], **keys: dict[str, Any]) -> dict[str, Any]:
    """Schema of a provisioning file: its one list, and the keys of what stands in it."""
    entry = {
        "type": "object", "properties": keys, "required": required, "additionalProperties": False,
    }  # fmt: skip
    return {
        "type": "object",
        "properties": {"apiVersion": {"const": 1}, head: {"type": "array", "items": entry}},
        "required": ["apiVersion", head],
        "additionalProperties": False,
    }


FORMS = {
    "datasources": form(
        "datasources", ["name", "type", "access"], name=TEXT, uid=TEXT, type=TEXT, orgId=NUMBER,
        access={"enum": ["proxy", "direct"]}, url=TEXT, isDefault=FLAG, editable=FLAG,
        basicAuth=FLAG, basicAuthUser=TEXT, withCredentials=FLAG, version=NUMBER,
        jsonData={"type": "object"}, secureJsonData={"type": "object"},
    ),
    "dashboards": form(
        "providers", ["name", "type", "options"], name=TEXT, orgId=NUMBER, folder=TEXT,
        folderUid=TEXT, type={"const": "file"}, disableDeletion=FLAG, allowUiUpdates=FLAG,
        updateIntervalSeconds=NUMBER,
        options={
            "type": "object",
            "properties": {"path": TEXT, "foldersFromFilesStructure": FLAG},
            "required": ["path"],
            "additionalProperties": False,
        },
    ),
}  # fmt: skip
"""What Grafana's documentation says of the files that it is provisioned from."""

OWN = re.compile(r"\$\{(__data\.fields\.\w+|__field\.labels\.\w+|__url_time_range)\}")
"""Variables of Grafana's own in links."""


def series() -> dict[str, set[str]]:
    """Every name that Prometheus has of us, with its labels."""
    known: dict[str, set[str]] = {name: {"job", "instance"} for name in PROCESS}
    for metric in METRICS:
        labels = {*metric.labels, "job", "instance"}
        if metric.kind is Kind.HISTOGRAM:
            known |= {metric.full + ending: labels for ending in ("_sum", "_count")}
            known[metric.full + "_bucket"] = labels | {"le"}
        else:
            known[metric.full] = labels
    return known


def links() -> list[str]:
    """Every address that a board leads to."""
    found = re.findall(r'"url": "([^"]*)"', json.dumps(BOARDS))
    texts = [panel["options"]["content"] for _, panel in PANELS if panel["type"] == "text"]
    return found + [url for text in texts for url in re.findall(r"\]\(([^)]*)\)", text)]


def variables(board: dict[str, Any]) -> set[str]:
    """Names of a board's variables."""
    return {variable["name"] for variable in board["templating"]["list"]}


@pytest.mark.parametrize("file", DRAWN)
def test_a_board_is_what_its_module_draws(file: str) -> None:
    assert (ROOT / file).read_text() == written(DRAWN[file]()), "run: make docs"


def test_every_board_that_is_drawn_is_shipped() -> None:
    shipped = {path.stem for path in (ROOT / "dashboards").glob("*.json")}
    assert set(dashboards.NAMES) == shipped == {Path(file).stem for file in DRAWN}


def test_a_board_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(LookupError, match="overview, pairing, connectors, daemon"):
        dashboards.load("../daemon")


def test_an_exported_board_leads_to_the_address_that_was_given(tmp_path: Path) -> None:
    paths = list(dashboards.export(tmp_path / "boards", "https://desk.example/lastdance/"))
    assert {path.name for path in paths} == {f"lastdance-{name}.json" for name in dashboards.NAMES}
    for path in paths:
        text = path.read_text()
        assert dashboards.ADDRESS not in text
        (address,) = (
            variable["query"]
            for variable in json.loads(text)["templating"]["list"]
            if variable["name"] == "lastdance"
        )
        assert address == "https://desk.example/lastdance"


@pytest.mark.parametrize(("board", "panel", "expr", "legend"), QUERIES)
def test_a_query_asks_for_metrics_and_labels_that_there_are(
    board: str, panel: str, expr: str, legend: str
) -> None:
    known = series()
    chosen = [selector for selector, _ in selectors(expr)]
    assert chosen
    for selector in chosen:
        assert selector.name in known
        asked = {each.name for each in selector.matchers.matchers}
        assert asked <= known[selector.name], selector.name
    ours = made(expr)
    labels = {ours.get(each, each) for each in re.findall(r"{{(\w+)}}", legend)}
    for by in re.findall(r"by \(([^)]*)\)", expr):
        labels |= set(by.split(", "))
    assert labels <= set.union(*(known[selector.name] for selector in chosen))


@pytest.mark.parametrize(("board", "panel", "expr", "legend"), QUERIES)
def test_a_legend_names_only_what_the_query_keeps(
    board: str, panel: str, expr: str, legend: str
) -> None:
    kept = {label for by in re.findall(r"by \(([^)]*)\)", expr) for label in by.split(", ")}
    ours = made(expr)
    named = {ours.get(each, each) for each in re.findall(r"{{(\w+)}}", legend)}
    assert named == kept - {"le"} or "{{" not in legend


def test_every_metric_is_shown_or_alerted_on_or_named_as_for_queries_only() -> None:
    rules = (path.read_text() for path in (ROOT / "deploy/prometheus/rules").glob("*.yml"))
    used = set(re.findall(rf"\b{PREFIX}[a-z0-9_]+", json.dumps(BOARDS) + "".join(rules)))
    used = {name.removesuffix("_bucket") for name in used}
    page = (ROOT / "docs" / "dashboards.md").read_text()
    besides = set(re.findall(rf"^\| `({PREFIX}\w+)` \|", page, re.MULTILINE))
    metrics = {metric.full for metric in METRICS}
    assert metrics - used == besides, "docs/dashboards.md names those that no board shows"


@pytest.mark.parametrize("name", dashboards.NAMES)
def test_panels_have_ids_and_places_of_their_own(name: str) -> None:
    placed = BOARDS[name]["panels"]
    assert len({panel["id"] for panel in placed}) == len(placed)
    taken: set[tuple[int, int]] = set()
    for panel in placed:
        at = panel["gridPos"]
        cells = {(at["x"] + x, at["y"] + y) for x in range(at["w"]) for y in range(at["h"])}
        assert not cells & taken
        assert at["x"] + at["w"] <= WIDTH
        taken |= cells


@pytest.mark.parametrize("name", dashboards.NAMES)
def test_a_board_leaves_no_hole(name: str) -> None:
    placed = [panel["gridPos"] for panel in BOARDS[name]["panels"]]
    assert sum(at["w"] * at["h"] for at in placed) == WIDTH * max(a["y"] + a["h"] for a in placed)


@pytest.mark.parametrize("name", dashboards.NAMES)
def test_a_board_has_no_more_panels_than_one_looks_at(name: str) -> None:
    assert len([panel for board, panel in PANELS if board == name]) <= MOST


@pytest.mark.parametrize(("board", "panel"), PANELS)
def test_a_panel_is_of_a_kind_that_is_drawn_in_tests(board: str, panel: dict[str, Any]) -> None:
    assert panel["type"] in {"timeseries", "stat", "bargauge", "table", "text"}
    if panel["type"] == "bargauge":
        assert panel["options"]["orientation"] == "horizontal"


@pytest.mark.parametrize("name", dashboards.NAMES)
def test_alerts_are_marked_on_every_board(name: str) -> None:
    fired, *others = BOARDS[name]["annotations"]["list"]
    assert re.fullmatch(r"ALERTS\{.*alertstate=\"firing\".*\}", fired["expr"])
    for marks in (fired, *others):
        assert marks["enable"]
        assert marks["datasource"]["uid"] == "${datasource}"
    colours = [marks["iconColor"] for marks in (fired, *others)]
    assert len({*colours}) == len(colours)


@pytest.mark.parametrize(("board", "name", "expr"), MARKS)
def test_marks_stand_on_what_prometheus_has_of_this_daemon(
    board: str, name: str, expr: str
) -> None:
    known = {**series(), "ALERTS": {"alertstate", "category", "job", "instance"}}
    known["ALERTS"] |= {label for labels in known.values() for label in labels}
    for selector, _ in selectors(expr):
        asked = matchers(selector)
        assert asked.keys() <= known[selector.name]
        assert asked["job"] == ("MatchOp.Re", "$job")
        assert asked["instance"] == ("MatchOp.Re", "$instance")


@pytest.mark.parametrize("name", ["overview", "pairing"])
def test_where_verdicts_were_withheld_is_marked_on_boards_that_tell_of_talk(name: str) -> None:
    marks = [each["expr"] for each in BOARDS[name]["annotations"]["list"]]
    assert any("lastdance_watch_unknown_total" in expr for expr in marks)


def test_every_board_leads_to_every_other_and_to_our_pages() -> None:
    for board in BOARDS.values():
        boards, pages = board["links"]
        assert (boards["type"], boards["tags"]) == ("dashboards", board["tags"])
        assert boards["includeVars"]
        assert boards["keepTime"]
        assert pages["url"] == "${lastdance}/"


def test_a_link_names_boards_that_there_are_and_variables_that_they_have() -> None:
    uids = {board["uid"]: board for board in BOARDS.values()}
    led = [link for link in links() if link.startswith("/d/")]
    assert led
    for link in led:
        uid, _, query = link.removeprefix("/d/").partition("?")
        given = set(re.findall(r"var-(\w+)=", query)) | set(
            re.findall(r"\$\{(\w+):queryparam\}", query)
        )
        assert given <= variables(uids[uid])
        assert not re.findall(r"\$\{(?!\w+:queryparam\})", OWN.sub("", query))


def test_the_posts_of_a_pairing_are_one_click_away() -> None:
    assert "${lastdance}/pairings/${__data.fields.player}/${__data.fields.club}" in links()
    assert "$lastdance/pairings/$player/$club" in links()


@pytest.mark.parametrize("name", dashboards.NAMES)
def test_a_board_keeps_its_address_and_belongs_to_nobody(name: str) -> None:
    board = BOARDS[name]
    assert board["uid"] == f"lastdance-{name}"
    assert board.get("id") is None
    assert board["graphTooltip"] == 1


@promtool.needed
def test_prometheus_reads_every_query(tmp_path: Path) -> None:
    rules = []
    for number, (_, _, expr, _) in enumerate(QUERIES):
        for variable, value in GIVEN.items():
            expr = expr.replace(variable, value)  # noqa: PLW2901
        rules.append({"record": f"board:query{number}", "expr": expr})
    path = tmp_path / "rules.json"
    path.write_text(json.dumps({"groups": [{"name": "board", "rules": rules}]}))
    assert promtool.complaints("check", "rules", "--lint=none", str(path)) == ""


def test_an_alert_leads_to_a_board_that_there_is_and_to_variables_that_it_has() -> None:
    uids = {board["uid"]: board for board in BOARDS.values()}
    rules = "".join(path.read_text() for path in (ROOT / "deploy/prometheus/rules").glob("*.yml"))
    led = re.findall(r"/d/([\w-]+)([^\"\n]*)", rules)
    assert led
    for uid, query in led:
        assert set(re.findall(r"var-(\w+)=", query)) <= variables(uids[uid])


def test_states_of_sources_have_each_a_colour() -> None:
    assert STATES.keys() == {*Health}


def test_boards_are_listed_and_exported_without_the_library_that_draws_them(tmp_path: Path) -> None:
    ask = (
        "import sys, pathlib, dashboards; list(dashboards.export(pathlib.Path(sys.argv[1])));"
        "print(*[name for name in sys.modules if name.startswith(('grafana', 'dashboards.'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask, tmp_path], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""
    assert len([*tmp_path.iterdir()]) == len(dashboards.NAMES)


@pytest.mark.parametrize("kind", FORMS)
def test_a_provisioning_file_has_the_form_that_grafana_documents(kind: str) -> None:
    folder = ROOT / "deploy/grafana/provisioning" / kind
    for path in folder.iterdir():
        jsonschema.validate(yaml.safe_load(path.read_text()), FORMS[kind])


def test_grafana_is_provisioned_with_the_source_and_the_folder_that_the_boards_want() -> None:
    place = ROOT / "deploy/grafana/provisioning"
    (source,) = yaml.safe_load((place / "datasources/lastdance.yml").read_text())["datasources"]
    assert (source["type"], source["access"], source["isDefault"]) == ("prometheus", "proxy", True)
    (provider,) = yaml.safe_load((place / "dashboards/lastdance.yml").read_text())["providers"]
    assert (provider["type"], provider["allowUiUpdates"]) == ("file", False)
    page = (ROOT / "docs/dashboards.md").read_text()
    assert f"dashboards export {provider['options']['path']}" in page
