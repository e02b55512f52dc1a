"""The constants of the estimate."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Final

from monitor.domain.catalogue import Role
from monitor.domain.rumour.origin import AGAINST, Family

ENOUGH: Final = 200
"""Resolved pairings that an installation needs before it may call a model its own."""

ENOUGH_TRUE: Final = 30
"""How many of these must have come true."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """How a sum of reasons becomes the log-odds of one horizon (after Platt 1999).

    Attributes:
        base: With no reason at all.
        slope: What a reason is worth; above 0, so that what lowers the sum never raises it.
        room: For each doubling of the days that were left of the window at the last news.
    """

    base: float
    slope: float = 1.0
    room: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The constants of the estimate, all in log-odds unless said.

    Attributes:
        name: What they rest on, as it is shown: "estimate (2018 data)".
        provenance: Data, date, command and how many configurations were tried, for a person.
        window, week: The two horizons.
        claims: Weight of an origin by what it claims.
        official: Of a denial by the club, the player or the agent.
        hedge: What is left of a positive weight if the claim is made with a reserve.
        half_life: Of an origin's weight, in days.
        recency: Half-life of a word where voices are counted or averaged, in days.
        rho: What the next independent origin adds to the stronger one, as a share.
        silence: For each day without a new origin; at most 0.
        gossip: If all who speak of it are columns of gossip.
        crowd: For each doubling of what is said of other clubs; at most 0.
        elsewhere: At an agreement or more with another club; at most 0.
        value: For each doubling of the market value in millions of euros.
        rate: Share of pairings that came true where the constants were fitted.
        kappa: A record counts against so many pairings of the usual rate.
        trust: What is kept of what a record says.
        standing: The usual rate of sources without a record, by role, times this.
        spread: Half the width of the band, by the number of independent voices: 1, 2, 3 and more.
    """

    name: str
    provenance: str
    window: Horizon
    week: Horizon
    claims: Mapping[Family, float]
    official: float = -1.0
    hedge: float = 0.7
    half_life: float = 8.0
    recency: float = 5.0
    rho: float = 0.3
    silence: float = -0.08
    gossip: float = -1.75
    crowd: float = -0.35
    elsewhere: float = -0.5
    value: float = 0.0
    rate: float = 0.165
    kappa: float = 10.0
    trust: float = 1.0
    standing: Mapping[Role, float] = field(default_factory=lambda: {Role.FAN_ACCOUNT: 0.5})
    spread: tuple[float, float, float] = (1.0, 0.8, 0.6)

    def __post_init__(self) -> None:
        """Raise ValueError for what would let silence, denials or rivals lift a rumour."""
        if not all(map(math.isfinite, self._numbers())):
            raise ValueError("every constant must be finite")
        if any(self.claims.get(one, 0.0) > 0 for one in AGAINST) or self.official > 0:
            raise ValueError("a denial must not raise a rumour")
        if max(self.silence, self.crowd, self.elsewhere) > 0:
            raise ValueError("silence and rivals must not raise a rumour")
        if min(self.window.slope, self.week.slope, self.kappa) <= 0:
            raise ValueError("slopes and kappa must be above 0")
        if min(self.half_life, self.recency) <= 0:
            raise ValueError("half_life and recency must be above 0")
        if not (0 <= self.rho <= 1 and 0 <= self.hedge <= 1 and 0 < self.rate < 0.5):
            raise ValueError("rho and hedge go from 0 to 1, rate from 0 to 0.5")

    def _numbers(self) -> Iterator[float]:
        for each in fields(self):
            match getattr(self, each.name):
                case str():
                    pass
                case Horizon(base=base, slope=slope, room=room):
                    yield from (base, slope, room)
                case Mapping() as held:
                    yield from held.values()
                case tuple() as several:
                    yield from several
                case number:
                    yield number
