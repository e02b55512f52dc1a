"""What a public account says, without whom else it names: those may be private people."""

from __future__ import annotations

import re
from typing import Final

from monitor.domain.catalogue import Catalogue
from monitor.domain.slurs import crude

SOMEBODY: Final = "@\u2026"
"""In place of a name, an id or an address that belongs to nobody whom the catalogue knows."""

LONGEST: Final = 1000
"""Characters that are looked at; a quotation is far shorter, and no text may cost much."""

_NAME: Final = re.compile(r"[\w.+-]*[@\uff20]\w(?:[\w.\-@\uff20]*\w)?")
_ID: Final = re.compile(r"\b(?:at://|acct:|did:\w+:)\S+|(?<!\w)/?u(?:ser)?/[\w-]+", re.IGNORECASE)
_LINK: Final = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?)/\S+", re.IGNORECASE)
_HOSTED: Final = re.compile(r"\b[\w-]+\.bsky\.social\b", re.IGNORECASE)


def quotable(text: str, catalogue: Catalogue) -> str:
    """Return what may be quoted of *text*, see `discreet`; nothing where it holds a slur."""
    return "" if crude(text) else discreet(text, catalogue)


def discreet(text: str, catalogue: Catalogue) -> str:
    """Return the beginning of *text*, of names with those alone that *catalogue* knows.

    Of links the host stays: where they lead may be a private person's page.
    """
    known = catalogue.handles

    def _of_known(found: re.Match[str]) -> str:
        name = found[0].replace("\uff20", "@").removeprefix("@").casefold()
        return found[0] if name in known else SOMEBODY

    text = _LINK.sub(r"\1/" + "\u2026", _ID.sub(SOMEBODY, text[:LONGEST]))
    return _HOSTED.sub(_of_known, _NAME.sub(_of_known, text))
