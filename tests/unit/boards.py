"""Boards as tests look at them: panels, queries, and what a query is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import promql_parser

import dashboards

Board = dict[str, Any]
Panel = dict[str, Any]

GIVEN = {
    "$__rate_interval": "4m",
    "$__range": "6h",
    "$__interval": "1m",
}
"""Variables that stand where PromQL wants a duration."""

BOARDS: dict[str, Board] = {name: dashboards.load(name) for name in dashboards.NAMES}
PANELS: list[tuple[str, Panel]] = [
    (name, panel)
    for name, board in BOARDS.items()
    for panel in board["panels"]
    if panel["type"] != "row"
]
QUERIES: list[tuple[str, str, str, str]] = [
    (name, panel["title"], target["expr"], target.get("legendFormat") or "")
    for name, panel in PANELS
    for target in panel.get("targets", ())
]
"""Board, panel, expression, legend."""

MARKS: list[tuple[str, str, str]] = [
    (name, marks["name"], marks["expr"])
    for name, board in BOARDS.items()
    for marks in board["annotations"]["list"]
]
"""Board, name of an annotation, expression."""


def parsed(expr: str) -> Any:
    """Expression as promql-parser reads it, with Grafana's variables put in."""
    for variable, value in GIVEN.items():
        expr = expr.replace(variable, value)
    return promql_parser.parse(expr)


def walk(node: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Every node of an expression, with those above it."""
    yield node, above
    for name in ("expr", "lhs", "rhs", "param", "vector_selector"):
        inner = getattr(node, name, None)
        if inner is not None and not isinstance(inner, (str, int, float)):
            yield from walk(inner, (*above, node))
    if isinstance(node, promql_parser.Call):
        for argument in node.args:
            yield from walk(argument, (*above, node))


def selectors(expr: str) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Every selector of series in an expression, with what is above it."""
    for node, above in walk(parsed(expr)):
        if isinstance(node, promql_parser.VectorSelector):
            yield node, above


def matchers(selector: Any) -> dict[str, tuple[str, str]]:
    """How a selector chooses: operator and value by label."""
    return {each.name: (str(each.op), each.value) for each in selector.matchers.matchers}


def made(expr: str) -> dict[str, str]:
    """Labels that an expression makes itself, each with the one that it is made of."""
    return dict(re.findall(r'"(named_\w+)", "[^"]*", "(\w+)"', expr))
