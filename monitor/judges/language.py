"""Tells languages, for posts whose source doesn't."""

from __future__ import annotations

import re
from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

KNOWN: Final = frozenset({"en", "es", "pt", "it", "fr", "de", "ar"})
"""Languages that are told apart."""

OTHERS: Final = frozenset({
    "nl", "pl", "tr", "sv", "da", "no", "fi", "ro", "hu", "cs", "hr", "id", "vi", "ca", "el", "ru",
    "uk", "fa", "he", "hi", "th", "ja", "ko", "zh",
})  # fmt: skip
"""Languages that are recognised so that they are not taken for one of those."""

LEAST: Final = 8
"""Fewer letters than these tell nothing."""

ENOUGH: Final = 400
"""Characters that are looked at; more tell no more."""

FLOOR: Final = 0.1
"""Least probability of a verdict: below it the text holds nothing that tells."""

_NOISE = re.compile(r"https?://\S+|@[\w.]+")


class Languages:
    """Identifies languages by byte n-grams; implements `ports.Linguist`.

    The model is read when it is first needed. Safe to share between threads.
    """

    def __init__(self) -> None:
        self._model: LanguageIdentifier | None = None
        self._reading = Lock()

    def identify(self, texts: Sequence[str]) -> Sequence[str | None]:
        """Return a primary language subtag for each text; None = none of those we know."""
        return [self._tell(text) for text in texts]

    def _tell(self, text: str) -> str | None:
        words = _NOISE.sub(" ", text[:ENOUGH])
        if sum(map(str.isalpha, words)) < LEAST:
            return None
        found: Any = self._loaded().classify(words)
        lang, probability = found
        return lang if lang in KNOWN and probability >= FLOOR else None

    def _loaded(self) -> LanguageIdentifier:
        if self._model is None:
            with self._reading:
                if self._model is None:
                    self._model = _read()
        return self._model


def _read() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - half a second

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(KNOWN | OTHERS)
    return model
