"""Silences as they are stored: made, looked up, ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from monitor.domain.alert import Kind, Notice
from monitor.domain.desk.budget import Why
from monitor.domain.desk.logbook import Line
from monitor.domain.desk.silence import Silence, reason, silenced
from monitor.domain.stories.story import clubs_of
from monitor.ports import Hold, Message
from storage import logbook
from storage.statements import Over
from storage.tables import Instant, silences

_NAMES = tuple(one.name for one in silences.c if one.name not in {"id", "ended_by"})
_SILENCES = Over(
    silences, lambda _, new: {**{name: new[name] for name in _NAMES}, "ended_by": None}
)
_this = silences.c.id == bindparam("ident")
_ONE = select(silences).where(_this)
_AFTER = (
    select(silences)
    .where(silences.c.until > bindparam("at", type_=Instant))
    .order_by(silences.c.until, silences.c.id)
)
_ALIKE = select(silences.c.id).where(
    func.substr(silences.c.id, 1, bindparam("length")) == bindparam("begin")
)
_END = (
    update(silences)
    .where(_this, silences.c.until > bindparam("at", type_=Instant))
    .values(until=bindparam("at", type_=Instant), ended_by=bindparam("who"))
)


def keep(connection: Connection, one: Silence, line: Line | None = None) -> Silence:
    """Store *one*, and return what holds: one that was made so before and still does is left.

    Args:
        line: What the logbook says of it, if anything.
    """
    stands = _of(connection.execute(_ONE, {"ident": one.id}).one_or_none())
    if stands is not None and stands.holds(one.since) and _same(stands, one):
        return stands
    row = {name: getattr(one, name) for name in ("id", *_NAMES)}
    _SILENCES(connection, [{**row, "ended_by": None}])
    logbook.note(connection, line)
    return one


def after(connection: Connection, at: datetime) -> Sequence[Silence]:
    """Return silences that end after *at*, the one that ends first first."""
    return [one for row in connection.execute(_AFTER, {"at": at}) if (one := _of(row))]


def hush(
    connection: Connection, told: Mapping[str, Notice], messages: Sequence[Message]
) -> list[Message]:
    """Return *messages*, those that are silenced with the reason.

    Args:
        told: What they tell, by their ids.
    """
    if not messages:
        return []
    standing = after(connection, min(one.created_at for one in messages))
    if not standing:
        return [*messages]
    return [_hushed(one, told.get(one.id), standing) for one in messages]


def _hushed(one: Message, notice: Notice | None, standing: Sequence[Silence]) -> Message:
    if notice is None or one.held is not None:
        return one
    pairing, clubs = notice.alert.pairing, clubs_of(notice)
    found = silenced(notice.kind, pairing, one.receiver, standing, one.created_at, clubs)
    if found is None:
        return one
    return replace(one, held=Hold(Why.SILENCE, f"{reason(found, one.zone)}."))


def end(
    connection: Connection, ident: str, by: str, at: datetime, line: Line | None = None
) -> Silence | None:
    """End the silence with that id at *at*, if it isn't over; return it as it now is."""
    ended = connection.execute(_END, {"ident": ident, "at": at, "who": by}).rowcount
    if not ended:
        return None
    logbook.note(connection, line)
    return _of(connection.execute(_ONE, {"ident": ident}).one_or_none())


def alike(connection: Connection, begin: str) -> Sequence[str]:
    """Return the ids that begin so."""
    found = connection.execute(_ALIKE, {"begin": begin, "length": len(begin)})
    return sorted(found.scalars())


def _same(stands: Silence, one: Silence) -> bool:
    return (stands.by, stands.note, stands.about) == (one.by, one.note, one.about)


def _of(row: Any) -> Silence | None:
    if row is None:
        return None
    told = {name: getattr(row, name) for name in ("id", *_NAMES)}
    return Silence(**{**told, "kind": Kind(row.kind) if row.kind is not None else None})
