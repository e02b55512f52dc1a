"""Looks accounts and statuses up on one Mastodon server."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from connectors.contract import Context
from connectors.recordings import Recorded
from connectors.timelines.server import Server
from connectors.wire import mastodon
from connectors.wire.mastodon import PLATFORM
from connectors.wire.mastodon_answers import Answers
from connectors.wire.reading import UnreadableError
from monitor.domain.activity import Activity
from monitor.ports import RefusedError, TransientError


@dataclass(frozen=True, slots=True)
class Directory:
    """Implements `Lookup` by what one server knows, or fetches for us where we have a token."""

    server: Server
    context: Context

    async def fetch(self, platform: str, addresses: Sequence[str]) -> Mapping[str, Activity]:
        if platform != PLATFORM or self.server.token is None:
            return {}
        found: dict[str, Activity] = {}
        try:
            async with asyncio.timeout(self.server.within.total_seconds()):
                for at in addresses:
                    query = [("q", at), ("type", "statuses"), ("resolve", "true"), ("limit", "1")]
                    body = await self.server.one("/api/v2/search", query)
                    answer = Recorded(place="search", body=body or b"{}")
                    for act in Answers(self.context.clock.now()).read([answer]):
                        if isinstance(act, Activity) and at in (act.record, act.url):
                            found[at] = act
        except (TransientError, RefusedError, TimeoutError):
            return found
        return found

    async def resolve(self, handle: str) -> str | None:
        name = handle.removeprefix("@")
        body = await self.server.one("/api/v1/accounts/lookup", [("acct", name)])
        try:
            return None if body is None else mastodon.account(body).actor
        except UnreadableError as error:
            raise TransientError(
                f"{self.server.url} answered what can't be read: {error}"
            ) from None
