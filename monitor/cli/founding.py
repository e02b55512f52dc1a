"""`lastdance init`: a first configuration, by questions or by options."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from monitor.cli import say
from monitor.cli.dialogue import ask, given
from monitor.cli.options import Config, Networks, Plain

if TYPE_CHECKING:
    from monitor.app.enrolling import Wanted
    from monitor.app.founding import Plan
    from monitor.domain.catalogue import Catalogue, Watch

NOBODY = "nobody"
PROGRAMS = ("webhook", "alertmanager")


def init(
    watch: Annotated[
        list[str] | None,
        typer.Option(
            "--watch", help='Whom: "PLAYER, CLUB", a player or a club; may be given several times.'
        ),
    ] = None,
    tell: Annotated[
        str | None,
        typer.Option(
            help="Where: webhook, slack, discord, teams, telegram, ntfy, email, apprise, "
            "alertmanager, or nobody."
        ),
    ] = None,
    name: Annotated[str, typer.Option(help="What that receiver is called.")] = "desk",
    url: Annotated[
        str | None, typer.Option(help="Its address. Better asked for: others see commands.")
    ] = None,
    url_file: Annotated[
        Path | None, typer.Option(help="A file that holds the address already.")
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="In which language: en, es, pt, it, fr or de.")
    ] = None,
    timezone: Annotated[
        str | None, typer.Option(help="By whose clock, such as Europe/Madrid or Madrid.")
    ] = None,
    allow: Networks = None,
    allow_http: Plain = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Ask nothing: options, else what is usual.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a configuration that is there.")
    ] = False,
    config: Config = None,
) -> None:
    """Write a first `lastdance.toml`: whom to watch, where to tell, in which language and zone.

    `lastdance init --watch "Sergio Ramos, Real Madrid" --tell slack --timezone Madrid`

    It asks; what is given by options it doesn't ask for. Nothing is replaced without your yes, and
    nothing is written unless `check-config` finds it usable.
    """
    from monitor.app import founding

    path = config or say.DEFAULT_FILE
    with say.plainly():
        over = force or (path.exists() and not yes and _replace(path))
        if path.exists() and not over:
            say.fail(f"{path} is there already and stays as it is; --force replaces it", 2)
        say.networks(allow or ())
        catalogue = _catalogue()
        watched = _watched(watch, catalogue, asking=not yes)
        asked = _Asked(name, language, timezone, tuple(allow or ()), plain=allow_http, ask=not yes)
        plan = _plan(watched, tell, url, url_file, asked)
        made = founding.found(path, plan, catalogue, _usable, over=over)
    for file in made:
        say.out.print(f"{escape(str(file))}: written, readable for its owner only")
    say.out.print(f"{escape(str(path))}: written. `lastdance check-config` finds it usable.\n")
    _next(plan, config)


class _Asked:
    """What is known of a receiver before its kind is."""

    def __init__(
        self,
        name: str,
        language: str | None,
        timezone: str | None,
        allow: tuple[str, ...],
        *,
        plain: bool,
        ask: bool,
    ) -> None:
        self.name, self.language, self.timezone = name, language, timezone
        self.allow, self.plain, self.ask = allow, plain, ask

    def wanted(self, kind: str) -> Wanted:
        """Return the receiver, without what is asked for only once its address is known."""
        from monitor.app import enrolling, vetting

        called = given("--name", vetting.name, self.name)
        return enrolling.Wanted(called, kind, allow=self.allow, allow_http=self.plain)

    def whole(self, wanted: Wanted) -> Wanted:
        """Return *wanted* in its language and by its clock."""
        from monitor.app import founding, vetting

        tongue, here = self.language or "en", founding.home(os.environ)
        if self.ask and self.language is None and wanted.kind not in PROGRAMS:
            which = f"In which language ({', '.join(vetting.LANGUAGES)})"
            tongue = ask(which, vetting.language, usual="en", instead="--language")
        zone = self.timezone or here
        if self.ask and self.timezone is None:
            where = "In which time zone, or near which city"
            zone = ask(where, founding.zone, usual=here, instead="--timezone")
        return replace(
            wanted,
            language=given("--language", vetting.language, tongue),
            timezone=given("--timezone", founding.zone, zone),
        )


def _plan(
    watched: tuple[Watch, ...],
    tell: str | None,
    url: str | None,
    url_file: Path | None,
    asked: _Asked,
) -> Plan:
    from monitor.app import enrolling, founding, vetting

    known = partial(vetting.kind, known=(*enrolling.KINDS, NOBODY))
    if tell is None and asked.ask:
        say.out.print("\nWhere do you want to be told? One of these, or nobody: then it is the "
                      f"terminal\nand the page alone.\n{', '.join(enrolling.KINDS)}")  # fmt: skip
        tell = ask("tell", known, usual=NOBODY, instead="--tell, or --yes")
    tell = given("--tell", known, tell or NOBODY)
    if tell == NOBODY:
        return founding.Plan(watched)
    wanted = asked.wanted(tell)
    vet = partial(vetting.address, wanted)
    if url is not None:
        url = given("--url", vet, url)
    elif url_file is None:
        if not asked.ask:
            say.fail(f"--tell {tell} needs its address: --url-file FILE, or --url ADDRESS", 2)
        unseen = f"Its address ({enrolling.looks(tell)}; nothing shows as you type)"
        url = ask(unseen, vet, unseen=True, instead="--url-file")
    return founding.Plan(watched, asked.whole(wanted), url, url_file)


def _watched(
    named_so: list[str] | None, catalogue: Catalogue, *, asking: bool
) -> tuple[Watch, ...]:
    from monitor.app import founding
    from monitor.app.clock import SystemClock
    from monitor.app.watchlist import named
    from monitor.domain.settling import SightingError
    from monitor.ports import RefusedError

    today = SystemClock().now().date()

    def pick(text: str) -> Watch | None:
        try:
            return founding.pick(text, catalogue, today) if text.strip() else None
        except SightingError as error:
            raise RefusedError(str(error)) from error

    if named_so or not asking:
        picked = (given("--watch", pick, text) for text in named_so or ())
        return tuple(dict.fromkeys(one for one in picked if one is not None))
    say.out.print(
        "Whom do you want to watch? A player and a club, such as Sergio Ramos, Real Madrid;\n"
        "a player or a club alone will do. An empty line ends; nobody: the ten of the starter list."
    )
    found: dict[Watch, None] = {}
    while one := ask("watch", pick, usual="", instead="--watch, or --yes"):
        found[one] = None
        say.out.print(f"  {escape(named(one, catalogue))}", style="green")
    return tuple(found)


def _catalogue() -> Catalogue:
    """Return the starter catalogue, with what a database here holds besides."""
    from monitor.app import ledger
    from monitor.settings import load

    settings = load(None, {})
    return asyncio.run(ledger.read(settings)).catalogue(settings)


def _replace(path: Path) -> bool:
    return typer.confirm(f"{path} is there already. Replace it?", default=False)


def _usable(path: Path) -> None:
    """Refuse a configuration that the daemon would refuse."""
    from monitor.app.mistakes import mistakes
    from monitor.settings import ConfigurationError

    found = mistakes(path, os.environ)
    if any(problem.fatal for problem in found):
        raise ConfigurationError(found)


def _next(plan: Plan, config: Path | None) -> None:
    from monitor.cli.greeting import named

    command, file = named(), f" --config {config}" if config else ""
    steps = [(f"{command} run{file}", "the pages are on http://127.0.0.1:8642")]
    if plan.told is not None:
        steps.insert(0, (f"{command} notify test{file}", "a test alert, now"))
    else:
        steps.append((f"{command} notify add{file}", "somebody who is told"))
    steps.append((f"{command} doctor{file}", "whether all is well"))
    width = max(len(step) for step, _ in steps)
    say.out.print("Now:")
    for step, what in steps:
        say.out.print(f"  {escape(step.ljust(width))}  [dim]{what}[/]")
