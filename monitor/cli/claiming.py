"""`lastdance claims`: what texts claim about transfers, for people to try."""

from __future__ import annotations

import json as jsonlib
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer
from rich.markup import escape

from monitor.cli import say
from monitor.cli.options import AsJson, Config
from monitor.domain.text import quote

if TYPE_CHECKING:
    from monitor.app.hearing import Asked

BATCH = 256
SHOWN = 60
"""Characters of a text that are shown to a person."""

CARRIED = ("player", "club", "published", "source", "reply")
"""What is handed through from the line that was read."""


def claims(
    file: Annotated[str, typer.Argument(help="JSON lines with `text`; - reads stdin.")],
    config: Config = None,
    json: AsJson = False,
) -> None:
    """Say what texts claim about transfers: stage, reserve, source, stance, and the words.

    A line is a JSON object with `text`, and `lang`, `player`, `club`, `published`, `source` if
    known; player and club may be slugs or names, in the catalogue or not; `reply` tells whether
    the text answers another. Where the output goes to no terminal it is JSON lines. Exit code 0:
    all lines were read; 1: some could not be.
    """
    with say.plainly():
        settings = say.read_settings(config, os.environ)
        from monitor.app.hearing import read_claims
        from monitor.app.parts import read_catalogue
        from monitor.judges.casting import Casting
        from monitor.judges.language import Languages
        from monitor.judges.names import Names
        from monitor.judges.stages import Stages
        from monitor.judges.stances import Stances

        catalogue = read_catalogue(settings)
        casting = Casting(catalogue, Names(catalogue))
        judges = Languages(), Stages(), Stances()
        reader = _Lines(file)
        told: list[tuple[Mapping[str, Any], dict[str, object]]] = []
        with reader.opened() as stream:
            lines = reader.read(stream)
            while batch := list(islice(lines, BATCH)):
                found = read_claims([asked for _, asked in batch], casting, *judges)
                told = [(given, said) for (given, _), said in zip(batch, found, strict=True)]
                if json or not sys.stdout.isatty():
                    for given, said in told:
                        say.print_json(_carried(given) | said)
                else:
                    _show(told)
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

    def read(self, stream: TextIO) -> Iterator[tuple[Mapping[str, Any], Asked]]:
        from monitor.app.hearing import Asked

        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            given = _object(line)
            fault = _fault(given)
            if given is None or fault:
                self.faults += 1
                say.err.print(f"[bold red]error:[/] {escape(f'{self._file}:{number}: {fault}')}")
                continue
            yield (
                given,
                Asked(
                    text=given["text"],
                    lang=given.get("lang") or None,
                    player=given.get("player") or None,
                    club=given.get("club") or None,
                    starts=given.get("reply") is False,
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
    for name in ("lang", "player", "club"):
        if not isinstance(given.get(name), str | None):
            return f"`{name}` is no text; put it into quotes, or leave it out"
    if not isinstance(given.get("reply"), bool | None):
        return "`reply` is neither true nor false; write one of them, or leave it out"
    return ""


def _carried(given: Mapping[str, Any]) -> dict[str, object]:
    return {"text": given["text"]} | {name: given[name] for name in CARRIED if name in given}


def _show(told: list[tuple[Mapping[str, Any], dict[str, object]]]) -> None:
    rows = [
        (
            quote(str(given["text"]), SHOWN),
            said["stage"] or "no claim",
            "hedged" if said["hedged"] and said["stage"] else "",
            said["attributed_to"] or "",
            said["stance"],
            said["cue"] or "",
            ", ".join(map(str, said["notes"])) if isinstance(said["notes"], list) else "",
        )
        for given, said in told
    ]
    say.table("", ("text", "claims", "", "source", "stance", "cue", "notes"), rows)
