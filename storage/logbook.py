"""The logbook: who did what, the newest lines of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from monitor.domain.desk.logbook import Deed, Line
from monitor.domain.rights import Way
from storage.tables import logbook

KEPT: Final = 20_000
"""Lines that are kept; the oldest goes first."""

_NOTE = insert(logbook)
_LAST = select(func.max(logbook.c.seq))
_FORGET = delete(logbook).where(logbook.c.seq <= bindparam("through"))
_NEWEST = (
    select(logbook)
    .where(logbook.c.seq < bindparam("before"))
    .order_by(logbook.c.seq.desc())
    .limit(bindparam("most"))
)
_END: Final = 2**62


def note(connection: Connection, line: Line | None, kept: int = KEPT) -> None:
    """Write *line* down, in the transaction of what it tells of; None = there is nothing to."""
    if line is None:
        return
    connection.execute(
        _NOTE,
        {
            "at": line.at,
            "who": line.who,
            "way": str(line.way),
            "deed": str(line.deed),
            "about": line.about,
        },
    )
    last = connection.execute(_LAST).scalar_one()
    if last > kept:
        connection.execute(_FORGET, {"through": last - kept})


def newest(connection: Connection, limit: int, before: int | None = None) -> Sequence[Line]:
    """Return the newest lines, newest first; *before* the line of that number, if it is given."""
    asked = {"most": limit, "before": _END if before is None else before}
    return [
        Line(at=row.at, who=row.who, way=Way(row.way), deed=Deed(row.deed), about=row.about)
        for row in connection.execute(_NEWEST, asked)
    ]
