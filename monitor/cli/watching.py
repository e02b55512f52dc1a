"""`lastdance watch`: which players and clubs are watched."""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.markup import escape

from monitor.cli import say
from monitor.cli.options import AsJson, By, Config, Database

if TYPE_CHECKING:
    from monitor.app.ledger import Ledger
    from monitor.app.watchlist import Answer, Said, Watched
    from monitor.domain.catalogue import Catalogue

app = typer.Typer(
    help="Add, remove and list what is watched: players, clubs, pairings.", no_args_is_help=True
)

_HINTS: Final = {
    "unknown": " Or enter them with --new (and --born DAY, --country CODE).",
    "born": " That is --born.",
    "country": " That is --country.",
    "sure": " That is --sure.",
}
"""By which option what is missing is said."""

Who = Annotated[
    str | None,
    typer.Argument(metavar="PLAYER", help="A player: name, alias or slug; alone: any club."),
]
Where = Annotated[str | None, typer.Argument(metavar="CLUB", help="A club: name, alias or slug.")]
Club = Annotated[
    str | None, typer.Option("--club", help="The club; without PLAYER: any player with it.")
]


@app.command("add")
def add(
    player: Who = None,
    club: Where = None,
    with_club: Club = None,
    new: Annotated[
        bool, typer.Option("--new", help="Enter whom the catalogue doesn't know.")
    ] = False,
    born: Annotated[
        str, typer.Option(metavar="DAY", help="Of a new player: 1999-05-03. Nobody under 18.")
    ] = "",
    plays_for: Annotated[
        str, typer.Option("--plays-for", metavar="CLUB", help="Club of a new player today.")
    ] = "",
    country: Annotated[
        str, typer.Option(metavar="CODE", help="Of a new club, two letters: PT, ES, BR.")
    ] = "",
    sure: Annotated[
        bool, typer.Option("--sure", help="Somebody else is meant than those who look alike.")
    ] = False,
    by: By = None,
    config: Config = None,
    database: Database = None,
) -> None:
    """Watch a player and a club, a player with any club, or a club with any player.

    `lastdance watch add "Sergio Ramos" "Real Madrid"`, `lastdance watch add "Sergio Ramos"`,
    `lastdance watch add --club "Real Madrid"`. Whom the catalogue doesn't know is entered with
    `--new`, and asked for at a terminal: `lastdance watch add "João Silva" "FC Alverca" --new
    --born 1999-05-03 --country PT`. It is stored in the database with who did it; a daemon on that
    sees it within three seconds. Exit code 0: it is watched; 2: it can't be, and the message says
    why.
    """
    from monitor.app import watchlist
    from monitor.app.admitting import New

    told = New(born=born, plays_for=plays_for, country=country, sure=sure)
    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database)
        said = watchlist.Said(
            player,
            _one(club, with_club),
            by or say.myself(),
            new=told if new or told != New() else None,
        )
        answer = asyncio.run(watchlist.add(settings, said))
        while answer.refused and (more := _asked(answer, said)) is not None:
            said = more
            answer = asyncio.run(watchlist.add(settings, said))
        _tell(answer)


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
        catalogue = held.catalogue(settings)
    if json:
        for one in watched:
            say.print_json(one.plain())
        return
    say.table("Watched", ("player", "club", "from"), [_row(one, catalogue) for one in watched])
    if not watched:
        say.out.print("Nothing: `lastdance watch add` adds.")


def _asked(answer: Answer, said: Said) -> Said | None:
    """Return *said* with what a person at a terminal says more; None = there is nobody to ask."""
    from monitor.app.admitting import New

    if not sys.stdin.isatty():
        return None
    match answer.field:
        case "player" | "club" if said.new is None and answer.unknown:
            say.err.print(escape(answer.said))
            if typer.confirm("Shall it be entered as new?"):
                return replace(said, new=New())
        case "born" | "country" if said.new is not None and "Give " in answer.said:
            say.err.print(escape(answer.said))
            word = "Born" if answer.field == "born" else "Country"
            return replace(said, new=replace(said.new, **{answer.field: typer.prompt(word)}))
        case "sure" if said.new is not None:
            say.err.print(escape(answer.said))
            if typer.confirm("Is it somebody else?"):
                return replace(said, new=replace(said.new, sure=True))
    return None


def _row(one: Watched, catalogue: Catalogue) -> tuple[str, str, str]:
    who, where = catalogue.players.get(one.player or ""), catalogue.clubs.get(one.club or "")
    return who.name if who else "any player", where.name if where else "any club", one.origin


def _one(argument: str | None, option: str | None) -> str | None:
    if argument is not None and option is not None:
        say.fail("the club is named twice: give it behind the player, or with --club", 2)
    return option if argument is None else argument


def _tell(answer: Answer) -> None:
    if answer.refused:
        say.fail(f"{answer.said}{_HINTS.get(answer.hint, '')}", 2)
    say.out.print(escape(answer.said))
    for note in answer.notes:
        say.err.print(escape(note), style="dim")
