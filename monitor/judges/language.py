"""Tells languages, for posts whose source doesn't."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

    from monitor.judges.bytewalk import ByteWalk

KNOWN: Final = frozenset({"en", "es", "pt", "it", "fr", "de", "ar"})
"""Languages that are told apart."""

OTHERS: Final = frozenset({
    "nl", "pl", "tr", "sv", "da", "no", "fi", "ro", "hu", "cs", "hr", "id", "vi", "ca", "el", "ru",
    "uk", "fa", "he", "hi", "th", "ja", "ko", "zh",
})  # fmt: skip
"""Languages that are recognised so that they are not taken for one of those."""

LEAST: Final = 5
"""Fewer letters than these tell nothing."""

ODDS: Final = 20.0
"""By how much, in natural logarithms over a whole text, another language must be likelier than one
of those we know: posts are noisy, and the others are many."""

ENGLISH: Final = 8.0
"""The same for English against the rest: its words stand in everybody's posts.

3 tells 0.4 in 100 German posts fewer, 16 loses 2 in 100 short English ones (posts to learn from).
"""

ENOUGH: Final = 400
"""Characters that are looked at; more tell no more."""

MANY: Final = 32
"""Fewer texts are read sooner one by one."""

FLOOR: Final = 0.1
"""Least probability of a verdict: below it the text holds nothing that tells."""

_NOISE = re.compile(r"https?://\S+|@[\w.]+")


class Languages:
    """Identifies languages by byte n-grams; implements `ports.Linguist`.

    The model is read when it is first needed. Safe to share between threads.
    """

    def __init__(self) -> None:
        self._model: tuple[LanguageIdentifier, ByteWalk] | None = None
        self._reading = Lock()

    def identify(self, texts: Sequence[str]) -> Sequence[str | None]:
        """Return a primary language subtag for each text; None = none of those we know."""
        told: list[str | None] = [None] * len(texts)
        heads = [_head(text) for text in texts]
        telling = [place for place, head in enumerate(heads) if head]
        found = self._classify([heads[place] for place in telling])
        for place, (lang, probability) in zip(telling, found, strict=True):
            if lang in KNOWN and probability >= FLOOR:
                told[place] = lang
        return told

    def _classify(self, heads: Sequence[str]) -> Iterable[tuple[str, float]]:
        if not heads:
            return ()
        model, walk = self._loaded()
        if len(heads) >= MANY:
            return walk.classify(heads)
        classify: Any = model.classify
        return map(classify, heads)

    def _loaded(self) -> tuple[LanguageIdentifier, ByteWalk]:
        if self._model is None:
            with self._reading:
                if self._model is None:
                    self._model = _read()
        return self._model


def _head(text: str) -> str:
    """Return the words that tell the language; empty = too few."""
    words = _NOISE.sub(" ", text[:ENOUGH])
    letters = sum(map(str.isalpha, words))
    if letters < LEAST:
        return ""
    # the model knows capitals as rare
    return words.lower() if 2 * sum(map(str.isupper, words)) > letters else words


def _read() -> tuple[LanguageIdentifier, ByteWalk]:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - half a second

    from monitor.judges.bytewalk import ByteWalk  # noqa: PLC0415 - brings numpy

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(KNOWN | OTHERS)
    for place, lang in enumerate(model.nb_classes):
        if lang not in KNOWN:
            model.nb_pc[place] -= ODDS
        elif lang == "en":
            model.nb_pc[place] -= ENGLISH
    return model, ByteWalk(model)
