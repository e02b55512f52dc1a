"""Acts that texts tell of: their reports, and when and whose an act is said to be."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FLAG = sa.Boolean().with_variant(sa.Integer(), "sqlite")
BYTES = sa.LargeBinary()
TEXT = sa.Text()

SEALS = ("key", "post", "record", "voice", "gist")
TIMES = ("until", "at", "seen_at")
TEXTS = ("player", "club", "doing", "doer", "platform", "by", "name")
FLAGS = ("hedged", "denied", "leaving", "withdrawn")


def upgrade() -> None:
    for name, kind in (("since", WHOLE), ("doing", TEXT), ("whose", BYTES)):
        op.add_column("acts", sa.Column(name, kind, nullable=True))
    op.create_table(
        "reports",
        *(sa.Column(name, BYTES, nullable=False) for name in SEALS),
        *(sa.Column(name, WHOLE, nullable=False) for name in ("order", *TIMES)),
        *(sa.Column(name, TEXT, nullable=False) for name in TEXTS),
        *(sa.Column(name, FLAG, nullable=False) for name in FLAGS),
        *(sa.Column(name, BYTES, nullable=True) for name in ("whose", "repeats")),
        *(sa.Column(name, WHOLE, nullable=True) for name in ("many", "since")),
        *(
            sa.Column(name, TEXT, nullable=True)
            for name in ("role", "author", "source", "cites", "url")
        ),
        sa.PrimaryKeyConstraint("key"),
        sqlite_strict=True,
    )
    op.create_index("reports_at", "reports", ["at"])
    op.create_index("reports_record", "reports", ["record"])
    op.create_index("reports_voice", "reports", ["voice"])
    op.create_index("reports_pairing", "reports", ["player", "club", "at"])
