"""One look: who is watched, what draws attention, what is searched for; as much as may be asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from connectors.lists.paging import Listed, Look, Newest, Sheet, Window
from connectors.wire import atproto, xrpc
from connectors.wire.atproto import FOLLOW, LIKE, POST, REPOST
from connectors.wire.fields import time_of
from connectors.xrpc import faces, shelf
from connectors.xrpc.directory import Directory
from connectors.xrpc.fame import Fame, Swept
from connectors.xrpc.memory import Memory, Person
from connectors.xrpc.peer import Peer, SpentError
from monitor.domain.activity import Activity, Verb
from monitor.domain.seal import Seal
from monitor.ports import Gap, RefusedError, TransientError

SHELVES: Final = (POST, LIKE, REPOST)

FOLLOWS_EVERY: Final = timedelta(minutes=30)
"""How often whole lists of follows are read."""

FACES: Final = 25
"""Profiles of one request."""


@dataclass(slots=True)
class Brought:
    """What a look brought.

    Attributes:
        history: What was before anybody looked.
        lately: What happened since the last look, or may have.
        failed: Why some of it could not be read, by what that was.
        doubts: What was not believed, and why.
    """

    history: list[Activity] = field(default_factory=list)
    lately: list[Activity] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    failed: dict[str, Exception] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)
    read: int = 0


@dataclass(slots=True, kw_only=True)
class Looking:
    """Looks, one time after the other.

    Attributes:
        history: Records of each kind that are passed on of an account seen for the first time.
        hot: Posts that are swept at most; *hot_for* is how long a post draws attention.
        kept: Whether a post is kept: what is done to others is nobody's business.
        terms: What is searched for.
        seal: Hides who acted on posts.
    """

    peer: Peer
    directory: Directory
    fame: Fame
    appview: str
    history: int
    hot: int
    hot_for: timedelta
    kept: Callable[[str], bool]
    terms: Sequence[str]
    seal: Seal
    _looked: dict[str, datetime] = field(default_factory=dict)
    _followed: dict[str, datetime] = field(default_factory=dict)
    _hot: dict[str, datetime] = field(default_factory=dict)
    _searches: dict[str, tuple[Newest[Activity], Look[Activity] | None]] = field(
        default_factory=dict
    )

    async def look(self, memory: Memory, dids: Sequence[str], now: datetime) -> Brought:
        """Return what is new, and note it in *memory*.

        What fails is told, and the rest goes on; what is not reached is reached by the next look.
        """
        self.peer.begin()
        self.fame.recall(memory.crowds, self.seal)
        brought = Brought()
        memory.people = {did: memory.people.get(did) or Person() for did in dids}
        try:
            await self._faces(memory, dids, brought, now)
            for did in sorted(dids, key=lambda one: (one in self._looked, self._looked.get(one))):
                await self._person(did, memory.people[did], brought, now)
                self._looked[did] = now
            await self._sweep(brought, now)
            for term in self.terms:
                await self._search(term, memory, brought, now)
        except SpentError:
            brought.doubts.append(f"the rest waits: {self.peer.most} requests were made")
        memory.crowds = self.fame.remember(self.seal)
        return brought

    def settle(self) -> None:
        """What was brought is passed on."""
        for term, (newest, look) in self._searches.items():
            if look is not None:
                newest.settle(look)
                self._searches[term] = (newest, None)

    async def _faces(
        self, memory: Memory, dids: Sequence[str], brought: Brought, now: datetime
    ) -> None:
        for start in range(0, len(dids), FACES):
            params = [("actors", did) for did in dids[start : start + FACES]]
            try:
                shown = await self.peer.list(
                    self.appview, xrpc.PROFILES, params, xrpc.profiles, now
                )
            except (TransientError, RefusedError) as error:
                brought.failed["profiles"] = error
                return
            for profile in shown.items:
                person = memory.people.get(profile.did)
                if person is None:
                    continue
                face = faces.face(profile)
                note = "" if person.face is None else faces.changes(person.face, face)
                if note:
                    brought.lately.append(xrpc.changed(profile, note, now))
                person.face = face
            brought.read += 1

    async def _person(self, did: str, person: Person, brought: Brought, now: datetime) -> None:
        followed = self._followed.get(did)
        due = followed is None or now - followed >= FOLLOWS_EVERY or _missing(person)
        try:
            home = await self.directory.home(did, now)
            for collection in (*SHELVES, *((FOLLOW,) if due else ())):
                known = person.shelves.get(collection)
                found = await shelf.read(self.peer, home, did, collection, known, self.history, now)
                person.shelves[collection] = found.shelf
                (brought.history if found.first else brought.lately).extend(found.acts)
                brought.gaps += [found.gap] if found.gap is not None else []
                brought.doubts += [f"{collection} of {did}: {found.doubt}"] if found.doubt else []
                self._heed(found.listed)
            if due:
                self._followed[did] = now
            brought.read += 1
        except (TransientError, RefusedError) as error:
            self.directory.forget(did)
            brought.failed[did] = error

    def _heed(self, acts: Sequence[Activity]) -> None:
        """Note which posts draw attention: those of watched accounts, and what they acted upon."""
        for act in acts:
            own = act.record if act.verb is Verb.CREATE else None
            about = act.object if act.verb in {Verb.LIKE, Verb.ANNOUNCE} else None
            for at in (own, about, act.quotes, act.in_reply_to):
                if at is not None and atproto.page_of(at) and act.happened_at is not None:
                    self._hot[at] = max(act.happened_at, self._hot.get(at, act.happened_at))

    async def _sweep(self, brought: Brought, now: datetime) -> None:
        """Sweep what draws attention, by the time of events: our clock may be wrong by days."""
        latest = max(self._hot.values(), default=now)
        self._hot = {at: last for at, last in self._hot.items() if latest - last < self.hot_for}
        ranked = sorted(self._hot.items(), key=lambda one: one[1], reverse=True)
        posts = [at for at, _ in ranked if self.kept(at)][: self.hot]
        if not posts:
            return
        swept = Swept()
        try:
            await self.fame.sweep(posts, swept, now)
            brought.read += 1
        except (TransientError, RefusedError) as error:
            brought.failed["sweeps"] = error
        finally:
            brought.lately += swept.acts
            brought.history += swept.history

    async def _search(self, term: str, memory: Memory, brought: Brought, now: datetime) -> None:
        newest, _ = self._searches.get(term, (None, None))
        if newest is None:
            newest = Newest(lambda window, onward: self._sheet(term, window, onward, now))
        newest.fetch = lambda window, onward: self._sheet(term, window, onward, now)
        held = memory.terms.get(term)
        try:
            look = await newest.look(time_of(held, "terms")[0] if held else None, now)
        except (TransientError, RefusedError) as error:
            brought.failed[f"search {term!r}"] = error
            return
        (brought.lately if held else brought.history).extend(item.what for item in look.items)
        brought.gaps += [look.gap] if look.gap is not None else []
        if look.place is not None:
            memory.terms[term] = look.place.isoformat()
        self._searches[term] = (newest, look)
        brought.read += 1

    async def _sheet(
        self, term: str, window: Window, onward: str | None, now: datetime
    ) -> Sheet[Activity]:
        params = [("q", term), ("sort", "latest"), ("limit", "100")]
        if window.since is not None:
            params.append(("since", _iso(window.since)))
        if window.until is not None:  # which `until` leaves out
            params.append(("until", _iso(window.until + timedelta(seconds=1))))
        if onward is not None:
            params.append(("cursor", onward))
        listing = await self.peer.list(
            self.appview, xrpc.SEARCH, params, lambda body: xrpc.posts(body, now), now
        )
        items = [Listed(act.record or "", act.happened_at, act) for act in listing.items]
        return Sheet(items=items, onward=listing.onward)


def _missing(person: Person) -> bool:
    follows = person.shelves.get(FOLLOW)
    return follows is None or bool(follows.missed)


def _iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
