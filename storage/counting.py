"""Mentions, tallied into buckets in the transaction that stores them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, exists, select, update

from monitor.domain.buzz import Bucket, Counted, tally
from monitor.domain.catalogue import Pairing
from storage.rows import Row
from storage.statements import Once, Over, among
from storage.tables import buckets, mentions, moment

_MENTIONS = Once(mentions, apart_by=3)
_KEY, _PLAYER, _CLUB, _CONNECTOR, _START, _AUTHOR, _LATE, _TRANSFER = (
    [*mentions.c.keys()].index(name)
    for name in ("key", "player", "club", "connector", "start", "author", "late", "transfer")
)

_BUCKETS = Over(
    buckets,
    lambda old, new: {
        name: old[name] + new[name] for name in ("mentions", "transfer", "late", "authors")
    },
)

_other = mentions.alias("other")
_HEARD = (
    select(
        mentions.c.player,
        mentions.c.club,
        mentions.c.start,
        mentions.c.connector,
        mentions.c.author,
    )
    .where(
        among(mentions.c.key, "keys"),
        exists().where(
            _other.c.player == mentions.c.player,
            _other.c.club == mentions.c.club,
            _other.c.start == mentions.c.start,
            _other.c.connector == mentions.c.connector,
            _other.c.author == mentions.c.author,
            ~among(_other.c.key, "keys"),
        ),
    )
    .distinct()
)

_MORE_AUTHORS = (
    update(buckets)
    .where(
        buckets.c.player == bindparam("its_player"),
        buckets.c.club == bindparam("its_club"),
        buckets.c.start == bindparam("its_start"),
        buckets.c.connector == bindparam("its_connector"),
    )
    .values(authors=buckets.c.authors + bindparam("more"))
)


def count(connection: Connection, rows: Sequence[Row]) -> None:
    """Store the mentions *rows*, and add those that are new to their buckets.

    The buckets are written before the authors are looked up: on PostgreSQL that holds them until
    the transaction ends, so no other can miss an author of this one.
    """
    new = _MENTIONS(connection, rows)
    counted = [_counted(row) for row in new if row[_START] is not None]
    if not counted:
        return
    tallied = sorted(tally(counted).items())
    _BUCKETS(
        connection,
        [
            {
                **_name(bucket),
                "mentions": gained.mentions,
                "transfer": gained.transfer,
                "late": gained.late,
                "authors": 0,
            }
            for bucket, gained in tallied
        ],
    )
    heard = Counter(_heard(connection, {row[_KEY] for row in new}))
    more = [
        {**{f"its_{name}": value for name, value in _name(bucket).items()}, "more": gain}
        for bucket, gained in tallied
        if (gain := len(gained.authors) - heard[bucket])
    ]
    if more:
        connection.execute(_MORE_AUTHORS, more)


def _counted(row: Row) -> Counted:
    pairing = Pairing(row[_PLAYER], row[_CLUB])
    bucket = Bucket(pairing, moment(row[_START]), row[_CONNECTOR])
    return Counted(bucket, row[_AUTHOR], row[_TRANSFER], row[_LATE])


def _name(bucket: Bucket) -> dict[str, Any]:
    return {
        "player": bucket.pairing.player,
        "club": bucket.pairing.club,
        "start": bucket.start,
        "connector": bucket.connector,
    }


def _heard(connection: Connection, keys: set[bytes]) -> Iterable[Bucket]:
    """Yield a bucket for each author among the mentions of *keys* whom it had heard before."""
    for row in connection.execute(_HEARD, {"keys": keys}):
        yield Bucket(Pairing(row.player, row.club), row.start, row.connector)
