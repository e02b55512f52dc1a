"""`lastdance connectors try`: one connector, read for a moment."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from monitor.cli import say
from monitor.cli.options import AsJson, Config
from monitor.domain.volume import format_bytes

if TYPE_CHECKING:
    from monitor.app.trial import Trial


def try_connector(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="As it is called in the configuration.")
    ],
    seconds: Annotated[
        float, typer.Option("--seconds", "-s", min=0.1, max=3600, help="How long to read.")
    ] = 20,
    config: Config = None,
    json: AsJson = False,
) -> None:
    """Read a connector for a moment, store nothing, and say what it would bring in.

    Exit code 0: it could be read; 1: it could not.
    """
    with say.plainly():
        settings = say.read_settings(config, os.environ)
        entry = next((e for e in settings.connectors if e.get("name") == name), None)
        if entry is None:
            known = ", ".join(str(e.get("name")) for e in settings.connectors)
            say.fail(f"no connector is called {name!r}; known: {known}", 2)
        import connectors
        from monitor.app.clock import SystemClock
        from monitor.app.tryout import try_out

        try:
            connectors.config_of(entry)
        except ValueError:
            say.fail(f"connectors[{name}] is not right yet: see `lastdance check-config`", 2)

        def report(_: str, status: str) -> None:
            say.err.print(escape(status), style="dim")

        span = timedelta(seconds=seconds)
        found = asyncio.run(try_out(settings, entry, SystemClock(), span=span, report=report))
    if json:
        say.print_json({"name": name, **_plain(found)})
    else:
        _tell(name, found)
    for words in found.errors:
        say.err.print(f"[bold red]error:[/] {escape(words)}")
    if found.errors and not found.pages:
        raise typer.Exit(1)


def _plain(found: Trial) -> dict[str, object]:
    values = asdict(found)
    for key in ("took", "lag"):
        span = values[key]
        values[key] = None if span is None else span.total_seconds()
    return values


def _tell(name: str, found: Trial) -> None:
    behind = "unknown" if found.lag is None else f"{found.lag.total_seconds():.1f} s"
    rows = [
        ("read for", f"{found.took.total_seconds():.1f} s"),
        ("would be judged", _counts(found.activities)),
        ("  by accounts of the catalogue", str(found.known)),
        ("  naming a player and a club", str(found.named)),
        ("would not be kept", _counts(found.dropped)),
        ("unreadable", _counts(found.dead)),
        ("received", format_bytes(found.received)),
        ("  a day, at this rate", _volume(found.bytes_per_day)),
        ("  a day, expected", _volume(found.expected)),
        ("newest event behind by", behind),
    ]
    say.table(name, ("", ""), rows)
    for line in found.samples:
        say.out.print(f"  {escape(line)}")


def _counts(counts: Mapping[str, int]) -> str:
    if not counts:
        return "none"
    kinds = ", ".join(f"{name} {count}" for name, count in counts.items())
    return f"{sum(counts.values())} ({kinds})"


def _volume(count: float | None) -> str:
    return "unknown" if count is None else format_bytes(count)
