"""Indexes hold what pages ask for: the topic of a mention, and who is known without a look-up."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    for name in ("mentions_claimed", "mentions_bucket"):
        op.drop_index(name, "mentions")
    op.create_index(
        "mentions_bucket",
        "mentions",
        ["player", "club", "start", "connector", "author", "topic"],
    )
    # Made again after the other: of two that would serve, SQLite takes the later.
    some = sa.text("gist IS NOT NULL")
    op.create_index(
        "mentions_claimed",
        "mentions",
        ["player", "club", "start", "key"],
        sqlite_where=some,
        postgresql_where=some,
    )
    known = sa.text("account IS NOT NULL")
    op.create_index(
        "activities_known",
        "activities",
        ["key"],
        unique=True,
        sqlite_where=known,
        postgresql_where=known,
    )
