"""`lastdance rumour`: fit the constants of the estimate, and see how good it is."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TypeVar

import typer

from monitor.cli import say
from monitor.cli.options import AsJson, Config, Database

if TYPE_CHECKING:
    from monitor.judges.hindsight.panel import Day, Ended

app = typer.Typer(help="Fit and test the estimate of how likely rumours are.", no_args_is_help=True)

CONFIGURATIONS: Final = 350
"""Combinations of reasons, half-lives and starting values that were looked at in all."""

Read = TypeVar("Read")

Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        help="Folder with ftr18_items.csv and ftr18_pairings.csv; "
        "default: the rumours of this installation that have ended.",
    ),
]


@app.command("fit")
def fit(
    out: Annotated[Path, typer.Option("--out", help="Where the model is written (TOML).")],
    data: Data = None,
    config: Config = None,
    database: Database = None,
) -> None:
    """Fit the constants of the estimate and write them, with where they come from.

    A model of this installation's own takes 200 rumours that have ended, 30 of them true. The
    daemon uses it once `model` in `[rumour]` names the file. Exit code 0: written; 1: too few
    rumours; 2: the data can't be read.
    """
    with say.plainly():
        ended, days = _read(data, config, database)
        from monitor.app.clock import SystemClock
        from monitor.domain.rumour.model import ENOUGH, ENOUGH_TRUE
        from monitor.judges.hindsight import fitting
        from monitor.judges.hindsight.panel import recorded
        from monitor.judges.strength import write

        true = sum(one.outcome.happened for one in ended)
        if data is None and (len(ended) < ENOUGH or true < ENOUGH_TRUE):
            say.fail(
                f"{len(ended)} rumours have ended here, {true} came true: a model of your own "
                f"takes {ENOUGH} and {ENOUGH_TRUE}. Tell outcomes with `lastdance outcome add`."
            )
        if not true or true == len(ended):
            say.fail(f"{len(ended)} rumours, {true} true: it takes both kinds to fit.")
        model = fitting.fit(fitting.sheet(recorded(days, ended)))
        today = SystemClock().now().date()
        source = f"FTR-18 (MIT), {len(ended)} rumours of 2018" if data else "this installation"
        model = replace(
            model,
            name="estimate (2018 data)" if data else f"estimate ({len(ended)} rumours of our own)",
            provenance=f"{source}; {true} came true, {len(days)} days of them; fitted on {today} "
            f"by `lastdance rumour fit`; about {CONFIGURATIONS} configurations were tried.",
        )
        out.write_text(write(model), encoding="utf-8")
    say.out.print(f"{out}: fitted on {len(ended)} rumours, {true} came true.")


@app.command("evaluate")
def evaluate(
    data: Data = None,
    model: Annotated[
        Path | None, typer.Option("--model", help="Default: the one that is configured.")
    ] = None,
    config: Config = None,
    database: Database = None,
    json: AsJson = False,
) -> None:
    """Say how well the estimate ranks rumours that have ended, and whether it means what it says.

    A rumour's own player is never in the records that its sources are judged by; the constants
    are as they are: on the data they were fitted on they look a little too good.
    """
    with say.plainly():
        ended, days = _read(data, config, database)
        if not days:
            say.fail("no rumour has ended here yet. Tell outcomes with `lastdance outcome add`.")
        import numpy as np

        from monitor.domain.rumour.estimate import add, speaking
        from monitor.judges.hindsight import measures
        from monitor.judges.hindsight.panel import recorded
        from monitor.judges.strength import chosen

        settings = say.read_settings(config, os.environ, storage__url=database)
        used = _checked(lambda: chosen(model or settings.rumour.model))
        told = np.array(
            [
                add(day.case, speaking(day.case, day.at), day.at, used).chances
                for day in recorded(days, ended)
            ]
        )
    taken = {
        "auc": measures.auc,
        "brier_skill": measures.brier_skill,
        "ece": measures.calibration_error,
    }
    figures: dict[str, float | None] = {}
    for column, horizon in enumerate(("window", "week")):
        came = np.array([float(getattr(day, horizon)) for day in days])
        both = bool(came.any() and not came.all())  # of one kind alone nothing can be told
        for name, measure in taken.items():
            figures[f"{horizon}.{name}"] = measure(came, told[:, column]) if both else None
    if json:
        say.print_json({"model": used.name, "rumours": len(ended), "days": len(days), **figures})
        return
    rows = [
        (name, "unknown" if value is None else f"{value:.3f}") for name, value in figures.items()
    ]
    say.table(f"{used.name}: {len(ended)} rumours, {len(days)} days", ("figure", "value"), rows)
    if None in figures.values():
        say.err.print("They can be told once some rumours have come true, and others have not.")


def _read(
    data: Path | None, config: Path | None, database: str | None
) -> tuple[list[Ended], list[Day]]:
    """Return rumours that have ended, and the days that they are looked at."""
    from monitor.judges.hindsight import ftr18
    from monitor.judges.hindsight.panel import panel

    if data is not None:
        ended = _checked(lambda: ftr18.read(data))
        return ended, list(panel(ended, ftr18.days()))
    from monitor.app import hindsight

    settings = say.read_settings(config, os.environ, storage__url=database)
    ended = asyncio.run(hindsight.own(settings))
    return ended, hindsight.days(ended)


def _checked(read: Callable[[], Read]) -> Read:
    """Return what *read* reads, or say why it can't be."""
    try:
        return read()
    except ValueError as error:
        say.fail(str(error), 2)
