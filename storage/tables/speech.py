"""What was said, who said it to whom, and how much of it there was."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Table, text
from sqlmodel import SQLModel

from storage.tables import columns


class Activities(SQLModel, table=True):
    """Every activity once; an ended one stays as a tombstone without what it was about.

    `waiting` is the seal of the record that an act by the catalogue waits for.
    """

    __tablename__ = "activities"
    __table_args__ = (
        columns.index("activities_record", "record"),
        columns.index("activities_author", "author"),
        columns.index("activities_seen_at", "seen_at"),
        columns.index("activities_waiting", "waiting", where="waiting IS NOT NULL"),
        columns.index("activities_ends_author", "author", where="ends_author"),
        columns.index("activities_account", "account", "seen_at", where="account IS NOT NULL"),
        # Unique, so that SQLite prefers it to the table: few activities are of known accounts.
        columns.index("activities_known", "key", where="account IS NOT NULL", unique=True),
        columns.STRICT,
    )

    key: bytes = columns.seal(primary_key=True)
    record: bytes = columns.seal()
    verb: str = columns.string()
    platform: str = columns.string()
    connector: str = columns.string()
    author: bytes = columns.seal()
    account: str | None = columns.string()
    object: bytes | None = columns.seal()
    parent: bytes | None = columns.seal()
    quoted: bytes | None = columns.seal()
    order: int = columns.whole()
    provenance: str = columns.string()
    happened_at: datetime | None = columns.instant()
    counted_at: datetime | None = columns.instant()
    seen_at: datetime = columns.instant()
    late: bool = columns.flag()
    lang: str | None = columns.string()
    sentiment: float | None = columns.number()
    subjectivity: float | None = columns.number()
    positive: float | None = columns.number()
    negative: float | None = columns.number()
    scorer: str | None = columns.string()
    stage: str | None = columns.string()
    cue: str | None = columns.string()
    hedged: bool | None = columns.flag()
    attributed: str | None = columns.string()
    waiting: bytes | None = columns.seal()
    ends_author: bool = columns.flag()
    ended_at: datetime | None = columns.instant()
    ended_order: int | None = columns.whole()


class Texts(SQLModel, table=True):
    """What an activity said, and where: the only place for addresses, handles and words.

    A post is asked for again at `ask_at`, and missed since `missed_at`.
    """

    __tablename__ = "texts"
    __table_args__ = (
        columns.index("texts_expires_at", "expires_at", where="expires_at IS NOT NULL"),
        columns.index("texts_ask_at", "ask_at", where="ask_at IS NOT NULL"),
        columns.index("texts_missed_at", "missed_at", where="missed_at IS NOT NULL"),
        columns.STRICT,
    )

    key: bytes = columns.seal(primary_key=True)
    text: str = columns.string()
    url: str | None = columns.string()
    handle: str | None = columns.string()
    address: str | None = columns.string()
    object_address: str | None = columns.string()
    expires_at: datetime | None = columns.instant()
    ask_at: datetime | None = columns.instant()
    missed_at: datetime | None = columns.instant()


class Mentions(SQLModel, table=True):
    """What one activity says about one pairing, and why it was linked.

    What has a `gist`, if an empty one, weighs in the pairing's rumour.
    """

    __tablename__ = "mentions"
    __table_args__ = (
        columns.index("mentions_bucket", "player", "club", "start", "connector", "author", "topic"),
        columns.index(
            "mentions_claimed", "player", "club", "start", "key", where="gist IS NOT NULL"
        ),
        columns.STRICT,
    )

    key: bytes = columns.seal(primary_key=True)
    player: str = columns.string(primary_key=True)
    club: str = columns.string(primary_key=True)
    part: str = columns.string()
    why: str = columns.string()
    topic: str = columns.string()
    sentiment: float | None = columns.number()
    weight: float = columns.number()
    stage: str | None = columns.string()
    cue: str | None = columns.string()
    hedged: bool | None = columns.flag()
    attributed: str | None = columns.string()
    stance: str | None = columns.string()
    gist: bytes | None = columns.seal()
    cites: str | None = columns.string()
    gossip: bool | None = columns.flag()
    toward_player: float | None = columns.number()
    toward_club: float | None = columns.number()
    connector: str = columns.string()
    start: datetime | None = columns.instant()
    author: bytes = columns.seal()
    late: bool = columns.flag()
    transfer: bool = columns.flag()


class Buckets(SQLModel, table=True):
    """How much was said about a pairing in five minutes, by connector.

    `talkers` are those of the authors who said something that is not match talk. `folded` are those
    of the mentions whose rows were removed since.
    """

    __tablename__ = "buckets"
    __table_args__ = (
        columns.index("buckets_start", "start"),
        columns.STRICT,
    )

    player: str = columns.string(primary_key=True)
    club: str = columns.string(primary_key=True)
    start: datetime = columns.instant(primary_key=True)
    connector: str = columns.string(primary_key=True)
    mentions: int = columns.whole()
    transfer: int = columns.whole()
    late: int = columns.whole()
    authors: int = columns.whole()
    talkers: int = columns.whole(sa_column_kwargs={"server_default": text("0")})
    folded: int = columns.whole(sa_column_kwargs={"server_default": text("0")})


activities: Table = SQLModel.metadata.tables["activities"]
texts: Table = SQLModel.metadata.tables["texts"]
mentions: Table = SQLModel.metadata.tables["mentions"]
buckets: Table = SQLModel.metadata.tables["buckets"]
