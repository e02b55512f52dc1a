"""Which feeds a page names (RSS autodiscovery)."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

from connectors.wire.fields import link
from connectors.wire.markup import plain

MOST: Final = 20
"""Feeds of one page that are named."""

LONGEST: Final = 1 << 20
"""Characters of a page that are looked at: feeds are named at its beginning."""

_TAG: Final = re.compile(r"<(link|base)\b([^<>]{1,4000})>", re.IGNORECASE)
_SAID: Final = re.compile(
    r"""([a-z-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))""", re.IGNORECASE
)
_KINDS: Final = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A feed that somebody names.

    Attributes:
        title: What it is called, in one line; may be empty.
    """

    url: str
    title: str = ""


def offers(page: str, base: str) -> list[Offer]:
    """Return the feeds that *page*, which stands at *base*, names, in its order, each once."""
    found: dict[str, Offer] = {}
    for tag in _TAG.finditer(page[:LONGEST]):
        said = {name.lower(): html.unescape(a or b or c) for name, a, b, c in _SAID.findall(tag[2])}
        if tag[1].lower() == "base":
            base = _joined(base, said.get("href", "")) or base
        elif "alternate" in said.get("rel", "").lower().split():
            kind = said.get("type", "").partition(";")[0].strip().lower()
            url = _joined(base, said.get("href", "")) if kind in _KINDS else None
            if url is not None:
                title = " ".join(plain(said.get("title", "")[:300]).split())
                found.setdefault(url, Offer(url, title))
        if len(found) >= MOST:
            break
    return list(found.values())


def _joined(base: str, address: str) -> str | None:
    try:
        return link(urljoin(base, address.strip())) if address.strip() else None
    except ValueError:
        return None
