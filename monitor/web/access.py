"""Who may read, and what a browser may do with a page."""

from __future__ import annotations

import base64
import binascii
import hmac
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from monitor.domain.desk.reply import PATH
from monitor.web.stationery import PLACE

OPEN: Final = frozenset({"/livez", "/readyz"})
"""Paths that anybody may ask."""

PROVEN: Final = ("/ingest/", PATH, PLACE)
"""Beginnings of paths where who comes shows a proof of another kind, to the page itself; and of
what every page is dressed with, which tells nothing."""

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}
"""On every answer: nothing is run or loaded but our own files, nobody frames it."""


def allowed(request: web.Request, token: str) -> bool:
    """Whether *request* shows *token*: as a bearer token, or as the password of a login."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            given = base64.b64decode(given.strip(), validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return False
    elif scheme.lower() != "bearer":
        return False
    return hmac.compare_digest(given.strip().encode("utf-8", "replace"), token.encode())


def at_home(request: web.Request, public_url: str) -> bool:
    """Whether *request* was meant for us: some page's name may lead a browser to this address."""
    try:
        host = urlsplit(f"//{request.host}").hostname or ""
    except ValueError:
        return False
    if host in {"localhost", urlsplit(public_url).hostname}:
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def same_origin(request: web.Request, public_url: str) -> bool:
    """Whether a page of ours sent *request*: a browser says so, and lets no page lie about it."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    try:
        origin = urlsplit(request.headers.get("Origin", ""))
    except ValueError:
        return False
    return bool(origin.netloc) and origin.netloc in {request.host, urlsplit(public_url).netloc}


def gate(token: str | None, public_url: str) -> Middleware:
    """Return the middleware that lets in who shows *token*, or, without one, who is at home."""

    @web.middleware
    async def _gate(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path not in OPEN and not request.path.startswith(PROVEN):
            if token is None and not at_home(request, public_url):
                raise web.HTTPMisdirectedRequest
            if token is not None and not allowed(request, token):
                raise web.HTTPUnauthorized(
                    headers={"WWW-Authenticate": 'Basic realm="lastdance", charset="UTF-8"'}
                )
        return await handler(request)

    return _gate


async def dress(request: web.Request, response: web.StreamResponse) -> None:
    """Put the headers on *response*; a signal of the application."""
    del request
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.pop("Server", None)
