"""`lastdance report`: a person says what they saw."""

from __future__ import annotations

import asyncio
import os
import re
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape

from monitor.cli import say
from monitor.cli.options import AsJson, Config, Database

if TYPE_CHECKING:
    from monitor.domain.sighting import Sighting
    from monitor.settings import Settings

_UNTOLD = (
    "nobody is told: it is routine, older than `notable.max_age`, or it was taken back "
    "(docs/acts.md). If it was done again since, say when with --at"
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)


def report(
    who: Annotated[str, typer.Argument(metavar="WHO", help="A player: name, alias or slug.")],
    did: Annotated[
        str,
        typer.Argument(
            metavar="VERB",
            help="likes, unlikes, reposts, unreposts, follows, unfollows, posts, replies-to, "
            "quotes or deletes.",
        ),
    ],
    what: Annotated[str, typer.Argument(metavar="URL", help="The post, or the account.")],
    about: Annotated[str | None, typer.Option(help="The club that it is about.")] = None,
    by: Annotated[str | None, typer.Option(help="Who saw it; default: who you are here.")] = None,
    at: Annotated[
        str | None,
        typer.Option(help="When it happened: 21:03 (your time), or 2026-08-04T21:03+02:00."),
    ] = None,
    note: Annotated[str, typer.Option(help="What to show with the evidence.")] = "",
    on: Annotated[
        str | None, typer.Option(help="The network, where the address doesn't say it.")
    ] = None,
    of: Annotated[
        str | None, typer.Option(help="Whose post it is (handle), where the address doesn't say.")
    ] = None,
    config: Config = None,
    database: Database = None,
    json: AsJson = False,
) -> None:
    """Report an act that you saw: it is told at once, as yours and unconfirmed.

    `lastdance report "Sergio Ramos" likes https://www.instagram.com/p/Cxyz/ --about "Real Madrid"`

    It goes through the daemon where that answers at `web.listen`, else straight into the
    database, from where a daemon sends it. The same again changes nothing; somebody else's
    report of it confirms it; `unlikes` takes it back. Exit code 0: stored, or known already;
    1: it could not be stored; 2: it can't be taken, and the message says why.
    """
    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database)
        from monitor.domain.settling import SightingError
        from monitor.domain.sighting import Sighting

        said = Sighting(
            who=who,
            did=did,
            what=what,
            about=about,
            by=by if by is not None else say.myself(),
            at=_moment(at) if at is not None else None,
            note=note,
            on=on,
            of=of,
        )
        try:
            answer, way = asyncio.run(_tell(settings, said, directly=database is not None))
        except SightingError as error:
            say.fail(str(error), 2)
    if json:
        say.print_json(answer)
    else:
        _show(answer, way, settings)


async def _tell(settings: Settings, said: Sighting, *, directly: bool) -> tuple[Any, str]:
    """Return what became of it, and which way it went."""
    from monitor.app.calling import call

    answer = None if directly else await call(settings, said)
    if answer is not None:
        return answer, f"Told to the daemon at {settings.web.listen}."
    from monitor.app.witness import write  # loads the judges: a second or two

    way = "Written into the database: a daemon on it sends what is to be told."
    if not directly:
        way = f"No daemon of this installation answers at {settings.web.listen}. {way}"
    return await write(settings, said), way


def _show(answer: dict[str, Any], way: str, settings: Settings) -> None:
    url = settings.web.public_url.rstrip("/")
    for alert in answer["alerts"]:
        say.out.print(f"[bold]{escape(alert['title'])}[/]")
        say.out.print(f"{url}/alerts/{alert['id']}")
    if not answer["alerts"]:
        state = "stored" if answer["stored"] else "known already" if answer["known"] else "dropped"
        if answer["belongs"]:
            why = f"it belongs to {url}/alerts/{answer['belongs']}, and nothing new is told"
        elif answer["stored"]:
            why = _UNTOLD
        else:
            why = "nothing changes"
        say.out.print(f"{state}: {why}")
    say.err.print(way, style="dim")


def _moment(text: str) -> datetime:
    """Return a time that a person has given: of today or the day before, or with its date."""
    from monitor.app.clock import SystemClock

    now = SystemClock().now()
    try:
        clock = _CLOCK.fullmatch(text.strip())
        if clock is not None:
            today: date = now.astimezone().date()
            at = datetime.combine(today, time(int(clock[1]), int(clock[2]))).astimezone(UTC)
            return at if at <= now else at - timedelta(days=1)
        return datetime.fromisoformat(text.strip()).astimezone(UTC)
    except (ValueError, OverflowError):
        say.fail(f"--at {text!r} is no time: give 21:03, or 2026-08-04T21:03+02:00", 2)
