"""Looks again at statuses that were passed on: who favourited and boosted them, edits, deletions.

Lists of who did so tell no time: it was since the last sweep. They tell those whom this server
knows of, which for a status of another server are few.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from connectors import http
from connectors.timelines.gathering import Gathering
from connectors.timelines.memory import Known, seen_again, short
from connectors.timelines.server import NoListError, Server
from connectors.wire import mastodon
from connectors.wire.mastodon import PLATFORM, Reading, Status
from connectors.wire.reading import UnreadableError
from monitor.domain.activity import Verb
from monitor.domain.timing import PROMPT
from monitor.ports import AuthError, Page, RefusedError

AT_ONCE: Final = 30
"""Statuses that one sweep looks at; the others' turn comes with the next."""

SHEET: Final = 80
SHEETS: Final = 10
"""Pages that are read of who favourited a status: 800 accounts."""

_MARKS: Final = {Verb.LIKE: "l", Verb.ANNOUNCE: "b"}


@dataclass(slots=True)
class Sweeping:
    """Sweeps the kept statuses of one server.

    Attributes:
        every: How often a status is looked at while it is hot.
    """

    server: Server
    gathering: Gathering
    every: timedelta
    _told: dict[str, set[str]] = field(default_factory=dict)

    async def sweep(self, now: datetime) -> AsyncIterator[Page]:
        """Yield what became of the statuses that are due.

        Raises:
            TransientError, RefusedError: As asking does; what was found before stands.
        """
        memory = self.gathering.memory
        for one in memory.due(self.every, now, AT_ONCE):
            try:
                body = await self.server.one(f"/api/v1/statuses/{one.id}")
            except AuthError:
                raise
            except RefusedError:  # one that is shown to some only says nothing of the others
                memory.note(replace(one, checked=now), keep=True)
                self.gathering.dropped["refused"] += 1
                continue
            since = one.checked
            live = now - since <= self.every + PROMPT
            if body is None:
                memory.forget(one.id)
                self._told.pop(one.id, None)
                self.gathering.offer(self.gathering.reading(now).deleted(one.at, one.author))
            else:
                await self._again(one, body, now)
            for page in self._pages(live, now - since):
                yield page

    def _pages(self, live: bool, span: timedelta) -> Iterable[Page]:
        held = self.gathering
        if held.acts or held.dead or held.dropped:
            return list(held.pages(live=live, interval=span))
        return ()

    async def _again(self, one: Known, body: bytes, now: datetime) -> None:
        gathering, memory = self.gathering, self.gathering.memory
        told = gathering.reading(now)
        try:
            found = mastodon.status(body)
            if not found.open:  # it was taken from the public since
                memory.forget(one.id)
                gathering.offer(told.deleted(one.at, one.author))
                return
            if found.edited_at and found.edited_at != one.edited:
                gathering.offer(told.activity(found, edited=True))
            by = await self._upon(one, found, told)
        except UnreadableError as error:
            gathering.bury(body, error, f"the status {one.id}", now)
            memory.note(replace(one, checked=now), keep=True)
        else:
            memory.note(seen_again(one, found, now, by), keep=True)

    async def _upon(self, one: Known, found: Status, told: Reading) -> frozenset[str]:
        by = set(one.by)
        counts = (
            (Verb.LIKE, found.favourites_count or 0, one.likes),
            (Verb.ANNOUNCE, found.reblogs_count or 0, one.boosts),
        )
        for verb, count, before in counts:
            if count != before or any(mark.startswith(_MARKS[verb]) for mark in one.by):
                by ^= await self._list(one, count, before, verb, told)
        return frozenset(by)

    async def _list(
        self, one: Known, count: int, before: int, verb: Verb, told: Reading
    ) -> set[str]:
        """Take who did *verb*; return the marks of catalogue accounts that came or went."""
        seen: set[str] = set()
        sheets = 0
        path = "favourited_by" if verb is Verb.LIKE else "reblogged_by"
        upon = told.favourite if verb is Verb.LIKE else told.boost
        known = self._told.setdefault(one.id, set())
        params = [("limit", str(SHEET))]
        try:
            async for sheet in self.server.list(
                f"/api/v1/statuses/{one.id}/{path}", params, "next", SHEETS
            ):
                sheets += 1
                for raw in sheet.items:
                    try:
                        who = mastodon.account(raw)
                        mark = f"{_MARKS[verb]}{short(who.actor)}"
                        if mark not in known | seen:
                            self.gathering.offer(upon(who, one.at, one.author))
                        seen.add(mark)
                    except UnreadableError as error:
                        self.gathering.bury(bytes(raw), error, path, told.seen_at)
        except NoListError as error:
            refused = UnreadableError(error.reason, error.detail)
            self.gathering.bury(error.raw, refused, path, told.seen_at)
            return set()
        except http.GoneError:
            return set()
        known |= seen
        # an empty list where the server counts as many as before is no proof of anything
        whole = sheets < SHEETS and (len(seen) >= count or count < before)
        return self._changes(one, verb, seen, told, whole=whole)

    def _changes(
        self, one: Known, verb: Verb, seen: set[str], told: Reading, *, whole: bool
    ) -> set[str]:
        """Return the marks of catalogue accounts that came or went; who went took it back."""
        letter = _MARKS[verb]
        changed: set[str] = set()
        for account in self.gathering.context.accounts():
            if account.platform != PLATFORM or account.id is None:
                continue
            mark = f"{letter}{short(account.id)}"
            if mark in seen and mark not in one.by:
                changed.add(mark)
            elif mark in one.by and mark not in seen and whole:
                changed.add(mark)
                self._told[one.id].discard(mark)
                self.gathering.offer(told.undone(verb, account.id, one.at))
        return changed
