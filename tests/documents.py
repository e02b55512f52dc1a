"""Writes those parts of the documentation that are read from the code, and Grafana's boards.

The parts stand between `<!-- begin NAME -->` and `<!-- end NAME -->`, the boards in files of
their own; `python -m tests.documents` renews them, and a test says when that was forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import typer
from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

import connectors
from connectors.wire.sights import Interaction
from dashboards import drawing
from monitor.cli import app
from monitor.domain.act import TABLE as ACTS
from monitor.domain.act import Rule
from monitor.domain.duration import format_duration
from monitor.metrics import MOODS, PAIRINGS
from monitor.metrics import TABLE as METRICS
from monitor.settings import Settings
from monitor.settings.explain import toml
from monitor.settings.sources import entry_of
from monitor.web.api.document import document
from monitor.web.api.operations import DOWNLOADS, OPERATIONS
from monitor.web.api.operations import ROOT as ROOT_OF_API
from monitor.web.api.parameters import Parameter
from tests.sample_alert import sample

ROOT = Path(__file__).parents[1]


def settings() -> str:
    """Every setting, a table for each table of the file."""
    top = {n: f for n, f in Settings.model_fields.items() if entry_of(f) is None}
    parts = ["### At the top of the file", "", _keys(top)]
    for name, field in Settings.model_fields.items():
        entry = entry_of(field)
        if entry is not None:
            parts += _section(name, field, entry)
    return "\n".join(parts)


def _section(path: str, field: FieldInfo, entry: type[BaseModel]) -> list[str]:
    """A table of the file, and those in it."""
    title = f"[{path}]" if entry is field.annotation else f"[[{path}]]"
    parts = ["", f"### `{title}`", "", entry.__doc__ or "", "", _keys(entry.model_fields)]
    for name, inner in entry.model_fields.items():
        if (below := entry_of(inner)) is not None:
            parts += _section(f"{path}.{name}", inner, below)
    return parts


def connector_keys() -> str:
    """Every key of every connector."""
    parts = []
    for name in connectors.names():
        config: type[BaseModel] = import_module(f"connectors.{name}").Config
        parts += [f"### `{name}`", "", _keys(config.model_fields), ""]
    return "\n".join(parts).rstrip()


def capabilities() -> str:
    """What each connector sees of what people do."""
    kinds = list(Interaction)
    rows = []
    for name in connectors.names():
        sights = connectors.capabilities(name)
        rows.append((f"`{name}`", *(str(sights[k]) if k in sights else "" for k in kinds)))
    return _table(("", *kinds), rows)


def metrics() -> str:
    """Every metric."""
    rows = (
        (f"`{m.full}`", m.kind, ", ".join(f"`{label}`" for label in m.labels) or "none", m.help)
        for m in (*METRICS, *PAIRINGS, *MOODS)
    )
    return _table(("metric", "type", "labels", "what it says"), rows)


def acts() -> str:
    """The table of decisive acts."""
    return _table(("who", "does", "about", "verdict", "why"), (_act(rule) for rule in ACTS))


def operations() -> str:
    """Everything that programs can ask, with what it takes."""
    rows = (
        (f"`{each.method} {ROOT_OF_API}{each.path}`", each.summary, _asked(each.parameters))
        for each in OPERATIONS
    )
    return _table(("ask", "answer", "parameters"), rows)


def downloads() -> str:
    """Every table that can be had as CSV, with its columns."""
    rows = (
        (
            f"`{ROOT_OF_API}{each.path}`",
            ", ".join(f"`{name}`" for name in each.sheet.columns),
            _asked(each.parameters),
        )
        for each in DOWNLOADS
    )
    return _table(("address", "columns", "parameters"), rows)


def shapes() -> str:
    """Every shape of an answer, with its fields."""
    parts: list[str] = []
    for name, shape in document("0")["components"]["schemas"].items():
        fields = shape.get("properties")
        if fields is None:
            values = ", ".join(f"`{value}`" for value in shape.get("enum", ()))
            parts += [f"#### {name}", "", f"{_first(shape)} One of {values}.", ""]
            continue
        rows = ((f"`{key}`", _kind(value), _first(value)) for key, value in fields.items())
        parts += [f"#### {name}", "", _first(shape), "", _table(("field", "is", "says"), rows), ""]
    return "\n".join(parts).rstrip()


def _asked(parameters: Sequence[Parameter]) -> str:
    return ", ".join(f"`{each.name}`" for each in parameters if each.place == "query") or "none"


def _first(shape: Mapping[str, Any]) -> str:
    said: str = shape.get("description", "")
    return " ".join(said.partition("\n\n")[0].split())


def _kind(shape: Mapping[str, Any]) -> str:
    if "$ref" in shape:
        return str(shape["$ref"]).rpartition("/")[2]
    if "anyOf" in shape:
        return " or ".join(_kind(each) for each in shape["anyOf"])
    if shape.get("type") == "array":
        return f"list of {_kind(shape['items'])}"
    return "time" if shape.get("format") == "date-time" else str(shape.get("type", "any"))


def commands() -> str:
    """Every command, with what it says of itself."""
    rows = ((f"`lastdance {name}`", said) for name, said in commands_of())
    return _table(("command", "what it does"), rows)


def alert() -> str:
    """A whole alert, as the code writes it."""
    return f"```text\n{sample()}\n```"


def commands_of() -> Iterator[tuple[str, str]]:
    """Yield the name of every command and the first sentence of its help."""
    yield from _walk(typer.main.get_command(app), ())


def _walk(command: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    inner = getattr(command, "commands", None)
    if inner is None:
        said = (command.help or "").strip().split("\n\n")[0]
        yield " ".join(path), " ".join(said.split())
        return
    for name, child in inner.items():
        yield from _walk(child, (*path, name))


def _act(rule: Rule) -> tuple[str, ...]:
    own = {True: "the player's own club", False: "another club", None: "any club"}[rule.own]
    if rule.leaving:
        own += ", and leaving it"
    return (
        ", ".join(sorted(rule.roles)).replace("_", " "),
        ", ".join(sorted(rule.verbs)),
        own,
        rule.verdict,
        rule.reason,
    )


def _keys(fields: dict[str, FieldInfo]) -> str:
    rows = (
        (f"`{name}`", _default(field), field.description or "") for name, field in fields.items()
    )
    return _table(("key", "default", "what it says"), rows)


def _default(field: FieldInfo) -> str:
    value = field.default
    if value is PydanticUndefined:
        return "required"
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    if isinstance(value, timedelta):
        value = format_duration(value)
    if value is None or value == ():
        return "none"
    return f"`{toml(value)}`" if not isinstance(value, float) else f"`{value}`"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in lines
    )


BLOCKS: dict[tuple[str, str], Callable[[], str]] = {
    ("README.md", "alert"): alert,
    ("docs/configuration.md", "settings"): settings,
    ("docs/connectors.md", "capabilities"): capabilities,
    ("docs/connectors.md", "keys"): connector_keys,
    ("docs/metrics.md", "metrics"): metrics,
    ("docs/acts.md", "acts"): acts,
    ("docs/operations.md", "commands"): commands,
    ("docs/api.md", "operations"): operations,
    ("docs/api.md", "downloads"): downloads,
    ("docs/api.md", "shapes"): shapes,
}


BOARDS: dict[str, Callable[[], drawing.Json]] = {
    f"dashboards/{name}.json": draw for name, draw in drawing.BOARDS.items()
}


def renewed(file: str, name: str, block: str) -> str:
    """Return the text of *file* with *block* where it belongs."""
    text = (ROOT / file).read_text()
    begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
    assert begin in text, f"{file} has no {begin}"
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    return pattern.sub(lambda _: f"{begin}\n\n{block}\n\n{end}", text)


def main() -> None:
    """Renew all of them."""
    for (file, name), make in BLOCKS.items():
        (ROOT / file).write_text(renewed(file, name, make()))
    for file, draw in BOARDS.items():
        (ROOT / file).write_text(drawing.written(draw()))


if __name__ == "__main__":
    main()
