"""The lease of the watch: one holder at a time, and a token that outdates those before."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Update, and_, bindparam, case, or_, select, update

from monitor.ports.watching import Lease, LostLeaseError
from storage.statements import Over
from storage.tables import Instant, watch

_IT = watch.c.id == 1

_ROW = Over(watch, lambda old, _: {"token": old["token"]})
"""Puts the one row where there is none yet."""

_now = bindparam("now", type_=Instant)

_TAKE = (
    update(watch)
    .where(
        _IT,
        or_(
            watch.c.holder.is_(None),
            watch.c.holder == bindparam("who"),
            watch.c.until <= _now,
            watch.c.until > bindparam("never", type_=Instant),
        ),
    )
    .values(
        token=watch.c.token + case((watch.c.holder == bindparam("who"), 0), else_=1),
        holder=bindparam("who"),
        until=bindparam("then", type_=Instant),
    )
)

HELD = and_(_IT, watch.c.token == bindparam("mine"), watch.c.holder == bindparam("whose"))
"""The condition that nobody else has taken the lease since."""

_RELEASE = update(watch).where(HELD).values(holder=None, until=None)


def take(connection: Connection, holder: str, now: datetime, span: timedelta) -> Lease | None:
    """Take the lease, or go on with it; None while another holds it.

    A lease that ends later than any could was taken before the clock was set back, and is over.
    """
    _ROW(connection, [{"id": 1, "token": 0}])
    asked = {"who": holder, "now": now, "then": now + span, "never": now + 2 * span}
    if not connection.execute(_TAKE, asked).rowcount:
        return None
    row = connection.execute(select(watch).where(_IT)).one()
    return Lease(
        holder=row.holder,
        token=row.token,
        until=row.until,
        through=row.through,
        closed=row.closed,
        weighed=row.weighed,
    )


def release(connection: Connection, lease: Lease) -> None:
    """Let another take it at once; nothing if it is lost already."""
    connection.execute(_RELEASE, {"mine": lease.token, "whose": lease.holder})


def guarded(connection: Connection, change: Update, lease: Lease, **values: Any) -> None:
    """Make *change* of the watch's row with *values*; it is conditional upon `HELD`.

    Raises:
        LostLeaseError: The condition doesn't hold.
    """
    asked = {"mine": lease.token, "whose": lease.holder, **values}
    if not connection.execute(change, asked).rowcount:
        raise LostLeaseError(f"{lease.holder} doesn't keep the watch any more, or has gone on")
