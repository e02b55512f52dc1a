"""Tells what talk is about by how it is written, where no cue says it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from monitor.domain.topic import Leaning
from monitor.judges.leaning import Learned

WEIGHTS: Final = Path(__file__).with_name("topics.npy")
"""What was learned from the project's own lines: one weight a piece and topic, in steps."""


class Topics:
    """A linear model over pieces of texts; implements `ports.Sorter`. Threads may share it."""

    def __init__(self) -> None:
        self._learned = Learned(WEIGHTS)

    def sort(self, folded: Sequence[str]) -> Sequence[Leaning]:
        """Return how near each text is to each topic."""
        return self._learned.lean(folded)
