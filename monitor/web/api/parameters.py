"""What can be asked by parameters: how each is read, and how the document describes it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any, Final

from monitor.domain.desk.logbook import Hand
from monitor.web.api.problem import ProblemError

FIRST: Final = datetime.min.replace(tzinfo=UTC)
LAST: Final = datetime.max.replace(tzinfo=UTC)

MOST: Final = 200
"""Longest page that can be asked for."""

USUAL: Final = 50

_SLUG: Final = "[a-z0-9-]{1,80}"
_UUID: Final = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_WHOLE: Final = re.compile(r"[0-9]{1,9}", re.ASCII)
_TIME: Final = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}):(\d{2})(\.\d{1,12})?([Zz]|[+-]\d{2}:\d{2})", re.ASCII
)
_LEAP: Final = "60"


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something that can be asked.

    Attributes:
        place: `query` or `path`.
        pattern: What it must look like, as a regular expression.
        schema: Its JSON Schema, as far as the pattern doesn't say it.
    """

    name: str
    place: str
    description: str
    schema: Mapping[str, Any] = field(default_factory=dict)
    pattern: str | None = None

    def described(self) -> dict[str, Any]:
        """Return it as the document has it."""
        schema: dict[str, Any] = {"type": "string", **self.schema}
        if self.pattern is not None:
            schema["pattern"] = f"^{self.pattern}$"
        return {
            "name": self.name,
            "in": self.place,
            "required": self.place == "path",
            "description": self.description,
            "schema": schema,
        }


SINCE: Final = Parameter(
    "since",
    "query",
    "Only what is from then on. RFC 3339, with an offset.",
    {"format": "date-time"},
)
UNTIL: Final = Parameter(
    "until", "query", "Only what is before then. RFC 3339, with an offset.", {"format": "date-time"}
)
LIMIT: Final = Parameter(
    "limit", "query", "Longest page.",
    {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
)  # fmt: skip
AFTER: Final = Parameter(
    "after", "query", "What `next` of the page before was.", {"minLength": 1, "maxLength": 400},
)  # fmt: skip
PLAYER: Final = Parameter("player", "query", "Slug of a player.", pattern=_SLUG)
CLUB: Final = Parameter("club", "query", "Slug of a club.", pattern=_SLUG)
PUSHED: Final = Parameter(
    "pushed", "query", "Only what was meant to interrupt somebody.",
    {"enum": ["true", "false"], "default": "false"},
)  # fmt: skip

THE_PLAYER: Final = Parameter("player", "path", "Slug of the player.", pattern=_SLUG)
THE_CLUB: Final = Parameter("club", "path", "Slug of the club.", pattern=_SLUG)
THE_SOURCE: Final = Parameter("source", "path", "Slug of the source.", pattern=_SLUG)
THE_ALERT: Final = Parameter("alert", "path", "Id of the alert.", {"format": "uuid"}, _UUID)
THE_STORY: Final = Parameter("story", "path", "Id of the story.", {"format": "uuid"}, _UUID)
THE_LINK: Final = Parameter("link", "path", "Id of the link.", {"format": "uuid"}, _UUID)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody asks, read and within bounds.

    Attributes:
        words: Parameters that are words: slugs, ids.
        body: What was sent, of an operation that takes something.
        hand: Who asks, as it is written down.
    """

    since: datetime = FIRST
    until: datetime = LAST
    limit: int = USUAL
    after: str | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    hand: Hand = field(default_factory=lambda: Hand(""))

    def __getitem__(self, name: str) -> str:
        return self.words[name]

    def get(self, name: str) -> str | None:
        """Return the word that was given as *name*."""
        return self.words.get(name)

    def span(
        self, usual: timedelta, longest: timedelta, now: datetime
    ) -> tuple[datetime, datetime]:
        """Return since and until, by default the *usual* time before *now*.

        Raises:
            ProblemError: It is longer than the *longest*.
        """
        until = now if self.until == LAST else self.until
        since = self.since
        if since == FIRST:
            since = until - min(usual, until - FIRST)
        if until - since > longest:
            days = longest // timedelta(days=1)
            cure = f"At most {days} days at once: give a later since, or an earlier until."
            raise ProblemError(cure, "since", HTTPStatus.UNPROCESSABLE_ENTITY)
        return since, until


def read(
    known: Sequence[Parameter], query: Sequence[tuple[str, str]], path: Mapping[str, str]
) -> Asked:
    """Return what is asked.

    Raises:
        ProblemError: A parameter is unknown, given twice, or not as it must be.
    """
    by_name = {one.name: one for one in known if one.place == "query"}
    given: dict[str, str] = {}
    for name, value in query:
        if name not in by_name:
            may = ", ".join(by_name) or "none"
            raise ProblemError(f"There is no such parameter here. Known: {may}.", name[:40])
        if name in given:
            raise ProblemError("It is given twice. Give it once.", name)
        given[name] = value
    fields: dict[str, Any] = {"words": dict(path)}
    for name, value in given.items():
        match name:
            case "since" | "until":
                fields[name] = _time(value, name)
            case "limit":
                fields[name] = _limit(value)
            case "after":
                fields[name] = value
            case _:
                fields["words"][name] = _word(value, by_name[name])
    asked = Asked(**fields)
    if asked.since >= asked.until:
        cure = "It is not after since: nothing lies between. Give a later until."
        raise ProblemError(cure, "until", HTTPStatus.UNPROCESSABLE_ENTITY)
    return asked


def _time(text: str, name: str) -> datetime:
    found = _TIME.fullmatch(text)
    if found is None:
        raise ProblemError(
            "It is no time with an offset. Give one such as 2026-08-05T09:00:00Z; in an address "
            "a + must be written %2B.",
            name,
        )
    day, clock, seconds, fraction, offset = found.groups()
    leap = seconds == _LEAP
    micros = (fraction or ".0")[:7]
    try:
        there = datetime.fromisoformat(
            f"{day}T{clock}:{'59' if leap else seconds}{micros:0<7}{offset.upper()}"
        )
    except ValueError:
        raise ProblemError("There is no such day, or time of day.", name) from None
    try:
        return there.astimezone(UTC) + timedelta(seconds=leap)
    except OverflowError:
        return FIRST if there.year == 1 else LAST


def _limit(text: str) -> int:
    if _WHOLE.fullmatch(text) and 1 <= int(text) <= MOST:
        return int(text)
    raise ProblemError(f"It is no number from 1 to {MOST}.", "limit")


def _word(text: str, parameter: Parameter) -> str:
    allowed = parameter.schema.get("enum")
    if allowed is not None and text not in allowed:
        raise ProblemError(f"It is none of {', '.join(allowed)}.", parameter.name)
    if parameter.pattern is not None and not re.fullmatch(parameter.pattern, text):
        raise ProblemError(
            "It is no slug: 1 to 80 small letters, digits and hyphens, as `slug` in answers.",
            parameter.name,
        )
    return text
