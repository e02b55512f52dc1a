"""The index of claims holds their keys, so that those of known accounts are found by it alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.drop_index("mentions_claimed", "mentions")
    some = sa.text("gist IS NOT NULL")
    op.create_index(
        "mentions_claimed",
        "mentions",
        ["player", "club", "start", "key"],
        sqlite_where=some,
        postgresql_where=some,
    )
