"""Brings a user's players, clubs, sources, relations, pairings and accounts into the database."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from monitor.app import ledger
from monitor.app.almanac import read_written
from monitor.app.clock import SystemClock
from monitor.domain.desk.logbook import Deed, Hand
from monitor.judges.merging import Merging, State, Taken
from monitor.judges.sheets import LARGEST, SHEETS, Line, read_sheet
from monitor.settings import Settings

_ORDER = list(SHEETS)


async def bring(
    settings: Settings, files: Sequence[Path], by: str, *, strict: bool = False, dry: bool = False
) -> list[Taken]:
    """Merge what *files* hold into the operator's entries, and return what became of each line.

    Args:
        strict: One line that is refused refuses all.
        dry: Nothing is stored.

    Raises:
        CatalogueError: The catalogue can't be used as it is.
        OSError: A file can't be read.
        TransientError, RefusedError: It could not be stored.
    """
    held = await ledger.read(settings)
    merging = Merging(read_written(settings, held.entries), SystemClock().now().date())
    taken: list[Taken] = []
    lines: list[Line] = []
    for file in files:
        with file.open("rb") as opened:
            raw = opened.read(LARGEST + 1)
        for one in read_sheet(file.name, raw):
            if isinstance(one, Line):
                lines.append(one)
            else:
                taken.append(Taken(one.place, "", State.REFUSED, one.why))
    lines.sort(key=lambda line: _ORDER.index(line.kind))
    taken += map(merging.take, lines)
    refused = any(one.state is State.REFUSED for one in taken)
    rows = merging.rows()
    if rows and not dry and not (strict and refused):
        about = f"{len(rows)} entries of {', '.join(file.name for file in files)}"
        await ledger.write(settings, rows, Hand(by), Deed.CATALOGUE_CHANGED, about)
    return taken
