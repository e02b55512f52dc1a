"""The pages of a pairing and of a source's record: what is known, and by whom."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from aiohttp import web

from monitor.domain.catalogue import Catalogue, Pairing
from monitor.domain.rumour import Record
from monitor.ports.evidence import HALF, Portrait
from monitor.web import merits, pages
from monitor.web.board import STATES
from monitor.web.curve import listed
from monitor.web.desk import Desk
from monitor.web.folding import fold
from monitor.web.library import Library
from monitor.web.sheet import Sheet, lay_out
from monitor.weighing.credit import credit
from monitor.weighing.quoting import spoken

SLUG: Final = "[a-z0-9-]{1,80}"

ORDERS: Final = {
    merits.By.SETTLED: "the longest record first",
    merits.By.SHARE: "the best record first",
    merits.By.FIRST: "most often first",
    merits.By.BACK: "most taken back",
    merits.By.NAME: "by name",
    merits.By.KIND: "by kind",
}
"""Orders of the records, in words."""

_NO_PAIRING: Final = (
    "Nothing is stored about these two, and they are not watched. `lastdance watch add` watches "
    "a player, a club, or both; names are listed by `lastdance catalogue show`."
)
_NO_SOURCE: Final = (
    "No outlet and no reporter of the catalogue has this name. `lastdance sources` lists them; "
    "where activities are read from stands on the first page, under Sources."
)


class Exhibiting:
    """Answers with evidence; everything is read, nothing is changed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._exhibits = desk.exhibits

    def routes(self) -> list[web.RouteDef]:
        """Return which path is answered with what."""
        return [
            web.get(f"/pairings/{{player:{SLUG}}}/{{club:{SLUG}}}", self.pairing),
            web.get("/records", self.records),
            web.get(f"/records/{{source:{SLUG}}}", self.record),
        ]

    async def pairing(self, request: web.Request) -> web.Response:
        """Show how a pairing stands, and what that rests on."""
        now, library = self._desk.clock.now(), self._desk.library()
        pairing = Pairing(request.match_info["player"], request.match_info["club"])
        if not _known(pairing, library.catalogue):
            return _missing(_NO_PAIRING)
        portrait = await self._exhibits.portrait(pairing, now)
        if portrait.blank and not library.catalogue.watches(pairing, now.date()):
            return _missing(_NO_PAIRING)
        week = request.query.get("span") == "week"
        sheet = await asyncio.to_thread(self._sheet, portrait, library, week)
        words = await self._exhibits.words(sheet.keys) if not sheet.sensitive else {}
        quoted = spoken(words, library.catalogue)
        return await _page(
            "pairing.html",
            sheet=sheet,
            words=quoted,
            posts=fold(sheet.posts, quoted),
            week=week,
            rows=listed(sheet.drawn),
            half=HALF,
            states=STATES,
            watched=library.catalogue.watches(pairing, now.date()),
            now=now,
        )

    async def record(self, request: web.Request) -> web.Response:
        """Show what a source claimed, and what came of it."""
        now, library = self._desk.clock.now(), self._desk.library()
        catalogue, slug = library.catalogue, request.match_info["source"]
        known = catalogue.sources.get(slug)
        if known is None:
            return _missing(_NO_SOURCE)
        accounts = [one for one in catalogue.accounts if one.source == slug]
        speaking = [*accounts, known.site()] if known.publishes else accounts
        ids = {(one.platform, one.id) for one in speaking if one.id is not None}
        standing = await self._exhibits.standing(slug, ids, now)
        records = {slug: standing.record} if standing.record is not None else {}
        credited = credit(slug, catalogue, records, library.model)
        brought = {one.connector for one in standing.uttered}
        return await _page(
            "record.html",
            credit=credited,
            source=known,
            accounts=accounts,
            standing=standing,
            readers=[one for one in self._desk.sources() if one.name in brought],
            catalogue=catalogue,
            now=now,
        )

    async def records(self, request: web.Request) -> web.Response:
        """List how often each source was right."""
        now, library = self._desk.clock.now(), self._desk.library()
        wish = merits.Wish.read(request.query)
        track = await self._exhibits.track(now)
        listed = await asyncio.to_thread(_listing, track, library, wish)
        return await _page("records.html", listing=listed, wish=wish, by=merits.By, orders=ORDERS)

    def _sheet(self, portrait: Portrait, library: Library, week: bool) -> Sheet:
        desk = self._desk
        moods = desk.board.moods(portrait.pairing)
        now = desk.clock.now()
        return lay_out(portrait, moods, library, desk.sources(), now, week=week)


def _known(pairing: Pairing, catalogue: Catalogue) -> bool:
    return pairing.player in catalogue.players and pairing.club in catalogue.clubs


def _listing(track: Mapping[str, Record], library: Library, wish: merits.Wish) -> merits.Listing:
    catalogue = library.catalogue
    known = (slug for slug in track if slug in catalogue.sources)
    credited = [credit(slug, catalogue, track, library.model) for slug in known]
    others = (one for slug, one in catalogue.sources.items() if slug not in track)
    return merits.listing(credited, others, wish)


async def _page(template: str, **values: Any) -> web.Response:
    text = await asyncio.to_thread(pages.render, template, **values)
    return web.Response(text=text, content_type="text/html")


def _missing(text: str) -> web.Response:
    page = pages.error(HTTPStatus.NOT_FOUND, text)
    return web.Response(text=page, content_type="text/html", status=HTTPStatus.NOT_FOUND)
