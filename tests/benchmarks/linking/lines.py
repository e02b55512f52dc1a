"""Lines written for this project: namesakes and traps, and texts that name several clubs.

Each is a JSON object: `lang`, `text`, `links`, the pairings (`player/club`) whose club is where the
player may go, and in traps `named`, those that may be linked as merely mentioned. A player alone
among the links is meant, and may be linked with any club. Lines are linked with the starter
catalogue, every player watched; somebody whom it doesn't hold is not asked for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from monitor.domain.catalogue import Catalogue, Watch
from monitor.domain.names.linking import link
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
    named: frozenset[str]


@dataclass(frozen=True, slots=True)
class Result:
    """A line, what was found where somebody may go or else, and what may be asked for."""

    line: Line
    found: frozenset[str]
    beside: frozenset[str]
    asked: frozenset[str]

    @property
    def wrong(self) -> frozenset[str]:
        """Pairings linked that the line is not about."""
        wrong = (self.found - self.line.links) | (self.beside - self.line.links - self.line.named)
        return frozenset(pair for pair in wrong if not self._meant(pair.split("/")[0]))

    def _meant(self, player: str) -> bool:
        """Whether the line is about *player*, or one of those who bear the same name."""
        return any(player == one or player.startswith(f"{one}-") for one in self.line.links)


def read(name: str) -> list[Line]:
    """Return the lines of one file."""
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return [
        Line(one["lang"], one["text"], frozenset(one["links"]), frozenset(one.get("named", ())))
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
    going = frozenset(map(str, destinations(linked)))
    beside = frozenset(str(one.pairing) for one in linked.links) - going
    return Result(line, going, beside, frozenset(known))


def measure() -> dict[str, float]:
    """Return how many links of the traps are wrong, and how often the destination is right."""
    traps, rivals = results(TRAPS), results(RIVALS)
    asked = sum(len(one.asked) for one in traps)
    found = sum(len(one.found & one.asked) for one in traps)
    return {
        "traps.lines": float(len(traps)),
        "traps.wrong": float(sum(len(one.wrong) for one in traps)),
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
