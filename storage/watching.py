"""What the watch writes: a turn, all of it or nothing, and when its watches began."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, or_, select, update

from monitor.ports.watching import Blank, Lease, Turn
from storage import closing, standing
from storage.lease import HELD, guarded
from storage.redaction import redact
from storage.statements import Once, Over
from storage.tables import Instant, blanks, micros, watch, watches
from storage.telling import tell

_end = bindparam("end", type_=Instant)
_seen = bindparam("seen", type_=Instant)

_SCORED = (
    update(watch)
    .where(
        HELD,
        watch.c.through.is_not_distinct_from(_seen),
        or_(watch.c.through.is_(None), watch.c.through < _end),
        watch.c.closed >= _end,
    )
    .values(through=_end)
)

_GLANCED = (
    update(watch)
    .where(HELD, watch.c.through.is_not_distinct_from(_seen))
    .values(through=watch.c.through)
)

_BLANKS = Over(blanks, lambda _, new: {"filled": new["filled"]})

_WATCHES = Once(watches, apart_by=1)
_BEGUN = select(watches.c.name, watches.c.since).order_by(watches.c.name)
_EARLIER = (
    update(watches)
    .where(watches.c.since > bindparam("from", type_=Instant))
    .values(since=bindparam("from", type_=Instant))
)
_FORGET = delete(watches).where(watches.c.name == bindparam("of"))


def store(connection: Connection, lease: Lease, turn: Turn) -> int:
    """Store *turn*; return how many messages were new.

    Raises:
        LostLeaseError: Another holds the lease, or has scored that bucket.
    """
    # First: whoever else has a turn to store waits here, and finds it taken.
    if turn.end is None:
        guarded(connection, _GLANCED, lease, seen=lease.through)
    else:
        guarded(connection, _SCORED, lease, seen=lease.through, end=turn.end)
        closing.learnt(connection, turn.learnt, turn.end)
    standing.put(connection, turn.watched)
    standing.remove(connection, turn.gone)
    _BLANKS(connection, [_blank_row(one) for one in turn.blanks])
    new = tell(connection, turn.notices, turn.messages)
    redact(connection, {key for notice in turn.notices for key in notice.keys}, ())
    return new


def begin(connection: Connection, names: Collection[str], now: datetime) -> Mapping[str, datetime]:
    """Note that the watch on *names* begins now; return when each began; others go."""
    known: dict[str, datetime] = dict(connection.execute(_BEGUN).all())
    gone = [{"of": name} for name in sorted(known.keys() - names)]
    if gone:
        connection.execute(_FORGET, gone)
    _WATCHES(connection, [(name, micros(now)) for name in sorted({*names} - known.keys())])
    return {name: known.get(name, now) for name in names}


def known(connection: Connection, since: datetime) -> None:
    """Note that all that was said from *since* on is stored."""
    connection.execute(_EARLIER, {"from": since})


def _blank_row(blank: Blank) -> dict[str, object]:
    return {"start": blank.start, "connector": blank.connector, "filled": blank.filled}
