"""The reading side, for pages and commands."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Protocol

from monitor.domain.act import Act
from monitor.domain.activity import Verb
from monitor.domain.acts.known import Known
from monitor.domain.alert import Notice
from monitor.domain.catalogue import Pairing
from monitor.domain.desk.opinion import Counted, Opinion, Taken
from monitor.domain.desk.silence import Silence
from monitor.domain.mention import Mention
from monitor.domain.mood import Strand, Voice
from monitor.domain.rumour import Verdict
from monitor.domain.told.digest import Digest
from monitor.ports.estimate import Estimate
from monitor.ports.intake import DeadLetter
from monitor.ports.watching import Watched


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What became of one message; *held* says why it was not sent, if so."""

    id: str
    receiver: str
    kind: str
    state: str
    attempts: int
    created_at: datetime
    last_at: datetime | None
    last_detail: str | None
    held: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An alert as it stands, with its history.

    Attributes:
        notices: What was told, oldest first; the last one is how the alert stands.
        acts: Decisive acts that it tells, oldest first.
        sent: Its messages, oldest first; without bodies.
        opinions: What receivers say of it, by their name.
        taken: Who looks after it, if anybody.
    """

    notices: tuple[Notice, ...]
    acts: tuple[Act, ...]
    sent: tuple[Sent, ...]
    opinions: tuple[Opinion, ...] = ()
    taken: Taken | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A stored activity with its say about one pairing, as a person may see it.

    Attributes:
        who: Handle of a catalogue account; None for private accounts.
        quote, url: None for private accounts.
    """

    verb: Verb
    who: str | None
    at: datetime | None
    connector: str
    provenance: str
    mention: Mention
    quote: str | None
    url: str | None
    ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """One bucket as it is stored.

    Attributes:
        talkers: Those of the authors who said something that is not match talk.
    """

    start: datetime
    connector: str
    mentions: int
    transfer: int
    late: int
    authors: int
    talkers: int


class Reader(Protocol):
    """The reading side, for pages and commands: read-only, never blocks the writer."""

    async def alert(self, alert: str) -> Told | None:
        """Return one alert with its history."""

    async def alerts(self, limit: int = 50) -> Sequence[Notice]:
        """Return how the newest alerts stand, newest first."""

    async def headlines(self, alerts: Collection[str]) -> Mapping[str, Notice]:
        """Return what was told last of each of *alerts* that there is."""

    async def silences(self, at: datetime) -> Sequence[Silence]:
        """Return silences that end after *at*, the one that ends first first."""

    async def opinions(self, limit: int = 200) -> Sequence[Opinion]:
        """Return what receivers said last of alerts, newest first."""

    async def rated(self) -> Counted:
        """Return how often what was said of alerts, by rule."""

    async def pushed(self, receiver: str, limit: int = 50) -> Sequence[Notice]:
        """Return the newest alerts that *receiver* was sent, as it was last told, newest first."""

    async def summed(
        self,
        receiver: str,
        since: datetime,
        until: datetime,
        zone: tzinfo = UTC,
        *,
        everybody: bool,
    ) -> Digest:
        """Return what *receiver* is to read of [since, until).

        Args:
            zone: Its own, in which times are told.
            everybody: Whether it hears of messages to others that failed, too.
        """

    async def digested(self, receiver: str, by: datetime) -> datetime | None:
        """Return when the newest digest of *receiver* was due *by* then; None if it had none."""

    async def began(self) -> datetime | None:
        """Return since when anything is watched; None if nothing is."""

    async def last_word(self, thread: str, by: datetime) -> bytes | None:
        """Return the cause of the newest message in *thread* *by* then; None if there is none."""

    async def last_words(self, receiver: str, by: datetime) -> Mapping[str, bytes]:
        """Return, by thread, the cause of the newest message on each source *by* then."""

    async def mentions(self, player: str, club: str, limit: int = 50) -> Sequence[Seen]:
        """Return what was said about a pairing, newest first."""

    async def buckets(self, player: str, club: str, since: datetime) -> Sequence[Counts]:
        """Return the buckets of a pairing, oldest first."""

    async def spikes(self, limit: int = 50) -> Sequence[Watched]:
        """Return pairings that are or were in a spike, the one scored last first."""

    async def standing(self, player: str, club: str) -> Watched | None:
        """Return how a pairing stands; None if it is not watched."""

    async def strengths(self, player: str, club: str, since: datetime) -> Sequence[Estimate]:
        """Return how strong the rumour of a pairing was since then, oldest first."""

    async def weighed(self) -> datetime | None:
        """Return up to when rumours were weighed; None if none ever were."""

    async def judged(self, source: str, limit: int = 200) -> Sequence[Verdict]:
        """Return what the claims of a source came to, those that count last first."""

    async def acts(self, player: str, club: str, since: datetime) -> Sequence[Known]:
        """Return the acts about a pairing since then, oldest first: each once, however known."""

    async def voices(
        self, since: datetime, pairings: Collection[Pairing] | None = None
    ) -> Mapping[tuple[Pairing, Strand], Sequence[Voice]]:
        """Return who took *pairings* (None: all that were talked of) how, match talk apart.

        What was deleted, or is private, counts for nothing.
        """

    async def dead(self, limit: int = 50) -> Sequence[DeadLetter]:
        """Return the newest dead letters, newest first."""

    async def check(self) -> None:
        """Do nothing if the database answers and can be written.

        Raises:
            TransientError: It can't; the message says why.
        """
