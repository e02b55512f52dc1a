"""`lastdance init`: a first configuration, by questions or by options."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from monitor.cli import say
from monitor.cli.options import Config, Networks, Plain

if TYPE_CHECKING:
    from monitor.app.enrolling import Wanted
    from monitor.app.founding import Plan
    from monitor.domain.catalogue import Catalogue, Watch

TONGUES = ("en", "es", "pt", "it", "fr", "de")
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
        catalogue = _catalogue()
        watched = _watched(watch, catalogue, ask=not yes)
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
        """Return the receiver, with what was missing asked for."""
        from monitor.app import enrolling

        language = self.language or "en"
        if self.ask and self.language is None and kind not in PROGRAMS:
            language = typer.prompt(f"In which language ({', '.join(TONGUES)})", "en")
        if language not in TONGUES:
            say.fail(f"--language {language!r}: write one of {', '.join(TONGUES)}", 2)
        return enrolling.Wanted(
            self.name, kind, language, self._zone(), self.allow, allow_http=self.plain
        )

    def _zone(self) -> str:
        from monitor.app import founding
        from monitor.ports import RefusedError

        here = founding.home(os.environ)
        if self.timezone is not None or not self.ask:
            return founding.zone(self.timezone or here)
        while True:
            try:
                return founding.zone(typer.prompt("In which time zone, or near which city", here))
            except RefusedError as error:
                say.err.print(escape(str(error)))


def _plan(
    watched: tuple[Watch, ...],
    tell: str | None,
    url: str | None,
    url_file: Path | None,
    asked: _Asked,
) -> Plan:
    from monitor.app import enrolling, founding

    kinds = enrolling.KINDS
    if tell is None and asked.ask:
        say.out.print("\nWhere do you want to be told? One of these, or nobody: then it is the "
                      f"terminal\nand the page alone.\n{', '.join(kinds)}")  # fmt: skip
        while (tell := typer.prompt("tell", "nobody")) not in (*kinds, "nobody"):
            say.err.print(f"There is no {escape(tell)!r}.")
    if tell in {None, "nobody"}:
        return founding.Plan(watched)
    assert tell is not None
    if tell not in kinds:
        say.fail(f"--tell {tell!r}: write one of {', '.join(kinds)}, or nobody", 2)
    if url is None and url_file is None:
        if not asked.ask:
            say.fail(f"--tell {tell} needs its address: --url-file FILE, or --url ADDRESS", 2)
        url = typer.prompt(f"Its address ({enrolling.looks(tell)})", hide_input=True)
    return founding.Plan(watched, asked.wanted(tell), url, url_file)


def _watched(given: list[str] | None, catalogue: Catalogue, *, ask: bool) -> tuple[Watch, ...]:
    from monitor.app import founding
    from monitor.app.clock import SystemClock
    from monitor.app.watchlist import named
    from monitor.domain.settling import SightingError

    today = SystemClock().now().date()
    if given or not ask:
        try:
            picked = [founding.pick(text, catalogue, today) for text in given or ()]
        except SightingError as error:
            say.fail(f"--watch: {error}", 2)
        return tuple(dict.fromkeys(picked))
    say.out.print(
        "Whom do you want to watch? A player and a club, such as Sergio Ramos, Real Madrid;\n"
        "a player or a club alone will do. An empty line ends; nobody: the ten of the starter list."
    )
    found: dict[Watch, None] = {}
    while text := typer.prompt("watch", "", show_default=False).strip():
        try:
            one = founding.pick(text, catalogue, today)
        except SightingError as error:
            say.err.print(escape(str(error)))
            continue
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
