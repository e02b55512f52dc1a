"""Where sources go on from, what could not be read, and whom the operator's catalogue names."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Table
from sqlmodel import SQLModel

from storage.tables import columns


class Cursors(SQLModel, table=True):
    """Where each connector goes on from."""

    __tablename__ = "cursors"
    __table_args__ = columns.STRICT

    connector: str = columns.string(primary_key=True)
    cursor: str = columns.string()
    moved_at: datetime = columns.instant()


class DeadLetters(SQLModel, table=True):
    """What came in and could not be read; the same bytes of the same connector once."""

    __tablename__ = "dead_letters"
    __table_args__ = (
        columns.index("dead_letters_seen_at", "seen_at"),
        columns.STRICT,
    )

    id: bytes = columns.seal(primary_key=True)
    connector: str = columns.string()
    place: str = columns.string()
    reason: str = columns.string()
    detail: str = columns.string()
    raw: bytes = columns.seal()
    seen_at: datetime = columns.instant()


class Accounts(SQLModel, table=True):
    """Handles of the catalogue that were resolved to stable ids."""

    __tablename__ = "accounts"
    __table_args__ = columns.STRICT

    platform: str = columns.string(primary_key=True)
    handle: str = columns.string(primary_key=True)
    id: str = columns.string()
    resolved_at: datetime = columns.instant()


class CatalogueEntries(SQLModel, table=True):
    """The operator's own entries of the catalogue, with who added them."""

    __tablename__ = "catalogue_entries"
    __table_args__ = columns.STRICT

    kind: str = columns.string(primary_key=True)
    slug: str = columns.string(primary_key=True)
    body: str = columns.string()
    added_by: str = columns.string()
    added_at: datetime = columns.instant()


class CatalogueVersion(SQLModel, table=True):
    """One row: how often the operator's entries have changed."""

    __tablename__ = "catalogue_version"
    __table_args__ = columns.STRICT

    id: int = columns.whole(primary_key=True)
    version: int = columns.whole()


cursors: Table = SQLModel.metadata.tables["cursors"]
dead_letters: Table = SQLModel.metadata.tables["dead_letters"]
accounts: Table = SQLModel.metadata.tables["accounts"]
catalogue_entries: Table = SQLModel.metadata.tables["catalogue_entries"]
catalogue_version: Table = SQLModel.metadata.tables["catalogue_version"]
