"""Clauses of a text, and whom each of them speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final

from monitor.domain.names.hit import Hit, Named

Target = tuple[Named, str]
"""A player or a club, by its slug."""

LONGEST: Final = 2_000
"""Characters that are looked at; what stands beyond belongs to the last clause."""

_BETWEEN: Final = 3
"""Words on each side that a comma or an "and" parts; fewer are an enumeration."""

_STOPS: Final = r"[.!?\u2026\u061f\u061b;:|]+(?=\s|$)|\n+|\s[\u2013\u2014-]+\s"
_COMMAS: Final = r"[,\u060c](?=\s)"

_TURNS: Final[Mapping[str, str]] = {
    "en": "but|however|although|though|whereas|while|whilst|yet|unlike|except",
    "es": "pero|mientras|aunque|sino|en cambio|sin embargo",
    "pt": "mas|porem|enquanto|embora|contudo|todavia",
    "it": "ma|pero|mentre|invece|tuttavia|anche se",
    "fr": "mais|tandis que|alors que|cependant|pourtant|par contre",
    "de": "aber|sondern|wahrend|doch|jedoch|obwohl|hingegen",
    "ar": "لكن|ولكن|بينما|اما|الا ان",
}
"""Words between what is said of one and what is said of another, folded."""

_ANDS: Final[Mapping[str, str]] = {
    "en": "and", "es": "y|e", "pt": "e", "it": "e|ed", "fr": "et", "de": "und", "ar": "و",
}  # fmt: skip


def clauses(folded: str, lang: str | None) -> list[range]:
    """Return the places of the clauses of a text, in their order; together they are the text.

    Stops and words such as "but" part them; a comma or an "and" does where whole clauses stand on
    both sides. In languages that we don't know only punctuation parts.

    Args:
        folded: The text, folded.
        lang: Its primary language subtag.
    """
    hard, soft = _seams(lang if lang in _TURNS else "")
    found: list[range] = []
    start = 0
    for seam in [*hard.finditer(folded, 0, LONGEST), None]:
        end = len(folded) if seam is None else _behind(seam)
        if folded[start:end].strip():
            found += _parted(folded, start, end, soft)
            start = end
    return _whole(found, len(folded))


def portions(
    folded: str, lang: str | None, hits: Iterable[Hit]
) -> Mapping[Target, tuple[range, ...]]:
    """Return where a text speaks of each player and club that it names.

    A clause speaks of those that it names; without a name, of those of the clause before it, or,
    at the beginning, of the first that are named. Nobody is told apart in a text of one clause:
    the result is empty, and so it is where everybody is spoken of in all of it.
    """
    named = [hit for hit in hits if hit.named is not Named.SOURCE]
    if not named:
        return {}
    places = clauses(folded, lang)
    if len(places) < 2:
        return {}
    owners = _owners(places, named)
    if all(each == owners[0] for each in owners):
        return {}
    found: dict[Target, list[range]] = {}
    for place, whose in zip(places, owners, strict=True):
        for target in whose:
            found.setdefault(target, []).append(place)
    return {target: _joined(own) for target, own in found.items()}


def _owners(places: Sequence[range], named: Sequence[Hit]) -> list[frozenset[Target]]:
    said = [
        frozenset((hit.named, hit.slug) for hit in named if hit.start in place) for place in places
    ]
    latest = next(each for each in said if each)
    owners = []
    for each in said:
        latest = each or latest
        owners.append(latest)
    return owners


def _parted(folded: str, start: int, end: int, soft: re.Pattern[str]) -> list[range]:
    parts: list[range] = []
    for seam in soft.finditer(folded, start, end):
        if _clause(folded[start : seam.start()]) and _clause(folded[seam.end() : end]):
            parts.append(range(start, seam.end()))
            start = seam.end()
    return [*parts, range(start, end)]


def _clause(words: str) -> bool:
    return len(words.split(maxsplit=_BETWEEN)) >= _BETWEEN


def _behind(seam: re.Match[str]) -> int:
    """Where the next clause begins: a stop belongs to what it ends, a "but" to what it opens."""
    return seam.start() if seam.group().strip()[:1].isalpha() else seam.end()


def _whole(found: list[range], length: int) -> list[range]:
    """With what stands behind the last clause."""
    if found and found[-1].stop < length:
        found[-1] = range(found[-1].start, length)
    return found or [range(length)]


def _joined(places: Sequence[range]) -> tuple[range, ...]:
    joined = [places[0]]
    for place in places[1:]:
        if place.start == joined[-1].stop:
            joined[-1] = range(joined[-1].start, place.stop)
        else:
            joined.append(place)
    return tuple(joined)


@cache
def _seams(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    if not lang:
        return re.compile(_STOPS), re.compile(_COMMAS)
    turns, ands = _TURNS[lang], _ANDS[lang]
    return (
        re.compile(rf"{_STOPS}|\b(?:{turns})\b"),
        re.compile(rf"{_COMMAS}|(?<=\s)(?:{ands})(?=\s)"),
    )
