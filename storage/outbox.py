"""Messages on their way: claimed, tried, settled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, case, delete, func, or_, select, update

from monitor.domain.text import clean
from monitor.ports import Delivery, Message, Outcome
from storage.statements import Over
from storage.tables import Instant, outbox, receivers

MAX_DETAIL = 20_000
"""Longest answer of a receiver that is kept, in characters."""

SET_BACK = timedelta(minutes=1)
"""A message handled this far in the future was handled before the clock was set back."""

_now = bindparam("now", type_=Instant)

_DUE = (
    select(outbox)
    .where(
        outbox.c.receiver.not_in(select(receivers.c.name)),
        or_(
            and_(
                outbox.c.state == "pending",
                or_(
                    outbox.c.due <= _now,
                    func.coalesce(outbox.c.last_at, outbox.c.created_at)
                    > bindparam("ahead", type_=Instant),
                ),
            ),
            and_(
                outbox.c.state == "claimed",
                or_(
                    outbox.c.claimed_until <= _now,
                    outbox.c.claimed_until > bindparam("never", type_=Instant),
                ),
            ),
        ),
    )
    .order_by(outbox.c.due, outbox.c.id, outbox.c.receiver)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)

_this = and_(outbox.c.id == bindparam("its_id"), outbox.c.receiver == bindparam("its_receiver"))

_CLAIM = (
    update(outbox)
    .where(_this)
    .values(state="claimed", claimed_until=bindparam("until", type_=Instant))
)

_tried = bindparam("tried", type_=Instant)

_SETTLE = (
    update(outbox)
    .where(_this, outbox.c.state != "delivered")
    .values(
        state=bindparam("becomes"),
        attempts=outbox.c.attempts + 1,
        first_due=case((outbox.c.attempts == 0, _tried), else_=outbox.c.first_due),
        due=func.coalesce(bindparam("again", type_=Instant), outbox.c.due),
        claimed_until=None,
        last_at=_tried,
        last_status=bindparam("answer"),
        last_detail=bindparam("said"),
        # What is received is not sent again: the words need not stay.
        body=case((bindparam("becomes") == "delivered", b""), else_=outbox.c.body),
    )
)

_RECEIVERS = Over(receivers, lambda _, new: {name: new[name] for name in ("reason", "at")})


def claim(
    connection: Connection, now: datetime, limit: int, lease: timedelta
) -> Sequence[Delivery]:
    """Claim at most *limit* messages that are due, oldest first.

    A clock that was set back must not hold messages up for as long as it was ahead: what was
    handled in the future is due now, and no claim outlives two leases.
    """
    found = connection.execute(
        _DUE, {"now": now, "ahead": now + SET_BACK, "never": now + 2 * lease, "most": limit}
    ).all()
    if found:
        connection.execute(
            _CLAIM,
            [
                {"its_id": row.id, "its_receiver": row.receiver, "until": now + lease}
                for row in found
            ],
        )
    return [
        Delivery(
            message=Message(
                id=row.id,
                receiver=row.receiver,
                kind=row.kind,
                alert=row.alert,
                body=row.body,
                created_at=row.created_at,
                due=row.due,
                cause=row.cause,
            ),
            attempts=row.attempts,
            # One that had to wait before it was ever tried has not failed for that long.
            first_due=row.first_due if row.attempts else max(row.first_due, now),
        )
        for row in found
    ]


def settle(connection: Connection, outcomes: Sequence[Outcome]) -> None:
    """Store how attempts went; what was delivered once stays delivered."""
    if outcomes:
        connection.execute(
            _SETTLE,
            [
                {
                    "its_id": one.message,
                    "its_receiver": one.receiver,
                    "becomes": _state(one),
                    "again": one.due,
                    "tried": one.at,
                    "answer": one.status,
                    "said": _readable(one.detail),
                }
                for one in outcomes
            ],
        )


def disable(connection: Connection, receiver: str, reason: str, now: datetime) -> None:
    """Stop sending to *receiver*; its messages wait."""
    _RECEIVERS(connection, [{"name": receiver, "reason": _readable(reason), "at": now}])


def enable(connection: Connection, receiver: str) -> None:
    """Send to *receiver* again."""
    connection.execute(delete(receivers).where(receivers.c.name == receiver))


def disabled(connection: Connection) -> dict[str, str]:
    """Return why nothing is sent to receivers, by name."""
    found = connection.execute(select(receivers.c.name, receivers.c.reason))
    return dict(found.all())


def _state(outcome: Outcome) -> str:
    if outcome.delivered:
        return "delivered"
    return "failed" if outcome.due is None else "pending"


def _readable(said: str) -> str:
    return clean(said)[:MAX_DETAIL]
