"""Decisive acts keep how they are known, and who says so."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    observed = sa.text("'observed'")
    op.add_column(
        "acts", sa.Column("provenance", sa.Text(), nullable=False, server_default=observed)
    )
    op.add_column("acts", sa.Column("observer", sa.Text(), nullable=True))
