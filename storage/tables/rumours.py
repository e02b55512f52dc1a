"""How strong rumours were, how they ended, and who was right."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Table
from sqlmodel import SQLModel

from storage.tables import columns


class Outcomes(SQLModel, table=True):
    """How rumours ended, and who says so; what is told later of the same time holds."""

    __tablename__ = "outcomes"
    __table_args__ = (
        columns.index("outcomes_told_at", "told_at"),
        columns.STRICT,
    )

    player: str = columns.string(primary_key=True)
    club: str = columns.string(primary_key=True)
    at: datetime = columns.instant(primary_key=True)
    happened: bool = columns.flag()
    by: str = columns.string()
    told_at: datetime = columns.instant()


class Verdicts(SQLModel, table=True):
    """Whether what a source claimed in a window came true; *at* is the end of that window."""

    __tablename__ = "verdicts"
    __table_args__ = columns.STRICT

    source: str = columns.string(primary_key=True)
    player: str = columns.string(primary_key=True)
    club: str = columns.string(primary_key=True)
    at: datetime = columns.instant(primary_key=True)
    came_true: bool = columns.flag()
    first: bool = columns.flag()
    withdrawn: bool = columns.flag()


class Estimates(SQLModel, table=True):
    """How strong each rumour was, whenever that changed; *body* is the strength as JSON."""

    __tablename__ = "estimates"
    __table_args__ = (
        columns.index("estimates_at", "at"),
        columns.STRICT,
    )

    player: str = columns.string(primary_key=True)
    club: str = columns.string(primary_key=True)
    at: datetime = columns.instant(primary_key=True)
    probability: float | None = columns.number()
    week: float | None = columns.number()
    evidence: str = columns.string()
    body: str = columns.string()


outcomes: Table = SQLModel.metadata.tables["outcomes"]
verdicts: Table = SQLModel.metadata.tables["verdicts"]
estimates: Table = SQLModel.metadata.tables["estimates"]
