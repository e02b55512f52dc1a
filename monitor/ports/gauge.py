"""The judge of how far a move is said to be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from monitor.domain.claims import Lean


class Gauge(Protocol):
    """Tells how far texts say that a move is."""

    def gauge(self, told: Sequence[str]) -> Sequence[Lean | None]:
        """Return how near each text is to each stage (see `claims.decide`); None = can't say.

        *told* is as `claims.Heard.told` gives it: cues in front, no names.
        """
