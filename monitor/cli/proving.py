"""`lastdance catalogue verify`: whether accounts are who they say."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from monitor.cli import say
from monitor.cli.options import AsJson, By, Config, Database, Networks

if TYPE_CHECKING:
    from monitor.app.proving import Proofs, Tried

_COLOURS = {"proven": "green", "not proven": "bold red", "changed": "bold red"}


def verify(
    write: Annotated[
        bool, typer.Option("--write", help="Store what is proven, and what is no more.")
    ] = False,
    allow: Networks = None,
    by: By = None,
    config: Config = None,
    database: Database = None,
    json: AsJson = False,
) -> None:
    """Prove the accounts of the catalogue again: by their domains, and by their own pages.

    With --write what is proven gets today's date, and an account whose proof doesn't hold ranks as
    public from then on. What could not be asked changes nothing. Exit code 0: no proof has failed;
    1: one has.
    """
    from monitor.app import proving
    from monitor.app.clock import SystemClock

    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database)
        found = asyncio.run(
            proving.verify(
                settings,
                SystemClock(),
                by=by or say.myself(),
                write=write,
                allow=say.networks(allow or ()),
            )
        )
    if json:
        _print(found)
    else:
        _show(found, write=write)
    if any(one.outcome.failed and one.account.proof for one in found.tried):
        raise typer.Exit(1)


def _show(found: Proofs, *, write: bool) -> None:
    if not found.tried:
        say.out.print("No accounts: add yours with their proof (docs/configuration.md).")
        return
    for one in found.tried:
        verdict = one.outcome.verdict
        colour = _COLOURS.get(verdict, "yellow")
        say.out.print(f"[{colour}]{verdict}[/] {escape(_name(one))}: {escape(one.outcome.why)}")
    for like in found.lookalikes:
        say.out.print(
            f"[bold yellow]look-alike[/] {like.account.platform} @{escape(like.account.handle)}: "
            f"like @{escape(like.proven.handle)}, which is proven ({like.how}); see whose it is"
        )
    counted = Counter(one.outcome.verdict for one in found.tried)
    kept = "stored" if write else "nothing is stored (--write does)"
    said = ", ".join(f"{n} {verdict}" for verdict, n in counted.most_common())
    say.out.print(f"{said}; {kept}")
    withdrawn = [_name(one) for one in found.tried if one.withdrawn]
    if withdrawn:
        now = "rank as public from now on" if write else "would rank as public with --write"
        say.err.print(
            f"[bold red]no more proven:[/] {escape(', '.join(withdrawn))} {now}: their acts "
            "are not told"
        )


def _print(found: Proofs) -> None:
    likes = {(x.account.platform, x.account.handle): x.proven.handle for x in found.lookalikes}
    for one in found.tried:
        say.print_json(
            {
                "platform": one.account.platform,
                "handle": one.account.handle,
                "role": one.account.role,
                "verdict": one.outcome.verdict,
                "why": one.outcome.why,
                "id": one.outcome.id,
                "proof": one.outcome.proof,
                "withdrawn": one.withdrawn,
                "looks_like": likes.get((one.account.platform, one.account.handle)),
            }
        )


def _name(one: Tried) -> str:
    account = one.account
    whose = account.player or account.club or account.source or "nobody"
    return f"{account.platform} @{account.handle} ({account.role} {whose})"
