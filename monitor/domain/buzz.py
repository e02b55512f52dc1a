"""How much is said: mentions tallied into five-minute buckets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.domain.campaign import Campaign
from monitor.domain.catalogue import Pairing


@dataclass(frozen=True, slots=True, order=True)
class Bucket:
    """What is counted apart: one pairing, five minutes, one connector."""

    pairing: Pairing
    start: datetime
    connector: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What one bucket gained.

    Attributes:
        mentions: Activities linked to the pairing.
        transfer: Those of them whose topic is the transfer.
        late: Those that arrived too late to change a verdict.
        authors: Seals of who acted, each once.
        talkers: Those of them with a mention that is not match talk.
    """

    mentions: int
    transfer: int
    late: int
    authors: frozenset[bytes]
    talkers: frozenset[bytes]


@dataclass(frozen=True, slots=True)
class Counted:
    """One mention, as far as counting goes.

    Attributes:
        match: Its topic is a match, which the watch leaves out.
    """

    bucket: Bucket
    author: bytes
    transfer: bool
    match: bool
    late: bool


def tally(counted: Iterable[Counted]) -> Mapping[Bucket, Tally]:
    """Return what each bucket gains by *counted*."""
    grouped: dict[Bucket, list[Counted]] = {}
    for one in counted:
        grouped.setdefault(one.bucket, []).append(one)
    return {
        bucket: Tally(
            mentions=len(ones),
            transfer=sum(one.transfer for one in ones),
            late=sum(one.late for one in ones),
            authors=frozenset(one.author for one in ones),
            talkers=frozenset(one.author for one in ones if not one.match),
        )
        for bucket, ones in grouped.items()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Buzz:
    """How loud a pairing was in the window that ends at `at`.

    Attributes:
        window: Length of the window.
        authors: Distinct authors, match talk left out.
        by: The same authors by where they speak, such as ("Bluesky", 39), loudest first.
        mentions: All mentions, and `transfer` of them about the transfer.
        expected: Authors that are usual at this hour.
        score: How far that is from its own usual; 0 while that isn't known.
        sustained: The score of the slow lane: hours, not minutes.
        largest_in: Days since it was last as loud; None while nothing is known to compare with.
        common: How much louder than usual all other pairings were; 1 = as usual.
        missing: Sources that were not seen, by name; `unseen` is their usual share of the authors.
        blind: How much of the spike until then passed unseen, for want of the sources `blinded`.
        late: How long after its end the window was judged, beyond the usual wait.
        private: Mentions about death, health, crime or private life.
        loudest: Share of the mentions by the private account that posts most, 0 to 1.
        campaign: How much of it is a campaign; None = none was found.
    """

    at: datetime
    window: timedelta
    authors: int
    by: tuple[tuple[str, int], ...] = ()
    mentions: int = 0
    transfer: int = 0
    expected: float = 0.0
    score: float = 0.0
    sustained: float = 0.0
    largest_in: int | None = None
    common: float = 1.0
    missing: tuple[str, ...] = ()
    unseen: float = 0.0
    blind: timedelta = timedelta(0)
    blinded: tuple[str, ...] = ()
    late: timedelta = timedelta(0)
    private: int = 0
    loudest: float = 0.0
    campaign: Campaign | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the usual; None where that is below one author."""
        return self.authors / self.expected if self.expected >= 1 else None
