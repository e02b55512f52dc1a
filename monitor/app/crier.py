"""Tells whoever looks at the terminal: alerts where nobody else is told, and signs of life."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final

from monitor.domain.catalogue import Catalogue
from monitor.domain.health import OUT, Health
from monitor.domain.learning import LEARNS
from monitor.domain.told.terminal import OFFLINE, Span, announced, sign_of_life
from monitor.ingest import SourceState
from monitor.pipeline import Report
from monitor.ports import Clock
from monitor.ports.vitals import VitalReader
from monitor.settings import Settings
from monitor.watching.scope import name

log = logging.getLogger(__name__)

HEARD: Final = timedelta(seconds=5)
"""How often it is looked whether there is an alert."""

ALIVE: Final = timedelta(hours=1)
"""How often there is a sign of life."""

LOST: Final = timedelta(seconds=10)
"""How long all sources must be out before that is said of all of them."""

_ASIDE: Final = frozenset({Health.IDLE, Health.DONE})
_AWAY: Final = frozenset({Health.RETRYING, Health.STALLED})


def to_the_terminal(paragraph: str) -> None:
    """Show a paragraph to whoever reads the log as a person."""
    sys.stderr.write(f"\n{paragraph}\n\n")
    sys.stderr.flush()


class Crier:
    """The crier of one edition.

    Args:
        catalogue: As it is now.
        states: How the sources are now.
        show: Shows an alert. The log has one line of each anyway; a person without any receiver
            reads it whole.
    """

    def __init__(
        self,
        settings: Settings,
        reader: VitalReader,
        clock: Clock,
        catalogue: Callable[[], Catalogue],
        states: Callable[[], Iterable[SourceState]],
        show: Callable[[str], None] = to_the_terminal,
    ) -> None:
        self._reader = reader
        self._clock = clock
        self._catalogue = catalogue
        self._states = states
        self._show = show
        self._url = settings.web.public_url
        self._alone = not settings.receivers and settings.log.format == "console"
        self._told: int | None = None
        self._since = clock.now()
        self._counted = 0
        self._read = 0
        self._about = 0
        self._offline = False

    def note(self, report: Report) -> None:
        """Count what a batch brought."""
        for page in report.pages:
            self._read += len(page.activities) + sum(page.dropped.values())
        new = report.committed.new
        self._about += sum(bool(k.mentions) and k.key in new for k in report.judged.kept)

    async def tell(self) -> None:
        """Show the alerts that there are since the last look; the first look shows none.

        Raises:
            TransientError: The store is away; they are shown later.
        """
        if self._told is None:
            self._told = await self._reader.newest()
            return
        for number, notice in await self._reader.news(self._told):
            self._told = number
            self._counted += 1
            if self._alone:
                self._show(announced(notice, self._url))

    async def live(self) -> None:
        """Say in one line how it was since the last time.

        Raises:
            TransientError: The store is away; it is said later.
        """
        now = self._clock.now()
        begun = (await self._reader.vitals(now)).watches
        watched = {name(watch) for watch in self._catalogue().watchlist}
        span = Span(
            long=now - self._since,
            read=self._read,
            about=self._about,
            told=self._counted,
            learns=[at for one, at in begun.items() if one in watched and now - at < LEARNS],
            out=sorted(state.name for state in self._states() if state.health in OUT),
        )
        log.info("%s", sign_of_life(span, now))
        self._since, self._read, self._about, self._counted = now, 0, 0, 0

    async def look(self) -> None:
        """Say once that no source can be reached, and once that one can be again."""
        now = self._clock.now()
        states = [state for state in self._states() if state.health not in _ASIDE]
        if not states:
            return
        if all(state.health in _AWAY and _long(state, now) for state in states):
            if not self._offline:
                log.warning(OFFLINE)
            self._offline = True
        elif self._offline and any(state.health not in OUT for state in states):
            self._offline = False
            reached = sorted(state.name for state in states if state.health not in OUT)
            log.info("reached again: %s", ", ".join(reached))


def _long(state: SourceState, now: datetime) -> bool:
    return now - state.since >= LOST
