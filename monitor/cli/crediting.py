"""`lastdance sources`: how often each source was right."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.markup import escape

from monitor.cli import say
from monitor.cli.options import AsJson, Config, Database

if TYPE_CHECKING:
    from monitor.app.crediting import Listed

NAME: Final = 17
"""Characters of a name that are shown in the table."""

LANGUAGES: Final = 1
"""Languages of a source that are shown in the table."""


def sources(
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="SOURCE", help="One source alone (name, alias or slug), claim by claim."
        ),
    ] = None,
    config: Config = None,
    database: Database = None,
    json: AsJson = False,
) -> None:
    """List how often each source was right, those with the longest record first.

    A claim counts once its window has closed. The share is what is to be expected of the next
    claim, with where it lies in 9 of 10 cases; a source without a record yet starts weakly, from
    what is usual for its role. "first": before all others; "back": claims that it took back.
    Exit code 0: listed; 2: there is no such source.
    """
    from monitor.domain.settling import SightingError

    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database)
        from monitor.app.crediting import listed

        try:
            found = asyncio.run(listed(settings, source))
        except SightingError as error:
            say.fail(str(error), 2)
    if json:
        for one in found:
            say.print_json(_shape(one))
    elif source is None:
        columns = ("source", "role", "lang", "came true", "share", "first", "back")
        say.table("", columns, [_row(one) for one in found])
    else:
        _show(found[0])


def _row(one: Listed) -> tuple[object, ...]:
    from monitor.cli import reasoning

    credit = one.credit
    record, share = credit.record, credit.share
    known = credit.resolved > 0
    return (
        reasoning.fit(credit.name, NAME),
        _role(one),
        _languages(credit.languages),
        f"{record.came_true} of {credit.resolved}" if known else "no record yet",
        f"{share.mean:.0%} ({share.low:.0%}-{share.high:.0%})" if known else f"{share.start:.0%}",
        record.first or "",
        record.withdrawn or "",
    )


def _languages(several: Sequence[str]) -> str:
    shown = " ".join(several[:LANGUAGES])
    rest = len(several) - LANGUAGES
    return f"{shown} +{rest}" if rest > 0 else shown


def _role(one: Listed) -> str:
    role = one.credit.role
    return str(role).replace("_", " ") if role is not None else "unknown"


def _show(one: Listed) -> None:
    from monitor.cli import reasoning

    credit = one.credit
    say.out.print(f"[bold]{escape(credit.name)}[/] ({credit.record.source}, {_role(one)})")
    say.out.print(reasoning.standing(credit))
    rows = [
        (
            each.pairing.player,
            each.pairing.club,
            f"{each.at:%Y-%m-%d}",
            "came true" if each.came_true else "taken back" if each.withdrawn else "did not",
            "first" if each.first else "",
        )
        for each in one.verdicts or ()
    ]
    if rows:
        say.table("\nIts claims", ("player", "club", "counts from", "", ""), rows)


def _shape(one: Listed) -> dict[str, object]:
    from monitor.cli import shaping
    from monitor.domain.told.wire import isotime

    shape = shaping.credited(one.credit)
    if one.verdicts is None:
        return shape
    claims = [
        {
            "player": each.pairing.player,
            "club": each.pairing.club,
            "at": isotime(each.at),
            "came_true": each.came_true,
            "first": each.first,
            "withdrawn": each.withdrawn,
        }
        for each in one.verdicts
    ]
    return {**shape, "claims": claims}
