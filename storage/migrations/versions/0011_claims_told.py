"""How far each claimed move was told to be: a stage is told once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

FLAG = sa.Boolean().with_variant(sa.Integer(), "sqlite")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "claimed",
        sa.Column("player", sa.Text(), nullable=False),
        sa.Column("club", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("firm", FLAG, nullable=False),
        sa.Column("fallen", FLAG, nullable=False),
        sa.Column("said", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("player", "club"),
        sqlite_strict=True,
    )
