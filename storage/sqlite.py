"""SQLite: one writer thread, which alone writes and checkpoints, and readers beside it."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError

from monitor.ports import RefusedError, TransientError
from storage.commit import ERASED
from storage.database import P, Work
from storage.journal import roll_back

T = TypeVar("T")

QUEUE = 8
"""Most transactions that wait for the writer; who comes next waits for a place."""

READERS = 3

TRUNCATE_EVERY = 10.0
"""Shortest time between two truncations of the log after words were removed, in seconds."""

LOG_MAY_BE = 64 * 1024**2
"""Bytes beyond which the log is emptied as soon as no reader is in the way."""

LONGEST_READ = 120.0
"""Seconds after which a read of ours is cut off: while it lasts the log can't be emptied."""

_STEPS = 100_000
"""Steps of SQLite's machine between two looks at the clock."""

_WRITER = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cache_size = -65536",
    "PRAGMA temp_store = MEMORY",
)
_READER = (
    "PRAGMA query_only = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cache_size = -16384",
    "PRAGMA temp_store = MEMORY",
)


def engine(path: Path, *, write: bool) -> Engine:
    """Return an engine whose transactions are taken at once (*write*), or read only.

    A transaction that reads first and writes later can't wait for another writer, so those that
    may write begin as writers.
    """
    mode = "rwc" if write else "ro"

    def connect() -> sqlite3.Connection:
        if write and not path.exists():
            with suppress(OSError):  # SQLite says what is wrong, in its own words
                path.touch(0o600)  # it holds words of private people; its log gets the same rights
        if not write:
            roll_back(path)
        return sqlite3.connect(
            f"file:{quote(str(path))}?mode={mode}",
            uri=True,
            timeout=5,
            isolation_level=None,  # transactions begin below, not where the driver thinks
            check_same_thread=False,
            cached_statements=256,
        )

    made = create_engine(
        "sqlite://",
        creator=connect,
        hide_parameters=True,  # they are words of private people, and errors are logged
        poolclass=QueuePool,
        pool_size=1 if write else READERS,
        max_overflow=0,
    )

    @event.listens_for(made, "connect")
    def _set(connection: Any, _: object) -> None:
        for pragma in _WRITER if write else _READER:
            connection.execute(pragma)

    @event.listens_for(made, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return made


class Sqlite:
    """A database file; see `storage.database.Database`.

    Args:
        log_may_be: Bytes that its log may take before it is emptied.
        truncate_every: Shortest time between two tries of that, in seconds.
        longest_read: Seconds that a read may take.
    """

    def __init__(
        self,
        path: Path,
        log_may_be: int = LOG_MAY_BE,
        truncate_every: float = TRUNCATE_EVERY,
        longest_read: float = LONGEST_READ,
    ) -> None:
        self._path = path
        self._log = path.with_name(path.name + "-wal")
        self._log_may_be = log_may_be
        self._truncate_every = truncate_every
        self._longest_read = longest_read
        self._writing = engine(path, write=True)
        self._reading = engine(path, write=False)
        self._writer = ThreadPoolExecutor(1, "storage-writer")
        self._readers = ThreadPoolExecutor(READERS, "storage-reader")
        self._places = asyncio.Semaphore(QUEUE)
        self._connection: Connection | None = None
        self._truncated = float("-inf")
        self._began: float | None = None

    async def write(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run *work* in a transaction of the writer, in turn."""
        async with self._places:
            return await self._run(self._writer, lambda: self._timed(work, *args, **kwargs))

    async def read(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run *work* in a transaction of a reader."""
        return await self._run(self._readers, lambda: self._look(work, *args, **kwargs))

    async def size(self) -> int:
        """Return how many bytes the file and its log take."""
        return sum(file.stat().st_size for file in (self._path, self._log) if file.exists())

    async def log_size(self) -> int:
        """Return how many bytes the log takes."""
        return self._log.stat().st_size if self._log.exists() else 0

    def busy(self) -> float:
        """Return for how many seconds a transaction has been written; 0 = there is none."""
        began = self._began
        return 0.0 if began is None else time.monotonic() - began

    async def close(self) -> None:
        """Finish what was begun, empty the log into the file, and let go."""
        await self._run(self._writer, self._finish)
        self._writer.shutdown()
        self._readers.shutdown()
        self._reading.dispose()

    async def _run(self, threads: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(threads, work)
        except (DatabaseError, sqlite3.DatabaseError) as error:
            plain = _plain(error, self._path)
            if plain is None:
                raise
            raise plain from error

    def _timed(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        self._began = time.monotonic()
        try:
            return self._transact(work, *args, **kwargs)
        finally:
            self._began = None

    def _transact(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        connection = self._connection
        if connection is None:  # opened by the first who writes: commands that only read never do
            connection = self._connection = self._writing.connect()
        with connection.begin():
            result = work(connection, *args, **kwargs)
        if time.monotonic() - self._truncated > self._truncate_every and (
            ERASED in connection.info or self._log.stat().st_size > self._log_may_be
        ):
            self._truncate(connection)
        return result

    def _look(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        until = time.monotonic() + self._longest_read
        with self._reading.begin() as connection:
            raw: Any = connection.connection.dbapi_connection
            raw.set_progress_handler(lambda: time.monotonic() > until, _STEPS)
            try:
                return work(connection, *args, **kwargs)
            finally:
                raw.set_progress_handler(None, 0)

    def _truncate(self, connection: Connection) -> None:
        """Empty the log: it may hold pages as they were before words were removed, or be long.

        A reader or a full disk may be in the way; then a later transaction tries again.
        """
        self._truncated = time.monotonic()
        raw: Any = connection.connection.dbapi_connection
        raw.execute("PRAGMA busy_timeout = 250")
        with suppress(sqlite3.OperationalError):  # what was to be stored is stored
            busy, *_ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if not busy:
                connection.info.pop(ERASED, None)
        raw.execute("PRAGMA busy_timeout = 5000")

    def _finish(self) -> None:
        if self._connection is not None:
            self._truncate(self._connection)
            self._connection.close()
        self._writing.dispose()


_WHOSE = "check whose file and folder it is, and whether its disk can be written"
_CURES = {
    "malformed": "it is damaged; put a back-up in its place",
    "not a database": "it is damaged, or something else; put a back-up in its place",
    "no such table": "it is not of this version; run `lastdance migrate`",
    "no such column": "it is not of this version; run `lastdance migrate`",
    "readonly": _WHOSE,
    "unable to open": _WHOSE,
}
"""What a person must do, by what SQLite says."""

_PASSING = {
    "locked": "; another program holds it: end that, or try again",
    "disk": "; make room on its disk",
}
"""As above, of what may be over soon."""


def _plain(error: Exception, path: Path) -> Exception | None:
    """Return *error* in our terms; None where the fault may be ours."""
    said = str(getattr(error, "orig", error))
    misplaced = _misplaced(path, said)
    if misplaced:
        return RefusedError(misplaced)
    for words, cure in _CURES.items():
        if words in said:
            return RefusedError(f"{path}: {said}: {cure}")
    if isinstance(error, OperationalError | sqlite3.OperationalError):
        cure = next((cure for words, cure in _PASSING.items() if words in said), "")
        return TransientError(f"{path}: {said}{cure}")
    return None


def _misplaced(path: Path, said: str) -> str:
    """Return what is wrong with the place of a database; empty = nothing."""
    if path.is_dir():
        return f"{path} is a folder; the database is a file: name one in it"
    if "unable to open" not in said:
        return ""
    if not path.parent.is_dir():
        return f"there is no folder {path.parent} for the database; make it"
    if not path.exists() and os.access(path.parent, os.W_OK):
        return f"there is no database at {path}; `lastdance migrate` makes one"
    return ""
