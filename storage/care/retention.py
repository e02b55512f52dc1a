"""Removes what is old, a little at a time; what it counted stays in the buckets.

Buckets that are to be folded are marked first: from then on nothing is counted in them any more, so
that what comes years late is neither counted twice nor apart from what was folded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    or_,
    select,
)

from monitor.domain.timing import bucket_of
from storage.care.folding import fold
from storage.closing import hold_off
from storage.commit import ERASED
from storage.statements import Over, among
from storage.tables import (
    Instant,
    acknowledgements,
    activities,
    acts,
    buckets,
    feedback,
    mentions,
    notices,
    outbox,
    quotations,
    reports,
    shares,
    silences,
    stories,
    texts,
    watch,
)

AT_ONCE: Final = 1_000
"""Rows at most that one transaction removes: no batch waits long for it."""

DAY: Final = timedelta(days=1)
"""So much of what was counted goes at once."""

ALERTS: Final = 100
"""Alerts at most that one transaction removes, with all that belongs to them."""

LAST: Final = 9
"""Activities that are asked what time it is: a few that lie about it don't count."""

_before = bindparam("before", type_=Instant)

_MARK = Over(
    watch,
    lambda old, new: {
        "folded": case(
            (or_(old["folded"].is_(None), old["folded"] < new["folded"]), new["folded"]),
            else_=old["folded"],
        )
    },
)

_UNFOLDED = (
    select(mentions.c.key)
    .select_from(
        buckets.join(
            mentions,
            and_(*(mentions.c[one] == buckets.c[one] for one in ("player", "club", "start",
                                                                 "connector"))),
        )
    )
    .where(buckets.c.start < _before, buckets.c.folded < buckets.c.mentions)
    .order_by(buckets.c.start)
    .limit(AT_ONCE)
)  # fmt: skip

_OLD = (
    select(activities.c.key)
    .where(
        activities.c.seen_at < _before,
        ~exists().where(acts.c.key == activities.c.key),
        ~exists().where(
            mentions.c.key == activities.c.key, mentions.c.start >= bindparam("from", type_=Instant)
        ),
    )
    .order_by(activities.c.seen_at)
    .limit(AT_ONCE)
)

_TIMES = (
    select(activities.c.happened_at)
    .where(activities.c.seen_at <= bindparam("now", type_=Instant))
    .where(activities.c.happened_at.is_not(None))
    .order_by(activities.c.seen_at.desc())
    .limit(LAST)
)

_ENDED = (
    select(notices.c.alert)
    .group_by(notices.c.alert)
    .having(func.max(notices.c.told_at) < _before)
    .limit(ALERTS)
)

_BY_ALERT = (
    (outbox, outbox.c.alert),
    (quotations, quotations.c.alert),
    (acts, acts.c.alert),
    (feedback, feedback.c.alert),
    (acknowledgements, acknowledgements.c.alert),
    (shares, shares.c.alert),
    (stories, stories.c.alert),
    (notices, notices.c.alert),
)

_WORD = delete(outbox).where(
    outbox.c.created_at < _before,
    outbox.c.state.in_(("delivered", "failed", "held")),
    or_(
        outbox.c.alert.is_(None),
        ~exists().where(notices.c.alert == outbox.c.alert),
    ),
)


@dataclass(frozen=True, slots=True)
class Terms:
    """Up to when everything is removed, by what it is.

    Attributes:
        activities: Activities, their mentions, and what texts told.
        buckets: What was counted; not after `activities`.
        alerts: Alerts of which nothing was told since, with all that belongs to them.
    """

    activities: datetime
    buckets: datetime
    alerts: datetime


def reached(connection: Connection, now: datetime) -> datetime | None:
    """Return which time it was by what was seen last: the median of its own; None = by nothing."""
    times = sorted(connection.execute(_TIMES, {"now": now}).scalars())
    return times[len(times) // 2] if times else None


def mark(connection: Connection, before: datetime) -> None:
    """Let nothing be counted any more in buckets that start before *before*."""
    hold_off(connection)
    _MARK(connection, [{"id": 1, "token": 0, "folded": bucket_of(before)}])


def stale(connection: Connection, terms: Terms) -> tuple[Sequence[bytes], Sequence[bytes]]:
    """Return keys of what is to be folded, and if there is none, of activities to be removed.

    It may look far, so it is asked of a reader: nobody adds to what it finds.
    """
    start = bucket_of(terms.activities)
    if folded := connection.execute(_UNFOLDED, {"before": start}).scalars().all():
        return folded, ()
    asked = {"before": terms.activities, "from": start}
    return (), connection.execute(_OLD, asked).scalars().all()


def remove(
    connection: Connection, terms: Terms, folded: Sequence[bytes], old: Sequence[bytes]
) -> Counter[str]:
    """Remove some of what is old; return how many rows by table, none once all is removed.

    Args:
        terms: Everything before `terms.activities` is marked.
        folded, old: As `stale` returned them.
    """
    gone: Counter[str] = Counter()
    if not folded and not old:
        return _rest(connection, terms)
    gone["mentions"] = fold(connection, {*folded, *old})
    for table in (texts, quotations, activities) if old else ():
        asked = delete(table).where(among(table.c.key, "keys"))
        gone[table.name] = connection.execute(asked, {"keys": old}).rowcount
        connection.info[ERASED] = True
    return +gone


def _rest(connection: Connection, terms: Terms) -> Counter[str]:
    gone: Counter[str] = Counter()
    alerts = connection.execute(_ENDED, {"before": terms.alerts}).scalars().all()
    for table, column in _BY_ALERT if alerts else ():
        asked = delete(table).where(among(column, "alerts"))
        gone[table.name] += connection.execute(asked, {"alerts": alerts}).rowcount
    counted = buckets.c.start < _before, buckets.c.folded >= buckets.c.mentions
    first = connection.execute(select(func.min(buckets.c.start))).scalar_one()
    day = terms.buckets if first is None else min(terms.buckets, first + DAY)
    for table, which, before in (
        (buckets, delete(buckets).where(*counted), day),
        (reports, delete(reports).where(reports.c.at < _before), terms.activities),
        (acts, delete(acts).where(acts.c.at < _before, acts.c.alert.is_(None)), terms.activities),
        (silences, delete(silences).where(silences.c.until < _before), terms.alerts),
        (outbox, _WORD, terms.alerts),
    ):
        gone[table.name] += connection.execute(which, {"before": before}).rowcount
    return +gone
