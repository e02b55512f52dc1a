"""`/ingest/{source}`: what others push, checked, bounded, and answered after the commit."""

from __future__ import annotations

import asyncio
import hmac
import math
import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Final

from aiohttp import web
from aiohttp.hdrs import METH_POST

from monitor.domain.signing import genuine, signed_by_hub, timely
from monitor.ports import TransientError
from monitor.web.desk import Desk, Door, Receipt, TooMuchError

MOST: Final = 1 << 20
"""Longest body, in bytes, as it is sent and unpacked."""

SLOW: Final = 10.0
"""How long a body may take to come, in seconds."""

AT_ONCE: Final = 16
"""Bodies at most that are read at the same time."""

A_MINUTE: Final = 60
"""Requests that a source may send a minute; so many may come at once."""

RETRY: Final = timedelta(seconds=5)

_BY_LINE: Final = frozenset(
    {"application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines"}
)
_GZIP: Final = 16 + zlib.MAX_WBITS


class _RefusalError(Exception):
    """It isn't taken; says why, and what to do."""

    def __init__(self, status: HTTPStatus, text: str, retry_after: timedelta | None = None) -> None:
        super().__init__(text)
        self.status = status
        self.text = text
        self.retry_after = retry_after


@dataclass(slots=True)
class Bucket:
    """Lets through so many a minute: as many at once, if it was quiet before.

    Attributes:
        left: How many may come now.
    """

    at: datetime
    left: float = A_MINUTE

    def take(self, now: datetime) -> timedelta | None:
        """Let one through, or return how long it must wait."""
        passed = max((now - self.at).total_seconds(), 0.0)
        self.at = now
        self.left = min(A_MINUTE, self.left + passed * A_MINUTE / 60)
        if self.left >= 1:
            self.left -= 1
            return None
        return timedelta(seconds=(1 - self.left) * 60 / A_MINUTE)


class Receiving:
    """Takes bodies for the sources of *desk*."""

    def __init__(self, desk: Desk, slow: float = SLOW) -> None:
        self._desk = desk
        self._slow = slow
        self._buckets: dict[str, Bucket] = {}
        self._reading = 0

    async def take(self, request: web.Request) -> web.Response:
        """Answer one request."""
        try:
            receipt = await self._take(request)
            door = self._desk.reception.door(request.match_info["source"])
            told = door is None or door.hub is None  # Meta is told no more than that it came
            return _received(receipt) if told else web.Response()
        except _RefusalError as refusal:
            return _refused(refusal)
        except TooMuchError as error:
            return _refused(_RefusalError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, str(error)))
        except TransientError as error:
            text = f"Not stored: {error}. Send it again, as it is."
            wait = error.retry_after or RETRY
            return _refused(_RefusalError(HTTPStatus.SERVICE_UNAVAILABLE, text, wait))

    async def verify(self, request: web.Request) -> web.Response:
        """Answer Meta's question whether this address is ours, by its challenge."""
        door = self._desk.reception.door(request.match_info["source"])
        said = request.query
        shown = said.get("hub.verify_token", "").encode("utf-8", "replace")
        hub = None if door is None else door.hub
        if hub is None:
            raise web.HTTPMethodNotAllowed(request.method, [METH_POST])
        if not hmac.compare_digest(shown, hub[1].encode()) or said.get("hub.mode") != "subscribe":
            text = "hub.verify_token: give Meta the `verify_token` of this source."
            return _refused(_RefusalError(HTTPStatus.FORBIDDEN, text))
        return web.Response(text=said.get("hub.challenge", "")[:LONGEST_CHALLENGE])

    async def _take(self, request: web.Request) -> Receipt:
        name = request.match_info["source"]
        door = self._desk.reception.door(name)
        if door is None:
            text = "No source of this name takes anything: add a [[connectors]] of type inbound."
            raise _RefusalError(HTTPStatus.NOT_FOUND, text)
        signed = door.hub is None and _announced(request, door, self._desk.clock.now())
        body = await self._body(request)
        if door.hub is not None:
            given = request.headers.get("X-Hub-Signature-256", "")
            if not signed_by_hub(given, body, door.hub[0]):
                raise _RefusalError(HTTPStatus.UNAUTHORIZED, _NOT_META)
        if signed and not genuine(request.headers, body, door.secret or b""):
            raise _RefusalError(HTTPStatus.UNAUTHORIZED, _FORGED)
        self._limit(name)
        body = _unpacked(body, request.headers.get("Content-Encoding", ""))
        if not body.strip():
            text = "There is nothing in it: send JSON lines, an activity, or an array of them."
            raise _RefusalError(HTTPStatus.BAD_REQUEST, text)
        by_line = request.content_type in _BY_LINE
        return await self._desk.reception.take(name, body, by_line=by_line)

    def _limit(self, name: str) -> None:
        now = self._desk.clock.now()
        wait = self._buckets.setdefault(name, Bucket(now)).take(now)
        if wait is not None:
            text = f"A source may send {A_MINUTE} requests a minute, of many activities each."
            raise _RefusalError(HTTPStatus.TOO_MANY_REQUESTS, text, wait)

    async def _body(self, request: web.Request) -> bytes:
        """Return what was sent, as it was sent."""
        if (request.content_length or 0) > MOST:
            raise _RefusalError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _LONG)
        if self._reading >= AT_ONCE:
            text = "Too much is coming in at once. Send it again, as it is."
            raise _RefusalError(HTTPStatus.SERVICE_UNAVAILABLE, text, RETRY)
        self._reading += 1
        body = bytearray()
        try:
            async with asyncio.timeout(self._slow):
                async for chunk in request.content.iter_any():
                    body += chunk
                    if len(body) > MOST:
                        raise _RefusalError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _LONG)
        except TimeoutError:
            text = f"The body took longer than {self._slow:g} s to come."
            raise _RefusalError(HTTPStatus.REQUEST_TIMEOUT, text) from None
        finally:
            self._reading -= 1
        return bytes(body)


LONGEST_CHALLENGE: Final = 1_000

_NOT_META: Final = (
    "X-Hub-Signature-256: this is not the signature of this body under our app's secret. It is "
    "made over the bytes as they are sent."
)
_FORGED: Final = (
    "webhook-signature: none of the signatures is that of this body under our secret. It is made "
    "over the bytes as they are sent."
)
_LONG: Final = (
    f"A body has at most {MOST} bytes, as it is sent and unpacked. Nothing of it was stored: send "
    "it in parts."
)


def _announced(request: web.Request, door: Door, now: datetime) -> bool:
    """Check what can be checked before the body comes; return whether that is signed."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and door.token is not None:
        shown = given.strip().encode("utf-8", "replace")
        if not hmac.compare_digest(shown, door.token.encode()):
            text = "Authorization: this is not the token of this source."
            raise _RefusalError(HTTPStatus.UNAUTHORIZED, text)
        return False
    if door.secret is None:
        text = "Authorization: this source needs its token, `Authorization: Bearer ...`."
        raise _RefusalError(HTTPStatus.UNAUTHORIZED, text)
    wrong = timely(request.headers, now)
    if wrong is not None:
        text = f"{wrong}. Sign it as Standard Webhooks has it, with the secret of this source."
        raise _RefusalError(HTTPStatus.UNAUTHORIZED, text)
    return True


def _unpacked(body: bytes, encoding: str) -> bytes:
    coding = encoding.strip().lower()
    if coding in {"", "identity"}:
        return body
    if coding not in {"gzip", "deflate"}:
        text = "Content-Encoding: gzip, deflate or none is taken."
        raise _RefusalError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, text)
    packer = zlib.decompressobj(_GZIP if coding == "gzip" else zlib.MAX_WBITS)
    try:
        plain = packer.decompress(body, MOST + 1)
    except zlib.error:
        text = f"Content-Encoding: the body is not {coding}."
        raise _RefusalError(HTTPStatus.BAD_REQUEST, text) from None
    if len(plain) > MOST:
        raise _RefusalError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _LONG)
    if not packer.eof or packer.unused_data:
        text = f"Content-Encoding: the {coding} ends too early, or something stands behind it."
        raise _RefusalError(HTTPStatus.BAD_REQUEST, text)
    return plain


def shown(receipt: Receipt) -> dict[str, Any]:
    """Return *receipt* as JSON types."""
    return {
        "stored": receipt.stored,
        "known": receipt.known,
        "dropped": receipt.dropped,
        "unreadable": [{"line": line, "reason": why} for line, why in receipt.unreadable],
        "alerts": [
            {"id": one.alert.id, "type": str(one.kind), "title": one.alert.title}
            for one in receipt.alerts
        ],
        "belongs": receipt.belongs,
    }


def _received(receipt: Receipt) -> web.Response:
    read = receipt.stored + receipt.known + receipt.dropped
    nothing = receipt.unreadable and not read
    status = HTTPStatus.UNPROCESSABLE_ENTITY if nothing else HTTPStatus.OK
    return web.json_response(shown(receipt), status=status)


def _refused(refusal: _RefusalError) -> web.Response:
    answer = web.json_response(
        {"error": refusal.status.phrase, "text": refusal.text}, status=refusal.status
    )
    if refusal.retry_after is not None:
        answer.headers["Retry-After"] = str(math.ceil(refusal.retry_after.total_seconds()))
    if refusal.status is HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="lastdance ingest"'
    return answer
