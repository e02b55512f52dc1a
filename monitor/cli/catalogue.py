"""`lastdance catalogue`: who and what is known."""

from __future__ import annotations

import asyncio
import os
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from monitor.cli import say
from monitor.cli.options import AsJson, Config, Database

if TYPE_CHECKING:
    from monitor.domain.catalogue import Catalogue

app = typer.Typer(
    help="Players, clubs, sources, accounts: show, check, import them.", no_args_is_help=True
)


def _read(config: Config, database: Database) -> Catalogue:
    settings = say.read_settings(config, os.environ, storage__url=database)
    from monitor.app import ledger

    return asyncio.run(ledger.read(settings)).catalogue(settings)


@app.command("show")
def show(
    slug: Annotated[
        str | None, typer.Argument(metavar="SLUG", help="A player, club or source.")
    ] = None,
    config: Config = None,
    database: Database = None,
    json: AsJson = False,
) -> None:
    """Show what the catalogue holds, or all about one entry."""
    with say.plainly():
        catalogue = _read(config, database)
    if slug is None:
        _overview(catalogue, json=json)
        return
    for kind in (catalogue.players, catalogue.clubs, catalogue.sources):
        if slug in kind:
            _entry(kind[slug], json=json)
            return
    from monitor.settings.problem import nearest

    known = [*catalogue.players, *catalogue.clubs, *catalogue.sources]
    cure = nearest(slug, known, or_else="`lastdance catalogue show` lists all.")
    say.fail(f"the catalogue knows no {slug!r}. {cure}", 2)


def _entry(entry: object, *, json: bool) -> None:
    import msgspec

    if json:
        say.print_json(msgspec.to_builtins(entry))
        return
    for field, value in msgspec.to_builtins(entry).items():
        lines = [_plain(one) for one in value] if field == "stints" else [_plain(value)]
        for line in lines:
            say.out.print(f"[bold]{field.replace('_', ' ')}[/] {escape(line)}")


def _plain(value: object) -> str:
    from monitor.domain.catalogue import Relation

    match value:
        case None:
            return "unknown"
        case [*several]:
            return ", ".join(_plain(one) for one in several) or "none"
        case {"text": text, "ambiguous": ambiguous}:
            return f"{text} (ambiguous)" if ambiguous else str(text)
        case {"club": club, "relation": relation, "since": since, "until": until}:
            end = "now" if relation == Relation.CURRENT else "unknown"
            return f"{relation} {club}, {since or 'unknown'} to {until or end}"
        case _:
            return str(value)


def _overview(catalogue: Catalogue, *, json: bool) -> None:
    from monitor.domain.catalogue import Relation

    if json:
        import msgspec

        for kind in ("players", "clubs", "sources"):
            for entry in getattr(catalogue, kind).values():
                say.print_json({"kind": kind[:-1], **msgspec.to_builtins(entry)})
        return
    rows = []
    for player in catalogue.players.values():
        as_of = player.as_of or date.min
        current = [catalogue.clubs[c].name for c in player.clubs(Relation.CURRENT, as_of)]
        now = ", ".join(current) or "no club known"
        rows.append((player.slug, player.name, now, player.as_of or "unknown"))
    say.table("Players", ("slug", "name", "club", "as of"), rows)
    say.out.print()
    clubs = [(club.slug, club.name, club.country) for club in catalogue.clubs.values()]
    say.table("Clubs", ("slug", "name", "country"), clubs)
    say.out.print()
    sources = [(s.slug, s.name, s.role, ", ".join(s.languages)) for s in catalogue.sources.values()]
    say.table("Sources", ("slug", "name", "role", "languages"), sources)
    say.out.print()
    accounts = [
        (a.platform, f"@{a.handle}", a.standing, a.player or a.club or a.source, a.proof or "none")
        for a in catalogue.accounts
    ]
    if accounts:
        say.table("Accounts", ("platform", "handle", "ranks as", "of", "proof"), accounts)
    else:
        say.out.print("No accounts: add yours with their proof (docs/configuration.md).")
    watched = [f"{w.player or 'anybody'} / {w.club or 'any club'}" for w in catalogue.watchlist]
    say.out.print(f"\nWatched: {', '.join(sorted(watched))}")


@app.command("check")
def check(config: Config = None, database: Database = None, json: AsJson = False) -> None:
    """Check the catalogue: what is stale, unproven, ambiguous or will not be watched."""
    from monitor.app.clock import SystemClock
    from monitor.judges import register

    with say.plainly():
        catalogue = _read(config, database)
    findings = register.check(catalogue, SystemClock().now().date())
    for finding in findings:
        if json:
            say.print_json(
                {"level": finding.level, "place": finding.place, "sentence": finding.sentence}
            )
        else:
            say.out.print(
                f"[bold]{finding.level}[/] {escape(finding.place)}: {escape(finding.sentence)}"
            )
    if not json:
        say.out.print(
            f"players: {len(catalogue.players)}, clubs: {len(catalogue.clubs)}, "
            f"sources: {len(catalogue.sources)}, accounts: {len(catalogue.accounts)}; "
            f"{len(findings)} to look at"
        )
