"""Rules, runbooks and routes agree with each other, with the metrics, and with Prometheus."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import promql_parser
import pytest
import yaml

from monitor.metrics import MOODS, PAIRINGS, TABLE
from tests.generations import Generation, every

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
RULES = sorted((DEPLOY / "prometheus" / "rules").glob("*.yml"))
CASES = sorted((DEPLOY / "prometheus" / "tests").glob("*.yml"))
RUNBOOKS = ROOT / "docs" / "runbooks"
BOARDS = {"lastdance-overview", "lastdance-pairing", "lastdance-connectors", "lastdance-daemon"}
ALWAYS = {"LastdanceWatchdog"}


def rules(kind: str) -> Sequence[Mapping[str, Any]]:
    """Return all rules that are alerts, or records."""
    groups = (group for path in RULES for group in yaml.safe_load(path.read_text())["groups"])
    return [rule for group in groups for rule in group["rules"] if kind in rule]


ALERTS = rules("alert")
RECORDS = rules("record")


def names(expression: Any) -> Iterator[str]:
    """Yield the metrics that an expression reads."""
    if isinstance(expression, promql_parser.VectorSelector):
        assert expression.name is not None
        yield expression.name
    for part in ("expr", "lhs", "rhs", "vector_selector"):
        inner = getattr(expression, part, None)
        if inner is not None:
            yield from names(inner)
    for argument in getattr(expression, "args", ()):
        yield from names(argument)


def cases(alert: str) -> Iterator[Sequence[bool]]:
    """Yield whether *alert* fires at each time that is looked at, for each of its cases."""
    for path in CASES:
        for case in yaml.safe_load(path.read_text())["tests"]:
            looks = [bool(one["exp_alerts"]) for one in case["alert_rule_test"]]
            if case["name"] == alert:
                yield looks


def test_every_metric_that_a_rule_reads_exists() -> None:
    known = {metric.full for metric in (*TABLE, *PAIRINGS, *MOODS)}
    known |= {rule["record"] for rule in RECORDS} | {"up"}
    for rule in (*ALERTS, *RECORDS):
        read = {re.sub("_bucket$", "", name) for name in names(promql_parser.parse(rule["expr"]))}
        assert read <= known, rule
        assert read or rule["alert"] in ALWAYS, rule


def test_records_are_named_by_level_metric_and_operations() -> None:
    metrics = {metric.full.removesuffix("_total") for metric in (*TABLE, *PAIRINGS)}
    for rule in RECORDS:
        level, metric, operations = rule["record"].split(":")
        assert re.fullmatch("[a-z_]+", level), rule
        assert re.fullmatch("[a-z0-9_]+", operations), rule
        first = metric.partition("_per_")[0]
        assert any(known.startswith(first) for known in metrics), rule


def test_every_record_is_read_by_an_alert_or_documented() -> None:
    text = (ROOT / "docs" / "metrics.md").read_text()
    read = {name for rule in ALERTS for name in names(promql_parser.parse(rule["expr"]))}
    assert [
        r["record"] for r in RECORDS if r["record"] not in read and r["record"] not in text
    ] == []


@pytest.mark.parametrize("alert", ALERTS, ids=lambda alert: str(alert["alert"]))
def test_an_alert_says_what_it_is_what_to_do_and_where_to_look(alert: Mapping[str, Any]) -> None:
    said = alert["annotations"]
    assert set(said) == {"summary", "description", "runbook_url", "dashboard_url"}
    assert said["runbook_url"].endswith(f"/runbooks/{alert['alert']}.md")
    board = re.search(r"/d/([a-z-]+)", said["dashboard_url"])
    assert board is not None
    assert board[1] in BOARDS
    assert alert["labels"]["severity"] in {"critical", "warning", "info", "none"}
    assert alert["labels"]["category"] in {"operations", "buzz"}


@pytest.mark.parametrize("alert", ALERTS, ids=lambda alert: str(alert["alert"]))
def test_an_alert_fires_holds_and_ends_in_its_cases(alert: Mapping[str, Any]) -> None:
    told = [[fires for fires, _ in groupby(looks)] for looks in cases(alert["alert"])]
    fired = sum(sum(looks) for looks in cases(alert["alert"]))
    assert told, "it has no case"
    assert fired >= 2, "it is never seen to hold"
    if alert["alert"] not in ALWAYS:
        assert any(looks[:2] == [False, True] for looks in told), "it is never seen not to fire"
        assert any(looks[-2:] == [True, False] or looks == [False, True, False, True]
                   for looks in told), "it is never seen to end"  # fmt: skip


def test_every_alert_has_its_runbook_and_every_runbook_its_alert() -> None:
    pages = {path.stem for path in RUNBOOKS.glob("*.md")} - {"index"}
    assert pages == {alert["alert"] for alert in ALERTS}
    index = (RUNBOOKS / "index.md").read_text()
    assert [name for name in pages if f"({name}.md)" not in index] == []


@pytest.mark.parametrize("path", sorted(RUNBOOKS.glob("Lastdance*.md")), ids=lambda path: path.stem)
def test_a_runbook_holds_meaning_impact_diagnosis_with_commands_and_cure(path: Path) -> None:
    text = path.read_text()
    parts = re.split(r"^## ", text, flags=re.MULTILINE)
    assert parts[0].strip() == f"# {path.stem}"
    assert [part.partition("\n")[0] for part in parts[1:]] == [
        "Meaning", "Impact", "Diagnosis", "Cure",
    ]  # fmt: skip
    assert "```sh\n" in parts[3]
    assert all(part.partition("\n")[2].strip() for part in parts[1:])


def test_the_alert_about_talk_reads_a_verdict_and_detects_nothing() -> None:
    talk = [alert for alert in ALERTS if alert["labels"]["category"] == "buzz"]
    about = {metric.full for metric in (*PAIRINGS, *MOODS)}
    for alert in ALERTS:
        read = set(names(promql_parser.parse(alert["expr"])))
        assert read == {"lastdance_alert_state"} if alert in talk else not read & about
    assert talk


@every
def test_prometheus_finds_nothing_wrong_with_the_rules(generation: Generation) -> None:
    rules = [str(path) for path in RULES]
    assert (
        generation.complaints("promtool", "check", "rules", "--lint=all", "--lint-fatal", *rules)
        == ""
    )
    config = str(DEPLOY / "prometheus" / "prometheus.yml")
    assert generation.complaints("promtool", "check", "config", config) == ""


@every
def test_alerts_fire_and_end_as_their_cases_say(generation: Generation) -> None:
    assert generation.complaints("promtool", "test", "rules", *map(str, CASES)) == ""


def test_a_scrape_is_bounded() -> None:
    text = (DEPLOY / "prometheus" / "prometheus.yml").read_text()
    for job in yaml.safe_load(text)["scrape_configs"]:
        assert {"sample_limit", "label_limit", "label_value_length_limit"} <= job.keys()


ROUTES = (
    ("operators", {"alertname": "LastdanceDown", "severity": "critical"}),
    ("operators", {"alertname": "LastdanceConnectorStale", "severity": "warning"}),
    ("operators", {"alertname": "LastdanceConnectorDry", "severity": "info"}),
    ("newsroom", {"alertname": "LastdancePairingBuzz", "category": "buzz", "severity": "info"}),
    ("dead-mans-switch", {"alertname": "LastdanceWatchdog", "severity": "none"}),
)


@every
def test_alertmanager_sends_each_kind_where_it_belongs(generation: Generation) -> None:
    config = str(DEPLOY / "alertmanager" / "alertmanager.yml")
    assert generation.complaints("amtool", "check-config", config) == ""
    for receiver, labels in ROUTES:
        told = generation.answer(
            "amtool", "config", "routes", "test", f"--config.file={config}",
            *(f"{name}={value}" for name, value in labels.items()),
        )  # fmt: skip
        assert told.split() == [receiver], labels


@every
def test_the_templates_say_what_to_do(generation: Generation, tmp_path: Path) -> None:
    (tmp_path / "data.json").write_text(
        '{"receiver": "operators", "status": "firing", "alerts": [{"status": "firing", "labels": '
        '{"alertname": "LastdanceDown"}, "annotations": {"summary": "It is down.", "description": '
        '"Nobody is told.", "runbook_url": "https://docs/LastdanceDown.md", "dashboard_url": '
        '"https://boards/d"}}], "commonLabels": {"alertname": "LastdanceDown", "instance": "a:1"}}'
    )
    shown = generation.answer(
        "amtool", "template", "render",
        f"--template.glob={DEPLOY / 'alertmanager' / 'templates' / '*.tmpl'}",
        f"--template.data={tmp_path / 'data.json'}",
        '--template.text={{ template "lastdance.title" . }}\n{{ template "lastdance.text" . }}',
    )  # fmt: skip
    assert shown.splitlines()[:4] == [
        "1 firing: LastdanceDown at a:1",
        "It is down.",
        "Nobody is told.",
        "What to do: https://docs/LastdanceDown.md",
    ]
