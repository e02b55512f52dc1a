"""What a batch came to: all of it is stored, or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime

from monitor.domain.act import Act
from monitor.domain.activity import Activity
from monitor.domain.acts.tale import Report
from monitor.domain.alert import Notice
from monitor.domain.claims import Claim
from monitor.domain.mention import Mention
from monitor.ports.delivery import Message
from monitor.ports.intake import DeadLetter
from monitor.ports.recall import Waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An activity as it is stored, with what was thought of it.

    Attributes:
        record: Seal of the record that it made, changed or ended.
        author: Seal of who acted.
        account: The platform id itself, only for accounts of the catalogue.
        object, parent, quoted: Seals of records that it is about.
        counted_at: None for a date without a time (no bucket).
        sentiment, subjectivity, positive, negative, scorer: As in `Score`.
        claim: What its words claim, even where they link to nobody.
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
    positive: float | None = None
    negative: float | None = None
    scorer: str = ""
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
class Commit:
    """One transaction: all of it lands, or none of it does."""

    kept: tuple[Kept, ...] = ()
    relinked: tuple[Relinked, ...] = ()
    acts: tuple[Act, ...] = ()
    reports: tuple[Report, ...] = ()
    notices: tuple[Notice, ...] = ()
    messages: tuple[Message, ...] = ()
    dead: tuple[DeadLetter, ...] = ()
    cursors: Mapping[str, str] = field(default_factory=dict)
    now: datetime

    @property
    def empty(self) -> bool:
        """Whether there is nothing to store: a look that found nothing new writes nothing."""
        return not any(getattr(self, each.name) for each in fields(self) if each.name != "now")


@dataclass(frozen=True, slots=True)
class Committed:
    """What a commit really added.

    Attributes:
        new: Keys of activities that were not stored before.
        dead: Dead letters that were not stored before.
        messages: Messages that were put into the outbox.
        late: New mentions that came too late to change a verdict.
        reports: Keys of reports of acts that were not stored before.
    """

    new: frozenset[bytes]
    dead: int = 0
    messages: int = 0
    late: int = 0
    reports: frozenset[bytes] = frozenset()
