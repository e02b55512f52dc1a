"""Judges that need a library or a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from monitor.domain.linking import Hit


class Matcher(Protocol):
    """Finds the names of the catalogue in texts."""

    def find(self, folded: str) -> Sequence[Hit]:
        """Return the names in *folded* (see `text.fold`), by place, longest first, not nested."""

    def touches(self, folded: str) -> bool:
        """Whether any name occurs; cheaper than `find`."""


class Linguist(Protocol):
    """Tells languages."""

    def identify(self, texts: Sequence[str]) -> Sequence[str | None]:
        """Return a primary language subtag for each text; None = none of those we know."""


@dataclass(frozen=True, slots=True)
class Score:
    """How one text is taken.

    Attributes:
        polarity: -1 (hostile) to 1 (delighted); None = unscored.
        subjectivity: 0 (factual) to 1 (opinion), or None.
        unscored: Why there is no polarity: `language:es`, `empty`; None where there is one.
    """

    polarity: float | None = None
    subjectivity: float | None = None
    unscored: str | None = None


class Scorer(Protocol):
    """Scores sentiment."""

    name: str

    def score(self, texts: Sequence[str], languages: Sequence[str | None]) -> Sequence[Score]:
        """Return one score a text; names in *texts* are masked already."""
