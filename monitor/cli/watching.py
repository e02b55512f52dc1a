"""`lastdance watch`: which players and clubs are watched."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from monitor.cli import say
from monitor.cli.options import AsJson, By, Config, Database

if TYPE_CHECKING:
    from monitor.app.ledger import Ledger
    from monitor.app.watchlist import Answer, Watched

app = typer.Typer(
    help="Add, remove and list what is watched: players, clubs, pairings.", no_args_is_help=True
)

Who = Annotated[
    str | None,
    typer.Argument(metavar="[PLAYER]", help="A player: name, alias or slug; alone: any club."),
]
Where = Annotated[str | None, typer.Argument(metavar="[CLUB]", help="A club: name, alias or slug.")]
Club = Annotated[
    str | None, typer.Option("--club", help="The club; without PLAYER: any player with it.")
]


@app.command("add")
def add(
    player: Who = None,
    club: Where = None,
    with_club: Club = None,
    by: By = None,
    config: Config = None,
    database: Database = None,
) -> None:
    """Watch a player and a club, a player with any club, or a club with any player.

    `lastdance watch add "Sergio Ramos" "Real Madrid"`, `lastdance watch add "Sergio Ramos"`,
    `lastdance watch add --club "Real Madrid"`. It is stored in the database with who did it; a
    daemon on that sees it within ten seconds. Exit code 0: it is watched; 2: it can't be, and the
    message says why.
    """
    from monitor.app import watchlist

    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database)
        said = watchlist.Said(player, _one(club, with_club), by or say.myself())
        _tell(asyncio.run(watchlist.add(settings, said)))


@app.command("remove")
def remove(
    player: Who = None,
    club: Where = None,
    with_club: Club = None,
    by: By = None,
    config: Config = None,
    database: Database = None,
) -> None:
    """Watch no more what `watch add` or an import added; named as it was added.

    Exit code 0: it is gone; 2: it is not on the list, or stands in a file, which holds.
    """
    from monitor.app import watchlist

    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database)
        said = watchlist.Said(player, _one(club, with_club), by or say.myself())
        _tell(asyncio.run(watchlist.remove(settings, said)))


@app.command("list")
def show(config: Config = None, database: Database = None, json: AsJson = False) -> None:
    """List what is watched, and where each comes from: a file, a person, the starter data."""
    from monitor.app import ledger, watchlist

    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database)
        held: Ledger = asyncio.run(ledger.read(settings))
        watched = watchlist.watched(settings, held)
    if json:
        for one in watched:
            say.print_json(one.plain())
        return
    say.table("Watched", ("player", "club", "from"), [_row(one) for one in watched])
    if not watched:
        say.out.print("Nothing: `lastdance watch add` adds.")


def _row(one: Watched) -> tuple[str, str, str]:
    return one.player or "any player", one.club or "any club", one.origin


def _one(argument: str | None, option: str | None) -> str | None:
    if argument is not None and option is not None:
        say.fail("the club is named twice: give it behind the player, or with --club", 2)
    return option if argument is None else argument


def _tell(answer: Answer) -> None:
    if answer.refused:
        say.fail(answer.said, 2)
    say.out.print(escape(answer.said))
    for note in answer.notes:
        say.err.print(escape(note), style="dim")
