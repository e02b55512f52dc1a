"""Links to stories as they are stored: made, looked up, ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, func, insert, select, update

from monitor.domain.desk.logbook import Line
from monitor.domain.desk.share import Share
from storage import logbook
from storage.database import Database
from storage.tables import Instant, shares

_NAMES = tuple(one.name for one in shares.c)
_at = bindparam("at", type_=Instant)
_most: BindParameter[int] = bindparam("most")
_this = shares.c.id == bindparam("ident")

_PUT = insert(shares)
_ONE = select(shares).where(_this)
_HOLD = (
    select(shares)
    .where(shares.c.until > _at, shares.c.ended_at.is_(None))
    .order_by(shares.c.until, shares.c.id)
    .limit(_most)
)
_ALIKE = (
    select(shares.c.id)
    .where(func.substr(shares.c.id, 1, bindparam("length")) == bindparam("begin"))
    .order_by(shares.c.id)
    .limit(2)
)
_END = (
    update(shares)
    .where(_this, shares.c.until > _at, shares.c.ended_at.is_(None))
    .values(ended_at=_at, ended_by=bindparam("who"))
)


class Shares:
    """See `monitor.ports.sharing.ShareStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def share(self, one: Share, line: Line | None = None) -> None:
        """Store *one*."""
        await self._database.write(keep, one, line)

    async def shared(self, ident: str) -> Share | None:
        """Return the link of that id."""
        return await self._database.read(look_up, ident)

    async def shares(self, at: datetime, limit: int = 200) -> Sequence[Share]:
        """Return links that hold at *at*, the one that ends first first."""
        return await self._database.read(holding, at, limit)

    async def alike_shares(self, begin: str) -> Sequence[str]:
        """Return ids of links that begin so, at most two."""
        return await self._database.read(alike, begin)

    async def unshare(
        self, ident: str, by: str, at: datetime, line: Line | None = None
    ) -> Share | None:
        """End a link; return it as it now is, None if there is none or it is over."""
        return await self._database.write(end, ident, by, at, line)


def keep(connection: Connection, one: Share, line: Line | None = None) -> None:
    """Store *one*, with what the logbook says of it."""
    connection.execute(_PUT, [{name: getattr(one, name) for name in _NAMES}])
    logbook.note(connection, line)


def look_up(connection: Connection, ident: str) -> Share | None:
    """Return the link of that id."""
    return _of(connection.execute(_ONE, {"ident": ident}).one_or_none())


def holding(connection: Connection, at: datetime, limit: int) -> Sequence[Share]:
    """Return links that hold at *at*, the one that ends first first."""
    found = connection.execute(_HOLD, {"at": at, "most": limit})
    return [one for row in found if (one := _of(row)) is not None]


def alike(connection: Connection, begin: str) -> Sequence[str]:
    """Return ids that begin so, at most two."""
    return [*connection.execute(_ALIKE, {"begin": begin, "length": len(begin)}).scalars()]


def end(
    connection: Connection, ident: str, by: str, at: datetime, line: Line | None = None
) -> Share | None:
    """End a link, if it isn't over; return it as it now is."""
    if not connection.execute(_END, {"ident": ident, "at": at, "who": by}).rowcount:
        return None
    logbook.note(connection, line)
    return look_up(connection, ident)


def _of(row: Any) -> Share | None:
    return None if row is None else Share(**{name: getattr(row, name) for name in _NAMES})
