"""Finds out who is who in a text, for a pairing whose names may be in no catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Final

from monitor.domain.catalogue import Catalogue, Club, Player
from monitor.domain.claims import Cast
from monitor.domain.claims.cast import MOST, Span
from monitor.domain.names.hit import Named
from monitor.domain.text import fold
from monitor.ports import Matcher

SHORTEST: Final = 4
"""Letters of a part of a player's name that names him alone."""

_PARTS = re.compile(r"[^\W_]+")
_ENDINGS: Final = frozenset({"fc", "cf", "cp", "sc", "ac", "afc", "ssc", "club", "de"})


class Casting:
    """Names of a catalogue, and names given by hand."""

    def __init__(self, catalogue: Catalogue, matcher: Matcher) -> None:
        self._catalogue = catalogue
        self._matcher = matcher

    def cast(self, folded: str, player: str | None = None, club: str | None = None) -> Cast:
        """Return who is who in *folded*.

        Args:
            folded: The text.
            player, club: Slugs or names; what the catalogue doesn't know is looked for by its
                name. None = whoever is named is meant.
        """
        hits = self._matcher.find(folded)[:MOST]
        sides: dict[Named, tuple[list[Span], list[Span]]] = {}
        for kind, wanted in ((Named.PLAYER, player), (Named.CLUB, club)):
            slug = self._slug(kind, wanted) if wanted else None
            places = [hit for hit in hits if hit.named is kind]
            ours = [(h.start, h.end) for h in places if wanted is None or h.slug == slug]
            if wanted:
                literal = self._literal(kind, wanted).finditer(folded)
                ours += [found.span() for found in islice(literal, MOST)]
            theirs = [(hit.start, hit.end) for hit in places]
            sides[kind] = _apart(ours, ()), _apart(theirs, ours)
        players, clubs = sides[Named.PLAYER], sides[Named.CLUB]
        return Cast(
            player=tuple(players[0]),
            club=tuple(clubs[0]),
            players=tuple(players[1]),
            clubs=tuple(clubs[1]),
        )

    def _slug(self, kind: Named, name: str) -> str | None:
        """Return the slug of a slug or a name, None for who is in no catalogue."""
        known: Mapping[str, Player | Club] = (
            self._catalogue.players if kind is Named.PLAYER else self._catalogue.clubs
        )
        if name in known:
            return name
        folded = fold(name).strip()
        whole = (
            hit.slug
            for hit in self._matcher.find(folded)
            if hit.named is kind and (hit.start, hit.end) == (0, len(folded))
        )
        return next(whole, None)

    def _literal(self, kind: Named, name: str) -> re.Pattern[str]:
        known = self._catalogue.players if kind is Named.PLAYER else self._catalogue.clubs
        return _pattern(kind, known[name].name if name in known else name)


@lru_cache(maxsize=4_096)
def _pattern(kind: Named, name: str) -> re.Pattern[str]:
    """Return what finds a name, whole or by its parts."""
    spelled = "|".join(map(_spelled, dict.fromkeys(_names(kind, _PARTS.findall(fold(name))))))
    return re.compile(rf"(?<![^\W_])(?:{spelled})(?:'?s)?(?![^\W_])" if spelled else r"(?!)")


def _spelled(name: str) -> str:
    return r"[ '.-]+".join(map(re.escape, name.split()))


def _names(kind: Named, parts: list[str]) -> Iterator[str]:
    """Yield what somebody may be called, the longest first."""
    if not parts:
        return
    yield " ".join(parts)
    if kind is Named.CLUB:
        plain = [part for part in parts if part not in _ENDINGS]
        if plain:
            yield " ".join(plain)
        return
    if len(parts) > 1:
        yield " ".join(parts[-2:])
    yield from (part for part in reversed(parts) if len(part) >= SHORTEST)


def _apart(spans: list[Span], taken: list[Span] | tuple[()]) -> list[Span]:
    """Return *spans* in their order, without those that overlap an earlier one or a taken one."""
    kept: list[Span] = []
    for one in sorted(spans, key=lambda span: (span[0], -span[1])):
        clear = not kept or kept[-1][1] <= one[0]
        if clear and not any(one[0] < its[1] and its[0] < one[1] for its in taken):
            kept.append(one)
    return kept
