"""Whom a text names as its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from monitor.domain.claims.cast import Cast, covers

LONGEST: Final = 4
"""Words of a name, at most."""

_AFTER = re.compile(r" ?:? ?[\"'\u201c\u201e\u00ab]? ?(@?[^\W_][\w.']*(?:[ -][^\W_][\w.']*){0,5})")
_BRACKET = re.compile(r"[\[(](?:via |per |by |h/t )?(@?[^\W_][\w.' -]{1,40})[\])]")
_HANDLE = re.compile(
    r"(?:\b(?:via|per|by|told|tells|as|h/t|source|fuente|fonte|quelle|segun|selon|secondo|laut)"
    r":? |\U0001f3a5 ?|\U0001f4f2 ?|\U0001f5de\ufe0f? ?|\u2014 ?)(@\w[\w.]*)"
)
_SIGNED = re.compile(
    r"(?:^|[.!?\n)] ?)(@\w[\w.]*)\.?(?: [^\w\s@]+)*(?= *(?:https?://\S+ *)*(?:$|\n))"
)
_BEFORE = re.compile(
    r"(?:^|[.,;:!?\n(\u2014\u2013|-] ?|\b(?=(?:as|wie|come|comme|como) ))"
    r"(?:(?:as|wie|come|comme|como) )?"
    r"((?:the )?@?[^\W_][\w.']*(?: [^\W_][\w.']*){0,3}?) "
    r"(?:understands?|reports?|reported|reveals?|claims?|can reveal|berichtet|meldet|rapporte|"
    r"annonce|informa|asegura|riporta|riferisce|avanca|adianta|garante)"
    r"(?= that\b| che\b| que\b| dass\b|\s*[.,:;!?)\n\u2014]|\s*$)"
)
_UNDERSTANDS = re.compile(
    r"(?:^|[.!?\n:] ?)((?:the )?[^\W_][\w.']*(?: [^\W_][\w.']*){0,2}) understands\b"
)
_VERB = re.compile(
    r"\b(?:understand|report|reveal|claim|can reveal|berichtet|meldet|rapporte|annonce|informa|"
    r"asegura|riporta|riferisce|avanca|adianta|garante)"
)
_DASH = re.compile(r"\u2014 ?([^\W_][\w.]*(?: [^\W_]\w*){1,2})[.!]?\s*$")
_HEARD = re.compile(r"\bnach ([^\W_]\w*)[- ]informationen\b")
_WORD = re.compile(r"@?[^\W_][\w.']*")
_ARTICLES: Final = frozenset(
    {"the", "el", "la", "los", "las", "il", "lo", "le", "les", "die", "der", "das", "den", "dem"}
)
_STOPS: Final = frozenset({
    "a", "about", "after", "ai", "al", "alla", "an", "and", "are", "as", "at", "auf", "aussi",
    "avec", "beim", "but", "can", "che", "com", "con", "contro", "dans", "das", "dass", "dem",
    "den", "der", "des", "die", "do", "e", "ein", "eine", "el", "em", "en", "entre", "es", "est",
    "esta", "et", "for", "from", "fur", "ha", "had", "han", "has", "hat", "have", "he", "hoy", "i",
    "il", "im", "in", "is", "ist", "it", "its", "l", "la", "las", "le", "les", "lo", "los", "ma",
    "mas", "mit", "na", "nao", "nel", "no", "non", "not", "now", "o", "of", "on", "os", "para",
    "per", "pero", "por", "pour", "que", "qui", "se", "sind", "son", "sono", "su", "sur", "that",
    "the", "there", "they", "this", "to", "today", "tra", "um", "un", "una", "und", "une", "uno",
    "van", "von", "vor", "war", "was", "we", "were", "who", "will", "wird", "with", "y", "zu",
    "zum", "zur", "zwischen", "oggi", "hoje", "heute", "hier", "ya", "si", "http", "https",
})  # fmt: skip
_NAMES: Final = frozenset({"a", "o", "l", "as", "il"})
"""Small words that names of papers begin with ("A Bola", "AS")."""

_NOBODY: Final = frozenset({
    "90", "year", "week", "season", "game", "match", "month", "day", "hour", "cent", "player",
    "person", "club", "me", "us", "you", "he", "she", "they", "it", "yes", "no", "so", "si", "sim",
    "source", "sources", "reports", "report", "fuente", "fuentes", "fonti", "fontes", "his", "her",
    "their", "our", "my", "su", "sus", "latest", "new", "recent", "several", "multiple", "many",
    "media", "medios", "diversos", "varios", "some", "plusieurs", "medien", "medienberichten",
    "berichten", "all", "everyone", "rumours", "rumors", "we", "i", "exclusive", "breaking",
    "video", "photo", "photos", "live", "thread", "oc", "watch", "here", "official", "update",
    "fonte", "quellen", "sein", "officiel", "oficial", "offiziell", "ufficiale", "agent", "agente",
    "empresario", "berater", "verein", "klub", "presidente", "entorno", "entourage", "own",
    "eigenen", "nostre", "nossas", "nuestras", "nos", "unseren", "son", "ses", "suo", "sua", "seu",
    "head", "annum", "minute",
})  # fmt: skip


def attribution(folded: str, ends: Iterable[int], stops: Sequence[int], cast: Cast) -> str | None:
    """Return whom *folded* names as its source, as it names him, or None.

    Args:
        folded: The text.
        ends: Where words end after which a source is named ("according to").
        stops: Where a name can't go on: the starts of cues.
        cast: Who is who in it: neither the player nor a club is the source of himself.
    """
    for end in ends:
        after = _AFTER.match(folded, end)
        if after is not None:
            who = _name(folded, after.start(1), after.end(1), stops, cast)
            if who is not None:
                return who
    for pattern in _likely(folded):
        for found in pattern.finditer(folded):
            who = _name(folded, *found.span(1), (), cast)
            if who is None or (pattern is _BRACKET and not _closed(folded, found)):
                continue
            if pattern is not _DASH or who == found[1].rstrip("."):
                return who
    return None


def _likely(folded: str) -> Iterator[re.Pattern[str]]:
    """Yield the patterns that can match, the surest first; a look is cheaper than a search."""
    handle = "@" in folded
    if handle:
        yield _HANDLE
    if _VERB.search(folded):
        yield _UNDERSTANDS
        yield _BEFORE
    if "[" in folded or "(" in folded:
        yield _BRACKET
    if handle:
        yield _SIGNED
    if "\u2014" in folded:
        yield _DASH
    if "informationen" in folded:
        yield _HEARD


def _name(folded: str, start: int, end: int, stops: Sequence[int], cast: Cast) -> str | None:
    """Return the name that stands between *start* and *end*, without what follows it."""
    named = cast.spans()
    words: list[str] = []
    for word in _WORD.finditer(folded, start, end):
        if word.start() in stops or covers(named, word.start()):
            break
        plain = word.group().strip(".'")
        if not words and plain in _ARTICLES:
            continue
        if plain in _STOPS and not (plain in _NAMES and words in ([], ["diario"])):
            break
        words.append(plain)
        if len(words) == LONGEST or plain.startswith("@") or word.group().endswith("."):
            break
    at_all = words[0] if words else ""
    if not at_all or at_all.isdigit() or not _NOBODY.isdisjoint(_heads(words)):
        return None
    return " ".join(words)


def _heads(words: Sequence[str]) -> Sequence[str]:
    """Return the words that say whether it is somebody: the first, or both after an article."""
    return words[: 2 if words[0] in {"a", "an", "o"} else 1]


def _closed(folded: str, found: re.Match[str]) -> bool:
    """Whether a bracket stands where sources do: at the very start, or at the end."""
    rest = folded[found.end() :].strip(" .!\n")
    return not folded[: found.start()].strip() or not rest or rest.startswith(("http", "#"))
