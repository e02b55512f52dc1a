"""Headlines of FTR-18 with the stage that a reader gave them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from monitor.domain.claims import Heard, Stage, hear
from monitor.domain.text import fold
from monitor.judges import register
from monitor.judges.casting import Casting
from monitor.judges.names import Names

LABELLED: Final = Path(__file__).parent / "ftr18.csv"
"""Items of FTR-18 by their number, with the stages that they claim: labels of this project."""

COARSE: Final = {
    Stage.BID: Stage.TALKS,
    Stage.STAYS: Stage.DENIED,
    Stage.WITHDRAWN: Stage.DENIED,
}
"""The stages that readers did not tell apart."""


@dataclass(frozen=True, slots=True)
class Headline:
    """A labelled text.

    Attributes:
        stage: As the reader gave it; None = no claim.
        group: What must not stand on both sides of a split: the player, else the pairing.
    """

    text: str
    heard: Heard
    stage: Stage | None
    group: str


def headlines(data: Path) -> Sequence[Headline]:
    """Return the headlines of the folder *data*, those called ambiguous left out."""
    return _listened(data, _rows(data / "stage_labels.csv"))


def ours(data: Path) -> Sequence[Headline]:
    """Return the headlines of the folder *data* that were labelled for this project.

    `LABELLED` keeps the labels without the texts, which stand in `ftr18_items.csv`.
    """
    items = {row["item_id"]: row for row in _rows(data / "ftr18_items.csv")}
    return _listened(
        data,
        (
            {**items[row["item_id"]], "text": items[row["item_id"]]["slug_text"], **row}
            for row in _rows(LABELLED)
            if row["item_id"] in items
        ),
    )


def _listened(data: Path, rows: Iterable[Mapping[str, str]]) -> list[Headline]:
    pairings = {row["pairing_id"]: row for row in _rows(data / "ftr18_pairings.csv")}
    found: list[Headline] = []
    for row in rows:
        if row["stage"] in {"", "ambiguous"}:
            continue
        pairing = pairings.get(row["pairing_id"], {})
        folded = fold(row["text"])
        cast = casting().cast(folded, pairing.get("player"), pairing.get("to_club"))
        heard = hear(folded, row["lang"], cast)
        group = pairing.get("player") or row["pairing_id"]
        found.append(Headline(row["text"], heard, label(row["stage"]), group))
    return found


def label(stage: str) -> Stage | None:
    """Return the stage of a label."""
    return None if stage == "none" else Stage(stage)


def coarse(stage: Stage | None) -> Stage | None:
    """Return *stage* as readers told stages apart."""
    return COARSE.get(stage, stage) if stage else None


@cache
def casting() -> Casting:
    """Return who knows the names of the starter catalogue."""
    catalogue = register.load([])
    return Casting(catalogue, Names(catalogue))


def _rows(file: Path) -> Iterator[Mapping[str, str]]:
    if file.is_file():
        with file.open(encoding="utf-8", newline="") as rows:
            yield from csv.DictReader(rows)
