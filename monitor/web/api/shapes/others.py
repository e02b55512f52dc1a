"""Stories, sources, activity, links and the daemon itself, as answers tell them."""

from __future__ import annotations

from pydantic import Field

from monitor.domain.catalogue import Role
from monitor.web.api.shapes.alert import Chance, Exhibit, History
from monitor.web.api.shapes.common import Count, Couple, Moment, Name, Page, Shape


class Gap(Shape):
    """A span of which something is lost."""

    since: Moment
    until: Moment
    why: str


class Feed(Shape):
    """How something that lastdance reads is doing."""

    name: str = Field(description="As it is configured.")
    type: str = Field(description="Of its connector.")
    ok: bool = Field(description="It sees what it should.")
    state: str
    says: str
    last_heard: Moment | None
    reached: Moment | None = Field(description="Up to when, in event time, it is stored.")
    lag_seconds: float | None = Field(ge=0)
    bytes_per_day: int | None
    last_gap: Gap | None


class Daemon(Shape):
    """How the daemon is doing."""

    version: str
    now: Moment
    scored_through: Moment | None = Field(description="Buckets that end by then are scored.")
    weighed_through: Moment | None = Field(description="Rumours are weighed up to then.")
    feeds: list[Feed] = Field(description="What is read, by connector.")


class Part(Shape):
    """One thing that a story rests on."""

    kind: str = Field(description="act, claim or talk.")
    pairing: Couple
    clubs: list[Name] = Field(description="Its club first, then others that are named within it.")
    at: Moment
    text: str
    how_we_know: list[str]
    reasons: list[str]
    evidence: list[Exhibit]
    unknown: list[str]


class Story(Shape):
    """One saga of one player, told in one alert."""

    id: str
    player: Name
    club: Name = Field(description="The club that leads it.")
    alert: str = Field(description="Id of its alert.")
    title: str
    opened_at: Moment
    last_at: Moment = Field(description="When the newest of it was told.")
    closed_at: Moment | None = Field(description="When the move was confirmed, if it was.")
    url: str = Field(description="The page of its alert.")


class Stories(Page[Story]):
    """Stories, those first of which something was told last."""


class Saga(Shape):
    """A story with what it rests on and all that was told of it."""

    story: Story
    parts: list[Part] = Field(description="The newest first.")
    history: History


class Record(Shape):
    """How often what a source claimed came true, each pairing of a window once."""

    came_true: Count
    failed: Count
    first: Count = Field(description="Those that it had before all others.")
    withdrawn: Count = Field(description="Claims that it took back.")


class Credibility(Shape):
    """How much of what it claims comes true, as far as its record can tell."""

    mean: Chance
    low: Chance = Field(description="The lower end of an interval of 90 %.")
    high: Chance = Field(description="The upper end of it.")
    start: Chance = Field(description="What is assumed of its role without any record.")


class Source(Shape):
    """Who speaks about transfers, with their record."""

    source: Name
    role: Role
    languages: list[str]
    record: Record
    credibility: Credibility


class Sources(Page[Source]):
    """Sources of the catalogue, by their names in it."""


class Judged(Shape):
    """What a claim of a source came to."""

    pairing: Couple
    at: Moment = Field(description="From when on it counts: the end of the window.")
    came_true: bool
    first: bool
    withdrawn: bool


class Credit(Shape):
    """A source with what its claims came to."""

    source: Source
    verdicts: list[Judged] = Field(description="The newest 200, those that count last first.")


class Hour(Shape):
    """What one source brought about all that is watched, in an hour of event time."""

    start: Moment
    connector: str
    mentions: Count = Field(description="A post about two pairings counts twice.")
    transfer: Count
    late: Count


class Activity(Shape):
    """What was said by hour and source, oldest first; hours without anything have none."""

    since: Moment
    until: Moment
    items: list[Hour]


class Link(Shape):
    """A link that shows a story to whoever has it."""

    id: str
    story: str
    alert: str
    until: Moment
    made_at: Moment
    by: str
    note: str
    ended_at: Moment | None
    ended_by: str | None
    url: str | None = Field(description="Where it leads; null once it is over.")


class Links(Shape):
    """Links that hold, the one that ends first first."""

    items: list[Link]


class NewLink(Shape):
    """What is to be shared."""

    story: str = Field(max_length=64, description="Id of the story.")
    hours: int = Field(168, ge=1, le=2160, description="How long the link lasts.")
    note: str = Field("", max_length=300, description="For whom it is; only operators read it.")
