"""What somebody who matters did, as seen and as texts tell it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Table
from sqlmodel import SQLModel

from storage.tables import columns


class Acts(SQLModel, table=True):
    """Decisive acts, told or held."""

    __tablename__ = "acts"
    __table_args__ = (
        columns.index("acts_at", "at"),
        columns.index("acts_record", "record"),
        columns.index("acts_object", "object"),
        columns.index("acts_alert", "alert"),
        columns.index("acts_pairing", "player", "club", "at"),
        columns.STRICT,
    )

    key: bytes = columns.seal(primary_key=True)
    player: str = columns.string(primary_key=True)
    club: str = columns.string(primary_key=True)
    record: bytes = columns.seal()
    object: bytes | None = columns.seal()
    actor: bytes = columns.seal()
    platform: str = columns.string()
    handle: str = columns.string()
    role: str = columns.string()
    verb: str = columns.string()
    at: datetime = columns.instant()
    verdict: str = columns.string()
    alert: str | None = columns.string()
    ended: bool = columns.flag()
    provenance: str = columns.string(sa_column_kwargs={"server_default": "observed"})
    observer: str | None = columns.string()
    since: datetime | None = columns.instant()
    doing: str | None = columns.string()
    whose: bytes | None = columns.seal()


class Reports(SQLModel, table=True):
    """What texts of known public accounts tell of acts; see `monitor.domain.acts.tale.Report`."""

    __tablename__ = "reports"
    __table_args__ = (
        columns.index("reports_at", "at"),
        columns.index("reports_record", "record"),
        columns.index("reports_voice", "voice"),
        columns.index("reports_pairing", "player", "club", "at"),
        columns.STRICT,
    )

    key: bytes = columns.seal(primary_key=True)
    post: bytes = columns.seal()
    record: bytes = columns.seal()
    order: int = columns.whole()
    player: str = columns.string()
    club: str = columns.string()
    doing: str = columns.string()
    role: str | None = columns.string()
    doer: str = columns.string()
    many: int | None = columns.whole()
    platform: str = columns.string()
    whose: bytes | None = columns.seal()
    author: str | None = columns.string()
    since: datetime | None = columns.instant()
    until: datetime = columns.instant()
    at: datetime = columns.instant()
    seen_at: datetime = columns.instant()
    hedged: bool = columns.flag()
    denied: bool = columns.flag()
    leaving: bool = columns.flag()
    by: str = columns.string()
    source: str | None = columns.string()
    name: str = columns.string()
    voice: bytes = columns.seal()
    cites: str | None = columns.string()
    repeats: bytes | None = columns.seal()
    gist: bytes = columns.seal()
    url: str | None = columns.string()
    withdrawn: bool = columns.flag()


acts: Table = SQLModel.metadata.tables["acts"]
reports: Table = SQLModel.metadata.tables["reports"]
