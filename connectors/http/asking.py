"""Asks servers politely: in turn, bounded in time and size, refusals sorted by what to do next."""

from __future__ import annotations

import os
import random
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final

import aiohttp
from yarl import URL

from connectors.http.bodies import ACCEPTED, body
from connectors.http.guarded import guarded
from connectors.http.headers import retry_after
from connectors.http.limits import Host, Hosts
from monitor.domain.addresses import REFUSAL, Network
from monitor.domain.retry import full_jitter
from monitor.ports import Clock, RefusedError, TransientError

AGENT: Final = "lastdance (self-hosted monitor of transfer talk)"

FIRST_PAUSE: Final = timedelta(seconds=1)
LONGEST_PAUSE: Final = timedelta(seconds=30)
"""Bounds of the pause that a host gets after a failure for which it names no wait itself."""

STALLED: Final = timedelta(seconds=10)
"""Longest time in which nothing comes at all."""

Params = Sequence[tuple[str, str]]

_LATER: Final = frozenset(
    {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
)
_NOT_KNOWN: Final = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND})
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_HARMLESS: Final = ("if-", "accept")


class NotKnownError(RefusedError):
    """The server is well and answers that it has no such thing (400, 404)."""


class NotYetError(TransientError):
    """The server wants to be asked later, or we asked it often enough for now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A GET, and how much it may cost.

    Attributes:
        headers: Sent on to where the server leads only if they tell no secret.
        limit: Most bytes that are taken, as received and as inflated.
        within: Longest time for one request, once it is its turn.
        patience: Longest wait for its turn; where more is asked for it fails at once.
        tries: Requests at most, the first one included.
        redirects: How often it may lead elsewhere.
        credential: Name of the credential that it is asked with; limits hold for each.
        public: The address comes from outside or may lead there: only public addresses are
            asked, and the networks in *allow* under the host name that is asked first.
    """

    url: str
    params: Params = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    limit: int
    within: timedelta
    patience: timedelta = timedelta(0)
    tries: int = 1
    redirects: int = 0
    credential: str = ""
    public: bool = False
    allow: tuple[Network, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered.

    Attributes:
        status: 200, or 304 to a conditional question.
        url: Where it stood in the end.
        received: Bytes of the body as it was sent.
    """

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes
    received: int


def agent(contact: str | None) -> str:
    """Return how we introduce ourselves, with where the operator can be reached."""
    return AGENT if contact is None else f"{AGENT[:-1]}; {contact})"


def introduction(session: aiohttp.ClientSession) -> dict[str, str]:
    """Return the headers that say who asks; a session's own `User-Agent` wins."""
    return {"User-Agent": session.headers.get("User-Agent", AGENT)}


def check(status: int, headers: Mapping[str, str], url: str, now: datetime) -> None:
    """Pass where *status* says yes.

    Raises:
        TransientError: 408, 425, 429 or 5xx; with the wait that `Retry-After` asks for.
        RefusedError: Anything else; `NotKnownError` for 400 and 404.
    """
    if status == HTTPStatus.OK:
        return
    if status in _LATER or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        wait = retry_after(headers.get("Retry-After"), now)
        raise TransientError(f"{url} answered {status}", wait)
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        raise RefusedError(f"{url} has moved ({status}); configure where it stands now")
    kind = NotKnownError if status in _NOT_KNOWN else RefusedError
    raise kind(f"{url} answered {status}; check the address and what it permits")


def why(error: Exception) -> str:
    """Return in a few words why a connection failed, without its address once more."""
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    if isinstance(cause, ConnectionError) and cause.errno:
        return os.strerror(cause.errno)
    return getattr(cause, "strerror", None) or str(cause) or type(cause).__name__


class Asker:
    """Asks on behalf of all connectors, so that each host sees one polite client.

    Args:
        draw: Gives a number of [0, 1), afresh each time, for jitter.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        clock: Clock,
        hosts: Hosts,
        draw: Callable[[], float] = random.random,
    ) -> None:
        self._session = session
        self._clock = clock
        self._hosts = hosts
        self._draw = draw

    async def ask(self, question: Question) -> Answer:
        """Return what is answered to *question*, asked again after what may pass.

        Raises:
            TransientError: It may work later.
            RefusedError: A person must act: wrong address, no permission, moved elsewhere.
        """
        failed: TransientError | None = None
        for attempt in range(max(question.tries, 1)):
            try:
                return await self._follow(question, attempt)
            except NotYetError as error:
                raise failed or error from None
            except TransientError as error:
                failed = error
        assert failed is not None
        raise failed

    async def _follow(self, question: Question, attempt: int) -> Answer:
        """Ask where the question points, and then where that leads."""
        here = first = _address(question.url).extend_query(question.params)
        headers = question.headers
        for _ in range(question.redirects + 1):
            allow = question.allow if here.host == first.host else ()
            async with self._session_for(question, allow) as session:
                answer = await self._once(session, question, here, headers, attempt)
            if answer.status not in _MOVED or not question.redirects:
                return answer
            there = _next(here, answer.headers.get("Location", ""))
            if there.authority != here.authority:
                headers = {k: v for k, v in headers.items() if k.lower().startswith(_HARMLESS)}
            here = there
        raise RefusedError(f"{_shown(first)} leads on and on; configure where it stands now")

    @asynccontextmanager
    async def _session_for(
        self, question: Question, allow: tuple[Network, ...]
    ) -> AsyncIterator[aiohttp.ClientSession]:
        if not question.public:
            yield self._session
            return
        async with guarded(allow) as session:
            yield session

    async def _once(
        self,
        session: aiohttp.ClientSession,
        question: Question,
        url: URL,
        headers: Mapping[str, str],
        attempt: int,
    ) -> Answer:
        host = self._hosts.of(f"{url.host}:{url.port}", question.credential)
        place = _shown(url)
        async with host.room:
            await self._turn(host, place, question.patience)
            try:
                answer = await self._get(session, question, url, place, headers)
            except TransientError:
                self._failed(host, attempt)
                raise
            except BaseException:
                host.breaker = host.breaker.left()
                raise
            self._note(host, answer, attempt)
        leads = answer.status in _MOVED and question.redirects > 0
        if not leads and not (answer.status == HTTPStatus.NOT_MODIFIED and _conditional(headers)):
            self._check(answer, place, host)
        return answer

    async def _turn(self, host: Host, place: str, patience: timedelta) -> None:
        """Wait until *host* may be asked, and take the turn."""
        waited = timedelta(0)
        while wait := host.wait(self._clock.now()):
            if waited + wait > patience:
                raise NotYetError(f"{place} is not asked before its time", wait)
            waited += wait
            await self._clock.sleep(wait)
        host.ask(self._clock.now())

    async def _get(
        self,
        session: aiohttp.ClientSession,
        question: Question,
        url: URL,
        place: str,
        headers: Mapping[str, str],
    ) -> Answer:
        seconds = question.within.total_seconds()
        quiet = min(seconds, STALLED.total_seconds())
        try:
            async with session.get(
                url,
                headers={"Accept-Encoding": ACCEPTED, **introduction(self._session), **headers},
                timeout=aiohttp.ClientTimeout(total=seconds, sock_connect=quiet, sock_read=quiet),
                allow_redirects=False,
                auto_decompress=False,
            ) as answer:
                good = answer.status == HTTPStatus.OK
                taken = await body(answer, question.limit, place) if good else (b"", 0)
                return Answer(
                    status=answer.status,
                    url=str(url),
                    headers=answer.headers,
                    body=taken[0],
                    received=taken[1],
                )
        except TimeoutError:
            raise TransientError(f"{place} did not answer within {question.within}") from None
        except (aiohttp.ClientError, OSError) as error:
            if REFUSAL in str(error):
                raise RefusedError(
                    f"{place} leads to {REFUSAL}; if that is meant, add its network to `allow`"
                ) from None
            raise TransientError(f"{place} can't be reached: {why(error)}") from error

    def _note(self, host: Host, answer: Answer, attempt: int) -> None:
        """Take note of what an answer says about its host."""
        now = self._clock.now()
        host.turns = host.turns.told(answer.headers, now)
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self._failed(host, attempt)
        else:
            host.breaker = host.breaker.answered()
        if answer.status in _LATER or answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            wait = retry_after(answer.headers.get("Retry-After"), now)
            if wait is not None:
                host.turns = host.turns.paused(wait, now)
            elif not host.turns.wait(host.pace, now):
                host.turns = host.turns.paused(self._jitter(attempt), now)

    def _failed(self, host: Host, attempt: int) -> None:
        now = self._clock.now()
        host.breaker = host.breaker.failed(now)
        host.turns = host.turns.paused(self._jitter(attempt), now)

    def _jitter(self, attempt: int) -> timedelta:
        return full_jitter(attempt, FIRST_PAUSE, LONGEST_PAUSE, self._draw())

    def _check(self, answer: Answer, place: str, host: Host) -> None:
        """As `check`; a host that grants nothing more says so without a `Retry-After` too."""
        now = self._clock.now()
        try:
            check(answer.status, answer.headers, place, now)
        except TransientError as error:
            limited = answer.status == HTTPStatus.TOO_MANY_REQUESTS and error.retry_after is None
            if limited:
                error.retry_after = host.turns.wait(host.pace, now)
            raise


def _address(text: str) -> URL:
    """Return *text* as an address that can be asked.

    Raises:
        RefusedError: It isn't one.
    """
    try:
        url = URL(text)
    except ValueError:
        url = URL()
    if url.scheme not in {"http", "https"} or not url.host:
        raise RefusedError(f"{text[:80]!r} is no address that can be asked")
    return url


def _shown(url: URL) -> str:
    """Return *url* as messages show it: keys and passwords stand in queries and before hosts."""
    return str(url.with_query(None).with_user(None))


def _conditional(headers: Mapping[str, str]) -> bool:
    return any(name.lower().startswith("if-") for name in headers)


def _next(here: URL, location: str) -> URL:
    """Return where *here* leads.

    Raises:
        RefusedError: Nowhere, or where we don't follow: with a password, or off TLS.
    """
    try:
        there = here.join(URL(location.strip()))
    except ValueError:
        there = URL()
    there = _address(str(there) if location.strip() else "").with_fragment(None)
    if there.user is not None or there.password is not None:
        raise RefusedError(f"{_shown(here)} leads to an address with a password")
    if here.scheme == "https" and there.scheme != "https":
        raise RefusedError(f"{_shown(here)} leads to where there is no TLS")
    return there
