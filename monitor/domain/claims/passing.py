"""Clubs that a text says are passed over: "chose Milan over Chelsea", "Milan, not Chelsea"."""

from __future__ import annotations

import re
from typing import Final

from monitor.domain.claims.cast import Cast, Span, within

_REACH: Final = 120
"""Characters before a club that are looked at."""

_ARTICLE = r"(?:\s+(?:the|el|la|lo|los|o|a|il|le|les|den|dem|die|das))?\s+$"
_CHOSEN = re.compile(
    r"\b(?:choos\w+|chose\w?|pick(?:s|ed|ing)?|prefer(?:s|red|ring)?|favou?r(?:s|ed|ing)?|opt(?:s|ed)|"
    r"select(?:s|ed|ing)?|join(?:s|ed|ing)?|sign(?:s|ed|ing)? for)\b[^.!?;]*\bover" + _ARTICLE
)
_INSTEAD = re.compile(
    r"\b(?:instead of|rather than|and not(?: to| for)?|"
    r"en (?:lugar|vez|detrimento) del?|antes que(?: al| a)?|y no (?:al?|por|en)|"
    r"em (?:lugar|vez|detrimento) d[eoa]|e nao (?:n[oa]|ao|para|pelo|pela|por)|"
    r"al posto (?:di|dell?[ao']?)|invece (?:di|dell?[ao']?)|piuttosto che|"
    r"e non (?:al?|alla|all'|per)|"
    r"plutot qu[e']|au (?:lieu|detriment) d[eu']|et (?:non|pas) (?:au?|pour)|"
    r"(?:an)?statt(?: zu[rm]?)?|anstelle von|und nicht (?:zu[rm]?|fur))"
    + _ARTICLE.replace(r"\s+$", r"\s*$")
)
_REFUSED = re.compile(
    r"(?<!not )(?<!never )(?<!n't )(?<!no )(?<!non )(?<!nao )(?<!ne )\b(?:"
    r"(?:reject|snub|spurn)(?:s|ed|bed)?|turn(?:s|ed) down|(?:says?|said) no to|"
    r"(?:rechaz|descart)(?:a|o) al?|(?:dice|dijo) (?:que )?no al?|"
    r"(?:recus|rejeit|descart|afast)(?:a|ou)(?: ao?)?|(?:diz|disse) nao ao?|"
    r"(?:rifiuta|rifiutato|respinge|scarta)|(?:dice|detto|disse) no al?|"
    r"(?:refuse|repousse|recale|snobe|decline|ecarte)|dit non (?:a|au))" + _ARTICLE
)
"""What a player does to a club; a club does it to offers."""

_TURNS = re.compile(
    r"\s*(?:[,.:;!\n\u2013\u2014]|"
    r"(?:and|to (?:join|sign)|for|because|in favou?r|y|para|por|porque|e|per|perche|et|pour|car)\b)"
)
"""How a text goes on that is done with a club."""

_NOT = re.compile(
    r"(?:^|[.!?:;,(\n\u2013\u2014]\s*|\s-\s)"
    r"(?:(?:it'?s )?not|no(?: es)?|nao(?: e)?|non(?: e)?|(?:ce n'est )?pas|(?:es ist )?nicht)"
    r"(?: (?:to|for|al?|ao|alla|au|zu[rm]?|fur))?" + _ARTICLE
)
_ENDS = re.compile(r"\s*(?:$|[.!?:;,)\n\u2013\u2014]|(?:but|sino|mas|ma|bensi|mais|sondern)\b)")
_FOR = re.compile(
    r"(?:'s?)?(?:\s+\w+)?\s+(?:for|to (?:join|sign for)|in favou?r of|"
    r"(?:para|por|per|pour|fur|zugunsten von)(?: \w+ (?:por|con|na|no|a))?)" + _ARTICLE
)
_NEXT: Final = 8
"""Characters between a refusal and the club that is refused: an article, a preposition."""
_STOP = re.compile(r"[.!?\n;]")
_MATTER = re.compile(
    r"(?:'s?)?\s+(?:move|switch|transfer|talks?|deal|bids?|offers?|interest|clash|game|match|medical|"
    r"future|exit|contract|links)\b"
)


def passed(folded: str, cast: Cast) -> Span | None:
    """Return the words that say that the club of *cast* is passed over for another, or None.

    It is, if all that is said of it is that: a club that is named otherwise too is in the race.
    """
    if not cast.club or not cast.clubs:
        return None
    found = [_passing(folded, span) or _refused(folded, span, cast) for span in cast.club]
    return None if None in found else found[0]


def preferred(folded: str, cast: Cast, start: int, end: int) -> bool:
    """Whether what the words from *start* to *end* refuse is another club, for that of *cast*."""
    other = next((span for span in cast.clubs if start <= span[0] <= end + _NEXT), None)
    return other is not None and any(
        _FOR.fullmatch(folded[other[1] : span[0]]) for span in cast.club if span[0] > other[1]
    )


def _passing(folded: str, club: Span) -> Span | None:
    start, end = club
    since = max(0, start - _REACH)
    before = folded[since:start]
    if _MATTER.match(folded, end):
        return None
    said = _CHOSEN.search(before) or _INSTEAD.search(before)
    if said is None and _ENDS.match(folded, end):
        said = _NOT.search(before)
    return None if said is None else (since + said.start(), end)


def _refused(folded: str, club: Span, cast: Cast) -> Span | None:
    """Return the words by which the player, and no club, refuses *club*."""
    start, end = club
    since = max(0, start - _REACH, *(stop.end() for stop in _STOP.finditer(folded, 0, start)))
    said = _REFUSED.search(folded[since:start]) if _TURNS.match(folded, end) else None
    if said is None or within((*cast.club, *cast.clubs), since, since + said.start()):
        return None
    return since + said.start(), end
