"""One receiver's webhook: a signed POST, one attempt at a time."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver

from monitor.deliver.guard import REFUSAL, Network, connector
from monitor.deliver.signature import sign
from monitor.domain.ladder import GONE, next_due, read_retry_after
from monitor.domain.signing import SECRET_BYTES
from monitor.ports import Clock, Delivery, Outcome, RefusedError

ANSWER: Final = 20_000
"""Most that is read of an answer, in bytes; it is never unpacked."""

AGENT: Final = "lastdance (+standard-webhooks/1.0)"


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
        try:
            parts = urlsplit(self.url)
            host = parts.hostname
        except ValueError:
            host = None
        if not host or parts.scheme not in {"http", "https"}:
            self._refuse("its url is not a web address; give one such as https://HOST/PATH")
        if parts.scheme == "http" and not self.allow_http:
            self._refuse("its url has no TLS; use https, or set allow_http = true")
        if not self.secrets or any(len(each) not in SECRET_BYTES for each in self.secrets):
            self._refuse("its secret must have 24 to 64 bytes; `openssl rand -base64 32` makes one")

    def _refuse(self, what: str) -> None:
        raise RefusedError(f"webhook {self.name}: {what}")


class Webhook:
    """Sends to one receiver; used as an async context manager.

    Redirects aren't followed, cookies aren't kept, and proxies of the environment aren't used:
    each could lead to where the guard doesn't look.
    """

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
        self._chance = chance
        self._resolver = resolver
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            connector=connector(self._endpoint.allow, self._resolver),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=self._endpoint.timeout.total_seconds()),
            headers={"User-Agent": AGENT, "Accept-Encoding": "identity"},
            auto_decompress=False,
            trust_env=False,
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def send(self, delivery: Delivery) -> Outcome:
        """Try once, and say how it went; never raises for what the other side does."""
        status: int | None = None
        asked: timedelta | None = None
        try:
            status, asked = await self._post(delivery)
            detail = _phrase(status)
        except TimeoutError:
            detail = f"no answer within {self._endpoint.timeout.total_seconds():g} s"
        except (aiohttp.ClientError, OSError, ValueError) as error:
            detail = _explain(error)
        return self._outcome(delivery, status, asked, detail)

    async def _post(self, delivery: Delivery) -> tuple[int, timedelta | None]:
        assert self._session is not None, "a webhook is entered before it sends"
        message = delivery.message
        now = self._clock.now()
        headers = sign(message.id, now, message.body, self._endpoint.secrets)
        headers["Content-Type"] = "application/json"
        async with self._session.post(
            self._endpoint.url, data=message.body, headers=headers, allow_redirects=False
        ) as answer:
            asked = read_retry_after(answer.headers.get("Retry-After"), self._clock.now())
            # The status says it all; the rest is read a little so as not to cut anybody short.
            with suppress(aiohttp.ClientError, OSError, TimeoutError):
                await answer.content.read(ANSWER)
            return answer.status, asked

    def _outcome(
        self, delivery: Delivery, status: int | None, asked: timedelta | None, detail: str
    ) -> Outcome:
        now = self._clock.now()
        delivered = status is not None and HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES
        due = None if delivered or status == GONE else self._again(delivery, now, asked)
        return Outcome(
            message=delivery.message.id,
            receiver=delivery.message.receiver,
            at=now,
            delivered=delivered,
            status=status,
            detail=detail,
            due=due,
        )

    def _again(self, delivery: Delivery, now: datetime, asked: timedelta | None) -> datetime | None:
        return next_due(delivery.attempts + 1, delivery.first_due, now, self._chance(), asked)


def _phrase(status: int) -> str:
    """Return *status* in the standard's words: the other side's could hold anything."""
    try:
        words = f"HTTP {status} {HTTPStatus(status).phrase}"
    except ValueError:
        words = f"HTTP {status}"
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        words += " (redirects are not followed: configure where it leads)"
    return words


_WORDS: Final[tuple[tuple[type[Exception], str], ...]] = (
    (aiohttp.ClientConnectorDNSError, "its name does not resolve"),
    (aiohttp.ClientConnectorCertificateError, "its TLS certificate is not valid for it"),
    (aiohttp.ClientSSLError, "TLS failed"),
    (aiohttp.InvalidURL, "its url is not a web address that can be reached"),
    (aiohttp.ClientResponseError, "its answer is not HTTP"),
)


def _explain(error: Exception) -> str:
    """Return what went wrong, without the address: the error's own text often holds it."""
    if words := next((words for kind, words in _WORDS if isinstance(error, kind)), None):
        return words
    if isinstance(error, aiohttp.ClientConnectorError):
        return _unconnected(error.os_error)
    if isinstance(error, aiohttp.ClientConnectionError | ConnectionError):
        return "the connection was closed before an answer"
    return f"failed: {type(error).__name__}"


def _unconnected(error: OSError) -> str:
    if REFUSAL in str(error):
        return f"its name leads to {REFUSAL}; if that is meant, add its network to `allow`"
    return f"no connection: {os.strerror(error.errno) if error.errno else 'failed'}"
