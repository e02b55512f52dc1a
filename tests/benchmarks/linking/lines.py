"""Lines written for this project: namesakes and traps, and texts that name several clubs.

Each is a JSON object: `lang`, `text`, and `links`, the pairings (`player/club`) whose club is where
the player may go. They are linked with the starter catalogue, every player watched; a pairing with
somebody whom the catalogue doesn't hold can't be found, and is not asked for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from monitor.domain.catalogue import Catalogue, Watch
from monitor.domain.linking import link
from monitor.domain.text import fold
from monitor.judges import register
from monitor.judges.names import Names
from tests.benchmarks.linking.articles import destinations

FOLDER: Final = Path(__file__).parents[2] / "fixtures" / "linking"
TRAPS: Final = "traps.jsonl"
RIVALS: Final = "rivals.jsonl"
ON: Final = date(2025, 11, 1)
"""The day on which they were written: who plays where is as of then."""


@dataclass(frozen=True, slots=True)
class Line:
    lang: str
    text: str
    links: frozenset[str]


@dataclass(frozen=True, slots=True)
class Result:
    """A line, what was found where somebody may go, and what of that may be asked for."""

    line: Line
    found: frozenset[str]
    asked: frozenset[str]


def read(name: str) -> list[Line]:
    """Return the lines of one file."""
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return [
        Line(one["lang"], one["text"], frozenset(one["links"]))
        for one in map(json.loads, filter(str.strip, lines))
    ]


def results(name: str) -> list[Result]:
    """Link the lines of one file."""
    starter = register.load([])
    catalogue = replace(starter, watchlist=frozenset(Watch(player) for player in starter.players))
    matcher = Names(catalogue)
    return [_result(line, catalogue, matcher) for line in read(name)]


def _result(line: Line, catalogue: Catalogue, matcher: Names) -> Result:
    folded = fold(line.text)
    linked = link(
        matcher.find(folded),
        catalogue=catalogue,
        text=line.text,
        folded=folded,
        account=None,
        inherited=(),
        subject_clubs=(),
        on=ON,
    )
    known = {
        pair
        for pair in line.links
        if (parts := pair.partition("/"))[0] in catalogue.players and parts[2] in catalogue.clubs
    }
    return Result(line, frozenset(map(str, destinations(linked))), frozenset(known))


def measure() -> dict[str, float]:
    """Return how many links of the traps are wrong, and how often the destination is right."""
    traps, rivals = results(TRAPS), results(RIVALS)
    asked = sum(len(one.asked) for one in traps)
    found = sum(len(one.found & one.asked) for one in traps)
    return {
        "traps.lines": float(len(traps)),
        "traps.wrong": float(sum(len(one.found - one.line.links) for one in traps)),
        "traps.found": found / asked if asked else 0.0,
        "destination.lines": float(len(rivals)),
        "destination.accuracy": _share(rivals),
        **_languages("destination.accuracy", rivals),
    }


def _languages(name: str, results: Sequence[Result]) -> Mapping[str, float]:
    spoken = sorted({one.line.lang for one in results})
    return {
        f"{name}.{lang}": _share([one for one in results if one.line.lang == lang])
        for lang in spoken
    }


def _share(results: Sequence[Result]) -> float:
    right = sum(one.found == one.asked for one in results)
    return right / len(results) if results else 0.0
