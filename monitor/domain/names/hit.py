"""A name of the catalogue, found in a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from monitor.domain.names.surnames import Bond


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
        bond: How far the name means whom it seems to mean.
    """

    named: Named
    slug: str
    start: int
    end: int
    bond: Bond = Bond.FIRM
