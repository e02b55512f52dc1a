"""Text of strangers: cleaned at the door, folded for comparing, cut for quoting."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

MAX_TEXT = 20_000
"""Longest text that is kept, in characters; the rest is cut."""

QUOTE = 140
"""Longest quotation of a public account, in characters."""

_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ud800-\udfff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff]")
_SPACES = re.compile(r"\s+")
_DROPPED = frozenset({"Mn", "Me", "Cf"})
_PLAIN = {
    **dict.fromkeys("\u2018\u2019\u02bc\u00b4", "'"),
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "\u0131": "i",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
}
_LATIN = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u043a\u043c\u0442\u0432\u043d"
    "\u03bf\u03b1\u03c5\u03b9\u03ba\u03bd\u03c1\u03c4\u03c7\u03b5\u03b2",
    "aeopcyxijskmtbhoauikvptxeb",
)
_CYRILLIC_OR_GREEK = "\u03b1-\u03c9\u0430-\u045f"
_FOREIGN = re.compile(f"[{_CYRILLIC_OR_GREEK}]")
_MIXED = re.compile(f"[a-z][{_CYRILLIC_OR_GREEK}]|[{_CYRILLIC_OR_GREEK}][a-z]")
_WORD = re.compile(r"\w+")
_MEMORY = 20_000


class _Folding(dict[int, str]):
    """What each character folds to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = chr(code)
        for _ in range(2):  # some capitals appear only once their style is taken off
            spread = unicodedata.normalize("NFKD", folded.casefold())
            kept = (c for c in spread if unicodedata.category(c) not in _DROPPED)
            folded = "".join(_PLAIN.get(c, c) for c in kept)
        if len(self) >= _MEMORY:  # one who sends every character there is must not fill it
            self.clear()
        self[code] = folded
        return folded


_FOLDING = _Folding()


def clean(text: str) -> str:
    """Return *text* without control characters and lone surrogates, cut to `MAX_TEXT`.

    A store, a metrics page or a socket can choke on each of these.
    """
    if len(text) > MAX_TEXT:
        text = text[:MAX_TEXT]
    if text.isprintable() or text.replace("\n", " ").isprintable():
        return text  # nothing unsafe is printable
    return _UNSAFE.sub("\ufffd", text)


def fold(text: str) -> str:
    """Return *text* as it is compared: case, accents, width and invisible marks put aside.

    Punctuation and emoji stay, so that word boundaries and tone remain; apostrophes become
    straight. Cyrillic and Greek letters that look Latin become Latin in words that mix the two,
    where they can only be a disguise. Folding twice changes nothing.
    """
    if text.isascii():
        return text.lower()
    folded = text.translate(_FOLDING)
    if _FOREIGN.search(folded) is None:
        return folded
    return _WORD.sub(_undisguised, folded)


def origins(text: str) -> Sequence[int]:
    """Return where each character of *text* folded stands in *text*, and then its length."""
    if text.isascii():
        return range(len(text) + 1)
    widths = {letter: len(_FOLDING[ord(letter)]) for letter in set(text)}
    odd = {letter for letter, width in widths.items() if width != 1}
    if not odd:
        return range(len(text) + 1)
    found: list[int] = []
    done = 0
    for place in [place for place, letter in enumerate(text) if letter in odd]:
        found += range(done, place)
        found += [place] * widths[text[place]]
        done = place + 1
    found += range(done, len(text) + 1)
    return found


def disguised(text: str) -> tuple[range, ...]:
    """Return where, in *text* folded, words stand that mix alphabets, as only a disguise does."""
    if text.isascii():
        return ()
    folded = text.translate(_FOLDING)
    if _FOREIGN.search(folded) is None:
        return ()
    words = (word for word in _WORD.finditer(folded) if _MIXED.search(word.group()))
    return tuple(range(*word.span()) for word in words)


def _undisguised(word: re.Match[str]) -> str:
    found = word.group()
    return found.translate(_LATIN) if _MIXED.search(found) else found


def quote(text: str, limit: int = QUOTE) -> str:
    """Return *text* on one line, at most *limit* characters, cut at a word, isolated.

    Directional marks are taken out so that a quotation can't turn the text around it.
    """
    line = _SPACES.sub(" ", _BIDI.sub("", text)).strip()
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    cut = head.rsplit(" ", 1)[0] if " " in head[limit // 2 :] else head
    return cut.rstrip(" ,;:-") + "\u2026"
