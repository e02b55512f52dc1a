"""What programs and feeds read: one page at a time, by keys that stay while rows come and go."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from monitor.domain.alert import Notice
from monitor.domain.catalogue import Pairing
from monitor.domain.claims import Claim
from monitor.domain.rumour import Record
from monitor.domain.stories.story import Thread
from monitor.ports.estimate import Estimate
from monitor.ports.reading import Counts
from monitor.ports.rumours import Words
from monitor.ports.watching import Watched


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the watch has come; None = it never has.

    Attributes:
        scored: Buckets that end by then are closed and scored.
        weighed: Rumours are weighed up to then.
    """

    scored: datetime | None = None
    weighed: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A pairing that is watched, with its newest estimate if it was estimated lately."""

    watched: Watched
    estimate: Estimate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Who spoke in the half hour before *at*, where the watch stands, and what was not seen of it.

    Attributes:
        authors: Distinct, match talk left out; who isn't in it was not spoken of.
        missing: Sources that were out in its last bucket.
        usual: If one was: authors of the last week, of all that is watched, by source.
    """

    at: datetime
    authors: Mapping[Pairing, int]
    missing: frozenset[str] = frozenset()
    usual: Mapping[Pairing, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """A claim by an account of the catalogue, as it stands.

    Attributes:
        start: Of the bucket that it counts in; with *key* its place among the others.
        account: Platform id.
        cites: Slug of the source that it names as its own.
        words: As it reads, if the text is kept.
    """

    key: bytes
    start: datetime
    at: datetime
    platform: str
    account: str
    claim: Claim
    cites: str | None = None
    words: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """How an alert stands; *number* rises with each notice that is stored."""

    number: int
    notice: Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """What one connector brought about all that is watched, in one hour of event time."""

    start: datetime
    connector: str
    mentions: int
    transfer: int
    late: int


class Gazette(Protocol):
    """Pages of what is known; *limit* bounds each, spans are [since, until)."""

    async def progress(self) -> Progress:
        """Return how far the watch has come."""

    async def followed(
        self, after: Pairing | None, limit: int, player: str | None = None, club: str | None = None
    ) -> Sequence[Followed]:
        """Return pairings by their names, those *after* one."""

    async def pairing(self, pairing: Pairing) -> Followed | None:
        """Return how one pairing stands; None if it is not watched."""

    async def said(self, pairings: Collection[Pairing]) -> Said | None:
        """Return who spoke of *pairings* of late; None if nothing was ever scored."""

    async def counted(
        self,
        pairing: Pairing,
        since: datetime,
        until: datetime,
        after: tuple[datetime, str] | None,
        limit: int,
    ) -> Sequence[Counts]:
        """Return buckets by start and connector, oldest first, those *after* one."""

    async def estimated(
        self,
        pairing: Pairing,
        since: datetime,
        until: datetime,
        after: datetime | None,
        limit: int,
    ) -> Sequence[Estimate]:
        """Return how strong a rumour was, oldest first, *after* a time."""

    async def asserted(
        self,
        pairing: Pairing,
        since: datetime,
        until: datetime,
        before: tuple[datetime, bytes] | None,
        limit: int,
    ) -> Sequence[Assertion]:
        """Return what the catalogue's accounts claim, newest first, those *before* one.

        Of at most 20,000 claims, those of private people among them.
        """

    async def threads(
        self,
        since: datetime,
        until: datetime,
        before: tuple[datetime, str] | None,
        limit: int,
        player: str | None = None,
    ) -> Sequence[Thread]:
        """Return stories that were last told in the span, newest first, those *before* one."""

    async def thread(self, story: str) -> Thread | None:
        """Return one story with how its alert stands."""

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
        """Return how alerts stand that were last told in the span, newest first.

        Args:
            before: Those before this time and number.
            pushed: Only what was meant to interrupt somebody: each as it was told so last.
        """

    async def records(self, at: datetime) -> Mapping[str, Record]:
        """Return the record of each source as it stands at *at*, by slug."""

    async def volumes(self, since: datetime, until: datetime) -> Sequence[Volume]:
        """Return what was said by hour and connector, oldest first."""
