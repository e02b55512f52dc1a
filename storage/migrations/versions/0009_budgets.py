"""What is pushed and what is held: on which day a push counts, and why something was not sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

NUMBER: sa.types.TypeEngine[float] = sa.Double().with_variant(sa.REAL(), "sqlite")


def upgrade() -> None:
    op.add_column("outbox", sa.Column("day", sa.Text(), nullable=True))
    op.add_column("outbox", sa.Column("worth", NUMBER, nullable=True))
    op.add_column("outbox", sa.Column("why", sa.Text(), nullable=True))
    op.add_column("outbox", sa.Column("held", sa.Text(), nullable=True))
    op.create_index("outbox_day", "outbox", ["receiver", "day"])
