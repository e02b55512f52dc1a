"""`lastdance claims`: what texts claim about transfers, for people to try."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli import say
from monitor.cli.options import AsJson, Config
from monitor.cli.texts import SHOWN, Given, Texts, carried
from monitor.domain.text import quote

if TYPE_CHECKING:
    from monitor.app.hearing import Asked


def claims(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="JSON lines with `text`; - reads stdin.")
    ],
    config: Config = None,
    json: AsJson = False,
) -> None:
    """Say what texts claim about transfers: stage, reserve, source, stance, and the words.

    A line is a JSON object with `text`, and `lang`, `player`, `club`, `published`, `source` if
    known; player and club may be slugs or names, in the catalogue or not; `reply` tells whether
    the text answers another. Where the output goes to no terminal it is JSON lines. Exit code 0:
    all lines were read; 1: some could not be; 2: the file can't be.
    """
    with say.plainly():
        settings = say.read_settings(config, os.environ)
        from monitor.app.almanac import read_catalogue
        from monitor.app.hearing import read_claims
        from monitor.judges.casting import Casting
        from monitor.judges.language import Languages
        from monitor.judges.names import Names
        from monitor.judges.stages import Stages
        from monitor.judges.stances import Stances

        catalogue = read_catalogue(settings)
        casting = Casting(catalogue, Names(catalogue))
        judges = Languages(), Stages(), Stances()
        texts = Texts(file, ("lang", "player", "club"), _fault)
        for batch in texts.batches():
            found = read_claims([_asked(given) for given in batch], casting, *judges)
            told = list(zip(batch, found, strict=True))
            if json or not sys.stdout.isatty():
                for given, said in told:
                    say.print_json(carried(given) | said)
            else:
                _show(told)
    if texts.faults:
        raise typer.Exit(1)


def _asked(given: Given) -> Asked:
    from monitor.app.hearing import Asked

    return Asked(
        text=given["text"],
        lang=given.get("lang") or None,
        player=given.get("player") or None,
        club=given.get("club") or None,
        starts=given.get("reply") is False,
    )


def _fault(given: Given) -> str:
    if not isinstance(given.get("reply"), bool | None):
        return "`reply` is neither true nor false; write one of them, or leave it out"
    return ""


def _show(told: list[tuple[Given, dict[str, object]]]) -> None:
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
