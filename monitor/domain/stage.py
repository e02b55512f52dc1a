"""How far a move is said to be."""

from __future__ import annotations

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


POSITIVE = (
    Stage.INTEREST, Stage.TALKS, Stage.BID, Stage.AGREEMENT, Stage.MEDICAL, Stage.DONE,
)  # fmt: skip
"""Stages of a move that goes forward, in their order."""
