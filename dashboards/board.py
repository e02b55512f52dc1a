"""Draws a board: panels and queries in, the JSON that Grafana imports out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

SCHEMA = 39
WIDTH = 24
"""Columns of Grafana's grid."""

_SOURCE = {"type": "prometheus", "uid": "${datasource}"}


class Kind(StrEnum):
    """What a panel looks like."""

    TIMESERIES = "timeseries"
    STAT = "stat"
    TABLE = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One PromQL expression, and what its series are called (`{{label}}` for a label's value)."""

    expr: str
    legend: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One panel.

    Attributes:
        id: Fixed, so that links to the panel and alerts on it survive a new layout.
        unit: As Grafana names units: `s`, `bytes`, `cps`, `short`.
        empty: What stands there when nothing is found.
        words: What to say instead of a value.
        colours: From which value on which colour holds, the lowest first.
        width, height: On Grafana's grid of 24 columns.
    """

    id: int
    kind: Kind
    title: str
    description: str
    unit: str
    queries: tuple[Query, ...]
    empty: str = ""
    words: Mapping[int, str] = field(default_factory=dict)
    colours: tuple[tuple[float, str], ...] = ()
    width: int = 8
    height: int = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """One board; *uid* is part of its address and never changes."""

    uid: str
    title: str
    description: str
    panels: tuple[Panel, ...]


def text(board: Board) -> str:
    """Return *board* as it is kept in a file."""
    return json.dumps(render(board), indent=2, ensure_ascii=False) + "\n"


def render(board: Board) -> dict[str, Any]:
    """Return *board* as Grafana imports it."""
    return {
        "id": None,
        "uid": board.uid,
        "title": board.title,
        "description": board.description,
        "tags": ["lastdance"],
        "schemaVersion": SCHEMA,
        "version": 1,
        "editable": False,
        "graphTooltip": 1,
        "timezone": "utc",
        "refresh": "30s",
        "time": {"from": "now-6h", "to": "now"},
        "timepicker": {},
        "annotations": {"list": []},
        "links": [],
        "templating": {"list": list(_variables())},
        "panels": list(_laid_out(board.panels)),
    }


def _variables() -> Iterator[dict[str, Any]]:
    yield {"name": "datasource", "label": "Prometheus", "type": "datasource", "query": "prometheus"}
    yield _label("job", "Job", "label_values(lastdance_build_info, job)")
    instances = 'label_values(lastdance_build_info{job="$job"}, instance)'
    yield _label("instance", "Instance", instances, many=True)


def _label(name: str, label: str, query: str, *, many: bool = False) -> dict[str, Any]:
    return {
        "name": name,
        "label": label,
        "type": "query",
        "datasource": _SOURCE,
        "definition": query,
        "query": {"query": query, "refId": name},
        "refresh": 2,
        "sort": 1,
        "multi": many,
        "includeAll": many,
        "current": {"text": ["All"], "value": ["$__all"]} if many else {},
    }


def _laid_out(panels: Iterable[Panel]) -> Iterator[dict[str, Any]]:
    x = y = tallest = 0
    for panel in panels:
        if x + panel.width > WIDTH:
            x, y, tallest = 0, y + tallest, 0
        yield _panel(panel, x, y)
        x, tallest = x + panel.width, max(tallest, panel.height)


def _panel(panel: Panel, x: int, y: int) -> dict[str, Any]:
    made = {
        "id": panel.id,
        "type": panel.kind,
        "title": panel.title,
        "description": panel.description,
        "datasource": _SOURCE,
        "gridPos": {"x": x, "y": y, "w": panel.width, "h": panel.height},
        "fieldConfig": {"defaults": _defaults(panel), "overrides": []},
        "options": _options(panel.kind),
        "targets": [
            _target(query, panel.kind, chr(ord("A") + n)) for n, query in enumerate(panel.queries)
        ],
    }
    if panel.kind is Kind.TABLE:
        organise = {"excludeByName": {"Time": True}, "renameByName": {"Value": panel.title}}
        made["transformations"] = [{"id": "organize", "options": organise}]
    return made


def _defaults(panel: Panel) -> dict[str, Any]:
    defaults: dict[str, Any] = {"unit": panel.unit, "min": 0}
    if panel.empty:
        defaults["noValue"] = panel.empty
    if panel.words:
        options = {str(value): {"text": word} for value, word in panel.words.items()}
        defaults["mappings"] = [{"type": "value", "options": options}]
    if panel.colours:
        steps = [{"value": value, "color": colour} for value, colour in panel.colours]
        steps[0]["value"] = None  # the lowest colour holds from minus infinity
        defaults["color"] = {"mode": "thresholds"}
        defaults["thresholds"] = {"mode": "absolute", "steps": steps}
    if panel.kind is Kind.TIMESERIES:
        defaults["custom"] = {"fillOpacity": 10, "showPoints": "never", "spanNulls": False}
    return defaults


def _options(kind: Kind) -> dict[str, Any]:
    match kind:
        case Kind.TIMESERIES:
            return {
                "legend": {"displayMode": "list", "placement": "bottom", "showLegend": True},
                "tooltip": {"mode": "multi", "sort": "desc"},
            }
        case Kind.STAT:
            return {
                "colorMode": "value",
                "graphMode": "none",
                "textMode": "auto",
                "reduceOptions": {"calcs": ["lastNotNull"], "fields": "", "values": False},
            }
        case Kind.TABLE:
            return {"showHeader": True, "cellHeight": "sm"}


def _target(query: Query, kind: Kind, ref: str) -> dict[str, Any]:
    over_time = kind is Kind.TIMESERIES
    return {
        "refId": ref,
        "datasource": _SOURCE,
        "editorMode": "code",
        "expr": query.expr,
        "legendFormat": query.legend,
        "format": "table" if kind is Kind.TABLE else "time_series",
        "range": over_time,
        "instant": not over_time,
    }
