"""Lists that strangers page, newest first, read so that a burst between two looks comes whole.

A look asks from `overlap` before the newest item that is known, pages on until it is there, and
gives what is new, oldest first. So nothing is lost where an item was indexed late, or bears the
time of one that is known; what comes again in the overlap is known and left out. Where a server
ends its pages early (about 10,000 posts on Bluesky), or takes its own cursor no more, it is asked
anew for what lies before the oldest item; what can't be had is told as a gap.

    newest = Newest(fetch, overlap=timedelta(minutes=15))
    look = await newest.look(since, now)
    ...                                 # pass look.items on, with look.place as the cursor
    newest.settle(look)                 # and only then are they known
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Generic, TypeVar

from monitor.ports import AuthError, Gap, RateLimitedError, RefusedError, TransientError

T = TypeVar("T")

OVERLAP: Final = timedelta(minutes=15)

MOST: Final = 20_000
"""Items that one look takes; what lies before them is told as a gap."""

SHEETS: Final = 1_000
"""Pages at most that one look asks for, however few items stand on each."""

DEEP: Final = 1_000
"""Where most servers end their pages."""


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """One item of a list.

    Attributes:
        id: What the platform calls it: the same each time it is listed.
        at: The time that the list goes by, where the item tells.
    """

    id: str
    at: datetime | None
    what: T


@dataclass(frozen=True, slots=True)
class Window:
    """What is asked for; both ends belong to it, None = no end."""

    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet(Generic[T]):
    """One page of a list.

    Attributes:
        items: About newest first; items before the window may be among them.
        onward: Where the next page begins, as the server says; None = this is the last.
        received: Bytes of it.
    """

    items: Sequence[Listed[T]]
    onward: str | None
    received: int = 0


Fetch = Callable[[Window, str | None], Awaitable[Sheet[T]]]
"""Asks for one page of a window, from where the page before said (None = its beginning)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look(Generic[T]):
    """What one look brought.

    Attributes:
        items: What is new, oldest first; what names no time comes first.
        place: Time of the newest item that is known now, for the next look; None = none ever.
        gap: What could not be had.
        received: Bytes that came.
    """

    items: tuple[Listed[T], ...]
    place: datetime | None
    gap: Gap | None = None
    received: int = 0


@dataclass(slots=True)
class Newest(Generic[T]):
    """Looks at one list.

    What is known is kept in memory: after a restart the overlap comes once more, and the store
    knows it.

    Attributes:
        fetch: Asks for a page.
        overlap: How much later than it says an item may be listed.
        bounded: Whether the server understands `Window.until`.
        deep: Where the pages of a window end after as many items, more may lie before them.
        first: Items that the first look takes at most, which nothing precedes.
        most: Items that a look takes at most.
    """

    fetch: Fetch[T]
    overlap: timedelta = OVERLAP
    bounded: bool = True
    deep: int = DEEP
    first: int = 100
    most: int = MOST
    _known: dict[str, datetime | None] = field(default_factory=dict)

    async def look(self, place: datetime | None, now: datetime) -> Look[T]:
        """Return what is new since *place*, the place that the last look gave.

        Raises:
            TransientError: As *fetch* raises it; nothing is known of the look then.
            RefusedError: So too.
        """
        since = None if place is None else place - self.overlap
        most = self.first if since is None else self.most
        reading = _Reading(self.fetch, since, most, self.deep)
        await reading.read(bounded=self.bounded)
        found = reading.found.values()
        times = [min(item.at, now) for item in found if item.at is not None]
        fresh = [item for item in found if item.id not in self._known][::-1]
        return Look(
            items=tuple(sorted(fresh, key=lambda item: (item.at is not None, item.at or now))),
            place=max([*times, *([] if place is None else [place])], default=None),
            gap=reading.gap(),
            received=reading.received,
        )

    def settle(self, look: Look[T]) -> None:
        """What *look* brought is passed on: it is known from now on."""
        self._known.update((item.id, item.at) for item in look.items)
        since = None if look.place is None else look.place - self.overlap
        if since is not None:
            kept = {i: at for i, at in self._known.items() if at is None or at >= since}
            self._known = kept
        while len(self._known) > 2 * self.most:  # of items without a time the oldest go
            del self._known[next(iter(self._known))]


@dataclass(slots=True)
class _Reading(Generic[T]):
    """One look, page by page.

    Attributes:
        found: What came, by id, as the server lists it.
        whole: All that lies in the window has come.
    """

    fetch: Fetch[T]
    since: datetime | None
    most: int
    deep: int = DEEP
    found: dict[str, Listed[T]] = field(default_factory=dict)
    oldest: datetime | None = None
    whole: bool = False
    received: int = 0

    async def read(self, *, bounded: bool) -> None:
        """Read window by window until nothing lies before, or no more is taken."""
        window, sheets = Window(self.since), SHEETS
        while not self.whole and sheets > 0 and len(self.found) < self.most:
            oldest = self.oldest
            spent, early = await self._through(window, sheets, bounded=bounded)
            sheets -= spent
            if not early and sheets > 0 and len(self.found) < self.most:
                self.whole = True
            elif bounded and self.oldest is not None and self.oldest != oldest:
                window = Window(self.since, self.oldest)
            else:
                return

    def gap(self) -> Gap | None:
        """Return what lies between the window's beginning and the oldest item that came."""
        if self.whole or self.since is None or self.oldest is None or self.oldest <= self.since:
            return None
        why = f"the pages ended after {len(self.found)} items"
        return Gap(since=self.since, until=self.oldest, why=why)

    async def _through(self, window: Window, sheets: int, *, bounded: bool) -> tuple[int, bool]:
        """Read the pages of *window*; return how many, and whether they may have ended early.

        They have where a server ends them all, where it takes its own cursor no more, and perhaps
        where the last of several is as full as the others.
        """
        onward: str | None = None
        asked: set[str] = set()
        listed, fullest, known = 0, 0, len(self.found)
        for number in range(1, sheets + 1):
            try:
                sheet = await self.fetch(window, onward)
            except (RateLimitedError, AuthError):
                raise
            except TransientError:
                if listed < self.deep:
                    raise
                return number, True  # where pages end early, some servers fail
            except RefusedError:
                if onward is None or not bounded:
                    raise
                return number, True
            listed += len(sheet.items)
            fullest = max(fullest, len(sheet.items))
            onward = self._take(sheet)
            if self.whole or onward is None or onward in asked or len(self.found) >= self.most:
                cut = number > 1 and len(sheet.items) == fullest and len(self.found) > known
                return number, listed >= self.deep or (bounded and cut)
            asked.add(onward)
        return sheets, listed >= self.deep

    def _take(self, sheet: Sheet[T]) -> str | None:
        self.received += sheet.received
        times = [item.at for item in sheet.items if item.at is not None]
        for item in sheet.items:
            if self.since is None or item.at is None or item.at >= self.since:
                self.found.setdefault(item.id, item)
        self.oldest = min([*times, *([] if self.oldest is None else [self.oldest])], default=None)
        if self.since is not None and times and max(times) < self.since:
            self.whole = True  # a server that heeds no window has left it
        return sheet.onward
