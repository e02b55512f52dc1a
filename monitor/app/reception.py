"""Takes what others push and what people report, and stores it as everything else is stored."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from connectors import inbound
from monitor.app.edition import Edition
from monitor.domain import sighting
from monitor.domain.activity import Provenance
from monitor.domain.catalogue import Catalogue
from monitor.domain.seal import Seal
from monitor.domain.settling import settle
from monitor.domain.sighting import DOOR, Sighting
from monitor.pipeline import Report
from monitor.ports import Clock, Page, TransientError
from monitor.web import Door, Receipt, TooMuchError

WAITING: Final = 32
"""Pages at most that wait to be stored; who pushes more is asked to come again."""

AGAIN: Final = timedelta(seconds=5)


@dataclass(slots=True)
class Reception:
    """Implements `web.desk.Reception` over the edition that runs just now."""

    clock: Clock
    seal: Seal
    edition: Callable[[], Edition]
    _waiting: int = field(default=0)

    @property
    def install(self) -> str:
        return self.seal.install

    def door(self, name: str) -> Door | None:
        source = self.edition().pushed.get(name)
        if source is None:
            return None
        return Door(secret=source.secret, token=source.token, hub=source.hub)

    async def take(self, name: str, body: bytes, *, by_line: bool) -> Receipt:
        edition = self.edition()
        source = edition.pushed[name]
        settled = partial(settle, catalogue=edition.newsroom.catalogue)
        try:
            page = source.page(body, by_line=by_line, settle=settled)
        except inbound.TooManyError as error:
            raise TooMuchError(str(error)) from error
        return await self._store(page, edition.push)

    async def testify(self, said: Sighting) -> Receipt:
        edition = self.edition()
        page = page_of(said, edition.newsroom.catalogue, self.clock.now())
        return await self._store(page, edition.newsroom.take)

    def names(self) -> tuple[Sequence[str], Sequence[str]]:
        catalogue = self.edition().newsroom.catalogue
        today = self.clock.now().date()
        players = {w.player for w in catalogue.watchlist}
        watched = [
            player.name
            for player in catalogue.players.values()
            if (player.slug in players or None in players) and player.adult(today)
        ]
        return sorted(watched), sorted(club.name for club in catalogue.clubs.values())

    async def _store(self, page: Page, store: Callable[[Page], Awaitable[Report]]) -> Receipt:
        if self._waiting >= WAITING:
            raise TransientError("too much waits to be stored", AGAIN)
        self._waiting += 1
        try:
            return receipt(page, await store(page))
        finally:
            self._waiting -= 1


def receipt(page: Page, report: Report) -> Receipt:
    """Return what became of *page*, which was handled by itself."""
    judged, new = report.judged, report.committed.new
    ours = [kept for kept in judged.kept if kept.activity.provenance is not Provenance.OBSERVED]
    stored = sum(kept.key in new for kept in ours)
    left_out = sum(judged.dropped.values())
    told = tuple(notice for notice in judged.notices if notice.cause in new)
    alerts = {act.alert for act in judged.acts if act.alert is not None}
    return Receipt(
        stored=stored,
        known=len(page.activities) - stored - left_out,
        dropped=left_out + sum(page.dropped.values()),
        unreadable=tuple(
            (int(dead.place.removeprefix("line ")), f"{dead.reason}: {dead.detail}")
            for dead in page.dead
        ),
        alerts=told,
        belongs=None if told else next(iter(alerts), None),
    )


def page_of(said: Sighting, catalogue: Catalogue, now: datetime) -> Page:
    """Return what a person says as a page.

    Raises:
        SightingError: It can't be taken.
    """
    return Page(connector=DOOR, activities=(sighting.read(said, catalogue, now),))
