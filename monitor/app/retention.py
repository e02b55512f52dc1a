"""Removes what is older than the settings let it be, a little at a time.

What was removed doesn't come back, and a clock may be wrong. So nothing is taken to be older than
what was read last makes it: its own times are others' clocks.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from monitor.ports import Clock
from monitor.settings import Settings
from storage import Store, Terms

log = logging.getLogger(__name__)

EVERY: Final = timedelta(hours=1)

PIECES: Final = 500
"""Transactions at most in one round; the next goes on."""

BREATH: Final = timedelta(milliseconds=100)
"""How long others have the database to themselves after each."""


TRUST: Final = timedelta(days=3)
"""How far the clock may be ahead of what was read last."""


def counted_from(now: datetime, reached: datetime | None, trust: timedelta) -> datetime | None:
    """Return the time from which ages are counted; None = nothing says that the clock is right."""
    return None if reached is None else min(now, reached + trust)


class Retention:
    """Retention by some settings.

    Args:
        removed: Told how many rows went, by table.
        trust: How far the clock may be ahead of what was read last.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        clock: Clock,
        removed: Callable[[Mapping[str, int]], None],
        trust: timedelta = TRUST,
    ) -> None:
        self._kept = settings.storage
        self._store = store
        self._clock = clock
        self._removed = removed
        self._trust = trust
        self._held = False

    async def round(self) -> None:
        """Remove what is too old.

        Raises:
            TransientError: The store is away; the next round goes on.
        """
        now, kept = await self._now(), self._kept
        if now is None:
            return
        terms = Terms(
            activities=now - kept.activity_kept,
            buckets=now - max(kept.bucket_kept, kept.activity_kept),
            alerts=now - kept.alert_kept,
        )
        await self._store.mark_folded(terms.activities)
        gone: Counter[str] = Counter()
        for _ in range(PIECES):
            some = await self._store.remove(terms)
            if not some:
                break
            gone.update(some)
            self._removed(some)
            await self._clock.sleep(BREATH)
        if gone:
            told = ", ".join(f"{number:,} {table}" for table, number in sorted(gone.items()))
            log.info("removed what is older than it is kept: %s", told)

    async def _now(self) -> datetime | None:
        """Return the time from which ages are counted, and say once if it isn't the clock's."""
        shown = self._clock.now()
        now = counted_from(shown, await self._store.reached(shown), self._trust)
        held = now is not None and now < shown
        if held and not self._held:
            log.warning(
                "the clock says %s, and nothing that was read is of the days before: ages are "
                "counted from %s; is the clock right, are sources read?",
                f"{shown:%Y-%m-%d %H:%M}",
                f"{now:%Y-%m-%d %H:%M}",
            )
        self._held = held
        return now
