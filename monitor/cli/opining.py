"""`lastdance feedback`: what receivers say of alerts, and what of that waits for a person."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape

from monitor.cli import say
from monitor.cli.options import AsJson, By, Config, Database

if TYPE_CHECKING:
    from monitor.app.quieting import Said
    from monitor.domain.alert import Alert
    from monitor.domain.desk.opinion import Opinion, Tally

app = typer.Typer(
    help="What receivers say of alerts, and what of it waits for you.", no_args_is_help=True
)

_CURE = (
    "`lastdance explain ALERT` says by which names it was linked. Put a name that others bear too "
    "under `ambiguous` of the player in a file of your catalogue: then it holds only beside "
    "something certain. `lastdance feedback settle ALERT` notes that you have looked."
)


@app.command("list")
def show(config: Config = None, database: Database = None, json: AsJson = False) -> None:
    """List what receivers say of alerts, the share of useful ones by rule, and what is to be done.

    A wrong person is a task for you: nothing is taken back by a link alone.
    """
    from monitor.app import quieting

    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database)
        found = asyncio.run(quieting.said(settings))
    if json:
        for opinion, alert in found.opinions:
            say.print_json(_plain(opinion, alert))
    elif not found.opinions:
        say.out.print("No receiver has said anything of an alert yet.")
    else:
        _shares(found)
        columns = ("alert", "about", "receiver", "says", "when", "to do")
        say.table("What receivers say", columns, [_row(*one) for one in found.opinions])
        if any(opinion.open for opinion, _ in found.opinions):
            say.err.print(escape(_CURE), style="dim")


@app.command("settle")
def settle(
    alert: Annotated[
        str, typer.Argument(metavar="ALERT", help="Id of an alert about a wrong person.")
    ],
    by: By = None,
    config: Config = None,
    database: Database = None,
) -> None:
    """Note that you have looked into an alert about a wrong person; it is no task any more.

    Exit code 0: noted; 2: nobody says so of this alert, or it was settled before.
    """
    from monitor.app import quieting
    from monitor.domain.desk.silence import SilenceError

    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database)
        try:
            number = asyncio.run(quieting.clear_up(settings, alert, by or say.myself()))
        except SilenceError as error:
            say.fail(str(error), 2)
    if not number:
        say.fail(
            f"nobody says of {alert[:40]!r} that it is about a wrong person, or it was settled. "
            "`lastdance feedback list` names the alerts",
            2,
        )
    say.out.print(escape(f"{alert}: settled."))


def _shares(found: Said) -> None:
    from monitor.domain.desk.opinion import tallies, total

    rows = [(rule, *_counts(each)) for rule, each in tallies(found.counted).items()]
    if len(rows) > 1:
        rows.append(("all", *_counts(total(found.counted))))
    columns = ("rule", "useful", "not useful", "wrong person", "share useful")
    say.table("Of what use they were", columns, rows)


def _counts(tally: Tally) -> tuple[object, ...]:
    share = f"{tally.share:.0%}" if tally.share is not None else ""
    return tally.useful, tally.useless, tally.wrong, share


def _row(opinion: Opinion, alert: Alert | None) -> tuple[str, ...]:
    about = (
        f"{alert.player_name}, {alert.club_name}" if alert is not None else "not stored any more"
    )
    todo = "look into it" if opinion.open else ""
    if opinion.settled_by is not None:
        todo = f"settled by {opinion.settled_by}"
    when = f"{opinion.at.astimezone():%Y-%m-%d %H:%M %Z}"
    return opinion.alert, about, opinion.receiver, str(opinion.rated), when, todo


def _plain(opinion: Opinion, alert: Alert | None) -> dict[str, Any]:
    import msgspec

    told: dict[str, Any] = msgspec.to_builtins(opinion)
    about = None if alert is None else msgspec.to_builtins(alert.pairing)
    return {**told, "pairing": about, "open": opinion.open}
