"""Stories: one saga of one player each, with the one thread in which it is told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, text

from monitor.domain.alert import Kind, Notice
from monitor.domain.stories.story import QUIET, Story, Thread, after, current, settled
from monitor.ports.errors import OutdatedError
from monitor.ports.rumours import Saga
from storage.rows import notice_of
from storage.statements import Over, among
from storage.tables import Instant, notices, stories

_LOCK = 0x1A57DA9D0
"""Of PostgreSQL: who tells of a story waits for whoever is about to open one."""

_WAIT = text("SELECT pg_advisory_xact_lock(:lock)")

_since = bindparam("since", type_=Instant)

_PUT = Over(
    stories, lambda _, new: {name: new[name] for name in ("opened_at", "last_at", "closed_at")}
)

_OF = select(stories).where(among(stories.c.player, "players")).order_by(stories.c.id)

_OPEN = select(stories).where(stories.c.last_at >= _since).order_by(stories.c.id)
_OPEN_OF = _OPEN.where(among(stories.c.player, "players"))

_newest = select(func.max(notices.c.seq)).where(among(notices.c.alert, "alerts"))
_TOLD = select(notices.c.alert, notices.c.body).where(
    notices.c.seq.in_(_newest.group_by(notices.c.alert))
)

_CONFIRMED = (
    select(notices.c.alert, notices.c.body)
    .where(among(notices.c.alert, "alerts"), notices.c.kind == Kind.STORY_CONFIRMED.value)
    .order_by(notices.c.seq)
)


def keep(connection: Connection, told: Sequence[Notice]) -> None:
    """Store how stories stand after what was *told* just now.

    Raises:
        OutdatedError: A notice opens a story of a player of whom another was opened meanwhile.
    """
    parts = [one for one in told if one.parts or one.closes is not None]
    if not parts:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(_WAIT, {"lock": _LOCK})
    players = {one.alert.pairing.player for one in parts}
    known = {row.id: story_of(row) for row in connection.execute(_OF, {"players": players})}
    for one in parts:
        alert = one.alert
        before = known.get(alert.story)
        open_one = current(known.values(), alert.pairing.player, alert.told_at)
        if before is None and open_one is not None:
            raise OutdatedError(f"a story of {alert.pairing.player} was opened meanwhile")
        known[alert.story] = after(before, one)
    ids = {one.alert.story for one in parts}
    _PUT(connection, [_row(known[ident]) for ident in sorted(ids)])


def going_on(connection: Connection, since: datetime) -> Sequence[Story]:
    """Return all stories in which something was told not long before *since*, or after it."""
    return [story_of(row) for row in connection.execute(_OPEN, {"since": since - QUIET})]


def threads(connection: Connection, players: Collection[str], at: datetime) -> Mapping[str, Thread]:
    """Return the open story of each of *players* at *at*, with how its alert stands.

    Where none is open, the one that is over since a move was confirmed lately.
    """
    if not players:
        return {}
    asked = {"players": players, "since": at - QUIET}
    found = [story_of(row) for row in connection.execute(_OPEN_OF, asked)]
    open_ones = [
        one
        for player in players
        if (one := current(found, player, at) or settled(found, player, at)) is not None
    ]
    stood = newest(connection, {one.alert for one in open_ones})
    return {
        one.player: Thread(story=one, newest=stood[one.alert])
        for one in open_ones
        if one.alert in stood
    }


def sagas(connection: Connection, players: Collection[str], since: datetime) -> Mapping[str, Saga]:
    """Return the newest story of each of *players* in which something was told since then."""
    if not players:
        return {}
    rows = connection.execute(_OPEN_OF, {"players": players, "since": since})
    last: dict[str, Story] = {}
    for one in sorted(map(story_of, rows), key=lambda one: (one.last_at, one.id)):
        last[one.player] = one
    alerts = sorted(one.alert for one in last.values())
    stood = newest(connection, alerts)
    confirmed = {
        alert: notice_of(body) for alert, body in connection.execute(_CONFIRMED, {"alerts": alerts})
    }
    return {
        player: Saga(
            newest=stood[one.alert],
            over=one.closed_at is not None,
            confirmed=confirmed.get(one.alert),
        )
        for player, one in last.items()
        if one.alert in stood
    }


def newest(connection: Connection, alerts: Iterable[str]) -> Mapping[str, Notice]:
    """Return alerts as they were last told, by id."""
    wanted = sorted(alerts)
    if not wanted:
        return {}
    rows = connection.execute(_TOLD, {"alerts": wanted})
    return {alert: notice_of(body) for alert, body in rows}


def story_of(row: Any) -> Story:
    """Return the story of a row of `stories`."""
    return Story(
        id=row.id,
        player=row.player,
        alert=row.alert,
        opened_at=row.opened_at,
        last_at=row.last_at,
        closed_at=row.closed_at,
    )


def _row(story: Story) -> Mapping[str, Any]:
    return {
        "id": story.id,
        "player": story.player,
        "alert": story.alert,
        "opened_at": story.opened_at,
        "last_at": story.last_at,
        "closed_at": story.closed_at,
    }
