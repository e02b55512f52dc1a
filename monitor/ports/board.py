"""What the board shows: how every pairing that is watched stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from monitor.domain.act import Act
from monitor.domain.alert import State
from monitor.domain.buzz import Buzz
from monitor.domain.catalogue import Pairing
from monitor.domain.mood import Mood, Strand
from monitor.domain.rumour import Strength
from monitor.ports.estimate import Estimate
from monitor.ports.watching import Watched

Curve = Mapping[datetime, int]
"""How much was said, by the start of the half hour; where nothing stands, nothing was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """How one pairing stands.

    Attributes:
        player, club: Their names, for people; None = any, where nobody was talked of yet.
        pairing: None where one of them is any.
        since: When it came under watch; None = not yet.
        buzz: How loud it was when it was last scored; None = nobody spoke of it.
        state: What its talk is at.
        private: Whether that talk is a surge about private life: no strength, no mood.
        strength: How likely the move is; None = nobody claims it.
        mood: How the move is taken; None = by too few.
        act: The last act about it that stands.
        alert: Id of the alert of its spike, while there is one.
    """

    player: str | None
    club: str | None
    pairing: Pairing | None = None
    since: datetime | None = None
    buzz: Buzz | None = None
    state: State = State.QUIET
    private: bool = False
    strength: Strength | None = None
    mood: Mood | None = None
    act: Act | None = None
    alert: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """How everything stands.

    Attributes:
        rows: A row for each pairing that is watched, by name.
        through: Up to when numbers were scored; None = they never were.
        read: Posts and acts that were read, whatever became of them, since `since`.
    """

    rows: Sequence[Row]
    through: datetime | None
    since: datetime
    read: int


class Board(Protocol):
    """How everything stands; read-only."""

    async def stand(self) -> Stand:
        """Return how everything stands now."""

    async def curves(self, pairings: Collection[Pairing]) -> Mapping[Pairing, Sequence[int]]:
        """Return the talk of the last 24 hours, by half hours, oldest first, 48 of them.

        Distinct authors are counted anew every five minutes, match talk left out.
        """

    def moods(self, pairing: Pairing) -> Mapping[Strand, Mood]:
        """Return how one is taken, as it was last counted; nothing where too few speak."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """What is stored beside the numbers.

    Attributes:
        begun: When each watch began, by name.
        acts: The newest act that stands, by pairing.
        alerts: Ids of the alerts of spikes that are not over, by pairing.
        through: Up to when numbers were scored; None = they never were.
    """

    begun: Mapping[str, datetime] = field(default_factory=dict)
    acts: Mapping[Pairing, Act] = field(default_factory=dict)
    alerts: Mapping[Pairing, str] = field(default_factory=dict)
    through: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recollection:
    """How pairings stood, for a process that hasn't scored them itself.

    Attributes:
        authors: Who spoke in the window, match talk left out, by pairing.
        estimates: How strong each rumour was at last.
    """

    watched: Sequence[Watched] = ()
    authors: Mapping[Pairing, int] = field(default_factory=dict)
    estimates: Mapping[Pairing, Estimate] = field(default_factory=dict)


class BoardReader(Protocol):
    """What the board needs of the store; read-only."""

    async def posted(self, since: datetime) -> Posted:
        """Return what is stored beside the numbers; acts from *since* on."""

    async def recollect(self, since: datetime, until: datetime, lately: datetime) -> Recollection:
        """Return how pairings stood: who spoke in [since, until), and estimates since *lately*."""

    async def curves(
        self, pairings: Collection[Pairing], since: datetime
    ) -> Mapping[Pairing, Curve]:
        """Return the talk of *pairings* since then, by half hours."""
