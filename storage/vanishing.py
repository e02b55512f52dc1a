"""Posts that are asked for again, and when."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from monitor.domain.vanishing import Due
from monitor.ports import Shown
from storage.statements import among
from storage.tables import Instant, activities, texts

_POSTS = (
    select(
        texts.c.key,
        texts.c.address,
        texts.c.missed_at,
        activities.c.connector,
        activities.c.author,
        activities.c.account,
    )
    .select_from(texts.join(activities, activities.c.key == texts.c.key))
    .where(
        activities.c.platform == bindparam("platform"),
        activities.c.ended_order.is_(None),
        texts.c.address.is_not(None),
    )
    .limit(bindparam("most"))
)

_now = bindparam("now", type_=Instant)
_AGED = _POSTS.where(texts.c.ask_at <= _now).order_by(texts.c.ask_at, texts.c.key)
_SHOWN = _POSTS.where(texts.c.ask_at > _now, texts.c.missed_at.is_(None)).order_by(
    texts.c.ask_at.desc(), texts.c.key
)
_MISSED = _POSTS.where(texts.c.missed_at.is_not(None)).order_by(texts.c.missed_at, texts.c.key)

_OVERDUE = (
    select(func.min(texts.c.ask_at))
    .select_from(texts.join(activities, activities.c.key == texts.c.key))
    .where(texts.c.ask_at <= _now, activities.c.platform == bindparam("platform"))
)

_ELSEWHERE = (
    select(texts.c.key)
    .select_from(texts.join(activities, activities.c.key == texts.c.key))
    .where(texts.c.ask_at <= _now, ~among(activities.c.platform, "platforms"))
    .limit(bindparam("most"))
)

_PUT_OFF = (
    update(texts)
    .where(texts.c.key == bindparam("of"))
    .values(
        ask_at=bindparam("at", type_=Instant), missed_at=bindparam("since", type_=Instant)
    )
)  # fmt: skip

_SPARE = update(texts).where(among(texts.c.key, "keys")).values(ask_at=None)


def aged(connection: Connection, platform: str, now: datetime, limit: int) -> Sequence[Shown]:
    """Return posts on *platform* whose turn it is to be asked for, longest due first."""
    asked = {"platform": platform, "now": now, "most": limit}
    return [_shown(row) for row in connection.execute(_AGED, asked)]


def missed(connection: Connection, platform: str, limit: int) -> Sequence[Shown]:
    """Return posts that were not shown when they were asked for last."""
    asked = {"platform": platform, "most": limit}
    return [_shown(row) for row in connection.execute(_MISSED, asked)]


def shown(connection: Connection, platform: str, now: datetime, limit: int) -> Sequence[Shown]:
    """Return posts that aren't due, those that were seen or shown last before the others."""
    asked = {"platform": platform, "now": now, "most": limit}
    return [_shown(row) for row in connection.execute(_SHOWN, asked)]


def overdue(connection: Connection, platform: str, now: datetime) -> datetime | None:
    """Return since when the first of them is due; None = none is."""
    asked = {"platform": platform, "now": now}
    found: datetime | None = connection.execute(_OVERDUE, asked).scalar_one()
    return found


def put_off(connection: Connection, due: Sequence[Due]) -> None:
    """Store when posts are asked for again."""
    rows = [{"of": one.key, "at": one.at, "since": one.missed_at} for one in due]
    connection.execute(_PUT_OFF, rows)


def elsewhere(
    connection: Connection, platforms: Collection[str], now: datetime, limit: int
) -> Sequence[bytes]:
    """Return keys of due posts on other platforms than these."""
    asked = {"platforms": sorted(platforms), "now": now, "most": limit}
    return connection.execute(_ELSEWHERE, asked).scalars().all()


def spare(connection: Connection, keys: Collection[bytes]) -> None:
    """Ask no more for these posts."""
    connection.execute(_SPARE, {"keys": keys})


def _shown(row: Any) -> Shown:
    return Shown(
        key=row.key,
        address=row.address,
        connector=row.connector,
        author=row.author,
        account=row.account,
        missed_at=row.missed_at,
    )
