"""One receiver's webhook: a signed POST, one attempt at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar

from aiohttp.abc import AbstractResolver

from monitor.deliver.forms import FOREIGN, waits
from monitor.deliver.line import Answer, Call, Caller, Line, Place
from monitor.deliver.signature import sign
from monitor.domain.signing import SECRET_BYTES
from monitor.ports import Clock, Delivery, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint(Place):
    """Where a receiver is, and how to speak to it.

    Attributes:
        secrets: To sign with, 24 to 64 bytes each; two while one replaces the other.
    """

    kind: ClassVar[str] = "webhook"

    secrets: tuple[bytes, ...] = field(repr=False)

    def fault(self) -> str | None:
        """See `Place.fault`."""
        if fault := Place.fault(self):
            return fault
        if not self.secrets or any(len(each) not in SECRET_BYTES for each in self.secrets):
            return "its secret must have 24 to 64 bytes; `openssl rand -base64 32` makes one"
        return None


class Webhook(Caller):
    """Sends to one receiver; used as an async context manager."""

    def __init__(
        self,
        endpoint: Endpoint,
        clock: Clock,
        chance: Callable[[], float],
        resolver: AbstractResolver | None = None,
    ) -> None:
        """Speak to *endpoint*.

        Args:
            endpoint: Where to.
            clock: Time for signatures and for the ladder; the timeout is real time.
            chance: Returns a random number from 0 to 1, for jitter.
            resolver: How names are looked up; None = as the machine does.
        """
        self._endpoint = endpoint
        self._clock = clock
        self._line = Line(clock, chance, endpoint.timeout, endpoint.allow, resolver)

    async def send(self, delivery: Delivery) -> Outcome:
        """Try once, and say how it went; never raises for what the other side does."""
        if waits(delivery.message.body):
            return self._line.outcome(delivery, Answer(status=None, detail=FOREIGN))
        message = delivery.message
        headers = sign(message.id, self._clock.now(), message.body, self._endpoint.secrets)
        call = Call(url=self._endpoint.url, content=message.body, headers=headers)
        return self._line.outcome(delivery, await self._line.ask(call))
