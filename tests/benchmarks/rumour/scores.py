"""Precision, recall and F1 of classes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Kind = TypeVar("Kind", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Scores(Generic[Kind]):
    """How often each kind was taken for which: (true, taken) and how often."""

    pairs: Counter[tuple[Kind, Kind]]

    @classmethod
    def of(cls, pairs: Iterable[tuple[Kind, Kind]]) -> Scores[Kind]:
        """Count *pairs* of true and taken."""
        return cls(Counter(pairs))

    def precision(self, kind: Kind) -> float:
        """Return how many of those taken for *kind* are; 0 if none was taken for it."""
        return self._hits(kind) / max(
            1, sum(n for (_, got), n in self.pairs.items() if got == kind)
        )

    def recall(self, kind: Kind) -> float:
        """Return how many of *kind* were taken for it."""
        return self._hits(kind) / max(1, self.amount(kind))

    def f1(self, kind: Kind) -> float:
        """Return the harmonic mean of precision and recall."""
        precision, recall = self.precision(kind), self.recall(kind)
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def macro_f1(self, least: int = 1) -> float:
        """Return the mean F1 of the kinds that occur at least *least* times."""
        kinds = [kind for kind in {true for true, _ in self.pairs} if self.amount(kind) >= least]
        return sum(map(self.f1, kinds)) / max(1, len(kinds))

    def accuracy(self) -> float:
        """Return how many were taken for what they are."""
        right = sum(n for (true, got), n in self.pairs.items() if true == got)
        return right / max(1, self.pairs.total())

    def amount(self, kind: Kind) -> int:
        """Return how often *kind* occurs."""
        return sum(n for (true, _), n in self.pairs.items() if true == kind)

    def _hits(self, kind: Kind) -> int:
        return self.pairs[kind, kind]
