"""Takes out of what was told the words that were deleted since."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, select, union, update

from monitor.domain.activity import Verb
from monitor.domain.stories.telling import redacted
from storage.rows import notice_body, notice_of
from storage.statements import among
from storage.tables import activities, acts, notices, quotations

_act = activities.alias("its_activity")
_its = activities.alias("quoted_activity")
_end = activities.alias("deletion")


def _spoilt(whose: ColumnElement[bool], deletion: ColumnElement[bool]) -> Select[Any]:
    """Select acts that were told, about a record whose deletion is later than they are."""
    return (
        select(acts.c.alert, acts.c.key)
        .join(_act, _act.c.key == acts.c.key)
        .join(_end, deletion)
        .where(
            whose,
            acts.c.alert.is_not(None),
            _end.c.verb == Verb.DELETE,
            _end.c.order > _act.c.order,
        )
    )


def _misquoted(whose: ColumnElement[bool]) -> Select[Any]:
    """Select activities that are quoted, and whose record was deleted later."""
    return (
        select(quotations.c.alert, quotations.c.key)
        .join(_its, _its.c.key == quotations.c.key)
        .join(_end, _end.c.record == _its.c.record)
        .where(whose, _end.c.verb == Verb.DELETE, _end.c.order > _its.c.order)
    )


# Apart from each other: one condition over all of them would read the whole table.
_SPOILT = union(
    _spoilt(among(acts.c.key, "keys"), _end.c.record.in_([acts.c.record, acts.c.object])),
    _spoilt(among(acts.c.record, "records"), _end.c.record == acts.c.record),
    _spoilt(among(acts.c.object, "records"), _end.c.record == acts.c.object),
    _misquoted(among(quotations.c.key, "keys")),
    _misquoted(among(_its.c.record, "records")),
)

_TOLD = select(notices.c.seq, notices.c.body).where(among(notices.c.alert, "alerts"))

_REWRITE = update(notices).where(notices.c.seq == bindparam("of")).values(body=bindparam("anew"))


def redact(connection: Connection, told: Collection[bytes], deleted: Collection[bytes]) -> None:
    """Take the words of what was deleted later than it was told out of the notices that hold them.

    Whichever of the two is stored first, the words go. What is on its way to a receiver stays as
    it is: each repeat must be the same, and what was delivered is kept without its body.

    Args:
        told: Keys of acts that were told, and of posts that were quoted, just now.
        deleted: Records that were deleted just now.
    """
    if not told and not deleted:
        return
    spoilt = connection.execute(_SPOILT, {"keys": set(told), "records": set(deleted)}).all()
    if not spoilt:
        return
    keys = {row.key for row in spoilt}
    rows = connection.execute(_TOLD, {"alerts": {row.alert for row in spoilt}}).all()
    anew = [
        {"of": row.seq, "anew": notice_body(redacted(notice))}
        for row in rows
        if (notice := notice_of(row.body)).cause in keys or not keys.isdisjoint(notice.keys)
    ]
    if anew:
        connection.execute(_REWRITE, anew)
