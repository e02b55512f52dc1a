"""The systems that are compared, each as texts in and tones out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from monitor.app.almanac import read_catalogue
from monitor.domain.mood import Tone, tone
from monitor.domain.names.masking import hide
from monitor.domain.text import fold
from monitor.judges.language import Languages
from monitor.judges.names import Names
from monitor.judges.sentiment import Backend, Best, TextBlobScorer, VaderScorer
from monitor.judges.sentiment.learned import shipped_weights, shipped_words, trained
from monitor.ports import RefusedError, Score
from monitor.settings import Settings

HAIR = 1e-9
"""TextBlob's tone is its sign."""

VADER = 0.05
"""Where VADER's authors cut (Hutto and Gilbert 2014)."""

ENGLISH = frozenset({"en"})

Score_ = Callable[[Sequence[str], Sequence[str | None]], Sequence[Score]]


@dataclass(frozen=True, slots=True)
class System:
    """One system.

    Attributes:
        languages: Those that it is measured on.
        score: Of texts as they come, in their languages.
        cut: Where its polarity becomes a tone; None = by its probabilities.
    """

    name: str
    languages: Collection[str]
    score: Score_
    cut: float | None = None

    def tones(self, texts: Sequence[str], lang: str) -> Sequence[Tone]:
        """Return the tone of each text; one that stays unscored is neutral."""
        return [self._tone(score) for score in self.score(texts, [lang] * len(texts))]

    def _tone(self, score: Score) -> Tone:
        if self.cut is None:
            return tone(score.positive or 0.0, score.negative or 0.0)
        polarity = score.polarity or 0.0
        if abs(polarity) < self.cut:
            return Tone.NEUTRAL
        return Tone.POSITIVE if polarity > 0 else Tone.NEGATIVE


def gather(models: Path | None) -> Sequence[System]:
    """Return the systems that there are; VADER where it is installed, trained where *models* is."""
    vader = VaderScorer()
    words, shipped = shipped_words(), shipped_weights()
    systems = [System("textblob", ENGLISH, TextBlobScorer().score, HAIR)]
    try:
        vader.score(["here"], ["en"])
    except RefusedError as error:
        sys.stdout.write(f"vader is left out: {error}\n")
    else:
        systems.append(System("vader", ENGLISH, vader.score, VADER))
    systems.append(_ours("words", words))
    systems.append(_ours("shipped", Best([shipped, words])))
    if models is not None:
        systems.append(_ours("trained", trained(models)))
    return systems


def _ours(name: str, backend: Backend) -> System:
    def score(texts: Sequence[str], langs: Sequence[str | None]) -> Sequence[Score]:
        _linguist().identify(texts)  # costs what it costs; the set says what the language is
        find = _names().find
        hidden = [hide(text, ((hit.start, hit.end) for hit in find(fold(text)))) for text in texts]
        return backend.score(hidden, langs)

    return System(name, backend.languages, score)


@cache
def _linguist() -> Languages:
    return Languages()


@cache
def _names() -> Names:
    return Names(read_catalogue(Settings()))
