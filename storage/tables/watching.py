"""Who keeps the watch, and how what is watched stands."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Table
from sqlmodel import SQLModel

from storage.tables import columns


class Watch(SQLModel, table=True):
    """One row: who keeps the watch, and how far it has come; no holder = it is free.

    `token` rises each time the watch changes hands. `weighed` is the end of the newest bucket that
    rumours were weighed for. Buckets that start before `folded` are folded, or will be: nothing is
    counted in them any more.
    """

    __tablename__ = "watch"
    __table_args__ = columns.STRICT

    id: int = columns.whole(primary_key=True)
    holder: str | None = columns.string()
    token: int = columns.whole()
    until: datetime | None = columns.instant()
    through: datetime | None = columns.instant()
    closed: datetime | None = columns.instant()
    weighed: datetime | None = columns.instant()
    folded: datetime | None = columns.instant()


class Watches(SQLModel, table=True):
    """What came under watch when, as `player:SLUG` or `club:SLUG`."""

    __tablename__ = "watches"
    __table_args__ = columns.STRICT

    name: str = columns.string(primary_key=True)
    since: datetime = columns.instant()


class Watched(SQLModel, table=True):
    """How a pairing stands; *spike* is its spike as JSON, *spiked_at* when that was last scored."""

    __tablename__ = "watched"
    __table_args__ = (
        columns.index("watched_spiked_at", "spiked_at", where="spiked_at IS NOT NULL"),
        columns.STRICT,
    )

    player: str = columns.string(primary_key=True)
    club: str = columns.string(primary_key=True)
    since: datetime = columns.instant()
    state: bytes = columns.seal()
    spike: str | None = columns.string()
    spiked_at: datetime | None = columns.instant()


class Blanks(SQLModel, table=True):
    """Buckets that were scored without having seen a connector."""

    __tablename__ = "blanks"
    __table_args__ = columns.STRICT

    start: datetime = columns.instant(primary_key=True)
    connector: str = columns.string(primary_key=True)
    filled: bool = columns.flag()


class LatePairings(SQLModel, table=True):
    """Pairings that something came late for, which is not learnt yet.

    `after` is up to where buckets were closed when it came, or the end of the bucket that it came
    for: a turn learns what is from before its own end.
    """

    __tablename__ = "late_pairings"
    __table_args__ = columns.STRICT

    player: str = columns.string(primary_key=True)
    club: str = columns.string(primary_key=True)
    after: datetime = columns.instant()


watch: Table = SQLModel.metadata.tables["watch"]
watches: Table = SQLModel.metadata.tables["watches"]
watched: Table = SQLModel.metadata.tables["watched"]
blanks: Table = SQLModel.metadata.tables["blanks"]
late_pairings: Table = SQLModel.metadata.tables["late_pairings"]
