"""Sheets that a user brings along: CSV, one kind a file by its header, or TOML, as our own files.

Nothing here is merged or looked up: each line comes as what it gives, with its place.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from monitor.domain.text import clean

LARGEST: Final = 16 << 20
"""Most bytes of a sheet."""

SHEETS: Final[Mapping[str, tuple[str, ...]]] = {
    "clubs": ("slug", "name", "country", "timezone", "aliases", "ambiguous"),
    "players": (
        "slug", "name", "born", "club", "since", "as_of", "value_meur", "value_as_of", "aliases",
        "ambiguous",
    ),
    "sources": (
        "slug", "name", "role", "languages", "domains", "club", "aliases", "ambiguous",
    ),
    "relations": ("player", "club", "relation", "since", "until"),
    "accounts": (
        "platform", "handle", "id", "role", "player", "club", "source", "lang", "proof",
        "verified_on",
    ),
    "pairings": ("player", "club"),
    "windows": ("country", "opens", "closes"),
}  # fmt: skip
"""Columns of each kind, in the order in which the kinds lean on each other."""

MANY: Final = frozenset({"aliases", "ambiguous", "languages", "domains"})
"""Columns that hold several values, with semicolons between them."""

_NUMBERS: Final = frozenset({"value_meur"})
"""Columns that hold a number; its decimals stand after a point or a comma."""

_MARKS: Final = {
    "handle": "accounts",
    "opens": "windows",
    "relation": "relations",
    "country": "clubs",
    "role": "sources",
    "name": "players",
    "player": "pairings",
    "club": "pairings",
}
"""The first of these columns that a header has says what the sheet holds."""

_TABLES: Final = {"watch": "pairings"}


@dataclass(frozen=True, slots=True)
class Line:
    """What one line gives.

    Attributes:
        place: The file and the line.
        kind: One of `SHEETS`.
        body: Fields that are given; an empty cell gives none.
    """

    place: str
    kind: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Unread:
    """What can't be taken, and why."""

    place: str
    why: str


def read_sheet(name: str, raw: bytes) -> Iterator[Line | Unread]:
    """Yield what the file *name* holds, line by line; TOML by its ending, else CSV."""
    if len(raw) > LARGEST:
        yield Unread(name, f"is over {LARGEST >> 20} MB; split it")
        return
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        yield Unread(name, f"is not UTF-8 (byte {error.start}); save it as UTF-8")
        return
    lines = _toml(name, text) if name.lower().endswith(".toml") else _csv(name, text)
    for line in lines:
        odd = _odd(line.body) if isinstance(line, Line) else None
        yield line if odd is None else Unread(line.place, f"`{odd}` holds control characters")


def _toml(name: str, text: str) -> Iterator[Line | Unread]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        yield Unread(name, f"is not TOML ({error}); correct it there")
        return
    for table, bodies in tables.items():
        kind = _TABLES.get(table, table)
        if kind not in SHEETS or not isinstance(bodies, list):
            known = ", ".join(f"[[{known}]]" for known in SHEETS)
            yield Unread(f"{name}: {table}", f"is no table of a catalogue; it takes {known}")
            continue
        for number, body in enumerate(bodies, 1):
            place = f"{name} [[{table}]] {number}"
            if isinstance(body, dict):
                yield Line(place, kind, body)
            else:
                yield Unread(place, "is no table")


def _csv(name: str, text: str) -> Iterator[Line | Unread]:
    rows = csv.reader(text.splitlines(keepends=True), delimiter=_delimiter(text), strict=True)
    place = f"{name} line 1"
    try:
        header = [cell.strip().lower() for cell in next(rows, [])]
        kind = next((held for mark, held in _MARKS.items() if mark in header), None)
        wrong = "has no header that is known; see docs/operations.md" if kind is None else None
        if kind is None or (wrong := _misheaded(kind, header)):
            yield Unread(place, wrong or "")
            return
        for row in rows:
            place = f"{name} line {rows.line_num}"
            if not any(cell.strip() for cell in row):
                continue
            if len(row) > len(header):
                said = f"has {len(row)} cells, the header {len(header)}; quote those with commas"
                yield Unread(place, said)
                continue
            yield Line(place, kind, dict(_cells(header, row)))
    except csv.Error as error:
        yield Unread(place, f"and what follows it can't be read as CSV ({error})")


def _delimiter(text: str) -> str:
    """Return what separates the cells: spreadsheets of many countries write semicolons."""
    header = text.partition("\n")[0]
    return max((",", ";", "\t"), key=header.count)


def _misheaded(kind: str, header: Sequence[str]) -> str | None:
    """Return what is wrong with a header of a sheet of this kind."""
    for column in header:
        if column not in SHEETS[kind]:
            close = get_close_matches(column, SHEETS[kind], n=1)
            cure = f"did you mean `{close[0]}`?" if close else f"it takes {', '.join(SHEETS[kind])}"
            return f"is the header of {kind} with a column `{column[:40]}`; {cure}"
        if header.count(column) > 1:
            return f"names the column `{column}` twice"
    return None


def _cells(header: Sequence[str], row: Sequence[str]) -> Iterator[tuple[str, object]]:
    for column, cell in zip(header, row, strict=False):
        if column in MANY:
            several = [one.strip() for one in cell.split(";") if one.strip()]
            if several:
                yield column, several
        elif cell.strip():
            yield column, _number(cell.strip()) if column in _NUMBERS else cell.strip()


def _number(cell: str) -> float | str:
    """Return the number in a cell; where there is none, the cell."""
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        return cell


def _odd(body: Mapping[str, Any]) -> str | None:
    """Return the field that holds what no screen can show."""
    for name, value in body.items():
        texts: Iterable[object] = value if isinstance(value, list) else [value]
        if any(isinstance(text, str) and clean(text) != text for text in texts):
            return name
    return None
