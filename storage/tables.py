"""The tables, by their final names.

Times are whole microseconds since 1970 in both dialects: SQLite would give datetimes back naive.
Seals are 16 bytes. What could say who a private person is stands in `texts` and nowhere else,
and goes when its row goes.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    REAL,
    BigInteger,
    Boolean,
    Double,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field, SQLModel

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(at: datetime) -> int:
    """Return *at* in whole microseconds since 1970, exactly."""
    return (at - EPOCH) // _MICROSECOND


def moment(count: int) -> datetime:
    """Return the time that `micros` gave *count* for, aware and UTC."""
    return EPOCH + timedelta(microseconds=count)


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime, stored as whole microseconds since 1970."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return INTEGER for SQLite's strict tables, BIGINT elsewhere."""
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())

    def process_bind_param(self, value: datetime | None, _: Dialect) -> int | None:
        """Return the number that is stored; naive datetimes are a TypeError."""
        return None if value is None else micros(value)

    def process_result_value(self, value: Any | None, _: Dialect) -> datetime | None:
        """Return the datetime that was stored."""
        return None if value is None else moment(value)


WHOLE = BigInteger().with_variant(Integer, "sqlite")
"""64 bits, signed."""

NUMBER: TypeEngine[float] = Double().with_variant(REAL, "sqlite")
"""64-bit float."""


class Flag(TypeDecorator[bool]):
    """True or false; 1 or 0 in SQLite's strict tables."""

    impl = Boolean
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return INTEGER for SQLite, BOOLEAN elsewhere."""
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else Boolean())

    def process_bind_param(self, value: bool | None, _: Dialect) -> bool | None:
        """Return *value* as it is."""
        return value

    def process_result_value(self, value: Any | None, _: Dialect) -> bool | None:
        """Return the flag that was stored."""
        return None if value is None else bool(value)


_STRICT = {"sqlite_strict": True}


def _index(name: str, *columns: str, where: str | None = None, unique: bool = False) -> Index:
    """Return an index; *where* is a flag, or a condition that both dialects read alike."""
    if where is None:
        return Index(name, *columns, unique=unique)
    lite = where if " " in where else f"{where} = 1"
    return Index(
        name, *columns, unique=unique, sqlite_where=text(lite), postgresql_where=text(where)
    )


def _seal(**more: Any) -> Any:
    return Field(sa_type=LargeBinary, **more)


def _text(**more: Any) -> Any:
    return Field(sa_type=Text, **more)


def _instant(**more: Any) -> Any:
    return Field(sa_type=Instant, **more)


def _flag(**more: Any) -> Any:
    return Field(sa_type=Flag, **more)


def _whole(**more: Any) -> Any:
    return Field(sa_type=WHOLE, **more)


def _number(**more: Any) -> Any:
    return Field(sa_type=NUMBER, **more)


class Activities(SQLModel, table=True):
    """Every activity once; an ended one stays as a tombstone without what it was about.

    `waiting` is the seal of the record that an act by the catalogue waits for.
    """

    __tablename__ = "activities"
    __table_args__ = (
        _index("activities_record", "record"),
        _index("activities_author", "author"),
        _index("activities_seen_at", "seen_at"),
        _index("activities_waiting", "waiting", where="waiting IS NOT NULL"),
        _index("activities_ends_author", "author", where="ends_author"),
        _index("activities_account", "account", "seen_at", where="account IS NOT NULL"),
        # Unique, so that SQLite prefers it to the table: few activities are of known accounts.
        _index("activities_known", "key", where="account IS NOT NULL", unique=True),
        _STRICT,
    )

    key: bytes = _seal(primary_key=True)
    record: bytes = _seal()
    verb: str = _text()
    platform: str = _text()
    connector: str = _text()
    author: bytes = _seal()
    account: str | None = _text()
    object: bytes | None = _seal()
    parent: bytes | None = _seal()
    quoted: bytes | None = _seal()
    order: int = _whole()
    provenance: str = _text()
    happened_at: datetime | None = _instant()
    counted_at: datetime | None = _instant()
    seen_at: datetime = _instant()
    late: bool = _flag()
    lang: str | None = _text()
    sentiment: float | None = _number()
    subjectivity: float | None = _number()
    positive: float | None = _number()
    negative: float | None = _number()
    scorer: str | None = _text()
    stage: str | None = _text()
    cue: str | None = _text()
    hedged: bool | None = _flag()
    attributed: str | None = _text()
    waiting: bytes | None = _seal()
    ends_author: bool = _flag()
    ended_at: datetime | None = _instant()
    ended_order: int | None = _whole()


class Texts(SQLModel, table=True):
    """What an activity said, and where: the only place for addresses, handles and words.

    A post is asked for again at `ask_at`, and missed since `missed_at`.
    """

    __tablename__ = "texts"
    __table_args__ = (
        _index("texts_expires_at", "expires_at", where="expires_at IS NOT NULL"),
        _index("texts_ask_at", "ask_at", where="ask_at IS NOT NULL"),
        _index("texts_missed_at", "missed_at", where="missed_at IS NOT NULL"),
        _STRICT,
    )

    key: bytes = _seal(primary_key=True)
    text: str = _text()
    url: str | None = _text()
    handle: str | None = _text()
    address: str | None = _text()
    object_address: str | None = _text()
    expires_at: datetime | None = _instant()
    ask_at: datetime | None = _instant()
    missed_at: datetime | None = _instant()


class Mentions(SQLModel, table=True):
    """What one activity says about one pairing, and why it was linked.

    What has a `gist`, if an empty one, weighs in the pairing's rumour.
    """

    __tablename__ = "mentions"
    __table_args__ = (
        _index("mentions_bucket", "player", "club", "start", "connector", "author", "topic"),
        _index("mentions_claimed", "player", "club", "start", "key", where="gist IS NOT NULL"),
        _STRICT,
    )

    key: bytes = _seal(primary_key=True)
    player: str = _text(primary_key=True)
    club: str = _text(primary_key=True)
    part: str = _text()
    why: str = _text()
    topic: str = _text()
    sentiment: float | None = _number()
    weight: float = _number()
    stage: str | None = _text()
    cue: str | None = _text()
    hedged: bool | None = _flag()
    attributed: str | None = _text()
    stance: str | None = _text()
    gist: bytes | None = _seal()
    cites: str | None = _text()
    gossip: bool | None = _flag()
    toward_player: float | None = _number()
    toward_club: float | None = _number()
    connector: str = _text()
    start: datetime | None = _instant()
    author: bytes = _seal()
    late: bool = _flag()
    transfer: bool = _flag()


class Buckets(SQLModel, table=True):
    """How much was said about a pairing in five minutes, by connector.

    `talkers` are those of the authors who said something that is not match talk. `folded` are those
    of the mentions whose rows were removed since.
    """

    __tablename__ = "buckets"
    __table_args__ = (
        _index("buckets_start", "start"),
        _STRICT,
    )

    player: str = _text(primary_key=True)
    club: str = _text(primary_key=True)
    start: datetime = _instant(primary_key=True)
    connector: str = _text(primary_key=True)
    mentions: int = _whole()
    transfer: int = _whole()
    late: int = _whole()
    authors: int = _whole()
    talkers: int = _whole(sa_column_kwargs={"server_default": text("0")})
    folded: int = _whole(sa_column_kwargs={"server_default": text("0")})


class Acts(SQLModel, table=True):
    """Decisive acts, told or held."""

    __tablename__ = "acts"
    __table_args__ = (
        _index("acts_at", "at"),
        _index("acts_record", "record"),
        _index("acts_object", "object"),
        _index("acts_alert", "alert"),
        _index("acts_pairing", "player", "club", "at"),
        _STRICT,
    )

    key: bytes = _seal(primary_key=True)
    player: str = _text(primary_key=True)
    club: str = _text(primary_key=True)
    record: bytes = _seal()
    object: bytes | None = _seal()
    actor: bytes = _seal()
    platform: str = _text()
    handle: str = _text()
    role: str = _text()
    verb: str = _text()
    at: datetime = _instant()
    verdict: str = _text()
    alert: str | None = _text()
    ended: bool = _flag()
    provenance: str = _text(sa_column_kwargs={"server_default": "observed"})
    observer: str | None = _text()
    since: datetime | None = _instant()
    doing: str | None = _text()
    whose: bytes | None = _seal()


class Reports(SQLModel, table=True):
    """What texts of known public accounts tell of acts; see `monitor.domain.acts.tale.Report`."""

    __tablename__ = "reports"
    __table_args__ = (
        _index("reports_at", "at"),
        _index("reports_record", "record"),
        _index("reports_voice", "voice"),
        _index("reports_pairing", "player", "club", "at"),
        _STRICT,
    )

    key: bytes = _seal(primary_key=True)
    post: bytes = _seal()
    record: bytes = _seal()
    order: int = _whole()
    player: str = _text()
    club: str = _text()
    doing: str = _text()
    role: str | None = _text()
    doer: str = _text()
    many: int | None = _whole()
    platform: str = _text()
    whose: bytes | None = _seal()
    author: str | None = _text()
    since: datetime | None = _instant()
    until: datetime = _instant()
    at: datetime = _instant()
    seen_at: datetime = _instant()
    hedged: bool = _flag()
    denied: bool = _flag()
    leaving: bool = _flag()
    by: str = _text()
    source: str | None = _text()
    name: str = _text()
    voice: bytes = _seal()
    cites: str | None = _text()
    repeats: bytes | None = _seal()
    gist: bytes = _seal()
    url: str | None = _text()
    withdrawn: bool = _flag()


class Notices(SQLModel, table=True):
    """What was told, in the order in which it was stored; *body* is the notice as JSON.

    When it was told, and of which pairing, stands beside it, to be found by.
    """

    __tablename__ = "notices"
    __table_args__ = (
        _index("notices_once", "alert", "kind", "cause", unique=True),
        _index("notices_told_at", "told_at", "seq"),
        _index("notices_player", "player", "told_at", "seq"),
        _STRICT,
    )

    seq: int | None = _whole(primary_key=True)
    alert: str = _text()
    kind: str = _text()
    cause: bytes = _seal()
    body: str = _text()
    told_at: datetime = _instant(sa_column_kwargs={"server_default": text("0")})
    player: str = _text(sa_column_kwargs={"server_default": ""})
    club: str = _text(sa_column_kwargs={"server_default": ""})


class Stories(SQLModel, table=True):
    """One saga of one player each; *alert* is its one thread."""

    __tablename__ = "stories"
    __table_args__ = (
        _index("stories_player", "player", "last_at"),
        _index("stories_last_at", "last_at"),
        _STRICT,
    )

    id: str = _text(primary_key=True)
    player: str = _text()
    alert: str = _text()
    opened_at: datetime = _instant()
    last_at: datetime = _instant()
    closed_at: datetime | None = _instant()


class Claimed(SQLModel, table=True):
    """How far each claimed move was told to be; a *stage* of None = it was only spoken of."""

    __tablename__ = "claimed"
    __table_args__ = _STRICT

    player: str = _text(primary_key=True)
    club: str = _text(primary_key=True)
    stage: str | None = _text()
    firm: bool = _flag()
    fallen: bool = _flag()
    said: datetime = _instant()


class Outbox(SQLModel, table=True):
    """One message for one receiver; *state* is pending, claimed, delivered, failed or held.

    *day* is the receiver's own on which a push counts, *worth* what it was ranked by; both only
    where it competed. *why* and *held* say why it is not sent, in a word and in a sentence.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        _index("outbox_due", "state", "due"),
        _index("outbox_alert", "alert"),
        _index("outbox_day", "receiver", "day"),
        _STRICT,
    )

    id: str = _text(primary_key=True)
    receiver: str = _text(primary_key=True)
    kind: str = _text()
    alert: str | None = _text()
    body: bytes = _seal()
    cause: bytes | None = _seal()
    created_at: datetime = _instant()
    due: datetime = _instant()
    first_due: datetime = _instant()
    attempts: int = _whole()
    state: str = _text()
    claimed_until: datetime | None = _instant()
    last_at: datetime | None = _instant()
    last_status: int | None = _whole()
    last_detail: str | None = _text()
    receipt: str | None = _text()
    day: str | None = _text()
    worth: float | None = _number()
    why: str | None = _text()
    held: str | None = _text()


class Receivers(SQLModel, table=True):
    """Receivers that nothing is sent to until they are configured anew."""

    __tablename__ = "receivers"
    __table_args__ = _STRICT

    name: str = _text(primary_key=True)
    reason: str = _text()
    at: datetime = _instant()


class Failing(SQLModel, table=True):
    """Receivers that nothing could be delivered to since then."""

    __tablename__ = "failing"
    __table_args__ = _STRICT

    name: str = _text(primary_key=True)
    since: datetime = _instant()


class Cursors(SQLModel, table=True):
    """Where each connector goes on from."""

    __tablename__ = "cursors"
    __table_args__ = _STRICT

    connector: str = _text(primary_key=True)
    cursor: str = _text()
    moved_at: datetime = _instant()


class DeadLetters(SQLModel, table=True):
    """What came in and could not be read; the same bytes of the same connector once."""

    __tablename__ = "dead_letters"
    __table_args__ = (
        _index("dead_letters_seen_at", "seen_at"),
        _STRICT,
    )

    id: bytes = _seal(primary_key=True)
    connector: str = _text()
    place: str = _text()
    reason: str = _text()
    detail: str = _text()
    raw: bytes = _seal()
    seen_at: datetime = _instant()


class Accounts(SQLModel, table=True):
    """Handles of the catalogue that were resolved to stable ids."""

    __tablename__ = "accounts"
    __table_args__ = _STRICT

    platform: str = _text(primary_key=True)
    handle: str = _text(primary_key=True)
    id: str = _text()
    resolved_at: datetime = _instant()


class CatalogueEntries(SQLModel, table=True):
    """The operator's own entries of the catalogue, with who added them."""

    __tablename__ = "catalogue_entries"
    __table_args__ = _STRICT

    kind: str = _text(primary_key=True)
    slug: str = _text(primary_key=True)
    body: str = _text()
    added_by: str = _text()
    added_at: datetime = _instant()


class CatalogueVersion(SQLModel, table=True):
    """One row: how often the operator's entries have changed."""

    __tablename__ = "catalogue_version"
    __table_args__ = _STRICT

    id: int = _whole(primary_key=True)
    version: int = _whole()


class Watch(SQLModel, table=True):
    """One row: who keeps the watch, and how far it has come; no holder = it is free.

    `token` rises each time the watch changes hands. `weighed` is the end of the newest bucket that
    rumours were weighed for. Buckets that start before `folded` are folded, or will be: nothing is
    counted in them any more.
    """

    __tablename__ = "watch"
    __table_args__ = _STRICT

    id: int = _whole(primary_key=True)
    holder: str | None = _text()
    token: int = _whole()
    until: datetime | None = _instant()
    through: datetime | None = _instant()
    closed: datetime | None = _instant()
    weighed: datetime | None = _instant()
    folded: datetime | None = _instant()


class Watches(SQLModel, table=True):
    """What came under watch when, as `player:SLUG` or `club:SLUG`."""

    __tablename__ = "watches"
    __table_args__ = _STRICT

    name: str = _text(primary_key=True)
    since: datetime = _instant()


class Watched(SQLModel, table=True):
    """How a pairing stands; *spike* is its spike as JSON, *spiked_at* when that was last scored."""

    __tablename__ = "watched"
    __table_args__ = (
        _index("watched_spiked_at", "spiked_at", where="spiked_at IS NOT NULL"),
        _STRICT,
    )

    player: str = _text(primary_key=True)
    club: str = _text(primary_key=True)
    since: datetime = _instant()
    state: bytes = _seal()
    spike: str | None = _text()
    spiked_at: datetime | None = _instant()


class Blanks(SQLModel, table=True):
    """Buckets that were scored without having seen a connector."""

    __tablename__ = "blanks"
    __table_args__ = _STRICT

    start: datetime = _instant(primary_key=True)
    connector: str = _text(primary_key=True)
    filled: bool = _flag()


class LatePairings(SQLModel, table=True):
    """Pairings that something came late for, which is not learnt yet.

    `after` is up to where buckets were closed when it came, or the end of the bucket that it came
    for: a turn learns what is from before its own end.
    """

    __tablename__ = "late_pairings"
    __table_args__ = _STRICT

    player: str = _text(primary_key=True)
    club: str = _text(primary_key=True)
    after: datetime = _instant()


class Outcomes(SQLModel, table=True):
    """How rumours ended, and who says so; what is told later of the same time holds."""

    __tablename__ = "outcomes"
    __table_args__ = (
        _index("outcomes_told_at", "told_at"),
        _STRICT,
    )

    player: str = _text(primary_key=True)
    club: str = _text(primary_key=True)
    at: datetime = _instant(primary_key=True)
    happened: bool = _flag()
    by: str = _text()
    told_at: datetime = _instant()


class Verdicts(SQLModel, table=True):
    """Whether what a source claimed in a window came true; *at* is the end of that window."""

    __tablename__ = "verdicts"
    __table_args__ = _STRICT

    source: str = _text(primary_key=True)
    player: str = _text(primary_key=True)
    club: str = _text(primary_key=True)
    at: datetime = _instant(primary_key=True)
    came_true: bool = _flag()
    first: bool = _flag()
    withdrawn: bool = _flag()


class Estimates(SQLModel, table=True):
    """How strong each rumour was, whenever that changed; *body* is the strength as JSON."""

    __tablename__ = "estimates"
    __table_args__ = (
        _index("estimates_at", "at"),
        _STRICT,
    )

    player: str = _text(primary_key=True)
    club: str = _text(primary_key=True)
    at: datetime = _instant(primary_key=True)
    probability: float | None = _number()
    week: float | None = _number()
    evidence: str = _text()
    body: str = _text()


class Quotations(SQLModel, table=True):
    """Which alerts quote an activity that is no act of theirs."""

    __tablename__ = "quotations"
    __table_args__ = _STRICT

    key: bytes = _seal(primary_key=True)
    alert: str = _text(primary_key=True)


class Silences(SQLModel, table=True):
    """About what nobody is interrupted, until when, and who said so; NULL = any.

    One that was ended by hand has `ended_by`, and its `until` is when that was.
    """

    __tablename__ = "silences"
    __table_args__ = (_index("silences_until", "until"), _STRICT)

    id: str = _text(primary_key=True)
    since: datetime = _instant()
    until: datetime = _instant()
    by: str = _text()
    made_at: datetime = _instant()
    note: str = _text()
    player: str | None = _text()
    club: str | None = _text()
    kind: str | None = _text()
    receiver: str | None = _text()
    ended_by: str | None = _text()


class Feedback(SQLModel, table=True):
    """What a receiver says of an alert, by the rule that told it; what is said last stands."""

    __tablename__ = "feedback"
    __table_args__ = (_index("feedback_at", "at"), _STRICT)

    alert: str = _text(primary_key=True)
    receiver: str = _text(primary_key=True)
    rated: str = _text()
    rule: str = _text()
    at: datetime = _instant()
    settled_at: datetime | None = _instant()
    settled_by: str | None = _text()


class Acknowledgements(SQLModel, table=True):
    """Who looks after an alert, and since when: the first to say so."""

    __tablename__ = "acknowledgements"
    __table_args__ = _STRICT

    alert: str = _text(primary_key=True)
    by: str = _text()
    at: datetime = _instant()


class Shares(SQLModel, table=True):
    """Links by which a story is shown to whoever has them; one that was ended says by whom."""

    __tablename__ = "shares"
    __table_args__ = (_index("shares_until", "until"), _STRICT)

    id: str = _text(primary_key=True)
    story: str = _text()
    alert: str = _text()
    until: datetime = _instant()
    by: str = _text()
    made_at: datetime = _instant()
    note: str = _text()
    ended_at: datetime | None = _instant()
    ended_by: str | None = _text()


class Revisions(SQLModel, table=True):
    """Which version of lastdance brought the database to a revision: what an older one names."""

    __tablename__ = "revisions"
    __table_args__ = _STRICT

    revision: str = _text(primary_key=True)
    version: str = _text()


class Logbook(SQLModel, table=True):
    """Who did what, in the order in which it was done."""

    __tablename__ = "logbook"
    __table_args__ = _STRICT

    seq: int | None = _whole(primary_key=True)
    at: datetime = _instant()
    who: str = _text()
    way: str = _text()
    deed: str = _text()
    about: str = _text()


class EndedSessions(SQLModel, table=True):
    """Sessions of the pages that were ended; their tickets would hold until then."""

    __tablename__ = "ended_sessions"
    __table_args__ = _STRICT

    number: str = _text(primary_key=True)
    until: datetime = _instant()


METADATA = SQLModel.metadata

activities: Table = METADATA.tables["activities"]
texts: Table = METADATA.tables["texts"]
mentions: Table = METADATA.tables["mentions"]
buckets: Table = METADATA.tables["buckets"]
acts: Table = METADATA.tables["acts"]
reports: Table = METADATA.tables["reports"]
notices: Table = METADATA.tables["notices"]
stories: Table = METADATA.tables["stories"]
claimed: Table = METADATA.tables["claimed"]
outbox: Table = METADATA.tables["outbox"]
receivers: Table = METADATA.tables["receivers"]
failing: Table = METADATA.tables["failing"]
cursors: Table = METADATA.tables["cursors"]
dead_letters: Table = METADATA.tables["dead_letters"]
accounts: Table = METADATA.tables["accounts"]
catalogue_entries: Table = METADATA.tables["catalogue_entries"]
catalogue_version: Table = METADATA.tables["catalogue_version"]
watch: Table = METADATA.tables["watch"]
watches: Table = METADATA.tables["watches"]
watched: Table = METADATA.tables["watched"]
blanks: Table = METADATA.tables["blanks"]
late_pairings: Table = METADATA.tables["late_pairings"]
outcomes: Table = METADATA.tables["outcomes"]
verdicts: Table = METADATA.tables["verdicts"]
estimates: Table = METADATA.tables["estimates"]
quotations: Table = METADATA.tables["quotations"]
silences: Table = METADATA.tables["silences"]
feedback: Table = METADATA.tables["feedback"]
acknowledgements: Table = METADATA.tables["acknowledgements"]
logbook: Table = METADATA.tables["logbook"]
shares: Table = METADATA.tables["shares"]
revisions: Table = METADATA.tables["revisions"]
ended_sessions: Table = METADATA.tables["ended_sessions"]
