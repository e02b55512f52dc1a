"""When each notice was told and of whom, beside its body; and stories that are shared by a link."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
AT_ONCE = 500
NOTICES = sa.table("notices", *map(sa.column, ("seq", "body", "told_at", "player", "club")))


def upgrade() -> None:
    op.add_column("notices", sa.Column("told_at", WHOLE, nullable=False, server_default="0"))
    for name in ("player", "club"):
        op.add_column("notices", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    _fill(op.get_bind())
    op.create_index("notices_told_at", "notices", ["told_at", "seq"])
    op.create_index("notices_player", "notices", ["player", "told_at", "seq"])
    op.create_table(
        "shares",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("alert", sa.Text(), nullable=False),
        sa.Column("until", WHOLE, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("made_at", WHOLE, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("ended_at", WHOLE, nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("shares_until", "shares", ["until"])


def _fill(connection: sa.Connection) -> None:
    """Read the new columns of what was told before out of its body."""
    last = -1
    some = sa.select(NOTICES.c.seq, NOTICES.c.body).order_by(NOTICES.c.seq).limit(AT_ONCE)
    put = (
        NOTICES.update()
        .where(NOTICES.c.seq == sa.bindparam("its"))
        .values(
            told_at=sa.bindparam("at"), player=sa.bindparam("who"), club=sa.bindparam("whither")
        )
    )
    while rows := connection.execute(some.where(NOTICES.c.seq > last)).all():
        connection.execute(put, [_row(row.seq, row.body) for row in rows])
        last = rows[-1].seq


def _row(seq: int, body: str) -> dict[str, object]:
    alert = json.loads(body)["alert"]
    at = datetime.fromisoformat(alert["told_at"])
    pairing = alert["pairing"]
    return {
        "its": seq,
        "at": (at - EPOCH) // timedelta(microseconds=1),
        "who": pairing["player"],
        "whither": pairing["club"],
    }
