"""What is watched, and since when: from then on silence is known to be silence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from monitor.domain.catalogue import Catalogue, Pairing, Watch


def name(watch: Watch) -> str:
    """Return the name under which the beginning of *watch* is kept."""
    if watch.player is None:
        return f"club:{watch.club}"
    return f"player:{watch.player}" if watch.club is None else f"{watch.player}/{watch.club}"


def names(catalogue: Catalogue, today: date) -> frozenset[str]:
    """Return the names of all that is watched on *today*; nobody under 18 is."""
    return frozenset(
        name(watch)
        for watch in catalogue.watchlist
        if watch.player is None
        or (watch.player in catalogue.players and catalogue.players[watch.player].adult(today))
    )


def since(
    pairing: Pairing, begun: Mapping[str, datetime], catalogue: Catalogue, today: date
) -> datetime | None:
    """Return when *pairing* came under watch; None = it is not, or not any more.

    Args:
        begun: When each name did.
    """
    if not catalogue.watches(pairing, today):
        return None
    ways = (
        Watch(pairing.player, pairing.club),
        Watch(pairing.player, None),
        Watch(None, pairing.club),
    )
    return min((begun[name(way)] for way in ways if name(way) in begun), default=None)
