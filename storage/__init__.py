"""The store: what was seen, what was thought of it, what was told; each exactly once."""

from __future__ import annotations

import asyncio
from pathlib import Path

from sqlalchemy import URL

from storage.database import Database
from storage.migrations import HEAD, agree, revision, upgrade
from storage.place import locate
from storage.reader import Reader
from storage.rehearsal import Past, Rehearsal, Rerun
from storage.sqlite import Sqlite
from storage.store import Store

__all__ = [
    "Past",
    "Reader",
    "Rehearsal",
    "Rerun",
    "Store",
    "migrate",
    "open_rehearsal",
    "open_rerun",
    "open_store",
    "stands",
]


async def open_store(url: str) -> Store:
    """Open the store at *url*, which must be at the newest revision (see `migrate`).

    Args:
        url: `sqlite:///FILE`, `sqlite:////FILE` from the root, or
            `postgresql://USER@HOST/DATABASE`.

    Raises:
        RefusedError: It can't be used; the message says what to do.
        TransientError: It can't be used now.
    """
    return Store(await _open(url))


async def open_rehearsal(url: str, past: Past) -> Rehearsal:
    """Open the scratch database at *url* to try things out on; what is said is read from *past*.

    Raises:
        RefusedError, TransientError: As above.
    """
    return Rehearsal(await _open(url), past)


async def open_rerun(url: str, live: Store) -> Rerun:
    """Open the scratch database at *url* to run again what *live* holds.

    Raises:
        RefusedError, TransientError: As above.
    """
    return Rerun(await _open(url), live)


def stands(url: str) -> bool:
    """Whether there may be a database at *url*: its file is there, or a server keeps it.

    Raises:
        RefusedError: It is no address of one.
    """
    place = locate(url)
    return not isinstance(place, Path) or place.exists()


def migrate(url: str) -> tuple[str | None, str]:
    """Bring the database at *url* to the newest revision; not inside a running event loop.

    Returns:
        The revisions before (None = it was empty) and after.

    Raises:
        RefusedError: It can't be used; the message says what to do.
        TransientError: It can't be used now.
    """
    place = locate(url)
    fresh = isinstance(place, Path) and not place.exists()
    return asyncio.run(_migrate(place, fresh=fresh))


async def _migrate(place: Path | URL, *, fresh: bool) -> tuple[str | None, str]:
    database = _connect(place)
    try:
        # Looked at first: where nothing is to be done, a daemon may be at work on it.
        if not fresh and await database.read(revision) == HEAD:
            return HEAD, HEAD
        return await database.write(upgrade)
    finally:
        await database.close()


async def _open(url: str) -> Database:
    database = _connect(locate(url))
    try:
        await database.read(agree)
    except BaseException:
        await database.close()
        raise
    return database


def _connect(place: Path | URL) -> Database:
    if isinstance(place, Path):
        return Sqlite(place)
    from storage.postgres import Postgres  # noqa: PLC0415 - brings a driver, seldom needed

    return Postgres(place)
