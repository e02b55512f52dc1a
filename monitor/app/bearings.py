"""Where an installation stands: sources, database, deliveries, what learns, what was told last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor.app import ledger
from monitor.app.checkup.place import Running, daemon
from monitor.app.room import free_bytes
from monitor.domain.alert import Notice
from monitor.domain.catalogue import Catalogue, Watch
from monitor.domain.growth import DAY, days_left, growth
from monitor.domain.learning import learning
from monitor.ports import Clock, Post
from monitor.ports.vitals import Vitals
from monitor.settings import Settings
from monitor.watching.scope import name
from storage import open_store, stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearings:
    """Where it stands.

    Attributes:
        running: What answers at the daemon's address; None = nothing.
        vitals: None = there is no database yet.
        daily: Bytes that the database grows in a day; 0 = nobody can tell yet.
        free: Bytes; None for a database elsewhere. With less than `least` no source is read.
        posts: How the messages of each receiver stand.
        learns: What still learns, with how far it is.
    """

    at: datetime
    running: Running | None
    vitals: Vitals | None
    daily: float = 0.0
    free: int | None = None
    least: int = 0
    posts: Mapping[str, Post]
    learns: Sequence[tuple[Watch, str]] = ()
    catalogue: Catalogue

    @property
    def days(self) -> float | None:
        """In how many days there is no room for more; None = nobody can tell."""
        return None if self.free is None else days_left(self.free - self.least, self.daily)

    @property
    def last(self) -> Notice | None:
        """What was told last."""
        return None if self.vitals is None else self.vitals.last

    def sources(self, settings: Settings) -> list[Mapping[str, Any]]:
        """Return how each configured source is, as its daemon says; else when it last moved."""
        moved = {} if self.vitals is None else self.vitals.moved
        known = {s["name"]: s for s in (self.running and self.running.sources) or ()}
        blank = {"state": "not read", "says": "", "lag_seconds": None, "last_gap": None}
        found: list[Mapping[str, Any]] = []
        for entry in settings.connectors:
            called = str(entry.get("name", ""))
            one = known.get(called) or {"name": called, "type": entry.get("type"), **blank}
            found.append({**one, "moved_at": moved.get(called)})
        return found


async def take(settings: Settings, clock: Clock) -> Bearings:
    """Return where the installation stands now.

    Raises:
        TransientError, RefusedError: The database can't be read.
    """
    now = clock.now()
    url = settings.storage.url.get_secret_value()
    catalogue = (await ledger.read(settings)).catalogue(settings)
    running = await daemon(settings)
    if not stands(url):
        return Bearings(
            at=now,
            running=running,
            vitals=None,
            posts={},
            learns=_learning(catalogue, {}, now),
            catalogue=catalogue,
        )
    store = await open_store(url)
    try:
        vitals = await store.reader.vitals(now - DAY)
        posts = await store.posts()
    finally:
        await store.close()
    stored = vitals.rows["activities"]
    return Bearings(
        at=now,
        running=running,
        vitals=vitals,
        daily=growth(vitals.bytes, stored, vitals.lately, vitals.first, now),
        free=free_bytes(url),
        least=settings.storage.low_water << 20,
        posts=posts,
        learns=_learning(catalogue, vitals.watches, now),
        catalogue=catalogue,
    )


def _learning(
    catalogue: Catalogue, begun: Mapping[str, datetime], now: datetime
) -> Sequence[tuple[Watch, str]]:
    found = []
    for watch in sorted(catalogue.watchlist, key=lambda w: (w.player or "", w.club or "")):
        how = learning(begun.get(name(watch), now), now)
        if how is not None:
            found.append((watch, how))
    return found
