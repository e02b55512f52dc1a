"""SQLite's rollback journal, which a change that was cut off leaves behind.

While the log is in use there is none. Erasing and restoring write without it, and who reads only
may not roll back: the file could not be opened.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote


def roll_back(file: Path) -> None:
    """Undo the change that was cut off in the database *file*, if one was; SQLite does it.

    Where somebody is at it just now, or it can't be written, nothing happens.
    """
    if not file.with_name(f"{file.name}-journal").exists():
        return
    opened = f"file:{quote(str(file))}?mode=rw"
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(opened, uri=True, timeout=1)) as connection,
    ):
        connection.execute("PRAGMA schema_version").fetchone()
