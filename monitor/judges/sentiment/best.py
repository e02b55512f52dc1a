"""The best backend there is for each language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from monitor.domain.mood import Confusion
from monitor.judges.sentiment.speech import Backend, foreign, wordless
from monitor.ports import Score

SIGNS: Final = "en"
"""The language that signs are read in: each list knows the same."""


class Best:
    """Asks, for each text, the first backend that knows its language; implements `ports.Scorer`.

    Args:
        backends: The better before the worse. A text is given to one of them alone: what that one
            leaves unscored stays so.
        signs: Reads the texts of no language that hold signs and names and no other word.
    """

    name = "auto"

    def __init__(self, backends: Sequence[Backend], signs: Backend | None = None) -> None:
        self._signs = signs
        self._asked: dict[str, Backend] = {}
        self._confusions: dict[str, Confusion] = {}
        for backend in backends:
            for lang in backend.languages:
                self._asked.setdefault(lang, backend)
            self._confusions.update(backend.confusions)

    @property
    def languages(self) -> frozenset[str]:
        """Those that any backend knows."""
        return frozenset(self._asked)

    @property
    def confusions(self) -> Mapping[str, Confusion]:
        """How often each backend errs."""
        return self._confusions

    def score(self, texts: Sequence[str], languages: Sequence[str | None]) -> Sequence[Score]:
        """Return one score a text; those in languages that nobody knows stay unscored."""
        read = [
            SIGNS if lang is None and self._signs is not None and wordless(text) else lang
            for text, lang in zip(texts, languages, strict=True)
        ]
        nobodys = {lang: Score(unscored=foreign(lang)) for lang in set(read)}
        scores = [nobodys[lang] for lang in read]
        shares: dict[Backend, list[int]] = {}
        for at, (lang, told) in enumerate(zip(read, languages, strict=True)):
            backend = self._signs if lang != told else self._asked.get(lang or "")
            if backend is not None:
                shares.setdefault(backend, []).append(at)
        for backend, places in shares.items():
            found = backend.score([texts[at] for at in places], [read[at] for at in places])
            for at, score in zip(places, found, strict=True):
                scores[at] = score
        return scores
