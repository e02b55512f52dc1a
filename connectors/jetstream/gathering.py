"""Gathers lines into pages. Most lines concern nobody: those are read, counted and let go."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from typing import Final, Literal

import aiohttp
from aiohttp import WSMsgType

from connectors.contract import Context
from connectors.jetstream.dialects import Dialect
from connectors.jetstream.standing import Standing
from connectors.wire import jetstream
from connectors.wire.frames import Failure, Notice
from connectors.wire.jetstream import Event
from connectors.wire.reading import Kinds, Unhandled, UnreadableError, cut
from monitor.domain.activity import Activity
from monitor.ports import DeadLetter, Page

FULL: Final = 500
"""Activities, and dead letters, of one page."""

LINGER: Final = timedelta(milliseconds=200)
"""How long a page waits for more."""

QUIET: Final = timedelta(seconds=5)
"""Even when there is nothing to tell a page comes as often as this, so that the cursor moves."""

STRANGE: Final = frozenset({"FutureCursor", "CursorTooOld"})
"""What a host says that can't go on from a number."""

Socket = aiohttp.ClientWebSocketResponse[Literal[False]]


class Gathering:
    """What came since the last page.

    Attributes:
        standing: Where the subscription stands.
        lines: How many came, ever.
        ended: Why the host sends no more, once it said so.
    """

    def __init__(self, name: str, context: Context, dialect: Dialect, standing: Standing) -> None:
        self.standing = standing
        self.lines = 0
        self.ended: str | None = None
        self._name = name
        self._clock = context.clock
        self._interest = context.interest
        self._read = dialect.read
        self._kinds = Kinds()
        self._paged = context.clock.now()
        self._begun = standing.place is not None
        self._clear()

    def _clear(self) -> None:
        self._activities: list[Activity] = []
        self._dead: list[DeadLetter] = []
        self._unmatched = 0
        self._dropped: Counter[str] = Counter()
        self._received = 0

    def resume(self, host: str) -> None:
        """Take note that what comes now is of *host*."""
        self.ended = None
        self.standing.resume(host, self._clock.now())

    @property
    def begun(self) -> bool:
        """Whether it has told where it stands."""
        return self._begun

    @property
    def full(self) -> bool:
        """Whether the page can take no more."""
        return len(self._activities) >= FULL or len(self._dead) >= FULL

    def take(self, line: bytes) -> None:
        """Read *line*, and keep of it what somebody is interested in."""
        self.lines += 1
        self._received += len(line)
        try:
            said = self._read(line)
            if isinstance(said, Event):
                self.standing.note(said)
                self._sift(said)
            elif isinstance(said, Notice):
                self._heed(said)
            else:
                self._end(said)
        except UnreadableError as error:
            self._bury(line, error)

    def due(self, *, ended: bool) -> bool:
        """Whether it is time for a page."""
        if self._activities or self._dead or ended:
            return True
        return self._clock.now() - self._paged >= QUIET

    def page(self) -> Page:
        """Return all that was gathered, and begin anew."""
        self._begun = True
        now = self._paged = self._clock.now()
        gap = self.standing.move(now)
        place = self.standing.place
        if self._unmatched:
            self._dropped["unmatched"] = self._unmatched
        page = Page(
            connector=self._name,
            activities=tuple(self._activities),
            cursor=None if place is None else str(place),
            dead=tuple(self._dead),
            dropped=dict(self._dropped),
            reached=self.standing.reached,
            gap=gap,
            received=self._received,
        )
        self._clear()
        return page

    def _sift(self, event: Event) -> None:
        kind = jetstream.unhandled(event)
        if kind is not None:
            self._dropped[self._kinds.label(kind)] += 1
        elif jetstream.matches(event, self._interest):
            self._keep(jetstream.activity(event, self._clock.now()))
        else:
            self._unmatched += 1

    def _heed(self, notice: Notice) -> None:
        if notice.name == "OutdatedCursor":
            self.standing.clamp()
        elif notice.name == "FutureCursor":
            self._end(Failure(notice.name, notice.message))

    def _end(self, failure: Failure) -> None:
        """The host ends the stream; a number that it doesn't know is not asked for again."""
        self.ended = f"says {failure.name}: {failure.message}"
        if failure.name in STRANGE:
            self.standing.forget()

    def _keep(self, outcome: Activity | Unhandled) -> None:
        if isinstance(outcome, Unhandled):
            self._dropped[self._kinds.label(outcome.kind)] += 1
        else:
            self._activities.append(outcome)
            self._interest.passed(outcome)

    def _bury(self, line: bytes, error: UnreadableError) -> None:
        self._dead.append(
            DeadLetter(
                connector=self._name,
                place="frame",
                raw=cut(line),
                reason=error.reason,
                detail=error.detail,
                seen_at=self._clock.now(),
            )
        )


async def gather(socket: Socket, gathering: Gathering) -> str | None:
    """Take lines until the page is full or has lingered; return why no more will come.

    There is one timer a page: a timer or a task for each line costs more than reading it.
    """
    with suppress(TimeoutError):
        async with asyncio.timeout(LINGER.total_seconds()):
            while not gathering.full and gathering.ended is None:
                message = await socket.receive()
                if message.type is WSMsgType.TEXT or message.type is WSMsgType.BINARY:
                    gathering.take(message.data)
                elif message.type is WSMsgType.ERROR:
                    return f"sent what can't be read: {message.data}"
                else:
                    return "closed the connection"
    return gathering.ended
