"""Looks posts and handles up on Bluesky's AppView: batched, cached, time-limited."""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

import msgspec

from connectors import http
from connectors.wire import appview, atproto
from connectors.wire.reading import UnreadableError, read
from monitor.domain.activity import Activity
from monitor.ports import Clock, RefusedError, TransientError

AT_ONCE: Final = 25
"""Most addresses that one `getPosts` takes."""

LARGEST: Final = 4 << 20
"""Most bytes of an answer that are taken; 25 posts are some 100 kB."""

CACHED: Final = 4096
FOUND_FOR: Final = timedelta(minutes=10)
MISSED_FOR: Final = timedelta(seconds=45)
"""Less than the minute after which what was missed is asked for again."""

PAUSE: Final = timedelta(seconds=5)
"""After a failure nothing is asked for this long, or for as long as the server wants."""


_HANDLE: Final = re.compile(r"(?=.{3,253}\Z)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII)


class _Resolved(msgspec.Struct):
    did: str


_decode_resolved = msgspec.json.Decoder(_Resolved).decode


class AppView:
    """Implements `Lookup` for Bluesky.

    Args:
        url: Where the AppView stands, without a path.
        limit: Longest time for one `fetch`.
    """

    def __init__(self, asker: http.Asker, clock: Clock, url: str, limit: timedelta) -> None:
        self._asker = asker
        self._clock = clock
        self._url = url.rstrip("/")
        self._limit = limit
        self._cache: OrderedDict[str, tuple[datetime, Activity | None]] = OrderedDict()
        self._paused_until: datetime | None = None

    async def fetch(self, platform: str, addresses: Sequence[str]) -> Mapping[str, Activity]:
        if platform != atproto.PLATFORM:
            return {}
        wanted = [at for at in dict.fromkeys(addresses) if atproto.page_of(at)]
        missing = [at for at in wanted if not self._cached(at)]
        try:
            async with asyncio.timeout(self._limit.total_seconds()):
                for batch in _batches(missing):
                    if not await self._ask(batch):
                        break
        except TimeoutError:
            self._pause(PAUSE)
        return dict(self._found(wanted))

    async def resolve(self, handle: str) -> str | None:
        if not _HANDLE.fullmatch(handle):
            return None
        url = f"{self._url}/xrpc/com.atproto.identity.resolveHandle"
        try:
            body = await self._get(url, [("handle", handle)])
            return atproto.proven_did(read(_decode_resolved, body).did, "did")
        except http.NotKnownError:
            return None
        except UnreadableError as error:
            raise TransientError(f"{url} answered what can't be read: {error}") from None

    async def _ask(self, batch: Sequence[str]) -> bool:
        """Ask for *batch* and remember the answer; return whether to go on asking."""
        now = self._clock.now()
        if self._paused_until is not None and now < self._paused_until:
            return False
        try:
            body = await self._get(
                f"{self._url}/xrpc/app.bsky.feed.getPosts", [("uris", at) for at in batch]
            )
            found = {a.record: a for a in appview.posts(body, self._clock.now())}
        except (TransientError, RefusedError, UnreadableError) as error:
            self._pause(getattr(error, "retry_after", None) or PAUSE)
            return False
        for at in batch:
            self._remember(at, found.get(at))
        return True

    def _pause(self, span: timedelta) -> None:
        self._paused_until = self._clock.now() + span

    async def _get(self, url: str, params: Sequence[tuple[str, str]]) -> bytes:
        question = http.Question(
            url=url, params=params, limit=LARGEST, within=self._limit, patience=self._limit
        )
        return (await self._asker.ask(question)).body

    def _remember(self, at: str, found: Activity | None) -> None:
        kept_for = MISSED_FOR if found is None else FOUND_FOR
        self._cache[at] = (self._clock.now() + kept_for, found)
        self._cache.move_to_end(at)
        while len(self._cache) > CACHED:
            self._cache.popitem(last=False)

    def _cached(self, at: str) -> bool:
        until = self._cache.get(at, (None, None))[0]
        if until is None:
            return False
        if until <= self._clock.now():
            del self._cache[at]
            return False
        self._cache.move_to_end(at)
        return True

    def _found(self, wanted: Sequence[str]) -> Iterator[tuple[str, Activity]]:
        for at in wanted:
            found = self._cache.get(at, (None, None))[1]
            if found is not None:
                yield at, found


def _batches(addresses: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(addresses), AT_ONCE):
        yield addresses[start : start + AT_ONCE]
