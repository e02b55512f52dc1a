"""Texts as addresses of pages tell them: no signs, and few of the small words."""

from __future__ import annotations

import re
from typing import Final

from monitor.domain.text import fold

_SMALL: Final = {
    "en": "a after an and are as at be been by for from has have her his in is of on over the their"
    " to with",
    "es": "a al con de del el en es la las le lo los para por que se su un una unas y",
    "pt": "a ao aos as com da das de do dos e em na nas no nos o os para por que se um uma",
}
"""Words that addresses leave out, by language; other languages keep theirs."""

_WORD = re.compile(r"\{[PCQD]\}|[^\W_]+")
_WHOLE = re.compile(r"[?\n]|\\n")


def clipped(text: str, lang: str) -> str | None:
    """Return a line with its places as an address has it; None where that is no other text.

    A question is none once its mark is gone, and paragraphs are none without an end.
    """
    if lang not in _SMALL or _WHOLE.search(text):
        return None
    small = _SMALL[lang].split()
    words = [word for word in _WORD.findall(text) if fold(word) not in small]
    short = " ".join(words)
    return short if short != text else None
