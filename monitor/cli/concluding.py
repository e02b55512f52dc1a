"""`lastdance outcome`: how rumours ended; every source gets its record by that."""

from __future__ import annotations

import asyncio
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from monitor.cli import say
from monitor.cli.options import AsJson, By, Config, Database
from monitor.domain.dating import Order

if TYPE_CHECKING:
    from monitor.app.outcomes import Answer
    from monitor.domain.rumour import Outcome

app = typer.Typer(
    help="Say or list how rumours ended: sources get their records by it.", no_args_is_help=True
)


@app.command("add")
def add(
    player: Annotated[str, typer.Argument(metavar="PLAYER", help="A player: name, alias or slug.")],
    club: Annotated[
        str, typer.Argument(metavar="CLUB", help="The club that he was said to move to.")
    ],
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="When: 2026-07-01; default: today.")
    ] = None,
    stayed: Annotated[bool, typer.Option("--stayed", help="He did not move there.")] = False,
    by: By = None,
    config: Config = None,
    database: Database = None,
) -> None:
    """Say that a player has moved to a club, or with --stayed that he hasn't.

    `lastdance outcome add "Sergio Ramos" "Real Madrid" --on 2026-07-14`

    Of two that contradict each other what is told later holds. A daemon on the database tells
    everybody who got an alert of the story. Exit code 0: stored, or known; 2: it can't be taken.
    """
    from monitor.app import outcomes
    from monitor.app.clock import SystemClock
    from monitor.domain import dating
    from monitor.domain.settling import SightingError

    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database)
        try:
            day: date = SystemClock().now().date() if on is None else dating.read(on)
            told = outcomes.Told(player=player, club=club, on=day, happened=not stayed)
            answer = asyncio.run(outcomes.add(settings, [told], by or say.myself()))
        except SightingError as error:
            say.fail(str(error), 2)
        except ValueError as error:
            say.fail(f"--on: {error}", 2)
    _show(answer)


@app.command("import")
def bring(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="CSV: player, club, date, happened (yes or no).")
    ],
    dates: Annotated[
        Order | None, typer.Option(help="What stands first, where dates can be read both ways.")
    ] = None,
    by: By = None,
    config: Config = None,
    database: Database = None,
) -> None:
    """Bring outcomes in from a table; one whose days and months look swapped is refused.

    The same file twice changes nothing. Exit code 0: all lines were taken; 1: some were refused,
    and the others are stored; 2: nothing could be read.
    """
    from monitor.app import outcomes

    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database)
        if not file.is_file():
            say.fail(f"{file}: there is no such file", 2)
        try:
            answer = asyncio.run(outcomes.bring(settings, file, by or say.myself(), dates))
        except ValueError as error:
            say.fail(str(error), 2)
    _show(answer)
    if answer.refused:
        raise typer.Exit(1)


@app.command("list")
def show(config: Config = None, database: Database = None, json: AsJson = False) -> None:
    """List how rumours ended, oldest first, and who says so."""
    from monitor.app import outcomes

    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database)
        found = asyncio.run(outcomes.listed(settings))
    if json:
        import msgspec

        for one in found:
            say.print_json(msgspec.to_builtins(one))
        return
    if not found:
        say.out.print("No rumour has ended yet. `lastdance outcome add` says how one did.")
        return
    columns = ("player", "club", "moved", "when", "who says so")
    say.table("Outcomes", columns, [_row(one) for one in found])


def _row(one: Outcome) -> tuple[str, ...]:
    moved = "yes" if one.happened else "no"
    return one.pairing.player, one.pairing.club, moved, f"{one.at:%Y-%m-%d}", one.by


def _show(answer: Answer) -> None:
    for one in answer.stored:
        moved = "moved to" if one.happened else "did not move to"
        say.out.print(escape(f"{one.pairing.player} {moved} {one.pairing.club}: stored."))
    for one in answer.contrary:
        said = "that he moved" if one.happened else "that he did not move"
        say.err.print(
            escape(f"{one.pairing}: {one.by} had said {said}; what is told later holds."),
            style="dim",
        )
    if answer.known:
        say.out.print(f"{answer.known} known already: nothing changes.")
    for line in answer.refused:
        say.err.print(escape(line))
