"""What a text asserts about a transfer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """How far a move is said to be."""

    INTEREST = "interest"
    TALKS = "talks"
    BID = "bid"
    AGREEMENT = "agreement"
    MEDICAL = "medical"
    DONE = "done"
    STAYS = "stays"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An assertion about a pairing.

    Attributes:
        stage: How far the move is said to be.
        cue: The words that say so.
        hedged: It is said with a reserve ("could", "reportedly").
        attributed_to: Whom the text names as its source, or None.
    """

    stage: Stage
    cue: str
    hedged: bool = False
    attributed_to: str | None = None
