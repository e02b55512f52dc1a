"""The phrasebooks of claims: one of each language, and one of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from monitor.domain import cues
from monitor.domain.cues import Says, Tone
from monitor.domain.phrases import Phrasebook
from monitor.domain.stage import Stage


@dataclass(frozen=True, slots=True)
class Books:
    """What is said of a claim, and of how it is made."""

    stages: Phrasebook[Says]
    tones: Phrasebook[Says]


def books(lang: str | None) -> Iterator[Books]:
    """Yield the books of a language if it is one of ours, then those of all languages."""
    if lang in cues.LANGUAGES:
        yield _spoken(lang)
    yield merged()


@cache
def merged() -> Books:
    """Return the books of all languages."""
    return _bind(tuple(cues.LANGUAGES.values()), cues.FALSE_FRIENDS)


@cache
def leaves() -> Phrasebook[bool]:
    """Return the words of leaving."""
    return Phrasebook((phrase, True) for phrase in cues.phrases(cues.LEAVING))


@cache
def _spoken(lang: str) -> Books:
    return _bind([cues.LANGUAGES[lang]], frozenset())


def _bind(tables: Sequence[cues.Table], without: frozenset[str]) -> Books:
    """Return the books of some languages; where they differ about a phrase, the first holds."""
    stages: list[tuple[str, Says]] = []
    tones: list[tuple[str, Says]] = []
    for table in reversed(tables):
        for says, block in table.items():
            shelf = stages if isinstance(says, Stage) or says is Tone.TRAP else tones
            shelf.extend((phrase, says) for phrase in cues.phrases(block))
    stages.extend((phrase, Stage.DONE) for phrase in cues.phrases(cues.SHARED))
    return Books(Phrasebook(stages, without), Phrasebook(tones, without))
