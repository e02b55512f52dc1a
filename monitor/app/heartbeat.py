"""Asks for an address every minute while lastdance lives: who answers there notices when not."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Final

from monitor.deliver.line import Call, Caller, Line
from monitor.domain.health import OUT
from monitor.ingest import SourceState
from monitor.ports import Clock, Reader, RefusedError, TransientError
from monitor.settings import Settings

log = logging.getLogger(__name__)

EVERY: Final = timedelta(minutes=1)
TIMEOUT: Final = timedelta(seconds=10)


class Heartbeat(Caller):
    """The heartbeat of one edition; used as an async context manager.

    It goes through the guarded line of receivers: to public addresses only, redirects refused.
    What goes wrong there is told once and counted, and harms nothing else.

    Args:
        count: Told of each beat whether it was taken.
    """

    def __init__(
        self, settings: Settings, reader: Reader, clock: Clock, count: Callable[[bool], None]
    ) -> None:
        chosen = settings.heartbeat
        self._url = chosen.url.get_secret_value() if chosen.url is not None else None
        self._line = Line(clock, random.random, TIMEOUT, tuple(chosen.allow))
        self._reader = reader
        self._count = count
        self._failing = False

    async def beat(self, states: Iterable[SourceState]) -> None:
        """Ask for the address, if what is read could be stored and a source is seen."""
        if self._url is None or not sees(states) or not await self._stores():
            return
        answer = await self._line.ask(Call(url=self._url, content=b"", method="GET"))
        self._count(answer.good)
        if not answer.good and not self._failing:
            log.warning("the heartbeat was not taken: %s", answer.detail)
        self._failing = not answer.good

    async def _stores(self) -> bool:
        try:
            await self._reader.check()
        except (TransientError, RefusedError):
            return False  # the store tells of its own trouble
        return True


def sees(states: Iterable[SourceState]) -> bool:
    """Whether any source is not out; with no source at all nothing is seen."""
    return any(state.health not in OUT for state in states)
