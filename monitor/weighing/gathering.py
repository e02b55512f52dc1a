"""Reads all that is known of players' rumours at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from monitor.domain.catalogue import Catalogue, Pairing, Relation
from monitor.domain.rumour import Outcome, Record
from monitor.domain.rumour.verdict import ONE_WINDOW
from monitor.ports import RumourStore
from monitor.weighing.dossier import Dossier

SPAN: Final = ONE_WINDOW + timedelta(days=5)
"""How far back what was said of a rumour is read: a window, and the wait after its end."""

PAST: Final = timedelta(days=400)
"""How far back outcomes are read."""

LIVE: Final = timedelta(hours=49)
"""A rumour that can be estimated is stored each day: one that wasn't for longer is over."""


async def gather(
    store: RumourStore,
    catalogue: Catalogue,
    pairings: Collection[Pairing],
    at: datetime,
    records: Mapping[str, Record],
    outcomes: Sequence[Outcome],
    since: datetime | None = None,
) -> list[Dossier]:
    """Return what is known at *at* of the players of *pairings*, by their names.

    Args:
        pairings: What is asked about; what is said of the players' own clubs is read too.
        records: Of the sources, as they stand then.
        outcomes: How rumours about these players ended.
        since: From when on what was said is read; None = for `SPAN`.
    """
    players = sorted({pairing.player for pairing in pairings})
    asked = sorted({*pairings, *_own(players, catalogue, at)})
    said = await store.spoken(asked, since or at - SPAN, at)
    done = await store.done(asked, at - SPAN, at)
    reports = await store.reporting(asked, at - SPAN)
    return [
        Dossier(
            player=player,
            at=at,
            catalogue=catalogue,
            said={p: s for p, s in said.items() if p.player == player},
            acts={p: a for p, a in done.items() if p.player == player},
            reports=reports,
            outcomes=[one for one in outcomes if one.pairing.player == player],
            records=records,
        )
        for player in players
    ]


def _own(players: Collection[str], catalogue: Catalogue, at: datetime) -> Iterable[Pairing]:
    """Yield players with their own clubs: what is said of a stay speaks against every move."""
    for player in players:
        known = catalogue.players.get(player)
        if known is not None:
            for club in known.clubs(Relation.CURRENT, at.date()):
                yield Pairing(player, club)
