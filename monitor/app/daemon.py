"""The daemon: every part, joined and running until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from datetime import timedelta

import aiohttp

from monitor.app.chores import Chores
from monitor.app.desk import Desk
from monitor.app.parts import open_seal, open_senders
from monitor.app.site import serve
from monitor.app.tally import count_delivery, count_source
from monitor.deliver.courier import Courier
from monitor.ingest import Health, Intake, SourceState
from monitor.metrics import Metrics
from monitor.ports import Clock
from monitor.settings import Settings
from storage import Store, migrate, open_store

log = logging.getLogger(__name__)

DRAIN = timedelta(seconds=10)
"""How long a stop waits for what is queued; what is left then comes again at the next start."""

BLIND_AFTER = timedelta(minutes=5)
"""A source that has been silent or failing this long is named in alerts as not seen."""


class Daemon:
    """One process with all roles.

    Attributes:
        ready: Set once everything runs.
        address: Where the pages are, once ready.
    """

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._metrics = Metrics()
        self._states: dict[str, SourceState] = {}
        self.ready = asyncio.Event()
        self.address = ""

    async def run(self, stop: asyncio.Event) -> None:
        """Run until *stop*: then sources end first, then what is queued, then deliveries.

        Raises:
            RefusedError: A person must mend something first: secret, database, catalogue, port.
        """
        settings = self._settings
        seal = open_seal(settings)
        async with contextlib.AsyncExitStack() as stack:
            store = await self._open_store()
            stack.push_async_callback(store.close)
            session = await stack.enter_async_context(
                aiohttp.ClientSession(trust_env=False, cookie_jar=aiohttp.DummyCookieJar())
            )
            senders = await stack.enter_async_context(open_senders(settings, self._clock))
            self._metrics.receivers(senders)
            courier = Courier(
                store, senders, self._clock, lambda report: count_delivery(self._metrics, report)
            )
            desk = Desk(
                settings, store, seal, session, self._clock, self._metrics, courier.nudge
            )
            stack.callback(desk.close)
            await desk.open()
            sources = desk.connectors()
            for source in sources:
                kind = type(source).__module__.rpartition(".")[2]
                self._metrics.connector(source.name, kind, source.every or timedelta(0))
            intake = Intake(
                sources, await store.cursors(), desk.handle, self._clock, self._changed
            )
            self._states = dict(intake.states)
            self.address = await serve(
                stack, settings, store.reader, self._metrics, self._clock, desk, intake
            )
            await self._run(desk, intake, courier, stop)

    async def _open_store(self) -> Store:
        url = self._settings.storage.url.get_secret_value()
        before, after = await asyncio.to_thread(migrate, url)
        if before is None:
            log.info("database made, at revision %s", after)
        elif before != after:
            log.info("database migrated from revision %s to %s", before, after)
        return await open_store(url)

    async def _run(
        self, desk: Desk, intake: Intake, courier: Courier, stop: asyncio.Event
    ) -> None:
        chores = self._chores(desk, intake)
        watch = asyncio.create_task(chores.watch(), name="watch")
        delivering = asyncio.create_task(courier.run(), name="courier")
        reading = asyncio.create_task(intake.run(stop), name="intake")
        ended = asyncio.create_task(stop.wait(), name="stop")
        first = asyncio.create_task(desk.resolve(), name="resolve")
        chores.start()
        self.ready.set()
        log.info("ready: pages at %s", self.address)
        try:
            # A finished import leaves the daemon up; only a fault or a signal ends it.
            await asyncio.wait({ended, delivering}, return_when=asyncio.FIRST_COMPLETED)
            log.info("stopping: sources first, then what is queued, then deliveries")
            stop.set()
            await asyncio.wait({reading}, timeout=DRAIN.total_seconds())
        finally:
            chores.stop()
            courier.stop()
            await _end(watch, ended, first, reading)
            await asyncio.gather(delivering, return_exceptions=True)
        for task in (reading, delivering):
            if not task.cancelled():
                task.result()
        log.info("stopped")

    def _chores(self, desk: Desk, intake: Intake) -> Chores:
        chores = Chores(self._clock, self._metrics)
        chores.every(timedelta(seconds=10), "catalogue", desk.refresh)
        chores.every(timedelta(minutes=10), "handles", desk.resolve)
        chores.every(timedelta(minutes=1), "objects", desk.look_again)
        chores.every(timedelta(minutes=10), "expiry", desk.expire)
        chores.every(timedelta(seconds=30), "measure", desk.measure)
        chores.every(timedelta(seconds=15), "blind", lambda: desk.see(self._blind()))
        for source in intake.polled:
            assert source.every is not None
            chores.every(source.every, f"poll:{source.name}", lambda s=source: intake.poll(s))
        return chores

    def _changed(self, state: SourceState) -> None:
        count_source(self._metrics, state, self._states.get(state.name))
        self._states[state.name] = state

    def _blind(self) -> tuple[str, ...]:
        """What can't be seen just now, a sentence for each source that has been out for long."""
        now = self._clock.now()
        out = [
            state
            for state in self._states.values()
            if state.health not in {Health.HEALTHY, Health.DONE}
            and now - state.since >= BLIND_AFTER
        ]
        return tuple(
            f"What came by \u201c{state.name}\u201d since {state.since:%H:%M} UTC: "
            "that source is not answering."
            for state in sorted(out, key=lambda state: state.name)
        )


async def _end(*tasks: asyncio.Task[object] | asyncio.Task[None] | asyncio.Task[bool]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


