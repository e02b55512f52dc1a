"""VADER's word list and rules: English alone; comes with the extra `vader`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from typing import Any, Final

from monitor.domain.mood import Confusion
from monitor.judges.sentiment.speech import EMPTY, foreign, spoken, told
from monitor.ports import RefusedError, Score

SCORER: Final = "vader/en/1"

CONFUSION: Final = Confusion(((0.58, 0.15, 0.27), (0.21, 0.39, 0.40), (0.10, 0.19, 0.71)))
"""Of 8,000 posts of SemEval 2013 to 2016, cut where its authors cut."""

CUT: Final = 0.05
"""Where its authors cut (Hutto and Gilbert 2014)."""

_MISSING = "the backend 'vader' needs vaderSentiment: pip install 'lastdance[vader]'"


class VaderScorer:
    """VADER's compound; implements `ports.Scorer`.

    The word list is read when it is first needed. Safe to share between threads.
    """

    name = "vader"
    languages = frozenset({"en"})

    def __init__(self) -> None:
        self._judge: Callable[[str], float] | None = None
        self._reading = Lock()

    @property
    def confusions(self) -> Mapping[str, Confusion]:
        """How often it errs."""
        return {SCORER: CONFUSION}

    def score(self, texts: Sequence[str], languages: Sequence[str | None]) -> Sequence[Score]:
        """Return one score a text; those in other languages than English stay unscored.

        Raises:
            RefusedError: It isn't installed.
        """
        return [self._score(text, lang) for text, lang in zip(texts, languages, strict=True)]

    def _score(self, text: str, lang: str | None) -> Score:
        words = spoken(text)
        if not words.strip():
            return Score(unscored=EMPTY)
        if lang not in self.languages:
            return Score(unscored=foreign(lang))
        return told(self._loaded()(words), CUT, SCORER, CONFUSION)

    def _loaded(self) -> Callable[[str], float]:
        if self._judge is None:
            with self._reading:
                if self._judge is None:
                    self._judge = _read()
        return self._judge


def _read() -> Callable[[str], float]:
    try:
        from vaderSentiment.vaderSentiment import (  # noqa: PLC0415 - an extra
            SentimentIntensityAnalyzer,
        )
    except ImportError as error:
        raise RefusedError(_MISSING) from error
    analyser: Any = SentimentIntensityAnalyzer()

    def judge(words: str) -> float:
        return float(analyser.polarity_scores(words)["compound"])

    return judge
