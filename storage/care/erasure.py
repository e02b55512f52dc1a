"""Erases in a database that nobody uses, down to the bytes that were freed."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, text
from sqlalchemy.ext.asyncio import create_async_engine

from monitor.ports import RefusedError
from storage.care import erasing, file
from storage.care.erasing import Receipt, Subject
from storage.connecting import connect
from storage.migrations import HEAD, revision
from storage.place import locate

_PIECE = 2**24


@dataclass(frozen=True, slots=True)
class Erased:
    """What erasing in one database came to.

    Attributes:
        subject: With all that is known of it by now, for the copies of this database.
        bytes_left: How often its words stand in the database's files, freed pages among them;
            None = they are a server's.
    """

    subject: Subject
    receipt: Receipt
    bytes_left: int | None


def erase(url: str, subject: Subject) -> Erased:
    """Erase *subject* in the database at *url*; not inside a running event loop.

    Raises:
        RefusedError: It is in use, damaged, or not of this version.
        TransientError: It can't be written now.
    """
    place = locate(url)
    if isinstance(place, Path):
        with file.alone(place):
            pass
    found, receipt = asyncio.run(_erase(place, subject))
    if not isinstance(place, Path):
        asyncio.run(_rewrite(place))
        return Erased(found, receipt, None)
    with closing(sqlite3.connect(place, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("VACUUM")
    return Erased(found, receipt, _bytes_left(place, found))


async def _erase(place: Path | URL, subject: Subject) -> tuple[Subject, Receipt]:
    database, receipt = connect(place), Receipt()
    try:
        if (at := await database.read(revision)) != HEAD:
            raise RefusedError(f"it is at revision {at}, not {HEAD}; run `lastdance migrate`")
        found = await database.read(erasing.trace, subject)
        while await database.write(erasing.erase, found, receipt):
            pass
        await database.write(erasing.clear, found, receipt)
        receipt.left = await database.read(erasing.left, found)
    finally:
        await database.close()
    return found, receipt


async def _rewrite(url: URL) -> None:
    """Write all tables anew, without what was freed in them."""
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
    try:
        async with engine.connect() as connection:
            await connection.execute(text("VACUUM FULL"))
    finally:
        await engine.dispose()


def _bytes_left(place: Path, subject: Subject) -> int:
    """Return how often the words stand in the files of the database, whatever holds them."""
    words = [word.encode() for word in subject.words]
    overlap = max(map(len, words), default=1) - 1
    found = 0
    for name in (place.name, f"{place.name}-wal", f"{place.name}-journal"):
        file_of = place.with_name(name)
        if not file_of.exists():
            continue
        with file_of.open("rb") as raw:
            before = b""
            while piece := raw.read(_PIECE):
                held = before + piece
                found += sum(held.count(word) for word in words)
                before = held[-overlap:] if overlap else b""
    return found
