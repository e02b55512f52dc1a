"""What the digest of a day is made of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import Connection, and_, bindparam, exists, func, select

from monitor.domain.alert import Kind
from monitor.domain.desk.silence import LATE, reason
from monitor.domain.stories.story import clubs_of
from monitor.domain.told.digest import Digest, Failed, Held, Read, almost
from storage import silencing
from storage.rows import meant_for_nobody, notice_of
from storage.tables import Instant, blanks, buckets, notices, outbox, watches

BUCKET = timedelta(minutes=5)

MOST = 500
"""So many of the newest notices that were meant for nobody are looked at."""

_since = bindparam("since", type_=Instant)
_until = bindparam("until", type_=Instant)


def _within(column: Any) -> Any:
    return and_(column >= _since, column < _until)


_READ = (
    select(buckets.c.connector, func.sum(buckets.c.mentions).label("mentions"))
    .where(_within(buckets.c.start))
    .group_by(buckets.c.connector)
)
_UNSEEN = (
    select(blanks.c.connector, func.count().label("number"))
    .where(_within(blanks.c.start))
    .group_by(blanks.c.connector)
)
_HELD = (
    select(outbox.c.why, outbox.c.held, outbox.c.worth, notices.c.seq, notices.c.body)
    .join(
        notices,
        and_(
            notices.c.alert == outbox.c.alert,
            notices.c.kind == outbox.c.kind,
            notices.c.cause == outbox.c.cause,
        ),
    )
    .where(
        outbox.c.receiver == bindparam("receiver"),
        outbox.c.state == "held",
        _within(outbox.c.created_at),
    )
    .order_by(outbox.c.worth.desc(), notices.c.seq.desc())
)
_later = notices.alias("later")
_ALMOST = (
    select(notices.c.body)
    .where(
        meant_for_nobody(notices.c.body),
        # What was told after all is no news of what was not.
        ~exists().where(_later.c.alert == notices.c.alert, _later.c.seq > notices.c.seq),
    )
    .order_by(notices.c.seq.desc())
    .limit(MOST)
)
_FAILED = (
    select(outbox.c.receiver, outbox.c.kind, outbox.c.last_detail)
    .where(outbox.c.state == "failed", _within(outbox.c.last_at))
    .order_by(outbox.c.last_at.desc(), outbox.c.id, outbox.c.receiver)
)
_SILENCED = (
    select(outbox.c.receiver, outbox.c.kind, outbox.c.created_at, notices.c.body)
    .join(
        notices,
        and_(
            notices.c.alert == outbox.c.alert,
            notices.c.kind == outbox.c.kind,
            notices.c.cause == outbox.c.cause,
        ),
    )
    .where(outbox.c.why == "silence", outbox.c.created_at >= _since)
)
_LAST = select(func.max(outbox.c.created_at)).where(
    outbox.c.receiver == bindparam("receiver"),
    outbox.c.kind == Kind.DIGEST_DAILY.value,
    outbox.c.created_at <= bindparam("by", type_=Instant),
)
_LAST_WORD = (
    select(outbox.c.cause)
    .where(
        outbox.c.alert == bindparam("thread"),
        outbox.c.created_at <= bindparam("by", type_=Instant),
    )
    .order_by(outbox.c.created_at.desc(), outbox.c.id)
    .limit(1)
)
_ranked = (
    select(
        outbox.c.alert,
        outbox.c.cause,
        func.row_number()
        .over(partition_by=outbox.c.alert, order_by=(outbox.c.created_at.desc(), outbox.c.id))
        .label("place"),
    )
    .where(
        outbox.c.receiver == bindparam("receiver"),
        outbox.c.kind == Kind.CONNECTOR_STALE.value,
        outbox.c.created_at <= bindparam("by", type_=Instant),
    )
    .subquery()
)
_LAST_WORDS = select(_ranked.c.alert, _ranked.c.cause).where(_ranked.c.place == 1)
_BEGAN = select(func.min(watches.c.since))


def last(connection: Connection, receiver: str, by: datetime) -> datetime | None:
    """Return when the newest digest of *receiver* was due *by* then; None if it had none.

    What a clock that was ahead has brought about is not asked for.
    """
    asked = {"receiver": receiver, "by": by}
    found: datetime | None = connection.execute(_LAST, asked).scalar_one()
    return found


def last_word(connection: Connection, thread: str, by: datetime) -> bytes | None:
    """Return the cause of the newest message in *thread* *by* then; None if there is none."""
    return connection.execute(_LAST_WORD, {"thread": thread, "by": by}).scalar_one_or_none()


def last_words(connection: Connection, receiver: str, by: datetime) -> Mapping[str, bytes]:
    """Return, by thread, the cause of the newest message on each source *by* then."""
    found = connection.execute(_LAST_WORDS, {"receiver": receiver, "by": by})
    return {row.alert: row.cause for row in found}


def began(connection: Connection) -> datetime | None:
    """Return since when anything is watched; None if nothing is."""
    found: datetime | None = connection.execute(_BEGAN).scalar_one()
    return found


def sum_up(
    connection: Connection,
    receiver: str,
    since: datetime,
    until: datetime,
    zone: tzinfo = UTC,
    *,
    everybody: bool,
) -> Digest:
    """Return what *receiver* is to read of [since, until).

    Args:
        zone: Its own, in which times are told.
        everybody: Whether it hears of messages to others that failed, too.
    """
    asked = {"since": since, "until": until}
    return Digest(
        since=since,
        until=until,
        read=_read(connection, asked),
        held=_held(connection, receiver, asked),
        almost=_almost(connection, since, until),
        unused=_unused(connection, since, until, zone),
        failed=tuple(
            Failed(row.receiver, row.kind, row.last_detail or "")
            for row in connection.execute(_FAILED, asked)
            if everybody or row.receiver == receiver
        ),
    )


def _read(connection: Connection, asked: dict[str, datetime]) -> tuple[Read, ...]:
    mentions = {row.connector: int(row.mentions) for row in connection.execute(_READ, asked)}
    unseen = {row.connector: row.number * BUCKET for row in connection.execute(_UNSEEN, asked)}
    return tuple(
        Read(name, mentions.get(name, 0), unseen.get(name, timedelta(0)))
        for name in sorted(mentions.keys() | unseen.keys())
    )


def _held(connection: Connection, receiver: str, asked: dict[str, datetime]) -> tuple[Held, ...]:
    """Return each alert once, as it was told last."""
    found: dict[str, Held] = {}
    told: dict[str, int] = {}
    for row in connection.execute(_HELD, {**asked, "receiver": receiver}):
        held = Held(notice_of(row.body), row.why, row.held)
        alert = held.notice.alert.id
        if told.setdefault(alert, row.seq) <= row.seq:
            found[alert], told[alert] = held, row.seq
    return tuple(found.values())


def _almost(connection: Connection, since: datetime, until: datetime) -> tuple[Held, ...]:
    found = (notice_of(body) for body in connection.execute(_ALMOST).scalars())
    return almost([one for one in found if since <= one.alert.told_at < until])


def _unused(
    connection: Connection, since: datetime, until: datetime, zone: tzinfo
) -> tuple[str, ...]:
    """Return silences that ended in [since, until) and kept nothing from anybody."""
    over = [one for one in silencing.after(connection, since) if one.until < until]
    if not over:
        return ()
    asked = {"since": min(one.since for one in over) - LATE}
    kept = [
        (Kind(row.kind), told.alert.pairing, row.receiver, clubs_of(told), row.created_at)
        for row in connection.execute(_SILENCED, asked)
        for told in (notice_of(row.body),)
    ]
    return tuple(
        f"{reason(one, zone)}."
        for one in over
        if not any(one.reaches(at) and one.covers(*what) for *what, at in kept)
    )
