"""One polite GET: bounded in time and size, its refusals sorted by what to do next."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, Final

import aiohttp
import msgspec

from connectors.wire.reading import UnreadableError, read
from monitor.ports import RefusedError, TransientError

AGENT: Final = "lastdance (self-hosted monitor of transfer talk)"
"""How we introduce ourselves; a session's own `User-Agent` wins, so operators can add a contact."""

LONGEST_WAIT: Final = timedelta(days=1)
"""The most that a server can ask for with `Retry-After`."""

_LATER: Final = frozenset(
    {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
)
_NOT_KNOWN: Final = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND})
_CHUNK: Final = 1 << 16

_decode = msgspec.json.Decoder().decode
Params = Mapping[str, str] | Sequence[tuple[str, str]]


def introduction(session: aiohttp.ClientSession) -> dict[str, str]:
    """Return the headers that say who asks."""
    return {} if "User-Agent" in session.headers else {"User-Agent": AGENT}


class NotKnownError(RefusedError):
    """The server is well and answers that it has no such thing (400, 404)."""


async def get(
    session: aiohttp.ClientSession,
    url: str,
    params: Params,
    *,
    limit: int,
    within: timedelta,
    now: datetime,
) -> bytes:
    """Return the body that *url* answers with.

    Args:
        limit: Most bytes that are taken, as received and as inflated.
        within: Longest time for all of it.
        now: For a `Retry-After` that names a date.

    Raises:
        TransientError: It may work later.
        RefusedError: A person must act: wrong address, no permission, moved elsewhere.
    """
    seconds = aiohttp.ClientTimeout(total=within.total_seconds())
    try:
        async with session.get(
            url,
            params=params,
            headers=introduction(session),
            timeout=seconds,
            allow_redirects=False,
        ) as answer:
            check(answer.status, answer.headers, url, now)
            return await _body(answer, limit, url)
    except TimeoutError:
        raise TransientError(f"{url} did not answer within {within}") from None
    except (aiohttp.ClientError, OSError) as error:
        raise TransientError(f"{url} can't be reached: {why(error)}") from error


def why(error: Exception) -> str:
    """Return in a few words why a connection failed, without its address once more."""
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    if isinstance(cause, ConnectionError) and cause.errno:
        return os.strerror(cause.errno)
    return getattr(cause, "strerror", None) or str(cause) or type(cause).__name__


async def get_json(
    session: aiohttp.ClientSession,
    url: str,
    params: Params,
    *,
    limit: int,
    within: timedelta,
    now: datetime,
) -> Any:
    """Return the JSON that *url* answers with; arguments and errors as in `get`."""
    body = await get(session, url, params, limit=limit, within=within, now=now)
    try:
        return read(_decode, body)
    except UnreadableError as error:
        raise TransientError(f"{url} answered with broken JSON: {error.detail}") from None


async def _body(answer: aiohttp.ClientResponse, limit: int, url: str) -> bytes:
    size, chunks = 0, []
    if (answer.content_length or 0) > limit:
        raise TransientError(f"{url} wants to send over {limit} bytes")
    async for chunk in answer.content.iter_chunked(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise TransientError(f"{url} sent over {limit} bytes")
        chunks.append(chunk)
    return b"".join(chunks)


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


def retry_after(header: str | None, now: datetime) -> timedelta | None:
    """Return the wait that a `Retry-After` asks for, in seconds or by a date; None for none."""
    text = (header or "").strip()
    if text.isascii() and text.isdigit() and len(text) < 10:
        return min(timedelta(seconds=int(text)), LONGEST_WAIT)
    try:
        at = parsedate_to_datetime(text)
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
        return min(max(at - now, timedelta(0)), LONGEST_WAIT)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
