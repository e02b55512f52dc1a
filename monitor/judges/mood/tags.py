"""Competitions and hashtags of fans, which have no tone of their own."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

from monitor.domain.names.masking import hide
from monitor.domain.text import clean, fold

TAGS: Final = Path(__file__).parent / "words" / "tags.txt"
"""One name a line, written with blanks; `#` before it: only as a hashtag."""


def unname(text: str) -> str:
    """Return *text* with names of competitions and common hashtags hidden."""
    text = clean(text)
    folded = fold(text)
    patterns, search = _search()
    spans: list[tuple[int, int]] = []
    for index, start, end in search.find_matches_as_indexes(folded):
        if _stands(folded, start, end):
            tagged = start > 0 and folded[start - 1] == "#"
            if tagged or not patterns[index]:
                spans.append((start, end))
    return hide(text, spans) if spans else text


def _stands(folded: str, start: int, end: int) -> bool:
    """Whether a match is no part of a longer word."""
    before = start > 0 and folded[start - 1].isalnum()
    return not before and not (end < len(folded) and folded[end].isalnum())


@cache
def _search() -> tuple[list[bool], AhoCorasick]:
    """The names to find, and for each whether it counts as a hashtag alone."""
    found: dict[str, bool] = {}
    for line in TAGS.read_text(encoding="utf-8").splitlines():
        name = fold(line.strip())
        if not name or name.startswith(";"):
            continue
        bare = name.lstrip("#")
        found.setdefault(bare, name.startswith("#"))
        if " " in bare:
            found.setdefault(bare.replace(" ", ""), name.startswith("#"))
    return list(found.values()), AhoCorasick(list(found), matchkind=MatchKind.LeftmostLongest)
