"""Enters a player or a club whom the catalogue lacks, as an operator describes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from monitor.app.ledger import Made
from monitor.domain import newcomer
from monitor.domain.catalogue import Catalogue
from monitor.domain.settling import SightingError, UnknownNameError, find
from monitor.judges import entries
from monitor.judges.entries import ClubEntry, PlayerEntry

_MISSING: Final = "Give a club that the catalogue knows: `lastdance catalogue show` lists them."


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """What an operator says of those whom the catalogue lacks.

    Attributes:
        born: Of the player, such as 1999-05-03.
        plays_for: The player's club today, by a name; may be empty.
        country: Of the club, two letters.
        sure: Whether it is somebody else than those who look alike.
    """

    born: str = ""
    plays_for: str = ""
    country: str = ""
    sure: bool = False


def admitted(
    player: str | None, club: str | None, new: New, catalogue: Catalogue, today: date
) -> tuple[list[Made], Catalogue]:
    """Return the entries of those who are new, and the catalogue with them.

    Raises:
        SightingError: They can't be taken, or may be known already.
    """
    made: list[Made] = []
    if club is not None and not _club_known(club, catalogue):
        _doubt(newcomer.doubts(club, catalogue.clubs), new)
        body = newcomer.club(club, new.country, catalogue)
        entry = entries.read("clubs", dict(body))
        assert isinstance(entry, ClubEntry)
        catalogue = replace(catalogue, clubs={**catalogue.clubs, entry.slug: entry.made()})
        made.append(("clubs", entry.slug, body))
    if player is not None and not _player_known(player, catalogue):
        _doubt([*newcomer.doubts(player, catalogue.players), *newcomer.alone(player)], new)
        home = (
            find(new.plays_for, catalogue.clubs, "plays_for", "club", _MISSING).slug
            if (new.plays_for.strip())
            else None
        )
        body = newcomer.player(player, new.born, home, catalogue, today)
        one = entries.read("players", dict(body))
        assert isinstance(one, PlayerEntry)
        catalogue = replace(catalogue, players={**catalogue.players, one.slug: one.made()})
        made.append(("players", one.slug, body))
    return made, catalogue


def welcome(kind: str, body: Mapping[str, Any]) -> str:
    """Return what is worth knowing about somebody who is new."""
    if kind == "players":
        return (
            f"{body['name']} is new: found by that name and what it is shortened to. `lastdance "
            "catalogue import` adds other names, accounts and clubs."
        )
    short = f", and by {body['ambiguous'][0]} where more is said" if "ambiguous" in body else ""
    return f"{body['name']} is new: found by that name{short}; its clock is {body['timezone']}."


def _player_known(name: str, catalogue: Catalogue) -> bool:
    """Whether *name* names a player; raises `SightingError` where it names several."""
    try:
        return bool(find(name, catalogue.players, "player", "player"))
    except UnknownNameError:
        return False


def _club_known(name: str, catalogue: Catalogue) -> bool:
    """Whether *name* names a club; raises as above."""
    try:
        return bool(find(name, catalogue.clubs, "club", "club"))
    except UnknownNameError:
        return False


def _doubt(doubts: list[str], new: New) -> None:
    """See that nobody is entered twice.

    Raises:
        SightingError: They may be known already, or would be taken for others.
    """
    if doubts and not new.sure:
        cure = "Name the one that is there, or say that it is somebody else."
        raise SightingError("sure", f"{'; '.join(doubts)}.", cure)
