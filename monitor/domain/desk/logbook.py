"""Who did what here, and when: what operators change is written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from monitor.domain.rights import Visitor, Way
from monitor.domain.text import clean, quote

LONGEST_NAME: Final = 100
LONGEST_ABOUT: Final = 300
"""Characters that are kept of who did something, and of what it was about."""

NOBODY: Final = "somebody"


class Deed(StrEnum):
    """What was done."""

    WATCH_ADDED = "watch added"
    WATCH_REMOVED = "watch removed"
    CATALOGUE_CHANGED = "catalogue changed"
    SILENCE_ADDED = "silence added"
    SILENCE_ENDED = "silence ended"
    RATED = "alert rated"
    TAKEN = "alert taken"
    CLEARED_UP = "wrong person settled"
    TESTED = "receiver tested"
    REPORTED = "act reported"
    CONCLUDED = "outcome told"
    SHARED = "story shared"
    UNSHARED = "link ended"
    RELOADED = "configuration reloaded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the logbook.

    Attributes:
        who: Name of a token, of a proxy's user, of the command line's, of a receiver.
        way: By what it was recognised.
        about: What it was done to, in names for people.
    """

    at: datetime
    who: str
    way: Way
    deed: Deed
    about: str


@dataclass(frozen=True, slots=True)
class Hand:
    """Who does something, as it is written down."""

    who: str
    way: Way = Way.COMMAND

    @classmethod
    def of(cls, visitor: Visitor) -> Hand:
        """Return the hand of a *visitor* of the pages."""
        return cls(visitor.name, visitor.way)

    def did(self, deed: Deed, about: str, at: datetime) -> Line:
        """Return the line that says so; what strangers write is made harmless, and cut."""
        return Line(
            at=at,
            who=quote(clean(self.who), LONGEST_NAME) or NOBODY,
            way=self.way,
            deed=deed,
            about=quote(clean(about), LONGEST_ABOUT),
        )
