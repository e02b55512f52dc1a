"""`lastdance logbook`: who changed what, and when."""

from __future__ import annotations

import asyncio
import os
from typing import Annotated

import typer

from monitor.cli import say
from monitor.cli.options import AsJson, Config, Database


def logbook(
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, max=20_000, help="So many lines, the newest.")
    ] = 50,
    config: Config = None,
    database: Database = None,
    json: AsJson = False,
) -> None:
    """Show who changed what, and when: by command, on the pages, by links in alerts.

    Silences, opinions, what is watched, the catalogue, tests, reports, outcomes, reloads. The
    newest line comes first. Times are this machine's.
    """
    from monitor.app import quieting

    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database)
        lines = asyncio.run(quieting.lines(settings, limit))
    if json:
        import msgspec

        for line in lines:
            say.print_json(msgspec.to_builtins(line))
        return
    rows = [
        (f"{line.at.astimezone():%Y-%m-%d %H:%M:%S}", line.who, line.way, line.deed, line.about)
        for line in lines
    ]
    say.table("Who did what", ("when", "who", "way", "what", "about"), rows)
    if not lines:
        say.out.print("Nobody has changed anything yet.")
