"""Databases that a campaign resets, damages and reads."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import asyncpg
import pytest

from tests import postgres

Contents = dict[str, Counter[tuple[Any, ...]]]

TABLES = (
    "activities",
    "texts",
    "mentions",
    "buckets",
    "acts",
    "reports",
    "notices",
    "quotations",
    "stories",
    "claimed",
    "outbox",
    "receivers",
    "failing",
    "cursors",
    "dead_letters",
    "watch",
    "watched",
    "watches",
    "blanks",
    "late_pairings",
    "outcomes",
    "verdicts",
    "estimates",
)

MOVING = {
    "cursors": {"moved_at"},
    "notices": {"seq"},
    "dead_letters": {"seen_at"},
    "watch": {"until"},
}
"""Columns that tell when or in which order something was done, not what was."""


class Database(Protocol):
    """A database of one campaign."""

    name: str

    @property
    def url(self) -> str:
        """Its address, as the settings take it."""

    def reset(self) -> None:
        """Make it empty."""

    def ask(self, query: str) -> list[dict[str, Any]]:
        """Return the rows that *query* asks for."""

    def contents(self) -> Contents:
        """Return all rows of all tables that must not depend on crashes."""

    def damage(self) -> list[str]:
        """Return what is wrong with the database itself."""


@dataclass
class OnSqlite:
    """A file in *folder*."""

    folder: Path
    name: str = "sqlite"

    @property
    def url(self) -> str:
        return f"sqlite:///{self._file}"

    @property
    def _file(self) -> Path:
        return self.folder / "faults.db"

    def reset(self) -> None:
        for file in self.folder.glob("faults.db*"):
            file.unlink()

    def ask(self, query: str) -> list[dict[str, Any]]:
        with closing(sqlite3.connect(self._file)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(query)]

    def contents(self) -> Contents:
        return _contents(self)

    def damage(self) -> list[str]:
        with closing(sqlite3.connect(self._file)) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchone()[0]
        return [] if sound == "ok" else [f"integrity: {sound}"]


@dataclass
class OnPostgres:
    """A database on *server*, dropped when it is reset or closed."""

    server: str
    name: str = "postgres"
    url: str = ""
    _made: ExitStack = field(default_factory=ExitStack)

    def reset(self) -> None:
        self.close()
        self.url = self._made.enter_context(postgres.database(self.server))

    def close(self) -> None:
        """Drop the database."""
        self._made.close()

    def ask(self, query: str) -> list[dict[str, Any]]:
        return asyncio.run(self._ask(query))

    async def _ask(self, query: str) -> list[dict[str, Any]]:
        connection = await asyncpg.connect(self.url)
        try:
            return [dict(row) for row in await connection.fetch(query)]
        finally:
            await connection.close()

    def contents(self) -> Contents:
        return _contents(self)

    def damage(self) -> list[str]:
        return []


def _contents(database: Database) -> Contents:
    return {
        table: Counter(_plain(table, row) for row in database.ask(f"SELECT * FROM {table}"))
        for table in TABLES
    }


def _plain(table: str, row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(
        (name, bytes(value) if isinstance(value, memoryview) else value)
        for name, value in row.items()
        if name not in MOVING.get(table, set())
    )


@contextmanager
def databases(on: str, folder: Path) -> Iterator[list[Database]]:
    """Give the databases named by *on*: `sqlite`, `postgres` or `both`.

    PostgreSQL is left out with one clear line where it is not installed.
    """
    found: list[Database] = []
    if on in {"sqlite", "both"}:
        found.append(OnSqlite(folder))
    if on == "sqlite":
        yield found
        return
    try:
        with postgres.server() as server:
            last = OnPostgres(server)
            with closing(last):
                yield [*found, last]
    except pytest.skip.Exception as missing:
        sys.stderr.write(f"postgres is left out: {missing}\n")
        yield found
