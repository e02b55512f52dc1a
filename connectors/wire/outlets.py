"""Whose articles those are that stand under an address, as far as the catalogue knows domains."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import urlsplit

from monitor.domain.catalogue import Catalogue

_HOST: Final = re.compile(r"[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){1,8}", re.ASCII)


def host(url: str | None) -> str:
    """Return the host of an address, without `www.`; empty where it has none that can be."""
    try:
        named = (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    return named if _HOST.fullmatch(named) else ""


def owner(named: str, domains: Mapping[str, str]) -> str | None:
    """Return whose domain the host *named* is, or is in; None where it is nobody's."""
    parts = named.split(".")
    found = (domains.get(".".join(parts[at:])) for at in range(len(parts) - 1))
    return next((slug for slug in found if slug is not None), None)


class Outlets:
    """Knows sources by their domains, as the catalogue is now."""

    def __init__(self, catalogue: Callable[[], Catalogue]) -> None:
        self._catalogue = catalogue
        self._read: Catalogue | None = None
        self._domains: Mapping[str, str] = {}

    def author(self, url: str | None) -> str:
        """Return whom an article at *url* is by: a source, or its host; empty = nobody."""
        catalogue = self._catalogue()
        if self._read is not catalogue:
            self._read = catalogue
            self._domains = {
                domain: source.slug
                for source in catalogue.sources.values()
                if source.publishes
                for domain in source.domains
            }
        named = host(url)
        return owner(named, self._domains) or named
