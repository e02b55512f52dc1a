"""One receiver's webhook: a signed POST, one attempt at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver

from monitor.deliver.guard import Network
from monitor.deliver.line import Call, Line
from monitor.deliver.signature import sign
from monitor.domain.signing import SECRET_BYTES
from monitor.ports import Clock, Delivery, Outcome, RefusedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a receiver is, and how to speak to it.

    Attributes:
        name: The only thing about it that is ever logged, stored or shown.
        url: A secret: for many services the path alone lets anybody post.
        secrets: To sign with, 24 to 64 bytes each; two while one replaces the other.
        timeout: For one attempt, from the connection to the answer.
        allow: Networks that are not public, and allowed all the same.
        allow_http: Whether it may be reached without TLS.

    Raises:
        RefusedError: It can't be used; the message says what to change.
    """

    name: str
    url: str = field(repr=False)
    secrets: tuple[bytes, ...] = field(repr=False)
    timeout: timedelta = timedelta(seconds=20)
    allow: tuple[Network, ...] = ()
    allow_http: bool = False

    def __post_init__(self) -> None:
        if (fault := unusable(self.url, allow_http=self.allow_http)) is not None:
            self._refuse(fault)
        if not self.secrets or any(len(each) not in SECRET_BYTES for each in self.secrets):
            self._refuse("its secret must have 24 to 64 bytes; `openssl rand -base64 32` makes one")

    def _refuse(self, what: str) -> None:
        raise RefusedError(f"webhook {self.name}: {what}")


def unusable(url: str, *, allow_http: bool) -> str | None:
    """Return why nothing can be posted to *url*, with the cure; None = it can."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme not in {"http", "https"}:
        return "its url is not a web address; give one such as https://HOST/PATH"
    if parts.scheme == "http" and not allow_http:
        return "its url has no TLS; use https, or set allow_http = true"
    return None


class Webhook:
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

    async def __aenter__(self) -> Self:
        await self._line.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._line.__aexit__(kind, error, trace)

    async def send(self, delivery: Delivery) -> Outcome:
        """Try once, and say how it went; never raises for what the other side does."""
        message = delivery.message
        headers = sign(message.id, self._clock.now(), message.body, self._endpoint.secrets)
        call = Call(url=self._endpoint.url, content=message.body, headers=headers)
        return self._line.outcome(delivery, await self._line.ask(call))
