"""A question to a server, its answer, and what its refusals ask of us."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final

import aiohttp

from connectors.http.limits import Pace
from monitor.domain.addresses import Network
from monitor.domain.retry import retry_after
from monitor.ports import AuthError, RateLimitedError, RefusedError, TransientError

AGENT: Final = "lastdance (self-hosted monitor of transfer talk)"

Params = Sequence[tuple[str, str]]

_LATER: Final = frozenset(
    {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
)
_GONE: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


class NotKnownError(RefusedError):
    """The server is well and answers that it has no such thing (400, 404)."""


class GoneError(NotKnownError):
    """There is nothing there, or no longer (404, 410)."""


class NotYetError(RateLimitedError):
    """The server wants to be asked later, or we asked it often enough for now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A GET, and how much it may cost.

    Attributes:
        form: Makes it a POST of this form, for a token: nobody is told of what is answered.
        headers: Sent on to where the server leads only if they tell no secret.
        limit: Most bytes that are taken, as received and as inflated.
        within: Longest time for one request, once it is its turn.
        patience: Longest wait for its turn; where more is asked for it fails at once.
        tries: Requests at most, the first one included.
        redirects: How often it may lead elsewhere.
        credential: Name of the credential that it is asked with; limits hold for each.
        public: The address comes from outside or may lead there: only public addresses are
            asked, and the networks in *allow* under the host name that is asked first.
        pace: How fast this host is asked, where its rules want another than the usual.
        spent: Tells from the body of a refusal (400, 403, 429), and the time, for how long a quota
            is spent; None = it is a refusal. For servers whose headers don't say; it may raise
            what the refusal says more plainly than its status.
    """

    url: str
    params: Params = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] | None = None
    limit: int
    within: timedelta
    patience: timedelta = timedelta(0)
    tries: int = 1
    redirects: int = 0
    credential: str = ""
    public: bool = False
    allow: tuple[Network, ...] = ()
    pace: Pace | None = None
    spent: Callable[[bytes, datetime], timedelta | None] | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One request and what came of it.

    Attributes:
        asked: Its address, with the query that was asked.
        at: When the answer came.
    """

    asked: str
    answer: Answer
    at: datetime


def passing(status: int) -> bool:
    """Whether what *status* says may pass: 408, 425, 429 or 5xx."""
    return status in _LATER or status >= HTTPStatus.INTERNAL_SERVER_ERROR


def agent(contact: str | None) -> str:
    """Return how we introduce ourselves, with where the operator can be reached."""
    return AGENT if contact is None else f"{AGENT[:-1]}; {contact})"


def introduction(session: aiohttp.ClientSession) -> dict[str, str]:
    """Return the headers that say who asks; a session's own `User-Agent` wins."""
    return {"User-Agent": session.headers.get("User-Agent", AGENT)}


def check(status: int, headers: Mapping[str, str], url: str, now: datetime) -> None:
    """Pass where *status* says yes.

    Raises:
        TransientError: 408, 425, 429 or 5xx; with the wait that `Retry-After` asks for;
            `RateLimitedError` for 429.
        RefusedError: Anything else; `NotKnownError` for 400, `GoneError` for 404 and 410,
            `AuthError` for 401.
    """
    if status == HTTPStatus.OK:
        return
    if passing(status):
        wait = retry_after(headers.get("Retry-After"), now)
        later = RateLimitedError if status == HTTPStatus.TOO_MANY_REQUESTS else TransientError
        raise later(f"{url} answered {status}", wait)
    if status == HTTPStatus.UNAUTHORIZED:
        raise AuthError(f"{url} answered {status}; give it a credential that it takes")
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        raise RefusedError(f"{url} has moved ({status}); configure where it stands now")
    kind: type[RefusedError] = GoneError if status in _GONE else RefusedError
    if status == HTTPStatus.BAD_REQUEST:
        kind = NotKnownError
    raise kind(f"{url} answered {status}; check the address and what it permits")


def why(error: Exception) -> str:
    """Return in a few words why a connection failed, without its address once more."""
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    if isinstance(cause, ConnectionError) and cause.errno:
        return os.strerror(cause.errno)
    return getattr(cause, "strerror", None) or str(cause) or type(cause).__name__
