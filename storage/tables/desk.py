"""What people say and do about it: silences, answers, sessions; and the logbook."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Table
from sqlmodel import SQLModel

from storage.tables import columns


class Silences(SQLModel, table=True):
    """About what nobody is interrupted, until when, and who said so; NULL = any.

    One that was ended by hand has `ended_by`, and its `until` is when that was.
    """

    __tablename__ = "silences"
    __table_args__ = (columns.index("silences_until", "until"), columns.STRICT)

    id: str = columns.string(primary_key=True)
    since: datetime = columns.instant()
    until: datetime = columns.instant()
    by: str = columns.string()
    made_at: datetime = columns.instant()
    note: str = columns.string()
    player: str | None = columns.string()
    club: str | None = columns.string()
    kind: str | None = columns.string()
    receiver: str | None = columns.string()
    ended_by: str | None = columns.string()


class Feedback(SQLModel, table=True):
    """What a receiver says of an alert, by the rule that told it; what is said last stands."""

    __tablename__ = "feedback"
    __table_args__ = (columns.index("feedback_at", "at"), columns.STRICT)

    alert: str = columns.string(primary_key=True)
    receiver: str = columns.string(primary_key=True)
    rated: str = columns.string()
    rule: str = columns.string()
    at: datetime = columns.instant()
    settled_at: datetime | None = columns.instant()
    settled_by: str | None = columns.string()


class Acknowledgements(SQLModel, table=True):
    """Who looks after an alert, and since when: the first to say so."""

    __tablename__ = "acknowledgements"
    __table_args__ = columns.STRICT

    alert: str = columns.string(primary_key=True)
    by: str = columns.string()
    at: datetime = columns.instant()


class EndedSessions(SQLModel, table=True):
    """Sessions of the pages that were ended; their tickets would hold until then."""

    __tablename__ = "ended_sessions"
    __table_args__ = columns.STRICT

    number: str = columns.string(primary_key=True)
    until: datetime = columns.instant()


class Logbook(SQLModel, table=True):
    """Who did what, in the order in which it was done."""

    __tablename__ = "logbook"
    __table_args__ = columns.STRICT

    seq: int | None = columns.whole(primary_key=True)
    at: datetime = columns.instant()
    who: str = columns.string()
    way: str = columns.string()
    deed: str = columns.string()
    about: str = columns.string()


class Revisions(SQLModel, table=True):
    """Which version of lastdance brought the database to a revision: what an older one names."""

    __tablename__ = "revisions"
    __table_args__ = columns.STRICT

    revision: str = columns.string(primary_key=True)
    version: str = columns.string()


silences: Table = SQLModel.metadata.tables["silences"]
feedback: Table = SQLModel.metadata.tables["feedback"]
acknowledgements: Table = SQLModel.metadata.tables["acknowledgements"]
logbook: Table = SQLModel.metadata.tables["logbook"]
revisions: Table = SQLModel.metadata.tables["revisions"]
ended_sessions: Table = SQLModel.metadata.tables["ended_sessions"]
