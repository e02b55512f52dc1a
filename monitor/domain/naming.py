"""Which of the names found in a text name whom they seem to name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from monitor.domain.catalogue import Catalogue, Player
from monitor.domain.hit import Hit, Named
from monitor.domain.namesakes import Namesakes
from monitor.domain.surnames import Bond

__all__ = ["Context", "Hit", "Named", "Settled", "settle"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known before names are settled.

    Attributes:
        players, clubs: Whom and what the talk is about already.
        market: The text speaks of a transfer.
    """

    players: frozenset[str] = frozenset()
    clubs: frozenset[str] = frozenset()
    market: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """Names that hold, and why others were left out, a phrase each."""

    hits: tuple[Hit, ...]
    left_out: tuple[str, ...]


def settle(
    hits: Sequence[Hit],
    *,
    catalogue: Catalogue,
    text: str,
    folded: str,
    context: Context,
    on: date,
) -> Settled:
    """Return the names of players and clubs that hold.

    A surname after another's given name falls, whoever bears it. A surname that few bear holds
    beside a club. An ambiguous name holds where something certain fits it: the same player or club
    by a better name, a club of the player's, a player of the club's, the context; a club's also
    beside a player in talk of a transfer.
    """
    left_out: list[str] = []
    beside = Namesakes(hits, catalogue=catalogue, text=text, folded=folded)
    own: list[Hit] = []
    for hit in hits:
        if hit.named is Named.SOURCE:
            continue
        other = beside.other(hit)
        if other is None:
            own.append(hit)
        else:
            left_out.append(f"\u201c{other}\u201d is somebody else")
    sure = _sure(own, context, catalogue, on)
    held: list[Hit] = []
    for group in _by_place(own):
        fitting = [hit for hit in group if _holds(hit, sure, catalogue, on)]
        if len(fitting) == 1:
            held.extend(fitting)
            continue
        name = folded[group[0].start : group[0].end]
        why = "could be several" if fitting else "means other things too, and nothing near tells"
        left_out.append(f"\u201c{name}\u201d {why}")
    return Settled(tuple(held), tuple(dict.fromkeys(left_out)))


def _sure(hits: Sequence[Hit], context: Context, catalogue: Catalogue, on: date) -> Context:
    """Return the context with what the text names for certain."""
    players = {h.slug for h in hits if h.named is Named.PLAYER and h.bond is Bond.FIRM}
    clubs = {h.slug for h in hits if h.named is Named.CLUB and h.bond is Bond.FIRM}
    clubs |= context.clubs
    named = {hit.slug for hit in hits if hit.named is Named.CLUB}
    for hit in hits:
        if (
            hit.named is Named.PLAYER
            and hit.bond is Bond.CLOSE
            and (
                clubs
                or (context.market and named)
                or not named.isdisjoint(_clubs(catalogue.players.get(hit.slug), on))
            )
        ):
            players.add(hit.slug)
    return Context(players=context.players | players, clubs=frozenset(clubs), market=context.market)


def _by_place(hits: Iterable[Hit]) -> Collection[list[Hit]]:
    groups: dict[tuple[int, int], list[Hit]] = {}
    for hit in hits:
        groups.setdefault((hit.start, hit.end), []).append(hit)
    return groups.values()


def _holds(hit: Hit, sure: Context, catalogue: Catalogue, on: date) -> bool:
    """Whether a name is certain, or something certain fits it."""
    if hit.bond is Bond.FIRM:
        return True
    if hit.named is Named.PLAYER:
        clubs = _clubs(catalogue.players.get(hit.slug), on)
        return hit.slug in sure.players or not clubs.isdisjoint(sure.clubs)
    if hit.slug in sure.clubs or (sure.market and sure.players):
        return True
    return any(hit.slug in _clubs(catalogue.players.get(player), on) for player in sure.players)


def _clubs(player: Player | None, on: date) -> frozenset[str]:
    if player is None:
        return frozenset()
    return frozenset(s.club for s in player.stints if s.since is None or s.since <= on)
