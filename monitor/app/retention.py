"""Removes what is older than the settings let it be, a little at a time."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import timedelta
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


class Retention:
    """Retention by some settings.

    Args:
        removed: Told how many rows went, by table.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        clock: Clock,
        removed: Callable[[Mapping[str, int]], None],
    ) -> None:
        self._kept = settings.storage
        self._store = store
        self._clock = clock
        self._removed = removed

    async def round(self) -> None:
        """Remove what is too old.

        Raises:
            TransientError: The store is away; the next round goes on.
        """
        now, kept = self._clock.now(), self._kept
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
