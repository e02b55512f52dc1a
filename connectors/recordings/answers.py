"""One recorded answer, its body unpacked, whoever wrote it down and how."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

import msgspec

from connectors.wire.reading import UnreadableError

LARGEST: Final = 64 << 20
"""Most bytes of a recording, and of one body as it inflates."""

_ZIPPED: Final = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": 15}
_MAGIC: Final = b"\x1f\x8b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What a server answered once.

    Attributes:
        place: Which of the recording it is, for a person: "answer 3".
        url: What was asked; empty where only the body was kept.
        headers: Names in lower case, of several values the first.
    """

    place: str
    method: str = "GET"
    url: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


def path_of(answer: Recorded) -> str:
    """Return the path that was asked, without a slash at its end; empty where none is known."""
    try:
        return urlsplit(answer.url).path.rstrip("/")
    except ValueError:
        return ""


def query_of(answer: Recorded) -> Mapping[str, str]:
    """Return the query that was asked, of several values the last."""
    try:
        return dict(parse_qsl(urlsplit(answer.url).query, max_num_fields=100))
    except ValueError:
        return {}


def of_exchange(said: object, place: str) -> Recorded:
    """Return what one exchange of a cassette, a HAR file or a fixture holds.

    Raises:
        UnreadableError: There is no answer in it, or its body can't be unpacked.
    """
    if not isinstance(said, dict):
        raise UnreadableError("bad_type", "an exchange is a mapping")
    request, response = _mapping(said.get("request")), _mapping(said.get("response", said))
    content = response.get("body", response.get("content"))
    headers = _headers(response.get("headers"))
    return Recorded(
        place=place,
        method=_text(request.get("method")).upper() or "GET",
        url=_text(request.get("uri") or request.get("url") or said.get("get")),
        status=_status(response),
        headers=headers,
        body=_unpacked(_body(content), headers.get("content-encoding", "")),
    )


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _status(response: Mapping[str, Any]) -> int:
    status = response.get("status", response.get("status_code", 200))
    code = str(_mapping(status).get("code", status)).strip()
    return int(code) if code.isascii() and code.isdigit() and len(code) == 3 else 200


def _headers(value: object) -> dict[str, str]:
    """Return headers that stand as name to value or values, or as a list of both."""
    pairs = value.items() if isinstance(value, dict) else []
    if isinstance(value, list):
        rows = [row for row in value if isinstance(row, dict)]
        pairs = [(row.get("name"), row.get("value")) for row in rows]
    found: dict[str, str] = {}
    for name, text in pairs:
        first = text[0] if isinstance(text, list) and text else text
        if isinstance(name, str) and isinstance(first, str):
            found.setdefault(name.lower(), first)
    return found


def _body(content: object) -> bytes:
    """Return a body as it was kept: text, bytes, base64 of either, or JSON itself."""
    if isinstance(content, bytes):
        return content
    if isinstance(content, str):
        return content.encode("utf-8", "surrogatepass")
    if not isinstance(content, dict):
        return _json(content)
    for name in ("base64_string", "base64"):
        if isinstance(content.get(name), str | bytes):
            return _decoded(content[name])
    for name in ("string", "text"):
        if name in content:
            zipped = _text(content.get("encoding")).lower() == "base64"
            return _decoded(content[name]) if zipped else _body(content[name])
    return b"" if {"size", "mimeType", "encoding"} & content.keys() else _json(content)


def _json(content: object) -> bytes:
    try:
        return b"" if content is None else msgspec.json.encode(content)
    except (TypeError, ValueError, RecursionError):
        raise UnreadableError("bad_type", "a body is text, or can be written as JSON") from None


def _decoded(text: object) -> bytes:
    try:
        return base64.b64decode(text if isinstance(text, bytes) else _text(text))
    except (binascii.Error, ValueError):
        raise UnreadableError("bad_type", "a body is no base64") from None


def _unpacked(body: bytes, coding: str) -> bytes:
    """Return *body* inflated where it still is packed: many recorders unpack, and keep the header.

    Raises:
        UnreadableError: It is broken, too large, or packed in a way that is not read here.
    """
    coding = coding.strip().lower()
    if coding == "br" and body[:1] not in (b"{", b"[", b""):
        raise UnreadableError("not_json", "the body is packed with brotli; record it unpacked")
    window = _ZIPPED.get(coding)
    if body.startswith(_MAGIC):
        window = _ZIPPED["gzip"]
    elif coding != "deflate" or body[:1] in (b"{", b"["):
        return body
    inflater = zlib.decompressobj(window or 15)
    try:
        whole = inflater.decompress(body, LARGEST)
    except zlib.error:
        raise UnreadableError("not_json", "the body is packed, and broken") from None
    if inflater.unconsumed_tail:
        raise UnreadableError("too_long", f"the body inflates to over {LARGEST} bytes")
    return whole
