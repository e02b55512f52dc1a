"""Asks platforms whether they still show what is kept, and lets go of what they don't."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from monitor.domain.activity import Activity, Verb
from monitor.domain.vanishing import Due, Posted, weigh, witnesses
from monitor.metrics import Metrics
from monitor.ports import (
    Clock,
    Page,
    Presence,
    RefusedError,
    Shown,
    TransientError,
    VanishingStore,
)

log = logging.getLogger(__name__)

EVERY: Final = timedelta(minutes=1)
"""How often a round is made: what is due is spread over the day as it came in."""

MISSING: Final = 1_000
"""Posts that are looked at, of those that are missed and of those that were shown lately."""

SPARED: Final = 5_000
"""Posts that nobody can be asked for, which are taken off the list at once."""


class Vanishing:
    """Rounds of asking again.

    Args:
        presences: Who is asked, by platform.
        handle: Judges and stores a batch.
    """

    def __init__(
        self,
        store: VanishingStore,
        presences: Mapping[str, Presence],
        handle: Callable[[Sequence[Page]], Awaitable[None]],
        clock: Clock,
        metrics: Metrics,
    ) -> None:
        self._store = store
        self._presences = presences
        self._handle = handle
        self._clock = clock
        self._metrics = metrics
        self._silent: set[str] = set()

    async def round(self) -> None:
        """Ask each platform for what is due, so much as it may be asked for at once.

        Raises:
            TransientError: The store is away.
        """
        await self._store.spare(self._presences.keys(), self._clock.now(), SPARED)
        for platform, presence in self._presences.items():
            await self._ask(platform, presence)
            now = self._clock.now()
            since = await self._store.overdue(platform, now)
            self._metrics.overdue(platform, now - since if since else timedelta(0))

    async def _ask(self, platform: str, presence: Presence) -> None:
        kept = await self._store.aged(platform, self._clock.now(), presence.at_once)
        by_key = {one.key: one for one in kept}
        asked = _posted(kept, presence)
        nowhere = by_key.keys() - {post.key for post in asked}
        await self._store.put_off([Due(key=key, at=None) for key in sorted(nowhere)])
        if not asked:
            return
        if any(post.missed_at is not None for post in asked):
            lately = await self._store.shown(platform, self._clock.now(), MISSING)
            by_key.update((one.key, one) for one in lately)
            asked += witnesses(asked, _posted(lately, presence))
        shows = await self._shows(platform, presence, [post.address for post in asked])
        missing = _posted(await self._store.missed(platform, MISSING), presence)
        now = self._clock.now()
        weighed = weigh(asked, shows, missing, now)
        gone = [by_key[post.key] for post in asked if post.key in weighed.gone]
        if gone:
            log.info("%d posts are no longer on %s: their words go", len(gone), platform)
            await self._handle(_pages(platform, gone, now))
        if weighed.counts.get("doubted"):
            log.warning(
                "%s no longer shows %d posts; it isn't believed, for it misses too much",
                platform,
                weighed.counts["doubted"],
            )
        await self._store.put_off(weighed.due)
        self._metrics.asked_again(platform, weighed.counts)

    async def _shows(
        self, platform: str, presence: Presence, addresses: Sequence[str]
    ) -> Mapping[str, bool]:
        """Return what is shown; an error says nothing of any, and is told once."""
        try:
            shows = await presence.shows(addresses)
        except (TransientError, RefusedError) as error:
            if platform not in self._silent:
                log.warning("%s can't be asked whether posts still stand: %s", platform, error)
            self._silent.add(platform)
            return {}
        self._silent.discard(platform)
        return shows


def _posted(shown: Sequence[Shown], presence: Presence) -> list[Posted]:
    """Return with whom to ask for each; without those that nobody can be asked for."""
    return [
        Posted(
            key=one.key,
            address=one.address,
            host=host,
            author=one.author,
            missed_at=one.missed_at,
        )
        for one in shown
        if (host := presence.host(one.address)) is not None
    ]


def _pages(platform: str, gone: Sequence[Shown], now: datetime) -> list[Page]:
    """Return what is gone as deletions, a page a source; whose it was need not be known."""
    by_source: dict[str, list[Activity]] = {}
    for one in gone:
        act = Activity(
            platform=platform,
            verb=Verb.DELETE,
            undoes=Verb.CREATE,
            actor=one.account or one.address,
            record=one.address,
            object=one.address,
            seen_at=now,
        )
        by_source.setdefault(one.connector, []).append(act)
    return [
        Page(connector=source, activities=tuple(acts), live=False)
        for source, acts in by_source.items()
    ]
