"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FLAG = sa.Boolean().with_variant(sa.Integer(), "sqlite")
NUMBER: sa.types.TypeEngine[float] = sa.Double().with_variant(sa.REAL(), "sqlite")
BYTES = sa.LargeBinary()
TEXT = sa.Text()

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("handle", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("resolved_at", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("platform", "handle"),
        sqlite_strict=True,
    )
    op.create_table(
        "activities",
        sa.Column("key", BYTES, nullable=False),
        sa.Column("record", BYTES, nullable=False),
        sa.Column("verb", TEXT, nullable=False),
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("connector", TEXT, nullable=False),
        sa.Column("author", BYTES, nullable=False),
        sa.Column("account", TEXT, nullable=True),
        sa.Column("object", BYTES, nullable=True),
        sa.Column("parent", BYTES, nullable=True),
        sa.Column("quoted", BYTES, nullable=True),
        sa.Column("order", WHOLE, nullable=False),
        sa.Column("provenance", TEXT, nullable=False),
        sa.Column("happened_at", WHOLE, nullable=True),
        sa.Column("counted_at", WHOLE, nullable=True),
        sa.Column("seen_at", WHOLE, nullable=False),
        sa.Column("late", FLAG, nullable=False),
        sa.Column("lang", TEXT, nullable=True),
        sa.Column("sentiment", NUMBER, nullable=True),
        sa.Column("subjectivity", NUMBER, nullable=True),
        sa.Column("stage", TEXT, nullable=True),
        sa.Column("cue", TEXT, nullable=True),
        sa.Column("hedged", FLAG, nullable=True),
        sa.Column("attributed", TEXT, nullable=True),
        sa.Column("waiting", BYTES, nullable=True),
        sa.Column("ends_author", FLAG, nullable=False),
        sa.Column("ended_at", WHOLE, nullable=True),
        sa.Column("ended_order", WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("key"),
        sqlite_strict=True,
    )
    op.create_index("activities_author", "activities", ["author"])
    op.create_index(
        "activities_ends_author",
        "activities",
        ["author"],
        sqlite_where=sa.text("ends_author = 1"),
        postgresql_where=sa.text("ends_author"),
    )
    op.create_index("activities_record", "activities", ["record"])
    op.create_index("activities_seen_at", "activities", ["seen_at"])
    op.create_index(
        "activities_waiting",
        "activities",
        ["waiting"],
        sqlite_where=sa.text("waiting IS NOT NULL"),
        postgresql_where=sa.text("waiting IS NOT NULL"),
    )

    op.create_table(
        "acts",
        sa.Column("key", BYTES, nullable=False),
        sa.Column("player", TEXT, nullable=False),
        sa.Column("club", TEXT, nullable=False),
        sa.Column("record", BYTES, nullable=False),
        sa.Column("object", BYTES, nullable=True),
        sa.Column("actor", BYTES, nullable=False),
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("handle", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("verb", TEXT, nullable=False),
        sa.Column("at", WHOLE, nullable=False),
        sa.Column("verdict", TEXT, nullable=False),
        sa.Column("alert", TEXT, nullable=True),
        sa.Column("ended", FLAG, nullable=False),
        sa.PrimaryKeyConstraint("key", "player", "club"),
        sqlite_strict=True,
    )
    op.create_index("acts_alert", "acts", ["alert"])
    op.create_index("acts_at", "acts", ["at"])
    op.create_index("acts_object", "acts", ["object"])
    op.create_index("acts_record", "acts", ["record"])

    op.create_table(
        "buckets",
        sa.Column("player", TEXT, nullable=False),
        sa.Column("club", TEXT, nullable=False),
        sa.Column("start", WHOLE, nullable=False),
        sa.Column("connector", TEXT, nullable=False),
        sa.Column("mentions", WHOLE, nullable=False),
        sa.Column("transfer", WHOLE, nullable=False),
        sa.Column("late", WHOLE, nullable=False),
        sa.Column("authors", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("player", "club", "start", "connector"),
        sqlite_strict=True,
    )
    op.create_table(
        "catalogue_entries",
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("slug", TEXT, nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.Column("added_by", TEXT, nullable=False),
        sa.Column("added_at", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("kind", "slug"),
        sqlite_strict=True,
    )
    op.create_table(
        "catalogue_version",
        sa.Column("id", WHOLE, nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_table(
        "cursors",
        sa.Column("connector", TEXT, nullable=False),
        sa.Column("cursor", TEXT, nullable=False),
        sa.Column("moved_at", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("connector"),
        sqlite_strict=True,
    )
    op.create_table(
        "dead_letters",
        sa.Column("id", BYTES, nullable=False),
        sa.Column("connector", TEXT, nullable=False),
        sa.Column("place", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("detail", TEXT, nullable=False),
        sa.Column("raw", BYTES, nullable=False),
        sa.Column("seen_at", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("dead_letters_seen_at", "dead_letters", ["seen_at"])

    op.create_table(
        "mentions",
        sa.Column("key", BYTES, nullable=False),
        sa.Column("player", TEXT, nullable=False),
        sa.Column("club", TEXT, nullable=False),
        sa.Column("part", TEXT, nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("topic", TEXT, nullable=False),
        sa.Column("sentiment", NUMBER, nullable=True),
        sa.Column("weight", NUMBER, nullable=False),
        sa.Column("stage", TEXT, nullable=True),
        sa.Column("cue", TEXT, nullable=True),
        sa.Column("hedged", FLAG, nullable=True),
        sa.Column("attributed", TEXT, nullable=True),
        sa.Column("connector", TEXT, nullable=False),
        sa.Column("start", WHOLE, nullable=True),
        sa.Column("author", BYTES, nullable=False),
        sa.Column("late", FLAG, nullable=False),
        sa.Column("transfer", FLAG, nullable=False),
        sa.PrimaryKeyConstraint("key", "player", "club"),
        sqlite_strict=True,
    )
    op.create_index(
        "mentions_bucket", "mentions", ["player", "club", "start", "connector", "author"]
    )

    op.create_table(
        "notices",
        sa.Column("seq", WHOLE, nullable=False),
        sa.Column("alert", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("cause", BYTES, nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sqlite_strict=True,
    )
    op.create_index("notices_once", "notices", ["alert", "kind", "cause"], unique=True)

    op.create_table(
        "outbox",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("receiver", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("alert", TEXT, nullable=True),
        sa.Column("body", BYTES, nullable=False),
        sa.Column("cause", BYTES, nullable=True),
        sa.Column("created_at", WHOLE, nullable=False),
        sa.Column("due", WHOLE, nullable=False),
        sa.Column("first_due", WHOLE, nullable=False),
        sa.Column("attempts", WHOLE, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("claimed_until", WHOLE, nullable=True),
        sa.Column("last_at", WHOLE, nullable=True),
        sa.Column("last_status", WHOLE, nullable=True),
        sa.Column("last_detail", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", "receiver"),
        sqlite_strict=True,
    )
    op.create_index("outbox_alert", "outbox", ["alert"])
    op.create_index("outbox_due", "outbox", ["state", "due"])

    op.create_table(
        "receivers",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("at", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("name"),
        sqlite_strict=True,
    )
    op.create_table(
        "texts",
        sa.Column("key", BYTES, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("url", TEXT, nullable=True),
        sa.Column("handle", TEXT, nullable=True),
        sa.Column("address", TEXT, nullable=True),
        sa.Column("object_address", TEXT, nullable=True),
        sa.Column("expires_at", WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("key"),
        sqlite_strict=True,
    )
    op.create_index(
        "texts_expires_at",
        "texts",
        ["expires_at"],
        sqlite_where=sa.text("expires_at IS NOT NULL"),
        postgresql_where=sa.text("expires_at IS NOT NULL"),
    )
