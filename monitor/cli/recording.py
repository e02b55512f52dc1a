"""`lastdance connectors record`: a live page as a fixture, with nobody in it."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli import say
from monitor.cli.options import Config


def record(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="As it is called in the configuration.")
    ],
    file: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where to write it; else printed.")
    ] = None,
    config: Config = None,
) -> None:
    """Look once with a connector, and write what it was answered as a fixture, persons replaced.

    It takes a minute at most. Read it before you publish it: what is no person to a program may
    be one to you. Exit code 1: nothing was answered.
    """
    with say.plainly():
        settings = say.read_settings(config, os.environ)
        entry = next((e for e in settings.connectors if e.get("name") == name), None)
        if entry is None:
            known = ", ".join(str(e.get("name")) for e in settings.connectors)
            say.fail(f"no connector is called {name!r}; known: {known}", 2)
        if file is not None and not file.parent.is_dir():
            say.fail(f"{file}: there is no folder {file.parent}. Make it, or name another.", 2)
        import connectors
        from monitor.app.clock import SystemClock
        from monitor.app.recording import fixture

        try:
            connectors.config_of(entry)
        except ValueError:
            say.fail(f"connectors[{name}] is not right yet: see `lastdance check-config`", 2)
        made, errors = asyncio.run(fixture(settings, entry, SystemClock()))
    for words in errors:
        say.err.print(words, style="dim", markup=False)
    if not made["answers"]:
        say.fail("nothing was answered: there is nothing to record")
    text = json.dumps(made, indent=2, ensure_ascii=False)
    if file is None:
        typer.echo(text)
    else:
        file.write_text(text + "\n", "utf-8")
        say.out.print(f"{len(made['answers'])} answers written to {file}", markup=False)
