"""How every benchmark is called, and how it tells its figures."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table


def arguments(name: str, about: str) -> argparse.Namespace:
    """Read `--data` (default: LASTDANCE_DATA) and `--json`; exit 2 where there is no data."""
    parser = argparse.ArgumentParser(prog=f"python -m tests.benchmarks.{name}", description=about)
    parser.add_argument(
        "--data",
        type=Path,
        default=os.environ.get("LASTDANCE_DATA"),
        help="folder with the data (default: LASTDANCE_DATA)",
    )
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    chosen = parser.parse_args()
    if chosen.data is None or not Path(chosen.data).is_dir():
        sys.stderr.write(f"{name}: no data: give --data DIR or set LASTDANCE_DATA\n")
        raise SystemExit(2)
    chosen.data = Path(chosen.data).resolve()
    return chosen


def tell(
    name: str, figures: Mapping[str, float], n: int, path: Path | None, configurations: int = 1
) -> None:
    """Print *figures* as a table, and write them to *path* where one is given."""
    table = Table(title=f"{name} (n = {n:,})", title_justify="left", header_style="bold", box=None)
    table.add_column("figure")
    table.add_column("value", justify="right")
    for figure, value in figures.items():
        table.add_row(figure, f"{value:,.2f}" if value < 100 else f"{value:,.0f}")
    Console().print(table)
    if path is not None:
        document = {
            "benchmark": name,
            "figures": dict(figures),
            "n": n,
            "configurations_tried": configurations,
        }
        path.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
