"""Erases in a database that nobody uses, down to the bytes that were freed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, text
from sqlalchemy.ext.asyncio import create_async_engine

from monitor.ports import RefusedError
from storage.care import erasing, file, server
from storage.care.erasing import Receipt, Subject
from storage.care.seeking import Sought
from storage.connecting import connect
from storage.migrations import HEAD, revision, upgrade
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
    file.rewrite(place)
    return Erased(found, receipt, _bytes_left(place, found))


def erase_copy(url: str, copy: Path, subject: Subject, *, older: bool) -> None:
    """Make a copy of the database at *url* anew, without *subject*; not inside an event loop.

    Whenever this is cut off, the copy is as it was, or made anew.

    Args:
        older: Whether it may be of an older version, and is brought to the newest form then.

    Raises:
        RefusedError, TransientError: It can't be made anew, and may hold *subject* still.
    """
    with copy.open("rb") as head:
        lite = head.read(len(file.MAGIC)) == file.MAGIC
    if lite:
        _erase_file(copy, subject, older=older)
        return
    place = locate(url)
    if isinstance(place, Path):
        raise RefusedError("it is a copy of a server's database, and there is no server here")
    with server.scratch(place) as beside:
        server.fill(beside, copy)
        _, receipt = asyncio.run(_erase(beside, subject, older=older))
        if receipt.left:
            raise RefusedError("it holds some of it still")
        server.dump(beside, copy)


def _erase_file(copy: Path, subject: Subject, *, older: bool) -> None:
    draft = copy.with_name(f".{copy.name}.part.anew")
    try:
        file.copy(copy, draft)
        found, receipt = asyncio.run(_erase(draft, subject, older=older))
        file.rewrite(draft)
        if receipt.left or _bytes_left(draft, found):
            raise RefusedError("it holds some of it still")
        file.exchange(draft, copy)
    finally:
        file.remove(draft)


async def _erase(
    place: Path | URL, subject: Subject, *, older: bool = False
) -> tuple[Subject, Receipt]:
    database, receipt = connect(place), Receipt()
    try:
        if not isinstance(place, Path):
            await database.read(server.alone)
        if older:
            await database.write(upgrade)
        if (at := await database.read(revision)) != HEAD:
            raise RefusedError(f"it is at revision {at}, not {HEAD}")
        found = await database.read(erasing.trace, subject)
        while subject.everybody and await database.write(erasing.erase, found, receipt):
            pass
        await database.write(_clear, found, receipt)
        receipt.left = await database.read(erasing.left, found)
    finally:
        await database.close()
    return found, receipt


def _clear(connection: Connection, subject: Subject, receipt: Receipt) -> None:
    """Erase *subject* at once: half erased, what names them would not be found again."""
    while erasing.erase(connection, subject, receipt):
        pass
    erasing.clear(connection, subject, receipt)


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
    if not subject.words:
        return 0
    sought = Sought(subject.words)
    overlap = sought.longest - 1
    found = 0
    for name in (place.name, f"{place.name}-wal", f"{place.name}-journal"):
        file_of = place.with_name(name)
        if not file_of.exists():
            continue
        with file_of.open("rb") as raw:
            before = b""
            while piece := raw.read(_PIECE):
                held = before + piece
                found += sought.times(held)
                before = held[-overlap:] if overlap > 0 else b""
    return found
