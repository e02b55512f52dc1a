"""The inner parts, made from one set of settings: they read, judge, store and tell."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import cast

import connectors
from connectors import inbound
from connectors.http import Hosts
from connectors.wire.sights import Interaction
from monitor.app import copies, crier, heartbeat, retention, vanishing, waterline
from monitor.app.blackouts import Blackouts
from monitor.app.chores import Chores
from monitor.app.copies import Copies
from monitor.app.crier import Crier
from monitor.app.digests import Digests
from monitor.app.heartbeat import Heartbeat
from monitor.app.lookout import Lookout
from monitor.app.newsroom import Newsroom
from monitor.app.parts import outward
from monitor.app.quiet import Quiet
from monitor.app.retention import Retention
from monitor.app.switchboard import keep_up, make_word, open_senders
from monitor.app.tally import count_delivery, count_lag, count_source
from monitor.app.tide import Tide
from monitor.app.waterline import Waterline
from monitor.deliver.courier import Courier
from monitor.domain.health import due, patience
from monitor.domain.seal import Seal
from monitor.ingest import CHECKED, Gate, Intake, SourceState
from monitor.interest import KeptRecords
from monitor.metrics import Metrics
from monitor.pipeline import Report
from monitor.ports import Clock, Connector, Page, RefusedError, TransientError
from monitor.settings import Settings
from storage import Store

log = logging.getLogger(__name__)

DRAIN = timedelta(seconds=5)
"""How long an end waits for what is queued; what is left then comes again at the next start."""

LAST_POST = timedelta(seconds=8)
"""How long an end waits for deliveries; what is not settled then is sent again, as it was."""

KEPT_UP = timedelta(minutes=1)
"""How often Alertmanagers hear what is still up."""

WATCHED = timedelta(seconds=15)
"""How often the watch looks whether a bucket is due."""

APART = timedelta(milliseconds=500)
"""How far apart the first polls of several sources are."""

TURNED = 15.0
"""Seconds of a stalled event loop after which the process counts as dead."""

STARTED = 30.0
"""The same of a scheduler that starts nothing: a job is due every two seconds."""

WRITTEN = 60.0
"""The same of one transaction of the writer: they take milliseconds, and seconds on a bad day."""

AWAY = timedelta(seconds=1)
"""How often a store that is away at the beginning is asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What stays while editions come and go.

    Attributes:
        kept: Records that are kept, for all editions.
        hosts: What each server grants us.
        states: How each source was when it was last read, by name.
        handling: Held while a batch is handled: of two editions only one does.
        gate: Before all sources; shut while the disk is nearly full.
        tide: How much came in lately.
    """

    store: Store
    seal: Seal
    clock: Clock
    metrics: Metrics
    kept: KeptRecords = field(default_factory=KeptRecords)
    hosts: Hosts = field(default_factory=Hosts)
    states: dict[str, SourceState] = field(default_factory=dict)
    handling: asyncio.Lock = field(default_factory=asyncio.Lock)
    gate: Gate = field(default_factory=Gate)
    tide: Tide = field(default_factory=Tide)


class Edition:
    """One set of inner parts. It is made while another still runs, and may be refused then.

    Attributes:
        settings: What it is made from.
        kinds: Types of connectors by name.
    """

    def __init__(self, settings: Settings, house: House) -> None:
        self.settings = settings
        self._house = house
        self._stack = contextlib.AsyncExitStack()
        self._intake: Intake | None = None
        self._chores: Chores | None = None
        self.kinds: Mapping[str, str] = {}

    async def open(self) -> None:
        """Make everything that may be refused; nothing runs yet.

        Raises:
            RefusedError: A person must mend something first: catalogue, receiver, connector.
        """
        try:
            await self._open()
        except BaseException:
            await self.close()
            raise

    async def _open(self) -> None:
        house, settings = self._house, self.settings
        session = await self._stack.enter_async_context(outward(settings))
        self._senders = await self._stack.enter_async_context(open_senders(settings, house.clock))
        self._courier = Courier(
            house.store,
            self._senders,
            house.clock,
            lambda report: count_delivery(house.metrics, report),
            word=make_word(settings),
        )
        self._crier = Crier(
            settings,
            house.store.reader,
            house.clock,
            lambda: self.newsroom.catalogue,
            house.states.values,
        )
        self.newsroom = Newsroom(
            settings,
            house.store,
            house.seal,
            session,
            house.clock,
            house.metrics,
            self._courier.nudge,
            report=self._report,
            rest=self._rest,
            kept=house.kept,
            hosts=house.hosts,
            handling=house.handling,
            noted=self._noted,
        )
        self._stack.push_async_callback(self.newsroom.close)
        self._waterline = Waterline(
            settings,
            house.store,
            house.clock,
            house.gate,
            self._courier.nudge,
            paused=house.metrics.paused,
        )
        beats = Heartbeat(
            settings,
            house.store.reader,
            house.clock,
            lambda taken: house.metrics.heartbeat(taken=taken),
        )
        self._heartbeat = await self._stack.enter_async_context(beats)
        await self.newsroom.open()
        try:
            self._sources: Sequence[Connector] = self.newsroom.connectors()
        except ValueError as error:
            raise RefusedError(f"connectors: {error}") from error
        self.kinds = {s.name: type(s).__module__.rpartition(".")[2] for s in self._sources}

    async def close(self) -> None:
        """Let go of what was made."""
        await self._stack.aclose()

    @property
    def intake(self) -> Intake | None:
        """What reads the sources; None before it does."""
        return self._intake

    @property
    def pushed(self) -> Mapping[str, inbound.Pushed]:
        """Sources that take what is pushed to them, by name."""
        pushed = (cast("inbound.Pushed", s) for s in self._sources if hasattr(s, "page"))
        return {s.name: s for s in pushed if s.secret or s.token or s.hub}

    async def push(self, page: Page) -> Report:
        """Store what was pushed to one of the sources; return what became of it.

        Raises:
            TransientError: It is not stored.
        """
        if self._house.gate.why:
            raise TransientError(self._house.gate.why)
        report = await self.newsroom.take(page)
        if self._intake is not None:
            self._intake.standing.pushed(page.connector, page)
        return report

    @property
    def paused(self) -> str:
        """Why no source is read just now; empty while they are."""
        return self._house.gate.why

    def stuck(self) -> Mapping[str, str]:
        """Return what no longer turns, by part, and since when: nothing but a new start helps."""
        writing = self._house.store.busy()
        found = {"writer": f"at one transaction for {writing:.0f} s"} if writing > WRITTEN else {}
        if self._chores is not None:
            if (pulse := self._chores.pulse()) > TURNED:
                found["event loop"] = f"stalled for {pulse:.0f} s"
            if (idle := self._chores.idle()) > STARTED:
                found["scheduler"] = f"has started nothing for {idle:.0f} s"
        return found

    async def run(self, stop: asyncio.Event, running: asyncio.Event) -> None:
        """Run until *stop*: then sources end first, then what is queued, then deliveries.

        Sets *running* once everything does.
        """
        house = self._house
        self._announce()
        cursors = await self._cursors(stop)
        before = dict(house.states)
        house.states.clear()
        lookout = Lookout(
            self.settings,
            house.store,
            house.clock,
            house.metrics,
            lambda: self.newsroom.catalogue,
            house.states.values,
            self._courier.nudge,
            house.seal,
        )

        async def handle(pages: Sequence[Page]) -> None:
            await self.newsroom.handle(pages)
            await lookout.learn(pages)

        intake = Intake(
            self._sources, cursors, handle, house.clock, self._changed, before, house.gate
        )
        house.states.update(intake.states)
        self._intake = intake
        self._blackouts = Blackouts(
            self.settings,
            house.store,
            house.clock,
            {one.name: patience(one.every, getattr(one, "silence", None)) for one in self._sources},
            self._courier.nudge,
        )
        with suppress(TransientError):  # told when it can be
            await self._waterline.look()
        self._chores = chores = self._plan(intake, lookout)
        await self._see(intake)
        watch = asyncio.create_task(chores.watch(), name="watch")
        delivering = asyncio.create_task(self._courier.run(), name="courier")
        reading = asyncio.create_task(intake.run(stop), name="intake")
        ended = asyncio.create_task(stop.wait(), name="stop")
        first = asyncio.create_task(self.newsroom.resolve(), name="resolve")
        chores.start()
        running.set()
        try:
            await asyncio.wait({ended, delivering, reading}, return_when=asyncio.FIRST_COMPLETED)
            if reading.done() and reading.exception() is None:
                # Every source was a file and is read: pages and deliveries go on.
                await asyncio.wait({ended, delivering}, return_when=asyncio.FIRST_COMPLETED)
            stop.set()
            await asyncio.wait({reading}, timeout=DRAIN.total_seconds())
        finally:
            chores.stop()
            self._courier.stop()
            await _end(ended, first, reading)
            await lookout.leave()
            await asyncio.wait({delivering}, timeout=LAST_POST.total_seconds())
            await _end(delivering, watch)
        for task in (reading, delivering):
            if not task.cancelled() and (error := task.exception()) is not None:
                raise _first(error)

    async def _cursors(self, stop: asyncio.Event) -> Mapping[str, str]:
        """Return where each source goes on from, once the store says so."""
        while not stop.is_set():
            try:
                return await self._house.store.cursors()
            except TransientError as error:
                log.warning("the sources wait for the store: %s", error)
                await self._house.clock.sleep(AWAY)
        return {}

    def _noted(self, report: Report) -> None:
        """Let those know who tell people that the daemon is alive."""
        self._crier.note(report)
        self._house.tide.note(report.pages, self._house.clock.now())

    def _announce(self) -> None:
        """Let every metric of what is configured stand, and none of what no longer is."""
        metrics, before = self._house.metrics, self._house.states.keys()
        metrics.receivers(self._senders)
        for gone in before - self.kinds.keys():
            metrics.connector_gone(gone)
            metrics.job_gone(f"poll:{gone}")
        for source in self._sources:
            span = source.every or timedelta(0)
            fresh = source.name not in before
            kind = self.kinds[source.name]
            metrics.connector(source.name, kind, span, fresh=fresh)
            seen = connectors.capabilities(kind)
            metrics.capabilities(source.name, {each: each in seen for each in Interaction})
        metrics.limit_pairings(self.settings.metrics.max_pairings)

    def _plan(self, intake: Intake, lookout: Lookout) -> Chores:
        chores, newsroom = Chores(self._house.clock, self._house.metrics), self.newsroom
        chores.every(timedelta(seconds=10), "catalogue", newsroom.refresh)
        chores.every(timedelta(seconds=2), "entries", newsroom.look)
        chores.every(timedelta(seconds=15), "handles", newsroom.keep_handles)
        chores.every(timedelta(minutes=1), "objects", newsroom.look_again)
        chores.every(timedelta(minutes=10), "expiry", newsroom.expire)
        chores.every(vanishing.EVERY, "presence", newsroom.vanishing.round)
        chores.every(timedelta(seconds=30), "measure", newsroom.measure)
        chores.every(timedelta(minutes=1), "again", newsroom.read_again)
        chores.every(timedelta(minutes=5), "moods", newsroom.take_moods, timedelta(seconds=20))
        chores.every(waterline.LOOKED, "room", self._waterline.look)
        backups = Copies(self.settings, self._house.clock, self._house.metrics.backed_up)
        chosen = self.settings.backups
        self._house.metrics.backups(chosen.every if chosen.folder else timedelta(0))
        tidying = Retention(
            self.settings, self._house.store, self._house.clock, self._house.metrics.removed
        )
        chores.every(retention.EVERY, "retention", tidying.round, timedelta(minutes=5))
        chores.every(copies.LOOKED, "backups", backups.look, timedelta(minutes=1))
        chores.every(CHECKED, "sources", self._check)
        chores.every(KEPT_UP, "alarms", self._keep_up)
        chores.every(WATCHED, "watch", lookout.keep)
        quiet = Quiet(self._house.store.reader, self._house.clock, self._house.metrics)
        chores.every(timedelta(seconds=30), "silences", quiet.note)
        chores.every(heartbeat.EVERY, "heartbeat", self._beat)
        digests = Digests(self.settings, self._house.store, self._house.clock, self._courier.nudge)
        chores.every(timedelta(minutes=1), "digests", digests.send, timedelta(seconds=30))
        chores.every(crier.HEARD, "news", self._crier.tell, timedelta(0))
        chores.every(crier.ALIVE, "life", self._crier.live)
        chores.every(crier.HEARD, "offline", self._crier.look)
        for at, source in enumerate(intake.polled):
            assert source.every is not None
            heard = intake.states[source.name].heard_at
            first = due(heard, source.every, self._house.clock.now()) + (at + 1) * APART
            poll = partial(intake.poll, source)
            chores.every(source.every, f"poll:{source.name}", poll, first)
        return chores

    async def _keep_up(self) -> None:
        """Let no Alertmanager take for over what is still up."""
        house, names = self._house, [*self.kinds]
        now = house.clock.now()
        await keep_up(self.settings, self._senders, house.store.reader, now, house.seal, names)

    async def _check(self) -> None:
        """See how the sources are; alerts name those that can't be seen."""
        assert self._intake is not None
        standing = self._intake.standing
        standing.check()
        count_lag(self._house.metrics, self._intake.states.values(), self._house.clock.now())
        self._house.metrics.queue(self._intake.queued)
        await self._see(self._intake)
        await self._blackouts.look(self._intake.states.values(), standing.blind())

    async def _beat(self) -> None:
        """Show whoever listens that all is well."""
        await self._heartbeat.beat(self._house.states.values())

    async def _see(self, intake: Intake) -> None:
        await self.newsroom.see(tuple(map(unseen, intake.standing.blind())))

    def _changed(self, state: SourceState) -> None:
        count_source(self._house.metrics, state, self._house.states.get(state.name))
        self._house.states[state.name] = state

    def _report(self, source: str, says: str) -> None:
        if self._intake is not None:
            self._intake.standing.report(source, says)

    def _rest(self, source: str, why: str) -> None:
        if self._intake is not None:
            self._intake.standing.rest(source, why)


def unseen(state: SourceState) -> str:
    """Return what can't be seen, as a sentence for an alert."""
    since = state.heard_at or state.since
    return (
        f"What came by \u201c{state.name}\u201d since {since:%H:%M} UTC: "
        "that source is not answering."
    )


def _first(error: BaseException) -> BaseException:
    """Of errors that a group of tasks raised the first: the others follow from it."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


async def _end(*tasks: asyncio.Task[object] | asyncio.Task[None] | asyncio.Task[bool]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
