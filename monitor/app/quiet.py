"""Notes what is silenced and what receivers say, for metrics and the log."""

from __future__ import annotations

import logging

from monitor.domain.desk.silence import Silence
from monitor.metrics import Metrics
from monitor.ports import Clock, Reader

log = logging.getLogger(__name__)


class Quiet:
    """What nobody is interrupted for just now; a silence of everything is never silent itself."""

    def __init__(self, reader: Reader, clock: Clock, metrics: Metrics) -> None:
        self._reader = reader
        self._clock = clock
        self._metrics = metrics
        self._total: dict[str, Silence] = {}

    async def note(self) -> None:
        """Look once.

        Raises:
            TransientError: The store is away.
        """
        now = self._clock.now()
        holding = [one for one in await self._reader.silences(now) if one.holds(now)]
        total = {one.id: one for one in holding if one.everything}
        for ident in total.keys() - self._total.keys():
            one = total[ident]
            log.warning("everything is silenced until %s, says %s", one.until.isoformat(), one.by)
        for ident in self._total.keys() - total.keys():
            log.info("the silence of everything by %s is over", self._total[ident].by)
        self._total = total
        self._metrics.silences(everything=len(total), part=len(holding) - len(total))
        self._metrics.ratings(await self._reader.rated())
