"""How far each claimed move was told to be."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from monitor.domain.catalogue import Pairing
from monitor.domain.stage import Stage
from monitor.domain.stories.advance import Before
from storage.statements import Over, among
from storage.tables import Instant, claimed

_PUT = Over(
    claimed, lambda _, new: {name: new[name] for name in ("stage", "firm", "fallen", "said")}
)

_TOLD = (
    select(claimed)
    .where(among(claimed.c.player, "players"), claimed.c.said >= bindparam("since", type_=Instant))
    .order_by(claimed.c.player, claimed.c.club)
)


def keep(connection: Connection, told: Sequence[tuple[Pairing, Before]]) -> None:
    """Store what was told of pairings, over what is stored of them."""
    _PUT(connection, [_row(pairing, before) for pairing, before in told])


def told(
    connection: Connection, players: Collection[str], since: datetime
) -> Mapping[Pairing, Before]:
    """Return what was told of claims about *players* that are from since then."""
    if not players:
        return {}
    return {
        Pairing(row.player, row.club): Before(
            stage=None if row.stage is None else Stage(row.stage),
            firm=row.firm,
            fallen=row.fallen,
            said=row.said,
        )
        for row in connection.execute(_TOLD, {"players": players, "since": since})
    }


def _row(pairing: Pairing, before: Before) -> Mapping[str, Any]:
    return {
        "player": pairing.player,
        "club": pairing.club,
        "stage": None if before.stage is None else before.stage.value,
        "firm": before.firm,
        "fallen": before.fallen,
        "said": before.said,
    }
