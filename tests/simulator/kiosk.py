"""A newsstand with nothing on it."""
# ruff: noqa: ARG002 - names of a Protocol

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from monitor.domain.catalogue import Pairing
from monitor.domain.desk.logbook import Hand
from monitor.domain.desk.reply import ForgedError
from monitor.domain.desk.share import Share
from monitor.domain.rumour import Record
from monitor.domain.stories.story import Thread
from monitor.ports import Counts, Estimate
from monitor.ports.gazette import Assertion, Followed, Numbered, Progress, Said, Volume
from monitor.web.api.newsstand import Newsstand


class Unprinted:
    """A gazette in which nothing stands."""

    async def progress(self) -> Progress:
        return Progress()

    async def followed(
        self, after: Pairing | None, limit: int, player: str | None = None, club: str | None = None
    ) -> Sequence[Followed]:
        return []

    async def pairing(self, pairing: Pairing) -> Followed | None:
        return None

    async def said(self, pairings: Collection[Pairing]) -> Said | None:
        return None

    async def counted(
        self,
        pairing: Pairing,
        since: datetime,
        until: datetime,
        after: tuple[datetime, str] | None,
        limit: int,
    ) -> Sequence[Counts]:
        return []

    async def estimated(
        self,
        pairing: Pairing,
        since: datetime,
        until: datetime,
        after: datetime | None,
        limit: int,
    ) -> Sequence[Estimate]:
        return []

    async def asserted(
        self,
        pairing: Pairing,
        since: datetime,
        until: datetime,
        before: tuple[datetime, bytes] | None,
        limit: int,
    ) -> Sequence[Assertion]:
        return []

    async def threads(
        self,
        since: datetime,
        until: datetime,
        before: tuple[datetime, str] | None,
        limit: int,
        player: str | None = None,
    ) -> Sequence[Thread]:
        return []

    async def thread(self, story: str) -> Thread | None:
        return None

    async def told(
        self,
        since: datetime,
        until: datetime,
        before: tuple[datetime, int] | None,
        limit: int,
        player: str | None = None,
        club: str | None = None,
        *,
        pushed: bool = False,
    ) -> Sequence[Numbered]:
        return []

    async def records(self, at: datetime) -> Mapping[str, Record]:
        return {}

    async def volumes(self, since: datetime, until: datetime) -> Sequence[Volume]:
        return []


class Unshared:
    """No story is shared, and none can be."""

    async def add(self, story: str, lasts: timedelta, hand: Hand, note: str) -> Share | None:
        return None

    async def end(self, ident: str, hand: Hand) -> Share | None:
        return None

    async def listed(self) -> Sequence[Share]:
        return []

    async def open(self, token: str) -> Share | None:
        raise ForgedError

    def link(self, one: Share) -> str:
        raise NotImplementedError


KIOSK = Newsstand(gazette=Unprinted(), sharing=Unshared(), version="0", install="00")
