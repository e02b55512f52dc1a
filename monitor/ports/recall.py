"""What a batch asks the store, and what the store knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from monitor.domain.act import Act
from monitor.domain.activity import Provenance, Verb
from monitor.domain.acts.deed import Earlier
from monitor.domain.acts.tale import Report
from monitor.domain.alert import Notice
from monitor.domain.claims import Claim
from monitor.domain.mention import Link
from monitor.domain.stories.story import Story


@dataclass(frozen=True, slots=True)
class Bond:
    """Who did what to which record: the same act, whether or not its own record is named.

    Attributes:
        author, object: Seals; of a follow *object* is the account that is followed.
    """

    author: bytes
    verb: Verb
    object: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a batch needs to know before it is judged; all seals.

    Attributes:
        records: Records that the batch makes, changes or ends.
        objects: Records that it acts upon, replies to or quotes.
        since: How far back decisive acts matter.
        telling: When the oldest of its texts was published that may tell of an act; None = none
            does.
        leavers: Authors whose accounts were deleted.
        bonds: Acts of the batch whose source names no record.
        acting: When the oldest was seen of what may be a decisive act; None = none is.
    """

    records: frozenset[bytes]
    objects: frozenset[bytes]
    since: datetime
    telling: datetime | None = None
    leavers: frozenset[bytes] = frozenset()
    bonds: frozenset[Bond] = frozenset()
    acting: datetime | None = None


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
    """A stored act by a catalogue account whose object we didn't have.

    Attributes:
        text: Its own words, if it is a reply or a quote.
        quotes: It is a quote, rather than a reply.
    """

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
    text: str = ""
    quotes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """What the store knew.

    Attributes:
        traces: By record.
        bonds: Records of the acts asked for that still stand; their traces are among *traces*.
        subjects: By record; of the objects asked for, those that are stored.
        waiting: Acts that wait for an object, by the record of the object.
        acts: Decisive acts since the time asked, those upon the records asked for, and those that
            *reports* told.
        alerts: The alerts of those acts and stories as they were last told, by id.
        stories: Those that are open, where something of the batch may belong to one.
        history: Acts of longer ago, the newest 500, where the batch may hold another.
        reports: What texts tell of acts, as far as the batch may add to it or take from it.
    """

    traces: Mapping[bytes, tuple[Trace, ...]] = field(default_factory=dict)
    bonds: Mapping[Bond, bytes] = field(default_factory=dict)
    subjects: Mapping[bytes, Subject] = field(default_factory=dict)
    waiting: Mapping[bytes, tuple[Waiting, ...]] = field(default_factory=dict)
    acts: tuple[Act, ...] = ()
    alerts: Mapping[str, Notice] = field(default_factory=dict)
    reports: tuple[Report, ...] = ()
    stories: tuple[Story, ...] = ()
    history: tuple[Earlier, ...] = ()
