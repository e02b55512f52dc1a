"""`/sign-in`, `/sign-out`: a token shown once, and a ticket for it in a cookie.

The cookie goes to no page of another site and no script (`SameSite=Strict`, `HttpOnly`). So a link
in a chat arrives without it; the page that asks for the token then has the browser come once more,
from us, and whoever was signed in never sees it.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from aiohttp import web

from monitor.domain.rights import Way
from monitor.web import pages
from monitor.web.access import FORMS, Doorman, form, guest, same_origin

LONGEST_PLACE: Final = 500
"""Longest address that one is led back to, in characters."""

WRONG: Final = "This is none of the tokens that open here. Look at its end: copying often loses it."


class Entrance:
    """Lets people in and out, by *doorman*."""

    def __init__(self, doorman: Doorman) -> None:
        self._doorman = doorman

    async def ask(self, request: web.Request) -> web.Response:
        """Show the form."""
        place = local(request.query.get("next", "/"))
        if not self._doorman.lock.guarded:
            return web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": place})
        return self.page(request, place)

    async def enter(self, request: web.Request) -> web.Response:
        """Take a token, and give a ticket for it."""
        doorman, now = self._doorman, self._doorman.clock.now()
        if not same_origin(request, doorman.public_url):
            raise web.HTTPForbidden
        posted = await form(request)
        place, shown = local(str(posted.get("next", "/"))), str(posted.get("token", ""))
        found = doorman.lock.opens(shown) if doorman.try_token(request, shown) else None
        if found is None:
            return self.page(request, place, WRONG, HTTPStatus.UNAUTHORIZED)
        _, cookie = doorman.lock.admit(found, now)
        response = web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": place})
        response.set_cookie(
            doorman.cookie,
            cookie,
            max_age=int(doorman.lock.lasts.total_seconds()),
            path="/",
            secure=doorman.secure,
            httponly=True,
            samesite="Strict",
        )
        return response

    async def leave(self, request: web.Request) -> web.Response:
        """Let the ticket open nothing any more, and have the browser forget it."""
        who = guest(request)
        if who.visitor.way is Way.SESSION:
            await self._doorman.sign_out(who)
        response = web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": "/sign-in"})
        response.del_cookie(
            self._doorman.cookie,
            path="/",
            secure=self._doorman.secure,
            httponly=True,
            samesite="Strict",
        )
        return response

    def page(
        self,
        request: web.Request,
        place: str,
        wrong: str = "",
        status: int = HTTPStatus.OK,
    ) -> web.Response:
        """Return the page that asks for a token, and then leads to *place*."""
        headers = dict(FORMS)
        if status == HTTPStatus.UNAUTHORIZED:
            headers["WWW-Authenticate"] = 'Bearer realm="lastdance", charset="UTF-8"'
        if request.method == "GET" and _from_elsewhere(request):
            headers["Refresh"] = "0"
        text = pages.sign_in(place, wrong)
        return web.Response(text=text, content_type="text/html", status=status, headers=headers)


def local(place: str) -> str:
    """Return *place* if it is a page of ours, else the first page: nobody is led elsewhere.

    Browsers read `//`, `/\\` and addresses with tabs or line ends in them as other hosts.
    """
    try:
        parts = urlsplit(place)
    except ValueError:
        return "/"
    ours = place.startswith("/") and not parts.scheme and not parts.netloc
    clear = place.isprintable() and place.isascii() and "\\" not in place and "//" not in place[:2]
    if not (ours and clear) or len(place) > LONGEST_PLACE or parts.path.startswith("/sign-"):
        return "/"
    path = quote(unquote(parts.path), safe="/-_.~:@").lstrip("/")  # what was %2F names a host, too
    return f"/{path}" + (f"?{parts.query}" if parts.query else "")


def _from_elsewhere(request: web.Request) -> bool:
    """Whether a page of another site led a browser here: it has left its ticket at home."""
    return (
        request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}
        and request.headers.get("Sec-Fetch-Mode") == "navigate"
    )
