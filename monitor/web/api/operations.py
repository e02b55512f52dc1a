"""The one table of what programs can ask: routes and document both read it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from pydantic import BaseModel

from monitor.web.api import answers, sheets
from monitor.web.api.newsstand import Newsstand
from monitor.web.api.parameters import (
    AFTER,
    CLUB,
    LIMIT,
    PLAYER,
    PUSHED,
    SINCE,
    THE_ALERT,
    THE_CLUB,
    THE_LINK,
    THE_PLAYER,
    THE_SOURCE,
    THE_STORY,
    UNTIL,
    Asked,
    Parameter,
)
from monitor.web.api.shapes import alert as alerts
from monitor.web.api.shapes import others, pairing
from monitor.web.desk import Desk

ROOT: Final = "/api/v1"

Answering = Callable[[Desk, Newsstand, Asked], Awaitable[BaseModel]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """Something that can be asked, and is answered in JSON.

    Attributes:
        path: Below `ROOT`, with its parameters by name.
        summary: A sentence that says what it answers.
        shape: Of the answer.
        does: Answers it.
        takes: Shape of what must be sent; None = nothing is.
        status: Of the answer.
    """

    method: str = "GET"
    path: str
    summary: str
    shape: type[BaseModel]
    does: Answering
    parameters: tuple[Parameter, ...] = ()
    takes: type[BaseModel] | None = None
    status: HTTPStatus = HTTPStatus.OK

    @property
    def name(self) -> str:
        """Its name in the document."""
        return self.does.__name__.replace("_", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A table that can be had as CSV.

    Attributes:
        sheet: What it holds.
    """

    path: str
    summary: str
    sheet: sheets.Sheet
    parameters: tuple[Parameter, ...] = (SINCE, UNTIL)

    @property
    def name(self) -> str:
        """Its name in the document."""
        return f"{self.sheet.name}-csv"


_PAIR: Final = (THE_PLAYER, THE_CLUB)
_PAGED: Final = (SINCE, UNTIL, LIMIT, AFTER)
_OF_PAIR: Final = "/pairings/{player}/{club}"

OPERATIONS: Final = (
    Operation(
        path="/status",
        summary="How the daemon is doing: what it reads, and how far it has come.",
        shape=others.Daemon,
        does=answers.status,
    ),
    Operation(
        path="/pairings",
        summary="Watched pairings with how each stands, by name.",
        shape=pairing.Pairings,
        does=answers.pairings,
        parameters=(PLAYER, CLUB, LIMIT, AFTER),
    ),
    Operation(
        path=_OF_PAIR,
        summary="One pairing: its buzz, its strength with the reasons, its mood.",
        shape=pairing.Portrait,
        does=answers.portrait,
        parameters=_PAIR,
    ),
    Operation(
        path=f"{_OF_PAIR}/buckets",
        summary="What was counted in five minutes by each source, oldest first.",
        shape=pairing.Buckets,
        does=answers.buckets,
        parameters=(*_PAIR, *_PAGED),
    ),
    Operation(
        path=f"{_OF_PAIR}/strengths",
        summary="How strong the rumour was, whenever that changed, oldest first.",
        shape=pairing.Strengths,
        does=answers.strengths,
        parameters=(*_PAIR, *_PAGED),
    ),
    Operation(
        path=f"{_OF_PAIR}/acts",
        summary="Acts of people who matter, each once, oldest first; 400 days at most.",
        shape=pairing.Deeds,
        does=answers.acts,
        parameters=(*_PAIR, *_PAGED),
    ),
    Operation(
        path=f"{_OF_PAIR}/claims",
        summary="What public accounts claim, newest first.",
        shape=pairing.Claims,
        does=answers.claims,
        parameters=(*_PAIR, *_PAGED),
    ),
    Operation(
        path="/stories",
        summary="Stories, those first of which something was told last.",
        shape=others.Stories,
        does=answers.stories,
        parameters=(PLAYER, *_PAGED),
    ),
    Operation(
        path="/stories/{story}",
        summary="One story: what it rests on, and all that was told of it.",
        shape=others.Saga,
        does=answers.saga,
        parameters=(THE_STORY,),
    ),
    Operation(
        path="/alerts",
        summary="Alerts as they stand, those first that were told last.",
        shape=alerts.Alerts,
        does=answers.told,
        parameters=(PLAYER, CLUB, PUSHED, *_PAGED),
    ),
    Operation(
        path="/alerts/{alert}",
        summary="One alert with all that was told, to whom, and what they said.",
        shape=alerts.History,
        does=answers.alert,
        parameters=(THE_ALERT,),
    ),
    Operation(
        path="/sources",
        summary="Sources of the catalogue with how often they were right, by name.",
        shape=others.Sources,
        does=answers.sources,
        parameters=(LIMIT, AFTER),
    ),
    Operation(
        path="/sources/{source}",
        summary="One source with what its claims came to.",
        shape=others.Credit,
        does=answers.source,
        parameters=(THE_SOURCE,),
    ),
    Operation(
        path="/activity",
        summary="What was said about all that is watched, by hour and source; by default of the "
        "last 24 hours, and of 7 days at most.",
        shape=others.Activity,
        does=answers.activity,
        parameters=(SINCE, UNTIL),
    ),
    Operation(
        path="/links",
        summary="Links that show a story to whoever has them. Operators only.",
        shape=others.Links,
        does=answers.links,
    ),
    Operation(
        method="POST",
        path="/links",
        summary="Share a story by a link that ends. Operators only.",
        shape=others.Link,
        does=answers.add_link,
        takes=others.NewLink,
        status=HTTPStatus.CREATED,
    ),
    Operation(
        method="DELETE",
        path="/links/{link}",
        summary="End a link before its time. Operators only.",
        shape=others.Link,
        does=answers.end_link,
        parameters=(THE_LINK,),
    ),
)

DOWNLOADS: Final = (
    Download(
        path=f"{_OF_PAIR}/buckets.csv",
        summary="The buckets of a pairing.",
        sheet=sheets.BUCKETS,
        parameters=(*_PAIR, SINCE, UNTIL),
    ),
    Download(
        path=f"{_OF_PAIR}/strengths.csv",
        summary="How strong the rumour was.",
        sheet=sheets.STRENGTHS,
        parameters=(*_PAIR, SINCE, UNTIL),
    ),
    Download(
        path=f"{_OF_PAIR}/acts.csv",
        summary="The acts about a pairing.",
        sheet=sheets.ACTS,
        parameters=(*_PAIR, SINCE, UNTIL),
    ),
    Download(
        path=f"{_OF_PAIR}/claims.csv",
        summary="What public accounts claim about a pairing.",
        sheet=sheets.CLAIMS,
        parameters=(*_PAIR, SINCE, UNTIL),
    ),
    Download(
        path="/alerts.csv",
        summary="Alerts as they stand.",
        sheet=sheets.ALERTS,
        parameters=(PLAYER, CLUB, PUSHED, SINCE, UNTIL),
    ),
    Download(
        path="/stories.csv",
        summary="Stories.",
        sheet=sheets.STORIES,
        parameters=(PLAYER, SINCE, UNTIL),
    ),
    Download(
        path="/pairings.csv",
        summary="Watched pairings with how each stands.",
        sheet=sheets.PAIRINGS,
        parameters=(PLAYER, CLUB),
    ),
    Download(
        path="/sources.csv",
        summary="Sources with how often they were right.",
        sheet=sheets.SOURCES,
        parameters=(),
    ),
)


def routed(path: str, parameters: tuple[Parameter, ...]) -> str:
    """Return *path* as the router takes it: with what its parameters must look like."""
    patterns = {one.name: one.pattern for one in parameters if one.place == "path"}
    return re.sub(r"\{(\w+)\}", lambda found: f"{{{found[1]}:{patterns[found[1]]}}}", ROOT + path)
