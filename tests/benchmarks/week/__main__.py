"""Run the benchmark."""

from __future__ import annotations

import math
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final

from tests.benchmarks.report import Bar, arguments, tell
from tests.benchmarks.week import __doc__ as about
from tests.benchmarks.week import months, summer
from tests.simulator.month.plan import Season

FOLDER: Final = "rumour"
"""Where the articles are in the folder of all data."""

SEASONS: Final[tuple[Season, ...]] = ("quiet", "match")

CONFIGURATIONS: Final = 55
"""Rules and shares of the summer that were looked at; of the months, the shipped one alone."""

BARS: Final = {
    "quiet_month.pushes_per_week": Bar(must=3, goal=1, other="240", least=True),
    "match_month.pushes_per_week": Bar(must=6, goal=2, other="300", least=True),
    "quiet_month.recall": Bar(must=0.85, goal=0.95),
    "match_month.recall": Bar(must=0.85, goal=0.95),
    "wrong_person.pushes": Bar(must=0, goal=0, least=True),
    **summer.BARS,
}


def main() -> None:
    """Play months of fixed seeds, and the summer of a folder, if it holds one."""
    chosen = arguments("week", about or "", quick=True)
    seeds = months.SEEDS[:1] if chosen.quick else months.SEEDS
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        played = months.play_all(pool, SEASONS, seeds)
    figures = months.figures(played)
    figures |= _summer(chosen.data)
    first = {name: figures[name] for name in BARS if name in figures}
    tell("week", {**first, **figures}, len(played), chosen.json, CONFIGURATIONS, BARS)


def _summer(data: Path) -> dict[str, float]:
    """Return the figures of the articles in *data*; none where it holds none."""
    inside = data / FOLDER
    folder = inside if inside.is_dir() else data
    missing = [name for name in summer.FILES if not (folder / name).is_file()]
    if missing:
        sys.stderr.write(f"week: the summer is left out: {folder} holds no {missing[0]}\n")
        return {}
    try:
        found = summer.figures(folder)
        sure = summer.intervals(summer.replay(folder))
    except ValueError as error:
        sys.stderr.write(f"week: the summer is left out: {error}\n")
        return {}
    found |= {f"{name}.low": low for name, (low, _) in sure.items()}
    found |= {f"{name}.high": high for name, (_, high) in sure.items()}
    return {name: value for name, value in found.items() if math.isfinite(value)}


if __name__ == "__main__":
    main()
