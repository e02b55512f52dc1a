"""Makes the characters of a feed such as XML may hold, piece by piece."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.entities import html5
from typing import Final

_UNSAFE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_AMPERSAND: Final = re.compile(r"&(?:(#?[0-9a-zA-Z]{1,31});)?")
_XML: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_BEGUN: Final = re.compile(r"&#?[0-9a-zA-Z]{0,31}\Z")
_START: Final = "\ufeff \t\r\n"


def mended(pieces: Iterable[str]) -> Iterator[str]:
    """Yield *pieces* without what XML forbids: control characters, bare ampersands, HTML's names.

    Whatever stands before the first tag is left out.
    """
    rest, begun = "", False
    for piece in pieces:
        text = rest + piece
        if not begun:
            text = text.lstrip(_START)
            start = text.find("<")
            if start < 0:
                continue
            text, begun = text[start:], True
        split = _BEGUN.search(text, max(len(text) - 33, 0))
        cut = split.start() if split else len(text)
        text, rest = text[:cut], text[cut:]
        if text:
            yield _AMPERSAND.sub(_reference, _UNSAFE.sub("\ufffd", text))
    if rest:
        yield _AMPERSAND.sub(_reference, rest)


def _reference(found: re.Match[str]) -> str:
    name = found[1]
    if name is None:
        return "&amp;"
    if name in _XML:
        return found[0]
    if name.startswith("#"):
        return _numbered(name[1:])
    return html5.get(f"{name};") or f"&amp;{name};"


def _numbered(number: str) -> str:
    """Return the character with this number, as XML can hold it."""
    try:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        char = chr(code)
    except (ValueError, OverflowError):
        return "\ufffd"
    if char in "<>&\"'":
        return f"&#{code};"
    return _UNSAFE.sub("\ufffd", char)
