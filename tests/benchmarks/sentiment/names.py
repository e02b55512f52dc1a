"""Names alone: none may have a tone, whatever the words in it mean elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.benchmarks.sentiment.systems import System

NAMES: Final = Path(__file__).with_name("names.txt")
"""Clubs and players, one a line, with those that word lists fall for."""

LANGUAGES: Final = ("en", "es", "pt", "it", "fr", "de", "ar")

OURS: Final = ("words", "shipped", "trained")


def names() -> Sequence[str]:
    """Return the names."""
    lines = NAMES.read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(";")]


def neutral(systems: Sequence[System]) -> float:
    """Return how many percent of the names score exactly 0 in every language, by all of ours."""
    listed = names()
    clean = set(listed)
    for system in systems:
        if system.name in OURS:
            for lang in LANGUAGES:
                if lang in system.languages:
                    scores = system.score(listed, [lang] * len(listed))
                    pairs = zip(listed, scores, strict=True)
                    clean -= {name for name, score in pairs if score.polarity not in {0.0, None}}
    return 100 * len(clean) / len(listed)
