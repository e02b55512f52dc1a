"""Connects to one Jetstream host of several, and says whose acts are wanted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from http import HTTPStatus
from typing import Final, Literal

import aiohttp
import msgspec
from yarl import URL

from connectors import http
from connectors.jetstream.dialects import Dialect, Subscription
from connectors.jetstream.place import Place
from connectors.wire.frames import one_line
from connectors.wire.reading import MAX_LINE
from monitor.ports import Clock, RefusedError, TransientError

_REASON: Final = 4096
"""Most bytes that are read of why a host refuses."""

_TOO_LONG: Final = frozenset({413, 414, 431})
_CLOSING: Final = aiohttp.ClientWSTimeout(ws_close=2.0)

Socket = aiohttp.ClientWebSocketResponse[Literal[False]]


class _Refusal(msgspec.Struct):
    error: str = ""
    message: str = ""


_decode_refusal = msgspec.json.Decoder(_Refusal).decode


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

    async def serves(self, asked: Subscription) -> bool:
        """Whether this host sends what is wanted now, after it was told where it may be."""
        if asked == self._asked:
            return True
        message = self._dialling.dialect.message(asked)
        if asked.dids is None or message is None:
            return False
        await self.tell(asked, message)
        return True

    async def tell(self, asked: Subscription, message: str) -> None:
        """Tell the host what is wanted from now on."""
        self._asked = asked
        try:
            await self.socket.send_str(message)
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
        dialect: Dialect,
        idle: timedelta,
        rewind: timedelta,
        clock: Clock,
    ) -> None:
        self.dialect = dialect
        self._session = session
        self._urls = urls
        self._idle = idle
        self._rewind = rewind
        self._clock = clock
        self._turn = 0
        self._refused = 0

    def move_on(self) -> None:
        """Take the next host next time."""
        self._turn += 1

    @asynccontextmanager
    async def call(self, place: Place | None, asked: Subscription) -> AsyncIterator[Call]:
        """Connect, to go on from *place* or a little before it, or from now.

        Raises:
            TransientError: It may work later, or at the next host.
            RefusedError: Every host has refused in a row.
        """
        url = URL(self._urls[self._turn % len(self._urls)])
        try:
            socket = await self._reach(url, place, asked)
        except (TransientError, RefusedError):
            self.move_on()
            raise
        try:
            call = Call(socket, url.authority, asked, self._idle, self)
            message = self.dialect.message(asked)
            if message is not None and self.dialect.greets(asked):
                await call.tell(asked, message)
            yield call
        finally:
            await socket.close()

    async def _reach(self, url: URL, place: Place | None, asked: Subscription) -> Socket:
        """Go on by number, or by time where the host will not (`CursorTooOld`)."""

        def address(place: Place | None) -> URL:
            dialect, host = self.dialect, url.authority
            since = None if place is None else dialect.cursor(place, host, self._rewind)
            return url.extend_query(dialect.query(asked, since))

        first = address(place)
        try:
            return await self._open(first)
        except aiohttp.WSServerHandshakeError as error:
            refused, called = error, first
        if place is not None and refused.status == HTTPStatus.BAD_REQUEST:
            called = address(place.timed())
        if called != first:
            try:
                return await self._open(called)
            except aiohttp.WSServerHandshakeError as error:
                refused = error
        raise await self._sorted(refused, called)

    async def _open(self, url: URL) -> Socket:
        """Ask for no compression, for no frame beyond what we read, and for bytes.

        Text as bytes is decoded once, and a frame of broken UTF-8 costs one line instead of the
        connection, on which it would come again after each rewind.

        Raises:
            TransientError: The host can't be reached.
            aiohttp.WSServerHandshakeError: It refuses.
        """
        seconds = self._idle.total_seconds()
        try:
            async with asyncio.timeout(seconds):
                socket: Socket = await self._session.ws_connect(
                    url,
                    headers=http.introduction(self._session),
                    heartbeat=seconds / 2,
                    timeout=_CLOSING,
                    protocols=self.dialect.subprotocols,
                    compress=0,
                    max_msg_size=MAX_LINE,
                    decode_text=False,
                )
        except aiohttp.WSServerHandshakeError:
            raise
        except TimeoutError:
            raise TransientError(f"{url.authority} did not answer") from None
        except (aiohttp.ClientError, OSError) as error:
            raise TransientError(f"{url.authority} can't be reached: {http.why(error)}") from None
        self._refused = 0
        return socket

    async def _sorted(
        self, error: aiohttp.WSServerHandshakeError, url: URL
    ) -> TransientError | RefusedError:
        """A refusal is final only once every host has refused in a row."""
        host = url.authority
        try:
            http.check(error.status, error.headers or {}, host, self._clock.now())
        except TransientError as later:
            return later
        except RefusedError as refused:
            self._refused += 1
            said = await self._said(error.status, url)
            told = f"{host} answered {error.status}: {said}" if said else str(refused)
            final = self._refused >= len(self._urls)
            return RefusedError(told) if final else TransientError(told)
        return TransientError(f"{host} speaks no websocket")

    async def _said(self, status: int, url: URL) -> str:
        """Return why a host refuses, in its own words: a handshake has none, so ask plainly."""
        if status in _TOO_LONG:
            return 'too many accounts for an address; `dialect = "v1"` sends them by message'
        if status != HTTPStatus.BAD_REQUEST or not self.dialect.tells:
            return ""
        plain = url.with_scheme("https" if url.scheme == "wss" else "http")
        with suppress(TimeoutError, aiohttp.ClientError, OSError, ValueError):
            async with (
                asyncio.timeout(self._idle.total_seconds()),
                self._session.get(
                    plain, headers=http.introduction(self._session), allow_redirects=False
                ) as answer,
            ):
                refusal = _decode_refusal(await answer.content.read(_REASON))
                return one_line(f"{refusal.error}: {refusal.message}")
        return ""
