"""How often a source was right."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """How often what a source claimed came true, each pairing of a window once.

    Attributes:
        source: Slug.
        came_true, failed: Resolved pairings that it had claimed to go forward.
        first: Of these, those that it was first with.
        withdrawn: Claims that it took back or deleted.
    """

    source: str
    came_true: int = 0
    failed: int = 0
    first: int = 0
    withdrawn: int = 0
