"""`lastdance silence`: about what nobody is interrupted, until when, and who said so."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.markup import escape

from monitor.cli import say
from monitor.cli.options import AsJson, By, Config, Database

if TYPE_CHECKING:
    from monitor.domain.desk.silence import Silence

app = typer.Typer(help="Interrupt nobody for something, for a while.", no_args_is_help=True)

_CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)
_WHEN: Final = "09:00 (your time, the next one), or 2026-08-05T09:00+02:00"


@app.command("add")
def add(
    player: Annotated[str | None, typer.Option(help="A player: name, alias or slug.")] = None,
    club: Annotated[str | None, typer.Option(help="A club: name, alias or slug.")] = None,
    kind: Annotated[
        str | None, typer.Option(help="A kind of message, such as story.updated.")
    ] = None,
    receiver: Annotated[
        str | None, typer.Option(help="Only for this receiver, by its configured name.")
    ] = None,
    lasts: Annotated[
        str | None, typer.Option("--for", metavar="SPAN", help="How long: 90m, 4h, 2d.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="TIME", help=f"Instead: until when. {_WHEN}.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--from", metavar="TIME", help="From when; default: now.")
    ] = None,
    note: Annotated[str, typer.Option(help="Why, in at most 300 characters.")] = "",
    everything: Annotated[
        bool, typer.Option("--everything", help="Everything, for everybody: nothing is named.")
    ] = False,
    long: Annotated[bool, typer.Option("--long", help="Longer than 7 days is meant.")] = False,
    by: By = None,
    config: Config = None,
    database: Database = None,
) -> None:
    """Interrupt nobody for what is named, for a while; it stands on its page all the same.

    `lastdance silence add --club "Real Madrid" --for 3h --note "cup final"`

    What is named must all fit: a player and a receiver silence that player for that receiver.
    Corrections and confirmations of what was received always go out, and what is about lastdance
    itself unless its kind is named. Exit code 0: stored; 2: it can't be made so.
    """
    from monitor.app import quieting
    from monitor.app.clock import SystemClock
    from monitor.domain.desk.silence import SilenceError
    from monitor.domain.settling import SightingError

    now = SystemClock().now()
    begin = _moment(since, "--from", now) if since is not None else None
    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database)
        wanted = quieting.Wanted(
            player=player,
            club=club,
            kind=kind,
            receiver=receiver,
            since=begin,
            until=_end(lasts, until, begin or now),
            note=note,
            everything=everything,
            long=long,
        )
        try:
            made = asyncio.run(quieting.add(settings, wanted, by or say.myself()))
        except (SilenceError, SightingError) as error:
            say.fail(str(error), 2)
    what = made.about or "everything, for everybody"
    say.out.print(escape(f"{made.id}: {what}, until {_there(made.until)}."))
    say.err.print(f"`lastdance silence end {made.id}` ends it before.", style="dim")


@app.command("list")
def show(config: Config = None, database: Database = None, json: AsJson = False) -> None:
    """List what is silenced now or will be, until when, and who said so."""
    from monitor.app import quieting

    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database)
        found = asyncio.run(quieting.listed(settings))
    if json:
        import msgspec

        for one in found:
            say.print_json({**msgspec.to_builtins(one), "everything": one.everything})
    elif not found:
        say.out.print("Nothing is silenced.")
    else:
        columns = ("id", "what", "from", "until", "who said so", "note")
        say.table("Silences", columns, [_row(one) for one in found])
        warn(found)


@app.command("end")
def end(
    ident: Annotated[str, typer.Argument(metavar="ID", help="Its id, or how that begins.")],
    by: By = None,
    config: Config = None,
    database: Database = None,
) -> None:
    """End a silence before its time; what was held meanwhile stays on its pages.

    Exit code 0: it is over now; 2: there is none of that id, or it was over.
    """
    from monitor.app import quieting
    from monitor.domain.desk.silence import SilenceError

    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database)
        try:
            ended = asyncio.run(quieting.end(settings, ident, by or say.myself()))
        except SilenceError as error:
            say.fail(str(error), 2)
    say.out.print(escape(f"{ended.id}: over. {ended.about or 'Everything'} is told again."))


def warn(silences: Iterable[Silence]) -> None:
    """Say on stderr of each silence that is about everything."""
    for one in silences:
        if one.everything:
            text = f"{one.id} silences everything, for everybody, until {_there(one.until)}"
            say.err.print(f"[bold yellow]warning:[/] {escape(f'{text} (by {one.by})')}")


def _row(one: Silence) -> Sequence[str]:
    what = one.about or "everything"
    return one.id, what, _there(one.since), _there(one.until), one.by, one.note


def _there(at: datetime) -> str:
    """Return a time as the clock on the wall here shows it."""
    return f"{at.astimezone():%Y-%m-%d %H:%M %Z}"


def _end(lasts: str | None, until: str | None, begin: datetime) -> datetime:
    from monitor.domain.duration import parse_duration

    if (lasts is None) == (until is None):
        say.fail("say either how long with --for 4h, or until when with --until 09:00", 2)
    if lasts is None:
        return _moment(until or "", "--until", begin)
    try:
        return begin + parse_duration(lasts)
    except (ValueError, OverflowError) as error:
        say.fail(f"--for: {error}", 2)


def _moment(text: str, option: str, after: datetime) -> datetime:
    """Return a time that a person has given: the next one of a clock, or with its date."""
    try:
        clock = _CLOCK.fullmatch(text.strip())
        if clock is None:
            return datetime.fromisoformat(text.strip()).astimezone(after.tzinfo)
        here = after.astimezone()
        at = datetime.combine(here.date(), time(int(clock[1]), int(clock[2]))).astimezone()
        return (at if at > here else at + timedelta(days=1)).astimezone(after.tzinfo)
    except (ValueError, OverflowError):
        say.fail(f"{option} {text[:40]!r} is no time: give {_WHEN}", 2)
