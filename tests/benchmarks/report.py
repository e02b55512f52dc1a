"""How every benchmark is called, and how it tells its figures."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

WIDTH = 120
"""Columns of a table that goes to a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What a figure is held against; None where nothing is.

    Attributes:
        must: It fails on the wrong side of this.
        goal: What is aimed at.
        other: The best that others are known to reach, in words or a number.
        least: Whether less is better.
    """

    must: float | None = None
    goal: float | None = None
    other: str = ""
    least: bool = False

    def holds(self, value: float) -> bool:
        """Say whether *value* is as good as it must be."""
        if self.must is None:
            return True
        return value <= self.must if self.least else value >= self.must


def arguments(
    name: str, about: str, *, quick: bool = False, needed: bool = True, models: bool = False
) -> argparse.Namespace:
    """Read `--data` (default: LASTDANCE_DATA) and `--json`; exit 2 where there is no data.

    With *quick*, `--quick` is understood as well, and with *models*, `--models`; without *needed*,
    no data is no matter.
    """
    parser = argparse.ArgumentParser(prog=f"python -m tests.benchmarks.{name}", description=about)
    parser.add_argument(
        "--data",
        type=Path,
        default=os.environ.get("LASTDANCE_DATA"),
        help="folder with the data (default: LASTDANCE_DATA)",
    )
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    if quick:
        parser.add_argument("--quick", action="store_true", help="run a small part, to try it out")
    if models:
        parser.add_argument("--models", type=Path, help="folder with weights that you trained")
    chosen = parser.parse_args()
    if chosen.data is None and not needed:
        return chosen
    if chosen.data is None or not Path(chosen.data).is_dir():
        sys.stderr.write(f"{name}: no data: give --data DIR or set LASTDANCE_DATA\n")
        raise SystemExit(2)
    chosen.data = Path(chosen.data).resolve()
    return chosen


def tell(
    name: str,
    figures: Mapping[str, float],
    n: int,
    path: Path | None,
    configurations: int = 1,
    bars: Mapping[str, Bar] | None = None,
) -> None:
    """Print *figures* as a table, beside *bars*, and write them to *path* where one is given."""
    table = Table(title=f"{name} (n = {n:,})", title_justify="left", header_style="bold", box=None)
    table.add_column("figure", min_width=max(map(len, figures), default=0))
    table.add_column("value", justify="right")
    if bars:
        for heading in ("must", "goal", "best other"):
            table.add_column(heading, justify="right")
    for figure, value in figures.items():
        bar = (bars or {}).get(figure, Bar())
        beside = (_written(bar.must), _written(bar.goal), bar.other) if bars else ()
        style = "" if bar.holds(value) else "red"
        table.add_row(figure, _written(value), *beside, style=style)
    Console(width=None if sys.stdout.isatty() else WIDTH).print(table)
    if path is not None:
        document = {
            "benchmark": name,
            "figures": dict(figures),
            "n": n,
            "configurations_tried": configurations,
        }
        path.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


def _written(value: float | None) -> str:
    """Write *value* with as many digits as it is worth."""
    if value is None:
        return ""
    if value == round(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:,.2f}" if abs(value) >= 1 else f"{value:.4f}"
