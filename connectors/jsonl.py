"""Activities out of a file of JSON lines, or standard input: imported, or replayed in time.

A line is ours, Jetstream's or ActivityStreams' (see `connectors.wire.lines`).
"""

from __future__ import annotations

import asyncio
import io
import re
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import IO, Annotated, Final, Literal

from pydantic import Field

from connectors.contract import ConnectorConfig, Context
from connectors.wire.fields import from_micros, micros
from connectors.wire.interest import wanted
from connectors.wire.lines import decode
from connectors.wire.reading import Kinds, Unhandled, UnreadableError, cut, lines
from connectors.wire.sights import ANYTHING, Sights
from monitor.domain.activity import Activity
from monitor.domain.timing import bucket_of
from monitor.ports import Clock, DeadLetter, Page, RefusedError

__all__ = ["CAPABILITIES", "Config", "Connector", "decode"]

CAPABILITIES: Final[Sights] = ANYTHING

STDIN: Final = "-"

FULL: Final = 500
"""Lines of one page."""

CHUNK: Final = 8 << 20
"""Bytes that are read at once, about."""

SHORT: Final = timedelta(milliseconds=200)
"""A replay doesn't wait for less."""

_CURSOR: Final = re.compile(r"(\d{1,18}):(\d{1,18})(?::(\d{1,18}))?", re.ASCII)

LONGEST_GAP: Final = timedelta(days=1)
"""A replay sleeps no longer than this between two lines, whatever times they claim."""


Speed = Annotated[float, Field(ge=0.001, le=1_000_000)]


class Config(ConnectorConfig):
    """One file."""

    type: Literal["jsonl"] = Field(description="A file of JSON lines.")
    path: str = Field(
        min_length=1,
        description="The file; `-` is standard input.",
        examples=["posts.jsonl"],
    )
    mode: Literal["import", "replay"] = Field(
        default="import",
        description="`import` reads all of it at once as history; `replay` reads it in the time "
        "of its events, as if they happened now.",
    )
    speed: Speed | Literal["max"] = Field(
        default=1.0,
        description="How much faster than its events a replay goes; `max` never waits.",
    )


@dataclass(frozen=True, slots=True)
class Place:
    """How far a file is read.

    Attributes:
        offset: In bytes.
        line: In lines.
        reached: How far a replay has come in event time; None before its first activity.
    """

    offset: int = 0
    line: int = 0
    reached: datetime | None = None

    @classmethod
    def of(cls, cursor: str | None, name: str) -> Place:
        """Return the place that *cursor* says.

        Raises:
            RefusedError: It says none.
        """
        if cursor is None:
            return cls()
        found = _CURSOR.fullmatch(cursor)
        if found is None:
            raise RefusedError(f"the stored cursor of {name} is no OFFSET:LINE: {cursor[:40]!r}")
        offset, line, reached = found.groups()
        at = None if reached is None else from_micros(int(reached), "the cursor")
        return cls(int(offset), int(line), at)

    def __str__(self) -> str:
        read = f"{self.offset}:{self.line}"
        return read if self.reached is None else f"{read}:{micros(self.reached)}"


class Pace:
    """Says how long to wait so that activities come as far apart as they happened.

    Args:
        speed: How much faster; None = never wait.
    """

    def __init__(self, clock: Clock, speed: float | None) -> None:
        self._clock = clock
        self._speed = speed
        self._last: datetime | None = None
        self._due = clock.now()

    def wait(self, activity: Activity) -> timedelta:
        """Return how long to wait for *activity*; less than `SHORT` is saved up."""
        if self._speed is None:
            return timedelta(0)
        at = activity.happened_at or activity.seen_at
        gap = min(max(at - (self._last or at), timedelta(0)), LONGEST_GAP)
        self._last = at
        self._due += gap / self._speed
        wait = self._due - self._clock.now()
        return wait if wait > SHORT else timedelta(0)


@dataclass(slots=True)
class Draft:
    """A page in the making.

    Attributes:
        bucket: That of its first activity, in a replay.
    """

    connector: str
    live: bool
    bucket: datetime | None = None
    lines: int = 0
    place: Place | None = None
    reached: datetime | None = None
    activities: list[Activity] = field(default_factory=list)
    dead: list[DeadLetter] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    received: int = 0

    @property
    def full(self) -> bool:
        """Whether no more is put into it."""
        return self.lines >= FULL or self.received >= CHUNK

    def before(self, bucket: datetime | None) -> bool:
        """Whether *bucket* comes after the one of the page.

        A replay ends its pages there, so that acts and spikes come as they did live. What a page
        holds follows from its first line alone: one that was cut off goes on as it would have.
        """
        return bucket is not None and self.bucket is not None and bucket > self.bucket

    def page(self) -> Page:
        """Return it as a page."""
        return Page(
            connector=self.connector,
            activities=tuple(self.activities),
            cursor=None if self.place is None else str(self.place),
            dead=tuple(self.dead),
            dropped=dict(self.dropped),
            live=self.live,
            whole=not self.live,
            reached=self.reached,
            received=self.received,
        )


class Connector:
    """A file, read to its end; its cursor is `OFFSET:LINE`, bytes and lines that were read.

    A replay's is `OFFSET:LINE:REACHED`, with the event time that it has come to, in microseconds.
    """

    every: Final = None
    finite: Final = True

    def __init__(self, config: Config, context: Context) -> None:
        self.name = config.name
        self._config = config
        self._context = context
        self._replayed = config.mode == "replay"
        self._kinds = Kinds()

    async def pages(self, cursor: str | None) -> AsyncIterator[Page]:
        place = Place.of(cursor, self.name)
        waits = self._replayed and self._config.speed != "max"
        pace = Pace(self._context.clock, float(self._config.speed) if waits else None)
        with self._opened() as stream:
            seekable = stream.seekable()
            place = await asyncio.to_thread(_go_to, stream, place) if seekable else Place()
            reached = place.reached
            if reached is not None:  # it may have been stopped before anybody heard of that
                yield Page(connector=self.name, reached=reached)
            draft = self._draft()
            while chunk := await asyncio.to_thread(_chunk, stream, place):
                for line, after in chunk:
                    outcome = self._read(line, after)
                    wait = pace.wait(outcome) if isinstance(outcome, Activity) else None
                    bucket = self._bucket(outcome)
                    if draft.lines and (wait or draft.before(bucket)):
                        yield draft.page()
                        draft = self._draft()
                    draft.bucket = draft.bucket or bucket
                    if wait:
                        await self._context.clock.sleep(wait)
                    if self._note(draft, outcome):
                        reached = self._further(reached, draft.activities[-1])
                    draft.lines += 1
                    draft.received += len(line)
                    draft.reached = reached
                    place = after
                    draft.place = replace(after, reached=reached) if seekable else None
                    if draft.full:
                        yield draft.page()
                        draft = self._draft()
            if draft.lines:
                yield draft.page()

    def _draft(self) -> Draft:
        return Draft(self.name, live=self._replayed)

    def _bucket(self, outcome: object) -> datetime | None:
        """Return the bucket of a replayed activity; what lies ahead of us is in none."""
        if not self._replayed or not isinstance(outcome, Activity):
            return None
        at = _when(outcome)
        return None if at > self._context.clock.now() else bucket_of(at)

    def _read(self, line: bytes, after: Place) -> Activity | Unhandled | DeadLetter | None:
        if not line.strip():
            return None
        now = self._context.clock.now()
        try:
            outcome = decode(line, now)
        except UnreadableError as error:
            return DeadLetter(
                connector=self.name,
                place=f"line {after.line} of {self._config.path}",
                raw=cut(line),
                reason=error.reason,
                detail=error.detail,
                seen_at=now,
            )
        if isinstance(outcome, Activity) and not self._replayed and outcome.seen_at > now:
            return replace(outcome, seen_at=now)  # history isn't of tomorrow, whatever it says
        return outcome

    def _further(self, reached: datetime | None, activity: Activity) -> datetime | None:
        """How far a replay has come with *activity*; what lies ahead of us says nothing of that."""
        at = _when(activity)
        if not self._replayed or at > self._context.clock.now():
            return reached
        return at if reached is None else max(reached, at)

    def _note(self, draft: Draft, outcome: Activity | Unhandled | DeadLetter | None) -> bool:
        """Put what a line says into *draft*; return whether it is an activity that is passed on."""
        if isinstance(outcome, DeadLetter):
            draft.dead.append(outcome)
        elif isinstance(outcome, Unhandled):
            draft.dropped[self._kinds.label(outcome.kind)] += 1
        elif outcome is not None and wanted(outcome, self._context.interest):
            draft.activities.append(outcome)
            self._context.interest.passed(outcome)
            return True
        elif outcome is not None:
            draft.dropped["unmatched"] += 1
        return False

    @contextmanager
    def _opened(self) -> Iterator[IO[bytes]]:
        path = self._config.path
        if path == STDIN:
            yield sys.stdin.buffer
            return
        try:
            stream = open(path, "rb")  # noqa: PTH123, SIM115 - closed below, and `-` is no Path
        except OSError as error:
            raise RefusedError(f"{path} can't be read: {error.strerror}; correct `path`") from None
        with stream:
            yield stream


def _when(activity: Activity) -> datetime:
    return min(activity.happened_at or activity.seen_at, activity.seen_at)


def _go_to(stream: IO[bytes], place: Place) -> Place:
    """Go to *place*, or to the beginning where the file is another one by now, and shorter."""
    if stream.seek(0, io.SEEK_END) < place.offset:
        place = Place()
    stream.seek(place.offset)
    return place


def _chunk(stream: IO[bytes], place: Place) -> list[tuple[bytes, Place]]:
    """Return the next lines, each with the place after it."""
    seekable = stream.seekable()
    chunk: list[tuple[bytes, Place]] = []
    size = 0
    for number, line in enumerate(lines(stream), place.line + 1):
        chunk.append((line, Place(stream.tell() if seekable else 0, number)))
        size += len(line)
        if len(chunk) >= FULL or size >= CHUNK:
            break
    return chunk
