"""Tells operators of sources that bring nothing, and of their return, once each."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from monitor.app.switchboard import receivers
from monitor.deliver.addressing import out_since, outage
from monitor.domain.health import UP
from monitor.domain.told.blackout import Blackout, thread, unusual
from monitor.ingest import SourceState
from monitor.ports import Clock
from monitor.settings import Settings
from storage import Store

log = logging.getLogger(__name__)


class Blackouts:
    """What operators know of the sources; what was told before a restart is in the store.

    Args:
        patience: How long each source may bring nothing while it is well, by name.
        nudge: Called when messages were put into the outbox.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        clock: Clock,
        patience: Mapping[str, timedelta | None],
        nudge: Callable[[], None],
    ) -> None:
        self._store = store
        self._clock = clock
        self._patience = patience
        self._nudge = nudge
        self._operators = receivers(settings)
        self._out: dict[str, datetime | None] = {}

    async def look(self, states: Iterable[SourceState], blind: Iterable[SourceState]) -> None:
        """Tell what has changed.

        Args:
            states: How all sources are.
            blind: Those of them that are out for some minutes by now.

        Raises:
            TransientError: The store is away; it is told the next time.
        """
        now = self._clock.now()
        out = {one.name for one in blind}
        for state in states:
            if state.name in out:
                await self._missed(state, now)
            elif state.health in UP:
                await self._back(state, now)

    async def _missed(self, state: SourceState, now: datetime) -> None:
        since = state.heard_at or state.began
        told = self._out.get(state.name)
        if told is not None or not unusual(now - since, self._patience.get(state.name)):
            return
        told = await self._told(state.name, now)
        if told is None:
            await self._tell(Blackout(state.name, since, detail=state.detail), now)
        self._out[state.name] = told or since

    async def _back(self, state: SourceState, now: datetime) -> None:
        known = state.name in self._out
        since = self._out[state.name] if known else await self._told(state.name, now)
        if since is not None:
            await self._tell(Blackout(state.name, since, now), now)
        self._out[state.name] = None

    async def _told(self, source: str, now: datetime) -> datetime | None:
        """Return since when it is out by the newest word of it; None where it is not."""
        return out_since(await self._store.reader.last_word(thread(source), now))

    async def _tell(self, blackout: Blackout, now: datetime) -> None:
        if await self._store.post(outage(self._operators, blackout, now)):
            log.info("operators are told: %s", blackout.sentence)
            self._nudge()
