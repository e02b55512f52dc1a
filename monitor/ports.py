"""What the pipeline needs of the world outside; the adapters provide it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from monitor.domain.act import Act
from monitor.domain.activity import Activity, Provenance, Verb
from monitor.domain.alert import Notice
from monitor.domain.claims import Claim
from monitor.domain.linking import Hit
from monitor.domain.mention import Link, Mention


class TransientError(Exception):
    """It may work later.

    Attributes:
        retry_after: How long to wait at least, if the other side said so.
    """

    def __init__(self, message: str, retry_after: timedelta | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class RefusedError(Exception):
    """It won't work until a person acts; the message says what to do."""


# --- what comes in -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """Something that came in and could not be read.

    Attributes:
        place: Where it stood, for a person: "line 17 of posts.jsonl", "frame".
        raw: Its bytes, cut to 64 kB.
        reason: One short slug, such as `not_json`, `bad_time`, `too_deep`.
        detail: What was wrong, in a sentence.
    """

    connector: str
    place: str
    raw: bytes
    reason: str
    detail: str
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What one fetch brought, and where the next goes on from.

    Attributes:
        connector: Configured name of the connector.
        activities: At most 500, in the order in which they happened.
        cursor: Where to go on once this page is stored; None = the cursor stays.
        dead: What could not be read.
        dropped: Counted and not kept, by reason (`unmatched`, `unhandled:app.bsky.graph.block`).
        live: Whether the page is of now; back-fill and imports never alert about numbers.
        interval: How often the connector looks; zero for a stream.
        reached: How far the source has progressed in event time, if it tells.
    """

    connector: str
    activities: tuple[Activity, ...] = ()
    cursor: str | None = None
    dead: tuple[DeadLetter, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)
    live: bool = True
    interval: timedelta = timedelta(0)
    reached: datetime | None = None


class Connector(Protocol):
    """One configured source: one subscription, one cursor.

    Attributes:
        name: Its configured name.
        every: How often to poll; None = a stream, run until it ends or fails.
    """

    name: str
    every: timedelta | None

    def pages(self, cursor: str | None) -> AsyncIterator[Page]:
        """Yield pages from *cursor* on, oldest first.

        Raises:
            TransientError: It may work later; the caller waits and starts again.
            RefusedError: A person must act.
        """


class Interest(Protocol):
    """What is worth passing on, asked by connectors before they build anything.

    Attributes:
        everything: True with `storage.keep = "all"`: don't ask, pass all on.
    """

    everything: bool

    def actor(self, platform: str, actor: str) -> bool:
        """Whether this account is in the catalogue (and may be watched)."""

    def object(self, platform: str, address: str) -> bool:
        """Whether a record with this address is kept (may say yes wrongly, rarely)."""

    def text(self, text: str) -> bool:
        """Whether this text names anybody who is watched."""

    def passed(self, activity: Activity) -> None:
        """Take note that *activity* is passed on: what is done to its record matters at once."""


class Objects(Protocol):
    """Looks up records that an act was about and that we don't have."""

    async def fetch(self, platform: str, addresses: Sequence[str]) -> Mapping[str, Activity]:
        """Return what was found, by address; never raises, never takes longer than its limit."""


# --- judges --------------------------------------------------------------------------------


class Matcher(Protocol):
    """Finds the names of the catalogue in texts."""

    def find(self, folded: str) -> Sequence[Hit]:
        """Return the names in *folded* (see `text.fold`), by place, longest first, not nested."""

    def touches(self, folded: str) -> bool:
        """Whether any name occurs; cheaper than `find`."""


class Linguist(Protocol):
    """Tells languages."""

    def identify(self, texts: Sequence[str]) -> Sequence[str | None]:
        """Return a primary language subtag for each text; None = none of those we know."""


@dataclass(frozen=True, slots=True)
class Score:
    """How one text is taken.

    Attributes:
        polarity: -1 (hostile) to 1 (delighted); None = unscored.
        subjectivity: 0 (factual) to 1 (opinion), or None.
        unscored: Why there is no polarity: `language:es`, `empty`; None where there is one.
    """

    polarity: float | None = None
    subjectivity: float | None = None
    unscored: str | None = None


class Scorer(Protocol):
    """Scores sentiment."""

    name: str

    def score(self, texts: Sequence[str], languages: Sequence[str | None]) -> Sequence[Score]:
        """Return one score a text; names in *texts* are masked already."""


# --- storage -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a batch needs to know before it is judged; all seals.

    Attributes:
        records: Records that the batch makes, changes or ends.
        objects: Records that it acts upon, replies to or quotes.
        since: How far back decisive acts matter.
    """

    records: frozenset[bytes]
    objects: frozenset[bytes]
    since: datetime


@dataclass(frozen=True, slots=True)
class Trace:
    """A stored activity upon a record, as far as keys go."""

    key: bytes
    verb: Verb
    order: int
    ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is known of a record that others act upon.

    Attributes:
        account: Platform id of its author if that is in the catalogue, else None.
        text, url, handle: Empty or None once deleted or expired.
        links: Pairings that it is about.
    """

    record: bytes
    key: bytes
    platform: str
    author: bytes
    account: str | None
    text: str
    url: str | None
    handle: str | None
    lang: str | None
    at: datetime | None
    links: tuple[Link, ...] = ()
    claim: Claim | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A stored act by a catalogue account whose object we didn't have."""

    key: bytes
    record: bytes
    object: bytes
    connector: str
    platform: str
    account: str
    handle: str | None
    verb: Verb
    url: str | None
    happened_at: datetime | None
    seen_at: datetime
    counted_at: datetime | None
    late: bool
    provenance: Provenance
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """What the store knew.

    Attributes:
        traces: By record.
        subjects: By record; of the objects asked for, those that are stored.
        waiting: Acts that wait for an object, by the record of the object.
        acts: Decisive acts since the time asked, and those upon the records asked for.
        alerts: The alerts of those acts as they were last told, by id.
    """

    traces: Mapping[bytes, tuple[Trace, ...]] = field(default_factory=dict)
    subjects: Mapping[bytes, Subject] = field(default_factory=dict)
    waiting: Mapping[bytes, tuple[Waiting, ...]] = field(default_factory=dict)
    acts: tuple[Act, ...] = ()
    alerts: Mapping[str, Notice] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An activity as it is stored, with what was thought of it.

    Attributes:
        record: Seal of the record that it made, changed or ended.
        author: Seal of who acted.
        account: The platform id itself, only for accounts of the catalogue.
        object, parent, quoted: Seals of records that it is about.
        counted_at: None for a date without a time (no bucket).
        stage: What its words claim, even where they link to nobody.
        waiting: It is an act by a catalogue account on an object that we don't have.
        ends_author: A deleted account: all of its texts go.
        expires_at: When the text row goes; None = it stays (proven public accounts).
    """

    key: bytes
    record: bytes
    author: bytes
    activity: Activity
    connector: str
    account: str | None = None
    object: bytes | None = None
    parent: bytes | None = None
    quoted: bytes | None = None
    counted_at: datetime | None = None
    late: bool = False
    lang: str | None = None
    sentiment: float | None = None
    subjectivity: float | None = None
    claim: Claim | None = None
    mentions: tuple[Mention, ...] = ()
    waiting: bool = False
    ends_author: bool = False
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relinked:
    """A stored act whose object has arrived: mentions that it gains."""

    waiting: Waiting
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One notice for one receiver, kept until it is received.

    Attributes:
        id: Same for every repeat, and after a crash (`webhook-id`).
        body: As it is sent, byte for byte, every time.
        cause: Key of the activity that it stands or falls with; None for pings.
    """

    id: str
    receiver: str
    kind: str
    alert: str | None
    body: bytes
    created_at: datetime
    due: datetime
    cause: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """One transaction: all of it lands, or none of it does."""

    kept: tuple[Kept, ...] = ()
    relinked: tuple[Relinked, ...] = ()
    acts: tuple[Act, ...] = ()
    notices: tuple[Notice, ...] = ()
    messages: tuple[Message, ...] = ()
    dead: tuple[DeadLetter, ...] = ()
    cursors: Mapping[str, str] = field(default_factory=dict)
    now: datetime


@dataclass(frozen=True, slots=True)
class Committed:
    """What a commit really added.

    Attributes:
        new: Keys of activities that were not stored before.
        dead: Dead letters that were not stored before.
        messages: Messages that were put into the outbox.
    """

    new: frozenset[bytes]
    dead: int = 0
    messages: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A message that is due, claimed by us.

    Attributes:
        attempts: How many there were before this one.
        first_due: When it was first to be sent; the ladder counts from here.
    """

    message: Message
    attempts: int
    first_due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one attempt went.

    Attributes:
        status: HTTP status, or None where there was no answer.
        due: When to try again; None = it is over (*delivered* says how).
    """

    message: str
    receiver: str
    at: datetime
    delivered: bool
    status: int | None
    detail: str
    due: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """What the store holds, for metrics and status: rows by table, bytes, outbox."""

    rows: Mapping[str, int]
    bytes: int
    outbox: Mapping[str, int]
    oldest_due: datetime | None


class Store(Protocol):
    """The writing side, in one process the only one."""

    async def recall(self, asked: Asked) -> Recalled:
        """Return what is stored about *asked*, in one read."""

    async def commit(self, batch: Commit) -> Committed:
        """Store *batch* in one transaction, each activity exactly once."""

    async def cursors(self) -> Mapping[str, str]:
        """Return where each connector goes on from."""

    async def records(self, since: datetime, limit: int) -> Sequence[bytes]:
        """Return seals of records kept since then, newest last, at most *limit*."""

    async def waiting(self, since: datetime, limit: int) -> Sequence[Waiting]:
        """Return acts that still wait for their object."""

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> Sequence[Delivery]:
        """Claim messages that are due; unsettled claims come back after *lease*."""

    async def settle(self, outcomes: Sequence[Outcome]) -> None:
        """Store how attempts went."""

    async def disable(self, receiver: str, reason: str, now: datetime) -> None:
        """Stop sending to *receiver* until it is configured anew."""

    async def expire(self, now: datetime) -> int:
        """Remove text rows whose time has come; return how many."""

    async def stats(self) -> Stats:
        """Return what the store holds."""


class Sender(Protocol):
    """Delivers one message."""

    async def send(self, delivery: Delivery) -> Outcome:
        """Try once, and say how it went; never raises for what the other side does."""


class Clock(Protocol):
    """Time, with a start and a speed: demo and replay change the clock, never a threshold."""

    def now(self) -> datetime:
        """Return the time, aware and UTC."""

    async def sleep(self, span: timedelta) -> None:
        """Sleep for *span* of this clock's time."""


# --- reading, for pages and commands --------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What became of one message."""

    id: str
    receiver: str
    kind: str
    state: str
    attempts: int
    created_at: datetime
    last_at: datetime | None
    last_detail: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An alert as it stands, with its history.

    Attributes:
        notices: What was told, oldest first; the last one is how the alert stands.
        acts: Decisive acts that it tells, oldest first.
        sent: Its messages, oldest first; without bodies.
    """

    notices: tuple[Notice, ...]
    acts: tuple[Act, ...]
    sent: tuple[Sent, ...]


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
    """One bucket as it is stored."""

    start: datetime
    connector: str
    mentions: int
    transfer: int
    late: int
    authors: int


class Reader(Protocol):
    """The reading side, for pages and commands: read-only, never blocks the writer."""

    async def alert(self, alert: str) -> Told | None:
        """Return one alert with its history."""

    async def alerts(self, limit: int = 50) -> Sequence[Notice]:
        """Return how the newest alerts stand, newest first."""

    async def mentions(self, player: str, club: str, limit: int = 50) -> Sequence[Seen]:
        """Return what was said about a pairing, newest first."""

    async def buckets(self, player: str, club: str, since: datetime) -> Sequence[Counts]:
        """Return the buckets of a pairing, oldest first."""

    async def dead(self, limit: int = 50) -> Sequence[DeadLetter]:
        """Return the newest dead letters, newest first."""

    async def check(self) -> None:
        """Do nothing if the database answers and can be written.

        Raises:
            TransientError: It can't; the message says why.
        """
