"""Which messages go out and which are held, decided in the transaction that stores them.

What was stored before is not decided again: a batch that is repeated changes nothing. Of one
receiver only one transaction decides at a time, so that several processes keep to one budget.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby

from sqlalchemy import Connection, bindparam, func, select

from monitor.domain.budget import WEEK, Candidate, allot
from monitor.ports import Hold, Message
from storage.statements import alone, among
from storage.tables import outbox

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

_GOT = (
    select(outbox.c.receiver, outbox.c.alert)
    .where(among(outbox.c.alert, "alerts"), outbox.c.state != "held")
    .distinct()
)


def decide(connection: Connection, messages: Sequence[Message]) -> list[Message]:
    """Return the messages that are to be stored, those that are held with the reason.

    What follows an alert that its receiver was not sent is left out.
    """
    alone(connection, sorted({f"receiver {one.receiver}" for one in messages}))
    fresh = _fresh(connection, messages)
    ruled = _rationed(connection, [one for one in fresh if one.terms is not None])
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


def _rationed(connection: Connection, candidates: Sequence[Message]) -> Iterator[Message]:
    """Yield candidates, those that are beyond the budget of their receiver with the reason.

    Those told at the same moment are ranked together, earlier moments come first: so it makes no
    difference how what came was cut into batches.
    """
    if not candidates:
        return
    spent = _spent(connection, candidates)
    ordered = sorted(candidates, key=lambda one: (one.created_at, one.receiver))
    for (_, receiver), group in groupby(ordered, lambda one: (one.created_at, one.receiver)):
        yield from _allotted([*group], spent[receiver])


def _allotted(together: Sequence[Message], spent: Counter[date]) -> Iterator[Message]:
    """Yield what one receiver is told at one moment; counts what is pushed as *spent*."""
    terms = together[0].terms
    assert terms is not None
    by_id = {one.id: one for one in together if one.held is None}
    yield from (one for one in together if one.held is not None)
    offered = [Candidate(one.id, one.terms.worth) for one in by_id.values() if one.terms]
    for ruling in allot(offered, terms.allowance, spent, terms.now):
        one = by_id[ruling.candidate.id]
        if ruling.why is None or ruling.held is None:
            spent[terms.now.day] += 1
            yield one
        else:
            yield replace(one, held=Hold(ruling.why, ruling.held))


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
