"""Who is let in to what, and what a browser may do with a page."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Final
from urllib.parse import unquote, urlsplit

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.typedefs import Handler, Middleware

from monitor.domain.desk.logbook import Hand
from monitor.domain.porter import Ticket
from monitor.domain.rights import Right, Visitor, Way
from monitor.ports import Clock
from monitor.ports.sessions import SessionStore
from monitor.web.lock import Lock, presented
from monitor.web.rights import Free, needed
from monitor.web.throttle import Throttle

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

FIELD: Final = "form_token"
"""Field by which a form shows that it is ours."""

FORMS: Final = {"Referrer-Policy": "same-origin"}
"""On pages with forms: without a referrer browsers hide the origin too, by which we know ours."""

COMMANDED_BY: Final = "Lastdance-User"
"""Header in which a command says whose it is."""

PATIENCE: Final = 10.0
"""How long a form may take to come, in seconds."""

LONGEST_SAID: Final = 50
"""Longest name that a command gives, in characters."""

_COMMANDING: Final = frozenset({Way.HERE, Way.TOKEN})
_SAFE: Final = frozenset({"GET", "HEAD"})
_SENT_BY_FORMS: Final = frozenset(
    {"application/x-www-form-urlencoded", "multipart/form-data", "text/plain"}
)
_log = logging.getLogger(__name__)


class LacksRightError(web.HTTPForbidden):
    """Whoever asks is known, and may not do this."""

    words = (
        "Who you are here may look at pages, and change nothing. Come with a token that has the "
        "right to operate: [[web.tokens]] in the configuration gives it."
    )


class UnknownUserError(web.HTTPForbidden):
    """The proxy names somebody to whom nothing is allowed."""

    words = (
        "The proxy says who you are, and that user has no right here. Whoever runs this gives "
        "one in [web.users]."
    )


class StaleFormError(web.HTTPForbidden):
    """A form was not made for who sends it, or too long ago."""

    words = (
        "This form is more than half a day old, or was made for somebody else; nothing was "
        "changed. Go back, load the page again, and send it again."
    )


@dataclass(frozen=True, slots=True)
class Guest:
    """Who asks, as this request shows.

    Attributes:
        number: Of the session; empty without one.
        ambient: Whether a browser may have shown who it is by itself, for a page of another site.
        form: What forms hold that are shown to this guest.
        until: When the session ends.
    """

    visitor: Visitor
    number: str
    ambient: bool
    form: str
    until: datetime | None = None


_GUEST: Final = web.RequestKey("guest", Guest)


def guest(request: web.Request) -> Guest:
    """Return who asks; only for routes that need a right."""
    return request[_GUEST]


def hand(request: web.Request) -> Hand:
    """Return who asks, for the logbook: commands say whose they are, beside the token they show."""
    named, visitor = request.headers.get(COMMANDED_BY, ""), guest(request).visitor
    if not named or _browsing(request) or visitor.way not in _COMMANDING:
        return Hand.of(visitor)
    said = unquote(named)[:LONGEST_SAID].strip()
    return Hand(said if visitor.way is Way.HERE else f"{said} ({visitor.name})", Way.COMMAND)


def may_operate(request: web.Request) -> bool:
    """Whether who asks may change something."""
    return guest(request).visitor.right.covers(Right.OPERATE)


class Doorman:
    """Recognises who comes, by *lock*, and keeps away who tries too often."""

    def __init__(self, lock: Lock, public_url: str, clock: Clock, sessions: SessionStore) -> None:
        self.lock = lock
        self.public_url = public_url
        self.clock = clock
        self._sessions = sessions
        self._throttle = Throttle()

    @property
    def secure(self) -> bool:
        """Whether people come by TLS."""
        return urlsplit(self.public_url).scheme == "https"

    @property
    def cookie(self) -> str:
        """Name of the cookie that holds a ticket; with TLS one that no neighbour can set."""
        return "__Host-lastdance" if self.secure else "lastdance"

    async def recognise(self, request: web.Request) -> Guest:
        """Return who sends *request*.

        Raises:
            HTTPMisdirectedRequest, HTTPUnauthorized, HTTPTooManyRequests, UnknownUserError:
                Nobody whom we let in.
            TransientError: Whether the session was ended can't be known now.
        """
        if not self.lock.guarded:
            if not at_home(request, self.public_url):
                raise web.HTTPMisdirectedRequest
            here = Visitor(str(Way.HERE), Right.OPERATE, Way.HERE)
            return self._guest(here, ambient=True)
        shown = presented(request.headers.get("Authorization", ""))
        named = self._named(request)
        if shown is not None and named is None:
            return self._by_token(request, *shown)
        if named is not None:
            return self._guest(named, ambient=True)
        held = self.lock.ticket(request.cookies.get(self.cookie, ""), self.clock.now())
        if held is None or await self._sessions.session_ended(held[0].number):
            raise unauthorized(request)
        return self._guest(held[1], ambient=True, ticket=held[0])

    def try_token(self, request: web.Request, shown: str) -> bool:
        """Whether *shown* opens; counts it against the address if it doesn't.

        Raises:
            HTTPTooManyRequests: This address has shown too many that don't.
        """
        now, address = self.clock.now(), self._address(request)
        wait = self._throttle.wait(address, now)
        if wait is not None:
            seconds = str(max(1, round(wait / timedelta(seconds=1))))
            raise web.HTTPTooManyRequests(headers={"Retry-After": seconds})
        if self.lock.opens(shown) is not None:
            return True
        self._throttle.wrong(address, now)
        if self._throttle.wait(address, now) is not None:
            _log.warning("%s shows one wrong token after the other: it has to wait", address)
        return False

    async def sign_out(self, who: Guest) -> None:
        """Let the ticket of *who* open nothing any more.

        Raises:
            TransientError: It can't be noted now.
        """
        if who.until is not None:
            await self._sessions.end_session(who.number, who.until, self.clock.now())

    def _by_token(self, request: web.Request, shown: str, ambient: bool) -> Guest:
        if not self.try_token(request, shown):
            raise unauthorized(request)
        found = self.lock.opens(shown)
        assert found is not None
        return self._guest(Visitor(found.name, found.right, Way.TOKEN), ambient=ambient)

    def _named(self, request: web.Request) -> Visitor | None:
        """Return whom a proxy names, if one does."""
        proxy = self.lock.proxy
        if proxy is None:
            return None
        user = proxy.user(request.remote or "", request.headers.getall(proxy.header, ()))
        if user is None:
            return None
        right = proxy.right(user)
        if right is None:
            raise UnknownUserError
        return Visitor(user, right, Way.PROXY)

    def _address(self, request: web.Request) -> str:
        """Return where *request* comes from: a proxy says for whom it asks."""
        peer = request.remote or ""
        if not self.lock.relayed(peer):
            return peer
        last = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        try:
            return str(ip_address(last))
        except ValueError:
            return peer

    def _guest(self, visitor: Visitor, *, ambient: bool, ticket: Ticket | None = None) -> Guest:
        number = "" if ticket is None else ticket.number
        form = self.lock.porter.form(visitor, number, self.clock.now())
        return Guest(visitor, number, ambient, form, None if ticket is None else ticket.until)


def gate(doorman: Doorman) -> Middleware:
    """Return the middleware that lets in who may have what they ask for."""

    @web.middleware
    async def _gate(request: web.Request, handler: Handler) -> web.StreamResponse:
        need = needed(request)
        if isinstance(need, Free):
            return await handler(request)
        who = await doorman.recognise(request)
        if not who.visitor.right.covers(need):
            raise LacksRightError
        found = request.match_info.http_exception is None
        if found and request.method not in _SAFE and who.ambient:
            await _check(request, who, doorman)
        request[_GUEST] = who
        return await handler(request)

    return _gate


async def _check(request: web.Request, who: Guest, doorman: Doorman) -> None:
    """See that no page of another site makes a browser change something.

    Raises:
        HTTPForbidden: It isn't shown to be ours.
    """
    browsing = _browsing(request)
    a_form = request.content_type in _SENT_BY_FORMS
    if not a_form and not browsing:
        return  # a program: no browser sends so to another site without asking that first
    if not a_form or not same_origin(request, doorman.public_url):
        raise web.HTTPForbidden
    given = (await form(request)).get(FIELD, "")
    lock, now = doorman.lock, doorman.clock.now()
    genuine = isinstance(given, str) and lock.porter.genuine(given, who.visitor, who.number, now)
    if not genuine:
        raise StaleFormError


@asynccontextmanager
async def patience() -> AsyncIterator[None]:
    """Wait for what is sent within.

    Raises:
        HTTPRequestTimeout: It comes too slowly.
    """
    try:
        async with asyncio.timeout(PATIENCE):
            yield
    except TimeoutError:
        raise web.HTTPRequestTimeout from None


async def form(request: web.Request) -> Mapping[str, object]:
    """Return the form that comes with *request*.

    Raises:
        HTTPRequestTimeout: It comes too slowly.
        HTTPBadRequest: It can't be read.
    """
    async with patience():
        try:
            return await request.post()
        except (ValueError, LookupError, HttpProcessingError):  # no such boundary, encoding, field
            raise web.HTTPBadRequest from None


def _browsing(request: web.Request) -> bool:
    """Whether a browser says that it is one."""
    return "Origin" in request.headers or "Sec-Fetch-Site" in request.headers


def unauthorized(request: web.Request) -> web.HTTPUnauthorized:
    """Return the refusal that asks for a token: browsers get our page instead of a window."""
    page = "text/html" in request.headers.get("Accept", "")
    kind = "Bearer" if page else "Basic"
    return web.HTTPUnauthorized(
        headers={"WWW-Authenticate": f'{kind} realm="lastdance", charset="UTF-8"'}
    )


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


async def dress(request: web.Request, response: web.StreamResponse) -> None:
    """Put the headers on *response*; a signal of the application."""
    del request
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.pop("Server", None)
