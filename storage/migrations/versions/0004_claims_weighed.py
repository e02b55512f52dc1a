"""Claims keep what weighs them; outcomes, records of sources, estimates; finer sentiment."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FLAG = sa.Boolean().with_variant(sa.Integer(), "sqlite")
NUMBER: sa.types.TypeEngine[float] = sa.Double().with_variant(sa.REAL(), "sqlite")
BYTES = sa.LargeBinary()
TEXT = sa.Text()


def upgrade() -> None:
    for name, kind in (
        ("stance", TEXT),
        ("gist", BYTES),
        ("cites", TEXT),
        ("gossip", FLAG),
        ("toward_player", NUMBER),
        ("toward_club", NUMBER),
    ):
        op.add_column("mentions", sa.Column(name, kind, nullable=True))
    for name, kind in (("positive", NUMBER), ("negative", NUMBER), ("scorer", TEXT)):
        op.add_column("activities", sa.Column(name, kind, nullable=True))
    op.add_column("watch", sa.Column("weighed", WHOLE, nullable=True))
    said = sa.table("mentions", sa.column("stage", TEXT), sa.column("gist", BYTES))
    op.execute(said.update().where(said.c.stage.is_not(None)).values(gist=b""))
    claimed = sa.text("gist IS NOT NULL")
    op.create_index(
        "mentions_claimed",
        "mentions",
        ["player", "club", "start"],
        sqlite_where=claimed,
        postgresql_where=claimed,
    )
    op.create_table(
        "outcomes",
        sa.Column("player", TEXT, nullable=False),
        sa.Column("club", TEXT, nullable=False),
        sa.Column("at", WHOLE, nullable=False),
        sa.Column("happened", FLAG, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("told_at", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("player", "club", "at"),
        sqlite_strict=True,
    )
    op.create_table(
        "verdicts",
        sa.Column("source", TEXT, nullable=False),
        sa.Column("player", TEXT, nullable=False),
        sa.Column("club", TEXT, nullable=False),
        sa.Column("at", WHOLE, nullable=False),
        sa.Column("came_true", FLAG, nullable=False),
        sa.Column("first", FLAG, nullable=False),
        sa.Column("withdrawn", FLAG, nullable=False),
        sa.PrimaryKeyConstraint("source", "player", "club", "at"),
        sqlite_strict=True,
    )
    op.create_table(
        "estimates",
        sa.Column("player", TEXT, nullable=False),
        sa.Column("club", TEXT, nullable=False),
        sa.Column("at", WHOLE, nullable=False),
        sa.Column("probability", NUMBER, nullable=True),
        sa.Column("week", NUMBER, nullable=True),
        sa.Column("evidence", TEXT, nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("player", "club", "at"),
        sqlite_strict=True,
    )
    op.create_index("outcomes_told_at", "outcomes", ["told_at"])
    op.create_index("estimates_at", "estimates", ["at"])
