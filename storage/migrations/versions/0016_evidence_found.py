"""What a source claimed, and what was done about a pairing, is found by indexes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    known = sa.text("account IS NOT NULL")
    op.create_index(
        "activities_account",
        "activities",
        ["account", "seen_at"],
        sqlite_where=known,
        postgresql_where=known,
    )
    op.create_index("acts_pairing", "acts", ["player", "club", "at"])
