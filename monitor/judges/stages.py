"""Tells how far texts say that a move is by how they are written, besides their cues."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from monitor.domain.claims import Lean
from monitor.judges.leaning import Learned
from monitor.judges.ngrams import Shape

WEIGHTS: Final = Path(__file__).with_name("stages.npy")
"""One weight a piece and stage, in steps.

Learned by `python -m tests.training.stages` from the project's own lines and the headlines of
FTR-18 (Danielle Caled, MIT).
"""

SHAPE: Final = Shape(bits=16, runs=(4, 5), words=(1, 2, 3))
"""Which pieces of a text tell."""


class Stages:
    """A linear model over pieces of texts; implements `ports.Gauge`. Threads may share it."""

    def __init__(self, file: Path = WEIGHTS) -> None:
        self._learned = Learned(file, SHAPE)

    def gauge(self, told: Sequence[str]) -> Sequence[Lean]:
        """Return how near each text, as `claims.Heard.told` gives it, is to each stage."""
        return self._learned.lean(told)
