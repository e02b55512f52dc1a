"""What public accounts said, as it may be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from monitor.domain.catalogue import Catalogue
from monitor.domain.discretion import quotable
from monitor.ports import Words


def spoken(words: Mapping[bytes, Words], catalogue: Catalogue) -> Mapping[bytes, Words]:
    """Return *words* without whom else they name, by the keys of activities."""
    return {key: replace(one, quote=quotable(one.quote, catalogue)) for key, one in words.items()}
