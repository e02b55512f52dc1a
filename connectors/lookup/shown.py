"""Which posts Bluesky's AppView still shows: those of closed accounts it doesn't, either."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from yarl import URL

from connectors import http
from connectors.lookup.appview import AT_ONCE, LARGEST
from connectors.wire import atproto, xrpc
from connectors.wire.reading import UnreadableError
from monitor.ports import TransientError

PATIENCE: Final = timedelta(seconds=30)

UNREAD: Final = 30
"""Questions that it may not understand before it is left alone."""


class Shown:
    """Implements `Presence` for Bluesky.

    Args:
        url: Where the AppView stands, without a path.
        within: Longest time for one request.
    """

    at_once = 20 * AT_ONCE

    def __init__(self, asker: http.Asker, url: str, within: timedelta) -> None:
        self._asker = asker
        self._url = url.rstrip("/")
        self._host = URL(url).authority
        self._within = within

    def host(self, address: str) -> str | None:
        return self._host if atproto.page_of(address) else None

    async def shows(self, addresses: Sequence[str]) -> Mapping[str, bool]:
        said: dict[str, bool] = {}
        unread = 0
        waiting = [addresses[at : at + AT_ONCE] for at in range(0, len(addresses), AT_ONCE)]
        while waiting:
            batch = waiting.pop()
            try:
                shown = await self._ask(batch)
            except http.GoneError:
                raise
            except http.NotKnownError:  # one address that it won't read fails all of them
                unread += 1
                if unread > UNREAD:
                    break
                if len(batch) > 1:
                    half = len(batch) // 2
                    waiting += [batch[:half], batch[half:]]
                continue
            except TransientError:
                if not said:
                    raise
                break
            said.update((at, at in shown) for at in batch)
        return said

    async def _ask(self, batch: Sequence[str]) -> frozenset[str]:
        question = http.Question(
            url=f"{self._url}/xrpc/{xrpc.POSTS}",
            params=[("uris", at) for at in batch],
            limit=LARGEST,
            within=self._within,
            patience=PATIENCE,
        )
        answer = await self._asker.ask(question)
        try:
            return xrpc.shown(answer.body)
        except UnreadableError as error:
            raise TransientError(f"{self._url} answered what can't be read: {error}") from None
