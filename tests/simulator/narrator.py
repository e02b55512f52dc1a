"""Tells the demo in the terminal, so that a person sees at a glance what happened and was told."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from rich.console import Console, Group
from rich.markup import escape
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from tests.simulator.oracle import Finding
from tests.simulator.plot import MADRID
from tests.simulator.receiver import Attempt

WIDTH = 100
FOLLOWS = " It follows what was told before: "
COLOURS = {
    "act.notable": "cyan",
    "story.updated": "yellow",
    "alert.corrected": "magenta",
    "story.ended": "green",
}


class Narrator:
    """Writes to *console*."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False, width=WIDTH)
        self._shown: set[str] = set()

    def remark(self, text: str) -> None:
        """Say something beside the story."""
        self.console.print(f"[dim]{escape(text)}[/]")

    def scene(self, at: datetime, text: str) -> None:
        """Say what happens at *at*, by the story's clock, in Madrid."""
        grid = Table.grid(padding=(0, 2))
        grid.add_row(Text(f"{at.astimezone(MADRID):%H:%M}", "bold cyan"), Text(text))
        self.console.print(Padding(grid, (1, 0, 0, 0)))

    def told(self, attempt: Attempt, page: str, seconds: float | None) -> None:
        """Show a message as the newsroom received it, *seconds* after what it tells of.

        What an earlier one said already is left out.
        """
        message = json.loads(attempt.body)
        data = message["data"]
        said, follows, _ = data["text"].partition(FOLLOWS)
        text = f"{said} …" if follows else said
        parts: list[object] = [Text(data["title"], "bold"), Text(), Text(text)]
        for title, field in (("How we know", "how_we_know"), ("What is not known", "unknown")):
            fresh = [each for each in data[field] if each not in self._shown]
            self._shown.update(fresh)
            if fresh:
                parts += [Text(), Text(title, "bold"), *(_point(each) for each in fresh)]
        after = "" if seconds is None else f", {seconds:.1f} s after the act"
        signed = "signature verified" if attempt.genuine else "SIGNATURE WRONG"
        parts += [Text(), Text(f"{page}  ({signed}{after})", "dim")]
        panel = Panel(
            Group(*parts),  # type: ignore[arg-type]
            title=f"told to the newsroom: {message['type']}",
            title_align="left",
            border_style=COLOURS.get(message["type"], "red"),
            padding=(0, 1),
        )
        self.console.print(Padding(panel, (1, 0, 0, 7)))

    def table(self, rows: Iterable[tuple[str, str, str, str]]) -> None:
        """Show who was talked of, by whom, and what of it was told."""
        table = Table(box=None, padding=(0, 3, 0, 0), header_style="dim")
        for title in ("tonight", "accounts", "the talk is", "messages"):
            table.add_column(title, justify="right" if title == "accounts" else "left")
        for row in rows:
            table.add_row(*(escape(each) for each in row))
        self.console.print(Padding(table, (1, 0, 0, 7)))

    def findings(self, findings: Iterable[Finding]) -> bool:
        """Show what the oracle found; return whether all of it is right."""
        self.console.print("\n[bold]The oracle compares what was told with what happened:[/]")
        agreed = True
        for right, sentence in findings:
            agreed &= right
            self.console.print(f"  {'[green]✓[/]' if right else '[red]✗[/]'} {escape(sentence)}")
        said = "[bold green]All as it should be.[/]" if agreed else "[bold red]It is not.[/]"
        self.console.print(said)
        return agreed


def _point(sentence: str) -> Padding:
    grid = Table.grid(padding=(0, 1))
    grid.add_row("•", Text(sentence))
    return Padding(grid, 0)
