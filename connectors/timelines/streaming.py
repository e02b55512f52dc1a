"""Follows a stream of a Mastodon server: what happens there, as it happens."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import aiohttp
import msgspec

from connectors import http
from connectors.contract import Context
from connectors.timelines.gathering import Gathering
from connectors.timelines.server import Server
from connectors.wire.sse import LONGEST, Event, Events
from monitor.domain.activity import Verb
from monitor.ports import Page, TransientError

MOVES: Final = timedelta(seconds=5)
"""How often the cursor moves at most, and at least while anything is heard."""

CONNECTING: Final = timedelta(seconds=20)
_ZERO: Final = timedelta(0)


@dataclass(slots=True)
class Streaming:
    """One stream, such as `hashtag?tag=transfers`.

    Attributes:
        idle: A connection on which not even a heartbeat comes for so long is given up.
    """

    server: Server
    gathering: Gathering
    context: Context
    url: str
    idle: timedelta

    async def events(self) -> AsyncIterator[Page]:
        """Yield pages of what is said, until the stream ends.

        Raises:
            TransientError: It ended, can't be reached, or is silent for too long.
            RefusedError: The server refuses it.
        """
        idle = self.idle.total_seconds()
        limits = aiohttp.ClientTimeout(
            total=None, sock_connect=CONNECTING.total_seconds(), sock_read=idle
        )
        said = {"Accept": "text/event-stream", "Cache-Control": "no-store", **self.server.headers}
        session, clock = self.context.session, self.context.clock
        shown = self.url.partition("?")[0]
        try:
            async with session.get(
                self.url,
                headers={**http.introduction(session), **said},
                timeout=limits,
                allow_redirects=False,
            ) as answer:
                http.check(answer.status, answer.headers, shown, clock.now())
                async for page in self._heard(answer):
                    yield page
        except TimeoutError:
            raise TransientError(f"{shown} was silent for {self.idle}") from None
        except (aiohttp.ClientError, OSError) as error:
            raise TransientError(f"{shown} can't be followed: {http.why(error)}") from error
        raise TransientError(f"{shown} ended the stream")

    async def _heard(self, answer: aiohttp.ClientResponse) -> AsyncIterator[Page]:
        events, rest = Events(), b""
        moved: datetime | None = None
        async for chunk in answer.content.iter_any():
            *lines, rest = (rest + chunk).split(b"\n")
            if len(rest) > 2 * LONGEST:
                raise TransientError("a line of the stream never ends")
            now = self.context.clock.now()
            for line in lines:
                event = events.feed(line.rstrip(b"\r"))
                if event is not None:
                    self._take(event, now)
            moving = moved is None or now - moved >= MOVES
            gathered = self.gathering
            if moving:
                self.gathering.memory.looked = moved = now
            if moving or gathered.acts or gathered.dead:
                for page in gathered.pages(
                    live=True, interval=_ZERO, reached=now, received=len(chunk), moving=moving
                ):
                    yield page

    def _take(self, event: Event, now: datetime) -> None:
        if event.name in {"update", "status.update"}:
            self.gathering.status(msgspec.Raw(event.data), self.gathering.reading(now))
        elif event.name == "delete":
            self._gone(event.data.decode("ascii", "replace").strip(), now)
        else:
            self.gathering.dropped[self.gathering.label(event.name)] += 1

    def _gone(self, status_id: str, now: datetime) -> None:
        held = self.gathering.memory.forget(status_id)
        if held is None:
            self.gathering.dropped["deleted_unknown"] += 1
            return
        told = self.gathering.reading(now)
        if held.boosts_of is not None:
            self.gathering.offer(told.undone(Verb.ANNOUNCE, held.author, held.boosts_of))
        else:
            self.gathering.offer(told.deleted(held.at, held.author))
