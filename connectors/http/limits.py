"""Whose turn it is: spends what a host grants, no faster than we want ourselves."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from connectors.http.breaker import Breaker
from connectors.http.headers import Budget, budget
from monitor.domain.retry import LONGEST_WAIT

AT_ONCE: Final = 2
"""Requests to one host at the same time."""

HOSTS: Final = 1_000
"""Hosts that are remembered; redirects can name any number."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Our own spacing: a token bucket.

    Attributes:
        every: Time in which one token grows.
        burst: Tokens that the bucket holds, at least 1.
    """

    every: timedelta = timedelta(milliseconds=200)
    burst: int = 5


@dataclass(frozen=True, slots=True)
class Turns:
    """What is known of one host's patience.

    Attributes:
        full_at: When our token bucket is full again (the generic cell rate algorithm's
            theoretical arrival time); None = it is full.
        budget: What the host granted in its last answer, less what was asked since.
        not_before: Until when it wants to be left alone.
    """

    full_at: datetime | None = None
    budget: Budget | None = None
    not_before: datetime | None = None

    def wait(self, pace: Pace, now: datetime) -> timedelta:
        """Return how long the next request must wait; zero = it may go.

        What lies further ahead than anybody may ask for was noted by a clock that has since
        been set back, and holds no more.
        """
        waits = [timedelta(0)]
        if self.not_before is not None:
            waits.append(self.not_before - now)
        if self.budget is not None and self.budget.remaining < 1:
            waits.append(self.budget.resets_at - now)
        if self.full_at is not None:
            waits.append(self.full_at - now - pace.every * (pace.burst - 1))
        return max(wait for wait in waits if wait <= LONGEST_WAIT)

    def asked(self, pace: Pace, now: datetime) -> Turns:
        """Return how it stands once a request goes out *now*."""
        full = self.full_at
        if full is None or not now <= full <= now + LONGEST_WAIT:
            full = now
        left = self.budget
        if left is not None:
            fresh = left.resets_at <= now
            left = None if fresh else replace(left, remaining=max(left.remaining - 1, 0.0))
        return replace(self, full_at=full + pace.every, budget=left)

    def told(self, headers: Mapping[str, str], now: datetime) -> Turns:
        """Return how it stands after an answer with these headers."""
        granted = budget(headers, now)
        return self if granted is None else replace(self, budget=granted)

    def paused(self, span: timedelta, now: datetime) -> Turns:
        """Return how it stands when the host is left alone for *span*, whatever it granted."""
        return replace(self, not_before=now + min(span, LONGEST_WAIT), budget=None)


@dataclass(slots=True)
class Host:
    """One host as one credential sees it."""

    pace: Pace
    turns: Turns = field(default_factory=Turns)
    breaker: Breaker = field(default_factory=Breaker)
    room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    def wait(self, now: datetime) -> timedelta:
        """Return how long the next request must wait."""
        return max(self.turns.wait(self.pace, now), self.breaker.wait(now))

    def ask(self, now: datetime) -> None:
        """Note that a request goes out."""
        self.turns = self.turns.asked(self.pace, now)
        self.breaker = self.breaker.asked()


class Hosts:
    """All hosts that were asked: one limit and one breaker each, whichever connector asks."""

    def __init__(self, pace: Pace | None = None) -> None:
        self._pace = pace or Pace()
        self._known: OrderedDict[tuple[str, str], Host] = OrderedDict()

    def of(self, authority: str, credential: str = "", pace: Pace | None = None) -> Host:
        """Return the host at *authority* (`host:port`) as *credential* (a name) sees it.

        Args:
            pace: How fast it is asked from now on, where not as usual.
        """
        key = (authority.lower(), credential)
        host = self._known.setdefault(key, Host(self._pace))
        self._known.move_to_end(key)
        host.pace = pace or host.pace
        if len(self._known) > HOSTS:
            self._known.popitem(last=False)
        return host
