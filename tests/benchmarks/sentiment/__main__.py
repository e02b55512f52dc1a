"""Run the benchmark."""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from monitor.judges.sentiment.training.posts import open_tests
from tests.benchmarks.report import WIDTH, arguments, tell
from tests.benchmarks.sentiment import __doc__ as about
from tests.benchmarks.sentiment.figures import BARS, METRICS, means, measure
from tests.benchmarks.sentiment.languages import tell_languages
from tests.benchmarks.sentiment.names import neutral
from tests.benchmarks.sentiment.systems import gather

CONFIGURATIONS = 139
"""Shapes of pieces, strengths, measures and mixtures of models that were looked at, all on what may
be learned from: 61 when the models were made, then 28 weightings and shifts of tones, 22 shapes and
strengths of models with pieces, 28 sets of measures."""

FOLDER = "sentiment"


def main() -> None:
    """Score every file of posts by every system."""
    first = (about or "").split("\n", maxsplit=1)[0]
    chosen = arguments("sentiment", first, models=True)
    inside: Path = chosen.data / FOLDER
    folder = inside if inside.is_dir() else chosen.data
    sets = dict(open_tests(folder))
    if not sets:
        sys.stderr.write(f"sentiment: no data: {folder} holds no posts (*.jsonl)\n")
        raise SystemExit(2)
    if chosen.models is None:
        sys.stdout.write(
            "trained is left out: lastdance sentiment train --data DIR --out MODELS, "
            "then --models MODELS\n"
        )
    systems = gather(chosen.models)
    figures = measure(sets, systems)
    figures |= means(figures)
    figures |= tell_languages(sets)
    figures["names.neutral"] = neutral(systems)
    figures["configurations_tried"] = CONFIGURATIONS
    _show(figures, list(sets), [system.name for system in systems])
    tell("sentiment", figures, sum(map(len, sets.values())), chosen.json, CONFIGURATIONS, BARS)


def _show(figures: dict[str, float], sets: list[str], systems: list[str]) -> None:
    table = Table(title="recall / F1 / posts a second", title_justify="left", box=None)
    for column in ("", *systems):
        table.add_column(column, justify="right" if column else "left")
    for name in sets:
        cells = []
        for system in systems:
            found = [figures.get(f"{name}.{system}.{metric}") for metric in METRICS]
            told = [value for value in found if value is not None]
            cells.append(" / ".join(f"{v:,.0f}" if v > 100 else f"{v:.1f}" for v in told) or "-")
        table.add_row(name, *cells)
    Console(width=None if sys.stdout.isatty() else WIDTH + 20).print(table)


if __name__ == "__main__":
    main()
