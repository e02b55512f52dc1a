"""Text of strangers: cleaned at the door, folded for comparing, cut for quoting."""

from __future__ import annotations

import re
import unicodedata

MAX_TEXT = 20_000
"""Longest text that is kept, in characters; the rest is cut."""

QUOTE = 140
"""Longest quotation of a public account, in characters."""

_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ud800-\udfff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff]")
_SPACES = re.compile(r"\s+")
_DROPPED = frozenset({"Mn", "Me", "Cf"})


def clean(text: str) -> str:
    """Return *text* without control characters and lone surrogates, cut to `MAX_TEXT`.

    A store, a metrics page or a socket can choke on each of these.
    """
    if len(text) > MAX_TEXT:
        text = text[:MAX_TEXT]
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE.sub("\ufffd", text)


def fold(text: str) -> str:
    """Return *text* as it is compared: case, accents, width and invisible marks put aside.

    Punctuation and emoji stay, so that word boundaries and tone remain.
    """
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in spread if c.isascii() or unicodedata.category(c) not in _DROPPED)


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
