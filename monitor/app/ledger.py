"""The operator's own entries of the catalogue, as commands read and write them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from monitor.app.almanac import Entries, read_catalogue
from monitor.app.clock import SystemClock
from monitor.domain.catalogue import Catalogue
from monitor.domain.desk.logbook import Deed, Hand
from monitor.judges.findings import CatalogueError, Finding
from monitor.ports import Clock
from monitor.settings import Settings
from storage import Store, migrate, open_store, stands

Made = tuple[str, str, Mapping[str, Any] | None]
"""Kind, slug and body of an entry; without a body it goes."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the database holds of the catalogue.

    Attributes:
        entries: Kind, slug and body of each.
        signed: Who made each and when, by kind and slug.
        resolved: Stable ids by (platform, handle).
    """

    version: int = 0
    entries: Entries = ()
    signed: Mapping[tuple[str, str], tuple[str, datetime]] = field(default_factory=dict)
    resolved: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def catalogue(self, settings: Settings) -> Catalogue:
        """Return the whole catalogue with these entries; see `read_catalogue`."""
        return read_catalogue(settings, self.entries, self.version, self.resolved)


class Books(Protocol):
    """Where the operator's entries stand; both raise `TransientError` and `RefusedError`."""

    async def read(self) -> Ledger:
        """Return what is entered."""

    async def write(self, made: Sequence[Made], hand: Hand, deed: Deed, about: str) -> int:
        """Enter *made*, with a line of the logbook; return the version that daemons will see."""


@dataclass(frozen=True, slots=True)
class AtRest:
    """The books of a command: the database is opened for each look, and made where it must be."""

    settings: Settings

    async def read(self) -> Ledger:
        return await read(self.settings)

    async def write(self, made: Sequence[Made], hand: Hand, deed: Deed, about: str) -> int:
        return await write(self.settings, made, hand, deed, about)


@dataclass(frozen=True, slots=True)
class InUse:
    """The books of a daemon, whose store is open."""

    store: Store
    clock: Clock

    async def read(self) -> Ledger:
        return await _of(self.store)

    async def write(self, made: Sequence[Made], hand: Hand, deed: Deed, about: str) -> int:
        return await _enter(self.store, self.clock.now(), made, hand, deed, about)


async def read(settings: Settings) -> Ledger:
    """Return the operator's entries; none where there is no database yet.

    Raises:
        TransientError, RefusedError: The database can't be read.
    """
    url = settings.storage.url.get_secret_value()
    if not stands(url):
        return Ledger()
    store = await open_store(url)
    try:
        return await _of(store)
    finally:
        await store.close()


async def write(
    settings: Settings, made: Sequence[Made], hand: Hand, deed: Deed, about: str
) -> int:
    """Enter *made*, with a line of the logbook; return the version that daemons will see.

    Raises:
        TransientError, RefusedError: The database can't be written.
    """
    async with opened(settings) as store:
        return await _enter(store, SystemClock().now(), made, hand, deed, about)


async def _of(store: Store) -> Ledger:
    version, entries = await store.entries()
    return Ledger(version, entries, await store.signed(), await store.resolved())


async def _enter(
    store: Store, now: datetime, made: Sequence[Made], hand: Hand, deed: Deed, about: str
) -> int:
    return await store.enter(made, hand.who, now, hand.did(deed, about, now))


async def forget(settings: Settings, slugs: Sequence[str], by: str) -> Sequence[str]:
    """Remove entries from the database, and return the slugs of which it holds none.

    Raises:
        CatalogueError: Others lean on them; nothing is removed.
        TransientError, RefusedError: The database can't be written.
    """
    held = await read(settings)
    gone = [(kind, slug) for kind, slug, _ in held.entries if slug in slugs]
    left = [one for one in held.entries if one[1] not in slugs]
    before, after = _findings(settings, held.entries), _findings(settings, left)
    if len(after) > len(before):
        raise CatalogueError([one for one in after if one not in before])
    if gone:
        made = [(kind, slug, None) for kind, slug in gone]
        about = f"forgotten: {', '.join(slug for _, slug in gone)}"
        await write(settings, made, Hand(by), Deed.CATALOGUE_CHANGED, about)
    return [slug for slug in slugs if slug not in {known for _, known in gone}]


def _findings(settings: Settings, entries: Entries) -> Sequence[Finding]:
    """Return what keeps these entries from being used."""
    try:
        read_catalogue(settings, entries)
    except CatalogueError as error:
        return error.findings
    return ()


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Store]:
    """Give the store, brought to the newest form, and close it.

    Raises:
        TransientError, RefusedError: The database can't be used.
    """
    url = settings.storage.url.get_secret_value()
    await asyncio.to_thread(migrate, url)
    store = await open_store(url)
    try:
        yield store
    finally:
        await store.close()
