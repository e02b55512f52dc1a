"""What weighing rumours reads and writes: claims, acts, outcomes, records of sources, estimates."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from monitor.domain.act import Act
from monitor.domain.alert import Notice
from monitor.domain.catalogue import Pairing
from monitor.domain.claims import Claim
from monitor.domain.rumour import Outcome, Record, Verdict
from monitor.domain.stories.advance import Before
from monitor.domain.stories.story import Thread
from monitor.ports.delivery import Message
from monitor.ports.estimate import Estimate
from monitor.ports.watching import Lease


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What one stored activity says of one rumour; whose account that is, the catalogue says.

    Attributes:
        at: When it was said, as far as can be believed; a date without a time is its end.
        claim: None for what speaks of the move and claims nothing.
        account: Platform id of a catalogue account; None for everybody else.
        cites: Slug of the source that it names as its own.
        repeats: Seal of the record that it answers or quotes.
        gist: Keyed hashes of its telling words; empty once they are deleted.
        gossip: It is a column of gossip, and says so.
        withdrawn: It was deleted before the end of the span that was asked for.
    """

    key: bytes
    pairing: Pairing
    at: datetime
    claim: Claim | None
    author: bytes
    record: bytes
    platform: str
    account: str | None = None
    cites: str | None = None
    repeats: bytes | None = None
    gist: frozenset[int] = frozenset()
    gossip: bool = False
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a catalogue's account said, as it stands; where its proof is, the catalogue says.

    Attributes:
        account: Platform id of the account.
        quote: At most 140 characters.
        url: Where it can be read, if anywhere.
    """

    platform: str
    account: str
    quote: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saga:
    """The newest story of a player, as it was told.

    Attributes:
        newest: How its alert stands.
        over: Whether it is closed: the move was confirmed, and that was not taken back.
        confirmed: How that alert said that the move has happened, if it did.
    """

    newest: Notice
    over: bool = False
    confirmed: Notice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """How rumours ended, with what that makes of the records of sources.

    Attributes:
        outcomes: To be stored, over those of the same pairing and time.
        reopened: Outcomes that don't hold any more: they go.
        verdicts: To be stored, in place of all verdicts at times that are *judged*.
        judged: Pairings, each with the end of a window.
    """

    outcomes: tuple[Outcome, ...] = ()
    reopened: tuple[Outcome, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    judged: frozenset[tuple[Pairing, datetime]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """What weighing came to up to the end of a bucket: stored in one transaction, or not at all.

    Attributes:
        end: End of the newest bucket that rumours were weighed for.
        claimed: What is to be remembered of the claims that are told, by pairing.
    """

    end: datetime
    estimates: tuple[Estimate, ...] = ()
    conclusion: Conclusion = Conclusion()
    claimed: tuple[tuple[Pairing, Before], ...] = ()
    notices: tuple[Notice, ...] = ()
    messages: tuple[Message, ...] = ()


class RumourStore(Protocol):
    """What weighing rumours needs of the store."""

    async def lease(self, holder: str, now: datetime, span: timedelta) -> Lease | None:
        """Take the lease of the watch, or go on with it; None while another holds it."""

    async def stirred(self, since: datetime, until: datetime) -> frozenset[Pairing]:
        """Return pairings that something was said, done or concluded about in [since, until)."""

    async def spoken(
        self, pairings: Collection[Pairing], since: datetime, until: datetime
    ) -> Mapping[Pairing, Sequence[Spoken]]:
        """Return what was said of rumours in [since, until), oldest first.

        At most 5,000 of a pairing: what the catalogue's accounts said before all others, and of
        either the newest.
        """

    async def words(self, keys: Collection[bytes]) -> Mapping[bytes, Words]:
        """Return what was said in activities, by their keys; no private words, none deleted."""

    async def done(
        self, pairings: Collection[Pairing], since: datetime, until: datetime
    ) -> Mapping[Pairing, Sequence[Act]]:
        """Return decisive acts in [since, until), oldest first, those that ended too."""

    async def reporting(
        self, pairings: Collection[Pairing], since: datetime
    ) -> Mapping[Pairing, frozenset[bytes]]:
        """Return seals of the records that tell of an act about a pairing since then."""

    async def outcomes(self, players: Collection[str], since: datetime) -> Sequence[Outcome]:
        """Return how rumours about *players* ended since then, oldest first."""

    async def track(self, at: datetime) -> Mapping[str, Record]:
        """Return the record of each source as it stands at *at*, by slug."""

    async def estimates(
        self, since: datetime, pairings: Collection[Pairing] | None = None
    ) -> Mapping[Pairing, Estimate]:
        """Return the newest estimate of each pairing that has one since then."""

    async def claimed(self, players: Collection[str], since: datetime) -> Mapping[Pairing, Before]:
        """Return what was told of claims about *players* that are from since then."""

    async def threads(self, players: Collection[str], at: datetime) -> Mapping[str, Thread]:
        """Return the open story of each of *players* at *at*, with how its alert stands."""

    async def sagas(self, players: Collection[str], since: datetime) -> Mapping[str, Saga]:
        """Return the newest story of each of *players* in which something was told since then."""

    async def weigh(self, lease: Lease, weighed: Weighing) -> int:
        """Store *weighed* on top of what *lease* saw; return how many messages were new.

        Raises:
            LostLeaseError: Another holds the lease, or has weighed on.
        """

    async def conclude(self, conclusion: Conclusion) -> None:
        """Store how rumours ended, as a person says."""
