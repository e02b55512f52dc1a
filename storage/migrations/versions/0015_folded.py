"""How many mentions of a bucket were folded into it, up to where; and which version made what."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("buckets", sa.Column("folded", WHOLE, nullable=False, server_default="0"))
    op.add_column("watch", sa.Column("folded", WHOLE, nullable=True))
    op.create_table(
        "revisions",
        sa.Column("revision", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("revision"),
        sqlite_strict=True,
    )
