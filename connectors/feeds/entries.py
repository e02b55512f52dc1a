"""Feeds that were found, as entries of the configuration."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from connectors.feeds.finding import Offer
from connectors.wire.outlets import host, owner
from monitor.domain.text import fold

_LONGEST: Final = 40
_APART: Final = re.compile(r"[^a-z0-9]+")


def entries(
    offers: Iterable[Offer], taken: Iterable[str] = (), domains: Mapping[str, str] | None = None
) -> list[str]:
    """Return a `[[connectors]]` table for each of *offers*, under a name that is free.

    Args:
        taken: Names that are used already.
        domains: Sources by domain: where a feed lies in one, the line that vouches for it stands
            there as a comment.
    """
    used = set(taken)
    written = []
    for offer in offers:
        name = _name(offer, used)
        used.add(name)
        lines = [
            "[[connectors]]",
            'type = "feed"',
            f'name = "{name}"',
            f"url = {_quoted(offer.url)}",
        ]
        outlet = owner(host(offer.url), domains or {})
        if outlet is not None:
            lines.append(f'# outlet = "{outlet}"  # if you vouch that it is theirs')
        written.append("\n".join(lines))
    return written


def _name(offer: Offer, used: set[str]) -> str:
    plain = _APART.sub("-", fold(offer.title)).strip("-") if offer.title.isascii() else ""
    plain = (plain or _APART.sub("-", host(offer.url)).strip("-") or "feed")[:_LONGEST].strip("-")
    number, name = 1, plain
    while name in used:
        number += 1
        name = f"{plain[: _LONGEST - len(str(number)) - 1].rstrip('-')}-{number}"
    return name


def _quoted(url: str) -> str:
    """Return *url* as a string of TOML; no control characters stand in it (see `fields.link`)."""
    return '"' + url.replace("\\", "\\\\").replace('"', '\\"') + '"'
