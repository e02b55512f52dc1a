"""A Jetstream v1 host on loopback: `/subscribe` with its filters and cursors, and its faults.

    async with Jetstream() as server:
        server.emit(world.post(fan, "one last dance"))
        ...                             # connect to server.url
        server.drop()                   # every connection breaks off

What was emitted stays in a log, so a subscriber with a cursor gets it again, also after
`stop` and `start`.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiohttp import WSMsgType, web

from tests.simulator.events import Event, line

BREATH = 200
"""Frames after which others get their turn."""


@dataclass(slots=True)
class Entry:
    """A line of the log; raw ones (*event* is None) pass every filter."""

    time_us: int
    raw: bytes
    event: Event | None


@dataclass(eq=False, slots=True)
class Subscriber:
    """One connection, with what it asked for.

    Attributes:
        query: Of its address, each key with all of its values.
        updates: Messages that it sent.
    """

    socket: web.WebSocketResponse
    request: web.Request
    query: dict[str, list[str]]
    next: int
    greeted: bool
    collections: list[str] = field(default_factory=list)
    dids: set[str] = field(default_factory=set)
    largest: int = 0
    updates: list[dict[str, Any]] = field(default_factory=list)

    def wants(self, entry: Entry) -> bool:
        """Whether *entry* passes its filters; identity and account events mind no collection."""
        if self.largest and len(entry.raw) > self.largest:
            return False
        if entry.event is None:
            return True
        if self.dids and entry.event["did"] not in self.dids:
            return False
        collection = entry.event.get("commit", {}).get("collection")
        return (
            collection is None
            or not self.collections
            or any(
                collection.startswith(wanted[:-1])
                if wanted.endswith(".*")
                else collection == wanted
                for wanted in self.collections
            )
        )


class Jetstream:
    """Serves what is emitted.

    Attributes:
        log: All that was emitted.
        subscribers: Those connected now.
        calls: Queries of all connections there ever were, also refused ones.
    """

    def __init__(self) -> None:
        self.log: list[Entry] = []
        self.subscribers: list[Subscriber] = []
        self.calls: list[dict[str, list[str]]] = []
        self._refusals: deque[tuple[int, dict[str, str]]] = deque()
        self._news = asyncio.Event()
        self._stalled = False
        self._port = 0
        self._runner: web.AppRunner | None = None

    # --- running ----------------------------------------------------------------------

    @property
    def url(self) -> str:
        """Where to subscribe."""
        return f"ws://127.0.0.1:{self._port}/subscribe"

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
        self._runner = web.AppRunner(application, shutdown_timeout=0.2)
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
        """Wait until *count* subscribers are connected."""
        while len(self.subscribers) < count:
            await asyncio.sleep(0.005)

    # --- what it says -----------------------------------------------------------------

    def emit(self, *events: Event | bytes) -> None:
        """Log and send events; bytes are sent as they are, whatever they hold."""
        for event in events:
            if isinstance(event, bytes):
                last = self.log[-1].time_us if self.log else 0
                self.log.append(Entry(last, event, None))
            else:
                self.log.append(Entry(event["time_us"], line(event), event))
        self._wake()

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

    def refuse(self, status: int, *, times: int = 1, retry_after: str | None = None) -> None:
        """Answer the next *times* calls with *status*."""
        headers = {} if retry_after is None else {"Retry-After": retry_after}
        self._refusals.extend([(status, headers)] * times)

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
            status, headers = self._refusals.popleft()
            return web.Response(status=status, headers=headers)
        if len(query.get("wantedDids", ())) > 10_000:
            return web.Response(status=400)
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        subscriber = self._welcome(socket, request, query)
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

    def _welcome(
        self, socket: web.WebSocketResponse, request: web.Request, query: dict[str, list[str]]
    ) -> Subscriber:
        """The first entry is the one at the cursor, or what comes from now on."""
        start = len(self.log)
        if "cursor" in query:
            cursor = int(query["cursor"][0])
            start = next((n for n, e in enumerate(self.log) if e.time_us >= cursor), start)
        return Subscriber(
            socket=socket,
            request=request,
            query=query,
            next=start,
            greeted=query.get("requireHello") != ["true"],
            collections=query.get("wantedCollections", []),
            dids=set(query.get("wantedDids", [])),
            largest=int(query.get("maxMessageSizeBytes", ["0"])[0]),
        )

    async def _listen(self, subscriber: Subscriber) -> None:
        async for message in subscriber.socket:
            told = json.loads(message.data)
            subscriber.updates.append(told)
            if told.get("type") == "options_update":
                options = told["payload"]
                subscriber.collections = options.get("wantedCollections") or []
                subscriber.dids = set(options.get("wantedDids") or [])
                subscriber.largest = options.get("maxMessageSizeBytes") or 0
                subscriber.greeted = True
                self._wake()
        self._wake()

    async def _serve(self, subscriber: Subscriber) -> None:
        sent = 0
        while not self._gone(subscriber):
            news = self._news
            if not subscriber.greeted or self._stalled or subscriber.next >= len(self.log):
                await news.wait()
                continue
            entry = self.log[subscriber.next]
            subscriber.next += 1
            if subscriber.wants(entry):
                await subscriber.socket.send_frame(entry.raw, WSMsgType.TEXT)
                sent += 1
                if sent % BREATH == 0:
                    await asyncio.sleep(0)

    @staticmethod
    def _gone(subscriber: Subscriber) -> bool:
        transport = subscriber.request.transport
        return subscriber.socket.closed or transport is None or transport.is_closing()
