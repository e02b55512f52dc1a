"""Which alerts quote posts that are no acts: the words go when such a post is deleted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "quotations",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("alert", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", "alert"),
        sqlite_strict=True,
    )
