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
from connectors.wire import jetstream
from connectors.wire.fields import EPOCH, micros
from connectors.wire.reading import Kinds, Unhandled, UnreadableError, cut
from monitor.domain.activity import Activity
from monitor.ports import DeadLetter, Page

FULL: Final = 500
"""Activities, and dead letters, of one page."""

LINGER: Final = timedelta(milliseconds=200)
"""How long a page waits for more."""

QUIET: Final = timedelta(seconds=5)
"""Even when there is nothing to tell a page comes as often as this, so that the cursor moves."""

Socket = aiohttp.ClientWebSocketResponse[Literal[False]]


class Gathering:
    """What came since the last page.

    Args:
        newest: Where the subscription stands, in microseconds since 1970.

    Attributes:
        lines: How many came, ever.
    """

    def __init__(self, name: str, context: Context, newest: int | None, kinds: Kinds) -> None:
        self.newest = newest
        self.lines = 0
        self._name = name
        self._clock = context.clock
        self._interest = context.interest
        self._kinds = kinds
        self._latest = newest
        self._paged = context.clock.now()
        self._clear()

    def _clear(self) -> None:
        self._activities: list[Activity] = []
        self._dead: list[DeadLetter] = []
        self._unmatched = 0
        self._dropped: Counter[str] = Counter()

    @property
    def full(self) -> bool:
        """Whether the page can take no more."""
        return len(self._activities) >= FULL or len(self._dead) >= FULL

    def take(self, line: bytes) -> None:
        """Read *line*, and keep of it what somebody is interested in."""
        self.lines += 1
        try:
            event = jetstream.decode(line)
            self._latest = event.time_us
            kind = jetstream.unhandled(event)
            if kind is not None:
                self._dropped[self._kinds.label(kind)] += 1
            elif jetstream.matches(event, self._interest):
                self._keep(jetstream.activity(event, self._clock.now()))
            else:
                self._unmatched += 1
        except UnreadableError as error:
            self._bury(line, error)

    def due(self, *, ended: bool) -> bool:
        """Whether it is time for a page."""
        if self._activities or self._dead or ended:
            return True
        return self._clock.now() - self._paged >= QUIET

    def page(self) -> Page:
        """Return all that was gathered, and begin anew.

        The cursor never moves back, nor beyond now: one line with an absurd time would skip
        everything up to it.
        """
        self._paged = self._clock.now()
        if self._latest is not None:
            self.newest = max(self.newest or 0, min(self._latest, micros(self._paged)))
        newest = self.newest
        if self._unmatched:
            self._dropped["unmatched"] = self._unmatched
        page = Page(
            connector=self._name,
            activities=tuple(self._activities),
            cursor=None if newest is None else str(newest),
            dead=tuple(self._dead),
            dropped=dict(self._dropped),
            reached=None if newest is None else EPOCH + timedelta(microseconds=newest),
        )
        self._clear()
        return page

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
            while not gathering.full:
                message = await socket.receive()
                if message.type is WSMsgType.TEXT or message.type is WSMsgType.BINARY:
                    gathering.take(message.data)
                elif message.type is WSMsgType.ERROR:
                    return f"sent what can't be read: {message.data}"
                else:
                    return "closed the connection"
    return None
