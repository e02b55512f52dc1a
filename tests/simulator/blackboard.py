"""A board in memory, and pairings on it as an evening leaves them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from monitor.domain.alert import State
from monitor.domain.buzz import Buzz
from monitor.domain.catalogue import Pairing
from monitor.domain.mood import Mood, Strand
from monitor.domain.rumour import Evidence, Strength
from monitor.ports.board import Row, Stand
from tests.simulator.archive import ACT, ALERT, AT

HALF_HOUR = timedelta(minutes=30)

LOUD = Row(
    player="Sergio Ramos",
    club="Real Madrid",
    pairing=ALERT.pairing,
    since=AT - timedelta(days=9),
    buzz=Buzz(at=AT, window=HALF_HOUR, authors=1043, expected=6.2, score=9.0),
    state=State.FIRING,
    strength=Strength(Evidence.LOW, probability=0.31, low=0.2, high=0.4, model="estimate"),
    mood=Mood(
        net=0.21, low=0.05, high=0.37, shares=(0.2, 0.39, 0.41), authors=120, posts=160,
        corrected=1.0,
    ),
    act=ACT,
    alert=ALERT.id,
)  # fmt: skip
"""After the like."""

YOUNG = Row(
    player="Harry Kane",
    club="Barcelona",
    pairing=Pairing("harry-kane", "barcelona"),
    since=AT - timedelta(hours=7),
    buzz=Buzz(at=AT, window=HALF_HOUR, authors=3, expected=0.4),
    strength=Strength(Evidence.INSUFFICIENT),
)
"""Watched for seven hours."""

OPEN = Row(player=None, club="Celtic", since=AT - timedelta(days=2))
"""Any player and a club of whom nobody spoke."""


class Blackboard:
    """Shows the rows that it is given; see `monitor.ports.board.Board`.

    Attributes:
        asked: The pairings whose curves were asked for last.
    """

    def __init__(self, *rows: Row, read: int = 3204) -> None:
        self.rows = rows
        self.read = read
        self.asked: Collection[Pairing] = ()

    async def stand(self) -> Stand:
        return Stand(rows=self.rows, through=AT, since=AT - timedelta(hours=1), read=self.read)

    async def curves(self, pairings: Collection[Pairing]) -> Mapping[Pairing, Sequence[int]]:
        self.asked = pairings
        return {one: [0] * 40 + [2, 3, 8, 5, 40, 90, 43, 12] for one in pairings}

    def moods(self, pairing: Pairing) -> Mapping[Strand, Mood]:
        mood = next((row.mood for row in self.rows if row.pairing == pairing), None)
        return {} if mood is None else {Strand.MOVE: mood}
