"""`/operator`: how everything is, and what an operator can do about it.

Each form posts to an address of its own and leads back to the page, which says what became of it:
a reload of the page repeats nothing.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from http import HTTPStatus
from secrets import token_hex
from typing import Final

from aiohttp import web

from monitor.domain.desk.logbook import Deed, Hand
from monitor.ports import RefusedError, TransientError
from monitor.ports.operations import Operations, Upshot
from monitor.web import pages
from monitor.web.access import FORMS, form, guest, hand, may_operate
from monitor.web.desk import Desk

PLACE: Final = "/operator"

ASKED: Final = (
    "player", "club", "new", "born", "country", "plays_for", "sure", "receiver", "hours", "note",
    "everything", "id", "alert",
)  # fmt: skip
"""Fields of the forms."""

LONGEST: Final = 300
"""Longest field, in characters."""

SHOWN: Final = 50
"""Links that are shown, those that end first."""

_HELD: Final = timedelta(minutes=5)
_MOST_HELD: Final = 200

Doing = Callable[[Operations, Hand, Mapping[str, str]], Awaitable[Upshot]]


class OperatorPages:
    """The operator's page of *desk*, and what it does."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._upshots: OrderedDict[str, tuple[datetime, str, str, Upshot, Mapping[str, str]]] = (
            OrderedDict()
        )

    def routes(self) -> Sequence[web.RouteDef]:
        """Return the page, and an address for each thing that it does."""
        done: dict[str, tuple[str, Doing]] = {
            "/watch/add": ("watched", lambda o, who, given: o.watch(who, given)),
            "/watch/remove": ("watched", _unwatch),
            "/silences/add": ("silences", lambda o, who, given: o.silence(who, given)),
            "/silences/end": ("silences", lambda o, who, given: o.unsilence(who, given["id"])),
            "/feedback/settle": ("feedback", lambda o, who, given: o.settle(who, given["alert"])),
            "/receivers/test": ("receivers", lambda o, who, given: o.test(who, given["receiver"])),
            "/links/end": ("links", self._unshare),
            "/reload": ("top", self._reload),
        }
        return [
            web.get(PLACE, self.show),
            *(web.post(PLACE + path, self._doing(*what)) for path, what in done.items()),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """Show the page, with what became of what was done last."""
        operations, who = self._operations(), guest(request)
        held = self._upshots.get(request.query.get("done", ""))
        done = held if held is not None and held[1] == who.visitor.name else None
        overview = await operations.overview()
        players, clubs = operations.names() if may_operate(request) else ((), ())
        sharing = self._desk.stand.sharing
        shares = await sharing.listed() if may_operate(request) else ()
        named = {one.alert for one in shares[:SHOWN]} | {one.alert for one in overview.wrong}
        text = await asyncio.to_thread(
            pages.operator,
            overview,
            self._desk.sources(),
            players,
            clubs,
            links=[(one, sharing.link(one)) for one in shares],
            shown=SHOWN,
            headlines=await self._desk.reader.headlines(named) if named else {},
            catalogue=self._desk.library().catalogue,
            who=who.visitor,
            form=who.form,
            part=done[2] if done is not None else "",
            upshot=done[3] if done is not None else None,
            given=done[4] if done is not None else {},
            now=self._desk.clock.now(),
        )
        return web.Response(text=text, content_type="text/html", headers=FORMS)

    def _doing(self, part: str, do: Doing) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def done(request: web.Request) -> web.Response:
            posted = await form(request)
            given = {name: str(posted.get(name, "")).strip()[:LONGEST] for name in ASKED}
            try:
                upshot = await do(self._operations(), hand(request), given)
            except TransientError as error:
                said = f"Nothing was changed: {error}. Try again in a minute."
                upshot = Upshot(said, refused=True)
            except RefusedError as error:
                upshot = Upshot(f"Nothing was changed: {error}", refused=True)
            name = self._keep(guest(request).visitor.name, part, upshot, given)
            place = f"{PLACE}?done={name}#{part}"
            return web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": place})

        return done

    def _keep(self, who: str, part: str, upshot: Upshot, given: Mapping[str, str]) -> str:
        """Keep what became of something until its page is shown; return by what it is found."""
        now, name = self._desk.clock.now(), token_hex(8)
        self._upshots[name] = (now, who, part, upshot, given if upshot.refused else {})
        while len(self._upshots) > _MOST_HELD or (
            self._upshots and now - next(iter(self._upshots.values()))[0] > _HELD
        ):
            self._upshots.popitem(last=False)
        return name

    async def _reload(self, _: Operations, who: Hand, given: Mapping[str, str]) -> Upshot:
        del given
        try:
            await self._desk.reload()
        except RefusedError as error:
            return Upshot(f"Not reloaded, what ran before runs on: {error}", refused=True)
        await self._desk.note(who, Deed.RELOADED, "")
        return Upshot("Reloaded: the new configuration is in force.")

    async def _unshare(self, _: Operations, who: Hand, given: Mapping[str, str]) -> Upshot:
        ended = await self._desk.stand.sharing.end(given["id"], who)
        if ended is None:
            return Upshot("There is no such link, or it is over already.", refused=True)
        return Upshot("Ended: nobody can read the story by that link any more.")

    def _operations(self) -> Operations:
        if self._desk.operations is None:
            raise web.HTTPNotFound
        return self._desk.operations


async def _unwatch(operations: Operations, who: Hand, given: Mapping[str, str]) -> Upshot:
    return await operations.unwatch(who, given["player"] or None, given["club"] or None)
