"""What was told, to whom, and what came of sending it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Table, text
from sqlmodel import SQLModel

from storage.tables import columns


class Notices(SQLModel, table=True):
    """What was told, in the order in which it was stored; *body* is the notice as JSON.

    When it was told, and of which pairing, stands beside it, to be found by.
    """

    __tablename__ = "notices"
    __table_args__ = (
        columns.index("notices_once", "alert", "kind", "cause", unique=True),
        columns.index("notices_told_at", "told_at", "seq"),
        columns.index("notices_player", "player", "told_at", "seq"),
        columns.STRICT,
    )

    seq: int | None = columns.whole(primary_key=True)
    alert: str = columns.string()
    kind: str = columns.string()
    cause: bytes = columns.seal()
    body: str = columns.string()
    told_at: datetime = columns.instant(sa_column_kwargs={"server_default": text("0")})
    player: str = columns.string(sa_column_kwargs={"server_default": ""})
    club: str = columns.string(sa_column_kwargs={"server_default": ""})


class Stories(SQLModel, table=True):
    """One saga of one player each; *alert* is its one thread."""

    __tablename__ = "stories"
    __table_args__ = (
        columns.index("stories_player", "player", "last_at"),
        columns.index("stories_last_at", "last_at"),
        columns.STRICT,
    )

    id: str = columns.string(primary_key=True)
    player: str = columns.string()
    alert: str = columns.string()
    opened_at: datetime = columns.instant()
    last_at: datetime = columns.instant()
    closed_at: datetime | None = columns.instant()


class Claimed(SQLModel, table=True):
    """How far each claimed move was told to be; a *stage* of None = it was only spoken of."""

    __tablename__ = "claimed"
    __table_args__ = columns.STRICT

    player: str = columns.string(primary_key=True)
    club: str = columns.string(primary_key=True)
    stage: str | None = columns.string()
    firm: bool = columns.flag()
    fallen: bool = columns.flag()
    said: datetime = columns.instant()


class Quotations(SQLModel, table=True):
    """Which alerts quote an activity that is no act of theirs."""

    __tablename__ = "quotations"
    __table_args__ = columns.STRICT

    key: bytes = columns.seal(primary_key=True)
    alert: str = columns.string(primary_key=True)


class Outbox(SQLModel, table=True):
    """One message for one receiver; *state* is pending, claimed, delivered, failed or held.

    *day* is the receiver's own on which a push counts, *worth* what it was ranked by; both only
    where it competed. *why* and *held* say why it is not sent, in a word and in a sentence.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        columns.index("outbox_due", "state", "due"),
        columns.index("outbox_alert", "alert"),
        columns.index("outbox_day", "receiver", "day"),
        columns.STRICT,
    )

    id: str = columns.string(primary_key=True)
    receiver: str = columns.string(primary_key=True)
    kind: str = columns.string()
    alert: str | None = columns.string()
    body: bytes = columns.seal()
    cause: bytes | None = columns.seal()
    created_at: datetime = columns.instant()
    due: datetime = columns.instant()
    first_due: datetime = columns.instant()
    attempts: int = columns.whole()
    state: str = columns.string()
    claimed_until: datetime | None = columns.instant()
    last_at: datetime | None = columns.instant()
    last_status: int | None = columns.whole()
    last_detail: str | None = columns.string()
    receipt: str | None = columns.string()
    day: str | None = columns.string()
    worth: float | None = columns.number()
    why: str | None = columns.string()
    held: str | None = columns.string()


class Receivers(SQLModel, table=True):
    """Receivers that nothing is sent to until they are configured anew."""

    __tablename__ = "receivers"
    __table_args__ = columns.STRICT

    name: str = columns.string(primary_key=True)
    reason: str = columns.string()
    at: datetime = columns.instant()


class Failing(SQLModel, table=True):
    """Receivers that nothing could be delivered to since then."""

    __tablename__ = "failing"
    __table_args__ = columns.STRICT

    name: str = columns.string(primary_key=True)
    since: datetime = columns.instant()


class Shares(SQLModel, table=True):
    """Links by which a story is shown to whoever has them; one that was ended says by whom."""

    __tablename__ = "shares"
    __table_args__ = (columns.index("shares_until", "until"), columns.STRICT)

    id: str = columns.string(primary_key=True)
    story: str = columns.string()
    alert: str = columns.string()
    until: datetime = columns.instant()
    by: str = columns.string()
    made_at: datetime = columns.instant()
    note: str = columns.string()
    ended_at: datetime | None = columns.instant()
    ended_by: str | None = columns.string()


notices: Table = SQLModel.metadata.tables["notices"]
stories: Table = SQLModel.metadata.tables["stories"]
claimed: Table = SQLModel.metadata.tables["claimed"]
outbox: Table = SQLModel.metadata.tables["outbox"]
receivers: Table = SQLModel.metadata.tables["receivers"]
failing: Table = SQLModel.metadata.tables["failing"]
quotations: Table = SQLModel.metadata.tables["quotations"]
shares: Table = SQLModel.metadata.tables["shares"]
