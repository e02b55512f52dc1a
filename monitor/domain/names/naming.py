"""Which of the names found in a text name whom they seem to name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from monitor.domain.catalogue import Catalogue, Player
from monitor.domain.names.given import PARTS, WORDS
from monitor.domain.names.hit import Hit, Named
from monitor.domain.names.namesakes import Namesakes
from monitor.domain.names.surnames import Bond

__all__ = ["Context", "Hit", "Named", "Settled", "settle"]


_ARTICLE = re.compile(r"\b(?:el|al|del|o|ao|do|no|pelo|il|la|nel|dal|le|au|du)[ ]$")
_AT = re.compile(r"\b(?:in|near|at|en|em|im|a|of|de|di|von)[ ]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known before names are settled.

    Attributes:
        players, clubs: Whom and what the talk is about already.
        market: The text speaks of a transfer.
        tied: Clubs of the text that its words tie to a move there.
        leisure: It speaks of holidays, houses and the like, where a club's town is a town.
    """

    players: frozenset[str] = frozenset()
    clubs: frozenset[str] = frozenset()
    market: bool = False
    tied: frozenset[Hit] = frozenset()
    leisure: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """Names that hold, and why others were left out, a phrase each.

    Attributes:
        ambiguous: One of those is nobody else's, and could be told by nothing.
    """

    hits: tuple[Hit, ...]
    left_out: tuple[str, ...]
    ambiguous: bool


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
    by a better name, a club of the player's, a player of the club's, the context. Beside a certain
    player a town's name is the club's, unless he is said to be there; a word of many names is one
    in talk of a transfer, and a common word only where that ties it to a move. Beside his club a
    surname that stands small among capitals is a word.
    """
    left_out: list[str] = []
    beside = Namesakes(hits, catalogue=catalogue, text=text, folded=folded)
    own: list[Hit] = []
    for hit in hits:
        if hit.named is Named.SOURCE:
            continue
        other = beside.other(hit)
        if other is None:
            own.append(_better(hit, beside))
        else:
            left_out.append(f"\u201c{other}\u201d is somebody else")
    sure = _sure(own, context, catalogue, folded, on)
    held: list[Hit] = []
    ambiguous = False
    for group in _by_place(own):
        name = folded[group[0].start : group[0].end]
        fitting = [hit for hit in group if _holds(hit, beside, folded, sure, catalogue, on)]
        if sure.tied.isdisjoint(fitting):  # no club is meant where nobody goes
            players = [hit for hit in fitting if hit.named is Named.PLAYER]
            fitting = players if len(players) == 1 else fitting
        if len(fitting) == 1:
            held.extend(fitting)
            continue
        ambiguous = True
        why = "could be several" if fitting else "means other things too, and nothing near tells"
        left_out.append(f"\u201c{name}\u201d {why}")
    return Settled(tuple(held), tuple(dict.fromkeys(left_out)), ambiguous)


def _better(hit: Hit, beside: Namesakes) -> Hit:
    """Return a name with the bond that its neighbours give it."""
    if hit.named is not Named.PLAYER or hit.bond is Bond.FIRM:
        return hit
    return replace(hit, bond=beside.bond(hit))


def _sure(
    hits: Sequence[Hit], context: Context, catalogue: Catalogue, folded: str, on: date
) -> Context:
    """Return the context with what the text names for certain."""
    players = {h.slug for h in hits if h.named is Named.PLAYER and h.bond is Bond.FIRM}
    clubs = {h.slug for h in hits if h.named is Named.CLUB and h.bond is Bond.FIRM}
    clubs |= context.clubs
    named = {hit.slug for hit in hits if hit.named is Named.CLUB}
    close = [hit for hit in hits if hit.named is Named.PLAYER and hit.bond is Bond.CLOSE]
    if (context.market and clubs) or (close and not clubs):
        clubs |= {h.slug for h in hits if h.named is Named.CLUB and _article(h, folded)}
    for hit in close:
        his = _clubs(catalogue.players.get(hit.slug), on)
        if clubs or (context.market and named) or not named.isdisjoint(his):
            players.add(hit.slug)
    return replace(context, players=context.players | players, clubs=frozenset(clubs))


def _article(hit: Hit, folded: str, *, sole: bool = True) -> bool:
    """Whether a name stands behind an article, as a club's does and a town's doesn't.

    Where it is not the *sole* sense of the article, "no" and "la" don't count.
    """
    name = folded[hit.start : hit.end]
    article = _ARTICLE.search(folded, max(0, hit.start - 5), hit.start)
    if article is None or name in WORDS:
        return False
    return sole or article.group() not in {"no ", "la "}


def _by_place(hits: Iterable[Hit]) -> Collection[list[Hit]]:
    groups: dict[tuple[int, int], list[Hit]] = {}
    for hit in hits:
        groups.setdefault((hit.start, hit.end), []).append(hit)
    return groups.values()


def _holds(
    hit: Hit, beside: Namesakes, folded: str, sure: Context, catalogue: Catalogue, on: date
) -> bool:
    """Whether a name is certain, or something certain fits it."""
    if hit.named is Named.PLAYER:
        his = _clubs(catalogue.players.get(hit.slug), on)
        sure_of_him = hit.bond is Bond.FIRM or hit.slug in sure.players
        return sure_of_him or (not his.isdisjoint(sure.clubs) and not beside.small(hit))
    name = folded[hit.start : hit.end]
    if sure.leisure and name.isalpha() and (hit.bond is Bond.LOOSE or not sure.market):
        return False
    if hit.bond is Bond.FIRM:
        return True
    if (name in WORDS or name in PARTS) and beside.small(hit):
        return False
    theirs = (_clubs(catalogue.players.get(player), on) for player in sure.players)
    if hit.slug in sure.clubs or any(hit.slug in clubs for clubs in theirs):
        return True
    return bool(sure.players) and _plays(hit, name, folded, sure)


def _plays(hit: Hit, name: str, folded: str, sure: Context) -> bool:
    """Whether an ambiguous name is a club's, beside a player who is nothing to the club."""
    if name in WORDS:
        return sure.market and hit in sure.tied
    if name in PARTS:
        return sure.market or hit in sure.tied or _article(hit, folded, sole=False)
    return sure.market or _AT.search(folded, max(0, hit.start - 6), hit.start) is None


def _clubs(player: Player | None, on: date) -> frozenset[str]:
    if player is None:
        return frozenset()
    return frozenset(s.club for s in player.stints if s.since is None or s.since <= on)
