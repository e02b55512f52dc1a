"""What receivers answered to alerts: whether they were of use, and who took them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, func, select, update

from monitor.domain.desk.logbook import Line
from monitor.domain.desk.opinion import Counted, Opinion, Rated, Taken
from storage import logbook
from storage.statements import Over, among
from storage.tables import Instant, acknowledgements, feedback

_NAMES = ("rated", "rule", "at", "settled_at", "settled_by")
_FEEDBACK = Over(feedback, lambda _, new: {name: new[name] for name in _NAMES})
_TAKEN = Over(acknowledgements, lambda old, _: {"by": old["by"]})  # the first one stays

_alert: BindParameter[str] = bindparam("alert")
_ONE = select(feedback).where(
    feedback.c.alert == _alert, feedback.c.receiver == bindparam("receiver")
)
_ABOUT = select(feedback).where(feedback.c.alert == _alert).order_by(feedback.c.receiver)
_NEWEST = (
    select(feedback)
    .order_by(feedback.c.at.desc(), feedback.c.alert, feedback.c.receiver)
    .limit(bindparam("most"))
)
_COUNTED = select(feedback.c.rule, feedback.c.rated, func.count().label("number")).group_by(
    feedback.c.rule, feedback.c.rated
)
_WHO = select(acknowledgements).where(acknowledgements.c.alert == _alert)
_TAKEN_OF = select(acknowledgements).where(among(acknowledgements.c.alert, "alerts"))
_SETTLE = (
    update(feedback)
    .where(
        feedback.c.alert == bindparam("its_alert"),
        feedback.c.rated == str(Rated.WRONG),
        feedback.c.settled_at.is_(None),
    )
    .values(settled_at=bindparam("when", type_=Instant), settled_by=bindparam("who"))
)


def rate(connection: Connection, one: Opinion, line: Line | None = None) -> Opinion:
    """Store what a receiver says, and return what stands: the same said again changes nothing."""
    asked = {"alert": one.alert, "receiver": one.receiver}
    stands = connection.execute(_ONE, asked).one_or_none()
    if stands is not None and stands.rated == one.rated:
        return _of(stands)
    row = {name: getattr(one, name) for name in _NAMES}
    _FEEDBACK(connection, [{**asked, **row, "rated": str(one.rated)}])
    logbook.note(connection, line)
    return one


def about(connection: Connection, alert: str) -> tuple[Opinion, ...]:
    """Return what receivers say of one alert, by their name."""
    return tuple(_of(row) for row in connection.execute(_ABOUT, {"alert": alert}))


def newest(connection: Connection, limit: int) -> Sequence[Opinion]:
    """Return what receivers said last, newest first."""
    return [_of(row) for row in connection.execute(_NEWEST, {"most": limit})]


def counted(connection: Connection) -> Counted:
    """Return how often what was said of alerts, by rule."""
    return {(row.rule, Rated(row.rated)): row.number for row in connection.execute(_COUNTED)}


def clear_up(
    connection: Connection, alert: str, by: str, at: datetime, line: Line | None = None
) -> int:
    """Note that *by* has dealt with a wrong person; return how many had said so."""
    settled = connection.execute(_SETTLE, {"its_alert": alert, "who": by, "when": at}).rowcount
    logbook.note(connection, line if settled else None)
    return settled


def take(connection: Connection, one: Taken, line: Line | None = None) -> Taken:
    """Store who looks after an alert, unless somebody does; return who does."""
    if (before := who(connection, one.alert)) is not None:
        return before
    _TAKEN(connection, [{"alert": one.alert, "by": one.by, "at": one.at}])
    stands = who(connection, one.alert)  # two may say so at once
    assert stands is not None
    logbook.note(connection, line if stands == one else None)
    return stands


def taken(connection: Connection, alerts: Collection[str]) -> Mapping[str, Taken]:
    """Return who looks after *alerts*, by alert; those that nobody does are left out."""
    if not alerts:
        return {}
    found = connection.execute(_TAKEN_OF, {"alerts": alerts})
    return {row.alert: Taken(alert=row.alert, by=row.by, at=row.at) for row in found}


def who(connection: Connection, alert: str) -> Taken | None:
    """Return who looks after an alert."""
    row = connection.execute(_WHO, {"alert": alert}).one_or_none()
    return None if row is None else Taken(alert=row.alert, by=row.by, at=row.at)


def _of(row: Any) -> Opinion:
    return Opinion(
        alert=row.alert,
        receiver=row.receiver,
        rated=Rated(row.rated),
        **{name: getattr(row, name) for name in _NAMES if name != "rated"},
    )
