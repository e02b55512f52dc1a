"""Reads nothing more while the database's disk is nearly full, and goes on by itself after.

A full disk takes nothing: not what is read, not the word that it is full, and not even the removal
of old rows. So sources are paused before, and a file of ballast is thrown out if the disk fills up
all the same.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from monitor.app.room import free_bytes
from monitor.app.switchboard import receivers
from monitor.deliver.addressing import out_since, outage
from monitor.domain.told.blackout import Blackout, thread
from monitor.ingest import Gate
from monitor.ports import Clock
from monitor.settings import Settings
from storage import Store

log = logging.getLogger(__name__)

LOOKED: Final = timedelta(seconds=5)
"""How often it is seen how much room there is."""

NAME: Final = "every source (the disk is full)"
"""What operators are told brings nothing."""

MIB: Final = 1024**2


def rises(free: int, low: int, *, shut: bool) -> bool:
    """Whether sources are to be paused with *free* bytes left; they go on at a quarter more."""
    return free < (low + low // 4 if shut else low)


class Waterline:
    """How full the disk may be.

    Args:
        gate: Before all sources.
        nudge: Called when messages were put into the outbox.
        free: Returns the free bytes; None = the database is elsewhere.
        paused: Told whether sources are paused.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        clock: Clock,
        gate: Gate,
        nudge: Callable[[], None],
        free: Callable[[str], int | None] = free_bytes,
        paused: Callable[[bool], None] = lambda _: None,
    ) -> None:
        self._url = settings.storage.url.get_secret_value()
        self._low = settings.storage.low_water * MIB
        self._size = settings.storage.ballast * MIB
        self._operators = receivers(settings)
        self._store = store
        self._clock = clock
        self._gate = gate
        self._nudge = nudge
        self._free = free
        self._paused = paused
        self._since: datetime | None = None
        self._known = False

    async def look(self) -> None:
        """See how much room there is, and pause or go on.

        Raises:
            TransientError: The operators can't be told now; they are the next time.
        """
        free = await asyncio.to_thread(self._free, self._url)
        if free is None:
            return
        shut = rises(free, self._low, shut=bool(self._gate.why))
        if shut:
            self._shut(free)
        elif self._gate.why:
            log.warning("there is room again: sources are read on")
            self._gate.open()
        self._paused(shut)
        await asyncio.to_thread(self._balance, free, full=shut)
        await self._tell(self._clock.now(), shut=shut)

    def _shut(self, free: int) -> None:
        if not self._gate.why:
            log.error("%d MiB free where the database is: sources are paused", free // MIB)
        self._gate.shut(
            f"paused: {free // MIB} MiB free where the database is; it goes on by itself above "
            f"{(self._low + self._low // 4) // MIB} MiB"
        )

    def _balance(self, free: int, *, full: bool) -> None:
        """Throw the ballast out where there is next to no room, and take it in again after."""
        ballast = Path(f"{self._url.removeprefix('sqlite:///')}.ballast").absolute()
        try:
            if full and free < self._size:
                ballast.unlink()
                log.error("the disk is full: %s is thrown out", ballast)
            elif not full and free > self._low + self._low // 4 + self._size:
                _take_in(ballast, self._size)
        except FileNotFoundError:
            pass  # thrown out before
        except OSError as error:
            log.warning("%s: %s", ballast, error.strerror)

    async def _tell(self, now: datetime, *, shut: bool) -> None:
        if not self._known:  # a restart in the middle tells nobody twice
            self._since = out_since(await self._store.reader.last_word(thread(NAME), now))
            self._known = True
        if shut == (self._since is not None):
            return
        since = self._since or now
        word = Blackout(NAME, since, None if shut else now, self._gate.why)
        if await self._store.post(outage(self._operators, word, now)):
            log.info("operators are told: %s", word.sentence)
            self._nudge()
        self._since = since if shut else None


def _take_in(ballast: Path, size: int) -> None:
    """Fill a file of *size* bytes; nothing if it is there."""
    if not size or (ballast.exists() and ballast.stat().st_size == size):
        return
    handle = os.open(ballast, os.O_CREAT | os.O_WRONLY, 0o600)
    try:
        os.posix_fallocate(handle, 0, size)
    except OSError:
        with suppress(OSError):
            ballast.unlink()
        raise
    finally:
        os.close(handle)
