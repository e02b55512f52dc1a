"""What a feed holds, in whichever format it came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

MOST: Final = 5_000
"""Entries that are read of one feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry, as it stood; words without markup, nothing else looked at yet.

    Attributes:
        published, updated: Times as text.
        source, source_url: Whose it is, in a feed that gathers others' entries.
    """

    guid: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    published: str = ""
    updated: str = ""
    lang: str = ""
    source: str = ""
    source_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed.

    Attributes:
        entries: In the order in which they stood.
        rests: How long it asks to be left alone between two looks (`ttl`, `sy:updatePeriod`).
        hub: Where it tells news to whoever subscribes (WebSub); empty where it doesn't.
        broken: Why what follows the last entry was not read; empty when all of it was.
    """

    entries: Sequence[Entry]
    rests: timedelta = timedelta(0)
    lang: str = ""
    hub: str = ""
    broken: str = ""
