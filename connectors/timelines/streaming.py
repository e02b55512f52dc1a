"""Follows a stream of a Mastodon server: what happens there, as it happens."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import msgspec

from connectors import http
from connectors.contract import Context
from connectors.timelines.gathering import Gathering
from connectors.timelines.server import Server
from connectors.wire.sse import Event
from monitor.domain.activity import Verb
from monitor.ports import Page

MOVES: Final = timedelta(seconds=5)
"""How often the cursor moves at most, and at least while anything is heard."""

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
        moved: datetime | None = None
        heard = http.follow(
            self.context.session, self.context.clock, self.url, self.server.headers, self.idle
        )
        async with aclosing(heard):
            async for said in heard:
                now = self.context.clock.now()
                for event in said.events:
                    self._take(event, now)
                moving = moved is None or now - moved >= MOVES
                gathered = self.gathering
                if moving:
                    self.gathering.memory.looked = moved = now
                if moving or gathered.acts or gathered.dead:
                    for page in gathered.pages(
                        live=True, interval=_ZERO, reached=now, received=said.received,
                        moving=moving,
                    ):  # fmt: skip
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
