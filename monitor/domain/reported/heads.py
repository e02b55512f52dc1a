"""Who is spoken of in a text: persons and clubs, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

STRANGER: Final = "?"
"""In place of a slug: somebody whom the catalogue doesn't hold."""
ACCOUNT: Final = "@"
"""In place of a slug: one of many accounts."""

NUMBERS: Final = {
    word: count
    for count, words in {
        2: "two dos dois duas due deux zwei both ambos",
        3: "three tres tre trois drei",
        4: "four cuatro quatro quattro quatre vier",
        5: "five cinco cinque cinq funf",
        6: "six seis sei sechs",
        7: "seven siete sete sette sept sieben",
        8: "eight ocho oito otto huit acht",
        9: "nine nueve nove neuf neun",
        10: "ten diez dez dieci dix zehn",
        11: "eleven once onze undici elf",
        12: "twelve doce doze dodici douze zwolf",
    }.items()
    for word in words.split()
}
"""Number words of all languages; none means another number next door."""

ARTICLES: Final = frozenset(
    """
    the a an el la los las un una une o os as um uma il lo gli le i les l der die das den dem des
    ein eine einen his her su sus sein seine son sa seu sua suo former ex own propio proprio del do
    da
    """.split()  # noqa: SIM905
)
"""Words before a name that say nothing of what it does."""


SINGLE: Final = frozenset("a an one un una uno um uma einem einen einer eine".split())  # noqa: SIM905
"""Words for one of many."""

INCLUDING: Final = frozenset(
    """
    including incluidos incluido incluyendo incluindo cui compresi compreso inclusi dont
    darunter inklusive
    """.split()  # noqa: SIM905
)
"""Words behind which some of many are named."""


class Kind(Enum):
    """What sort of doer a head is."""

    PLAYER = auto()
    CLUB = auto()
    AGENT = auto()
    KIN = auto()
    MATE = auto()
    REPORTER = auto()
    PLAYERS = auto()
    ONE = auto()
    NOBODY = auto()
    """Fans, users, and people whom the catalogue doesn't know."""


TITLES: Final = frozenset({Kind.AGENT, Kind.KIN, Kind.MATE, Kind.REPORTER, Kind.NOBODY, Kind.ONE})
"""What stands beside a name and is one with it."""


@dataclass(frozen=True, slots=True)
class Head:
    """A person or club that a text speaks of.

    Attributes:
        slug: Of the player or club, or of the player whom it belongs to; None = not said.
        oblique: It stands after a preposition or owns something: it does nothing itself.
        mate: The player is called a team-mate.
    """

    kind: Kind
    start: int
    end: int
    slug: str | None = None
    oblique: bool = False
    owns: bool = False
    mate: bool = False
    club: str | None = None
    count: int | None = None

    @property
    def stranger(self) -> bool:
        """Whether it is a name that the catalogue doesn't hold."""
        return self.kind is Kind.NOBODY and self.slug == STRANGER
