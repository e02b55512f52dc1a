"""Follows what a server says one thing after another (server-sent events)."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import aiohttp

from connectors.http.answers import check, introduction, why
from connectors.wire.sse import LONGEST, Event, Events
from monitor.ports import Clock, TransientError

CONNECTING: Final = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class Said:
    """What came at once.

    Attributes:
        events: Those that it completed; none after a heartbeat.
        received: Bytes of it.
    """

    events: Sequence[Event]
    received: int


async def follow(
    session: aiohttp.ClientSession,
    clock: Clock,
    url: str,
    headers: Mapping[str, str],
    idle: timedelta,
) -> AsyncGenerator[Said, None]:
    """Yield what the stream at *url* says, until it ends.

    Args:
        idle: A connection on which not even a heartbeat comes for so long is given up.

    Raises:
        TransientError: It ended, can't be reached, or is silent for too long.
        RefusedError: The server refuses it.
    """
    limits = aiohttp.ClientTimeout(
        total=None, sock_connect=CONNECTING.total_seconds(), sock_read=idle.total_seconds()
    )
    said = {"Accept": "text/event-stream", "Cache-Control": "no-store", **headers}
    shown = url.partition("?")[0]
    try:
        async with session.get(
            url, headers={**introduction(session), **said}, timeout=limits, allow_redirects=False
        ) as answer:
            check(answer.status, answer.headers, shown, clock.now())
            gathering, rest = Events(), b""
            async for chunk in answer.content.iter_any():
                *lines, rest = (rest + chunk).split(b"\n")
                if len(rest) > 2 * LONGEST:
                    raise TransientError("a line of the stream never ends")
                events = [gathering.feed(line.rstrip(b"\r")) for line in lines]
                yield Said([event for event in events if event is not None], len(chunk))
    except TimeoutError:
        raise TransientError(f"{shown} was silent for {idle}") from None
    except (aiohttp.ClientError, OSError) as error:
        raise TransientError(f"{shown} can't be followed: {why(error)}") from error
    raise TransientError(f"{shown} ended the stream")
