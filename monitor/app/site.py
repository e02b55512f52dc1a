"""Puts the pages on the web: what they are made from, and what is wrong if anything is."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path

from monitor.app.newsroom import Newsroom
from monitor.ingest import Health, SourceState
from monitor.metrics import Metrics
from monitor.ports import Clock, Reader, RefusedError, TransientError
from monitor.settings import Settings
from monitor.web import Desk, Watched, application, served
from monitor.web import SourceState as Shown

LOW_WATER = 200 * 1024 * 1024
"""Free bytes below which the database's disk counts as full."""

STUCK = 15.0
"""Seconds of a stalled event loop after which the process counts as dead."""


@dataclass(frozen=True, slots=True)
class Site:
    """The pages of one daemon.

    Attributes:
        states: How each source is just now.
        pulse: Seconds since the event loop was last seen to turn.
    """

    settings: Settings
    reader: Reader
    metrics: Metrics
    clock: Clock
    newsroom: Newsroom
    kinds: Mapping[str, str]
    states: Callable[[], Sequence[SourceState]]
    pulse: Callable[[], float]

    def open(self) -> AbstractAsyncContextManager[str]:
        """Serve while entered; gives the address.

        Raises:
            OSError: The address is taken, or isn't ours.
        """
        web = self.settings.web
        desk = Desk(
            reader=self.reader,
            clock=self.clock,
            public_url=web.public_url,
            metrics=self.metrics.page,
            alive=self._alive,
            ready=self._ready,
            sources=self._sources,
            watched=self._watched,
            token=web.token.get_secret_value() if web.token is not None else None,
        )
        return served(application(desk), web.host, web.port)

    def _alive(self) -> Mapping[str, str]:
        stalled = self.pulse()
        return {"event loop": f"stalled for {stalled:.0f} s"} if stalled > STUCK else {}

    async def _ready(self) -> Mapping[str, str]:
        wrong = {}
        try:
            await self.reader.check()
        except (TransientError, RefusedError) as error:
            wrong["database"] = str(error)
        free = _free(self.settings.storage.url.get_secret_value())
        if free is not None and free < LOW_WATER:
            wrong["disk"] = f"{free // 1024**2} MiB free where the database is"
        return wrong

    def _sources(self) -> Sequence[Shown]:
        return [
            Shown(
                name=state.name,
                kind=self.kinds.get(state.name, ""),
                ok=state.health in {Health.HEALTHY, Health.DONE, Health.STARTING},
                says=state.detail or self.newsroom.says.get(state.name) or state.health,
                seen_at=state.heard_at,
            )
            for state in self.states()
        ]

    def _watched(self) -> Sequence[Watched]:
        catalogue = self.newsroom.catalogue
        shown = []
        for watch in catalogue.watchlist:
            player = catalogue.players.get(watch.player or "")
            club = catalogue.clubs.get(watch.club or "")
            shown.append(Watched(player.name if player else None, club.name if club else None))
        return sorted(shown, key=lambda w: (w.player or "", w.club or ""))


def _free(url: str) -> int | None:
    """Free bytes on the disk of an SQLite database; None for a database elsewhere."""
    if not url.startswith("sqlite:///"):
        return None
    return shutil.disk_usage(Path(url.removeprefix("sqlite:///")).absolute().parent).free
