"""What a player is called in a text that is known to be about him, beside his own names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from monitor.domain.catalogue import Player
from monitor.domain.names.hit import Hit, Named
from monitor.domain.names.surnames import Bond
from monitor.domain.text import fold, origins

_LEAST: Final = 4
"""Letters of a first name that is looked for."""

_OF: Final = re.compile(r"\b(?:of|de|do|di|d'|von) ?$")

_WORDS: Final = frozenset({"will", "mark", "grant", "chance", "like"})
"""First names that English says otherwise."""


def beside(
    text: str, folded: str, player: Player | None, hits: Sequence[Hit], lang: str | None
) -> list[Hit]:
    """Return where *player* is named as no list has him: "Sanés Like", "Trent liked it"."""
    names = () if player is None else _names(player.name)
    if player is None or not names:
        return []
    players = [hit for hit in hits if hit.named is Named.PLAYER]
    found = [*_owning(folded, player.name)] if lang == "de" and f"{names[-1]}s" in folded else []
    if folded.count(names[0]) > sum(folded.startswith(names[0], hit.start) for hit in players):
        others = [hit for hit in players if hit.slug != player.slug]
        if not any(folded.startswith(names[0], hit.start) for hit in others):
            found += _first(text, folded, names)
    return [
        Hit(Named.PLAYER, player.slug, start, end)
        for start, end in found
        if not any(start < hit.end and hit.start < end for hit in players)
    ]


def behind_kin(
    folded: str, player: str | None, hits: Sequence[Hit], settled: Sequence[Hit]
) -> list[Hit]:
    """Return where *player* is named whose brother is spoken of, and no brother that plays."""
    held = {hit.start for hit in settled}
    return [
        hit for hit in hits
        if hit.slug == player and hit.named is Named.PLAYER and hit.bond is Bond.FIRM
        and hit.start not in held and _OF.search(folded, max(0, hit.start - 5), hit.start)
    ]  # fmt: skip


@lru_cache(maxsize=1024)
def _names(name: str) -> tuple[str, ...]:
    """Return a player's names, folded, his first name first."""
    return tuple(fold(name).split())


def _owning(folded: str, name: str) -> Iterator[tuple[int, int]]:
    """Yield where German says that something is the player's: "Sanés Like"."""
    *given, last = _names(name)
    spelled = "".join(f"(?:{re.escape(name)} )?" for name in given) + re.escape(last)
    for match in re.finditer(rf"\b{spelled}s\b", folded):
        yield match.span()


def _first(text: str, folded: str, names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where he goes by his first name alone: no other name stands beside it."""
    given, *others = names
    if not others or len(given) < _LEAST or given in _WORDS:
        return
    at = origins(text)
    for match in re.finditer(rf"(\w+ )?\b({re.escape(given)})\b([ -]\w)?", folded):
        start, end = match.span(2)
        beside = [match.start(group) for group in (1, 3) if match.group(group)]
        beside = [place + (place > start) for place in beside]
        if text[at[start]].isupper() and not any(text[at[place]].isupper() for place in beside):
            yield start, end
