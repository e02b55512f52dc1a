"""PostgreSQL: the same work, by several processes at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from asyncpg import PostgresError
from sqlalchemy import URL, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoRoomError
from sqlalchemy.ext.asyncio import create_async_engine

from monitor.ports import RefusedError, TransientError
from storage.database import P, Work

T = TypeVar("T")

CONNECTIONS = 5

_SESSION = {
    "application_name": "lastdance",
    # A plan made for no array in particular reads whole tables to find 500 keys.
    "plan_cache_mode": "force_custom_plan",
    "jit": "off",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
}

_PERSON = ("28", "3D", "42")
"""Classes of SQLSTATE that waiting doesn't cure: who we are, which database, what is in it."""

_CURES = {
    "28": "; set the user and the password in storage.url as the server knows them",
    "3D": "; make it (`createdb`), or name another in storage.url",
}
"""What a person must do, by class."""

_LATER = ("08", "40", "53", "55", "57", "58")
"""Classes of SQLSTATE that may pass: connection, rollback, resources, locks, operator, system."""


class Postgres:
    """A database on a server; see `storage.database.Database`."""

    def __init__(self, url: URL) -> None:
        host = f"{url.host or url.query.get('host') or 'localhost'}"
        self._name = f"{host}:{url.port}/{url.database}" if url.port else f"{host}/{url.database}"
        self._engine = create_async_engine(
            url,
            pool_size=CONNECTIONS,
            pool_pre_ping=True,
            hide_parameters=True,  # they are words of private people, and errors are logged
            connect_args={"server_settings": _SESSION},
        )
        self._looking = self._engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )

    async def write(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run *work* in a transaction."""
        with self._in_our_terms():
            async with self._engine.begin() as connection:
                return await connection.run_sync(work, *args, **kwargs)

    async def read(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run *work* in a transaction that sees one state and can't write."""
        with self._in_our_terms():
            async with self._looking.begin() as connection:
                return await connection.run_sync(work, *args, **kwargs)

    async def size(self) -> int:
        """Return how many bytes the database takes."""
        size: int = await self.read(
            lambda connection: connection.execute(
                text("SELECT pg_database_size(current_database())")
            ).scalar_one()
        )
        return size

    async def log_size(self) -> int:
        """Return 0: the server sees to its log itself."""
        return 0

    def busy(self) -> float:
        """Return 0: a transaction that hangs is given up by the server."""
        return 0.0

    async def close(self) -> None:
        """Let go of the connections."""
        await self._engine.dispose()

    @contextmanager
    def _in_our_terms(self) -> Iterator[None]:
        try:
            yield
        except NoRoomError as error:
            raise TransientError(f"PostgreSQL at {self._name}: all connections hang") from error
        except (DBAPIError, PostgresError, OSError) as error:
            state = _sqlstate(error)
            said = getattr(error, "orig", None) or error
            if state.startswith(_PERSON):
                cure = _CURES.get(state[:2], "")
                raise RefusedError(f"PostgreSQL at {self._name} refuses: {said}{cure}") from error
            if isinstance(error, OSError):
                cure = "is it running, and does storage.url name its host and port?"
                number = error.errno or 0
                why = os.strerror(number) if number > 0 else error.strerror or error
                raise TransientError(f"PostgreSQL at {self._name}: {why}; {cure}") from error
            if state.startswith(_LATER):
                raise TransientError(f"PostgreSQL at {self._name}: {said}") from error
            if isinstance(error, DBAPIError) and error.connection_invalidated:
                raise TransientError(f"PostgreSQL at {self._name} broke off: {said}") from error
            raise


def _sqlstate(error: Exception) -> str:
    orig = error.orig if isinstance(error, DBAPIError) else error
    return str(getattr(orig, "sqlstate", None) or "")
