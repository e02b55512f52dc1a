"""What the pages of a pairing, a story and a source read: all that is stored of each, bounded."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Protocol

from monitor.domain.act import Act
from monitor.domain.acts.known import Known
from monitor.domain.alert import Notice
from monitor.domain.catalogue import Pairing
from monitor.domain.claims import Claim
from monitor.domain.rumour import Outcome, Record, Verdict
from monitor.domain.stories.story import Story
from monitor.ports.estimate import Estimate
from monitor.ports.rumours import Spoken, Words
from monitor.ports.watching import Blank, Said, Watched

HALF: Final = timedelta(minutes=30)
"""How long talk is counted for one point of a curve: as long as buzz is."""

CURVE: Final = timedelta(days=7)
"""How far back a curve reaches."""


PUBLIC: Final = 500
"""Testimonies of known accounts upon a pairing that a page reads, the newest."""

PRIVATE: Final = 200
"""The same of private accounts: they found no origin, and only copy one."""


@dataclass(frozen=True, slots=True)
class Half:
    """Distinct accounts that spoke of a pairing in half an hour, match talk left out."""

    start: datetime
    authors: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """All that is stored of one pairing, as far as its page shows it.

    Attributes:
        at: Up to when it reaches: the end of the newest bucket that was scored, or *now*.
        watched: How its talk stands; None = it is not watched, or was never scored.
        weighed: Up to when rumours were weighed; None = none ever were.
        said: What was said in the half hour before *at*.
        halves: Half hours of the last seven days in which somebody spoke, counted back from *at*.
        connectors: Authors of these days by source, as they are counted bucket by bucket.
        blanks: Buckets of these days that a source was not seen in.
        estimate: The newest of how strong the rumour is.
        outcomes: How rumours about the player ended.
        acts: Each once, however it is known, oldest first.
        spoken: What weighs in the rumour, oldest first; of the catalogue's accounts before others.
        notices: What was told of the player's newest stories, oldest first.
    """

    pairing: Pairing
    at: datetime
    watched: Watched | None = None
    weighed: datetime | None = None
    said: Sequence[Said] = ()
    halves: Sequence[Half] = ()
    connectors: Mapping[str, int] = field(default_factory=dict)
    blanks: Sequence[Blank] = ()
    estimate: Estimate | None = None
    outcomes: Sequence[Outcome] = ()
    acts: Sequence[Known] = ()
    spoken: Sequence[Spoken] = ()
    reports: frozenset[bytes] = frozenset()
    records: Mapping[str, Record] = field(default_factory=dict)
    notices: Sequence[Notice] = ()

    @property
    def blank(self) -> bool:
        """Whether nothing is known of it at all."""
        return self.watched is None and not (self.halves or self.spoken or self.acts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chronicle:
    """A story with all that was told of it.

    Attributes:
        notices: Oldest first; the last one is how it stands.
        acts: Decisive acts that it tells, oldest first.
        outcomes: How rumours about its player ended since it was opened, oldest first.
        others: Other stories of the same player, the newest first.
    """

    story: Story
    notices: tuple[Notice, ...]
    acts: tuple[Act, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    others: tuple[Story, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Uttered:
    """A claim that an account of the catalogue made.

    Attributes:
        words: As they stand; None once they are deleted.
        connector: Name of the source that brought it.
    """

    key: bytes
    pairing: Pairing
    at: datetime
    platform: str
    account: str
    connector: str
    claim: Claim
    cites: str | None = None
    withdrawn: bool = False
    words: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a source claimed, and what it came to.

    Attributes:
        record: Of all its resolved claims; None while it has none.
        verdicts: The newest first.
        uttered: Its newest claims, the newest first.
    """

    record: Record | None = None
    verdicts: Sequence[Verdict] = ()
    uttered: Sequence[Uttered] = ()


class EvidenceReader(Protocol):
    """Reads for pages that show evidence; each answer is of one state of the store."""

    async def portrait(self, pairing: Pairing, now: datetime) -> Portrait:
        """Return all that is stored of *pairing*."""

    async def words(self, keys: Collection[bytes]) -> Mapping[bytes, Words]:
        """Return what was said in activities, by their keys; no private words, none deleted."""

    async def chronicle(self, story: str) -> Chronicle | None:
        """Return a story with all that was told of it; None if there is none."""

    async def standing(
        self, source: str, accounts: Collection[tuple[str, str]], now: datetime
    ) -> Standing:
        """Return what a source claimed, by the *accounts* (platform, id) that speak for it."""

    async def track(self, now: datetime) -> Mapping[str, Record]:
        """Return the record of each source, by slug."""
