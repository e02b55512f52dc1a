"""Which pairings a text or an act is about, and why.

A player that is named, with a club that is named or spoken for. Every link says what made it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Named(StrEnum):
    """What a name in a text names."""

    PLAYER = "player"
    CLUB = "club"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the catalogue, found in a folded text.

    Attributes:
        slug: Of what is named.
        start, end: Place in the folded text, in characters.
        ambiguous: The name means other things too: it links only with context.
    """

    named: Named
    slug: str
    start: int
    end: int
    ambiguous: bool = False
