"""What words are signs of, where texts tell of acts, and how a language lists them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto


class Sign(Enum):
    """What a phrase is a sign of."""

    LIKED = auto()
    """To like, of anything: it counts where it is done to a post."""

    LIKED_SURE = auto()
    """To like, of a post and nothing else."""

    UNLIKED = auto()
    LIKE = auto()
    """A like, as a thing."""

    GIVE = auto()
    """What is done with a like: it means one only beside that."""

    REMOVE = auto()
    GONE = auto()
    """To be no longer there, of what was removed."""

    FOLLOW = auto()
    FOLLOW_SURE = auto()
    FOLLOWED = auto()
    """To be followed: it counts where it says by whom."""

    UNFOLLOW = auto()
    """To stop following, of anything."""

    UNFOLLOW_SURE = auto()
    FOLLOWING = auto()
    """A follow, as a thing."""

    AMONG = auto()
    """To be of those who liked: whoever is named behind it did."""

    COMMENTED = auto()
    WROTE = auto()
    """To write, of anything: it counts under somebody else's post."""

    SIGNED = auto()
    """To bear a name, of anything: it counts of a comment."""

    REPOSTED = auto()
    SHARED = auto()
    """To share: somebody else's words, where it says whose."""

    BLACKENED = auto()
    """A profile without a picture."""

    BRIEF = auto()
    """How little a like lasted."""

    ASIDE = auto()
    """What stands between doers and the verb: "all three", "was among the first to"."""

    SHIRT = auto()
    """What a player wears for a club: pictures in it are the club's."""

    POST = auto()
    COMMENT = auto()
    PHOTO = auto()
    VIDEO = auto()
    PHOTOS = auto()
    BIO = auto()
    ACCOUNT = auto()
    STORY = auto()

    AGENT = auto()
    KIN = auto()
    MATE = auto()
    FANS = auto()
    """Who acts without being anybody: fans, users, a page."""

    REPORTER = auto()
    PLAYERS = auto()
    ONE = auto()
    """The player in question, by his trade or country."""

    HE = auto()

    NOT = auto()
    NO_MORE = auto()
    DENY = auto()
    FAKE = auto()
    HEDGE = auto()
    IF = auto()
    TRAP = auto()
    """What would be read wrongly without its neighbours: it swallows the words."""

    __hash__ = object.__hash__  # there is one of each, and they are asked for all the time


Table = Mapping[Sign, str]
"""Phrases as `cues.phrases` reads them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """How one language tells of acts.

    Attributes:
        table: Its phrases, by what they are a sign of.
        fillers: Words that stand between a doer and the verb.
        prepositions: Words after which a name is no doer.
        by: Words after which the doer of a passive stands.
        of: Words after which the owner stands.
        finite: Verbs beside which the doer stands where the meaning comes last, as in German.
        verb_first: Whether the doer stands after the verb.
        tails: Ends of compounds that mean what they mean alone.
        mine: What a speaker says of himself, by the form that the table holds; empty = the same.
    """

    table: Table
    fillers: str
    prepositions: str
    by: str
    of: str
    finite: str = ""
    verb_first: bool = False
    tails: str = ""
    mine: Mapping[str, str] = field(default_factory=dict)
