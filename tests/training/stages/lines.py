"""Lines with the stage that they claim, all written for this project: one file a language.

`{P}` and `{C}` stand for the player and the club of the pairing, `{Q}` and `{D}` for others. Each
line is learned as it stands, and as the address of a page would have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from monitor.domain.claims import Cast, Heard, Stage, hear
from monitor.domain.text import fold
from tests.training.stages.clipped import clipped

LANGUAGES: Final = {
    "english": "en",
    "french": "fr",
    "german": "de",
    "italian": "it",
    "portuguese": "pt",
    "spanish": "es",
}
_ROLES: Final = {"{P}": "player", "{C}": "club", "{Q}": "players", "{D}": "clubs"}
_PLACE = re.compile(r"\{[PCQD]\}")
_CUES = re.compile(r"\bz[xyc]\w+ ?")
"""Words of no language by which the learned part is told the cues of a text."""
_NOBODY: Final = "xyz"


@dataclass(frozen=True, slots=True)
class Line:
    """What the learned part is told of a text (see `claims.Heard`), and its stage."""

    told: str
    stage: Stage | None


@cache
def lines() -> Sequence[Line]:
    """Return all lines, the clipped ones last; these are learned without their cues.

    Cues and lines are of one hand, which finds its own lines better than those of others.
    """
    folder = Path(__file__).parent
    whole = [
        (stage, text, lang)
        for name, lang in LANGUAGES.items()
        for stage, text in written(folder / f"{name}.txt")
    ]
    short = [
        (stage, brief, lang)
        for stage, text, lang in whole
        if (brief := clipped(text, lang)) is not None
    ]
    return [
        *(Line(listen(text, lang).told, stage) for stage, text, lang in whole),
        *(Line(wordy(listen(text, lang).told), stage) for stage, text, lang in short),
    ]


def wordy(told: str) -> str:
    """Return what the learned part is told without the words that tell it the cues."""
    return _CUES.sub("", told)


def listen(text: str, lang: str) -> Heard:
    """Return what *text* says by its cues, about the pairing of its places."""
    spans: dict[str, list[tuple[int, int]]] = {role: [] for role in _ROLES.values()}
    parts: list[str] = []
    done = length = 0
    for found in _PLACE.finditer(text):
        parts += fold(text[done : found.start()]), _NOBODY
        length += len(parts[-2])
        spans[_ROLES[found.group()]].append((length, length + len(_NOBODY)))
        length += len(_NOBODY)
        done = found.end()
    folded = "".join((*parts, fold(text[done:])))
    return hear(folded, lang, Cast(**{role: tuple(places) for role, places in spans.items()}))


def written(file: Path) -> Iterator[tuple[Stage | None, str]]:
    """Yield the stages and texts of a file."""
    stage: Stage | None = None
    for row in file.read_text("utf-8").splitlines():
        if row.startswith("["):
            name = row.strip("[]")
            stage = None if name == "none" else Stage(name)
        elif row and not row.startswith("#"):
            yield stage, row.replace("\\n", "\n")
