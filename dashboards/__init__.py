"""What Grafana shows of the daemon: boards as JSON, each beside the module that draws it."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

__all__ = ["load", "names"]


def names() -> list[str]:
    """Return every board there is, sorted."""
    entries = (entry.name for entry in files(__name__).iterdir())
    return sorted(name.removesuffix(".json") for name in entries if name.endswith(".json"))


def load(name: str) -> dict[str, Any]:
    """Return a board as Grafana imports it.

    Raises:
        LookupError: There is no board of this name.
    """
    if name not in names():
        raise LookupError(f"there is no board {name!r}; there are: {', '.join(names())}")
    board: dict[str, Any] = json.loads((files(__name__) / f"{name}.json").read_text("utf-8"))
    return board
