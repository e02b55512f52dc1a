"""What pages and commands read; names and words of catalogue accounts only."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, and_, bindparam, func, select

from monitor.domain.activity import Verb
from monitor.domain.alert import Notice
from monitor.domain.text import quote
from monitor.ports import Counts, DeadLetter, Seen, Sent, Told, Words
from storage import opinions
from storage.rows import act_of, meant_for_nobody, mention_of, notice_of
from storage.statements import among
from storage.tables import (
    Instant,
    activities,
    acts,
    buckets,
    dead_letters,
    mentions,
    notices,
    outbox,
    texts,
)

_ALERT: BindParameter[str] = bindparam("alert")
_MOST: BindParameter[int] = bindparam("most")

_NOTICES = select(notices.c.body).where(notices.c.alert == _ALERT).order_by(notices.c.seq)
_ACTS = select(acts).where(acts.c.alert == _ALERT).order_by(acts.c.at, acts.c.key)
_SENT = (
    select(
        outbox.c.id,
        outbox.c.receiver,
        outbox.c.kind,
        outbox.c.state,
        outbox.c.attempts,
        outbox.c.created_at,
        outbox.c.last_at,
        outbox.c.last_detail,
        outbox.c.held,
    )
    .where(outbox.c.alert == _ALERT)
    .order_by(outbox.c.created_at, outbox.c.id, outbox.c.receiver)
)

_newest = (
    select(func.max(notices.c.seq))
    .where(~meant_for_nobody(notices.c.body))
    .group_by(notices.c.alert)
)
_ALERTS = (
    select(notices.c.body)
    .where(notices.c.seq.in_(_newest))
    .order_by(notices.c.seq.desc())
    .limit(_MOST)
)

_sent = and_(
    outbox.c.alert == notices.c.alert,
    outbox.c.kind == notices.c.kind,
    outbox.c.cause == notices.c.cause,
)
_last_sent = (
    select(func.max(notices.c.seq).label("seq"))
    .select_from(notices.join(outbox, _sent))
    .where(outbox.c.receiver == bindparam("receiver"), outbox.c.state != "held")
    .group_by(notices.c.alert)
    .order_by(func.max(notices.c.seq).desc())
    .limit(_MOST)
    .subquery()
)
_PUSHED = (
    select(notices.c.body)
    .join(_last_sent, _last_sent.c.seq == notices.c.seq)
    .order_by(notices.c.seq.desc())
)

_SEEN = (
    select(
        mentions,
        activities.c.record,
        activities.c.verb,
        activities.c.happened_at,
        activities.c.seen_at,
        activities.c.provenance,
        activities.c.account,
        activities.c.ended_order,
    )
    .select_from(mentions.join(activities, activities.c.key == mentions.c.key))
    .where(mentions.c.player == bindparam("player"), mentions.c.club == bindparam("club"))
    .order_by(mentions.c.start.desc().nulls_last(), activities.c.order.desc(), mentions.c.key)
    .limit(_MOST)
)

_WORDS = (
    select(activities.c.record, texts.c.text, texts.c.url, texts.c.handle)
    .select_from(activities.join(texts, texts.c.key == activities.c.key))
    .where(among(activities.c.record, "records"))
)
"""Words as they stand: those of an edited post are with its newest edit."""

_PUBLIC = select(
    activities.c.key, activities.c.record, activities.c.platform, activities.c.account
).where(
    among(activities.c.key, "keys"),
    activities.c.account.is_not(None),
    activities.c.ended_order.is_(None),
)

_COUNTS = (
    select(buckets)
    .where(
        buckets.c.player == bindparam("player"),
        buckets.c.club == bindparam("club"),
        buckets.c.start >= bindparam("since", type_=Instant),
    )
    .order_by(buckets.c.start, buckets.c.connector)
)

_DEAD = select(dead_letters).order_by(dead_letters.c.seen_at.desc(), dead_letters.c.id).limit(_MOST)


def alert(connection: Connection, ident: str) -> Told | None:
    """Return one alert with its history."""
    told = connection.execute(_NOTICES, {"alert": ident}).scalars().all()
    if not told:
        return None
    return Told(
        notices=tuple(notice_of(body) for body in told),
        acts=tuple(act_of(row) for row in connection.execute(_ACTS, {"alert": ident})),
        sent=tuple(Sent(**row._mapping) for row in connection.execute(_SENT, {"alert": ident})),  # noqa: SLF001 - a public name of SQLAlchemy, underlined only to stay out of columns' way
        opinions=opinions.about(connection, ident),
        taken=opinions.who(connection, ident),
    )


def alerts(connection: Connection, limit: int) -> Sequence[Notice]:
    """Return how the newest alerts stand that were for somebody, newest first."""
    found = connection.execute(_ALERTS, {"most": limit}).scalars()
    return [notice_of(body) for body in found]


def pushed(connection: Connection, receiver: str, limit: int) -> Sequence[Notice]:
    """Return the newest alerts that *receiver* was sent, as it was last told, newest first."""
    found = connection.execute(_PUSHED, {"receiver": receiver, "most": limit}).scalars()
    return [notice_of(body) for body in found]


def seen(connection: Connection, player: str, club: str, limit: int) -> Sequence[Seen]:
    """Return what was said about a pairing, newest first."""
    asked = {"player": player, "club": club, "most": limit}
    found = connection.execute(_SEEN, asked).all()
    public = {row.record for row in found if row.account is not None}
    words = {row.record: row for row in connection.execute(_WORDS, {"records": public})}
    return [
        _seen(row, None if row.ended_order is not None else words.get(row.record)) for row in found
    ]


def words(connection: Connection, keys: Collection[bytes]) -> Mapping[bytes, Words]:
    """Return what was said in activities, by their keys; no private words, none deleted."""
    found = connection.execute(_PUBLIC, {"keys": keys}).all()
    records = {row.record for row in found}
    said = {row.record: row for row in connection.execute(_WORDS, {"records": records})}
    return {
        row.key: Words(
            platform=row.platform,
            account=row.account,
            quote=quote(said[row.record].text),
            url=said[row.record].url,
        )
        for row in found
        if row.record in said
    }


def counts(connection: Connection, player: str, club: str, since: datetime) -> Sequence[Counts]:
    """Return the buckets of a pairing, oldest first."""
    found = connection.execute(_COUNTS, {"player": player, "club": club, "since": since})
    return [count_of(row) for row in found]


def count_of(row: Any) -> Counts:
    """Return the bucket of a row of `buckets`."""
    return Counts(
        start=row.start,
        connector=row.connector,
        mentions=row.mentions,
        transfer=row.transfer,
        late=row.late,
        authors=row.authors,
        talkers=row.talkers,
    )


def dead(connection: Connection, limit: int) -> Sequence[DeadLetter]:
    """Return the newest dead letters, newest first."""
    return [
        DeadLetter(
            connector=row.connector,
            place=row.place,
            raw=row.raw,
            reason=row.reason,
            detail=row.detail,
            seen_at=row.seen_at,
        )
        for row in connection.execute(_DEAD, {"most": limit})
    ]


def _seen(row: Any, words: Any | None) -> Seen:
    return Seen(
        verb=Verb(row.verb),
        who=words and words.handle,
        at=row.happened_at or row.seen_at,
        connector=row.connector,
        provenance=row.provenance,
        mention=mention_of(row),
        quote=quote(words.text) if words and words.text else None,
        url=words and words.url,
        ended=row.ended_order is not None,
    )
