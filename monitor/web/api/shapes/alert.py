"""An alert as answers tell it: what `docs/webhook.schema.json` describes, with its history."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from monitor.domain.activity import Verb
from monitor.domain.alert import Kind, Severity, State, Status
from monitor.domain.catalogue import Role
from monitor.domain.rumour import Evidence
from monitor.domain.stage import Stage
from monitor.domain.stories.spread import Wave
from monitor.web.api.shapes.common import Count, Couple, Moment, Name, Page, Shape

Chance = Annotated[float, Field(ge=0, le=1)]


class Contribution(Shape):
    """One reason of a strength."""

    name: str = Field(description="Which reason it is, such as claim:talks.")
    logit: float = Field(description="What it adds, in log-odds.")
    sentence: str = Field(description="The reason as a person reads it.")


class Strength(Shape):
    """An estimate with its reasons, or that there is too little evidence for one."""

    evidence: Evidence = Field(
        description="How much there is to go by; insufficient has no number."
    )
    probability: Chance | None = Field(description="How likely the move is, 0 to 1.")
    low: Chance | None = Field(description="The lower end of the band in which it is to be shown.")
    high: Chance | None = Field(description="The upper end of that band.")
    week: Chance | None = Field(description="How likely it is within the next seven days.")
    model: str = Field(description="What the number rests on, to be shown beside it.")
    contributions: list[Contribution] = Field(
        description="The reasons; they sum to the log-odds of the probability, if there is one."
    )


class Exhibit(Shape):
    """One thing to look at."""

    what: str
    who: str = Field(description='A public account of the catalogue, or "a private account".')
    provenance: str = Field(description="observed, reported or pushed.")
    at: Moment | None
    url: str | None = Field(description="Where it can be seen; null for private accounts.")
    quote: str | None = Field(description="At most 140 characters of a public account's words.")


class Place(Shape):
    """Where accounts speak, and how many of them."""

    where: str
    authors: Count


class Campaign(Shape):
    """What posts have in common that nobody has by chance; shares of accounts, 0 to 1."""

    hashtag_share: float
    copied_share: float
    newcomer_share: float | None


class Buzz(Shape):
    """How much is said, against what is usual for the pairing."""

    club: Name
    at: Moment = Field(description="The end of the window that was counted.")
    window_minutes: int
    authors: Count = Field(description="Distinct accounts that spoke in it, match talk left out.")
    by: list[Place] = Field(description="The same accounts by where they speak, most first.")
    mentions: Count = Field(description="Posts and acts in it, of any topic.")
    transfer_mentions: Count
    expected: float = Field(description="How many accounts are usual at this hour.")
    ratio: float | None = Field(description="Null where less than one account is usual.")
    score: float = Field(description="How far it is from the usual; not a probability.")
    sustained_score: float = Field(description="The same over hours instead of minutes.")
    largest_in_days: int | None
    common_mode: float = Field(description="How many times their usual all other pairings are at.")
    missing: list[str] = Field(description="Sources that were not seen at the time.")
    blind_seconds: Count
    blinded: list[str]
    late_seconds: Count
    private_mentions: Count = Field(description="About death, health, crime or private life.")
    loudest_share: float
    campaign: Campaign | None


class Phase(Shape):
    """Who was the first of one kind to take an act up."""

    phase: Wave
    at: Moment
    first: str = Field(description='A public account by name, or "a private account".')
    lead_seconds: int | None = Field(description="How long before the next; null while alone.")


class Lifted(Shape):
    """The part of one platform in a lift."""

    platform: str
    authors: Count
    expected: float


class Lift(Shape):
    """How many accounts spoke after an act, and how many would have without it."""

    since: Moment
    minutes: Count
    authors: Count
    expected: float
    ratio: float | None
    low: float | None
    high: float | None
    by: list[Lifted]


class Earlier(Shape):
    """The alert of an earlier act like this."""

    alert: str
    url: str


class Claimed(Shape):
    """How far a move is said to be by those whose word counts, or what is said against it."""

    club: Name
    turn: str = Field(description="forward, back (denied) or gone (taken back).")
    stage: Stage | None
    was: Stage | None
    by: list[str] = Field(description="Names of who says so, the first first.")
    voices: Count = Field(description="How many independent voices say so.")


class Alert(Shape):
    """An alert as it stands."""

    alert: str = Field(description="Its id: the same in updates and corrections.")
    status: Status
    severity: Severity
    story: str = Field(description="The id of its story.")
    pairing: Couple
    title: str
    text: str = Field(description="Plain text: escape it before it becomes markup.")
    how_we_know: list[str]
    reasons: list[str]
    evidence: list[Exhibit]
    unknown: list[str] = Field(description="What is not known, a sentence each.")
    strength: Strength
    state: State | None = Field(description="What the talk is at; null where it is about an act.")
    buzz: Buzz | None
    rivals: list[Name]
    phases: list[Phase]
    lift: Lift | None
    earlier: Earlier | None
    claim: Claimed | None
    happened_at: Moment
    told_at: Moment
    url: str = Field(description="Its page.")


class Listed(Shape):
    """An alert among others."""

    type: Kind = Field(description="What was told last.")
    held: str | None = Field(description="Why nobody was interrupted for that; null = it was sent.")
    alert: Alert


class Alerts(Page[Listed]):
    """Alerts as they stand, those that were told last first."""


class Notice(Shape):
    """Something that was told in an alert."""

    type: Kind
    told_at: Moment
    title: str
    held: str | None


class Act(Shape):
    """A decisive act that an alert tells."""

    platform: str
    handle: str = Field(description="Of a public account of the catalogue.")
    role: Role
    verb: Verb
    at: Moment
    ended: bool = Field(description="It was taken back.")


class Delivery(Shape):
    """What became of one message."""

    id: str
    receiver: str
    type: str
    state: str
    attempts: Count
    created_at: Moment
    last_at: Moment | None
    last_detail: str | None
    held: str | None


class Opinion(Shape):
    """What a receiver says of an alert."""

    receiver: str
    says: str
    at: Moment
    settled_by: str | None


class Taken(Shape):
    """Who looks after an alert."""

    by: str
    at: Moment


class History(Shape):
    """An alert with all that was told of it, to whom, and what they said."""

    alert: Alert
    notices: list[Notice] = Field(description="Oldest first; the last one is how it stands.")
    acts: list[Act]
    deliveries: list[Delivery]
    opinions: list[Opinion]
    taken: Taken | None
