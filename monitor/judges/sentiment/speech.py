"""What of a text is scored, and what all backends have in common."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from monitor.domain.mood import TONES, Confusion, Tone
from monitor.domain.names.linking import NOBODY
from monitor.domain.text import clean
from monitor.ports import Score

ENOUGH: Final = 2_000
"""Characters that are scored; a text without end must not hold up the others."""

EMPTY: Final = "empty"
"""Why a text without a word is unscored."""

_ADDRESSES = re.compile(r"https?://\S+|@[\w.]+")
_WORD = re.compile(r"\w")
_LETTER = re.compile(r"[^\W\d_]")


class Backend(Protocol):
    """A scorer that says what it can; see `ports.Scorer`.

    Attributes:
        name: As the configuration calls it.
        languages: Primary subtags of those that it scores; others it leaves unscored.
        confusions: How often it errs, by `Score.scorer`; one that isn't there was not measured.
    """

    @property
    def name(self) -> str: ...
    @property
    def languages(self) -> frozenset[str]: ...
    @property
    def confusions(self) -> Mapping[str, Confusion]: ...
    def score(self, texts: Sequence[str], languages: Sequence[str | None]) -> Sequence[Score]: ...


def spoken(text: str) -> str:
    """Return what a text says: at most `ENOUGH` characters of it, addresses left out."""
    return _ADDRESSES.sub(" ", clean(text[:ENOUGH]))


def wordless(text: str) -> bool:
    """Whether there is nothing but signs, addresses and hidden names."""
    words = spoken(text).replace(NOBODY, "")
    return _LETTER.search(words) is None


def mute(words: str) -> bool:
    """Whether nothing is said that a list of words could know."""
    return _WORD.search(words) is None


def foreign(lang: str | None) -> str:
    """Return why a text in this language is unscored."""
    return f"language:{lang or 'und'}"


def told(polarity: float, cut: float, scorer: str, known: Confusion) -> Score:
    """Return the score of a word list that tells no probabilities, but on its own scale.

    They are what its tone came to where people told the tones: (positive, negative) are the same
    for all texts that it calls positive.

    Args:
        polarity: -1 to 1, on the list's own scale.
        cut: From here on a text is positive; below its opposite, negative.
        scorer: Its name with its version.
        known: How often it errs.
    """
    polarity = max(-1.0, min(1.0, polarity)) if polarity == polarity else 0.0  # noqa: PLR0124 - NaN
    said = Tone.POSITIVE if polarity >= cut else Tone.NEUTRAL
    if polarity <= -cut:
        said = Tone.NEGATIVE
    likely = dict(zip(TONES, known.likely(said), strict=True))
    return Score(
        polarity=polarity,
        positive=likely[Tone.POSITIVE],
        negative=likely[Tone.NEGATIVE],
        scorer=scorer,
    )
