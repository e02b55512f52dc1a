"""Reads rumours in the form of FTR-18: headlines of the summer of 2018 (Caled and Silva, MIT)."""

from __future__ import annotations

import csv
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from monitor.domain.catalogue import Pairing, Role
from monitor.domain.claims import Claim, decide, hear
from monitor.domain.phrases import split
from monitor.domain.rumour import Outcome, Testimony, gossip
from monitor.domain.text import fold
from monitor.judges import register
from monitor.judges.casting import Casting
from monitor.judges.hindsight.panel import Ended
from monitor.judges.names import Names
from monitor.judges.stages import Stages

ITEMS: Final = "ftr18_items.csv"
PAIRINGS: Final = "ftr18_pairings.csv"

FIRST: Final = datetime(2018, 6, 15, tzinfo=UTC)
LAST: Final = datetime(2018, 8, 30, tzinfo=UTC)
EVERY: Final = timedelta(days=3)

ENGLISH: Final = frozenset(
    """
    arsenal;aston villa;birmingham;bournemouth;brentford;brighton;bristol city;burnley;cardiff
    chelsea;crystal palace;derby;everton;fulham;huddersfield;hull;ipswich;leeds;leicester
    liverpool;manchester city;manchester united;middlesbrough;millwall;newcastle;norwich
    nottingham forest;portsmouth;preston;qpr;reading;sheffield united;sheffield wednesday
    southampton;stoke;sunderland;swansea;tottenham;watford;west brom;west ham;wigan;wolves
    """.strip().replace("\n", ";").replace("    ", "").split(";")
)  # fmt: skip
"""Clubs whose window closed on 9 August 2018; that of all others on the 31st."""

MOVE: Final = "move"
"""What a row says that is about a move, and not about a stay."""


def days() -> tuple[datetime, ...]:
    """Return the days of the panel."""
    count = (LAST - FIRST) // EVERY
    return tuple(FIRST + EVERY * place for place in range(count + 1))


def closes(club: str) -> datetime:
    """Return the end of the window of a buying club: the end of its last day."""
    last = datetime(2018, 8, 9 if club in ENGLISH else 31, tzinfo=UTC)
    return last + timedelta(days=1) - timedelta(seconds=1)


def read(folder: Path) -> list[Ended]:
    """Return the moves of a folder with what was said of them before they were settled.

    Two rows of a player count as one player if both names agree; claims that a player stays are
    rivals of his moves. Bytes that are no UTF-8 are replaced.

    Raises:
        ValueError: A file is missing, or lacks a column, or a value is none; says where.
    """
    pairings = _rows(folder / PAIRINGS)
    said: defaultdict[str, list[Testimony]] = defaultdict(list)
    by_id = {row["pairing_id"]: row for row in pairings}
    items = _rows(folder / ITEMS)
    for testimony, owner in _testimonies(items, by_id):
        said[owner].append(testimony)
    of_player: defaultdict[str, list[str]] = defaultdict(list)
    for row in pairings:
        of_player[slug(row["player"])].append(row["pairing_id"])
    found: list[Ended] = []
    for row in pairings:
        own = row["pairing_id"]
        if row["claim_kind"] != MOVE or not said[own]:
            continue
        others = (other for other in of_player[slug(row["player"])] if other != own)
        at = _date(row, "resolved_on", PAIRINGS)
        outcome = Outcome(
            pairing=_pairing(row),
            happened=row["outcome"] == "1",
            at=at,
            by="table",
            told_at=at,
        )
        found.append(
            Ended(
                outcome=outcome,
                testimonies=tuple(said[own]),
                rivals=tuple(one for other in others for one in said[other]),
                closes=closes(row["to_club"].strip()),
            )
        )
    return found


def _testimonies(
    items: Sequence[Mapping[str, str]], pairings: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[Testimony, str]]:
    """Yield what was said before the end, with the id of what it is about."""
    held = [
        row for row in items if row["before_resolution"] == "1" and row["pairing_id"] in pairings
    ]
    claims = _claims(held, pairings)
    for row, claim in zip(held, claims, strict=True):
        folded = fold(row["slug_text"])
        key = row["item_id"].encode()
        testimony = Testimony(
            key=key,
            pairing=_pairing(pairings[row["pairing_id"]]),
            at=_date(row, "published_on", ITEMS),
            claim=claim,
            author=row["source"].encode(),
            record=key,
            role=Role.OUTLET,
            source=slug(row["source"]),
            gist=frozenset(zlib.crc32(word.encode()) for word in split(folded)),
            gossip=gossip(folded),
        )
        yield testimony, row["pairing_id"]


def _claims(
    items: Sequence[Mapping[str, str]], pairings: Mapping[str, Mapping[str, str]]
) -> list[Claim | None]:
    """Return what each item claims about its pairing, as the program reads it."""
    catalogue = register.load([])
    casting = Casting(catalogue, Names(catalogue))
    heard = []
    for row in items:
        pairing = pairings[row["pairing_id"]]
        folded = fold(row["slug_text"])
        cast = casting.cast(folded, pairing["player"], pairing["to_club"])
        heard.append(hear(folded, row["lang"], cast))
    leanings = Stages().gauge([one.told for one in heard])
    return [
        decide(one, leaning) if row["slug_text"] else None
        for row, one, leaning in zip(items, heard, leanings, strict=True)
    ]


def _rows(file: Path) -> list[dict[str, str]]:
    try:
        with file.open(encoding="utf-8", errors="replace", newline="") as rows:
            return list(csv.DictReader(rows))
    except OSError as error:
        raise ValueError(f"{file}: can't be read: give a folder with {ITEMS}") from error


def _pairing(row: Mapping[str, str]) -> Pairing:
    return Pairing(slug(row["player"]), slug(row["to_club"]))


def slug(name: str) -> str:
    """Return a name as it stands in pairings."""
    return "-".join(split(fold(name)))


def _date(row: Mapping[str, str], column: str, file: str) -> datetime:
    try:
        return datetime.fromisoformat(row[column]).replace(tzinfo=UTC)
    except ValueError as error:
        raise ValueError(f"{file}: {column} {row[column]!r} is no date") from error
