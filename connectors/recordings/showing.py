"""One exchange with a server as it may be shown: how it went, and nobody in it."""

from __future__ import annotations

from typing import Any, Final

from yarl import URL

from connectors.http import Answer, Heard
from connectors.recordings.redacting import Redacting

_HEADERS: Final = (
    "Content-Type",
    "Retry-After",
    "Cache-Control",
    "X-RateLimit-Limit",
    "X-RateLimit-Remaining",
    "X-RateLimit-Reset",
    "RateLimit-Limit",
    "RateLimit-Remaining",
    "RateLimit-Reset",
    "RateLimit-Policy",
    "X-Rate-Limit-Limit",
    "X-Rate-Limit-Remaining",
    "X-Rate-Limit-Reset",
)
"""Headers that are shown; all others, and all of ours, are left out."""

LARGEST: Final = 1 << 20
"""Bytes of a body that are shown; of a larger one nothing is."""


def shown(heard: Heard, redacting: Redacting) -> dict[str, Any]:
    """Return *heard* in the form of a fixture's answer."""
    url = URL(heard.asked)
    redacting.home = redacting.home or url.authority
    asked = redacting.url(heard.asked, asked=True)
    return {
        "get": asked.removeprefix("{host}"),
        "status": heard.answer.status,
        "headers": _headers(heard.answer, redacting),
        "body": _body(heard.answer, redacting),
    }


def _headers(answer: Answer, redacting: Redacting) -> dict[str, str]:
    said = {name: answer.headers[name] for name in _HEADERS if name in answer.headers}
    link = answer.headers.get("Link")
    return said if link is None else {**said, "Link": redacting.links(link)}


def _body(answer: Answer, redacting: Redacting) -> Any:
    if len(answer.body) > LARGEST:
        return f"{len(answer.body)} bytes"
    return redacting.body(answer.body) if answer.body else ""
