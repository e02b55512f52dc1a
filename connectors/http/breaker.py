"""Leaves a host alone that keeps failing, and tries it with one request now and then."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

FAILURES: Final = 5
"""Failures in a row after which a host is left alone."""

FIRST_REST: Final = timedelta(minutes=1)
LONGEST_REST: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Breaker:
    """How a host has been doing; closed while it answers.

    Attributes:
        failures: In a row.
        open_until: While it is open: when one request may probe. None = closed.
        probing: That one request is on its way (half-open).
    """

    failures: int = 0
    open_until: datetime | None = None
    probing: bool = False

    def wait(self, now: datetime) -> timedelta:
        """Return how long the host is still left alone; zero = it may be asked.

        A rest longer than the longest means that the clock was set back.
        """
        if self.open_until is None:
            return timedelta(0)
        left = self.open_until - now
        if self.probing:
            return max(left, FIRST_REST)
        return left if timedelta(0) < left <= LONGEST_REST else timedelta(0)

    def asked(self) -> Breaker:
        """Return how it stands once a request is on its way."""
        return self if self.open_until is None else replace(self, probing=True)

    def answered(self) -> Breaker:
        """Return how it stands once the host has answered, whatever it said."""
        return Breaker()

    def left(self) -> Breaker:
        """Return how it stands when a request was broken off by ourselves."""
        return replace(self, probing=False)

    def failed(self, now: datetime) -> Breaker:
        """Return how it stands after a failure: each rest is twice as long as the one before."""
        failures = self.failures + 1
        if failures < FAILURES:
            return Breaker(failures)
        rest = min(FIRST_REST * (1 << min(failures - FAILURES, 10)), LONGEST_REST)
        return Breaker(failures, now + rest)
