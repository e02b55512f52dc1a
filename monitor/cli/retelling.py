"""`lastdance reported`: the acts that texts tell of, for people to try."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from monitor.cli import say
from monitor.cli.options import AsJson, Config
from monitor.cli.texts import SHOWN, Given, Texts, carried
from monitor.domain.text import quote

if TYPE_CHECKING:
    from monitor.app.retelling import Question

_DATE = len("2026-03-06")


def reported(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="JSON lines with `text`; - reads stdin.")
    ],
    config: Config = None,
    json: AsJson = False,
) -> None:
    """Say which acts texts tell of: who liked, followed or removed what, and whose it is.

    A line is a JSON object with `text`, and `lang`, `player`, `club`, `published`, `source` if
    known; player and club may be slugs or names, in the catalogue or not. Where the output goes
    to no terminal it is JSON lines. Exit code 0: all lines were read; 1: some could not be; 2: the
    file can't be.
    """
    with say.plainly():
        settings = say.read_settings(config, os.environ)
        from monitor.app.almanac import read_catalogue
        from monitor.app.retelling import plain, read_told
        from monitor.judges.language import Languages
        from monitor.judges.names import Names
        from monitor.judges.spotting import Spotting

        catalogue = read_catalogue(settings)
        spotting, linguist = Spotting(catalogue, Names(catalogue)), Languages()
        texts = Texts(file, ("lang", "player", "club", "published"), _fault)
        for batch in texts.batches():
            found = read_told([_question(given) for given in batch], catalogue, spotting, linguist)
            for given, (lang, told) in zip(batch, found, strict=True):
                acts = [plain(one) for one in told]
                if json or not sys.stdout.isatty():
                    say.print_json(carried(given) | {"lang": lang, "acts": acts})
                else:
                    _show(str(given["text"]), acts)
    if texts.faults:
        raise typer.Exit(1)


def _question(given: Given) -> Question:
    from monitor.app.clock import SystemClock
    from monitor.app.retelling import Question

    published = given.get("published")
    return Question(
        text=given["text"],
        published=_moment(published) if published else SystemClock().now(),
        lang=given.get("lang") or None,
        player=given.get("player") or None,
        club=given.get("club") or None,
    )


def _fault(given: Given) -> str:
    try:
        _moment(given.get("published") or "2026-03-06")
    except (ValueError, OverflowError):
        return f"`published` {given['published']!r} is no time; write 2026-03-06T18:00:00Z"
    return ""


def _moment(said: str) -> datetime:
    """Return a time; of a date its end, of a time without an offset that in UTC.

    Raises:
        ValueError: It is none.
    """
    found = datetime.fromisoformat(said.strip())
    if len(said.strip()) == _DATE:
        found = datetime.combine(found.date(), time.max)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _show(text: str, acts: Sequence[Mapping[str, object]]) -> None:
    rows = [
        (
            _who(act),
            str(act["doing"]).replace("_", " "),
            f"{act['object']}{' of ' + str(act['author']) if act['author'] else ''}",
            act["platform"] or "",
            f"{str(act['since'] or '')[:16]} to {str(act['until'])[:16]}",
            ", ".join(word for word in ("hedged", "denied") if act[word]),
        )
        for act in acts
    ]
    say.out.print(escape(quote(text, SHOWN)), style="bold")
    if rows:
        say.table("", ("who", "did", "what", "where", "when", ""), rows)
    else:
        say.out.print("  tells of no act", style="dim")


def _who(act: Mapping[str, object]) -> str:
    whom = str(act["player"] or act["club"] or "")
    role = str(act["role"] or "someone close")
    if act["role"] == "player" and act["club"]:
        return f"{act['count'] or 'several'} players of {whom}"
    return whom if role in {"player", "club"} else f"{role} of {whom}" if whom else role
