"""All commands in one tree."""

from __future__ import annotations

from typing import Annotated

import typer

from monitor.cli import (
    asking,
    backtesting,
    boards,
    catalogue,
    claiming,
    concluding,
    crediting,
    estimating,
    explaining,
    importing,
    notifying,
    opining,
    proving,
    reporting,
    retelling,
    running,
    silencing,
    sources,
    training,
    watching,
    webhooks,
)

app = typer.Typer(
    name="lastdance",
    help="Self-hosted social-media reaction monitor for football transfers.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("run")(running.run)
app.command("demo")(running.demo)
app.command("reload")(asking.reload)
app.command("check-config")(running.check_config)
app.command("migrate")(running.migrate)
app.command("replay")(running.replay)
app.command("backtest")(backtesting.backtest)
app.command("report")(reporting.report)
app.command("reported")(retelling.reported)
app.command("explain")(explaining.explain)
app.command("sources")(crediting.sources)
app.command("claims")(claiming.claims)
catalogue.app.command("import")(importing.bring)
catalogue.app.command("forget")(importing.forget)
catalogue.app.command("verify")(proving.verify)
app.add_typer(watching.app, name="watch")
app.add_typer(catalogue.app, name="catalogue")
app.add_typer(sources.app, name="connectors")
app.add_typer(concluding.app, name="outcome")
app.add_typer(estimating.app, name="rumour")
app.add_typer(notifying.app, name="notify")
app.add_typer(silencing.app, name="silence")
app.add_typer(opining.app, name="feedback")
app.add_typer(webhooks.app, name="webhook")
app.add_typer(training.app, name="sentiment")
app.add_typer(boards.app, name="dashboards")


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
    app()
