"""When each post is asked for again, and since when it is missed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ACTIVITIES = sa.table("activities", *map(sa.column, ("key", "verb", "seen_at")))
TEXTS = sa.table("texts", *map(sa.column, ("key", "address", "ask_at")))
LATER = 20 * 3600 * 1_000_000
"""20 hours after it was seen."""


def upgrade() -> None:
    for name in ("ask_at", "missed_at"):
        op.add_column("texts", sa.Column(name, WHOLE, nullable=True))
    seen_at = sa.select(ACTIVITIES.c.seen_at).where(ACTIVITIES.c.key == TEXTS.c.key)
    posts = sa.select(ACTIVITIES.c.key).where(ACTIVITIES.c.verb.in_(["create", "update"]))
    op.execute(
        TEXTS.update()
        .where(TEXTS.c.address.is_not(None), TEXTS.c.key.in_(posts))
        .values(ask_at=seen_at.scalar_subquery() + LATER)
    )
    for name in ("ask_at", "missed_at"):
        there = sa.text(f"{name} IS NOT NULL")
        op.create_index(
            f"texts_{name}", "texts", [name], sqlite_where=there, postgresql_where=there
        )
