"""Commands that take care of the data: back-up, restore."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from monitor.cli import say
from monitor.cli.options import Config, Database


def backup(
    to: Annotated[Path, typer.Argument(help="A file, or a folder in which one is made.")],
    config: Config = None,
    database: Database = None,
) -> None:
    """Copy the database to a file, whole and checked; a daemon may go on writing meanwhile.

    `lastdance backup copies/` names the file by the time. The secret (`lastdance.key`) is not in
    it: keep a copy of that too, somewhere else.
    """
    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database)
        from monitor.app import copies
        from monitor.app.clock import SystemClock

        made = copies.make(settings, to, SystemClock().now())
    size = f"{made.bytes / 1024**2:,.1f} MiB"
    say.out.print(escape(f"{made.path}: {size}, checked"))
    if settings.privacy.secret is None:
        key = settings.privacy.secret_file
        say.err.print(escape(f"{key} is not in it: keep a copy of it, elsewhere"), style="dim")


def restore(
    source: Annotated[Path, typer.Argument(metavar="FROM", help="A back-up.")],
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Also where something is stored; that is kept aside."),
    ] = False,
    config: Config = None,
    database: Database = None,
) -> None:
    """Put a back-up in the place of the database; no daemon may be running.

    It is checked and brought to the newest form before anything is replaced. Sources are read
    again from where they stood then; what was delivered since is not delivered again, if the
    database that is replaced can still be read.
    """
    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database)
        if not source.is_file():
            say.fail(f"{source}: there is no such file", 2)
        from monitor.app import copies
        from monitor.app.clock import SystemClock

        found = copies.restore(settings, source, SystemClock().now(), replace=replace)
    say.out.print(escape(f"restored from {source} (revision {found.revision})"))
    if found.aside is not None:
        say.err.print(escape(f"What was there before is in {found.aside}"), style="dim")
    if found.sent is None:
        words = (
            "There is nothing to tell what was delivered since. What was may come again, under the "
            "id that it had."
        )
        say.err.print(words, style="dim")
