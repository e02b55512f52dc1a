"""The words of some HTML: no tag, no entity, and every step linear in its length."""

from __future__ import annotations

import html
import re
from typing import Final

from monitor.domain.text import MAX_TEXT, clean

LONGEST: Final = 8 * MAX_TEXT
"""Most characters of HTML that are looked at."""

_TAG: Final = re.compile(r"<(?:(/?)([a-zA-Z][\w:.-]{0,40})|[!?])[^<>]*>?")
_LINE: Final = re.compile(
    r"address|article|aside|blockquote|br|d[dlt]|div|fig\w+|footer|h[1-6r]|header|li|main|[ou]l|p"
    r"|pre|section|t[dhr]|table",
    re.ASCII,
)
_MUTE: Final = frozenset({"script", "style", "template", "noscript", "iframe", "svg"})
_BEYOND: Final = re.compile(r"&#(?:\d{8,}|[xX][0-9a-fA-F]{7,});?")
"""Numbers beyond any character; Python refuses to read the longest of them."""


def plain(markup: str) -> str:
    """Return the words of *markup*, lines apart, each trimmed; what was escaped twice too."""
    words = _without_tags(markup[:LONGEST])
    words = _without_tags(html.unescape(_BEYOND.sub("\ufffd", words)))
    lines = (" ".join(line.split()) for line in clean(words).split("\n"))
    return "\n".join(line for line in lines if line)


def _without_tags(markup: str) -> str:
    if "<" not in markup:
        return markup
    parts: list[str] = []
    at, mute = 0, ""
    for tag in _TAG.finditer(markup):
        if not mute:
            parts.append(markup[at : tag.start()])
        at = tag.end()
        name = (tag[2] or "").lower()
        if mute:
            mute = "" if tag[1] and name == mute else mute
        elif name in _MUTE and not tag[1] and not tag[0].endswith("/>"):
            mute = name
        elif _LINE.fullmatch(name):
            parts.append("\n")
    if not mute:
        parts.append(markup[at:])
    return "".join(parts)
