"""Backs a database up, and puts a back-up in its place.

What a restore means for exactly-once: cursors go back with the data, so sources are read again
from there, and natural keys tell what is stored. Notices and messages come out under the ids that
they had. What the database that is replaced knows to be delivered is noted as delivered in the one
that comes, so that nobody gets it twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from typing import Any

from sqlalchemy import URL, ColumnElement, Connection, inspect, literal_column, select, table

from monitor.ports import RefusedError
from storage.care import file, server
from storage.connecting import connect
from storage.migrations import HEAD, newest, revision, upgrade
from storage.place import locate
from storage.statements import Over
from storage.tables import METADATA, outbox

AT_ONCE = 2_000

_KEYS = {column.name for column in outbox.primary_key}
_SENT = select(outbox).where(outbox.c.state == "delivered")
_RESENT = Over(outbox, lambda _, new: {name: new[name] for name in new if name not in _KEYS})

_OURS = frozenset({"alembic_version", "activities", "outbox", "cursors"})
"""Tables by which a database of ours is known, since the first version."""

_NOT_OURS = "there is no database of lastdance in that file"

_FRAME = frozenset({"alembic_version", "revisions", "watch", "catalogue_version"})
"""Tables with rows in them in a database in which nothing is stored."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A back-up: one file, checked."""

    path: Path
    bytes: int


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore came to.

    Attributes:
        revision: Of the back-up; the database is at the newest.
        aside: Where what was replaced is now; None = there was nothing.
        sent: Messages that were delivered after the back-up was made, or None where the database
            that was replaced couldn't tell.
    """

    revision: str
    aside: Path | None
    sent: int | None


def suffix(url: str) -> str:
    """Return how files are called that hold a copy of such a database: `.db` or `.dump`."""
    return ".db" if isinstance(locate(url), Path) else ".dump"


def aside(url: str, stamp: str) -> Path:
    """Return where a database goes that is replaced at *stamp*: beside, or for a server here."""
    place = locate(url)
    if isinstance(place, Path):
        return place.with_name(f"{place.name}.replaced-{stamp}")
    return Path.cwd() / f"{place.database}.replaced-{stamp}.dump"


def copies(url: str, folder: Path | None = None) -> list[Path]:
    """Return the copies of a database as it was before a migration or a restore.

    They are beside it, for a server where we are, or in *folder*.
    """
    return _found(url, folder, ("{}.at-*", "{}.replaced-*"))


def drafts(url: str, folder: Path | None = None) -> list[Path]:
    """Return what was to become a copy of a database, or to take its place, and was cut off."""
    found = _found(url, folder, (".{}.at-*.part*", ".{}.replaced-*.part*", ".{}.restored*"))
    if folder is not None:
        found += sorted(folder.glob(".lastdance-*.part*"))
    return found


def _found(url: str, folder: Path | None, patterns: Sequence[str]) -> list[Path]:
    place = locate(url)
    name = place.name if isinstance(place, Path) else str(place.database)
    beside = place.parent if isinstance(place, Path) else Path.cwd()
    folders = {beside, beside if folder is None else folder.absolute()}
    named = (
        one
        for where in sorted(folders)
        for pattern in patterns
        for one in where.glob(pattern.format(escape(name)))
    )
    return sorted(one for one in named if not one.name.endswith(file.LOGS))


def back_up(url: str, to: Path) -> Copy:
    """Copy the database at *url* to the file *to*, as it is at one moment, while others write.

    Raises:
        RefusedError: A person must act; the message says how.
        TransientError: There is no room, or the database is away.
    """
    place = locate(url)
    if isinstance(place, Path):
        if to.absolute() == place:
            raise RefusedError(f"{to} is the database itself; name another file")
        return Copy(to, file.copy(place, to))
    return Copy(to, server.dump(place, to))


def restore(url: str, source: Path, aside: Path, *, replace: bool = False) -> Restored:
    """Put the back-up *source* in the place of the database at *url*, brought to the newest form.

    Args:
        aside: Where what is replaced goes.
        replace: Whether a database in which something is stored may be replaced.

    Raises:
        RefusedError: It is no back-up, damaged, of a newer version, or of the other make; a daemon
            runs; or something is stored and *replace* is not given. Nothing has changed then.
        TransientError: There is no room, or the database is away.
    """
    place = locate(url)
    with source.open("rb") as head:
        begins = head.read(len(file.MAGIC))
    if isinstance(place, Path):
        if begins != file.MAGIC:
            raise RefusedError(f"{source} is no back-up of an SQLite database, and {place} is one")
        return _restore_file(place, source, aside, replace=replace)
    if not begins.startswith(server.MAGIC):
        raise RefusedError(f"{source} is no back-up of a PostgreSQL database, as pg_dump makes it")
    return asyncio.run(_restore_server(place, source, aside, replace=replace))


def _restore_file(place: Path, source: Path, aside: Path, *, replace: bool) -> Restored:
    draft = place.with_name(f".{place.name}.restored")
    stands = place.exists()
    try:
        file.copy(source, draft)
        before, sent = asyncio.run(_ready(draft, place if stands else None, replace=replace))
        with file.alone(draft):
            pass  # its log is in it
        file.put(draft, place, aside)
    finally:
        file.remove(draft)
    return Restored(before, aside if stands else None, sent)


async def _ready(draft: Path, place: Path | None, *, replace: bool) -> tuple[str, int | None]:
    """Make a copy of the back-up ready to take the place of a database; return its revision."""
    fresh = connect(draft)
    try:
        if not await fresh.read(_ours):
            raise RefusedError(_NOT_OURS)
        before = str(await fresh.read(revision))
        await fresh.write(upgrade)
        if place is None:
            return before, None
        sent = await _sent_of(place, replace=replace)
        await fresh.write(_note, sent or ())
        return before, None if sent is None else len(sent)
    finally:
        await fresh.close()


async def _sent_of(place: Path, *, replace: bool) -> Sequence[Mapping[str, Any]] | None:
    """Return what the database that is to be replaced knows to be delivered."""
    old = connect(place)
    try:
        stored = await old.read(_holds)
        sent = await old.read(_delivered)
    except RefusedError:  # it can't be read: that may be why another is to take its place
        stored, sent = True, None
    finally:
        await old.close()
    _allow(place, stored=stored, replace=replace)
    return sent


async def _restore_server(place: URL, source: Path, aside: Path, *, replace: bool) -> Restored:
    tables = await asyncio.to_thread(server.tables, source)
    if not tables >= _OURS:
        raise RefusedError(_NOT_OURS)
    ((before,),) = await asyncio.to_thread(server.rows, source, "alembic_version")
    made = (
        await asyncio.to_thread(server.rows, source, "revisions") if "revisions" in tables else ()
    )
    newest(before, dict(made))
    database = connect(place)
    try:
        await database.read(server.alone)
        stored = await database.read(_holds)
        _allow(place.database, stored=stored, replace=replace)
        sent = await database.read(_delivered)
        if stored:
            await asyncio.to_thread(server.dump, place, aside)
        await asyncio.to_thread(server.fill, place, source)
        await database.write(_drop_others, tables)
        await database.write(upgrade)
        await database.write(_note, sent or ())
    finally:
        await database.close()
    return Restored(before, aside if stored else None, None if sent is None else len(sent))


def _allow(place: object, *, stored: bool, replace: bool) -> None:
    if stored and not replace:
        raise RefusedError(
            f"something is stored in {place}: with --replace it is kept aside, and replaced"
        )


def _ours(connection: Connection) -> bool:
    return {*inspect(connection).get_table_names()} >= _OURS


def _holds(connection: Connection) -> bool:
    """Whether anything is stored."""
    names = {*inspect(connection).get_table_names()} - _FRAME
    one: ColumnElement[int] = literal_column("1")
    return any(
        connection.execute(select(one).select_from(table(name)).limit(1)).first()
        for name in sorted(names)
    )


def _delivered(connection: Connection) -> Sequence[Mapping[str, Any]] | None:
    """Return what was delivered; None where the form of the database is another."""
    if revision(connection) != HEAD:
        return None
    return [dict(row) for row in connection.execute(_SENT).mappings()]


def _note(connection: Connection, sent: Sequence[Mapping[str, Any]]) -> None:
    for begin in range(0, len(sent), AT_ONCE):
        _RESENT(connection, sent[begin : begin + AT_ONCE])


def _drop_others(connection: Connection, tables: frozenset[str]) -> None:
    """Drop those of our tables that came after the back-up: they are made anew."""
    for one in METADATA.sorted_tables:
        if one.name not in tables:
            one.drop(connection, checkfirst=True)
