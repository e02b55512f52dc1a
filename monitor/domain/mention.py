"""One activity linked to one pairing, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from monitor.domain.catalogue import Pairing
from monitor.domain.claims import Claim


class Topic(StrEnum):
    """What the talk is about."""

    TRANSFER = "transfer"
    MATCH = "match"
    INJURY = "injury"
    DISCIPLINE = "discipline"
    PRIVATE = "private"
    CAMPAIGN = "campaign"
    OTHER = "other"


class Part(StrEnum):
    """The part that the club plays in the talk."""

    DESTINATION = "destination"
    MENTIONED = "mentioned"


@dataclass(frozen=True, slots=True)
class Link:
    """A pairing that an activity is about.

    Attributes:
        why: What made the link, one phrase each, for a person to check.
        doubtful: Its names may be made to deceive: it is counted, and grounds no alert.
    """

    pairing: Pairing
    part: Part
    why: tuple[str, ...]
    doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """An activity's say about one pairing.

    Attributes:
        sentiment: -1 (hostile) to 1 (delighted), of the post; None = not scored.
        toward_player, toward_club: The same of the clauses that hold their names; None = not
            scored, or the post names nobody of whom a clause of its own speaks.
        weight: How much it counts towards buzz; 1 is an ordinary post.
        claim: What the text asserts about the pairing, if anything.
        gist: Keyed hashes of the telling words, 4 bytes each, sorted; None = it weighs nothing in
            the rumour: it makes no claim, and no known source says it.
        cites: Slug of the source that the claim is said to come from; None = none that we know.
        gossip: It is a column of gossip, and says so.
    """

    link: Link
    topic: Topic
    sentiment: float | None = None
    weight: float = 1.0
    claim: Claim | None = None
    toward_player: float | None = None
    toward_club: float | None = None
    gist: bytes | None = None
    cites: str | None = None
    gossip: bool = False
