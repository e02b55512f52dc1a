"""Following that needs no network: it began at a day that is named, or is over for good."""

from __future__ import annotations

from typing import Final

from monitor.domain.names.hit import Named
from monitor.domain.phrases import Found
from monitor.domain.reported.heads import ARTICLES
from monitor.domain.reported.passage import Clause, Passage
from monitor.domain.reported.signs import Sign
from monitor.domain.reported.surroundings import NEAR

_SINCE: Final = frozenset("since desde da depuis seit".split())  # noqa: SIM905
_DAYS: Final = frozenset(
    """
    yesterday today tonight morning monday tuesday wednesday thursday friday saturday sunday
    ayer hoy anoche madrugada lunes martes miercoles jueves viernes sabado domingo
    ontem hoje segunda terca quarta quinta sexta
    ieri oggi stamattina stamani stanotte stasera lunedi martedi mercoledi giovedi venerdi sabato
    domenica hier aujourd matin lundi mardi mercredi jeudi vendredi samedi dimanche
    gestern heute montag dienstag mittwoch donnerstag freitag samstag sonntag
    """.split()  # noqa: SIM905
)
"""Days from which on a club is followed on a network: a supporter has done so for years."""
_CHAIRS: Final = frozenset("president presidente prasident prasidenten".split())  # noqa: SIM905
_BETWEEN: Final = (
    ARTICLES
    | _CHAIRS
    | frozenset(
        """
        a al ao aos alla au aux l of de da do di du der feira this esta ce cette fc sc ac vfb vfl
        """.split()  # noqa: SIM905
    )
)
"""Words between the verb and the name of who is followed."""


def lately(passage: Passage, one: Found[Sign], clause: Clause) -> bool:
    """Whether somebody follows by name since a day: "folgt seit gestern Galatasaray"."""
    words = passage.words
    first, last = max(clause.sentence.start, one.start - NEAR), min(clause.end, one.end + NEAR)
    since = {
        at
        for place in range(first, last)
        if words[place] in _SINCE
        for day in range(place, min(clause.end, place + 4))
        if words[day] in _DAYS
        for at in range(place, day + 1)
    }
    places = (at for at in range(one.end, last) if at not in since and words[at] not in _BETWEEN)
    target = next(places, None) if since else None
    if target is None:
        return False
    named = any(span.start == target and hit.named is not Named.SOURCE
                for hit, span in passage.hits)  # fmt: skip
    chair = not _CHAIRS.isdisjoint(words[one.end : target])
    return named or (chair and passage.capitals[target])


def over(passage: Passage, one: Found[Sign], clause: Clause) -> bool:
    """Whether German ends it right behind the name: "folgt Galatasaray nicht mehr"."""
    if passage.book.lang != "de" or one.value is not Sign.FOLLOW:
        return False
    for hit, span in passage.hits:
        if hit.named is Named.SOURCE or not one.end <= span.start <= one.end + 1:
            continue
        if not ARTICLES.issuperset(passage.words[one.end : span.start]):
            continue
        for found in passage.within(span.end, span.end + 1, Sign.NO_MORE):
            if found.end >= clause.end or "," in passage.gap(found.end):
                return True
    return False
