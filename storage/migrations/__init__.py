"""Brings a database to the newest form.

A fresh database gets it at once; `alembic` is loaded only where there is something to migrate.
A test holds the two ways and the tables to each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, select, text

from monitor.ports import RefusedError
from storage.statements import Over
from storage.tables import METADATA, revisions

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0020"
"""The newest revision; raised with each file in `versions`."""

_MADE = Over(revisions, lambda _, new: {"version": new["version"]})

_LOCK = 0x1A57DA9CE
"""Of PostgreSQL, so that processes that start together migrate one after the other."""


def revision(connection: Connection) -> str | None:
    """Return the revision of a database; None = it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(
        text("SELECT version_num FROM alembic_version")
    ).scalar_one_or_none()
    return found


def upgrade(connection: Connection) -> tuple[str | None, str]:
    """Bring a database to the newest form, in the transaction of *connection*.

    Returns:
        The revisions before and after.

    Raises:
        RefusedError: It is of a newer version than this program.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    before = revision(connection)
    if before is None:
        METADATA.create_all(connection)
        connection.execute(
            text(
                "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
                " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
            )
        )
        connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})
    elif before != HEAD:
        step_up(connection, before)
    if before != HEAD:
        _MADE(connection, [{"revision": HEAD, "version": version("lastdance")}])
    return before, HEAD


def step_up(connection: Connection, before: str | None) -> None:
    """Take each step from revision *before* to the newest.

    Raises:
        RefusedError: There is no way from it.
    """
    from alembic import command  # noqa: PLC0415 - slow to load, and seldom needed
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = configured(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if before is not None and before not in known:
        raise newer(connection, before)
    command.upgrade(config, "head")


def configured(connection: Connection) -> Config:
    """Return alembic's configuration for *connection*, wherever the package is installed."""
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def newer(connection: Connection, found: str) -> RefusedError:
    """Return the error for a database that a newer version has written."""
    made: Mapping[str, str] = {}
    if inspect(connection).has_table(revisions.name):
        made = dict(connection.execute(select(revisions.c.revision, revisions.c.version)).all())
    return _newer(found, made)


def newest(found: str, made: Mapping[str, str]) -> None:
    """Do nothing if a database at revision *found* can be brought to the newest.

    Args:
        made: Which version made which revision, as far as the database says.

    Raises:
        RefusedError: It is of a newer version.
    """
    if found > HEAD:
        raise _newer(found, made)


def _newer(found: str, made: Mapping[str, str]) -> RefusedError:
    by = f"lastdance {made[found]} or newer" if found in made else "the newer version"
    return RefusedError(
        f"the database is at revision {found}, which this version doesn't know (it knows up to "
        f"{HEAD}): install {by}, or go back to a back-up made before with `lastdance restore`"
    )


def agree(connection: Connection) -> None:
    """Do nothing if the database is at the newest revision.

    Raises:
        RefusedError: It isn't; the message says what to do.
    """
    found = revision(connection)
    if found is None or found < HEAD:
        state = "empty" if found is None else f"at revision {found}"
        raise RefusedError(f"the database is {state}; run `lastdance migrate`")
    if found != HEAD:
        raise newer(connection, found)
