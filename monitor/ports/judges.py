"""Judges that need a library or a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from monitor.domain.names.linking import Hit
from monitor.domain.topic import Leaning


class Matcher(Protocol):
    """Finds the names of the catalogue in texts."""

    def find(self, folded: str) -> Sequence[Hit]:
        """Return the names in *folded* (see `text.fold`), by place, longest first, not nested."""

    def touches(self, folded: str) -> bool:
        """Whether a player and a club are named: without both, a stranger's words link nothing."""


class Linguist(Protocol):
    """Tells languages."""

    def identify(self, texts: Sequence[str]) -> Sequence[str | None]:
        """Return a primary language subtag for each text; None = none of those we know."""


class Sorter(Protocol):
    """Tells what texts are about."""

    def sort(self, folded: Sequence[str]) -> Sequence[Leaning | None]:
        """Return how near each text is to each topic (see `topic.topic`); None = can't say."""


@dataclass(frozen=True, slots=True)
class Score:
    """How one text is taken.

    Attributes:
        polarity: -1 (hostile) to 1 (delighted); None = unscored.
        positive, negative: Probabilities; the rest to 1 is neutral. *polarity* is their
            difference where a model tells them; a word list has a scale of its own. None =
            unscored, or a scorer that tells none.
        scorer: What scored it, with its version: `words/es/1`; empty = unscored.
        subjectivity: 0 (factual) to 1 (opinion), or None.
        unscored: Why there is no polarity: `language:es`, `empty`; None where there is one.
    """

    polarity: float | None = None
    positive: float | None = None
    negative: float | None = None
    scorer: str = ""
    subjectivity: float | None = None
    unscored: str | None = None

    @property
    def confidence(self) -> float | None:
        """How likely the likeliest tone is, 1/3 to 1; None = unscored, or not told."""
        if self.positive is None or self.negative is None:
            return None
        return max(self.positive, self.negative, 1.0 - self.positive - self.negative)


class Scorer(Protocol):
    """Scores sentiment."""

    @property
    def name(self) -> str:
        """As the configuration calls it."""

    def score(self, texts: Sequence[str], languages: Sequence[str | None]) -> Sequence[Score]:
        """Return one score a text, written as it was; its names are hidden (`masking.hide`)."""


class Skeptic(Protocol):
    """Tells opinion from report."""

    def subjectivity(self, text: str) -> float | None:
        """Return 0 (factual) to 1 (opinion) for an English text; None = can't say."""
