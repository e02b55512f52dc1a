"""What all tests share: a moment, and a store in each dialect."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from storage import Store, migrate, open_store
from tests import postgres

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")  # how long a test takes says what else the machine does

NOW = datetime(2026, 7, 14, 21, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Address of a PostgreSQL server on which databases may be made."""
    with postgres.server() as address:
        yield address


@pytest.fixture(scope="session")
def migrated(postgres_server: str) -> Iterator[str]:
    """Name of a migrated database, from which others are made."""
    with postgres.database(postgres_server) as url:
        migrate(url)
        yield url.rpartition("/")[2]


@pytest.fixture
def empty_postgres_url(postgres_server: str) -> Iterator[str]:
    """Address of a PostgreSQL database with nothing in it."""
    with postgres.database(postgres_server) as url:
        yield url


@pytest.fixture
def postgres_url(postgres_server: str, migrated: str) -> Iterator[str]:
    """Address of a fresh, migrated PostgreSQL database."""
    with postgres.database(postgres_server, migrated) as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Address of a fresh, migrated SQLite database."""
    url = f"sqlite:///{tmp_path / 'store.db'}"
    migrate(url)
    return url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """Address of a fresh, migrated database, in each dialect."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """A fresh store, in each dialect."""
    opened = await open_store(database_url)
    yield opened
    await opened.close()
    await asyncio.sleep(0)
