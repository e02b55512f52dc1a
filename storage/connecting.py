"""From an address to a database."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL

from storage.database import Database
from storage.sqlite import Sqlite


def connect(place: Path | URL) -> Database:
    """Return the database at *place*, as `locate` gives it; nothing is asked of it yet."""
    if isinstance(place, Path):
        return Sqlite(place)
    from storage.postgres import Postgres  # noqa: PLC0415 - brings a driver, seldom needed

    return Postgres(place)
