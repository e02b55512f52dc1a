"""Which statuses still stand: its own server is asked, and for others' the one that wrote them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import msgspec
from yarl import URL

from connectors import http
from connectors.timelines.server import Server
from connectors.wire import mastodon
from connectors.wire.reading import UnreadableError, read
from monitor.ports import RefusedError, TransientError

ROUND: Final = timedelta(seconds=50)
"""Longest time of one round: of the rest it says nothing, and its turn comes again."""

LARGEST: Final = 1 << 20

NOTE: Final = {"Accept": 'application/activity+json, application/ld+json; q="0.9"'}

_ID: Final = re.compile(r"[0-9]{1,20}", re.ASCII)


class _Object(msgspec.Struct):
    type: str = ""


_decode_object = msgspec.json.Decoder(_Object).decode


@dataclass(frozen=True, slots=True)
class Presence:
    """Implements `ports.Presence` for what federates; one request for each status.

    Attributes:
        server: Whose statuses are asked for by its API; those of others by their address.
    """

    server: Server
    at_once: int = 20

    def host(self, address: str) -> str | None:
        try:
            url = URL(address)
        except ValueError:
            return None
        return url.authority if url.scheme in {"http", "https"} and url.host else None

    async def shows(self, addresses: Sequence[str]) -> Mapping[str, bool]:
        said: dict[str, bool] = {}
        failed: set[str | None] = set()
        with suppress(TimeoutError):
            async with asyncio.timeout(ROUND.total_seconds()):
                for at in addresses:
                    host = self.host(at)
                    if host in failed:
                        continue
                    try:
                        said[at] = await self._stands(at)
                    except TransientError:
                        failed.add(host)
                    except (RefusedError, UnreadableError):
                        continue  # it won't tell us, which says nothing of the status
        return said

    async def _stands(self, at: str) -> bool:
        own = self._own(at)
        if own is None:
            return await self._stands_elsewhere(at)
        body = await self.server.one(f"/api/v1/statuses/{own}")
        return body is not None and mastodon.status(body).open

    def _own(self, at: str) -> str | None:
        """Return the id of a status that this server wrote; None where another did."""
        ident = at.rpartition("/")[2]
        here = self.host(at) == self.host(self.server.url)
        return ident if here and _ID.fullmatch(ident) else None

    async def _stands_elsewhere(self, at: str) -> bool:
        question = http.Question(
            url=at,
            headers=NOTE,
            limit=LARGEST,
            within=self.server.within,
            patience=self.server.within,
            redirects=2,
            public=True,
        )
        try:
            answer = await self.server.asker.ask(question)
        except http.GoneError:
            return False
        with suppress(UnreadableError):
            return read(_decode_object, answer.body).type != "Tombstone"
        return True  # a page for people stands there
