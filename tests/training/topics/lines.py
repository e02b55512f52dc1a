"""The lines and the vocabulary with their topics, all written for this project."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from monitor.domain.mention import Topic

FOLDER: Final = Path(__file__).parents[2] / "fixtures" / "topics"
HELD_OUT: Final = "held_out"
_VOCABULARY: Final = Path(__file__).with_name("vocabulary.txt")


@dataclass(frozen=True, slots=True)
class Line:
    """A text, its language (None: any) and what it is about."""

    text: str
    lang: str | None
    topic: Topic


def lines() -> Sequence[Line]:
    """Return the lines that may be learned from."""
    files = sorted(path for path in FOLDER.glob("*.jsonl") if path.stem != HELD_OUT)
    return [line for path in files for line in _read(path)]


def held_out() -> Sequence[Line]:
    """Return the lines that nothing is learned from."""
    return _read(FOLDER / f"{HELD_OUT}.jsonl")


def vocabulary() -> Sequence[Line]:
    """Return the words and phrases that are typical of each topic."""
    found: list[Line] = []
    topic = Topic.OTHER
    for row in _VOCABULARY.read_text("utf-8").splitlines():
        if row.startswith("["):
            topic = Topic(row.strip("[]"))
        elif row and not row.startswith("#"):
            lang, _, phrases = row.partition(":")
            spoken = None if lang == "any" else lang
            found.extend(Line(phrase.strip(), spoken, topic) for phrase in phrases.split(","))
    return list(dict.fromkeys(found))


def _read(path: Path) -> Sequence[Line]:
    rows = (json.loads(row) for row in path.read_text("utf-8").splitlines())
    return [Line(row["text"], row["lang"], Topic(row["topic"])) for row in rows]
