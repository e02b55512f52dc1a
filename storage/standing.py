"""How pairings stand, as they are stored and read back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import BindParameter, Connection, bindparam, delete, select

from monitor.domain.catalogue import Pairing
from monitor.domain.spiking import Spike
from monitor.ports.watching import Watched
from storage.statements import Over
from storage.tables import watched

_SPIKE = msgspec.json.Decoder(Spike)

_PUT = Over(
    watched,
    lambda _, new: {name: new[name] for name in ("since", "state", "spike", "spiked_at")},
)

_REMOVE = delete(watched).where(
    watched.c.player == bindparam("its_player"), watched.c.club == bindparam("its_club")
)

_ALL = select(watched).order_by(watched.c.player, watched.c.club)

_ONE = select(watched).where(
    watched.c.player == bindparam("player"), watched.c.club == bindparam("club")
)

_MOST: BindParameter[int] = bindparam("most")
_SPIKES = (
    select(watched)
    .where(watched.c.spiked_at.is_not(None))
    .order_by(watched.c.spiked_at.desc(), watched.c.player, watched.c.club)
    .limit(_MOST)
)


def put(connection: Connection, pairings: Iterable[Watched]) -> None:
    """Store how *pairings* stand, over how they stood."""
    _PUT(connection, [_row(one) for one in pairings])


def remove(connection: Connection, pairings: Iterable[Pairing]) -> None:
    """Forget how *pairings* stood."""
    gone = [{"its_player": one.player, "its_club": one.club} for one in pairings]
    if gone:
        connection.execute(_REMOVE, gone)


def every(connection: Connection) -> Sequence[Watched]:
    """Return how all pairings stand."""
    return [of(row) for row in connection.execute(_ALL)]


def one(connection: Connection, player: str, club: str) -> Watched | None:
    """Return how a pairing stands; None if it is not watched."""
    row = connection.execute(_ONE, {"player": player, "club": club}).one_or_none()
    return None if row is None else of(row)


def spikes(connection: Connection, limit: int) -> Sequence[Watched]:
    """Return pairings that are or were in a spike, the one scored last first."""
    return [of(row) for row in connection.execute(_SPIKES, {"most": limit})]


def _row(pairing: Watched) -> dict[str, Any]:
    spike = pairing.spike
    return {
        "player": pairing.pairing.player,
        "club": pairing.pairing.club,
        "since": pairing.since,
        "state": pairing.state,
        "spike": None if spike is None else msgspec.json.encode(spike).decode(),
        "spiked_at": None if spike is None else spike.latest.at,
    }


def of(row: Any) -> Watched:
    """Return the pairing of a row of `watched`."""
    return Watched(
        pairing=Pairing(row.player, row.club),
        since=row.since,
        state=row.state,
        spike=None if row.spike is None else _SPIKE.decode(row.spike),
    )
