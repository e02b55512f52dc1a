"""Finds the names of the catalogue in texts: thousands of aliases in one walk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from monitor.domain.catalogue import Alias, Catalogue
from monitor.domain.names.linking import Hit, Named
from monitor.domain.names.surnames import Bond, shorten
from monitor.domain.text import fold

SHORTEST: Final = 2
"""Shortest alias that is looked for, in folded characters."""

TAGGED: Final = 6
"""Shortest alias of several words that is seen inside a longer hashtag."""

LONGEST_TAG: Final = 100
"""Characters of a hashtag before a name in it; more is no hashtag that anybody reads."""

MEMORY: Final = 1_000
"""Texts whose names are remembered: a batch is asked of more than once."""

SHORT: Final = 1_000
"""Characters of a text that is worth remembering."""

_PARTS = re.compile(r"[\s\-_\u00b7\u30fb]+")
_ELISION = re.compile(r"\b[mn]'")
"""What is often left out of names such as N'Zonzi."""
_JOINTS: Final = (" ", "-", "_", "")
_ARABIC_PREFIXES: Final = frozenset("ولبفكا")
_ARABIC_REACH: Final = 3


@dataclass(frozen=True, slots=True)
class _Name:
    """Whom one pattern names; *tagged*: it also counts inside a longer hashtag."""

    named: Named
    slug: str
    bond: Bond
    tagged: bool


class Names:
    """The names of one catalogue; implements `ports.Matcher`. Building takes a while, finding not.

    Full names count besides the aliases, words joined by a space, a hyphen, an underscore or
    nothing ("#RealMadrid"), and the short names that a player's full name gives. A name that
    several bear is a hit for each of them, and a loose one.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        patterns: dict[str, list[_Name]] = {}
        for pattern, name in _patterns(catalogue):
            _add(patterns, pattern, name)
        firm = frozenset(
            pattern
            for pattern, names in patterns.items()
            if any(n.named is not Named.PLAYER and n.bond is Bond.FIRM for n in names)
        )
        known = frozenset(patterns)
        for player in catalogue.players.values():
            for short in shorten(player.name):
                if short.given and player.aliases:
                    continue  # whoever gave him names knows whether he goes by that one
                taken = known if short.given else firm
                for pattern, name in _spellings(Named.PLAYER, player.slug, short.text, short.bond):
                    if pattern not in taken:
                        _add(patterns, pattern, name)
        self._found: dict[str, tuple[Hit, ...]] = {}
        self._names = [_shared(names) for names in patterns.values()]
        self._search = AhoCorasick(
            list(patterns),
            matchkind=MatchKind.Standard,
            store_patterns=False,
            implementation=Implementation.ContiguousNFA,
        )

    def touches(self, folded: str) -> bool:
        """Whether a player and a club are named: a stranger's words link with both, or not."""
        player = club = False
        for match in self._search.find_matches_as_indexes(folded, overlapping=True):
            if self._stands(folded, *match):
                for name in self._names[match[0]]:
                    player = player or name.named is Named.PLAYER
                    club = club or name.named is Named.CLUB
                if player and club:
                    return True
        return False

    def find(self, folded: str) -> Sequence[Hit]:
        """Return the names in *folded*, by place, longest first, not nested."""
        hits = self._found.get(folded)
        if hits is None:
            hits = self._look(folded)
            if len(folded) <= SHORT:
                if len(self._found) >= MEMORY:
                    self._found.clear()
                self._found[folded] = hits
        return hits

    def _look(self, folded: str) -> tuple[Hit, ...]:
        found = [
            (start, -end, index)
            for index, start, end in self._search.find_matches_as_indexes(folded, overlapping=True)
            if self._stands(folded, index, start, end)
        ]
        if not found:
            return ()
        found.sort()
        hits: list[Hit] = []
        done = 0
        for start, end, index in found:
            if start >= done:
                done = -end
                hits.extend(Hit(n.named, n.slug, start, done, n.bond) for n in self._names[index])
        return tuple(hits)

    def _stands(self, folded: str, index: int, start: int, end: int) -> bool:
        """Whether a match is a name and not a part of a longer word."""
        if not _joined(folded, start) and not _joined(folded, end):
            return True
        if _plural(folded, start, end) and self._names[index][0].named is Named.CLUB:
            return True
        first = folded[start]
        if _unspaced(first):
            return True
        if "\u0600" <= first <= "\u06ff" and not _joined(folded, end):
            return _prefixed(folded, start)
        return any(name.tagged for name in self._names[index]) and _in_hashtag(folded, start)


def _add(patterns: dict[str, list[_Name]], pattern: str, name: _Name) -> None:
    bearers = patterns.setdefault(pattern, [])
    if all((other.named, other.slug) != (name.named, name.slug) for other in bearers):
        bearers.append(name)


def _joined(folded: str, place: int) -> bool:
    """Whether the characters on both sides of *place* belong to one word."""
    return 0 < place < len(folded) and folded[place - 1].isalnum() and folded[place].isalnum()


def _plural(folded: str, start: int, end: int) -> bool:
    """Whether a long name stands alone but for an "s", as where apostrophes are left out."""
    return (
        end - start >= TAGGED
        and folded[end : end + 1] == "s"
        and not _joined(folded, start)
        and not _joined(folded, end + 1)
    )


def _unspaced(letter: str) -> bool:
    """Whether a letter is of a script that is written without spaces between words."""
    return "\u1100" <= letter <= "\u11ff" or "\u3040" <= letter <= "\u9fff"


def _prefixed(folded: str, start: int) -> bool:
    """Whether an Arabic word begins at *start* but for particles written onto it."""
    for place in range(start - 1, max(-1, start - _ARABIC_REACH - 1), -1):
        if not folded[place].isalnum():
            return True
        if folded[place] not in _ARABIC_PREFIXES:
            return False
    return not _joined(folded, max(0, start - _ARABIC_REACH))


def _in_hashtag(folded: str, start: int) -> bool:
    """Whether the word around *start* is a hashtag."""
    first = max(0, start - LONGEST_TAG)
    while start > first and (folded[start - 1].isalnum() or folded[start - 1] == "_"):
        start -= 1
    return start > 0 and folded[start - 1] == "#"


def _shared(names: Sequence[_Name]) -> tuple[_Name, ...]:
    """Return *names* of one pattern, loose where several players or clubs bear it."""
    if sum(name.named is not Named.SOURCE for name in names) < 2:
        return tuple(names)
    return tuple(replace(name, bond=Bond.LOOSE) for name in names)


def _patterns(catalogue: Catalogue) -> Iterator[tuple[str, _Name]]:
    everybody: Iterable[tuple[Named, str, str, Sequence[Alias]]] = (
        *((Named.PLAYER, p.slug, p.name, p.aliases) for p in catalogue.players.values()),
        *((Named.CLUB, c.slug, c.name, c.aliases) for c in catalogue.clubs.values()),
        *((Named.SOURCE, s.slug, s.name, s.aliases) for s in catalogue.sources.values()),
    )
    for named, slug, full, aliases in everybody:
        given = {fold(alias.text) for alias in aliases}
        own = () if fold(full) in given else (Alias(full),)
        for alias in (*own, *aliases):
            bond = Bond.LOOSE if alias.ambiguous else Bond.FIRM
            yield from _spellings(named, slug, alias.text, bond)


def _spellings(named: Named, slug: str, text: str, bond: Bond) -> Iterator[tuple[str, _Name]]:
    """Yield the ways to write one name."""
    folded = fold(text).strip().lstrip("#@")
    parts = [part for part in _PARTS.split(folded) if part]
    written = [joint.join(parts) for joint in (_JOINTS if len(parts) > 1 else ("",))]
    if "'" in folded:
        bare = folded.replace("'", "")
        written += [joint.join(_PARTS.split(bare)) for joint in _JOINTS]
        written.append(" ".join(_PARTS.split(folded.replace("'", " "))))
        written.append(" ".join(_PARTS.split(_ELISION.sub("", folded))))
    tagged = len(parts) > 1 and bond is Bond.FIRM
    for one in dict.fromkeys(written):
        if len(one) >= SHORTEST:
            yield one, _Name(named, slug, bond, tagged and len(one) >= TAGGED)
    if folded not in written and len(folded) >= SHORTEST:
        yield folded, _Name(named, slug, bond, tagged=False)
