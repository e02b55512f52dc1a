"""Connects to one Jetstream host of several, and says whose acts are wanted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, Literal

import aiohttp
import msgspec
from yarl import URL

from connectors import http
from connectors.wire.reading import MAX_LINE
from monitor.ports import Clock, RefusedError, TransientError

DIDS_IN_ADDRESS: Final = 50
"""With more accounts than this they are sent as a message: addresses have their limits."""

_CLOSING: Final = aiohttp.ClientWSTimeout(ws_close=2.0)

Socket = aiohttp.ClientWebSocketResponse[Literal[False]]


@dataclass(frozen=True, slots=True)
class Subscription:
    """What is wanted of a host.

    Attributes:
        dids: Whose acts; none at all = everybody's, None = nobody's, so there is nothing to ask.
    """

    collections: tuple[str, ...]
    dids: tuple[str, ...] | None

    @property
    def by_message(self) -> bool:
        """Whether the accounts are too many for the address."""
        return len(self.dids or ()) > DIDS_IN_ADDRESS

    def of(self, dids: tuple[str, ...] | None) -> Subscription:
        """Return the same for these accounts."""
        return self if dids == self.dids else replace(self, dids=dids)

    def query(self, since: int | None) -> list[tuple[str, str]]:
        """Return the query of the address, to go on from *since* in microseconds."""
        query = [("wantedCollections", c) for c in self.collections]
        query.append(("maxMessageSizeBytes", str(MAX_LINE)))
        if since is not None:
            query.append(("cursor", str(since)))
        if self.by_message:
            return [*query, ("requireHello", "true")]
        return [*query, *(("wantedDids", did) for did in self.dids or ())]

    def message(self) -> str:
        """Return the message that changes what is wanted."""
        payload = {
            "wantedCollections": self.collections,
            "wantedDids": self.dids,
            "maxMessageSizeBytes": MAX_LINE,
        }
        return msgspec.json.encode({"type": "options_update", "payload": payload}).decode()


class Call:
    """One connection to one host."""

    def __init__(
        self, socket: Socket, host: str, asked: Subscription, idle: timedelta, dialling: Dialling
    ) -> None:
        self.socket = socket
        self.host = host
        self._asked = asked
        self._idle = idle.total_seconds()
        self._dialling = dialling
        self._lines = 0
        self._heard = asyncio.get_running_loop().time()

    async def ask(self, asked: Subscription) -> Subscription:
        """Tell the host what is wanted from now on, if that changed; return it."""
        if asked != self._asked and asked.dids is not None:
            await self.tell(asked)
        return asked

    async def tell(self, asked: Subscription) -> None:
        """Tell the host what is wanted from now on."""
        self._asked = asked
        try:
            await self.socket.send_str(asked.message())
        except (aiohttp.ClientError, OSError) as error:
            raise self.lost(f"closed the connection: {error}") from None

    def check_silence(self, lines: int) -> None:
        """Pass unless nothing has come for too long; *lines* have come, ever.

        Raises:
            TransientError: The host is up and says nothing; the next one's turn comes.
        """
        now = asyncio.get_running_loop().time()
        if lines != self._lines:
            self._lines, self._heard = lines, now
        elif now - self._heard >= self._idle:
            raise self.lost(f"has been silent for {self._idle:.0f} s")

    def lost(self, why: str) -> TransientError:
        """Give the host up, and return what to raise."""
        self._dialling.move_on()
        return TransientError(f"{self.host} {why}")


class Dialling:
    """Takes hosts in turn: one that stands is kept, after a failure comes the next.

    Args:
        idle: Longest time in which nothing comes, not even the answer to a ping.
        rewind: How far before the last line it goes on.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        urls: Sequence[str],
        idle: timedelta,
        rewind: timedelta,
        clock: Clock,
    ) -> None:
        self._session = session
        self._urls = urls
        self._idle = idle
        self._rewind = rewind // timedelta(microseconds=1)
        self._clock = clock
        self._turn = 0
        self._refused = 0

    def move_on(self) -> None:
        """Take the next host next time."""
        self._turn += 1

    @asynccontextmanager
    async def call(self, newest: int | None, asked: Subscription) -> AsyncIterator[Call]:
        """Connect, to go on a little before *newest* (microseconds), or from now.

        Raises:
            TransientError: It may work later, or at the next host.
            RefusedError: Every host has refused in a row.
        """
        url = URL(self._urls[self._turn % len(self._urls)])
        since = None if newest is None else max(newest - self._rewind, 1)
        try:
            socket = await self._open(url.extend_query(asked.query(since)))
        except (TransientError, RefusedError):
            self.move_on()
            raise
        try:
            call = Call(socket, url.authority, asked, self._idle, self)
            if asked.by_message:
                await call.tell(asked)
            yield call
        finally:
            await socket.close()

    async def _open(self, url: URL) -> Socket:
        """Ask for no compression, for no frame beyond what we read, and for bytes.

        Text as bytes is decoded once, and a frame of broken UTF-8 costs one line instead of the
        connection, on which it would come again after each rewind.
        """
        seconds = self._idle.total_seconds()
        try:
            async with asyncio.timeout(seconds):
                socket: Socket = await self._session.ws_connect(
                    url,
                    headers=http.introduction(self._session),
                    heartbeat=seconds / 2,
                    timeout=_CLOSING,
                    compress=0,
                    max_msg_size=MAX_LINE,
                    decode_text=False,
                )
        except aiohttp.WSServerHandshakeError as error:
            raise self._sorted(error, url.authority) from None
        except TimeoutError:
            raise TransientError(f"{url.authority} did not answer") from None
        except (aiohttp.ClientError, OSError) as error:
            raise TransientError(f"{url.authority} can't be reached: {http.why(error)}") from None
        self._refused = 0
        return socket

    def _sorted(
        self, error: aiohttp.WSServerHandshakeError, host: str
    ) -> TransientError | RefusedError:
        """A refusal is final only once every host has refused in a row."""
        try:
            http.check(error.status, error.headers or {}, host, self._clock.now())
        except TransientError as later:
            return later
        except RefusedError as refused:
            self._refused += 1
            final = self._refused >= len(self._urls)
            return refused if final else TransientError(str(refused))
        return TransientError(f"{host} speaks no websocket")
