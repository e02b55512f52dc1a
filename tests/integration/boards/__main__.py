"""Paints every board: `python -m tests.integration.boards FOLDER [BOARD...]`, dark and light."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

import dashboards
from tests.integration.boards.wall import MISSING, walls


async def paint(into: Path, names: list[str]) -> None:
    """Paint the boards *names* into the folder *into*."""
    with tempfile.TemporaryDirectory(prefix="lastdance-boards-") as folder:
        async with walls(Path(folder)) as wall:
            for name in names:
                for theme in ("dark", "light"):
                    async with wall.hang(name, theme) as hung:
                        path = into / f"{name}-{theme}.png"
                        await hung.paint(path)
                        print(path, len(hung.marks), hung.faults)
                        for panel in hung.panels:
                            if panel["state"] != "Done":
                                print("  ", panel)


if __name__ == "__main__":
    if MISSING:
        sys.exit(f"boards can't be painted without {', '.join(MISSING)}")
    into = Path(sys.argv[1])
    into.mkdir(exist_ok=True)
    asyncio.run(paint(into, sys.argv[2:] or dashboards.names()))
