"""The constants of the estimate, as a file that a person can read."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, Final

from monitor.domain.catalogue import Role
from monitor.domain.rumour import Family, Horizon, Model

SHIPPED: Final = Path(__file__).with_name("strength.toml")
"""Fitted on real headlines of the summer of 2018 (FTR-18, MIT)."""


@cache
def shipped() -> Model:
    """Return the model that comes with the program."""
    return read(SHIPPED)


def read(path: Path) -> Model:
    """Return the model of a file; raise ValueError where it isn't one, OSError where none is."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"{path}: no TOML: {error}") from error
    try:
        return _model(document)
    except (KeyError, TypeError, ValueError) as error:
        cure = "write it anew with `lastdance rumour fit`"
        raise ValueError(f"{path}: no model of strength ({error}): {cure}") from error


def _model(document: Mapping[str, Any]) -> Model:
    held = dict(document)
    held["window"] = Horizon(**held["window"])
    held["week"] = Horizon(**held["week"])
    held["claims"] = {Family(name): float(weight) for name, weight in held["claims"].items()}
    held["standing"] = {Role(name): float(share) for name, share in held["standing"].items()}
    held["spread"] = tuple(map(float, held["spread"]))
    model = Model(**held)
    missing = [each.name for each in fields(model) if each.name not in held]
    if missing:
        raise KeyError(", ".join(missing))
    return model


def chosen(path: Path | None) -> Model:
    """Return the operator's own model, else the one that comes with the program."""
    return shipped() if path is None else read(path)


def write(model: Model) -> str:
    """Return *model* as the text of its file."""
    tables: list[str] = []
    lines: list[str] = []
    for each in fields(model):
        value = getattr(model, each.name)
        if isinstance(value, Horizon):
            value = {part.name: getattr(value, part.name) for part in fields(value)}
        if isinstance(value, Mapping):
            held = "\n".join(f"{key} = {_toml(one)}" for key, one in value.items())
            tables.append(f"[{each.name}]\n{held}\n")
        else:
            lines.append(f"{each.name} = {_toml(value)}\n")
    return "".join(lines) + "\n" + "\n".join(tables)


def _toml(value: object) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return repr(float(value)) if isinstance(value, int | float) else str(value)
