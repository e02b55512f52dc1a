"""Frames a board: what all of them have in common, and how it is written into a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from grafana_foundation_sdk.builders import dashboard as build
from grafana_foundation_sdk.cog.builder import Builder
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.dashboard import (
    DashboardCursorSync,
    DashboardLinkType,
    Panel,
    VariableHide,
    VariableOption,
    VariableRefresh,
    VariableSort,
)

from dashboards import ADDRESS
from dashboards.drawing.panels import SOURCE
from dashboards.drawing.promql import HERE

TAG: Final = "lastdance"

_ALONG = ("datasource", "job", "instance", "lastdance")
KEPT: Final = "&".join(("${__url_time_range}", *(f"${{{name}:queryparam}}" for name in _ALONG)))
"""What goes along from board to board."""

_OURS: Final = '__name__=~"lastdance_(build_info|alert_state)"'
"""One series of each page: they may be scraped as two jobs."""

Json = dict[str, Any]

Line = Sequence[Builder[Panel]]
"""Panels side by side, 24 columns wide and of one height."""

Row = tuple[str, Sequence[Line]]
"""A heading, empty for none, and the lines below."""


def board(
    name: str,
    title: str,
    description: str,
    *rows: Row,
    variables: Sequence[Builder[Any]] = (),
    annotations: Sequence[Json] = (),
    since: str = "now-6h",
) -> Json:
    """Return a board, with its rows from the top, as Grafana imports it."""
    drawn = (
        build.Dashboard(title)
        .uid(f"lastdance-{name}")
        .description(description)
        .tags([TAG])
        .readonly()
        .tooltip(DashboardCursorSync.CROSSHAIR)
        .timezone("browser")
        .refresh("30s")
        .time(since, "now")
        .version(1)
    )
    for variable in (_source(), *_places(), *variables, _address()):
        drawn = drawn.with_variable(variable)
    for link in _links():
        drawn = drawn.link(link)
    for place, (heading, lines) in enumerate(rows):
        if heading:
            drawn = drawn.with_row(build.Row(heading).id(100 + place))
        for line in lines:
            for panel in line:
                drawn = drawn.with_panel(panel)
    made: Json = json.loads(json.dumps(drawn.build(), cls=JSONEncoder))
    made["annotations"] = {"list": list(annotations)}
    return made


def written(made: Json) -> str:
    """Return a board as it is kept in a file."""
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def choice(
    name: str, label: str, description: str, metric: str, *where: str, several: bool = False
) -> build.QueryVariable:
    """Return a variable: a value of the label *name*, or several of them."""
    asked = f"label_values(lastdance_{metric}{{{','.join((HERE, *where))}}}, {name})"
    return _asked(name, label, description, asked, several=several)


def firing(name: str, colour: str, *where: str, says: str) -> Json:
    """Return marks where alerts of Prometheus fire; the builder lacks what they are called by."""
    held = ",".join(('alertstate="firing"', HERE, *where))
    return _marks(name, colour, f"ALERTS{{{held}}}", "{{alertname}}", says)


def blind() -> Json:
    """Return marks where verdicts were withheld: what is shown of pairings stands still there."""
    unknown = f"increase(lastdance_watch_unknown_total{{{HERE}}}[6m])"
    return _marks("Blind", "orange", f"sum({unknown}) > 0", "Verdicts withheld", "")


def told() -> Json:
    """Return marks where alerts were told, of any pairing."""
    alerts = f"increase(lastdance_alerts_total{{{HERE}}}[2m])"
    return _marks("Told", "blue", f"sum by (kind) ({alerts}) > 0", "{{kind}}", "")


def _marks(name: str, colour: str, expr: str, title: str, says: str) -> Json:
    return {
        "name": name,
        "datasource": SOURCE.to_json(),
        "enable": True,
        "iconColor": colour,
        "expr": expr,
        "step": "60s",
        "titleFormat": title,
        "textFormat": says,
        "useValueForTime": False,
    }


def _source() -> build.DatasourceVariable:
    return (
        build.DatasourceVariable("datasource")
        .label("Data source")
        .description("The Prometheus that reads lastdance.")
        .type("prometheus")
    )


def _places() -> Sequence[build.QueryVariable]:
    jobs = f"label_values({{{_OURS}}}, job)"
    instances = f'label_values({{{_OURS},job=~"$job"}}, instance)'
    return (
        _asked("job", "Job", "The scrape job.", jobs, several=True),
        _asked("instance", "Instance", "The daemon.", instances, several=True),
    )


def _asked(
    name: str, label: str, description: str, query: str, *, several: bool
) -> build.QueryVariable:
    variable = (
        build.QueryVariable(name)
        .label(label)
        .description(description)
        .datasource(SOURCE)
        .query({"query": query, "refId": name})
        .refresh(VariableRefresh.ON_TIME_RANGE_CHANGED)
        .sort(VariableSort.ALPHABETICAL_ASC)
        .multi(several)
        .include_all(several)
    )
    if several:
        everything = VariableOption(selected=True, text=["All"], value=["$__all"])
        variable = variable.all_value(".+").current(everything)
    return variable


def _address() -> build.TextBoxVariable:
    return (
        build.TextBoxVariable("lastdance")
        .label("lastdance")
        .description("The address of lastdance's own pages, where the evidence stands.")
        .default_value(ADDRESS)
        .current(VariableOption(selected=True, text=ADDRESS, value=ADDRESS))
        .hide(VariableHide.DONT_HIDE)
    )


def _links() -> Sequence[build.DashboardLink]:
    return (
        build.DashboardLink("Boards")
        .type(DashboardLinkType.DASHBOARDS)
        .tags([TAG])
        .include_vars(True)
        .keep_time(True),
        build.DashboardLink("lastdance")
        .type(DashboardLinkType.LINK)
        .icon("external link")
        .tooltip("Its front page: who is talked of, and what was told.")
        .url("${lastdance}/")
        .target_blank(True),
    )
