"""Looks at a database without changing it: its form, whether it is whole and can be written."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, text

from storage.connecting import connect
from storage.migrations import HEAD, revision
from storage.place import locate

LARGE = 1 << 30
"""An SQLite database of more bytes is looked through only where that is asked for."""

PATIENCE = 2.0
"""How long another program may hold the right to write, in seconds."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found.

    Attributes:
        revision: Of the database; None = it is empty. `head` is what this version has.
        damage: What SQLite says is broken; None = nothing, or it was not looked through.
        looked: Whether it was looked through.
        held: Why it can't be written; None = it can be.
    """

    revision: str | None
    head: str
    damage: str | None
    looked: bool
    held: str | None

    @property
    def newer(self) -> bool:
        """Whether a newer version of this program has written it."""
        return self.revision is not None and self.revision > self.head


async def examine(url: str, *, thorough: bool = False) -> Examined:
    """Look at the database at *url*, which must be there.

    Args:
        thorough: Whether a large one is looked through too.

    Raises:
        RefusedError, TransientError: It can't be read; the message says why.
    """
    place = locate(url)
    database = connect(place)
    try:
        found = await database.read(revision)
        if isinstance(place, Path):
            looked = thorough or place.stat().st_size <= LARGE
            damage = await database.read(_damage) if looked else None
            held = await asyncio.to_thread(_held, place)
        else:
            looked, damage = True, None
            held = await database.read(_closed)
    finally:
        await database.close()
    return Examined(found, HEAD, damage, looked, held)


def _damage(connection: Connection) -> str | None:
    said = connection.execute(text("PRAGMA quick_check(1)")).scalar_one()
    return None if said == "ok" else str(said)


def _closed(connection: Connection) -> str | None:
    """Why a PostgreSQL database can't be written; None = it can be."""
    query = "SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only') = 'on'"
    return "it is read-only" if connection.execute(text(query)).scalar_one() else None


def _held(path: Path) -> str | None:
    """Why the file can't be written; None = it can be. A transaction is begun and taken back."""
    try:
        with closing(
            sqlite3.connect(
                f"file:{quote(str(path))}?mode=rw", uri=True, timeout=PATIENCE, isolation_level=None
            )
        ) as raw:
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("ROLLBACK")
    except sqlite3.DatabaseError as error:
        return str(error)
    return None
