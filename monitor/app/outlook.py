"""What an installation sees and what it doesn't: said at its start, before anybody wonders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import connectors
from monitor.domain.catalogue import Account, Catalogue
from monitor.settings import Settings

_NOBODY: Final = "nothing yet: no account of the catalogue is proven"

_PRESS: Final = frozenset({"feed", "gdelt"})
_MORE: Final = {
    "mastodon": "Mastodon",
    "youtube": "YouTube",
    "reddit": "Reddit",
    "wikimedia": "Wikipedia",
}


@dataclass(frozen=True, slots=True)
class Outlook:
    """What can be seen.

    Attributes:
        sees: Each source by its name, with what it sees in a few words.
        blind: What is not seen, each with its cure.
    """

    sees: tuple[tuple[str, str], ...]
    blind: tuple[str, ...]


def outlook(settings: Settings, catalogue: Catalogue) -> Outlook:
    """Return what *settings* let see of what *catalogue* holds."""
    sees = [(str(e.get("name", "")), _said(e, catalogue)) for e in settings.connectors]
    return Outlook(tuple(sees), tuple(_blind(settings, catalogue)))


def _said(entry: Mapping[str, Any], catalogue: Catalogue) -> str:
    kind = str(entry["type"])
    if kind == "bluesky_jetstream":
        if entry.get("accounts", "all") == "all":
            return "Bluesky: posts, replies and quotes of everybody, as they come"
        some = any(account.platform == "bluesky" for account in _proven(catalogue))
        return f"Bluesky: likes, reposts, follows of known accounts{'' if some else '; ' + _NOBODY}"
    return connectors.summary(kind).rstrip(".")


def _proven(catalogue: Catalogue) -> Iterator[Account]:
    """Yield accounts that count: without proof one ranks as public."""
    return (account for account in catalogue.accounts if account.proof is not None)


def _blind(settings: Settings, catalogue: Catalogue) -> Iterator[str]:
    kinds = {str(entry["type"]) for entry in settings.connectors}
    if not any(_proven(catalogue)):
        yield (
            "Likes, reposts and follows of players: they count once you have added their accounts "
            "with a proof ([[accounts]])."
        )
    if not kinds & _PRESS:
        yield (
            "The press: add the feeds that you read "
            "(`lastdance connectors find https://...` prints the lines)."
        )
    if not {"x", "instagram_graph"} <= kinds:
        yield (
            "Likes on Instagram and X: they are shown to people and to no program. Whoever sees "
            "one tells it: `lastdance report`."
        )
    if more := [name for kind, name in _MORE.items() if kind not in kinds]:
        yield f"{', '.join(more)}: not configured; docs/connectors.md says how."
