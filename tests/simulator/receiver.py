"""A webhook receiver with faults: seeded, so that a run can be repeated."""

from __future__ import annotations

import asyncio
import random
import socket
import struct
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from types import TracebackType
from typing import Final, Self

from aiohttp import web
from standardwebhooks import Webhook

EVERYTHING: Final = {
    "max_pushes_per_day": "unlimited",
    "max_pushes_per_week": "unlimited",
    "digest": "off",
}
"""How a program is configured that wants every alert, and nothing but alerts."""


class Fault(StrEnum):
    """A way to fail."""

    UNAVAILABLE = "unavailable"
    HANG = "hang"
    RESET = "reset"
    DROP = "drop"
    TOO_MANY = "too_many"
    REDIRECT = "redirect"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request that came in.

    Attributes:
        fault: How it was failed; None = it was accepted.
        genuine: Whether its signature holds.
        came: When it was read, by the clock that only rises, in seconds.
    """

    id: str
    timestamp: int
    body: bytes
    genuine: bool
    fault: Fault | None
    came: float = field(default_factory=time.monotonic)


class Receiver:
    """Listens on loopback, fails a share of the requests, and remembers all of them.

    Attributes:
        attempts: All requests, as they came.
        redirected: Requests that came to where a redirect led: a sender must cause none.
    """

    def __init__(
        self,
        secret: str,
        *,
        share: float = 0.0,
        faults: tuple[Fault, ...] = tuple(Fault),
        seed: int = 0,
        status: int = 204,
        wait: float = 0.0,
    ) -> None:
        """Prepare a receiver; enter it to listen.

        Args:
            secret: `whsec_...`.
            share: How many of the requests fail, 0 to 1.
            faults: How they fail, each as often.
            seed: Decides which fail.
            status: The answer to the others.
            wait: Seconds before each answer.
        """
        self._oracle = Webhook(secret)
        self._share = share
        self._faults = faults
        self._seed = seed
        self._status = status
        self._wait = wait
        self._tries: defaultdict[str, int] = defaultdict(int)
        self._closing = asyncio.Event()
        self.attempts: list[Attempt] = []
        self.redirected = 0
        self.url = ""

    async def __aenter__(self) -> Self:
        application = web.Application()
        application.router.add_post("/hook", self._receive)
        application.router.add_route("*", "/elsewhere", self._elsewhere)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}/hook"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closing.set()
        await self._runner.cleanup()

    @property
    def accepted(self) -> dict[str, bytes]:
        """Bodies that were answered with the good status, by message id."""
        return {each.id: each.body for each in self.attempts if each.fault is None}

    def bodies(self, message: str) -> set[bytes]:
        """Return the different bodies that came under one id."""
        return {each.body for each in self.attempts if each.id == message}

    async def _receive(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        ident = request.headers.get("webhook-id", "")
        fault = self._decide(ident)
        stamp = int(request.headers.get("webhook-timestamp", "0"))
        genuine = self._genuine(ident, stamp, body, request.headers.get("webhook-signature", ""))
        self.attempts.append(Attempt(ident, stamp, body, genuine, fault))
        if self._wait:
            await asyncio.sleep(self._wait)
        return await self._answer(request, fault)

    def _decide(self, ident: str) -> Fault | None:
        """The same for the n-th try of a message, in whatever order they come."""
        self._tries[ident] += 1
        lot = random.Random(f"{self._seed}:{ident}:{self._tries[ident]}")
        return lot.choice(self._faults) if lot.random() < self._share else None

    def _genuine(self, ident: str, stamp: int, body: bytes, signatures: str) -> bool:
        at = datetime.fromtimestamp(stamp, UTC)
        return self._oracle.sign(ident, at, body.decode()) in signatures.split(" ")

    async def _answer(self, request: web.Request, fault: Fault | None) -> web.StreamResponse:
        match fault:
            case Fault.UNAVAILABLE:
                return web.Response(status=503, headers={"Retry-After": "7"})
            case Fault.TOO_MANY:
                return web.Response(status=429, headers={"Retry-After": "3"})
            case Fault.REDIRECT:
                return web.Response(status=307, headers={"Location": "/elsewhere"})
            case Fault.HANG:
                await self._closing.wait()
            case Fault.RESET:
                self._reset(request)
            case Fault.DROP:
                assert request.transport is not None
                request.transport.close()
            case None:
                pass
        return web.Response(status=self._status)

    def _reset(self, request: web.Request) -> None:
        assert request.transport is not None
        raw = request.transport.get_extra_info("socket")
        # Closed without lingering: the other side sees RST, not FIN.
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        request.transport.abort()

    async def _elsewhere(self, _: web.Request) -> web.Response:
        self.redirected += 1
        return web.Response(status=204)
