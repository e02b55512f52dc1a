"""Shares stories by links: makes them, ends them, opens them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from monitor.app import ledger
from monitor.app.clock import SystemClock
from monitor.app.parts import open_seal
from monitor.domain.desk.logbook import Deed, Hand
from monitor.domain.desk.share import Share, ShareError, Wax, share
from monitor.ports import Clock
from monitor.ports.gazette import Gazette
from monitor.ports.sharing import ShareStore
from monitor.settings import Settings
from storage import Store, open_store, stands


@dataclass(frozen=True, slots=True)
class Sharing:
    """Links to the stories of one store; see `monitor.web.api.newsstand.Sharing`.

    Attributes:
        public_url: Where the pages are, as people reach them.
        ident: Makes ids that nobody can guess.
    """

    links: ShareStore
    gazette: Gazette
    wax: Wax
    clock: Clock
    public_url: str
    ident: Callable[[], uuid.UUID] = uuid.uuid4

    async def add(self, story: str, lasts: timedelta, hand: Hand, note: str) -> Share | None:
        """Return a new link to *story*, stored; None if there is no such story."""
        found = await self.gazette.thread(story)
        if found is None:
            return None
        now, its = self.clock.now(), found.story
        made = share(self.ident(), its.id, its.alert, now, lasts, hand.who, note)
        await self.links.share(made, hand.did(Deed.SHARED, found.newest.alert.title, now))
        return made

    async def end(self, ident: str, hand: Hand) -> Share | None:
        """End a link; return it as it now is, None if there is none or it is over."""
        now = self.clock.now()
        return await self.links.unshare(ident, hand.who, now, hand.did(Deed.UNSHARED, ident, now))

    async def listed(self) -> Sequence[Share]:
        """Return links that hold, the one that ends first first."""
        return await self.links.shares(self.clock.now())

    async def open(self, token: str) -> Share | None:
        """Return the link that *token* is of, while it holds; None once it was ended."""
        now = self.clock.now()
        found = await self.links.shared(self.wax.read(token, now))
        return found if found is not None and found.holds(now) else None

    def link(self, one: Share) -> str:
        """Return the address under which *one* is shown."""
        return self.wax.link(one, self.public_url)


async def add(settings: Settings, named: str, lasts: timedelta, by: str, note: str) -> str:
    """Share a story, by its id or its alert's, as *by*; return the address.

    Raises:
        ShareError: It can't be shared so; the message says what to do.
        TransientError, RefusedError: The database, or the secret, can't be used.
    """
    async with ledger.opened(settings) as store:
        sharing = _sharing(settings, store)
        made = await sharing.add(await _story(store, named), lasts, Hand(by), note)
        if made is None:
            raise ShareError(f"there is no story {named[:40]!r}. {_KNOWN}")
        return sharing.link(made)


async def listed(settings: Settings) -> Sequence[tuple[Share, str]]:
    """Return links that hold with their addresses, the one that ends first first."""
    url = settings.storage.url.get_secret_value()
    if not stands(url):
        return ()
    store = await open_store(url)
    try:
        sharing = _sharing(settings, store)
        return [(one, sharing.link(one)) for one in await sharing.listed()]
    finally:
        await store.close()


async def end(settings: Settings, begin: str, by: str) -> Share:
    """End the link whose id begins so, as *by*.

    Raises:
        ShareError: There is none, there are several, or it is over.
        TransientError, RefusedError: The database can't be written.
    """
    async with ledger.opened(settings) as store:
        found = await store.links.alike_shares(begin) if begin else ()
        if len(found) != 1:
            what = "several links begin" if found else "no link begins"
            raise ShareError(f"{what} with {begin[:20]!r}. `lastdance share list` names them")
        ended = await _sharing(settings, store).end(found[0], Hand(by))
    if ended is None:
        raise ShareError(f"{found[0]} is over already")
    return ended


_KNOWN = "`lastdance export stories` lists those that are stored"


async def _story(store: Store, named: str) -> str:
    """Return the id of the story that *named* is, or whose alert it is."""
    told = await store.reader.alert(named)
    return named if told is None else told.notices[-1].alert.story


def _sharing(settings: Settings, store: Store) -> Sharing:
    wax = Wax.of(open_seal(settings))
    return Sharing(store.links, store.gazette, wax, SystemClock(), settings.web.public_url)
