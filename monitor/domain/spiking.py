"""Spikes of a pairing's buzz: how one stands, from its first bucket to its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from monitor.domain.alert import State
from monitor.domain.buzz import Buzz
from monitor.domain.catalogue import Pairing


@dataclass(frozen=True, slots=True, kw_only=True)
class Spike:
    """A run of buckets far above the pairing's own usual.

    Attributes:
        first: Start of the bucket in which it began.
        state: What it is at; `quiet` once it is over.
        latest: How loud it was in the newest bucket that was scored.
        peak: How loud it was at its loudest.
        alert, story: Ids under which it is told; None while it is only counted.
        leader: Whose alert it is: this pairing's own, or that of another with the same player.
        joined: The alert was there before: an act's, or the leader's.
        told_authors: As many were said when it was last told; 0 once that has cooled.
        ended_at: End of the bucket in which it ended.
        warned: Id of the warning under which a surge of its player, about private life, is told.
        withheld: Why nobody was interrupted for it, a word for each reason that was noted.
    """

    pairing: Pairing
    first: datetime
    state: State
    latest: Buzz
    peak: Buzz
    alert: str | None = None
    story: str | None = None
    leader: Pairing | None = None
    joined: bool = False
    told_authors: int = 0
    ended_at: datetime | None = None
    warned: str | None = None
    withheld: tuple[str, ...] = ()

    @property
    def private(self) -> bool:
        """Whether it is a surge of talk about private life, and not over."""
        return self.warned is not None and self.state is not State.QUIET


class Loudness(NamedTuple):
    """How loud a pairing is, and what its talk is at.

    Attributes:
        bound: Authors from about which on that would be a spike.
        seen: False = `buzz` is of before; of now it isn't known, for too much is out of sight.
        private: Whether it is a surge of talk about private life.
    """

    buzz: Buzz
    state: State
    bound: float = 0.0
    seen: bool = True
    private: bool = False
