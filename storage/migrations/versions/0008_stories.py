"""One story and one thread of each player: those that were told before go on."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.tables import micros

revision = "0008"
down_revision = "0007"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    table = op.create_table(
        "stories",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("id", "player", "alert")),
        *(sa.Column(name, WHOLE, nullable=False) for name in ("opened_at", "last_at")),
        sa.Column("closed_at", WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("stories_player", "stories", ["player", "last_at"])
    op.create_index("stories_last_at", "stories", ["last_at"])
    rows = _told()
    if rows:
        op.bulk_insert(table, rows)


def _told() -> list[dict[str, Any]]:
    """Return the stories of what was told: of several alerts the one told last is the thread."""
    stories: dict[str, dict[str, Any]] = {}
    bodies = op.get_bind().execute(sa.text("SELECT kind, body FROM notices ORDER BY seq"))
    for kind, body in bodies:
        alert = json.loads(body)["alert"]
        at = micros(datetime.fromisoformat(alert["told_at"]))
        row = stories.setdefault(
            alert["story"],
            {"id": alert["story"], "player": alert["pairing"]["player"], "opened_at": at,
             "last_at": at, "closed_at": None},
        )  # fmt: skip
        row["alert"] = alert["id"]
        row["last_at"] = max(row["last_at"], at)
        if kind == "story.confirmed":
            row["closed_at"] = at
    return [stories[ident] for ident in sorted(stories)]
