"""The watch: its lease, how pairings stand, what was not seen, what came late."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FLAG = sa.Boolean().with_variant(sa.Integer(), "sqlite")
BYTES = sa.LargeBinary()
TEXT = sa.Text()

revision = "0002"
down_revision = "0001"

TALKERS = """
UPDATE buckets SET talkers = (
    SELECT count(DISTINCT mentions.author) FROM mentions
    WHERE mentions.player = buckets.player AND mentions.club = buckets.club
    AND mentions.start = buckets.start AND mentions.connector = buckets.connector
    AND mentions.topic <> 'match'
)
"""


def upgrade() -> None:
    op.add_column(
        "buckets", sa.Column("talkers", WHOLE, nullable=False, server_default=sa.text("0"))
    )
    op.execute(TALKERS)
    op.create_index("buckets_start", "buckets", ["start"])

    op.create_table(
        "watch",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("holder", TEXT, nullable=True),
        sa.Column("token", WHOLE, nullable=False),
        sa.Column("until", WHOLE, nullable=True),
        sa.Column("through", WHOLE, nullable=True),
        sa.Column("closed", WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_table(
        "watches",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("since", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("name"),
        sqlite_strict=True,
    )
    op.create_table(
        "watched",
        sa.Column("player", TEXT, nullable=False),
        sa.Column("club", TEXT, nullable=False),
        sa.Column("since", WHOLE, nullable=False),
        sa.Column("state", BYTES, nullable=False),
        sa.Column("spike", TEXT, nullable=True),
        sa.Column("spiked_at", WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("player", "club"),
        sqlite_strict=True,
    )
    op.create_index(
        "watched_spiked_at",
        "watched",
        ["spiked_at"],
        sqlite_where=sa.text("spiked_at IS NOT NULL"),
        postgresql_where=sa.text("spiked_at IS NOT NULL"),
    )
    op.create_table(
        "blanks",
        sa.Column("start", WHOLE, nullable=False),
        sa.Column("connector", TEXT, nullable=False),
        sa.Column("filled", FLAG, nullable=False),
        sa.PrimaryKeyConstraint("start", "connector"),
        sqlite_strict=True,
    )
    op.create_table(
        "late_pairings",
        sa.Column("player", TEXT, nullable=False),
        sa.Column("club", TEXT, nullable=False),
        sa.Column("after", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("player", "club"),
        sqlite_strict=True,
    )
