"""Where the database is, as its address says."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from monitor.ports import RefusedError

_POSTGRES = frozenset({"postgres", "postgresql", "postgresql+asyncpg"})


def locate(url: str) -> Path | URL:
    """Return the file of an SQLite database, or the full address of a PostgreSQL one.

    Args:
        url: `sqlite:///FILE` (`sqlite:////FILE` from the root), or
            `postgresql://USER@HOST/DATABASE`.

    Raises:
        RefusedError: It is neither.
    """
    try:
        found = make_url(url)
    except ArgumentError:
        found = None
    if found is not None and found.drivername == "sqlite" and found.database:
        if found.database != ":memory:":
            return Path(found.database).absolute()
    elif found is not None and found.drivername in _POSTGRES and found.database:
        query = dict(found.query)
        if "sslmode" in query:  # as libpq calls it
            query["ssl"] = query.pop("sslmode")
        return found.set(drivername="postgresql+asyncpg", query=query)
    raise RefusedError(
        "the database's address must be sqlite:///FILE or postgresql://USER@HOST/DATABASE"
    )
