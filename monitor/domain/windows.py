"""Transfer windows as times: when the one closes in which a club may sign somebody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from monitor.domain.catalogue import Catalogue, Pairing, Relation

FREE: Final = timedelta(days=90)
"""A player without a club may sign at any time: a rumour about him is given so long."""


def closing(catalogue: Catalogue, pairing: Pairing, at: datetime) -> datetime | None:
    """Return when the window closes that is open at *at*, or opens next, where the club is.

    None for a player without a club, and where no window is known.
    """
    if free(catalogue, pairing, at):
        return None
    return min((end for end in _ends(catalogue, pairing.club) if end > at), default=None)


def closed(catalogue: Catalogue, pairing: Pairing, at: datetime) -> datetime | None:
    """Return when the last window closed before *at*, or at it, where the club is.

    None for a player without a club, and where no window is known.
    """
    if free(catalogue, pairing, at):
        return None
    return max((end for end in _ends(catalogue, pairing.club) if end <= at), default=None)


def free(catalogue: Catalogue, pairing: Pairing, at: datetime) -> bool:
    """Whether the player is known to have no club at *at*."""
    player = catalogue.players.get(pairing.player)
    if player is None or not player.stints:
        return False
    day = at.date()
    return not any(
        player.clubs(relation, day) for relation in (Relation.CURRENT, Relation.LOAN_PARENT)
    )


def _ends(catalogue: Catalogue, slug: str) -> Iterator[datetime]:
    """Yield when the windows of a club's country close: its last day counts whole, there."""
    club = catalogue.clubs.get(slug)
    if club is None:
        return
    zone = ZoneInfo(club.timezone)
    for window in catalogue.windows:
        if window.country == club.country:
            after = window.closes + timedelta(days=1)
            yield datetime.combine(after, time(), zone).astimezone(UTC)
