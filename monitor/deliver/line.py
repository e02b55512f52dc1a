"""One way to one receiver: asked once at a time limit, to public addresses only, read a little."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from types import TracebackType
from typing import ClassVar, Final, Self
from urllib.parse import urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver

from monitor.deliver.guard import REFUSAL, Network, connector
from monitor.domain.ladder import GONE, next_due
from monitor.domain.retry import retry_after
from monitor.ports import Clock, Delivery, Outcome, RefusedError

ANSWER: Final = 20_000
"""Most that is read of an answer, in bytes; it is never unpacked."""

AGENT: Final = "lastdance (+standard-webhooks/1.0)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request.

    Attributes:
        url: A secret, and so are `headers`.
        listens: Whether what is answered matters, and not the status alone.
    """

    url: str = field(repr=False)
    content: bytes
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    method: str = "POST"
    listens: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How a call went.

    Attributes:
        status: HTTP status, or None where there was no answer.
        detail: The same in words of ours: the other side's could hold anything.
        asked: How long it asks to wait.
        content: The first 20,000 bytes of what it said, as they came.
    """

    status: int | None
    detail: str
    asked: timedelta | None = None
    content: bytes = b""

    @property
    def good(self) -> bool:
        """Whether it was taken."""
        status = self.status
        return status is not None and HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES


class Line:
    """Calls one receiver; used as an async context manager.

    Redirects aren't followed, cookies aren't kept, and proxies of the environment aren't used:
    each could lead to where the guard doesn't look.
    """

    def __init__(
        self,
        clock: Clock,
        chance: Callable[[], float],
        timeout: timedelta,
        allow: tuple[Network, ...] = (),
        resolver: AbstractResolver | None = None,
    ) -> None:
        """Prepare the line.

        Args:
            clock: Time for the ladder; the timeout is real time.
            chance: Returns a random number from 0 to 1, for jitter.
            timeout: For one call, from the connection to the answer.
            allow: Networks that are not public, and allowed all the same.
            resolver: How names are looked up; None = as the machine does.
        """
        self._clock = clock
        self._chance = chance
        self._timeout = timeout
        self._allow = allow
        self._resolver = resolver
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            connector=connector(self._allow, self._resolver),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=self._timeout.total_seconds()),
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

    async def ask(self, call: Call) -> Answer:
        """Call once; never raises for what the other side does."""
        try:
            return await self._ask(call)
        except TimeoutError:
            detail = f"no answer within {self._timeout.total_seconds():g} s"
        except (aiohttp.ClientError, OSError, ValueError) as error:
            detail = _explain(error)
        return Answer(status=None, detail=detail)

    async def _ask(self, call: Call) -> Answer:
        assert self._session is not None, "a line is entered before it is used"
        async with self._session.request(
            call.method,
            call.url,
            data=call.content,
            headers={"Content-Type": "application/json", **call.headers},
            allow_redirects=False,
        ) as answer:
            asked = retry_after(answer.headers.get("Retry-After"), self._clock.now())
            content = b""
            # Where the status says it all, a little is read so as not to cut anybody short.
            with suppress(aiohttp.ClientError, OSError, TimeoutError):
                content = await answer.content.read(ANSWER)
                while call.listens and len(content) < ANSWER and not answer.content.at_eof():
                    content += await answer.content.read(ANSWER)
            return Answer(
                status=answer.status,
                detail=_phrase(answer.status),
                asked=asked,
                content=content[:ANSWER],
            )

    def outcome(self, delivery: Delivery, answer: Answer, receipt: str | None = None) -> Outcome:
        """Return what *answer* means for *delivery*: taken, over, or to be tried again."""
        now = self._clock.now()
        over = answer.good or answer.status == GONE
        return Outcome(
            message=delivery.message.id,
            receiver=delivery.message.receiver,
            at=now,
            delivered=answer.good,
            status=answer.status,
            detail=answer.detail,
            due=None if over else self._again(delivery, now, answer.asked),
            receipt=receipt if answer.good else None,
        )

    def _again(self, delivery: Delivery, now: datetime, asked: timedelta | None) -> datetime | None:
        return next_due(delivery.attempts + 1, delivery.first_due, now, self._chance(), asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where somebody is called, and on what terms.

    Attributes:
        name: The only thing about it that is ever logged, stored or shown.
        url: A secret: for many services whoever has it can post.
        timeout: For one call, from the connection to the answer.
        allow: Networks that are not public, and allowed all the same.
        allow_http: Whether it may be reached without TLS.

    Raises:
        RefusedError: It can't be used; the message says what to change.
    """

    kind: ClassVar[str] = "channel"

    name: str
    url: str = field(repr=False)
    timeout: timedelta = timedelta(seconds=20)
    allow: tuple[Network, ...] = ()
    allow_http: bool = False

    def __post_init__(self) -> None:
        if (fault := self.fault()) is not None:
            raise RefusedError(f"{self.kind} {self.name}: {fault}")

    def fault(self) -> str | None:
        """Return why nothing can be posted there, with the cure; None = it can."""
        try:
            parts = urlsplit(self.url)
            host = parts.hostname
        except ValueError:
            host = None
        if not host or parts.scheme not in {"http", "https"}:
            return "its url is not a web address; give one such as https://HOST/PATH"
        if parts.scheme == "http" and not self.allow_http:
            return "its url has no TLS; use https, or set allow_http = true"
        return None


class Caller:
    """Somebody who calls over one line of its own; used as an async context manager."""

    _line: Line

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
        return f"its name leads to what is {REFUSAL}; if that is meant, add its network to `allow`"
    return f"no connection: {os.strerror(error.errno) if error.errno else 'failed'}"
