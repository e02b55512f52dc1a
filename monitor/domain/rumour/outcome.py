"""How a rumour ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from monitor.domain.catalogue import Pairing


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How the rumour about a pairing ended, and who says so.

    Attributes:
        happened: Whether the player moved to the club.
        at: When it was settled: the move, or the end of the window that it missed; aware.
        by: Who says so, for a person: "operator ana", "club account @x", "two sources", "window".
        told_at: When we were told; of two that contradict each other the later holds.
        keys: Of the activities that confirm it, as long as it is new; they are not stored.
    """

    pairing: Pairing
    happened: bool
    at: datetime
    by: str
    told_at: datetime
    keys: tuple[bytes, ...] = field(default=(), compare=False)
