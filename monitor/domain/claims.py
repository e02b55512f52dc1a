"""What a text asserts about a transfer, by its cues."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from monitor.domain import cues, phrases
from monitor.domain.cues import Says, Tone
from monitor.domain.phrases import Found, Phrasebook
from monitor.domain.stage import POSITIVE, Stage
from monitor.domain.stance import Stance

__all__ = ["Claim", "Stage", "claim", "leaving"]

LOUDEST: Final = (
    Stage.DONE, Stage.MEDICAL, Stage.STAYS, Stage.DENIED, Stage.WITHDRAWN,
    Stage.AGREEMENT, Stage.BID, Stage.TALKS, Stage.INTEREST,
)  # fmt: skip
"""Where a text says several things, the first of these is what it claims."""

_RANK = {stage: rank for rank, stage in enumerate(LOUDEST)}
_MILDER = {
    Stage.DONE: Stage.AGREEMENT,
    Stage.MEDICAL: Stage.AGREEMENT,
    Stage.AGREEMENT: Stage.TALKS,
    Stage.DENIED: Stage.TALKS,
}
"""What is left of a stage that is not reached, or not denied, *yet*."""

_NEAR = 2
_ABOUT = 4
_STOP = re.compile(r"[.!?\n;]")
_BYLINE = re.compile(r" ?:? ?([\w@][\w@' ]{1,40})")
_ARTICLES = frozenset(
    {"the", "el", "la", "los", "las", "il", "lo", "le", "les", "die", "der", "das"}
)
_NOBODY = frozenset({
    "90", "year", "week", "season", "game", "match", "month", "day", "hour", "cent", "player",
    "person", "club", "me", "us", "you", "he", "she", "they", "it", "yes", "no", "so", "si", "sim",
    "source", "sources", "reports", "fuente", "fuentes", "fonti", "fontes",
})  # fmt: skip
_LONGEST = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An assertion about a pairing.

    Attributes:
        stage: How far the move is said to be.
        cue: The words that say so; empty where they are a private person's.
        hedged: It is said with a reserve ("could", "reportedly").
        attributed_to: Whom the text names as its source, or None.
        stance: How the text stands to it.
    """

    stage: Stage
    cue: str
    hedged: bool = False
    attributed_to: str | None = None
    stance: Stance = Stance.SUPPORT

    def wordless(self) -> Claim:
        """The same claim without any of the words: what may be kept of a private person's."""
        return Claim(stage=self.stage, cue="", hedged=self.hedged, stance=self.stance)


@dataclass(frozen=True, slots=True)
class _Books:
    """What is said of a claim, and of how it is made."""

    stages: Phrasebook[Says]
    tones: Phrasebook[Says]


@dataclass(frozen=True, slots=True)
class _Read:
    """One cue as it is meant, with the start of its sentence."""

    claim: Claim
    opens: int


def claim(folded: str, lang: str | None) -> Claim | None:
    """Return what a text claims, or None if it claims nothing.

    Args:
        folded: The text, folded; what stands beyond 3,000 characters isn't read.
        lang: Its primary language subtag if known; cues of all languages count where it isn't, or
            where its own say nothing (declared languages are often wrong).
    """
    folded = folded[:_LONGEST]
    words = phrases.split(folded)
    for books in _books(lang):
        found = books.stages.find(words)
        if any(one.value is not Tone.TRAP for one in found):
            return _Reading(folded, words, books).claim(found)
    return None


def leaving(folded: str) -> bool:
    """Whether the words speak of leaving, and don't say no to it."""
    words = phrases.split(folded[:_LONGEST])
    for found in _leaving().find(words):
        before = words[max(0, found.start - _NEAR) : found.start]
        if not any(tone.value is Tone.NOT for tone in _merged().tones.find(before)):
            return True
    return False


class _Reading:
    """One text, read closely because it holds cues."""

    def __init__(self, folded: str, words: Sequence[str], books: _Books) -> None:
        self._folded = folded
        self._places = phrases.places(folded)
        self._tones = books.tones.find(words)

    def claim(self, found: Sequence[Found[Says]]) -> Claim | None:
        """Return what the loudest of the cues claims."""
        heard = [self._read(one, one.value) for one in found if isinstance(one.value, Stage)]
        read = _opening(self._folded, [one for one in heard if one is not None])
        said = [one for i, one in enumerate(read) if not _denied(one, read[:i])]
        if not said:
            return None
        loudest = min(said, key=lambda one: _RANK[one.claim.stage]).claim
        return replace(loudest, attributed_to=self._attribution())

    def _read(self, one: Found[Says], stage: Stage) -> _Read | None:
        """Return what a cue claims once its neighbours are heard."""
        start, end = self._places[one.start][0], self._places[one.end - 1][1]
        opens, closes, asks = self._sentence(start, end)
        hedged = asks
        for tone in self._tones:
            if not opens <= self._places[tone.start][0] < closes:
                continue
            if tone.value is Tone.HEDGE:
                hedged = True
            elif tone.value is Tone.YET and _around(tone, one):
                stage = _MILDER.get(stage, stage)
            elif tone.value is Tone.NOT and 0 <= one.start - tone.end < _NEAR:
                if stage is Stage.STAYS:
                    return None
                stage = Stage.DENIED if stage in POSITIVE else stage
        if asks and stage in POSITIVE:
            stage = Stage.INTEREST
        return _Read(Claim(stage=stage, cue=self._folded[start:end], hedged=hedged), opens)

    def _sentence(self, start: int, end: int) -> tuple[int, int, bool]:
        """Return where the sentence of a cue begins and ends, and whether it asks."""
        opens = max(self._folded.rfind(mark, 0, start) for mark in ".!?\n;") + 1
        stop = _STOP.search(self._folded, end)
        if stop is None:
            return opens, len(self._folded), False
        return opens, stop.start(), stop.group() == "?"

    def _attribution(self) -> str | None:
        """Return whom the text names as its source."""
        for tone in self._tones:
            if tone.value is not Tone.PER:
                continue
            named = _BYLINE.match(self._folded, self._places[tone.end - 1][1])
            words = named.group(1).split() if named else []
            while words and words[0] in _ARTICLES:
                words.pop(0)
            if words and _NOBODY.isdisjoint(words[: 2 if words[0] in {"a", "an"} else 1]):
                return " ".join(words[:3])
        return None


def _opening(folded: str, read: Sequence[_Read]) -> Sequence[_Read]:
    """Return the cues of the first paragraph that has any: what follows is background."""
    gap = folded.find("\n\n", read[0].opens + 1) if read else -1
    if gap < 0:
        return read
    final = "here we go"
    return [one for one in read if one.opens < gap or one.claim.cue == final]


def _around(tone: Found[Says], one: Found[Says]) -> bool:
    """Whether a tone and a cue overlap or are near each other."""
    return tone.start - one.end <= _NEAR and one.start - tone.end <= _ABOUT


def _denied(one: _Read, earlier: Sequence[_Read]) -> bool:
    """Whether the same sentence says no before it says this."""
    no = {Stage.DENIED, Stage.WITHDRAWN}
    return one.claim.stage in POSITIVE and any(
        before.claim.stage in no and before.opens == one.opens for before in earlier
    )


def _books(lang: str | None) -> Iterator[_Books]:
    if lang in cues.LANGUAGES:
        yield _spoken(lang)
    yield _merged()


@cache
def _spoken(lang: str) -> _Books:
    return _bind([cues.LANGUAGES[lang]], frozenset())


@cache
def _merged() -> _Books:
    return _bind(tuple(cues.LANGUAGES.values()), cues.FALSE_FRIENDS)


@cache
def _leaving() -> Phrasebook[bool]:
    return Phrasebook((phrase, True) for phrase in cues.phrases(cues.LEAVING))


def _bind(tables: Sequence[cues.Table], without: frozenset[str]) -> _Books:
    """Return the books of some languages; where they differ about a phrase, the first holds."""
    stages: list[tuple[str, Says]] = []
    tones: list[tuple[str, Says]] = []
    for table in reversed(tables):
        for says, block in table.items():
            shelf = stages if isinstance(says, Stage) or says is Tone.TRAP else tones
            shelf.extend((phrase, says) for phrase in cues.phrases(block))
    stages.extend((phrase, Stage.DONE) for phrase in cues.phrases(cues.SHARED))
    return _Books(Phrasebook(stages, without), Phrasebook(tones, without))
