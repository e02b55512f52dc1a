"""Turns what pydantic says about a value into what an operator needs to hear."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from monitor.settings.problem import Problem, nearest
from monitor.settings.sources import Loc, Sources, entry_of

_SHOWN = 60
_GUIDE = "See docs/configuration.md."
_SLUG = "^[a-z0-9][a-z0-9-]"
_SHOULD = re.compile(r"^\w+ should")
_QUOTED = re.compile("'([^']*)'")
_FORMS = {"tuple_type", "list_type", "model_type", "model_attributes_type", "dict_type"}


def explain(
    error: ValidationError, sources: Sources, model: type[BaseModel] | None, above: Loc = ()
) -> list[Problem]:
    """Return one problem for each thing that *error* found.

    Args:
        error: From reading *model*, or another one if that is None.
        sources: Where values came from.
        model: What was read; its keys and examples make the cures.
        above: Where in the configuration it stood.
    """
    found: dict[Loc, Problem] = {}
    details = error.errors(include_url=False)
    within = {detail["loc"][:-1] for detail in details}
    for detail in details:
        if detail["type"] == "too_short" and detail["loc"] in within:
            continue  # it is short only because what it held was wrong
        loc = (*above, *_inside(detail["loc"]))
        what, cure = _say(detail, model)
        if model is None and cure == _GUIDE:
            cure = "docs/connectors.md shows what it takes."
        found.setdefault(loc, sources.problem(loc, what, cure))
    return list(found.values())


def _say(detail: ErrorDetails, model: type[BaseModel] | None) -> tuple[str, str]:
    """Return what is wrong, and the cure."""
    kind, loc = detail["type"], _inside(detail["loc"])
    field = _field(model, loc)
    what = detail["msg"].removeprefix("Value error, ")
    if kind == "extra_forbidden":
        return "unknown key", nearest(str(loc[-1]), _keys(model, loc[:-1]))
    if kind in _FORMS:
        return "has the wrong form", _form(loc, field)
    if kind in {"literal_error", "enum"}:
        return _got(detail, field) + _SHOULD.sub("must", what), _one_of(detail)
    if kind == "missing":
        what = "is missing"
    elif kind == "too_short" and "SecretStr" in str(field and field.annotation):
        what = f"must have at least {detail['ctx']['min_length']} characters"
    elif kind == "string_pattern_mismatch":
        slug = str(detail["ctx"]["pattern"]).startswith(_SLUG)
        form = "must be lower-case letters, digits and hyphens" if slug else "has another form"
        what = _got(detail, field) + form
    elif kind == "string_type":
        what = _got(detail, field) + "must be a text, in double quotes"
    elif kind != "value_error":
        what = _got(detail, field) + _SHOULD.sub("must", what)
    return what, _example(loc, field)


def _one_of(detail: ErrorDetails) -> str:
    known = _QUOTED.findall(str(detail.get("ctx", {}).get("expected", "")))
    close = get_close_matches(str(detail["input"])[:_SHOWN], known, n=1)
    return f"Did you mean `{close[0]}`?" if close else "Write one of these."


def _got(detail: ErrorDetails, field: FieldInfo | None) -> str:
    value = detail["input"]
    secret = field is None or "SecretStr" in str(field.annotation)
    if secret or not isinstance(value, str | int | float | bool):
        return ""
    shown = repr(value)
    return f"{shown[:_SHOWN]}... " if len(shown) > _SHOWN else f"{shown} "


def _example(loc: Loc, field: FieldInfo | None) -> str:
    if field is None or not loc:
        return _GUIDE
    name = next(part for part in reversed(loc) if isinstance(part, str))
    if field.examples:
        return f"Write for example `{name} = {toml(field.examples[0])}`."
    if isinstance(field.default, bool | int | str):
        return f"Write for example `{name} = {toml(field.default)}`."
    return _GUIDE


def toml(value: object) -> str:
    """Return a plain value, or a list or table of such, as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{key} = {toml(inner)}" for key, inner in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(toml(inner) for inner in value) + "]"
    if isinstance(value, int):
        return str(value)
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def _form(loc: Loc, field: FieldInfo | None) -> str:
    name = ".".join(str(part) for part in loc if isinstance(part, str))
    entry = entry_of(field) if field else None
    if isinstance(loc[-1], int) or name == "connectors":
        return f"Each entry is a table: write it below a line `[[{name}]]`."
    if entry is None:
        return _example(loc, field)
    if entry is field.annotation:  # type: ignore[union-attr]
        return f"It is a table: write its keys below a line `[{name}]`."
    return f"It is a list of tables: write each below a line `[[{name}]]`."


def _field(model: type[BaseModel] | None, loc: Loc) -> FieldInfo | None:
    field = None
    for part in loc:
        if isinstance(part, int):
            continue
        field = model.model_fields.get(part) if model else None
        model = entry_of(field) if field else None
    return field


def _keys(model: type[BaseModel] | None, loc: Loc) -> tuple[str, ...]:
    for part in loc:
        if model and isinstance(part, str):
            field = model.model_fields.get(part)
            model = entry_of(field) if field else None
    return tuple(model.model_fields) if model else ()


def _inside(loc: tuple[int | str, ...]) -> Loc:
    """Without the steps that pydantic adds for types."""
    return tuple(part for part in loc if isinstance(part, int) or part.isidentifier())
