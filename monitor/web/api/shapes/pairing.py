"""A pairing as answers tell it: how it stands, what was counted, estimated, done and claimed."""

from __future__ import annotations

from pydantic import Field

from monitor.domain.activity import Provenance, Verb
from monitor.domain.alert import State
from monitor.domain.catalogue import Role
from monitor.domain.mood import Strand
from monitor.domain.rumour import Family
from monitor.domain.stage import Stage
from monitor.domain.stance import Stance
from monitor.web.api.shapes.alert import Buzz, Chance, Place, Strength
from monitor.web.api.shapes.common import Count, Couple, Moment, Name, Page, Shape


class Spike(Shape):
    """A run of buckets far above the usual."""

    first: Moment = Field(description="Start of the bucket in which it began.")
    peak: Buzz = Field(description="How loud it was at its loudest.")
    ended_at: Moment | None = Field(description="Null while it lasts.")
    alert: str | None = Field(description="Under which it is told; null while it is only counted.")


class Estimated(Shape):
    """How strong the rumour was at a time."""

    at: Moment
    strength: Strength


class Pairing(Shape):
    """How a watched pairing stands. Buzz, strength and mood are apart: none follows another."""

    pairing: Couple
    watched_since: Moment = Field(description="From then on silence is known to be silence.")
    state: State = Field(description="What its talk is at.")
    buzz: Buzz | None = Field(description="Of its newest spike, when that was last scored.")
    spike: Spike | None = Field(description="The one that it is in, or the last one.")
    estimate: Estimated | None = Field(description="Null where no rumour is open.")
    url: str = Field(description="Its page.")


class Pairings(Page[Pairing]):
    """Watched pairings, by their names in the catalogue."""


class Mood(Shape):
    """How it is taken by those who talked of it in the last 24 hours."""

    about: Strand = Field(description="The move, or matches.")
    net: float = Field(ge=-1, le=1, description="Share of the positive less the negative.")
    low: float = Field(ge=-1, le=1, description="The lower end of its interval, 95 in 100.")
    high: float = Field(ge=-1, le=1, description="The upper end of it.")
    negative: Chance
    neutral: Chance
    positive: Chance
    authors: Count = Field(description="Each counts once, however often they wrote.")
    posts: Count


class Talk(Shape):
    """How much is said just now, against what is usual."""

    at: Moment = Field(description="The end of the half hour that was counted.")
    authors: Count = Field(description="Distinct accounts, match talk left out.")
    by: list[Place] = Field(description="The same accounts by where they speak, most first.")
    expected: float = Field(description="How many accounts are usual at this hour.")
    learning: str | None = Field(description="Said until a day was watched; then null.")


class Origin(Shape):
    """Where a claim comes from; who only repeats it is folded into it."""

    who: str = Field(description='Whose word it is: a public account, or "a private account".')
    source: str | None = Field(description="Slug of the source, if it is one of the catalogue.")
    role: Role
    says: Family
    hedged: bool
    at: Moment
    by: str | None = Field(description="Who told it first, where that is another.")
    withdrawn: bool
    copies: list[str] = Field(description="Public accounts that only repeat it, each once.")
    private: Count = Field(description="Posts of private people that repeat it.")
    quote: str | None = Field(description="At most 140 characters of a public account's words.")
    url: str | None


class Portrait(Shape):
    """A pairing with its talk, its moods and its origins, and where the rest of it is."""

    pairing: Pairing
    talk: Talk | None = Field(description="Null where it was never scored.")
    origins: list[Origin] = Field(description="The first of all, and the newest; at most 12.")
    origins_in_all: Count
    unknown: list[str] = Field(description="What is not known, a sentence each.")
    moods: list[Mood] = Field(description="Empty where too few speak.")
    links: dict[str, str] = Field(description="Where its lists are: buckets, strengths, …")


class Bucket(Shape):
    """What was counted in five minutes, by one source."""

    start: Moment
    connector: str = Field(description="The source, by its configured name.")
    mentions: Count = Field(description="Posts and acts about the pairing.")
    transfer: Count = Field(description="Those that are about the transfer.")
    late: Count = Field(description="Those that came too late to change a verdict.")
    authors: Count = Field(description="Distinct accounts.")
    talkers: Count = Field(description="Those that said something that is not match talk.")


class Buckets(Page[Bucket]):
    """Buckets of a pairing, oldest first; five minutes without any have none."""


class Strengths(Page[Estimated]):
    """How strong a rumour was whenever that changed, oldest first."""


class Deed(Shape):
    """A decisive act, once, however it is known."""

    at: Moment
    since: Moment | None = Field(description="It happened after that, where only this is known.")
    platform: str
    handle: str = Field(description="Of a public account of the catalogue.")
    role: Role
    verb: Verb
    provenance: Provenance
    reports: Count = Field(description="Independent origins that report it.")
    copies: Count = Field(description="Reports that only repeat others.")
    ended: bool = Field(description="It was taken back.")
    denied: bool = Field(description="Somebody who can know denies it.")
    alert: str | None


class Deeds(Page[Deed]):
    """Acts about a pairing, oldest first."""


class Claim(Shape):
    """What a public account of the catalogue claims about a move."""

    at: Moment
    who: str
    source: Name | None = Field(description="The source that it speaks for, if any.")
    role: Role
    platform: str
    stage: Stage
    stance: Stance = Field(description="How the text stands to the claim.")
    hedged: bool = Field(description="It is said with a reserve.")
    cites: str | None = Field(description="Slug of the source that it names as its own.")
    quote: str | None = Field(description="At most 140 characters; null where no text is kept.")
    url: str | None


class Claims(Page[Claim]):
    """Claims by public accounts, newest first. Private people's are only counted, in strengths."""
