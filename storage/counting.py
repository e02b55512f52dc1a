"""Mentions, tallied into buckets in the transaction that stores them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, bindparam, exists, select, update

from monitor.domain.buzz import Bucket, Counted, Tally, tally
from monitor.domain.catalogue import Pairing
from monitor.domain.mention import Topic
from storage import closing
from storage.rows import Row
from storage.statements import Once, Over, among
from storage.tables import buckets, mentions, moment

_MENTIONS = Once(mentions, apart_by=3)
_KEY, _PLAYER, _CLUB, _TOPIC, _CONNECTOR, _START, _AUTHOR, _LATE, _TRANSFER = (
    [*mentions.c.keys()].index(name)
    for name in (
        "key", "player", "club", "topic", "connector", "start", "author", "late", "transfer",
    )
)  # fmt: skip

_BUCKETS = Over(
    buckets,
    lambda old, new: {
        name: old[name] + new[name]
        for name in ("mentions", "transfer", "late", "authors", "talkers")
    },
)

_place = tuple(mentions.c[name] for name in ("player", "club", "start", "connector", "author"))
_speakers = select(*_place).where(among(mentions.c.key, "keys")).distinct().cte("speakers")
_before = exists().where(
    *(column == _speakers.c[column.name] for column in _place), ~among(mentions.c.key, "keys")
)
_HEARD = select(
    _speakers, _before.where(mentions.c.topic != Topic.MATCH.value).label("talked")
).where(_before)
"""Authors among some mentions whom their buckets had heard before.

Each author of a bucket is looked up once, however much one says in it.
"""

_MORE_AUTHORS = (
    update(buckets)
    .where(
        buckets.c.player == bindparam("its_player"),
        buckets.c.club == bindparam("its_club"),
        buckets.c.start == bindparam("its_start"),
        buckets.c.connector == bindparam("its_connector"),
    )
    .values(
        authors=buckets.c.authors + bindparam("more_authors"),
        talkers=buckets.c.talkers + bindparam("more_talkers"),
    )
)


def count(connection: Connection, rows: Sequence[Row], closed: datetime | None) -> int:
    """Store the mentions *rows*, and add those that are new to their buckets.

    The buckets are written before the authors are looked up: on PostgreSQL that holds them until
    the transaction ends, so no other can miss an author of this one.

    Args:
        connection: In a transaction.
        rows: Mentions; those that are late say so already.
        closed: Up to where buckets are closed.

    Returns:
        How many of the new ones are late.
    """
    new = _MENTIONS(connection, rows)
    counted = [_counted(row) for row in new if row[_START] is not None]
    if counted:
        tallied = tally(counted)
        _fill(connection, tallied)
        _hear(connection, tallied, {row[_KEY] for row in new})
        late = sorted((one.bucket.pairing, one.bucket.start) for one in counted if one.late)
        closing.arrived(connection, dict(late), closed)
    return sum(row[_LATE] for row in new)


def _counted(row: Row) -> Counted:
    return Counted(
        bucket=Bucket(Pairing(row[_PLAYER], row[_CLUB]), moment(row[_START]), row[_CONNECTOR]),
        author=row[_AUTHOR],
        transfer=row[_TRANSFER],
        match=row[_TOPIC] == Topic.MATCH.value,
        late=row[_LATE],
    )


def _name(bucket: Bucket) -> dict[str, Any]:
    return {
        "player": bucket.pairing.player,
        "club": bucket.pairing.club,
        "start": bucket.start,
        "connector": bucket.connector,
    }


def _fill(connection: Connection, tallied: Mapping[Bucket, Tally]) -> None:
    _BUCKETS(
        connection,
        [
            {
                **_name(bucket),
                "mentions": gained.mentions,
                "transfer": gained.transfer,
                "late": gained.late,
                "authors": 0,
                "talkers": 0,
            }
            for bucket, gained in sorted(tallied.items(), key=itemgetter(0))
        ],
    )


def _hear(connection: Connection, tallied: Mapping[Bucket, Tally], keys: set[bytes]) -> None:
    """Add the authors of the mentions of *keys* whom their buckets had not heard before."""
    known: Counter[Bucket] = Counter()
    talked: Counter[Bucket] = Counter()
    for row in connection.execute(_HEARD, {"keys": keys}):
        bucket = Bucket(Pairing(row.player, row.club), row.start, row.connector)
        known[bucket] += 1
        talked[bucket] += row.talked and row.author in tallied[bucket].talkers
    more = [
        {
            **{f"its_{name}": value for name, value in _name(bucket).items()},
            "more_authors": len(gained.authors) - known[bucket],
            "more_talkers": len(gained.talkers) - talked[bucket],
        }
        for bucket, gained in tallied.items()
        if len(gained.authors) > known[bucket] or len(gained.talkers) > talked[bucket]
    ]
    if more:
        connection.execute(_MORE_AUTHORS, more)
