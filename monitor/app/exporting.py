"""Writes tables as CSV: the same lines as the pages give."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, cast

from monitor.app import ledger
from monitor.app.almanac import read_model
from monitor.app.clock import SystemClock
from monitor.domain.settling import LISTED, SightingError, find
from monitor.ports import RefusedError
from monitor.settings import Settings
from monitor.web import Desk, Library, Newsstand
from monitor.web.api import sheets
from monitor.web.api.parameters import FIRST, LAST, Asked
from monitor.web.api.problem import ProblemError
from storage import Store, open_store, stands

SHEETS: Mapping[str, sheets.Sheet] = {one.name: one for one in (*sheets.OF_ALL, *sheets.OF_PAIRING)}
"""Tables by name."""


async def export(
    settings: Settings,
    name: str,
    player: str | None,
    club: str | None,
    since: datetime | None,
    until: datetime | None,
) -> AsyncIterator[bytes]:
    """Yield the table *name* in pieces.

    Args:
        player, club: By name, alias or slug; both, for tables of one pairing.

    Raises:
        SightingError: There is nobody of that name.
        RefusedError: The table can't be had so; the message says what to do.
        TransientError: The database can't be read.
    """
    sheet = SHEETS[name]
    catalogue = (await ledger.read(settings)).catalogue(settings)
    words = {}
    if player is not None:
        words["player"] = find(player, catalogue.players, "player", "player", LISTED).slug
    if club is not None:
        words["club"] = find(club, catalogue.clubs, "club", "club", LISTED).slug
    if sheet in sheets.OF_PAIRING and len(words) < 2:
        lacks = "player" if player is None else "club"
        cure = "Name it with --player and --club."
        raise SightingError(lacks, f"{name} are of one pairing.", cure)
    url = settings.storage.url.get_secret_value()
    if not stands(url):
        raise RefusedError("there is no database yet; `lastdance run` makes one")
    asked = Asked(since=since or FIRST, until=until or LAST, words=words)
    library = Library(catalogue=catalogue, model=read_model(settings))
    async with _desk(settings, library) as (desk, stand):
        try:
            async for piece in sheets.lines(sheet, desk, stand, asked):
                yield piece
        except ProblemError as error:
            raise RefusedError(error.detail) from None


@asynccontextmanager
async def _desk(settings: Settings, library: Library) -> AsyncIterator[tuple[Desk, Newsstand]]:
    """Give as much of the pages' desk as tables need."""
    store = await open_store(settings.storage.url.get_secret_value())
    try:
        yield cast("Desk", _Counter(settings, library, store)), _stand(store)
    finally:
        await store.close()


class _Counter:
    """Stands in for a desk where no page is shown."""

    def __init__(self, settings: Settings, library: Library, store: Store) -> None:
        self.reader = store.reader
        self.exhibits = store.exhibits
        self.clock = SystemClock()
        self.public_url = settings.web.public_url
        self.library = lambda: library


def _stand(store: Store) -> Newsstand:
    return Newsstand(gazette=store.gazette, sharing=cast("Any", None), version="", install="")
