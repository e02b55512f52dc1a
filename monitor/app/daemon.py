"""The daemon: every part, joined and running until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from datetime import timedelta
from functools import partial

import aiohttp

from monitor.app.chores import Chores
from monitor.app.newsroom import Newsroom
from monitor.app.parts import open_seal, open_senders
from monitor.app.site import Site
from monitor.app.tally import count_delivery, count_source
from monitor.deliver.courier import Courier
from monitor.ingest import Health, Intake, SourceState
from monitor.metrics import Metrics
from monitor.ports import Clock, RefusedError
from monitor.settings import Settings
from storage import Store, migrate, open_store

log = logging.getLogger(__name__)

DRAIN = timedelta(seconds=5)
"""How long a stop waits for what is queued; what is left then comes again at the next start."""

LAST_POST = timedelta(seconds=8)
"""How long a stop waits for deliveries; what is not settled then is sent again, as it was."""

BLIND_AFTER = timedelta(minutes=5)
"""A source that has been silent or failing this long is named in alerts as not seen."""


class Daemon:
    """One process with all roles.

    Attributes:
        ready: Set once everything runs.
        address: Where the pages are, once ready.
        newsroom: Judges and stores, once opened.
    """

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._metrics = Metrics()
        self._states: dict[str, SourceState] = {}
        self.newsroom: Newsroom | None = None
        self.ready = asyncio.Event()
        self.address = ""

    def knows(self, actor: str) -> bool:
        """Whether this stable id is that of an account in the catalogue of the moment."""
        room = self.newsroom
        return room is not None and any(a.id == actor for a in room.catalogue.accounts)

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
            newsroom = Newsroom(
                settings, store, seal, session, self._clock, self._metrics, courier.nudge
            )
            self.newsroom = newsroom
            stack.callback(newsroom.close)
            await newsroom.open()
            sources = newsroom.connectors()
            kinds = {s.name: type(s).__module__.rpartition(".")[2] for s in sources}
            for source in sources:
                span = source.every or timedelta(0)
                self._metrics.connector(source.name, kinds[source.name], span)
            intake = Intake(
                sources, await store.cursors(), newsroom.handle, self._clock, self._changed
            )
            self._states = dict(intake.states)
            chores = self._chores(newsroom, intake)
            site = Site(
                settings=settings,
                reader=store.reader,
                metrics=self._metrics,
                clock=self._clock,
                newsroom=newsroom,
                kinds=kinds,
                states=lambda: list(intake.states.values()),
                pulse=chores.pulse,
            )
            self.address = await self._open_site(stack, site)
            await self._run(newsroom, intake, courier, chores, stop)

    async def _open_store(self) -> Store:
        url = self._settings.storage.url.get_secret_value()
        before, after = await asyncio.to_thread(migrate, url)
        if before is None:
            log.info("database made, at revision %s", after)
        elif before != after:
            log.info("database migrated from revision %s to %s", before, after)
        return await open_store(url)

    async def _open_site(self, stack: contextlib.AsyncExitStack, site: Site) -> str:
        try:
            return await stack.enter_async_context(site.open())
        except OSError as error:
            listen = self._settings.web.listen
            message = (
                f"web.listen: {listen} can't be listened on ({error.strerror or error}). "
                "Choose another, or stop what has it."
            )
            raise RefusedError(message) from error

    async def _run(
        self,
        newsroom: Newsroom,
        intake: Intake,
        courier: Courier,
        chores: Chores,
        stop: asyncio.Event,
    ) -> None:
        watch = asyncio.create_task(chores.watch(), name="watch")
        delivering = asyncio.create_task(courier.run(), name="courier")
        reading = asyncio.create_task(intake.run(stop), name="intake")
        ended = asyncio.create_task(stop.wait(), name="stop")
        first = asyncio.create_task(newsroom.resolve(), name="resolve")
        chores.start()
        self.ready.set()
        log.info("ready: pages at %s", self.address)
        try:
            await asyncio.wait({ended, delivering, reading}, return_when=asyncio.FIRST_COMPLETED)
            if reading.done() and reading.exception() is None:
                # Every source was a file and is read: pages and deliveries go on.
                await asyncio.wait({ended, delivering}, return_when=asyncio.FIRST_COMPLETED)
            log.info("stopping: sources first, then what is queued, then deliveries")
            stop.set()
            await asyncio.wait({reading}, timeout=DRAIN.total_seconds())
        finally:
            chores.stop()
            courier.stop()
            await _end(watch, ended, first, reading)
            await asyncio.wait({delivering}, timeout=LAST_POST.total_seconds())
            await _end(delivering)
        for task in (reading, delivering):
            if not task.cancelled() and (error := task.exception()) is not None:
                raise _first(error)
        log.info("stopped")

    def _chores(self, newsroom: Newsroom, intake: Intake) -> Chores:
        chores = Chores(self._clock, self._metrics)
        chores.every(timedelta(seconds=10), "catalogue", newsroom.refresh)
        chores.every(timedelta(seconds=15), "handles", newsroom.keep_handles)
        chores.every(timedelta(minutes=1), "objects", newsroom.look_again)
        chores.every(timedelta(minutes=10), "expiry", newsroom.expire)
        chores.every(timedelta(seconds=30), "measure", newsroom.measure)
        chores.every(timedelta(seconds=15), "blind", lambda: newsroom.see(self._blind()))
        for source in intake.polled:
            assert source.every is not None
            chores.every(source.every, f"poll:{source.name}", partial(intake.poll, source))
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
            if state.health in {Health.RETRYING, Health.REFUSED, Health.FAILED}
            and now - state.since >= BLIND_AFTER
        ]
        return tuple(
            f"What came by \u201c{state.name}\u201d since {state.since:%H:%M} UTC: "
            "that source is not answering."
            for state in sorted(out, key=lambda state: state.name)
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
