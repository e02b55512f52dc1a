"""Mentions that go: what they counted stays in their buckets."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, delete, func, select, update

from storage.statements import among
from storage.tables import Instant, buckets, mentions

_place = ("player", "club", "start", "connector")

_COUNTED = (
    select(*(mentions.c[name] for name in _place), func.count().label("number"))
    .where(among(mentions.c.key, "keys"), mentions.c.start.is_not(None))
    .group_by(*(mentions.c[name] for name in _place))
    .order_by(*(mentions.c[name] for name in _place))
)

_FOLD = (
    update(buckets)
    .where(
        buckets.c.player == bindparam("its_player"),
        buckets.c.club == bindparam("its_club"),
        buckets.c.start == bindparam("its_start", type_=Instant),
        buckets.c.connector == bindparam("its_connector"),
    )
    .values(folded=buckets.c.folded + bindparam("more"))
)

_REMOVE = delete(mentions).where(among(mentions.c.key, "keys"))


def fold(connection: Connection, keys: Collection[bytes]) -> int:
    """Remove the mentions of activities, which stay counted; return how many there were.

    A bucket is its live mentions and those that were folded into it: that holds before and after.
    """
    rows = [
        {**{f"its_{name}": getattr(row, name) for name in _place}, "more": row.number}
        for row in connection.execute(_COUNTED, {"keys": keys})
    ]
    if rows:
        connection.execute(_FOLD, rows)
    return connection.execute(_REMOVE, {"keys": keys}).rowcount
