"""Run the benchmark."""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Final

import numpy as np

from monitor.judges.hindsight import ftr18
from monitor.judges.hindsight.measures import Numbers, auc
from monitor.judges.hindsight.panel import Day, Ended, panel, recorded
from tests.benchmarks.report import tell
from tests.benchmarks.rumour import __doc__ as about
from tests.benchmarks.rumour import baselines
from tests.benchmarks.rumour.diagram import draw
from tests.benchmarks.rumour.figures import BARS, came, intervals, measure
from tests.benchmarks.rumour.parts import FILES, MOVES, TEXTS, Part
from tests.benchmarks.rumour.players import Learn, estimating, told

FOLDER: Final = "rumour"
"""Where the files are in the folder of all data."""

EVENING: Final = timedelta(days=1, seconds=-1)
"""How far into a day the news of that day is known, too."""

CONFIGURATIONS: Final = 350
"""Combinations of reasons, half-lives and starting values that were looked at."""


def main(words: Sequence[str] | None = None) -> None:
    """Run the benchmark on a folder, fitted there by folds or on another folder.

    Args:
        words: What it is called with; None = the words of the command line.
    """
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.rumour", description=(about or "").split("\n", 1)[0]
    )
    parser.add_argument("--data", type=Path, default=os.environ.get("LASTDANCE_DATA"))
    parser.add_argument("--fit", type=Path, help="fit on this folder; default: folds by player")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--png", type=Path, help="write a reliability diagram to this file")
    chosen = parser.parse_args(words)
    data = _folder(chosen.data)
    apart = _folder(chosen.fit) if chosen.fit is not None else None
    figures: dict[str, float] = {}
    days: list[Day] = []
    chances = np.zeros((0, 2))
    if not _skipped(MOVES, data, apart):
        days, chances, figures = _moves(data, apart)
    for part, tells in TEXTS:
        if not _skipped(part, data, apart):
            figures |= tells(data, apart)
    for name in [one for one, value in figures.items() if not math.isfinite(value)]:
        sys.stderr.write(f"rumour: {name}: left out: no such case among these\n")
        del figures[name]
    figures = {name: figures[name] for name in sorted(figures, key=_place)}
    tell("rumour", figures, len(days), chosen.json, CONFIGURATIONS, BARS)
    if days:
        _surely(days, chances, chosen.json)
    if days and chosen.png is not None:
        true = came(days)
        draw(
            chosen.png,
            [("WINDOW", true["window"], chances[:, 0]), ("WEEK", true["week"], chances[:, 1])],
        )


def _place(figure: str) -> int:
    """Return where a figure stands: those that are held against a bar first, as those stand."""
    return list(BARS).index(figure) if figure in BARS else len(BARS)


def _skipped(part: Part, data: Path, fit: Path | None) -> bool:
    """Whether a file of *part* is missing: then that is said in a line."""
    missing = part.lacks(data, fit)
    if missing:
        sys.stderr.write(f"rumour: {part.name}: left out: no {missing}\n")
    return bool(missing)


def _moves(data: Path, apart: Path | None) -> tuple[list[Day], Numbers, dict[str, float]]:
    """Return the days of all moves, what the estimate says of each, and the figures."""
    ended = ftr18.read(data)
    days = list(panel(ended, ftr18.days()))
    if not days:
        return [], np.zeros((0, 2)), {}
    teachers = ftr18.read(apart) if apart is not None else None
    recipes = {
        "": estimating,
        "base.": baselines.base,
        "count.": baselines.count,
        "recipe.": baselines.recipe,
    }
    said = {name: _told(days, ended, learn, teachers) for name, learn in recipes.items()}
    late = list(panel(ended, ftr18.days(), EVENING))
    figures: dict[str, float] = {}
    for name, probabilities in said.items():
        figures |= measure(days, probabilities, name)
    figures |= measure(late, _told(late, ended, estimating, teachers, EVENING), "evening.")
    for horizon, seen in came(days).items():  # of one number for all, and of the count itself
        figures[f"base.{horizon}.auc"] = 0.5
        counts = np.array([float(len(day.case.testimonies)) for day in days])
        figures[f"count.{horizon}.auc"] = auc(seen, counts)
    return days, said[""], figures


def _told(
    days: list[Day],
    ended: list[Ended],
    learn: Learn,
    teachers: list[Ended] | None,
    into: timedelta = timedelta(0),
) -> Numbers:
    if teachers is None:
        return told(days, ended, learn)
    lessons = recorded(panel(teachers, ftr18.days(), into), teachers)
    return learn(lessons)(recorded(days, teachers))


def _surely(days: list[Day], probabilities: Numbers, path: Path | None) -> None:
    """Say how sure the figures are, and add that to the file."""
    sure = intervals(days, probabilities)
    true = sum({(day.case.pairing): day.window for day in days}.values())
    pairings = len({day.case.pairing for day in days})
    sys.stdout.write(f"{pairings} rumours, {true} came true; 90 % intervals by player:\n")
    for name, (low, high) in sure.items():
        sys.stdout.write(f"  {name:20} {low:+.3f} to {high:+.3f}\n")
    if path is not None:
        document = json.loads(path.read_text(encoding="utf-8"))
        document["intervals"] = {name: list(bounds) for name, bounds in sure.items()}
        path.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


def _folder(given: Path | None) -> Path:
    """Return the folder with some of the files; exit 2 where there is none."""
    if given is None or not Path(given).is_dir():
        sys.stderr.write("rumour: no data: give --data DIR or set LASTDANCE_DATA\n")
        raise SystemExit(2)
    inside = Path(given) / FOLDER
    folder = inside if inside.is_dir() else Path(given)
    if not any((folder / name).is_file() for name in FILES):
        sys.stderr.write(f"rumour: {folder} holds none of {', '.join(sorted(FILES))}\n")
        raise SystemExit(2)
    return folder.resolve()


if __name__ == "__main__":
    main()
