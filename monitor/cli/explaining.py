"""`lastdance explain`: what is known about a pairing or an alert, and why."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from monitor.cli import say
from monitor.cli.options import AsJson, Config, Database

if TYPE_CHECKING:
    from monitor.domain.catalogue import Catalogue, Pairing
    from monitor.ports import Seen, Told


def explain(
    subject: Annotated[
        str | None,
        typer.Argument(metavar="SUBJECT", help="A player (name or slug), or an alert's id."),
    ] = None,
    club: Annotated[
        str | None, typer.Argument(metavar="CLUB", help="A club, where the first is a player.")
    ] = None,
    text: Annotated[
        str | None, typer.Option(help="Words: say what they would be linked to, and why.")
    ] = None,
    posts: Annotated[
        bool, typer.Option("--posts", help="The newest posts instead, and why each counts.")
    ] = False,
    config: Config = None,
    database: Database = None,
    json: AsJson = False,
) -> None:
    """Say how likely a player's move to a club is, why, who says so, and what would change it.

    `lastdance explain "Sergio Ramos" "Real Madrid"`

    It stands as it was last weighed. With an alert's id instead: what was told, why, and to whom.
    With --text: what those words would be linked to, and which names in them could mean others.
    """
    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database)
        from monitor.app import ledger

        if text is not None:
            _words(asyncio.run(ledger.read(settings)).catalogue(settings), text)
            return
        if subject is None:
            say.fail("give a player and a club, an alert's id, or --text WORDS.", 2)
        url = settings.storage.url.get_secret_value()
        if club is None:
            _alert(subject, asyncio.run(_told(url, subject)), json=json)
            return
        catalogue = asyncio.run(ledger.read(settings)).catalogue(settings)
        pairing = _pairing(catalogue, subject, club)
        if posts:
            _posts(catalogue, pairing, asyncio.run(_seen(url, pairing)), json=json)
            return
        from monitor.app.inquiry import ask

        findings = asyncio.run(ask(settings, catalogue, pairing))
    from monitor.cli import reasoning, shaping

    if json:
        say.print_json(shaping.shape(findings))
    else:
        reasoning.show(findings)


def _words(catalogue: Catalogue, text: str) -> None:
    from monitor.app.clock import SystemClock
    from monitor.domain.names.linking import link
    from monitor.domain.text import fold
    from monitor.judges.names import Names

    folded = fold(text)
    linked = link(
        Names(catalogue).find(folded),
        catalogue=catalogue,
        text=text,
        folded=folded,
        account=None,
        inherited=(),
        subject_clubs=(),
        on=SystemClock().now().date(),
    )
    rows = [(str(one.pairing), one.part, "; ".join(one.why)) for one in linked.links]
    if rows:
        say.table("", ("pairing", "part of the club", "why"), rows)
    else:
        say.out.print("These words link to nothing that is watched.")
    for reason in linked.left_out:
        say.out.print(f"  left out: {escape(reason)}")


async def _told(url: str, alert: str) -> Told | None:
    from storage import open_store

    store = await open_store(url)
    try:
        return await store.reader.alert(alert)
    finally:
        await store.close()


async def _seen(url: str, pairing: Pairing) -> list[Seen]:
    from storage import open_store

    store = await open_store(url)
    try:
        return list(await store.reader.mentions(pairing.player, pairing.club))
    finally:
        await store.close()


def _pairing(catalogue: Catalogue, player: str, club: str) -> Pairing:
    from monitor.domain.catalogue import Pairing
    from monitor.domain.settling import LISTED, SightingError, find

    try:
        return Pairing(
            find(player, catalogue.players, "player", "player", LISTED).slug,
            find(club, catalogue.clubs, "club", "club", LISTED).slug,
        )
    except SightingError as error:
        return say.fail(str(error), 2)


def _alert(ident: str, told: Told | None, *, json: bool) -> None:
    if told is None:
        say.fail(f"there is no alert {ident!r}; for a pairing give a player and a club.", 2)
    if json:
        import msgspec

        say.print_json(msgspec.to_builtins(told, builtin_types=(bytes,)))
        return
    alert = told.notices[-1].alert
    say.hang("", alert.title, "bold")
    say.hang("", alert.text)
    say.out.print()
    for heading, sentences in (
        ("How we know", alert.how_we_know),
        ("Why it was told", alert.reasons),
        ("What is not known", alert.unknown),
    ):
        say.out.print(f"[bold]{heading}[/]")
        for sentence in sentences:
            say.hang("  ", sentence)
    rows = [(f"{n.alert.told_at:%Y-%m-%d %H:%M}", n.kind, n.alert.title) for n in told.notices]
    say.table("\nWhat was told", ("when (UTC)", "kind", "title"), rows)
    sent = [(s.receiver, s.kind, s.state, s.attempts, s.last_detail or "") for s in told.sent]
    if sent:
        say.table("\nTo whom", ("receiver", "kind", "state", "attempts", "last answer"), sent)
    else:
        say.out.print("\nTo nobody: no receiver is configured for this alert.")


def _posts(catalogue: Catalogue, pairing: Pairing, seen: list[Seen], *, json: bool) -> None:
    import msgspec

    from monitor.domain.discretion import quotable

    seen = [replace(one, quote=one.quote and quotable(one.quote, catalogue)) for one in seen]
    if json:
        for one in seen:
            say.print_json(msgspec.to_builtins(one))
        return
    player = catalogue.players[pairing.player].name
    club = catalogue.clubs[pairing.club].name
    said = f"the {len(seen)} newest activities" if seen else "nothing is stored about them"
    say.out.print(f"[bold]{escape(player)} and {escape(club)}[/]: {said}")
    if not seen:
        return
    rows = [
        (
            f"{one.at:%Y-%m-%d %H:%M}" if one.at else "no time",
            f"{one.verb}{' (ended)' if one.ended else ''}",
            f"@{one.who}" if one.who else "not named",
            "; ".join(one.mention.link.why),
            one.mention.topic,
            "" if one.mention.sentiment is None else f"{one.mention.sentiment:+.2f}",
            one.quote or "",
        )
        for one in seen
    ]
    say.table("", ("when (UTC)", "act", "who", "why it counts", "topic", "mood", "words"), rows)
