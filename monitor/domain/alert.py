"""What a receiver is told: what happened, how we know, what is not known."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from monitor.domain.act import Act
from monitor.domain.buzz import Buzz
from monitor.domain.catalogue import Pairing
from monitor.domain.rumour import Strength
from monitor.domain.stage import Stage
from monitor.domain.stories.spread import Lift, Phase

_SPACE = uuid.UUID("6b1f9a52-7a6e-5c0e-9c55-1a57da9ce000")


class Kind(StrEnum):
    """Type of a message on the wire."""

    ACT_NOTABLE = "act.notable"
    STORY_STARTED = "story.started"
    STORY_UPDATED = "story.updated"
    STORY_ENDED = "story.ended"
    STORY_CONFIRMED = "story.confirmed"
    CLAIM_STAGE_CHANGED = "claim.stage_changed"
    SENSITIVE_SURGE = "sensitive.surge"
    ALERT_CORRECTED = "alert.corrected"
    DIGEST_DAILY = "digest.daily"
    CONNECTOR_STALE = "connector.stale"
    DELIVERY_DISABLED = "delivery.disabled"
    TEST_PING = "test.ping"


class Status(StrEnum):
    """Where an alert stands."""

    STARTED = "started"
    UPDATED = "updated"
    ENDED = "ended"
    CORRECTED = "corrected"


class State(StrEnum):
    """What a pairing's talk is at."""

    QUIET = "quiet"
    PROVISIONAL = "provisional"
    FIRING = "firing"
    COOLING = "cooling"


class Severity(StrEnum):
    """How much it asks for attention."""

    INFO = "info"
    MINOR = "minor"
    MAJOR = "major"


class Weight(IntEnum):
    """What part of a story leads it: an act before a claim, and both before talk."""

    TALK = 1
    CLAIM = 2
    ACT = 3


@dataclass(frozen=True, slots=True)
class Named:
    """A club, by its name in the catalogue and for people."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One thing to look at.

    Attributes:
        what: What it is, such as "the like" or "the post".
        who: A catalogue account's name and handle, or "a private account"; never a fan.
        url: Where it can be seen; None for private accounts.
        quote: At most 140 characters of a public account's words; None for private ones.
        provenance: `observed`, `reported` or `pushed`.
    """

    what: str
    who: str
    provenance: str
    at: datetime | None = None
    url: str | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing that a story rests on, in its own words: an act, a claim, or talk.

    Attributes:
        key: By which it is known in its story: what is told of it anew takes its place.
        at: When it happened; for talk, when it began.
        clubs: Its club first, then others that are named within it.
        keys: Of the activities that it rests on, or whose words it may hold.
    """

    key: str
    weight: Weight
    pairing: Pairing
    clubs: tuple[Named, ...]
    at: datetime
    text: str
    how_we_know: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    unknown: tuple[str, ...] = ()
    keys: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """What is claimed about a move by those whose word counts.

    Attributes:
        club: Where to; of a story that another club leads it is a rival.
        turn: `forward`, `back` (denied) or `gone` (taken back).
        stage: How far the move is said to be now, or what is said against it; None = it is only
            spoken of, or nothing is left.
        was: The stage that was told before, if one was.
        by: Names of who says so, the first first; at most four.
        voices: How many independent voices say so.
    """

    club: Named
    turn: str
    stage: Stage | None
    was: Stage | None
    by: tuple[str, ...]
    voices: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What is told about one story; its id never changes.

    Attributes:
        id: uuid5 of the rule, the story and its first act.
        rule: Which rule told it, such as `decisive-act`.
        title: One line that makes sense on a lock screen.
        text: What happened, in attributed sentences.
        how_we_know: How each part of it is known.
        reasons: Why it is told.
        unknown: What is not known, a sentence each.
        buzz: How loud it is, where the alert is about that; `state` is what the talk is at.
        pairing: Who leads the story; `rivals` are other clubs that are named in it.
        buzz_club: The club that *buzz* is about, where that is a rival.
        phases: Who took the story further, as far as it is known, in order of time.
        lift: What the newest act brought about.
        earlier: Id of the alert of an earlier such act, in a story that is over.
        claim: What is claimed, where the alert is about that.
    """

    id: str
    rule: str
    story: str
    pairing: Pairing
    player_name: str
    club_name: str
    status: Status
    severity: Severity
    title: str
    text: str
    how_we_know: tuple[str, ...]
    reasons: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    unknown: tuple[str, ...]
    strength: Strength
    happened_at: datetime
    told_at: datetime
    buzz: Buzz | None = None
    state: State | None = None
    rivals: tuple[Named, ...] = ()
    buzz_club: Named | None = None
    phases: tuple[Phase, ...] = ()
    lift: Lift | None = None
    earlier: str | None = None
    claim: Claimed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """An alert to be stored and sent, with what caused it.

    Attributes:
        cause: Key of the activity that caused it: it lands only together with that. A spike
            is caused by many: its seal stands for its first bucket and what is told of it.
        acts: The acts that it tells or ends, as they are to be stored.
        repeats: Keys of acts told before in the same alert, whose words it repeats.
        quotes: Keys of activities that are no acts, whose words it quotes.
        held: Why nobody is interrupted for it, in a sentence: it stands on its page and in the
            digest. None = it may be pushed. `why` is the same in a word, see `Tongue.whys`.
        parts: What its story rests on by now, the newest first; empty for what is no story.
        closes: Whether it closes its story (True) or opens it again (False).
    """

    kind: Kind
    alert: Alert
    cause: bytes
    acts: tuple[Act, ...] = ()
    repeats: tuple[bytes, ...] = ()
    quotes: tuple[bytes, ...] = ()
    held: str | None = None
    why: str = ""
    parts: tuple[Part, ...] = ()
    closes: bool | None = None

    @property
    def keys(self) -> tuple[bytes, ...]:
        """Keys of all activities whose words it may hold, sorted."""
        return tuple(sorted({act.key for act in self.acts} | {*self.repeats, *self.quotes}))


def story_id(player: str, first: bytes) -> str:
    """Return the id of the story that the activity with key *first* opens."""
    return str(uuid.uuid5(_SPACE, f"story:{player}:{first.hex()}"))


def alert_id(rule: str, story: str, first: bytes) -> str:
    """Return the id of the alert that *rule* tells about *story* from its *first* act on."""
    return str(uuid.uuid5(_SPACE, f"alert:{rule}:{story}:{first.hex()}"))


def message_id(alert: str, kind: Kind, cause: bytes) -> str:
    """Return the id of one message: the same for every repeat of it, and after a crash."""
    return str(uuid.uuid5(_SPACE, f"message:{alert}:{kind}:{cause.hex()}"))
