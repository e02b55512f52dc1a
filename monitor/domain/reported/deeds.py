"""An act that words tell of, and what all who look for one look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from monitor.domain.reported.doers import Cast
from monitor.domain.reported.heads import Kind
from monitor.domain.reported.objects import Thing
from monitor.domain.reported.passage import Passage
from monitor.domain.reported.signs import Sign
from monitor.domain.reported.subjects import Subjects
from monitor.domain.reported.surroundings import Surroundings
from monitor.domain.reported.telling import Doer, Doing

GIVING: Final = (Sign.GIVE, Sign.COMMENTED)
"""What is done with a like."""

LAST: Final = 14
"""Words after which nothing belongs to a verb any more."""

OBJECT: Final = 4
"""Words within which its object stands."""

BACK: Final = 25
"""Words back that "it" may reach."""

NAMED: Final = frozenset({Kind.PLAYER, Kind.AGENT, Kind.KIN, Kind.MATE})
"""Persons who are told of."""

WHICH: Final = frozenset({"que", "that", "which", "che", "qui", "den", "das"})
"""Words that begin a clause about the thing before them."""


@dataclass(frozen=True, slots=True)
class Deed:
    """An act that words tell of, before it is asked whether they mean it.

    Attributes:
        start, end: Place of the words that tell it.
        at: Place of the verb, which has the negation before it.
        leans: It was told by a removal that doesn't say of what.
        denied: Whether it is denied; None = the words before it tell.
    """

    doing: Doing
    doer: Doer
    start: int
    end: int
    at: int
    what: Thing | None = None
    leans: bool = False
    denied: bool | None = None


@dataclass(slots=True)
class Scene:
    """One passage while it is read.

    Attributes:
        used: Places of verbs that belong to a like: they tell nothing else.
        liked: Where likes were told, and of whom.
    """

    passage: Passage
    cast: Cast
    around: Surroundings
    subjects: Subjects
    used: set[int] = field(default_factory=set)
    liked: list[tuple[int, Doer]] = field(default_factory=list)


def liking(what: Thing | None) -> Doing:
    """Return which like it is, by what was liked."""
    return Doing.LIKE_OF_COMMENT if what is not None and what.name == "comment" else Doing.LIKE
