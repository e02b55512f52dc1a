"""Kinds of phrases, and how a table of them is written.

Written for `phrases.Phrasebook`: folded, `a/b` is either, `a?` may be missing, `_` is any word; a
line that stands further in goes on with the one before. Under `Tone.TRAP` stands what would be
read wrongly without its neighbours: it swallows the words and says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from monitor.domain.stage import Stage


class Tone(StrEnum):
    """What phrases say about a claim, and are none themselves."""

    HEDGE = "hedge"
    NOT = "not"
    YET = "yet"
    SOON = "soon"
    PER = "per"
    TRAP = "trap"


Says = Stage | Tone
Table = Mapping[Says, str]


def phrases(text: str) -> Iterator[str]:
    """Yield the phrases that a block of them holds."""
    phrase = ""
    depth = 0
    for line in text.splitlines():
        if not line.strip():
            continue
        inset = len(line) - len(line.lstrip())
        if phrase and inset > depth:
            phrase = f"{phrase} {line.strip()}"
            continue
        if phrase:
            yield phrase
        phrase, depth = line.strip(), inset
    if phrase:
        yield phrase
