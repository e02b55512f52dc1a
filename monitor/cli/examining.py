"""`lastdance doctor`: whether all is well, and what to do where it isn't."""

from __future__ import annotations

import os
import textwrap
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from monitor.cli import say
from monitor.cli.options import AsJson, Config, Database

if TYPE_CHECKING:
    from monitor.domain.checkup import Finding

STYLES = {"good": "green", "note": "cyan", "warning": "bold yellow", "error": "bold red"}
_MARK = 9
_WIDTH = 100


def doctor(
    thorough: Annotated[
        bool, typer.Option("--thorough", help="Look a database over 1 GB through, too.")
    ] = False,
    config: Config = None,
    database: Database = None,
    json: AsJson = False,
) -> None:
    """Look at everything, say how it is, and name the cure of what is wrong; nothing is changed.

    Configuration, files, database, room, clock, sources, receivers, port, catalogue; servers are
    asked once, nothing is sent to receivers. It works with a daemon running or not. Exit code 0:
    nothing is wrong, perhaps there are warnings; 1: something is.
    """
    path = say.config_path(config)
    with say.plainly():
        from monitor.app.checkup import Around, examine

        around = Around(config=path, thorough=thorough)
        found = examine(path, os.environ, around, say.nested({"storage__url": database}))
    if json:
        for one in found:
            say.print_json(
                {"part": one.part, "grade": one.grade, "what": one.what, "cure": one.cure}
            )
    else:
        width = max(len(one.part) for one in found)
        for one in found:
            _show(one, width)
        _sum(found)
    if any(one.grade == "error" for one in found):
        raise typer.Exit(1)


def _show(one: Finding, width: int) -> None:
    """Show one finding, its cure below it."""
    indent = " " * (_MARK + width + 2)
    room = max(30, min(say.out.width, _WIDTH) - len(indent))
    lead = f"[{STYLES[one.grade]}]{one.grade.ljust(_MARK)}[/]{escape(one.part.ljust(width))}  "
    for text, style in ((one.what, "default"), (one.cure, "dim")):
        for line in textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False):
            say.out.print(f"{lead}[{style}]{escape(line)}[/]")
            lead = indent


def _sum(found: list[Finding]) -> None:
    wrong = sum(one.grade == "error" for one in found)
    look = sum(one.grade == "warning" for one in found)
    said = [f"{wrong} to mend"] if wrong else ["nothing is wrong"]
    if look:
        said.append(f"{look} to look at")
    say.out.print(f"\n{', '.join(said)}")
