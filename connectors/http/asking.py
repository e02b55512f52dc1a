"""Asks servers politely: in turn, bounded in time and size, and where they lead if we may."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from http import HTTPStatus
from typing import Final

import aiohttp
from yarl import URL

from connectors.http.answers import (
    Answer,
    Heard,
    NotYetError,
    Question,
    check,
    introduction,
    passing,
    why,
)
from connectors.http.bodies import ACCEPTED, body
from connectors.http.guarded import guarded
from connectors.http.leading import address, onward, shown
from connectors.http.limits import Host, Hosts
from monitor.domain.addresses import REFUSAL, Network
from monitor.domain.retry import LONGEST_WAIT, full_jitter, retry_after
from monitor.ports import Clock, RefusedError, TransientError

FIRST_PAUSE: Final = timedelta(seconds=1)
LONGEST_PAUSE: Final = timedelta(seconds=30)
"""Bounds of the pause that a host gets after a failure for which it names no wait itself."""

STALLED: Final = timedelta(seconds=10)
"""Longest time in which nothing comes at all."""

LARGEST_REFUSAL: Final = 1 << 16
"""Most bytes of a refusal that are read, where they can tell something."""

_SPENT: Final = frozenset(
    {HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS}
)
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_HARMLESS: Final = ("if-", "accept")


class Asker:
    """Asks on behalf of all connectors, so that each host sees one polite client.

    Args:
        draw: Gives a number of [0, 1), afresh each time, for jitter.
        heard: Told of each answer.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        clock: Clock,
        hosts: Hosts,
        draw: Callable[[], float] = random.random,
        heard: Callable[[Heard], None] = lambda _: None,
    ) -> None:
        self._session = session
        self._clock = clock
        self._hosts = hosts
        self._draw = draw
        self._heard = heard

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
        here = first = address(question.url).extend_query(question.params)
        headers = question.headers
        for _ in range(question.redirects + 1):
            allow = question.allow if here.host == first.host else ()
            async with self._session_for(question, allow) as session:
                answer = await self._once(session, question, here, headers, attempt)
            if answer.status not in _MOVED or not question.redirects:
                return answer
            there = onward(here, answer.headers.get("Location", ""))
            if there.authority != here.authority:
                headers = {k: v for k, v in headers.items() if k.lower().startswith(_HARMLESS)}
            here = there
        raise RefusedError(f"{shown(first)} leads on and on; configure where it stands now")

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
        host = self._hosts.of(f"{url.host}:{url.port}", question.credential, question.pace)
        place = shown(url)
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
        if question.form is None:
            self._heard(Heard(asked=str(url), answer=answer, at=self._clock.now()))
        leads = answer.status in _MOVED and question.redirects > 0
        if question.spent is not None and answer.status in _SPENT:
            self._spent(host, place, question.spent(answer.body, self._clock.now()))
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
            async with session.request(
                "GET" if question.form is None else "POST",
                url,
                data=question.form,
                headers={"Accept-Encoding": ACCEPTED, **introduction(self._session), **headers},
                timeout=aiohttp.ClientTimeout(total=seconds, sock_connect=quiet, sock_read=quiet),
                allow_redirects=False,
                auto_decompress=False,
            ) as answer:
                good = answer.status == HTTPStatus.OK
                told = question.spent is not None and answer.status in _SPENT
                limit = question.limit if good else min(question.limit, LARGEST_REFUSAL)
                taken = await body(answer, limit, place) if good or told else (b"", 0)
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
                    f"{place} leads to what is {REFUSAL}; "
                    "if that is meant, add its network to `allow`"
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
        if passing(answer.status):
            wait = retry_after(answer.headers.get("Retry-After"), now)
            if wait is not None:
                host.turns = host.turns.paused(wait, now)
            elif not host.turns.wait(host.pace, now):
                host.turns = host.turns.paused(self._jitter(attempt), now)

    def _spent(self, host: Host, place: str, wait: timedelta | None) -> None:
        """Leave *host* alone while its quota is spent."""
        if wait is not None:
            host.turns = host.turns.paused(wait, self._clock.now())
            raise NotYetError(f"{place} grants nothing more for now", min(wait, LONGEST_WAIT))

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


def _conditional(headers: Mapping[str, str]) -> bool:
    return any(name.lower().startswith("if-") for name in headers)
