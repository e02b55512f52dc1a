"""Closed buckets: what comes for one of them is late, and the watch learns of it later.

Whoever closes waits for the commits that are under way, and a commit sees one closing time from
its first step to its last; so what was read of a closed bucket stays as it was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, case, delete, or_, select, text, update

from monitor.domain.catalogue import Pairing
from monitor.domain.timing import BUCKET, bucket_of
from monitor.ports.watching import Lease
from storage.lease import HELD, guarded
from storage.statements import Over
from storage.tables import EPOCH, Instant, late_pairings, watch

_LOCK = 0x1A57DA9CF
"""Of PostgreSQL. It queues fairly: commits that share it can't starve out who closes, as they
could on a row. SQLite has one writer and needs none."""

_SHARE = text("SELECT pg_advisory_xact_lock_shared(:lock)")
_CLOSE_OFF = text("SELECT pg_advisory_xact_lock(:lock)")

_BOUNDS = select(watch.c.closed, watch.c.folded).where(watch.c.id == 1)

_end = bindparam("end", type_=Instant)

_CLOSE = (
    update(watch)
    .where(HELD)
    .values(
        closed=case((or_(watch.c.closed.is_(None), watch.c.closed < _end), _end),
                    else_=watch.c.closed)
    )
)  # fmt: skip

_LATE = Over(
    late_pairings,
    lambda old, new: {
        "after": case((new["after"] > old["after"], new["after"]), else_=old["after"])
    },
)

_LEARNT = delete(late_pairings).where(
    late_pairings.c.player == bindparam("its_player"),
    late_pairings.c.club == bindparam("its_club"),
    late_pairings.c.after < bindparam("end", type_=Instant),
)


def close(connection: Connection, lease: Lease, end: datetime) -> None:
    """Close all buckets up to *end*.

    Raises:
        LostLeaseError: Another holds the lease.
    """
    hold_off(connection)
    guarded(connection, _CLOSE, lease, end=end)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Up to where buckets are closed, and up to where they are folded; None = none is."""

    closed: datetime | None = None
    folded: datetime | None = None

    def counted(self, at: datetime | None) -> datetime | None:
        """Return *at* if anything is still counted in its bucket, else None."""
        if at is None or self.folded is None or bucket_of(at) >= self.folded:
            return at
        return None


def bounds(connection: Connection) -> Bounds:
    """Return up to where buckets are closed and folded; it stays so until the transaction ends.

    To be asked before anything is written: who holds rows must not wait here.
    """
    _lock(connection, _SHARE)
    found = connection.execute(_BOUNDS).first()
    return Bounds() if found is None else Bounds(found.closed, found.folded)


def hold_off(connection: Connection) -> None:
    """Wait for the commits that are under way, and let others wait for this transaction."""
    _lock(connection, _CLOSE_OFF)


def is_closed(at: datetime | None, closed: datetime | None) -> bool:
    """Whether the bucket that *at* counts in was closed; None for *at* = it is in none."""
    return at is not None and closed is not None and bucket_of(at) + BUCKET <= closed


def arrived(
    connection: Connection, late: Mapping[Pairing, datetime], closed: datetime | None
) -> None:
    """Note what came late.

    Args:
        connection: In a transaction.
        late: Start of the newest bucket that it came for, by pairing.
        closed: Up to where buckets were closed.
    """
    rows = [
        {
            "player": pairing.player,
            "club": pairing.club,
            "after": max(start + BUCKET, closed or EPOCH),
        }
        for pairing, start in sorted(late.items())  # the same order for all: no deadlocks
    ]
    _LATE(connection, rows)


def learnt(connection: Connection, pairings: Iterable[Pairing], end: datetime) -> None:
    """Forget what came late for *pairings*, as far as the turn of *end* can have learnt it.

    That is what came before *end* was closed, for buckets before the one that ended then.
    """
    rows = [{"its_player": p.player, "its_club": p.club, "end": end} for p in sorted(pairings)]
    if rows:
        connection.execute(_LEARNT, rows)


def _lock(connection: Connection, how: object) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(how, {"lock": _LOCK})  # type: ignore[call-overload]
