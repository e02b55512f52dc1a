"""Messages on their way: claimed, tried, settled."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    not_,
    or_,
    select,
    update,
)

from monitor.domain.alert import Kind
from monitor.domain.text import clean
from monitor.ports import Delivery, Message, Outcome, Post
from storage import opinions
from storage.statements import Over, among
from storage.tables import Instant, failing, outbox, receivers
from storage.telling import tell

MAX_DETAIL = 20_000
"""Longest answer of a receiver that is kept, in characters."""

SET_BACK = timedelta(minutes=1)
"""A message handled this far in the future was handled before the clock was set back."""

_now = bindparam("now", type_=Instant)

_FOLLOWS = (Kind.ALERT_CORRECTED, Kind.STORY_CONFIRMED, Kind.STORY_ENDED)
_other = outbox.alias("other")
_same = and_(_other.c.alert == outbox.c.alert, _other.c.receiver == outbox.c.receiver)
_PREMATURE = and_(
    outbox.c.kind.in_([str(kind) for kind in _FOLLOWS]),
    exists().where(
        _same,
        _other.c.state.in_(["pending", "claimed"]),
        _other.c.kind.not_in([str(kind) for kind in _FOLLOWS]),
    ),
    not_(exists().where(_same, _other.c.state == "delivered")),
)
"""Whether it tells what became of an alert of which its receiver has got nothing yet, and will."""

_DUE = (
    select(outbox)
    .where(
        outbox.c.receiver.not_in(select(receivers.c.name)),
        not_(among(outbox.c.receiver, "but")),
        not_(_PREMATURE),
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
        receipt=bindparam("known_as"),
        # What is received is not sent again: the words need not stay.
        body=case((bindparam("becomes") == "delivered", b""), else_=outbox.c.body),
    )
)

_RECEIPTS = (
    select(outbox.c.receiver, outbox.c.alert, outbox.c.receipt)
    .where(outbox.c.receipt.is_not(None), among(outbox.c.alert, "alerts"))
    .order_by(outbox.c.created_at, outbox.c.id)
)

_COUNTS = select(outbox.c.receiver, outbox.c.state, func.count().label("number")).group_by(
    outbox.c.receiver, outbox.c.state
)

_latest = select(
    outbox.c.receiver,
    outbox.c.last_at,
    outbox.c.last_detail,
    func.row_number()
    .over(partition_by=outbox.c.receiver, order_by=outbox.c.last_at.desc())
    .label("place"),
).where(outbox.c.last_at.is_not(None))
_LATEST = select(_latest.subquery())

_RECEIVERS = Over(receivers, lambda _, new: {name: new[name] for name in ("reason", "at")})

_FAILING = Over(
    failing,
    lambda stands, new: {
        # What was noted by a clock that ran ahead would keep a receiver for as long.
        "since": case((stands["since"] > new["since"], new["since"]), else_=stands["since"])
    },
)

_FAILS = select(failing.c.name, failing.c.since).where(among(failing.c.name, "names"))

_WORKS = delete(failing).where(among(failing.c.name, "names"))


def claim(
    connection: Connection,
    now: datetime,
    limit: int,
    lease: timedelta,
    but: Collection[str] = (),
) -> Sequence[Delivery]:
    """Claim at most *limit* messages that are due, oldest first, *but* those of some receivers.

    A clock that was set back must not hold messages up for as long as it was ahead: what was
    handled in the future is due now, and no claim outlives two leases.

    What became of an alert is not claimed before the alert itself has arrived: one that failed at
    first would come after its own correction, and seem to hold.
    """
    found = connection.execute(
        _DUE,
        {
            "now": now,
            "ahead": now + SET_BACK,
            "never": now + 2 * lease,
            "most": limit,
            "but": but,
        },
    ).all()
    if found:
        connection.execute(
            _CLAIM,
            [
                {"its_id": row.id, "its_receiver": row.receiver, "until": now + lease}
                for row in found
            ],
        )
    alerts = {row.alert for row in found if row.alert is not None}
    receipts, taken = _receipts(connection, alerts), opinions.taken(connection, alerts)
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
            receipts=tuple(receipts.get((row.receiver, row.alert), ())),
            quiet=row.alert in taken and taken[row.alert].quiets(Kind(row.kind), now),
        )
        for row in found
    ]


def _receipts(
    connection: Connection, alerts: Collection[str]
) -> Mapping[tuple[str, str], Sequence[str]]:
    """Return by what receivers know what they got of *alerts*, oldest first."""
    found: dict[tuple[str, str], list[str]] = {}
    if alerts:
        for row in connection.execute(_RECEIPTS, {"alerts": alerts}):
            found.setdefault((row.receiver, row.alert), []).append(row.receipt)
    return found


def settle(connection: Connection, outcomes: Sequence[Outcome]) -> Mapping[str, datetime]:
    """Store how attempts went; what was delivered once stays delivered.

    Returns:
        Since when receivers of *outcomes* do nothing but fail, by name.
    """
    if not outcomes:
        return {}
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
                "known_as": one.receipt,
            }
            for one in outcomes
        ],
    )
    return _failing(connection, outcomes)


def _failing(connection: Connection, outcomes: Sequence[Outcome]) -> Mapping[str, datetime]:
    """Note who works and who fails after *outcomes*; return since when the latter do."""
    since: dict[str, datetime] = {}
    for one in outcomes:
        if one.delivered:
            since.pop(one.receiver, None)
        else:
            since.setdefault(one.receiver, one.at)
    if works := {one.receiver for one in outcomes if one.delivered}:
        connection.execute(_WORKS, {"names": works})
    if not since:
        return {}
    _FAILING(connection, [{"name": name, "since": since[name]} for name in sorted(since)])
    return dict(connection.execute(_FAILS, {"names": since}).all())


def post(connection: Connection, messages: Sequence[Message]) -> int:
    """Store messages about no alert, each once; return how many are to be sent."""
    return tell(connection, (), messages)


def disable(
    connection: Connection,
    receiver: str,
    reason: str,
    now: datetime,
    messages: Sequence[Message] = (),
) -> None:
    """Stop sending to *receiver*; its messages wait, and *messages* tell the others."""
    _RECEIVERS(connection, [{"name": receiver, "reason": _readable(reason), "at": now}])
    if messages:
        tell(connection, (), messages)


def enable(connection: Connection, receiver: str) -> None:
    """Send to *receiver* again, with five days before it."""
    connection.execute(delete(receivers).where(receivers.c.name == receiver))
    connection.execute(_WORKS, {"names": [receiver]})


def disabled(connection: Connection) -> dict[str, str]:
    """Return why nothing is sent to receivers, by name."""
    found = connection.execute(select(receivers.c.name, receivers.c.reason))
    return dict(found.all())


def standing(connection: Connection) -> Mapping[str, Post]:
    """Return how the messages of each receiver stand, by its name."""
    states: dict[str, dict[str, int]] = {}
    for row in connection.execute(_COUNTS):
        states.setdefault(row.receiver, {})[row.state] = row.number
    last = {row.receiver: row for row in connection.execute(_LATEST) if row.place == 1}
    reasons = disabled(connection)
    return {
        name: Post(
            states=states.get(name, {}),
            disabled=reasons.get(name),
            last_at=last[name].last_at if name in last else None,
            last_detail=last[name].last_detail if name in last else None,
        )
        for name in states.keys() | reasons.keys()
    }


def _state(outcome: Outcome) -> str:
    if outcome.delivered:
        return "delivered"
    return "failed" if outcome.due is None else "pending"


def _readable(said: str) -> str:
    return clean(said)[:MAX_DETAIL]
