"""What Grafana shows of the daemon: four boards as JSON, drawn by `dashboards.drawing`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

__all__ = ["ADDRESS", "NAMES", "export", "load", "names"]

NAMES: Final = ("overview", "pairing", "connectors", "daemon")
"""Every board, the one for the wall first."""

ADDRESS: Final = "http://127.0.0.1:8642"
"""Where boards look for lastdance's own pages, unless they are exported with another address."""


def names() -> list[str]:
    """Return every board there is, the one for the wall first."""
    return list(NAMES)


def load(name: str, address: str = ADDRESS) -> dict[str, Any]:
    """Return a board as Grafana imports it, with links to the pages at *address*.

    Raises:
        LookupError: There is no board of this name.
    """
    if name not in NAMES:
        raise LookupError(f"there is no board {name!r}; there are: {', '.join(NAMES)}")
    text = (files(__name__) / f"{name}.json").read_text("utf-8")
    board: dict[str, Any] = json.loads(text.replace(ADDRESS, address.rstrip("/")))
    return board


def export(folder: Path, address: str = ADDRESS) -> Iterator[Path]:
    """Write every board into *folder*, which is made if need be, and yield the files.

    Raises:
        OSError: The folder can't be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        path = folder / f"{load(name)['uid']}.json"
        text = json.dumps(load(name, address), indent=2, ensure_ascii=False)
        path.write_text(text + "\n", "utf-8")
        yield path
