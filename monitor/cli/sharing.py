"""`lastdance share`: show a story to whoever has a link, for a while."""

from __future__ import annotations

import asyncio
import os
from typing import Annotated

import typer
from rich.markup import escape

from monitor.cli import say
from monitor.cli.options import AsJson, By, Config, Database

app = typer.Typer(help="Show a story to whoever has a link, for a while.", no_args_is_help=True)


@app.command("add")
def add(
    story: Annotated[str, typer.Argument(metavar="ID", help="A story's id, or its alert's.")],
    lasts: Annotated[
        str, typer.Option("--for", metavar="SPAN", help="How long: 90m, 4h, 7d; 90 days at most.")
    ] = "7d",
    note: Annotated[str, typer.Option(help="For whom, in at most 300 characters.")] = "",
    by: By = None,
    config: Config = None,
    database: Database = None,
) -> None:
    """Print a link that shows a story to whoever has it, without any private account.

    `lastdance share add 0b9a6f3e-… --for 2d --note "for the club's press office"`

    It needs no token, so give it only to those who may see the story. Exit code 0: the link is
    printed; 2: it can't be made so.
    """
    from monitor.app import sharing
    from monitor.domain.desk.share import ShareError
    from monitor.domain.duration import parse_duration

    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database)
        try:
            span = parse_duration(lasts)
        except (ValueError, OverflowError) as error:
            say.fail(f"--for: {error}", 2)
        try:
            link = asyncio.run(sharing.add(settings, story, span, by or say.myself(), note))
        except ShareError as error:
            say.fail(str(error), 2)
    say.out.print(escape(link))
    say.err.print("`lastdance share list` names it; `lastdance share end` ends it.", style="dim")


@app.command("list")
def show(config: Config = None, database: Database = None, json: AsJson = False) -> None:
    """List the links that hold, until when, and who made them."""
    from monitor.app import sharing
    from monitor.domain.told.wire import isotime

    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database)
        found = asyncio.run(sharing.listed(settings))
    if json:
        for one, link in found:
            say.print_json(
                {
                    "id": one.id,
                    "story": one.story,
                    "until": isotime(one.until),
                    "by": one.by,
                    "note": one.note,
                    "url": link,
                }
            )
    elif not found:
        say.out.print("No story is shared.")
    else:
        rows = [
            (one.id, one.story, f"{one.until:%Y-%m-%d %H:%M} UTC", one.by, one.note, link)
            for one, link in found
        ]
        say.table("Links", ("id", "story", "until", "who made it", "note", "address"), rows)


@app.command("end")
def end(
    ident: Annotated[str, typer.Argument(metavar="ID", help="Its id, or how that begins.")],
    by: By = None,
    config: Config = None,
    database: Database = None,
) -> None:
    """End a link before its time: from now on it shows nothing.

    Exit code 0: it is over now; 2: there is none of that id, or it was over.
    """
    from monitor.app import sharing
    from monitor.domain.desk.share import ShareError

    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database)
        try:
            ended = asyncio.run(sharing.end(settings, ident, by or say.myself()))
        except ShareError as error:
            say.fail(str(error), 2)
    say.out.print(escape(f"{ended.id}: over. Whoever has the link sees nothing any more."))
