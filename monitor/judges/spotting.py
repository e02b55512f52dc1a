"""Finds names in a text, those of a player and a club besides that may be in no catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from monitor.domain.catalogue import Catalogue, Club, Player
from monitor.domain.names.hit import Hit, Named
from monitor.domain.names.surnames import shorten
from monitor.domain.text import fold
from monitor.ports import Matcher

SHORTEST: Final = 3
"""Letters of a name that is looked for."""

_GAPS = re.compile(r"[\s_-]+")


class Spotting:
    """Names of a catalogue, and names given by hand."""

    def __init__(self, catalogue: Catalogue, matcher: Matcher) -> None:
        self._catalogue = catalogue
        self._matcher = matcher

    def spot(
        self, folded: str, player: str | None, club: str | None
    ) -> tuple[list[Hit], str | None]:
        """Return the names in *folded* by their place, and the slug that the player goes by.

        Args:
            folded: The text.
            player, club: Slugs or names. What the catalogue doesn't know is looked for by its
                name, and goes by it, in small letters with hyphens.
        """
        hits = list(self._matcher.find(folded))
        slugs: dict[Named, str | None] = {Named.PLAYER: None, Named.CLUB: None}
        for named, wanted in ((Named.PLAYER, player), (Named.CLUB, club)):
            if not wanted:
                continue
            known = self._known(named, wanted)
            slugs[named] = known or _GAPS.sub("-", fold(wanted).strip())
            if known is None:
                given = list(_literal(named, slugs[named] or "", folded))
                taken = [(hit.start, hit.end) for hit in given]
                hits = [hit for hit in hits if not any(_meet(hit, place) for place in taken)]
                hits += given
        return sorted(hits, key=lambda hit: (hit.start, -hit.end)), slugs[Named.PLAYER]

    def _known(self, named: Named, name: str) -> str | None:
        held: Mapping[str, Player | Club] = (
            self._catalogue.players if named is Named.PLAYER else self._catalogue.clubs
        )
        if name in held:
            return name
        folded = fold(name).strip()
        same = (slug for slug, one in held.items() if fold(one.name) == folded)
        whole = (
            hit.slug
            for hit in self._matcher.find(folded)
            if hit.named is named and (hit.start, hit.end) == (0, len(folded))
        )
        return next(same, None) or next(whole, None)


def _literal(named: Named, slug: str, folded: str) -> Iterator[Hit]:
    """Yield where a name that no catalogue holds stands, the longest first."""
    name = slug.replace("-", " ")
    shorts = [short.text for short in shorten(name)] if named is Named.PLAYER else []
    done: list[tuple[int, int]] = []
    for one in dict.fromkeys((name, *shorts)):
        if len(one) < SHORTEST:
            continue
        spelled = r"[ '.-]+".join(map(re.escape, one.split()))
        for match in re.finditer(rf"(?<![^\W_]){spelled}(?![^\W_])", folded):
            hit = Hit(named, slug, *match.span())
            if not any(_meet(hit, place) for place in done):
                done.append(match.span())
                yield hit


def _meet(hit: Hit, place: tuple[int, int]) -> bool:
    return hit.start < place[1] and place[0] < hit.end
