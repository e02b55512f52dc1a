"""`/reply/{token}`: what a receiver answers to an alert, by a link that it holds.

The link is the capability, so there is nothing else to show, and no page of another site can guess
one: that is why a POST needs no token against forgery. A GET only shows what the link would do, so
previews and scanners of mail do nothing by following it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from aiohttp import web

from monitor.domain.desk.reply import PATH, Choice, ExpiredError, ForgedError, Reply
from monitor.domain.told.wire import isotime
from monitor.web import pages
from monitor.web.desk import Answered, Desk
from monitor.web.receiving import Bucket

LONGEST_ANSWER: Final = 1024
"""Longest body of a POST, in bytes; none is needed, and none is read."""

_NONE: Final = "This is no link of ours. Look at its end: copying often loses it."
_GONE: Final = "The alert that this link is about is not stored any more."

_MUTING: Final = frozenset({Choice.MUTE, Choice.MUTE_NIGHT})


class NothingHereError(web.HTTPNotFound):
    """A link leads nowhere; `words` say why."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


class Replying:
    """Shows and takes answers at *desk*."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._wrong = Bucket(desk.clock.now())  # of links that are none of ours; ours all pass

    async def show(self, request: web.Request) -> web.Response:
        """Show what the link would do; nothing happens."""
        reply = self._read(request.match_info["token"])
        return await self._page(request, reply, await self._desk.answers.stands(reply), done=False)

    async def act(self, request: web.Request) -> web.Response:
        """Do what the link stands for: once, however often it is sent."""
        if (request.content_length or 0) > LONGEST_ANSWER:
            raise web.HTTPRequestEntityTooLarge(LONGEST_ANSWER, request.content_length or 0)
        reply = self._read(request.match_info["token"])
        if reply.choice is Choice.CHOOSE:
            raise web.HTTPMethodNotAllowed("POST", ["GET", "HEAD"])
        return await self._page(request, reply, await self._desk.answers.act(reply), done=True)

    def _read(self, token: str) -> Reply:
        try:
            return self._desk.answers.read(token)
        except ExpiredError:
            raise web.HTTPGone from None
        except ForgedError:
            wait = self._wrong.take(self._desk.clock.now())
            if wait is not None:
                seconds = str(max(1, round(wait / timedelta(seconds=1))))
                raise web.HTTPTooManyRequests(headers={"Retry-After": seconds}) from None
            raise NothingHereError(_NONE) from None

    async def _page(
        self, request: web.Request, reply: Reply, stands: Answered | None, *, done: bool
    ) -> web.Response:
        if stands is None:
            raise NothingHereError(_GONE)
        if "application/json" in request.headers.get("Accept", ""):
            return web.json_response(_shape(reply, stands, done=done))
        offers = self._offers(reply, stands, done=done)
        text = await asyncio.to_thread(pages.reply, reply, stands, offers, done=done)
        return web.Response(text=text, content_type="text/html")

    def _offers(self, reply: Reply, stands: Answered, *, done: bool) -> dict[Choice, str]:
        """Return where what the page offers leads: no more than its link can do, or take back."""
        muted = stands.muted is not None
        offered: Iterable[Choice] = () if done else (reply.choice,)
        if reply.choice is Choice.CHOOSE:
            over = _MUTING if muted else {Choice.UNMUTE}
            taken = set() if stands.taken is None else {Choice.TAKE}
            offered = [one for one in Choice if one not in {Choice.CHOOSE, *over, *taken}]
        elif reply.choice in _MUTING and muted:
            offered = (Choice.UNMUTE,)
        return {one: f"{PATH}{self._desk.answers.other(reply, one)}" for one in offered}


def _shape(reply: Reply, stands: Answered, *, done: bool) -> dict[str, object]:
    taken, muted = stands.taken, stands.muted
    return {
        "alert": reply.alert,
        "receiver": reply.receiver,
        "choice": str(reply.choice),
        "done": done,
        "muted_until": isotime(muted.until) if muted is not None else None,
        "rated": str(stands.opinion.rated) if stands.opinion is not None else None,
        "taken": {"by": taken.by, "at": isotime(taken.at)} if taken is not None else None,
    }
