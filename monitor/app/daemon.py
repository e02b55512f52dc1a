"""The daemon: what stays up, and the edition that runs in it until another takes its place."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from monitor.app import logs
from monitor.app.edition import Edition, House
from monitor.app.newsroom import Newsroom
from monitor.app.parts import open_seal
from monitor.app.secrecy import secrets_of
from monitor.app.settling import settle
from monitor.app.site import Site
from monitor.app.supervisor import Supervisor
from monitor.domain.health import UP
from monitor.interest import KEPT_FOR
from monitor.metrics import Metrics
from monitor.ports import Clock, RefusedError, TransientError
from monitor.settings import ConfigurationError, Settings, lasting
from storage import Reader, Store, held, migrate, open_store

log = logging.getLogger(__name__)

STOPPING = "the daemon is stopping: nothing is reloaded"

Asked = asyncio.Future[None]
"""Somebody's wish for a reload, and what became of it."""


class Daemon:
    """One process with all roles.

    Args:
        reread: Reads the settings anew, off the event loop; None = there is nothing to read.
        supervisor: Who started us, and is told how it goes.

    Attributes:
        ready: Set once everything runs.
        address: Where the pages are, once ready.
    """

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        reread: Callable[[], Settings] | None = None,
        supervisor: Supervisor | None = None,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._reread = reread
        self._supervisor = supervisor or Supervisor()
        self._metrics = Metrics()
        self._edition: Edition | None = None
        self._asked: asyncio.Queue[Asked] = asyncio.Queue()
        self._turning: Asked | None = None
        self._over = False
        self._reader: Reader | None = None
        self.ready = asyncio.Event()
        self.address = ""

    @property
    def newsroom(self) -> Newsroom | None:
        """What judges and stores just now."""
        return self._edition.newsroom if self._edition is not None else None

    def knows(self, actor: str) -> bool:
        """Whether this stable id is that of an account in the catalogue of the moment."""
        room = self.newsroom
        return room is not None and any(a.id == actor for a in room.catalogue.accounts)

    async def begun(self) -> Mapping[str, datetime]:
        """Return when the watch on each name began, once ready; see `monitor.watching.scope`.

        Raises:
            TransientError: The store is away.
        """
        assert self._reader is not None
        return (await self._reader.vitals(self._clock.now())).watches

    async def reload(self) -> None:
        """Read the configuration again and go on by it; without an error it is in force.

        Raises:
            RefusedError, ConfigurationError: It can't be used; the one before runs on.
            TransientError: The store is away; the one before runs on.
        """
        if self._over:
            raise RefusedError(STOPPING)
        asked: Asked = asyncio.get_running_loop().create_future()
        self._asked.put_nowait(asked)
        await asyncio.shield(asked)

    async def run(self, stop: asyncio.Event) -> None:
        """Run until *stop*: then sources end first, then what is queued, then deliveries.

        Raises:
            RefusedError: A person must mend something first: secret, database, catalogue, port.
        """
        async with contextlib.AsyncExitStack() as stack:
            seal = open_seal(self._settings)
            stack.enter_context(held(self._settings.storage.url.get_secret_value()))
            store = await self._open_store()
            stack.push_async_callback(store.close)
            self._reader = store.reader
            house = House(store=store, seal=seal, clock=self._clock, metrics=self._metrics)
            edition = Edition(self._settings, house)
            await edition.open()
            self._edition = edition
            stack.push_async_callback(self._close)
            now = self._clock.now()
            house.kept.add(await store.records(now - KEPT_FOR, house.kept.at_most), now)
            self._metrics.reloaded(now)
            self.address = await self._open_site(stack, house)
            keeping = asyncio.create_task(self._keep(house), name="supervisor")
            try:
                await self._run(house, stop)
            finally:
                keeping.cancel()
                self._over = True
                self._refuse_all()
        log.info("stopped")

    async def _keep(self, house: House) -> None:
        """Let the supervisor know how it is, once everything runs."""
        await self.ready.wait()

        def status() -> str:
            if paused := self._running().paused:
                return f"sources are paused: {paused}"
            states = [*house.states.values()]
            read = sum(one.health in UP for one in states)
            return f"{read} of {len(states)} sources are read; pages at {self.address}"

        await self._supervisor.keep(lambda: self._running().stuck(), status)

    async def _run(self, house: House, stop: asyncio.Event) -> None:
        """Run one edition after the other."""
        while True:
            edition = self._edition
            assert edition is not None
            ending, running = asyncio.Event(), asyncio.Event()
            run = asyncio.create_task(edition.run(ending, running), name="edition")
            following = None
            try:
                await _any(run, asyncio.create_task(running.wait()))
                if running.is_set():
                    self._tell()
                following = await self._next(house, run, stop)
            finally:
                ending.set()
                await asyncio.wait({run})
            if following is not None:
                self._edition = following
                await edition.close()
            run.result()
            if following is None:
                return

    async def _next(
        self, house: House, run: asyncio.Task[None], stop: asyncio.Event
    ) -> Edition | None:
        """Return the edition that takes the place of the one that runs; None = the end."""
        while True:
            asking = asyncio.create_task(self._asked.get())
            await _any(run, asking, asyncio.create_task(stop.wait()))
            if not asking.cancelled():
                self._turning = asking.result()
            if run.done():
                return None
            if stop.is_set():
                log.info("stopping: sources first, then what is queued, then deliveries")
                self._supervisor.stopping()
                return None
            self._supervisor.reloading()
            try:
                return await self._make(house)
            except (ConfigurationError, RefusedError, TransientError) as error:
                self._refuse(error)
            except Exception as error:  # whatever it is, what runs is not to be harmed by it
                log.exception("a new configuration could not be put in force")
                self._refuse(RefusedError(f"fault of ours: {error!r}; the log says more"))

    async def _make(self, house: House) -> Edition:
        """Make an edition from the configuration as it is now; the one that runs is not touched.

        Raises:
            RefusedError, ConfigurationError, TransientError: It can't be used.
        """
        assert self._edition is not None
        settings = await asyncio.to_thread(self._reread) if self._reread else self._settings
        if fixed := lasting(self._settings, settings):
            message = f"{', '.join(fixed)}: this takes effect at a start only. It needs a restart."
            raise RefusedError(message)
        edition = Edition(settings, house)
        await edition.open()
        return edition

    def _tell(self) -> None:
        """Everything runs; if that was asked for, by new settings."""
        assert self._edition is not None
        if self._turning is None:
            settle()
            self.ready.set()
            self._supervisor.ready()
            log.info("ready: pages at %s", self.address)
            return
        before, self._settings = self._settings, self._edition.settings
        if self._settings != before:
            log_as = self._settings.log
            logs.configure(log_as.level, log_as.format, secrets_of(self._settings))
        self._metrics.reloaded(self._clock.now())
        self._supervisor.ready()
        log.info("reloaded: the new configuration is in force")
        self._turning.set_result(None)
        self._turning = None

    def _refuse(self, error: Exception) -> None:
        """What runs, runs on; whoever asked for something else is told why."""
        assert self._turning is not None
        self._metrics.reload_failed()
        self._supervisor.ready()
        for line in str(error).splitlines():
            log.error("not reloaded, what ran before runs on: %s", line)
        self._turning.set_exception(error)
        self._turning = None

    def _refuse_all(self) -> None:
        """Nothing is reloaded any more."""
        waiting = [self._turning] if self._turning is not None else []
        while not self._asked.empty():
            waiting.append(self._asked.get_nowait())
        for asked in waiting:
            asked.set_exception(RefusedError(STOPPING))

    async def _open_store(self) -> Store:
        url = self._settings.storage.url.get_secret_value()
        self._supervisor.say("opening the database")
        found = await asyncio.to_thread(migrate, url, self._settings.backups.folder)
        if found.before is None:
            log.info("database made, at revision %s", found.after)
        elif found.before != found.after:
            log.info(
                "database migrated from revision %s to %s in %.1f s; as it was, it is in %s",
                *(found.before, found.after, found.seconds, found.copy),
            )
        return await open_store(url)

    async def _open_site(self, stack: contextlib.AsyncExitStack, house: House) -> str:
        site = Site(
            settings=self._settings,
            seal=house.seal,
            store=house.store,
            reader=house.store.reader,
            exhibits=house.store.exhibits,
            gazette=house.store.gazette,
            links=house.store.links,
            board=house.store.board,
            tide=house.tide,
            metrics=self._metrics,
            clock=self._clock,
            edition=self._running,
            states=lambda: list(house.states.values()),
            reload=self.reload,
        )
        try:
            return await stack.enter_async_context(site.open())
        except OSError as error:
            listen = self._settings.web.listen
            if error.errno == errno.EADDRINUSE:
                message = (
                    f"web.listen: {listen} is in use by something else, perhaps another lastdance. "
                    "Choose another, or stop what has it: `ss -ltnp` names it."
                )
            else:
                message = (
                    f"web.listen: {listen} can't be listened on ({error.strerror or error}). Set "
                    "one of this machine's addresses, and a port above 1023."
                )
            raise RefusedError(message) from error

    def _running(self) -> Edition:
        assert self._edition is not None
        return self._edition

    async def _close(self) -> None:
        assert self._edition is not None
        await self._edition.close()


async def _any(*tasks: asyncio.Task[Any]) -> None:
    """Wait for one of *tasks*; cancel the others, but not the first, which goes on."""
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks[1:]:
            task.cancel()
        await asyncio.gather(*tasks[1:], return_exceptions=True)
