"""`lastdance notify`: who is told, by webhook, chat, mail or Alertmanager."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from monitor.cli import say, silencing
from monitor.cli.dialogue import ask, given
from monitor.cli.options import AsJson, Config, Networks, Plain

if TYPE_CHECKING:
    from monitor.ports import Post
    from monitor.settings import Channel, Settings, Webhook

app = typer.Typer(help="Add, list and test those who are told.", no_args_is_help=True)


@app.command("test")
def ping(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="A receiver; none: all of them.")
    ] = None,
    config: Config = None,
) -> None:
    """Send a `test.ping` now, once, through the real sender, and say what was answered.

    `lastdance notify test night`

    A receiver that takes it and was disabled is sent to again. Exit code 0: every receiver
    took it; 1: one did not.
    """
    with say.plainly():
        settings = say.read_settings(config, os.environ)
        try_out(settings, [one.name for one in settings.receivers], name)


def try_out(settings: Settings, names: Collection[str], name: str | None) -> None:
    """Ping *name*, or all of *names*, and say how it went."""
    from monitor.app import trials

    if not names:
        say.fail("nobody is told: no receiver is configured. `lastdance notify add` adds one.", 2)
    if name is not None and name not in names:
        say.fail(f"no receiver is called {name!r}; known: {', '.join(names)}.", 2)
    results = asyncio.run(trials.ping(settings, names if name is None else [name], say.myself()))
    for one in results:
        mark = "[bold green]delivered[/]" if one.delivered else "[bold red]failed[/]"
        say.out.print(f"{escape(one.receiver)}: {mark} ({escape(one.detail)})")
    if not all(one.delivered for one in results):
        raise typer.Exit(1)


@app.command("list")
def show(config: Config = None, as_json: AsJson = False) -> None:
    """Show who is told, about what, and how their messages stand; never where they are."""
    from monitor.app import quieting, trials
    from monitor.ports import Post

    with say.plainly():
        settings = say.read_settings(config, os.environ)
        posts = asyncio.run(trials.posts(settings))
        quiet = asyncio.run(quieting.listed(settings))
    found = [
        {
            "name": one.name,
            "type": _type(one),
            "told": _told(one.players, one.clubs, one.kinds),
            **_state(posts.get(one.name, Post(states={}))),
        }
        for one in settings.receivers
    ]
    if as_json:
        for each in found:
            say.print_json(each)
    elif not found:
        say.out.print("Nobody is told. `lastdance notify add` adds a receiver.")
    else:
        columns = ("name", "type", "told", "state", "waiting", "delivered", "held", "last")
        say.table("Who is told", columns, [[each[c] for c in columns] for each in found])
    silencing.warn(quiet)


def _type(receiver: Webhook | Channel) -> str:
    """Return what it is, and how it is spoken to."""
    from monitor.settings import Webhook

    if isinstance(receiver, Webhook):
        return "webhook" if receiver.format == "lastdance" else f"webhook ({receiver.format})"
    return f"{receiver.type} ({receiver.language}, {receiver.timezone})"


def _told(players: Sequence[str], clubs: Sequence[str], kinds: Sequence[str]) -> str:
    """Return about what one is told, briefly."""
    from monitor.domain.alert import Kind

    about = ", ".join((*players, *clubs)) or "all"
    every = {str(kind) for kind in Kind} - {str(Kind.TEST_PING)}
    return about if every <= {*kinds} else f"{about}: {', '.join(kinds)}"


def _state(post: Post) -> dict[str, object]:
    states = post.states
    return {
        "state": f"disabled: {post.disabled}" if post.disabled else "on",
        "waiting": states.get("pending", 0) + states.get("claimed", 0),
        "delivered": states.get("delivered", 0),
        "failed": states.get("failed", 0),
        "held": states.get("held", 0),
        "last": post.last_detail or "",
    }


@app.command("add")
def add(
    name: Annotated[
        str | None, typer.Option(help="What it is called in metrics, pages and commands.")
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--type",
            help="What it is: webhook, slack, discord, teams, telegram, ntfy, email, apprise or "
            "alertmanager.",
        ),
    ] = None,
    url: Annotated[
        str | None,
        typer.Option(help="Its address. Better asked for, or by --url-file: others see commands."),
    ] = None,
    url_file: Annotated[
        Path | None, typer.Option(help="A file that holds the address already.")
    ] = None,
    language: Annotated[
        str, typer.Option(help="In which language people are told: en, es, pt, it, fr or de.")
    ] = "en",
    timezone: Annotated[
        str, typer.Option(help="By whose clock its days go, such as Europe/Madrid or Madrid.")
    ] = "UTC",
    allow: Networks = None,
    allow_http: Plain = False,
    dry_run: Annotated[
        bool, typer.Option("--print", help="Print the lines instead of adding them.")
    ] = False,
    config: Config = None,
) -> None:
    """Add a receiver to the end of the configuration file; its secrets go to files of its owner's.

    `lastdance notify add --name night --type telegram --language es --timezone Madrid`

    It asks for what it isn't told, and for the address unseen, so that nobody else sees it. What
    the file held before stays as it is. Nothing is written unless the whole can be used. Exit code
    0: added; 1: it can't be written; 2: what was said can't be used.
    """
    from monitor.app import enrolling, founding, vetting
    from monitor.cli.greeting import named

    with say.plainly():
        path = say.config_path(config) or say.DEFAULT_FILE
        say.networks(allow or ())
        wanted = enrolling.Wanted(
            given("--name", vetting.name, name)
            if name is not None
            else ask("What is it called (such as newsroom)", vetting.name, instead="--name"),
            _kind(kind),
            given("--language", vetting.language, language),
            given("--timezone", founding.zone, timezone),
            tuple(allow or ()),
            allow_http=allow_http,
        )
        if dry_run:
            say.out.print(escape(enrolling.lines(wanted, url_file)))
            return
        vet = partial(vetting.address, wanted)
        if url is not None:
            url = given("--url", vet, url)
        elif url_file is None:
            unseen = f"Its address ({enrolling.looks(wanted.kind)}; nothing shows as you type)"
            url = ask(unseen, vet, unseen=True, instead="--url-file")
        made = enrolling.enrol(path, wanted, url, url_file, os.environ)
    for file in made:
        say.out.print(f"{escape(str(file))}: written, readable for its owner only")
    test = escape(f"{named()} notify test {wanted.name}")
    say.out.print(f"{escape(str(path))}: {escape(wanted.name)} added. Now: {test}")
    say.err.print("A daemon that runs tells it from `lastdance reload` on.", style="dim")


def _kind(said: str | None) -> str:
    """Return the type that is *said*, or asked for."""
    from monitor.app import enrolling, vetting

    take = partial(vetting.kind, known=enrolling.KINDS)
    if said is not None:
        return given("--type", take, said)
    return ask(f"What is it ({', '.join(enrolling.KINDS)})", take, instead="--type")
