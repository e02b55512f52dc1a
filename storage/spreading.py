"""What the watch reads of what followed an act: who took it up, and how many spoke."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    bindparam,
    exists,
    func,
    select,
    type_coerce,
)

from monitor.domain.catalogue import Pairing
from monitor.domain.mention import Topic
from monitor.domain.stance import Stance
from monitor.domain.timing import bucket_of
from monitor.ports.watching import Voiced
from storage.tables import Instant, activities, mentions, micros, reports

PUBLIC: Final = 500
"""Posts of the catalogue's accounts that are looked at, the first after the act."""

PRIVATE: Final = 50
"""Posts of private accounts that are: only who was first matters."""

_DAY: Final = timedelta(days=1) // timedelta(microseconds=1)

_at = func.coalesce(activities.c.happened_at, activities.c.seen_at, type_=Instant)
_said = mentions.join(activities, activities.c.key == mentions.c.key)
_of = (
    mentions.c.player == bindparam("player"),
    mentions.c.club == bindparam("club"),
    mentions.c.start >= bindparam("begin", type_=Instant),
    mentions.c.start < bindparam("until", type_=Instant),
    ~mentions.c.late,
    mentions.c.topic != Topic.MATCH.value,
)


def _tells(what: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a post tells of an act of this player, in such a way."""
    return exists().where(
        reports.c.player == mentions.c.player,
        reports.c.club == mentions.c.club,
        reports.c.post == mentions.c.key,
        what,
    )


def _first(*, public: bool, most: int) -> Select[tuple[object, ...]]:
    known = activities.c.account.is_not(None)
    return (
        select(
            _at.label("at"),
            mentions.c.author,
            activities.c.platform,
            activities.c.account,
            (mentions.c.cites.is_not(None) | _tells(reports.c.cites.is_not(None))).label("cites"),
            mentions.c.stage,
            mentions.c.stance,
            _tells(reports.c.denied).label("denied"),
        )
        .select_from(_said)
        .where(
            *_of,
            known if public else ~known,
            activities.c.verb.in_(["announce", "create"]),
            _at >= bindparam("since", type_=Instant),
        )
        .order_by(_at, mentions.c.key)
        .limit(most)
    )


_PUBLIC = _first(public=True, most=PUBLIC)
_PRIVATE = _first(public=False, most=PRIVATE)

_after = type_coerce(mentions.c.start, BigInteger) - bindparam("from", type_=BigInteger)
_day = (_after // _DAY).label("day")
_REACH = (
    select(_day, activities.c.platform, func.count(mentions.c.author.distinct()))
    .select_from(_said)
    .where(*_of, _after % _DAY < bindparam("span", type_=BigInteger))
    .group_by(_day, activities.c.platform)
)


def voiced(
    connection: Connection, pairing: Pairing, since: datetime, until: datetime
) -> Sequence[Voiced]:
    """Return who spoke of *pairing* first from *since* on, in buckets before *until*."""
    asked = {
        "player": pairing.player,
        "club": pairing.club,
        "begin": bucket_of(since),
        "since": since,
        "until": until,
    }
    return [
        Voiced(
            at=row.at,
            author=row.author,
            platform=row.platform,
            account=row.account,
            cites=bool(row.cites),
            stage=row.stage,
            denies=row.stance == Stance.DENY.value or bool(row.denied),
        )
        for statement in (_PUBLIC, _PRIVATE)
        for row in connection.execute(statement, asked)
    ]


def reach(
    connection: Connection, pairing: Pairing, since: datetime, span: timedelta, days: int
) -> Sequence[Mapping[str, int]]:
    """Return distinct authors by platform within *span* from *since* on, and on days before.

    The last is that of *since* itself; before it the same hours of each of *days* days.
    """
    begin = bucket_of(since) - timedelta(days=days)
    asked = {
        "player": pairing.player,
        "club": pairing.club,
        "begin": begin,
        "until": bucket_of(since) + span,
        "from": micros(begin),
        "span": span // timedelta(microseconds=1),
    }
    found: list[dict[str, int]] = [{} for _ in range(days + 1)]
    for day, platform, count in connection.execute(_REACH, asked):
        found[int(day)][platform] = count
    return found
