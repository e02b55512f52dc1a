"""How the store is, and what was told since somebody last asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BindParameter, Connection, bindparam, func, select

from monitor.domain.alert import Notice
from monitor.ports.vitals import Vitals
from storage.rows import meant_for_nobody, notice_of
from storage.tables import METADATA, Instant, activities, cursors, notices, watch, watches

_ROWS = {table.name: select(func.count()).select_from(table) for table in METADATA.sorted_tables}

_LATELY = select(func.count()).where(activities.c.seen_at >= bindparam("since", type_=Instant))
_FIRST = select(func.min(activities.c.seen_at))
_MOVED = select(cursors.c.connector, cursors.c.moved_at)
_WATCHES = select(watches.c.name, watches.c.since)
_NEWEST = select(func.max(notices.c.seq))

_MOST: BindParameter[int] = bindparam("most")
_LAST = (
    select(notices.c.body)
    .where(~meant_for_nobody(notices.c.body))
    .order_by(notices.c.seq.desc())
    .limit(1)
)
_NEWS = (
    select(notices.c.seq, notices.c.body)
    .where(notices.c.seq > bindparam("after"), ~meant_for_nobody(notices.c.body))
    .order_by(notices.c.seq)
    .limit(_MOST)
)


def vitals(connection: Connection, size: int, since: datetime) -> Vitals:
    """Return how the store is, which takes *size* bytes."""
    last = connection.execute(_LAST).scalar_one_or_none()
    return Vitals(
        rows={name: connection.execute(count).scalar_one() for name, count in _ROWS.items()},
        bytes=size,
        lately=connection.execute(_LATELY, {"since": since}).scalar_one(),
        first=connection.execute(_FIRST).scalar_one_or_none(),
        moved=dict(connection.execute(_MOVED).all()),
        through=connection.execute(select(watch.c.through)).scalar_one_or_none(),
        watches=dict(connection.execute(_WATCHES).all()),
        last=None if last is None else notice_of(last),
    )


def newest(connection: Connection) -> int:
    """Return the number of the newest notice; 0 = none was ever told."""
    found: int | None = connection.execute(_NEWEST).scalar_one_or_none()
    return found or 0


def news(connection: Connection, after: int, limit: int) -> Sequence[tuple[int, Notice]]:
    """Return notices with a number above *after*, oldest first, those for nobody left out."""
    found = connection.execute(_NEWS, {"after": after, "most": limit})
    return [(seq, notice_of(body)) for seq, body in found]
