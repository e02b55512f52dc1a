"""`lastdance catalogue import`: players, clubs and the rest, from a user's sheets."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from monitor.cli import say
from monitor.cli.options import AsJson, By, Config, Database

if TYPE_CHECKING:
    from monitor.judges.merging import Taken


def bring(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="CSV or TOML.")],
    dry: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be; store nothing.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Store nothing if one line is refused.")
    ] = False,
    by: By = None,
    config: Config = None,
    database: Database = None,
    json: AsJson = False,
) -> None:
    """Bring players, clubs, sources, relations, pairings and accounts in, from CSV or TOML.

    `lastdance catalogue import players.csv accounts.csv --dry-run`

    What is known already is merged by its slug; the same file twice changes nothing. docs/
    operations.md names the columns. Exit code 0: all lines were taken; 1: some were refused, and
    the others are stored (not with --strict); 2: nothing could be read.
    """
    from monitor.app import importing

    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database)
        for file in files:
            if not file.is_file():
                say.fail(f"{file}: there is no such file", 2)
        taken = asyncio.run(
            importing.bring(settings, files, by or say.myself(), strict=strict, dry=dry)
        )
    _show(taken, stored=not dry, strict=strict, json=json)


def forget(
    slugs: Annotated[
        list[str], typer.Argument(metavar="SLUG...", help="As `jane-roe`, `bluesky/jane.example`.")
    ],
    by: By = None,
    config: Config = None,
    database: Database = None,
) -> None:
    """Remove imported entries from the database, with what was found when they were proven.

    What the starter data or a file says of them holds again. Exit code 0: they are gone; 2: others
    lean on them, or the database holds none of them.
    """
    from monitor.app import ledger

    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database)
        unknown = asyncio.run(ledger.forget(settings, slugs, by or say.myself()))
    for slug in slugs:
        if slug not in unknown:
            say.out.print(f"removed {escape(slug)}")
    if unknown:
        say.fail(f"the database holds no {', '.join(unknown)}; files are changed by hand", 2)


def _show(taken: list[Taken], *, stored: bool, strict: bool, json: bool) -> None:
    from monitor.judges.merging import State

    counted = Counter(one.state for one in taken)
    for one in taken:
        if json:
            say.print_json(
                {"place": one.place, "entry": one.entry, "state": one.state, "why": one.why}
            )
        elif one.state is not State.UNCHANGED:
            colour = "bold red" if one.state is State.REFUSED else "bold"
            why = f" ({one.why})" if one.state is State.CHANGED else f": {one.why}" * bool(one.why)
            what = f" {one.entry}" if one.entry else ""
            say.out.print(f"[{colour}]{one.state}[/]{escape(what)}{escape(why)}  "
                          f"[dim]{escape(one.place)}[/]")  # fmt: skip
    kept = "stored" if stored and not (strict and counted[State.REFUSED]) else "nothing is stored"
    if not json:
        say.out.print(", ".join(f"{counted[state]} {state}" for state in State) + f"; {kept}")
    if counted[State.REFUSED]:
        raise typer.Exit(1)
