"""`/shared/{token}`: a story as whoever has its link may read it, with no private account."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from typing import Final

from aiohttp import web

from monitor.domain.desk.reply import ExpiredError, ForgedError
from monitor.domain.desk.share import PATH, ended, outward
from monitor.web import pages
from monitor.web.desk import Desk
from monitor.web.receiving import Bucket
from monitor.web.saga import tell

_OVER: Final = (
    "This link is over: it lasts for as long as whoever made it said, and can be ended before. "
    "Ask them for another."
)
_NONE: Final = "This is no link of ours. Look at its end: copying often loses it."


class SharedPages:
    """Shows stories by their links, at *desk*."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._wrong = Bucket(desk.clock.now())  # of links that are none of ours; ours all pass

    def routes(self) -> Sequence[web.RouteDef]:
        """Return which path is answered with what."""
        return [web.get(f"{PATH}{{token:[^/]{{1,100}}}}", self.show)]

    async def show(self, request: web.Request) -> web.Response:
        """Show what the link is of."""
        desk = self._desk
        try:
            found = await desk.stand.sharing.open(request.match_info["token"])
        except ExpiredError:
            return _none(HTTPStatus.GONE, _OVER)
        except ForgedError:
            wait = self._wrong.take(desk.clock.now())
            if wait is not None:
                seconds = str(max(1, round(wait / timedelta(seconds=1))))
                raise web.HTTPTooManyRequests(headers={"Retry-After": seconds}) from None
            return _none(HTTPStatus.NOT_FOUND, _NONE)
        chronicle = await desk.exhibits.chronicle(found.story) if found is not None else None
        if chronicle is None:
            return _none(HTTPStatus.GONE, _OVER)
        now = desk.clock.now()
        told = outward(chronicle.notices, chronicle.acts, chronicle.outcomes)
        shown = replace(chronicle, notices=told, others=(), outcomes=ended(chronicle.outcomes))
        saga = tell(shown, now)
        text = await asyncio.to_thread(
            pages.render, "story.html", saga=saga, now=now, shared=True, may=False
        )
        return web.Response(text=text, content_type="text/html")


def _none(status: HTTPStatus, text: str) -> web.Response:
    page = pages.error(status, text, stranger=True)
    return web.Response(text=page, content_type="text/html", status=status)
