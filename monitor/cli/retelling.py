"""`lastdance reported`: the acts that texts tell of, for people to try."""

from __future__ import annotations

import json as jsonlib
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime, time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer
from rich.markup import escape

from monitor.cli import say
from monitor.cli.options import AsJson, Config
from monitor.domain.text import quote

if TYPE_CHECKING:
    from monitor.app.retelling import Question

BATCH = 256
SHOWN = 60
"""Characters of a text that are shown to a person."""

CARRIED = ("player", "club", "published", "source")
"""What is handed through from the line that was read."""

_DATE = len("2026-03-06")


def reported(
    file: Annotated[str, typer.Argument(help="JSON lines with `text`; - reads stdin.")],
    config: Config = None,
    json: AsJson = False,
) -> None:
    """Say which acts texts tell of: who liked, followed or removed what, and whose it is.

    A line is a JSON object with `text`, and `lang`, `player`, `club`, `published`, `source` if
    known; player and club may be slugs or names, in the catalogue or not. Where the output goes
    to no terminal it is JSON lines. Exit code 0: all lines were read; 1: some could not be.
    """
    with say.plainly():
        settings = say.read_settings(config, os.environ)
        from monitor.app.parts import read_catalogue
        from monitor.app.retelling import plain, read_told
        from monitor.judges.language import Languages
        from monitor.judges.names import Names
        from monitor.judges.spotting import Spotting

        catalogue = read_catalogue(settings)
        spotting, linguist = Spotting(catalogue, Names(catalogue)), Languages()
        reader = _Lines(file)
        with reader.opened() as stream:
            lines = reader.read(stream)
            while batch := list(islice(lines, BATCH)):
                asked = [question for _, question in batch]
                for (given, _), (lang, told) in zip(
                    batch, read_told(asked, catalogue, spotting, linguist), strict=True
                ):
                    acts = [plain(one) for one in told]
                    if json or not sys.stdout.isatty():
                        say.print_json(_carried(given) | {"lang": lang, "acts": acts})
                    else:
                        _show(str(given["text"]), acts)
    if reader.faults:
        raise typer.Exit(1)


class _Lines:
    """The lines of a file or of stdin; those that can't be read are told and left out."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.faults = 0

    def opened(self) -> Any:
        if self._file == "-":
            return nullcontext(sys.stdin)
        return Path(self._file).open(encoding="utf-8", errors="replace")

    def read(self, stream: TextIO) -> Iterator[tuple[Mapping[str, Any], Question]]:
        from monitor.app.clock import SystemClock
        from monitor.app.retelling import Question

        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            given = _object(line)
            fault = _fault(given)
            if given is None or fault:
                self.faults += 1
                say.err.print(f"[bold red]error:[/] {escape(f'{self._file}:{number}: {fault}')}")
                continue
            published = given.get("published")
            yield (
                given,
                Question(
                    text=given["text"],
                    published=_moment(published) if published else SystemClock().now(),
                    lang=given.get("lang") or None,
                    player=given.get("player") or None,
                    club=given.get("club") or None,
                ),
            )


def _object(line: str) -> Mapping[str, Any] | None:
    try:
        given = jsonlib.loads(line)
    except (ValueError, RecursionError):
        return None
    return given if isinstance(given, dict) else None


def _fault(given: Mapping[str, Any] | None) -> str:
    """Return what is wrong with a line and what to do, or nothing."""
    if given is None:
        return 'no JSON object; write {"text": "...", "lang": "en"} on a line of its own'
    if not isinstance(given.get("text"), str):
        return 'no `text`; write {"text": "...", "lang": "en"}'
    for name in ("lang", "player", "club", "published"):
        if not isinstance(given.get(name), str | None):
            return f"`{name}` is no text; put it into quotes, or leave it out"
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


def _carried(given: Mapping[str, Any]) -> dict[str, object]:
    return {"text": given["text"]} | {name: given[name] for name in CARRIED if name in given}


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
