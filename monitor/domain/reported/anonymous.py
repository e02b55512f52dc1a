"""Finds "the club" and its account: the only club that the text names before it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from monitor.domain.names.hit import Named
from monitor.domain.phrases import Found
from monitor.domain.reported.heads import ARTICLES, Head, Kind
from monitor.domain.reported.passage import Passage
from monitor.domain.reported.signs import Sign

CLUB: Final = frozenset("club clube klub klubs verein vereins societa".split())  # noqa: SIM905
_OF: Final = frozenset("of del do du della des dell vom".split())  # noqa: SIM905
_OFFICIAL: Final = frozenset(
    "official oficial ufficiale officiel offizielle offizieller verified verifizierte".split()  # noqa: SIM905
)


def clubs(passage: Passage) -> Iterator[Head]:
    """Yield "the club" where it acts, as the club: "the club's account began following"."""
    if CLUB.isdisjoint(passage.words):
        return
    yield from _opening(passage)
    for one in passage.signs:
        if one.value is Sign.ACCOUNT:
            place = _club_of(passage, one)
            slug = None if place is None else the_club(passage, min(place, one.start))
            if place is not None and slug is not None:
                yield Head(Kind.CLUB, min(place, one.start), max(place + 1, one.end), slug)


def _opening(passage: Passage) -> Iterator[Head]:
    """Yield "the club" where a clause begins with it; which one it is may not be told."""
    words = passage.words
    for clause in passage.clauses:
        place = clause.start + 1
        if place + 1 >= clause.end or words[place] not in CLUB:
            continue
        alone = words[clause.start] in ARTICLES and passage.gap(place + 1) == " "
        named = any(span.start == place + 1 for _, span in passage.hits)
        account = passage.within(place + 1, place + 3, Sign.ACCOUNT)
        if alone and not named and not account:
            slug = the_club(passage, place)
            kind = Kind.NOBODY if slug is None else Kind.CLUB
            yield Head(kind, place, place + 1, slug)


def the_club(passage: Passage, place: int) -> str | None:
    """Return which club "the club" is: the only one that is named before a place."""
    named = {hit.slug for hit, span in passage.hits
             if hit.named is Named.CLUB and span.start < place}  # fmt: skip
    return next(iter(named)) if len(named) == 1 else None


def _club_of(passage: Passage, one: Found[Sign]) -> int | None:
    """Return where "club" stands to which an account belongs, or None."""
    words = passage.words
    nets = {at for net in passage.platforms for at in range(net.start, net.end)}
    before = one.start - 1
    while before > 0 and (before in nets or words[before] in _OFFICIAL):
        before -= 1
    if before > 0 and words[before] == "s" and words[before - 1] in CLUB:
        return before - 1
    if words[before] in CLUB and passage.gap(one.start) in {" ", "-"}:
        return before
    behind = one.end
    while behind < len(words) and (words[behind] in _OFFICIAL or behind in nets):
        behind += 1
    if behind >= len(words) - 1 or words[behind] not in _OF:
        return None
    behind += 1
    while behind < len(words) - 1 and words[behind] in ARTICLES:
        behind += 1
    named = any(span.start == behind + 1 for hit, span in passage.hits if hit.named is Named.CLUB)
    return behind if words[behind] in CLUB and not named else None
