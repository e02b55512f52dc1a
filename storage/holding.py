"""Which messages go out and which are held, decided in the transaction that stores them.

What was stored before is not decided again: a batch that is repeated changes nothing. Of one
receiver only one transaction decides at a time, so that several processes keep to one budget.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby

from sqlalchemy import Connection, and_, bindparam, func, select

from monitor.domain.alert import Notice
from monitor.domain.desk.budget import WEEK, Candidate, allot
from monitor.ports import Hold, Message
from storage.rows import notice_of
from storage.statements import alone, among
from storage.tables import notices, outbox

_NEAR = timedelta(days=WEEK - 1)

_KNOWN = select(outbox.c.id, outbox.c.receiver).where(among(outbox.c.id, "ids"))

_SPENT = (
    select(outbox.c.receiver, outbox.c.day, func.count().label("pushes"))
    .where(
        among(outbox.c.receiver, "receivers"),
        outbox.c.day >= bindparam("first"),
        outbox.c.day <= bindparam("last"),
        outbox.c.state != "held",
    )
    .group_by(outbox.c.receiver, outbox.c.day)
)

_PUSHED = (
    select(outbox.c.receiver, outbox.c.day, notices.c.body)
    .join(
        notices,
        and_(
            notices.c.alert == outbox.c.alert,
            notices.c.kind == outbox.c.kind,
            notices.c.cause == outbox.c.cause,
        ),
    )
    .where(
        among(outbox.c.alert, "alerts"),
        outbox.c.day >= bindparam("first"),
        outbox.c.day <= bindparam("last"),
        outbox.c.state != "held",
    )
    .order_by(notices.c.seq)
)

_GOT = (
    select(outbox.c.receiver, outbox.c.alert)
    .where(among(outbox.c.alert, "alerts"), outbox.c.state != "held")
    .distinct()
)


Told = Mapping[str, Notice]
"""What messages tell, by their ids."""

Day = tuple[str, date]
"""A receiver, and a day of its own."""


def decide(connection: Connection, told: Told, messages: Sequence[Message]) -> list[Message]:
    """Return the messages that are to be stored, those that are held with the reason.

    What follows an alert that its receiver was not sent is left out.
    """
    alone(connection, sorted({f"receiver {one.receiver}" for one in messages}))
    fresh = _fresh(connection, messages)
    ruled = _rationed(connection, told, [one for one in fresh if one.terms is not None])
    settled = {(one.id, one.receiver): one for one in ruled}
    rest = [settled.get((one.id, one.receiver), one) for one in fresh]
    return _followed(connection, rest)


def _fresh(connection: Connection, messages: Sequence[Message]) -> list[Message]:
    """Return those that are not stored yet, each once."""
    apart = {(one.id, one.receiver): one for one in reversed(messages)}
    if apart:
        for row in connection.execute(_KNOWN, {"ids": {one.id for one in messages}}):
            apart.pop((row.id, row.receiver), None)
    return [*apart.values()][::-1]


def _rationed(
    connection: Connection, told: Told, candidates: Sequence[Message]
) -> Iterator[Message]:
    """Yield candidates, those that are beyond the budget of their receiver with the reason.

    Those told at the same moment are ranked together, earlier moments come first: so it makes no
    difference how what came was cut into batches.
    """
    if not candidates:
        return
    spent = _spent(connection, candidates)
    pushed = _pushed(connection, candidates)
    ordered = sorted(candidates, key=lambda one: (one.created_at, one.receiver))
    for (_, receiver), group in groupby(ordered, lambda one: (one.created_at, one.receiver)):
        yield from _allotted([*group], told, spent[receiver], pushed)


def _allotted(
    together: Sequence[Message],
    told: Told,
    spent: Counter[date],
    pushed: defaultdict[Day, list[Notice]],
) -> Iterator[Message]:
    """Yield what one receiver is told at one moment; notes what is pushed as *spent*, *pushed*."""
    terms = together[0].terms
    assert terms is not None
    by_id = {one.id: one for one in together if one.held is None}
    yield from (one for one in together if one.held is not None)
    offered = [
        Candidate(one.id, one.terms.worth, told.get(one.id)) for one in by_id.values() if one.terms
    ]
    today = pushed[together[0].receiver, terms.now.day]
    for ruling in allot(offered, terms.allowance, spent, terms.now, today):
        one = by_id[ruling.candidate.id]
        if ruling.why is None or ruling.held is None:
            spent[terms.now.day] += 1
            today += [ruling.candidate.notice] if ruling.candidate.notice else []
            yield one
        else:
            yield replace(one, held=Hold(ruling.why, ruling.held))


def _pushed(
    connection: Connection, candidates: Iterable[Message]
) -> defaultdict[Day, list[Notice]]:
    """Return what receivers were pushed of the alerts of *candidates*, on their days."""
    days = {one.terms.now.day for one in candidates if one.terms is not None}
    asked = {
        "alerts": {one.alert for one in candidates if one.alert is not None},
        "first": min(days).isoformat(),
        "last": max(days).isoformat(),
    }
    pushed = defaultdict[Day, list[Notice]](list)
    for row in connection.execute(_PUSHED, asked):
        pushed[row.receiver, date.fromisoformat(row.day)].append(notice_of(row.body))
    return pushed


def _spent(connection: Connection, candidates: Iterable[Message]) -> dict[str, Counter[date]]:
    days = {one.terms.now.day for one in candidates if one.terms is not None}
    asked = {
        "receivers": {one.receiver for one in candidates},
        "first": (min(days) - _NEAR).isoformat(),
        "last": (max(days) + _NEAR).isoformat(),
    }
    spent: dict[str, Counter[date]] = defaultdict(Counter)
    for row in connection.execute(_SPENT, asked):
        spent[row.receiver][date.fromisoformat(row.day)] = row.pushes
    return spent


def _followed(connection: Connection, messages: Sequence[Message]) -> list[Message]:
    """Return *messages* without those that follow what their receiver was not sent."""
    alerts = {one.alert for one in messages if one.follows and one.alert is not None}
    if not alerts:
        return [*messages]
    got = {(row.receiver, row.alert) for row in connection.execute(_GOT, {"alerts": alerts})}
    got |= {(m.receiver, m.alert) for m in messages if not m.follows and m.held is None}
    return [one for one in messages if not one.follows or (one.receiver, one.alert) in got]
