"""`lastdance export`: tables as CSV, the same that the pages give."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from monitor.cli import say
from monitor.cli.options import Config, Database

TABLES = (
    "alerts", "stories", "pairings", "sources", "buckets", "strengths", "acts", "claims",
)  # fmt: skip


def export(
    table: Annotated[str, typer.Argument(metavar="TABLE", help=f"One of {', '.join(TABLES)}.")],
    player: Annotated[str | None, typer.Option(help="A player: name, alias or slug.")] = None,
    club: Annotated[str | None, typer.Option(help="A club: name, alias or slug.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help="From then on: 2026-08-05, or with a time.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="TIME", help="Before then.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="A file; default: stdout.")] = None,
    config: Config = None,
    database: Database = None,
) -> None:
    """Write a table as CSV: alerts, stories, pairings, sources, or what is known of one pairing.

    `lastdance export buckets --player "Sergio Ramos" --club "Real Madrid" --since 2026-08-01`

    Private accounts are only counted in it. buckets, strengths, acts and claims are of one
    pairing. Exit code 0: written; 1: it can't be read; 2: it can't be had so.
    """
    from monitor.domain.settling import SightingError

    if table not in TABLES:
        say.fail(f"there is no table {table[:40]!r}. Known: {', '.join(TABLES)}", 2)
    begin, end = _moment(since, "--since"), _moment(until, "--until")
    if begin is not None and end is not None and end <= begin:
        say.fail("--until is not after --since, so nothing lies between. Change one of them", 2)
    with say.plainly():
        from monitor.app import exporting

        settings = say.read_settings(config, os.environ, storage__url=database)

        async def write() -> None:
            with ExitStack() as opened:
                file: BinaryIO | None = sys.stdout.buffer if out is None else None
                async for piece in exporting.export(settings, table, player, club, begin, end):
                    if file is None:  # what is there stays until there is something to write
                        assert out is not None
                        file = opened.enter_context(out.open("wb"))
                    file.write(piece)

        try:
            asyncio.run(write())
        except SightingError as error:
            say.fail(str(error), 2)


def _moment(text: str | None, option: str) -> datetime | None:
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text.strip())
        return (at if at.tzinfo is not None else at.astimezone()).astimezone(UTC)
    except (ValueError, OverflowError):
        say.fail(f"{option} {text[:40]!r} is no time: give 2026-08-05 or 2026-08-05T09:00+02:00", 2)
