"""`lastdance connectors find` and `import`: feeds that others name, as entries to configure."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli import say
from monitor.cli.options import Config, Networks


def find(
    url: Annotated[
        str, typer.Argument(metavar="URL", help="Of a site, a section, an author; or of a feed.")
    ],
    allow: Networks = None,
    config: Config = None,
) -> None:
    """Print a `[[connectors]]` table for each feed that a page names.

    `lastdance connectors find https://www.bbc.com/sport/football`

    Exit code 1: it can't be asked, or names none.
    """
    with say.plainly():
        settings = say.read_settings(config, os.environ)
        from monitor.app.clock import SystemClock
        from monitor.app.finding import find as found

        within = say.networks(allow or ())
        made = asyncio.run(found(settings, url, SystemClock(), within))
    _print(made, "the page names")


def bring(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A list of feeds, as feed readers export it; -: stdin."
        ),
    ],
    config: Config = None,
) -> None:
    """Print a `[[connectors]]` table for each feed of an OPML list.

    Exit code 1: it can't be read, or lists none.
    """
    with say.plainly():
        settings = say.read_settings(config, os.environ)
        from connectors.feeds.opml import LARGEST
        from monitor.app.finding import listed

        stream = sys.stdin.buffer if str(file) == "-" else file.open("rb")
        with stream:
            body = stream.read(LARGEST + 1)
        made = listed(settings, body)
    _print(made, "the list holds")


def _print(entries: list[str], whose: str) -> None:
    if not entries:
        say.fail(f"{whose} no feed")
    typer.echo("\n\n".join(entries))
