"""Keeps the watch by what the sources have brought, and tells the metrics what it came to."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from monitor.app.almanac import read_model
from monitor.app.narrating import tell_decisions
from monitor.app.switchboard import make_address
from monitor.domain.alert import State
from monitor.domain.catalogue import Catalogue, Pairing
from monitor.domain.health import UP, Health
from monitor.domain.seal import Seal
from monitor.domain.spiking import Loudness
from monitor.domain.watermark import Progress, mark
from monitor.ingest import SourceState
from monitor.metrics import Metrics
from monitor.ports import Clock, LostLeaseError, Page, TransientError
from monitor.rumours import Rumours
from monitor.settings import Settings
from monitor.watch import Watch
from monitor.watching import scope
from monitor.watching.keeping import Round
from storage import Store

log = logging.getLogger(__name__)

UNBROKEN = timedelta(hours=1)
"""History that ends less than this before now goes on in what is read now."""

SLEPT = timedelta(minutes=10)
"""Without a look for longer, we slept, or the clock was set."""

UNSEEN = timedelta(minutes=30)
"""After so long with nothing scored, what was seen last says nothing of now."""

_MOMENT = timedelta(seconds=1)

_ASIDE = frozenset({Health.IDLE, Health.DONE})
"""Sources that have nothing to tell: they hold nobody up and are missed by nobody."""


_PROCESS = uuid.uuid4().hex[:8]


def holder() -> str:
    """Return who we are among the processes that would keep the watch, those before us too."""
    return f"{socket.gethostname()}/{os.getpid()}/{_PROCESS}"


class Wake:
    """Sees when we slept: what a source brought meanwhile is yet to come, though it is well."""

    def __init__(self) -> None:
        self._looked: datetime | None = None
        self._awake: datetime | None = None
        self._since: dict[str, datetime] = {}

    def progress(self, states: Iterable[SourceState], now: datetime) -> tuple[Progress, ...]:
        """Return how far the sources have been read by *now*."""
        if self._looked is not None and now - self._looked > SLEPT:
            self._awake = now
            log.warning("the watch slept since %s: it waits for the sources", self._looked)
        self._looked = now
        return tuple(self._of(state) for state in states if state.health not in _ASIDE)

    def rest(self, now: datetime) -> None:
        """Note that a look ended *now*, which may have taken long."""
        self._looked = now

    def _of(self, state: SourceState) -> Progress:
        if state.reached is not None:
            self._since.setdefault(state.name, state.reached)
        return Progress(
            name=state.name,
            began=state.began if self._awake is None else max(state.began, self._awake),
            well=state.health in UP,
            reached=state.reached,
            since=self._since.get(state.name),
            heard_at=state.heard_at,
            gaps=tuple((gap.since, gap.until) for gap in state.gaps),
        )


class Lookout:
    """Keeps the watch for one edition.

    Args:
        catalogue: As it is now.
        states: How the sources are now.
        nudge: Called when messages were put into the outbox.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        clock: Clock,
        metrics: Metrics,
        catalogue: Callable[[], Catalogue],
        states: Callable[[], Iterable[SourceState]],
        nudge: Callable[[], None],
        seal: Seal | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._metrics = metrics
        self._catalogue = catalogue
        self._states = states
        self._nudge = nudge
        self._address = make_address(settings, seal)
        self._model = read_model(settings)
        self._holder = holder()
        self._held = False
        self._surging = False
        self._wake = Wake()
        self._history: dict[str, tuple[datetime, datetime]] = {}

    async def keep(self) -> None:
        """Score what can be scored by now.

        Raises:
            TransientError: The store doesn't answer; what was not stored is scored again.
        """
        now = self._clock.now()
        watch = Watch(
            store=self._store,
            catalogue=self._catalogue(),
            address=self._address,
            offload=_beside,
            holder=self._holder,
        )
        try:
            kept = await watch.keep(mark(self._wake.progress(self._states(), now), now), now)
        except LostLeaseError as error:
            log.warning("the watch: %s", error)
            kept = Round(held=False)
        finally:
            self._wake.rest(self._clock.now())
        self._say(kept)
        await self._count(kept)
        if kept.messages + await self._weigh(now):
            self._nudge()

    async def _weigh(self, now: datetime) -> int:
        """Weigh rumours by what the watch has closed; return how many messages there are."""
        rumours = Rumours(
            store=self._store,
            catalogue=self._catalogue(),
            address=self._address,
            offload=_beside,
            holder=self._holder,
            model=self._model,
        )
        try:
            weighed = await rumours.keep(now)
        except LostLeaseError as error:
            log.warning("the rumours: %s", error)
            return 0
        tell_decisions(weighed.notices)
        for notice in weighed.notices:
            self._metrics.alert(notice.kind, notice.alert.id)
        if weighed.strengths is not None:
            await asyncio.to_thread(self._metrics.strengths, weighed.strengths)
        return weighed.messages

    async def learn(self, pages: Sequence[Page]) -> None:
        """Take note of history that was stored: where it leads up to now, it was watched."""
        for page in pages:
            if page.live or not page.whole:
                continue
            times = [a.happened_at for a in page.activities if a.happened_at is not None]
            if not times:
                continue
            first, last = self._history.get(page.connector, (min(times), max(times)))
            first, last = min(first, *times), max(last, *times)
            self._history[page.connector] = first, last
            now = self._clock.now()
            if now - last <= UNBROKEN:
                await self._store.begin(scope.names(self._catalogue(), now.date()), now)
                await self._store.known(first)

    async def leave(self) -> None:
        """Let another process take the watch at once."""
        if self._held:
            try:
                lease = await self._store.lease(self._holder, self._clock.now(), _MOMENT)
                if lease is not None:
                    await self._store.release(lease)
            except TransientError as error:
                log.warning("the watch was not handed over: %s", error)

    def _say(self, kept: Round) -> None:
        if kept.held != self._held:
            log.info("the watch: %s", "kept here" if kept.held else "kept by another process")
            self._held = kept.held
        if kept.scored and kept.surging != self._surging:
            self._surging = kept.surging
            what = f"all are at {kept.common:.1f} times their usual" if kept.surging else "over"
            log.info("general surge: %s", what)
        tell_decisions(kept.notices)

    async def _count(self, kept: Round) -> None:
        metrics = self._metrics
        metrics.watch_held(held=kept.held)
        for notice in kept.notices:
            metrics.alert(notice.kind, notice.alert.id)
        if kept.through is not None and kept.scored:
            metrics.watched(kept.through, kept.scored, kept.unknown, kept.late, kept.common)
        if kept.loudness is not None:
            await asyncio.to_thread(metrics.loudness, kept.loudness)
            return
        known = metrics.known
        if not kept.held:  # who keeps it tells it
            if known.loudness or known.strengths:
                await asyncio.to_thread(metrics.loudness, {})
                await asyncio.to_thread(metrics.strengths, {})
        elif kept.through is not None and self._clock.now() - kept.through > UNSEEN:
            lost = out_of_sight(known.loudness)
            if lost != known.loudness:
                await asyncio.to_thread(metrics.loudness, lost)


def out_of_sight(loudness: Mapping[Pairing, Loudness]) -> Mapping[Pairing, Loudness]:
    """Return how loud each is where nothing is seen any more: what stands, without numbers."""
    return {
        pairing: loud._replace(seen=False)
        for pairing, loud in loudness.items()
        if loud.state is not State.QUIET
    }


async def _beside(work: Callable[[], Any]) -> Any:
    return await asyncio.to_thread(work)
