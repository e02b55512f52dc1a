"""Names in a row that tell one another: "Carvajal y Ceballos" are of one club."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from monitor.domain.catalogue import Catalogue, Relation
from monitor.domain.names.hit import Hit, Named
from monitor.domain.text import origins

_JOINED: Final = re.compile(r", (?:(?:and|et|und|y|e) )?| (?:and|et|und|y|e|&) ")
_BEFORE: Final = re.compile(r"([^\W_])[^\W_]*[ -]$")
_LONGEST: Final = 30
"""Letters of a word before a name that is looked at."""


def beside(
    text: str, folded: str, settled: Sequence[Hit], unsettled: Sequence[Hit], *,
    catalogue: Catalogue, on: date,
) -> list[Hit]:  # fmt: skip
    """Return which *unsettled* names of players stand in a row with a team-mate's name.

    A surname that means other things too, "Bastoni", is the player's between two of his club:
    who stands in a row with others of it is one of them. Both must be written as names, and none
    of the name's other bearers may play there.
    """
    held = {(hit.start, hit.end) for hit in settled}
    doubtful = [
        hit for hit in unsettled
        if hit.named is Named.PLAYER and (hit.start, hit.end) not in held
    ]  # fmt: skip
    if not doubtful:
        return []
    at = origins(text)
    doubtful = [hit for hit in doubtful if _bare(hit, text, at)]
    named = [hit for hit in settled if hit.named is Named.PLAYER]
    found: dict[tuple[int, int], dict[str, Hit]] = {}
    for one, other in _neighbours([*named, *doubtful], folded):
        if _mates(one.slug, other.slug, catalogue, on):
            for hit in (one, other):
                found.setdefault((hit.start, hit.end), {})[hit.slug] = hit
    return [
        hit for place, hits in found.items() if len(hits) == 1 and place not in held
        for hit in hits.values()
    ]  # fmt: skip


def _neighbours(players: Sequence[Hit], folded: str) -> Iterator[tuple[Hit, Hit]]:
    """Yield names that only a comma or "and" parts."""
    starts: dict[int, list[Hit]] = {}
    for hit in players:
        starts.setdefault(hit.start, []).append(hit)
    for one in players:
        match = _JOINED.match(folded, one.end)
        if match is not None:
            yield from ((one, other) for other in starts.get(match.end(), ()))


def _mates(one: str, other: str, catalogue: Catalogue, on: date) -> bool:
    """Whether two play for one club."""
    both = catalogue.players.get(one), catalogue.players.get(other)
    clubs = [set(p.clubs(Relation.CURRENT, on)) if p is not None else set() for p in both]
    return one != other and not clubs[0].isdisjoint(clubs[1])


def _bare(hit: Hit, text: str, at: Sequence[int]) -> bool:
    """Whether it is written as a name, and no part of a longer one: "*Marco* Bastoni"."""
    first, last = at[hit.start], at[hit.end]
    before = _BEFORE.search(text, max(0, first - _LONGEST), first)
    after = text[last : last + 2]
    longer = before is not None and before.group(1).isupper()
    return text[first].isupper() and not longer and not (after[:1] == " " and after[1:].isupper())
