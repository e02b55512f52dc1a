"""Scores how a text is taken."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from threading import Lock
from typing import Any, Final

from monitor.ports import Score

ENOUGH: Final = 2_000
"""Characters that are scored; a text without end must not hold up the others."""

_SPEECH = re.compile(r"\w")
_ADDRESSES = re.compile(r"https?://\S+|@[\w.]+")

Judgement = Callable[[str], tuple[float, float]]


class TextBlobScorer:
    """TextBlob's word list: English alone; implements `ports.Scorer`.

    The word list is read when it is first needed. Safe to share between threads.
    """

    name = "textblob"

    def __init__(self) -> None:
        self._judge: Judgement | None = None
        self._reading = Lock()

    def score(self, texts: Sequence[str], languages: Sequence[str | None]) -> Sequence[Score]:
        """Return one score a text; those in other languages than English stay unscored."""
        return [self._score(text, lang) for text, lang in zip(texts, languages, strict=True)]

    def _score(self, text: str, lang: str | None) -> Score:
        words = _ADDRESSES.sub(" ", text[:ENOUGH])
        if _SPEECH.search(words) is None:
            return Score(unscored="empty")
        if lang != "en":
            return Score(unscored=f"language:{lang or 'und'}")
        polarity, subjectivity = self._loaded()(words)
        return Score(polarity=_within(polarity, -1.0), subjectivity=_within(subjectivity, 0.0))

    def _loaded(self) -> Judgement:
        if self._judge is None:
            with self._reading:
                if self._judge is None:
                    self._judge = _read()
        return self._judge


def _within(value: float, least: float) -> float:
    return max(least, min(1.0, float(value)))


def _read() -> Judgement:
    """Return the judgement of TextBlob's `PatternAnalyzer`, without the class it makes a call."""
    from textblob.en import sentiment  # noqa: PLC0415 - takes a second

    analyse: Any = sentiment
    analyse("good")  # reads the word list
    return partial(analyse)
