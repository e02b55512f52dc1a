"""A Jetstream host on loopback, in both dialects: its filters, cursors, notices, and its faults.

    async with Jetstream() as server:
        server.emit(world.post(fan, "one last dance"))
        ...                             # connect to server.url, or in v2 to server.v2_url
        server.drop()                   # every connection breaks off

What was emitted stays in a log, so a subscriber with a cursor gets it again, also after
`stop` and `start`, until the host is told to forget it. Each event has a number, which is this
host's own.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiohttp import WSCloseCode, WSMsgType, web

from tests.simulator import dialects
from tests.simulator.dialects import NSID, SEQ_END, Filter, RefusalError
from tests.simulator.events import Event, line

LONGEST_ADDRESS = 1 << 20
BREATH = 200
"""Frames after which others get their turn."""


@dataclass(slots=True)
class Entry:
    """A line of the log; raw ones (*event* is None) pass every filter."""

    time_us: int
    seq: int
    raw: bytes
    event: Event | None


@dataclass(eq=False, slots=True)
class Subscriber:
    """One connection, with what it asked for.

    Attributes:
        query: Of its address, each key with all of its values.
        next: Number of the next event that it gets.
        numbered: Whether it speaks v2.
        updates: Messages that it sent.
    """

    socket: web.WebSocketResponse
    request: web.Request
    query: dict[str, list[str]]
    next: int
    numbered: bool
    greeted: bool
    filter: Filter
    updates: list[dict[str, Any]] = field(default_factory=list)

    @property
    def dids(self) -> set[str]:
        """Whose acts it wants."""
        return self.filter.dids

    def frame(self, entry: Entry) -> bytes | None:
        """Return what it gets of *entry*: nothing of what it doesn't want, or of what is too big.

        v1 knows no `#sync`.
        """
        raw = entry.raw
        if entry.event is not None:
            if not self.filter.wants(entry.event):
                return None
            if self.numbered:
                raw = dialects.frame(entry.event, entry.seq)
            elif entry.event["kind"] == "sync":
                return None
        return None if 0 < self.filter.largest < len(raw) else raw


class Jetstream:
    """Serves what is emitted.

    Args:
        first: Number of its first event.

    Attributes:
        log: All that was emitted, and not forgotten.
        floor: Lowest number that may be asked for; lower ones are refused once it has risen.
        subscribers: Those connected now.
        calls: Queries of all connections there ever were, also refused ones.
    """

    def __init__(self, first: int = 1) -> None:
        self.first = self.floor = first
        self.log: list[Entry] = []
        self.subscribers: list[Subscriber] = []
        self.calls: list[dict[str, list[str]]] = []
        self._refusals: deque[tuple[int, dict[str, str], bytes]] = deque()
        self._news = asyncio.Event()
        self._stalled = False
        self._port = 0
        self._runner: web.AppRunner | None = None

    # --- running ----------------------------------------------------------------------

    @property
    def url(self) -> str:
        """Where to subscribe."""
        return f"ws://127.0.0.1:{self._port}/subscribe"

    @property
    def v2_url(self) -> str:
        """Where to subscribe in v2."""
        return f"ws://127.0.0.1:{self._port}/xrpc/{NSID}"

    @property
    def tip(self) -> int:
        """Number of the event that comes next."""
        return self.log[-1].seq + 1 if self.log else max(self.first, self.floor)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Listen, from the second time on at the same port."""
        application = web.Application()
        application.router.add_get("/subscribe", self._subscribe)
        application.router.add_get(f"/xrpc/{NSID}", self._subscribe)
        self._runner = web.AppRunner(
            application, shutdown_timeout=0.2, max_line_size=LONGEST_ADDRESS
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True)
        await site.start()
        self._port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Break off all connections, and listen no more."""
        self.drop()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def subscribed(self, count: int = 1) -> None:
        """Wait until *count* subscribers are connected.

        Raises:
            TimeoutError: Nobody comes; a test that would wait for ever says so.
        """
        async with asyncio.timeout(60):
            while len(self.subscribers) < count:
                await asyncio.sleep(0.005)

    # --- what it says -----------------------------------------------------------------

    def emit(self, *events: Event | bytes) -> None:
        """Log and send events; bytes are sent as they are, whatever they hold."""
        for event in events:
            if isinstance(event, bytes):
                last = self.log[-1].time_us if self.log else 0
                self.log.append(Entry(last, self.tip, event, None))
            else:
                self.log.append(Entry(event["time_us"], self.tip, line(event), event))
        self._wake()

    def forget(self, count: int) -> None:
        """Keep the oldest *count* events no longer."""
        self.floor = self.log[count - 1].seq + 1
        del self.log[:count]

    # --- faults -----------------------------------------------------------------------

    def drop(self) -> None:
        """Break off every connection, without a word."""
        for subscriber in self.subscribers:
            if subscriber.request.transport is not None:
                subscriber.request.transport.abort()
        self._wake()

    def stall(self) -> None:
        """From now on send nothing and read nothing, not even pings."""
        self._set_stalled(stalled=True)

    def resume(self) -> None:
        """End the stall."""
        self._set_stalled(stalled=False)

    def refuse(
        self, status: int, *, times: int = 1, retry_after: str | None = None, why: str = ""
    ) -> None:
        """Answer the next *times* calls with *status*, and v2's words for *why*."""
        headers = {} if retry_after is None else {"Retry-After": retry_after}
        body = dialects.packed({"error": "InvalidRequest", "message": why}) if why else b""
        self._refusals.extend([(status, headers, body)] * times)

    async def fail(self, name: str, message: str) -> None:
        """End every connection of v2 with an error, as hosts do."""
        for subscriber in [s for s in self.subscribers if s.numbered]:
            await subscriber.socket.send_frame(dialects.failure(name, message), WSMsgType.TEXT)
            await subscriber.socket.close(code=WSCloseCode.POLICY_VIOLATION)

    async def shout(self, frame: bytes, opcode: WSMsgType = WSMsgType.TEXT) -> None:
        """Send *frame* to everybody now, beyond every limit, and don't log it."""
        for subscriber in list(self.subscribers):
            await subscriber.socket.send_frame(frame, opcode)

    # --- how it works -----------------------------------------------------------------

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    def _set_stalled(self, *, stalled: bool) -> None:
        self._stalled = stalled
        for subscriber in self.subscribers:
            transport = subscriber.request.transport
            if isinstance(transport, asyncio.Transport):
                (transport.pause_reading if stalled else transport.resume_reading)()
        self._wake()

    async def _subscribe(self, request: web.Request) -> web.StreamResponse:
        query = {key: request.query.getall(key) for key in request.query}
        self.calls.append(query)
        if self._refusals:
            status, headers, body = self._refusals.popleft()
            return web.Response(status=status, headers=headers, body=body)
        numbered = request.path != "/subscribe"
        try:
            asked = (dialects.asked_by_v2 if numbered else dialects.asked_by_v1)(query)
            start, notice = self._start(dialects.cursor_of(query), numbered=numbered)
        except RefusalError as refusal:
            return web.json_response(refusal.body, status=400)
        socket = web.WebSocketResponse(compress=False, protocols=("xrpc.v1.json",))
        if not socket.can_prepare(request):
            return web.Response(status=426)
        await socket.prepare(request)
        greeted = query.get("requireHello") != ["true"]
        subscriber = Subscriber(socket, request, query, start, numbered, greeted, asked)
        if notice:
            await socket.send_frame(notice, WSMsgType.TEXT)
        self.subscribers.append(subscriber)
        ears = asyncio.create_task(self._listen(subscriber))
        try:
            await self._serve(subscriber)
        except (ConnectionError, RuntimeError):
            pass  # it is gone; another one may come
        finally:
            self.subscribers.remove(subscriber)
            ears.cancel()
            with suppress(asyncio.CancelledError):
                await ears
        return socket

    def _start(self, cursor: int | None, *, numbered: bool) -> tuple[int, bytes]:
        """Return the number to begin with, and what is said about it.

        v1 goes by time alone, and begins later without a word. v2 refuses a number that is gone,
        and says where it begins later than a time, or before a number that is still to come.

        Raises:
            RefusalError: The number is gone.
        """
        if cursor is None:
            return self.tip, b""
        if not numbered or cursor >= SEQ_END:
            start = next((e.seq for e in self.log if e.time_us >= cursor), self.tip)
            clamped = numbered and bool(self.log) and cursor < self.log[0].time_us
            said = dialects.notice("OutdatedCursor", f"resumed from seq {start}")
            return start, said if clamped else b""
        if cursor > self.tip:
            return self.tip, dialects.notice("FutureCursor", f"the next seq is {self.tip}")
        if cursor < self.floor:
            told = f"cursor {cursor} is below the lookback floor {self.floor}"
            raise RefusalError("CursorTooOld", told)
        return max(cursor, self.first), b""

    async def _listen(self, subscriber: Subscriber) -> None:
        async for message in subscriber.socket:
            if subscriber.numbered:
                await subscriber.socket.close(code=WSCloseCode.POLICY_VIOLATION)
                break
            told = json.loads(message.data)
            subscriber.updates.append(told)
            if told.get("type") == "options_update":
                options = told["payload"]
                subscriber.filter = Filter(
                    dids=set(options.get("wantedDids") or []),
                    collections=options.get("wantedCollections") or [],
                    largest=options.get("maxMessageSizeBytes") or 0,
                )
                subscriber.greeted = True
                self._wake()
        self._wake()

    async def _serve(self, subscriber: Subscriber) -> None:
        sent = 0
        while not self._gone(subscriber):
            news = self._news
            if not subscriber.greeted or self._stalled or subscriber.next >= self.tip:
                await news.wait()
                continue
            entry = self._at(subscriber.next)
            subscriber.next = entry.seq + 1
            frame = subscriber.frame(entry)
            if frame is not None:
                await subscriber.socket.send_frame(frame, WSMsgType.TEXT)
                sent += 1
                if sent % BREATH == 0:
                    await asyncio.sleep(0)

    def _at(self, seq: int) -> Entry:
        """Return the first entry from this number on; numbers have no holes but at the front."""
        return self.log[max(seq - self.log[0].seq, 0)]

    @staticmethod
    def _gone(subscriber: Subscriber) -> bool:
        transport = subscriber.request.transport
        return subscriber.socket.closed or transport is None or transport.is_closing()
