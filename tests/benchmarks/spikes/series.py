"""Series of counts with their labelled windows, as NAB lays them out."""

from __future__ import annotations

import csv
import json
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

HOUR = 12
"""Rows an hour: every row is five minutes."""
DAY = 24 * HOUR
WEEK = 7 * DAY
LABELS = "combined_windows.json"


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """Counts of five minutes each, without gaps.

    Attributes:
        name: The file's name, or a made-up one.
        slots: Hour of the day of each row, 0 to 23.
        counts: Mentions of each row; they stand for distinct authors.
        windows: First and last row of each labelled window, in order.
    """

    name: str
    slots: tuple[int, ...]
    counts: tuple[int, ...]
    windows: tuple[tuple[int, int], ...] = ()

    @property
    def mean(self) -> float:
        """Mentions a row."""
        return sum(self.counts) / len(self.counts)


def read(folder: Path) -> list[Series]:
    """Read every labelled file of *folder*, by name; none where there are no labels."""
    labels = folder / LABELS
    if not labels.is_file():
        return []
    windows = json.loads(labels.read_text("utf-8"))
    return [_read(folder / name, windows[name]) for name in sorted(windows)]


def _read(file: Path, windows: list[list[str]]) -> Series:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    times = [datetime.fromisoformat(row["timestamp"]) for row in rows]
    edges = [(datetime.fromisoformat(a), datetime.fromisoformat(b)) for a, b in windows]
    return Series(
        name=file.name,
        slots=tuple(time.hour for time in times),
        counts=tuple(round(float(row["value"])) for row in rows),
        windows=tuple((bisect_left(times, a), bisect_right(times, b) - 1) for a, b in edges),
    )
