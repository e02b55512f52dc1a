"""Looks at timelines: from where each was left, oldest first, to its end."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import msgspec

from connectors import http
from connectors.timelines.gathering import Gathering
from connectors.timelines.memory import before, short
from connectors.timelines.server import PAGES, NoListError, Server
from connectors.wire.mastodon import place
from connectors.wire.reading import UnreadableError, read
from monitor.domain.catalogue import Account
from monitor.domain.timing import PROMPT
from monitor.ports import Page

EMPTY: Final = "0"
"""Where a timeline is gone on from that was empty."""

SHEET: Final = 40
"""Statuses of one page: the most that servers give."""

OVERLAP: Final = timedelta(minutes=10)
"""How far each look goes back: ids go by the time of writing, and posts of other servers arrive
later than that."""

LONGEST: Final = 64
"""Characters of an id that is asked on from."""


class _Id(msgspec.Struct):
    id: str


_decode_id = msgspec.json.Decoder(_Id).decode


@dataclass(frozen=True, slots=True)
class Timeline:
    """One list of statuses.

    Attributes:
        key: What it is called in the cursor.
    """

    key: str
    path: str


@dataclass(slots=True)
class Looking:
    """Looks at the timelines of one server."""

    server: Server
    gathering: Gathering
    every: timedelta
    _ids: dict[str, str] = field(default_factory=dict)

    async def look(self, timeline: Timeline, now: datetime) -> AsyncIterator[Page]:
        """Yield what is new in *timeline*; the first look takes the newest page, as history.

        Raises:
            TransientError, RefusedError: As asking does.
        """
        memory = self.gathering.memory
        left = memory.places.get(timeline.key)
        params = [("limit", str(SHEET))]
        if left is not None:
            whole = timeline.key not in memory.unfinished
            params.append(("min_id", before(left, OVERLAP) if whole else left))
        last = memory.looked
        lately = last is None or now - last <= self.every + PROMPT
        span = self.every if last is None or lately else now - last
        memory.unfinished.add(timeline.key)
        pages = 0
        try:
            most = PAGES if left is not None else 1
            async for sheet in self.server.list(timeline.path, params, "prev", most, _newest):
                pages += 1
                self._take(timeline, sheet.items, now)
                for page in self._pages(left is not None, span, sheet.received):
                    yield page
        except http.GoneError:
            if not timeline.key.startswith("@"):
                raise
            self._ids.clear()  # an account that moved or went: it is looked up again
        except NoListError as error:
            refused = UnreadableError(error.reason, error.detail)
            self.gathering.bury(error.raw, refused, f"the timeline {timeline.key}", now)
            for page in self._pages(live=True, span=self.every, received=0):
                yield page
            raise
        if pages < PAGES:
            memory.unfinished.discard(timeline.key)
        if timeline.key not in memory.places:
            memory.read(timeline.key, EMPTY)

    def _take(self, timeline: Timeline, items: Sequence[msgspec.Raw], now: datetime) -> None:
        told = self.gathering.reading(now)
        for raw in sorted(items, key=place):
            found = self.gathering.status(raw, told)
            if found is not None:
                self.gathering.memory.read(timeline.key, found)

    def _pages(self, live: bool, span: timedelta, received: int) -> list[Page]:
        gathering = self.gathering
        if not (gathering.acts or gathering.dead or gathering.dropped):
            return []
        return list(gathering.pages(live=live, interval=span, received=received))

    async def timeline_of(self, account: Account) -> Timeline | None:
        """Return the timeline of a catalogue account; None where the server doesn't know it.

        Raises:
            TransientError, RefusedError: As asking does.
        """
        name = account.handle.removeprefix("@")
        if name not in self._ids:
            body = await self.server.one("/api/v1/accounts/lookup", [("acct", name)])
            self._ids[name] = "" if body is None else read(_decode_id, body).id
        found = self._ids[name]
        if not found:
            return None
        return Timeline(f"@{short(name)}", f"/api/v1/accounts/{found}/statuses")


def _newest(items: Sequence[msgspec.Raw]) -> str | None:
    """Return the id of the newest status of a page; None where none can be used."""
    newest = place(max(items, key=place))[1]
    return newest if 0 < len(newest) <= LONGEST else None


def tagged(tag: str) -> Timeline:
    """Return the timeline of a hashtag."""
    return Timeline(f"#{tag}", f"/api/v1/timelines/tag/{tag}")
