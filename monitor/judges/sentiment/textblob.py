"""TextBlob's word list: English alone, with a subjectivity that no other backend tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from threading import Lock
from typing import Any, Final

from monitor.domain.mood import Confusion
from monitor.judges.sentiment.speech import EMPTY, foreign, mute, spoken, told
from monitor.ports import Score

SCORER: Final = "textblob/en/1"

CONFUSION: Final = Confusion(((0.41, 0.28, 0.31), (0.21, 0.42, 0.37), (0.12, 0.26, 0.62)))
"""Of 8,000 posts of SemEval 2013 to 2016; the sign of the polarity is its tone."""

_HAIR: Final = 1e-9

Judgement = Callable[[str], tuple[float, float]]


class TextBlobScorer:
    """TextBlob's `PatternAnalyzer`; implements `ports.Scorer`.

    The word list is read when it is first needed. Safe to share between threads.
    """

    name = "textblob"
    languages = frozenset({"en"})

    def __init__(self) -> None:
        self._judge: Judgement | None = None
        self._reading = Lock()

    @property
    def confusions(self) -> Mapping[str, Confusion]:
        """How often it errs."""
        return {SCORER: CONFUSION}

    def score(self, texts: Sequence[str], languages: Sequence[str | None]) -> Sequence[Score]:
        """Return one score a text; those in other languages than English stay unscored."""
        return [self._score(text, lang) for text, lang in zip(texts, languages, strict=True)]

    def subjectivity(self, text: str) -> float | None:
        """Return 0 (factual) to 1 (opinion) for an English text; None where nothing is said."""
        words = spoken(text)
        return None if mute(words) else _share(self._loaded()(words)[1])

    def _score(self, text: str, lang: str | None) -> Score:
        words = spoken(text)
        if mute(words):
            return Score(unscored=EMPTY)
        if lang not in self.languages:
            return Score(unscored=foreign(lang))
        polarity, subjectivity = self._loaded()(words)
        score = told(float(polarity), _HAIR, SCORER, CONFUSION)
        return replace(score, subjectivity=_share(subjectivity))

    def _loaded(self) -> Judgement:
        if self._judge is None:
            with self._reading:
                if self._judge is None:
                    self._judge = _read()
        return self._judge


def _share(value: float) -> float:
    return max(0.0, min(1.0, float(value)))


def _read() -> Judgement:
    """Return the judgement of TextBlob's `PatternAnalyzer`, without the class it makes a call."""
    from textblob.en import sentiment  # noqa: PLC0415 - takes a second

    analyse: Any = sentiment
    analyse("good")  # reads the word list
    return partial(analyse)
