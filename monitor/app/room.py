"""How much room there is where the database lies."""

from __future__ import annotations

import shutil
from pathlib import Path


def free_bytes(url: str) -> int | None:
    """Return what is free on the disk of an SQLite database; None for a database elsewhere."""
    if not url.startswith("sqlite:///"):
        return None
    return shutil.disk_usage(Path(url.removeprefix("sqlite:///")).absolute().parent).free
