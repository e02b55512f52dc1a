"""The parts of the benchmark, each with the files that it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from monitor.judges.hindsight import ftr18
from tests.benchmarks.rumour import reported, stages, stance
from tests.training.stances.tweets import FILE


@dataclass(frozen=True, slots=True)
class Part:
    """Figures that are told where their files are.

    Attributes:
        name: What its figures begin with.
        told: Files of the folder that is told of.
        learned: Files of the folder that is learned from, if that is another.
    """

    name: str
    told: tuple[str, ...] = ()
    learned: tuple[str, ...] = ()

    def lacks(self, data: Path, fit: Path | None) -> str:
        """Return the first file that is missing, as a person reads it; empty if none is."""
        return next(self._missing(data, fit), "")

    def _missing(self, data: Path, fit: Path | None) -> Iterator[str]:
        yield from (str(data / name) for name in self.told if not (data / name).is_file())
        if fit is not None:
            yield from (str(fit / name) for name in self.learned if not (fit / name).is_file())


MOVES: Final = Part("window and week", *[(ftr18.ITEMS, ftr18.PAIRINGS)] * 2)
"""How likely moves are told to be; the rest is about how texts are read."""

TEXTS: Final[tuple[tuple[Part, Callable[[Path, Path | None], dict[str, float]]], ...]] = (
    (Part("stage", *[(stages.LABELS,)] * 2), stages.labelled),
    (Part("reporter_stage", (stages.POSTS,)), stages.posted),
    (Part("stance", *[(FILE,)] * 2), stance.figures),
    (Part("reported"), reported.figures),
)

FILES: Final = frozenset(
    name for part in (MOVES, *(part for part, _ in TEXTS)) for name in part.told
)
"""A folder without any of these holds no data."""
