"""Tables as CSV (RFC 4180, UTF-8), line by line; the same to a browser and to a command.

A cell that a spreadsheet would run as a formula gets an apostrophe before it.
"""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from monitor.domain.told.wire import isotime, plain
from monitor.ports import Counts
from monitor.web.api import answers
from monitor.web.api.loudness import Loud, loud
from monitor.web.api.newsstand import Newsstand
from monitor.web.api.parameters import Asked
from monitor.web.api.shapes.alert import Listed
from monitor.web.api.shapes.others import Source, Story
from monitor.web.api.shapes.pairing import Claim, Deed, Estimated
from monitor.web.desk import Desk

KIND: Final = "text/csv; charset=utf-8; header=present"

LONGEST: Final = 200_000
"""Rows of one table at most."""

FIRST: Final = 100
"""Rows of the first piece: it should begin at once."""

PIECE: Final = 2_000
"""Rows that are read and written at once."""

_FORMULA: Final = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
    "|",
    "%",
)

Cell = str | int | float | bool | datetime | None
Read = Callable[[Desk, Newsstand, Asked], Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table.

    Attributes:
        columns: Their names.
        read: Answers a page of it.
        row: The cells of one item.
    """

    name: str
    columns: tuple[str, ...]
    read: Read
    row: Callable[[Any], Sequence[Cell]]


async def lines(
    sheet: Sheet, desk: Desk, stand: Newsstand, asked: Asked
) -> AsyncGenerator[bytes, None]:
    """Yield *sheet* in pieces, its head first; 200,000 rows at most.

    Raises:
        ProblemError: What is asked for isn't there, before anything was yielded.
    """
    page = await sheet.read(desk, stand, replace(asked, limit=FIRST))
    yield written([sheet.columns])
    rows = 0
    while True:
        rows += len(page.items)
        if page.items:
            yield await asyncio.to_thread(written, map(sheet.row, page.items))
        if page.next is None or rows >= LONGEST:
            return
        page = await sheet.read(desk, stand, replace(asked, limit=PIECE, after=page.next))


def written(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return *rows* as they stand in the file."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(map(cell, row) for row in rows)
    return out.getvalue().encode()


def cell(value: Cell) -> str:
    """Return a value as it stands in a cell: no text is a formula, and none breaks its line."""
    if type(value) is int:  # most are
        return str(value)
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case datetime():
            return isotime(value)
    text = " ".join(plain(str(value)).split())
    return f"'{text}" if text.startswith(_FORMULA) else text


def _bucket(one: Counts) -> Sequence[Cell]:
    return (
        one.start, one.connector, one.mentions, one.transfer, one.late, one.authors, one.talkers
    )  # fmt: skip


def _strength(one: Estimated) -> Sequence[Cell]:
    it = one.strength
    return one.at, it.evidence, it.probability, it.low, it.high, it.week, it.model


def _act(one: Deed) -> Sequence[Cell]:
    return (
        one.at, one.handle, one.role, one.platform, one.verb, one.provenance, one.reports,
        one.copies, one.ended, one.denied, one.alert,
    )  # fmt: skip


def _claim(one: Claim) -> Sequence[Cell]:
    source = one.source.slug if one.source is not None else None
    return (
        one.at, one.who, source, one.role, one.platform, one.stage, one.stance, one.hedged,
        one.cites, one.quote, one.url,
    )  # fmt: skip


def _alert(one: Listed) -> Sequence[Cell]:
    it = one.alert
    return (
        it.told_at, it.alert, one.type, it.status, it.severity, it.pairing.player.name,
        it.pairing.club.name, it.title, it.text, it.strength.evidence, it.strength.probability,
        it.buzz.authors if it.buzz is not None else None,
        it.buzz.expected if it.buzz is not None else None,
        one.held, it.url,
    )  # fmt: skip


def _story(one: Story) -> Sequence[Cell]:
    return (
        one.last_at, one.id, one.player.name, one.club.name, one.title, one.opened_at,
        one.closed_at, one.alert, one.url,
    )  # fmt: skip


def _pairing(one: Loud) -> Sequence[Cell]:
    it, estimate = one.pairing, one.pairing.estimate
    return (
        it.pairing.player.slug, it.pairing.player.name, it.pairing.club.slug,
        it.pairing.club.name, it.watched_since, it.state, one.at, one.authors, one.expected,
        estimate.strength.evidence if estimate is not None else None,
        estimate.strength.probability if estimate is not None else None,
        it.url,
    )  # fmt: skip


def _source(one: Source) -> Sequence[Cell]:
    record, share = one.record, one.credibility
    return (
        one.source.slug, one.source.name, one.role, record.came_true, record.failed, record.first,
        record.withdrawn, round(share.mean, 4), round(share.low, 4), round(share.high, 4),
    )  # fmt: skip


BUCKETS: Final = Sheet(
    "buckets",
    ("start", "connector", "mentions", "transfer", "late", "authors", "talkers"),
    answers.counted,
    _bucket,
)
STRENGTHS: Final = Sheet(
    "strengths",
    ("at", "evidence", "probability", "low", "high", "week", "model"),
    answers.strengths,
    _strength,
)
ACTS: Final = Sheet(
    "acts",
    (
        "at", "handle", "role", "platform", "verb", "provenance", "reports", "copies", "ended",
        "denied", "alert",
    ),
    answers.acts,
    _act,
)  # fmt: skip
CLAIMS: Final = Sheet(
    "claims",
    (
        "at", "who", "source", "role", "platform", "stage", "stance", "hedged", "cites", "quote",
        "url",
    ),
    answers.claims,
    _claim,
)  # fmt: skip
ALERTS: Final = Sheet(
    "alerts",
    (
        "told_at", "alert", "type", "status", "severity", "player", "club", "title", "text",
        "evidence", "probability", "authors", "expected", "held", "url",
    ),
    answers.told,
    _alert,
)  # fmt: skip
STORIES: Final = Sheet(
    "stories",
    (
        "last_at", "story", "player", "club", "title", "opened_at", "closed_at", "alert", "url",
    ),
    answers.stories,
    _story,
)  # fmt: skip
PAIRINGS: Final = Sheet(
    "pairings",
    (
        "player", "player_name", "club", "club_name", "watched_since", "state", "buzz_at",
        "authors", "expected", "evidence", "probability", "url",
    ),
    loud,
    _pairing,
)  # fmt: skip
SOURCES: Final = Sheet(
    "sources",
    (
        "source", "name", "role", "came_true", "failed", "first", "withdrawn", "credibility",
        "low", "high",
    ),
    answers.sources,
    _source,
)  # fmt: skip

OF_PAIRING: Final = (BUCKETS, STRENGTHS, ACTS, CLAIMS)
"""Tables of one pairing."""

OF_ALL: Final = (ALERTS, STORIES, PAIRINGS, SOURCES)
