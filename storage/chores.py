"""What the store does beside batches: cursors, retention, figures, catalogue."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    bindparam,
    delete,
    func,
    literal_column,
    select,
    tuple_,
    type_coerce,
    update,
)

from monitor.domain.activity import ENDING
from monitor.domain.desk.logbook import Line
from monitor.ports import Stats, Waiting
from storage import logbook
from storage.commit import ERASED
from storage.recall import WAITING, waiting_of
from storage.statements import Over, among
from storage.tables import (
    METADATA,
    WHOLE,
    Instant,
    accounts,
    activities,
    blanks,
    catalogue_entries,
    catalogue_version,
    cursors,
    dead_letters,
    estimates,
    mentions,
    outbox,
    texts,
)

LETTERS_KEPT = timedelta(days=30)
"""How long dead letters are kept: they hold the words of strangers as they came."""

BLANKS_KEPT = timedelta(days=35)
"""How long it is kept which buckets a source was not seen in: usual is learnt from 28 days."""

ESTIMATES_KEPT = timedelta(days=400)
"""How long all estimates are kept; of older ones the last of each week stays."""

AT_ONCE = 5_000
"""Most text rows removed in one transaction, so that no batch waits long for it."""

Entry = tuple[str, str, dict[str, Any]]
"""Kind, slug and fields of an entry of the catalogue."""

_ENTRIES = Over(
    catalogue_entries, lambda _, new: {name: new[name] for name in ("body", "added_by", "added_at")}
)
_ACCOUNTS = Over(accounts, lambda _, new: {name: new[name] for name in ("id", "resolved_at")})
_VERSION = Over(catalogue_version, lambda old, new: {"version": old["version"] + new["version"]})

_COUNTS = {table.name: select(func.count()).select_from(table) for table in METADATA.sorted_tables}

_expired = (
    select(texts.c.key).where(texts.c.expires_at <= bindparam("now", type_=Instant)).limit(AT_ONCE)
)
_EXPIRE = delete(texts).where(among(texts.c.key, "keys"))
_BLUNT = update(mentions).where(among(mentions.c.key, "keys"), mentions.c.gist.is_not(None))

_FORGET = delete(dead_letters).where(dead_letters.c.seen_at <= bindparam("before", type_=Instant))

_BLANKS = delete(blanks).where(blanks.c.start <= bindparam("before", type_=Instant))

_WEEK = 7 * 24 * 3600 * 1_000_000
_week = type_coerce(estimates.c.at, WHOLE).op("/")(literal_column(str(_WEEK)))
_old = estimates.c.at <= bindparam("before", type_=Instant)
_last_of_week = (
    select(estimates.c.player, estimates.c.club, func.max(estimates.c.at))
    .where(_old)
    .group_by(estimates.c.player, estimates.c.club, _week)
)
_THIN = delete(estimates).where(
    _old, tuple_(estimates.c.player, estimates.c.club, estimates.c.at).not_in(_last_of_week)
)

_PUSHED = (
    select(outbox.c.receiver, func.count())
    .where(outbox.c.day.is_not(None), outbox.c.state != "held")
    .group_by(outbox.c.receiver)
)
_HELD = (
    select(outbox.c.receiver, outbox.c.why, func.count().label("number"))
    .where(outbox.c.state == "held")
    .group_by(outbox.c.receiver, outbox.c.why)
)

_RECORDS = (
    select(activities.c.record)
    .where(
        activities.c.seen_at >= bindparam("since", type_=Instant),
        activities.c.ended_order.is_(None),
        activities.c.verb.not_in(sorted(ENDING)),
    )
    .order_by(activities.c.seen_at.desc())
    .limit(bindparam("most"))
)

_WAITING = (
    WAITING.where(activities.c.seen_at >= bindparam("since", type_=Instant))
    .order_by(activities.c.seen_at, activities.c.key)
    .limit(bindparam("most"))
)


def where(connection: Connection) -> Mapping[str, str]:
    """Return where each connector goes on from."""
    found = connection.execute(select(cursors.c.connector, cursors.c.cursor))
    return dict(found.all())


def records(connection: Connection, since: datetime, limit: int) -> Sequence[bytes]:
    """Return seals of live records kept since then, newest last."""
    found = connection.execute(_RECORDS, {"since": since, "most": limit}).scalars().all()
    return found[::-1]


def waiting(connection: Connection, since: datetime, limit: int) -> Sequence[Waiting]:
    """Return acts that still wait for their object, oldest first."""
    found = connection.execute(_WAITING, {"since": since, "most": limit})
    return [waiting_of(row) for row in found]


def expire(connection: Connection, now: datetime) -> int:
    """Remove text rows whose time has come, at most `AT_ONCE`; return how many.

    With its words goes which telling words a text had. Dead letters that are old go too, blanks
    that nobody learns from any more, and most of the old estimates.
    """
    keys = connection.execute(_expired, {"now": now}).scalars().all()
    gone = connection.execute(_EXPIRE, {"keys": keys}).rowcount if keys else 0
    if keys:
        connection.execute(_BLUNT.values(gist=b""), {"keys": keys})
    letters = connection.execute(_FORGET, {"before": now - LETTERS_KEPT}).rowcount
    connection.execute(_BLANKS, {"before": now - BLANKS_KEPT})
    connection.execute(_THIN, {"before": now - ESTIMATES_KEPT})
    if gone or letters:
        connection.info[ERASED] = True
    return gone


def stats(connection: Connection, size: int) -> Stats:
    """Return what the store holds in *size* bytes."""
    states = select(outbox.c.state, func.count()).group_by(outbox.c.state)
    pending = select(func.min(outbox.c.due)).where(outbox.c.state == "pending")
    expiry = select(func.min(texts.c.expires_at)).where(texts.c.expires_at.is_not(None))
    return Stats(
        rows={name: connection.execute(count).scalar_one() for name, count in _COUNTS.items()},
        bytes=size,
        outbox=dict(connection.execute(states).all()),
        oldest_due=connection.execute(pending).scalar_one(),
        pushed=dict(connection.execute(_PUSHED).all()),
        held={(row.receiver, row.why): row.number for row in connection.execute(_HELD)},
        oldest_expiry=connection.execute(expiry).scalar_one(),
    )


def resolved(connection: Connection) -> Mapping[tuple[str, str], str]:
    """Return stable ids by platform and handle."""
    found = connection.execute(select(accounts.c.platform, accounts.c.handle, accounts.c.id))
    return {(platform, handle): stable for platform, handle, stable in found}


def resolve(connection: Connection, platform: str, handle: str, stable: str, now: datetime) -> None:
    """Store what a handle was resolved to."""
    row = {"platform": platform, "handle": handle, "id": stable, "resolved_at": now}
    _ACCOUNTS(connection, [row])


def entries(connection: Connection) -> tuple[int, list[Entry]]:
    """Return the operator's entries of the catalogue, and their version; 0 = none were made."""
    found = connection.execute(
        select(
            catalogue_entries.c.kind, catalogue_entries.c.slug, catalogue_entries.c.body
        ).order_by(catalogue_entries.c.kind, catalogue_entries.c.slug)
    )
    return version(connection), [(kind, slug, json.loads(body)) for kind, slug, body in found]


def signed(connection: Connection) -> Mapping[tuple[str, str], tuple[str, datetime]]:
    """Return who made each of the operator's entries, and when, by kind and slug."""
    made = catalogue_entries.c
    found = connection.execute(select(made.kind, made.slug, made.added_by, made.added_at))
    return {(kind, slug): (by, at) for kind, slug, by, at in found}


def enter(
    connection: Connection,
    made: Sequence[tuple[str, str, Mapping[str, Any] | None]],
    by: str,
    now: datetime,
    line: Line | None = None,
) -> int:
    """Store entries, or with None for a body remove them; return the new version."""
    _VERSION(connection, [{"id": 1, "version": 1}])  # first, so that writers queue up here
    _ENTRIES(
        connection,
        [
            {
                "kind": kind,
                "slug": slug,
                "body": json.dumps(body, ensure_ascii=False, sort_keys=True, default=str),
                "added_by": by,
                "added_at": now,
            }
            for kind, slug, body in made
            if body is not None
        ],
    )
    for kind, slug, body in made:
        if body is None:
            connection.execute(
                delete(catalogue_entries).where(
                    catalogue_entries.c.kind == kind, catalogue_entries.c.slug == slug
                )
            )
    logbook.note(connection, line)
    return version(connection)


def version(connection: Connection) -> int:
    """Return the version of the operator's entries; 0 = none were ever made."""
    found = connection.execute(select(catalogue_version.c.version)).scalar_one_or_none()
    return found or 0


def probe(connection: Connection) -> None:
    """Write what stands there already."""
    _VERSION(connection, [{"id": 1, "version": 0}])
