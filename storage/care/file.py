"""Copies of an SQLite database: whole, checked, and there under their name only when they are."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from monitor.ports import RefusedError, TransientError
from storage.journal import roll_back

MAGIC = b"SQLite format 3\x00"

LOGS = ("-wal", "-shm", "-journal")
"""What may stand beside a database while it is open."""

_CURE = "stop the daemon first (and every other program that has the database open)"


def copy(source: Path, to: Path) -> int:
    """Copy the database *source* to *to* as it is at one moment, while others write; return bytes.

    It is one file that needs nothing beside it, its owner's alone, and sound.

    Raises:
        TransientError: There is no room, or it can't be read now.
        RefusedError: It is damaged, or may not be read or written.
    """
    with whole(to) as draft, _in_our_terms(source):
        if not source.exists():
            raise RefusedError(f"{source}: there is no such file")
        with closing(_open(source, "ro")) as read, closing(_open(draft, "rw")) as written:
            read.backup(written)
            written.execute("PRAGMA journal_mode = DELETE")
            _check(written, source)
        return draft.stat().st_size


def check(file: Path) -> None:
    """Do nothing if *file* is a sound database.

    Raises:
        RefusedError: It isn't.
    """
    if not file.exists():
        raise RefusedError(f"{file}: there is no such file")
    with _in_our_terms(file), closing(_open(file, "ro")) as connection:
        _check(connection, file)


@contextmanager
def alone(file: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection to the database *file* that nobody else has open; its log is empty.

    Nobody can open it until this is left.

    Raises:
        RefusedError: Somebody has it open, or it is damaged.
    """
    with _in_our_terms(file), closing(_open(file, "rw")) as connection:
        try:
            connection.execute("PRAGMA busy_timeout = 500")
            (mode,) = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
            if mode != "delete":
                raise RefusedError(f"{file} is in use: {_CURE}")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            raise RefusedError(f"{file} is in use: {_CURE}") from error
        yield connection
        connection.rollback()


def put(draft: Path, file: Path, aside: Path) -> None:
    """Put *draft* in the place of the database *file*, which goes to *aside*.

    Whenever this is cut off, *file* is one of the two, whole.

    Raises:
        RefusedError: Somebody has it open.
    """
    with contextlib.ExitStack() as stack:
        stands = file.exists()
        try:
            if stands:
                stack.enter_context(alone(file))
        except RefusedError:
            if not _damaged(file):
                raise
        for log in LOGS:  # of a damaged one, or one that is gone: none must meet what comes
            with suppress(FileNotFoundError):
                _beside(file, log).replace(_beside(aside, log))
        if stands:
            try:
                aside.hardlink_to(file)
            except OSError:  # a disk without links: for a moment there is none
                file.rename(aside)
        draft.replace(file)
        _settle(file.parent)


def rewrite(file: Path) -> None:
    """Write a database anew, so that freed pages hold nothing; it needs nothing beside it then.

    Raises:
        TransientError: There is no room.
        RefusedError: Somebody has it open, or it is damaged.
    """
    with _in_our_terms(file), closing(_open(file, "rw")) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        (mode,) = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        if mode != "delete":
            raise RefusedError(f"{file} is in use: {_CURE}")
        connection.execute("VACUUM")


def draft_of(file: Path) -> Path:
    """Return where what is to become *file* is written."""
    return file.with_name(f".{file.name}.part")


def _beside(file: Path, log: str) -> Path:
    return file.with_name(file.name + log)


@contextmanager
def whole(to: Path) -> Iterator[Path]:
    """Give a file, its owner's alone, that becomes *to* if all goes well, and nothing if not.

    Raises:
        TransientError: There is no room.
        RefusedError: It may not be written there.
    """
    draft = draft_of(to)
    try:
        remove(draft)  # one that was cut off, with its log, which would be taken for ours
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield draft
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        exchange(draft, to)
    except OSError as error:
        said = f"{error.filename or to}: {error.strerror or error}"
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise TransientError(f"{said}; make room on the disk") from error
        raise RefusedError(f"{said}; give another folder, or see whose this is") from error
    finally:
        remove(draft)


def remove(draft: Path) -> None:
    """Remove a database's file and what may stand beside it, where there is one."""
    for log in ("", *LOGS):
        with suppress(FileNotFoundError, NotADirectoryError):
            _beside(draft, log).unlink()


def exchange(draft: Path, copy: Path) -> None:
    """Put *draft* in the place of *copy*, which nobody has open; a log of its must not stay."""
    for log in LOGS:
        with suppress(FileNotFoundError):
            _beside(copy, log).unlink()
    draft.replace(copy)
    _settle(copy.parent)


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _open(file: Path, mode: str) -> sqlite3.Connection:
    roll_back(file)
    return sqlite3.connect(
        f"file:{quote(str(file))}?mode={mode}", uri=True, timeout=5, isolation_level=None
    )


def _check(connection: sqlite3.Connection, file: Path) -> None:
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise RefusedError(f"{file} is damaged ({found}): take another back-up")


def _damaged(file: Path) -> bool:
    try:
        check(file)
    except RefusedError:
        return True
    return False


@contextmanager
def _in_our_terms(file: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        said = str(error)
        if "is full" in said or "disk I/O" in said:
            raise TransientError(f"{file}: {said}; make room on the disk") from error
        if "locked" in said or "busy" in said:
            raise TransientError(f"{file}: {said}") from error
        raise RefusedError(f"{file}: {said}: it is damaged, or no database") from error
