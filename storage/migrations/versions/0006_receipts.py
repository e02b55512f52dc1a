"""By what a receiver knows a message, so that it can be corrected in place."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("outbox", sa.Column("receipt", sa.Text(), nullable=True))
