"""How well acts are read from the texts that tell of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from monitor.domain.reported import read
from monitor.domain.text import fold
from monitor.judges import register
from monitor.judges.names import Names
from monitor.judges.spotting import Spotting

TEXTS: Final = Path(__file__).parents[2] / "fixtures" / "reported" / "acts.jsonl"
"""The texts that were written for this project."""

LATER: Final = TEXTS.with_name("later.jsonl")
"""More of them, by which the reader was mended: they measure nothing any more."""

GIVEN: Final = "reported.jsonl"
"""Texts that stand in a folder of data count in place of those."""

Part: TypeAlias = Literal["developed", "held_out"]
Act: TypeAlias = tuple[str, str | None, str | None, str | None, bool]
"""What was done; role, player and club of who did it; whether it is said not to be so."""


@dataclass(slots=True)
class Count:
    """Acts that were found and are told, found and aren't, told and weren't found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of the acts found that are told; 0 where none was found."""
        found = self.right + self.wrong
        return self.right / found if found else 0.0

    @property
    def recall(self) -> float:
        """Share of the acts told that were found; 0 where none is told."""
        told = self.right + self.missed
        return self.right / told if told else 0.0


def figures(data: Path, fit: Path | None = None) -> dict[str, float]:
    """Return precision and recall of the acts that are read from texts.

    An act is found where doing and doer match: what was done, the role of who did it, and the
    slug of the player or club; and whether the text says that it did not happen. An act that is
    found and not told is wrong, a denial taken for an act as well.

    Args:
        data: A folder; its `reported.jsonl` is read if it is there, else the project's own texts,
            and of those the part that nobody looked at while the reader was written is told
            besides.
        fit: Nothing is fitted here.
    """
    given = data / GIVEN
    lines = lines_of(given if given.is_file() else TEXTS)
    every = count(lines)
    said = {"reported.precision": every.precision, "reported.recall": every.recall}
    if not given.is_file():
        unseen = count(line for line in lines_of(TEXTS) if part(line["text"]) == "held_out")
        said["reported.precision.heldout"] = unseen.precision
        said["reported.recall.heldout"] = unseen.recall
    return said


def count(lines: Iterator[Mapping[str, Any]]) -> Count:
    """Return how the acts read from *lines* compare with those that they are said to tell."""
    counted = Count()
    for line in lines:
        found, told = acts(line), expected(line)
        counted.right += len(found & told)
        counted.wrong += len(found - told)
        counted.missed += len(told - found)
    return counted


def acts(line: Mapping[str, Any]) -> frozenset[Act]:
    """Return what is read from a line."""
    catalogue, spotting = _names()
    folded = fold(line["text"])
    hits, player = spotting.spot(folded, line.get("player"), line.get("club"))
    told = read(
        line["text"],
        hits,
        folded=folded,
        catalogue=catalogue,
        lang=line.get("lang"),
        published=datetime.fromisoformat(line.get("published") or "2026-03-06T18:00:00Z"),
        player=player,
    )
    return frozenset(
        (t.doing.value, t.doer.role, t.doer.player, t.doer.club, t.denied) for t in told
    )


def expected(line: Mapping[str, Any]) -> frozenset[Act]:
    """Return what a line is said to tell."""
    return frozenset(
        (
            act["doing"],
            act.get("role"),
            act.get("player"),
            act.get("club"),
            bool(act.get("denied")),
        )
        for act in line["acts"]
    )


def part(text: str) -> Part:
    """Return which part a text belongs to: half of them, by a hash of the text, weren't seen."""
    return "developed" if hashlib.sha256(text.encode()).digest()[0] % 2 else "held_out"


def lines_of(path: Path) -> Iterator[Mapping[str, Any]]:
    """Yield the texts of a file, each with the acts that it is said to tell."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


@cache
def _names() -> tuple[Any, Spotting]:
    catalogue = register.load([])
    return catalogue, Spotting(catalogue, Names(catalogue))
