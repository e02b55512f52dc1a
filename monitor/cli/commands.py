"""All commands in one tree, in the order in which a newcomer needs them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from monitor.cli import (
    asking,
    backtesting,
    boards,
    caring,
    catalogue,
    claiming,
    concluding,
    crediting,
    estimating,
    examining,
    explaining,
    exporting,
    founding,
    importing,
    notifying,
    opining,
    proving,
    recalling,
    reporting,
    retelling,
    running,
    say,
    sharing,
    silencing,
    sources,
    standing,
    training,
    watching,
    webhooks,
)

TREE: Mapping[str, Mapping[str, Callable[..., None] | typer.Typer]] = {
    "Run": {
        "demo": running.demo,
        "init": founding.init,
        "check-config": running.check_config,
        "run": running.run,
        "status": standing.status,
        "doctor": examining.doctor,
        "reload": asking.reload,
        "migrate": running.migrate,
        "backup": caring.backup,
        "restore": caring.restore,
        "erase": caring.erase,
    },
    "What is watched": {
        "watch": watching.app,
        "catalogue": catalogue.app,
        "connectors": sources.app,
    },
    "Who is told": {
        "notify": notifying.app,
        "webhook": webhooks.app,
        "silence": silencing.app,
        "feedback": opining.app,
        "share": sharing.app,
        "logbook": recalling.logbook,
    },
    "What is known": {
        "explain": explaining.explain,
        "export": exporting.export,
        "sources": crediting.sources,
        "report": reporting.report,
        "outcome": concluding.app,
        "dashboards": boards.app,
    },
    "Try it on what was said": {
        "backtest": backtesting.backtest,
        "replay": running.replay,
        "claims": claiming.claims,
        "reported": retelling.reported,
        "sentiment": training.app,
        "rumour": estimating.app,
    },
}
"""What `--help` shows: each panel with its commands, and groups of them."""


class Ordered(TyperGroup):
    """Shows groups among commands; by itself typer puts all commands before all groups."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.commands = {name: self.commands[name] for panel in TREE.values() for name in panel}


app = typer.Typer(
    name="lastdance",
    cls=Ordered,
    help="Self-hosted social-media reaction monitor for football transfers.",
    epilog="New here? `lastdance run` needs no configuration; docs/getting-started.md leads on. "
    "Exit code 0: done; 1: it failed, or something is wrong; 2: what was said or configured "
    "can't be used.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)
catalogue.app.command("import")(importing.bring)
catalogue.app.command("forget")(importing.forget)
catalogue.app.command("verify")(proving.verify)
for panel, commands in TREE.items():
    for name, command in commands.items():
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name, rich_help_panel=panel)
        else:
            app.command(name, rich_help_panel=panel)(command)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"lastdance {version('lastdance')}")
        raise typer.Exit


@app.callback()
def lastdance(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Self-hosted social-media reaction monitor for football transfers."""


def main() -> None:
    """Run the command line."""
    say.prepare()
    with say.to_somebody():
        app()
