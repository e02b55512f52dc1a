"""Run the benchmark."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.benchmarks.report import arguments, tell
from tests.benchmarks.spikes import __doc__ as about
from tests.benchmarks.spikes import injected, labelled, nested, scenes
from tests.benchmarks.spikes.figures import BARS, ordered
from tests.benchmarks.spikes.grid import grid
from tests.benchmarks.spikes.series import LABELS, Series, read
from tests.benchmarks.spikes.size import FULL, QUICK, Size

FOLDER = "nab-realTweets"
"""Where the series are in the folder of all data."""


def measure(series: Sequence[Series], size: Size) -> dict[str, float]:
    """Return every figure, in the order in which they are told."""
    figures = scenes.measure(size)  # first: a clock is read, and nothing else must run beside it
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        figures |= injected.measure(pool, series, size)
        figures |= nested.measure(pool, series, size)
    figures |= labelled.product(series)
    figures |= labelled.rules(series)
    return ordered(figures)


def main() -> None:
    """Run the benchmark on the labelled series of a folder."""
    chosen = arguments("spikes", (about or "").split("\n", maxsplit=1)[0], quick=True)
    inside: Path = chosen.data / FOLDER
    folder = inside if inside.is_dir() else chosen.data
    series = read(folder)
    if not series:
        sys.stderr.write(f"spikes: left out: {folder} holds no {LABELS}\n")
        return
    size = QUICK if chosen.quick else FULL
    figures = measure(series, size)
    tell("spikes", figures, len(series), chosen.json, len(grid()[:: size.stride]), BARS)


if __name__ == "__main__":
    main()
