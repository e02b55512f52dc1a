"""`/stories/{id}`: one saga of one player, and the links by which it is shown to others."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from http import HTTPStatus
from typing import Final

from aiohttp import web

from monitor.domain.desk.share import LONGEST_NOTE, Share, ShareError
from monitor.web import pages
from monitor.web.access import FORMS, form, guest, hand, may_operate
from monitor.web.desk import Desk
from monitor.web.saga import tell

PLACE: Final = "/stories/{id:[0-9a-f-]{36}}"

LASTING: Final = {24: "a day", 168: "a week", 720: "30 days", 2160: "90 days"}
"""How long a link can last by a form: hours, and in words."""

USUAL: Final = 168
"""What the form proposes, in hours."""

_NO_STORY: Final = (
    "No story has this address. A story is kept as long as its alert; the newest alerts stand on "
    "the first page."
)


class UnsharedError(web.HTTPUnprocessableEntity):
    """A story can't be shared so; `words` say why."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words


class StoryPages:
    """Shows the stories of *desk*, and shares them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> Sequence[web.RouteDef]:
        """Return the page, and an address for each thing that can be done about it."""
        return [
            web.get(PLACE, self.show),
            web.post(f"{PLACE}/links", self.share),
            web.post(f"{PLACE}/links/end", self.unshare),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """Show one saga of one player; who may share it sees who else can read it."""
        now, story = self._desk.clock.now(), request.match_info["id"]
        found = await self._desk.exhibits.chronicle(story)
        if found is None:
            return _missing()
        may = may_operate(request)
        links = [one for one in await self._links() if one[0].story == story] if may else []
        text = await asyncio.to_thread(
            pages.render,
            "story.html",
            saga=tell(found, now),
            now=now,
            shared=False,
            may=may,
            links=links,
            lasting=LASTING,
            usual=USUAL,
            form=guest(request).form,
        )
        return web.Response(text=text, content_type="text/html", headers=FORMS)

    async def share(self, request: web.Request) -> web.Response:
        """Make a link to the story, as the form says."""
        story, posted = request.match_info["id"], await form(request)
        hours = str(posted.get("hours", ""))
        if hours not in map(str, LASTING):
            raise UnsharedError("How long the link lasts is chosen from the list of the form.")
        note = str(posted.get("note", "")).strip()[:LONGEST_NOTE]
        lasts = timedelta(hours=int(hours))
        try:
            made = await self._desk.stand.sharing.add(story, lasts, hand(request), note)
        except ShareError as error:
            raise UnsharedError(f"It is not shared: {error}.") from None
        return _missing() if made is None else _back(story)

    async def unshare(self, request: web.Request) -> web.Response:
        """End a link to the story; one that is over already stays so."""
        ident = str((await form(request)).get("id", ""))[:64]
        await self._desk.stand.sharing.end(ident, hand(request))
        return _back(request.match_info["id"])

    async def _links(self) -> Sequence[tuple[Share, str]]:
        sharing = self._desk.stand.sharing
        return [(one, sharing.link(one)) for one in await sharing.listed()]


def _back(story: str) -> web.Response:
    """Return to the page, which lists the links: a reload of it repeats nothing."""
    place = f"/stories/{story}#links"
    return web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": place})


def _missing() -> web.Response:
    page = pages.error(HTTPStatus.NOT_FOUND, _NO_STORY)
    return web.Response(text=page, content_type="text/html", status=HTTPStatus.NOT_FOUND)
