"""What is said of a source that can't be read: when that begins, now and then, when it is over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

SUMMED_UP: Final = timedelta(minutes=10)
"""How often a long outage is told of."""

SETTLED: Final = timedelta(minutes=1)
"""An outage is over once the source has been well for as long as this."""


@dataclass(frozen=True, slots=True)
class Outage:
    """A time in which a source can't be read.

    Attributes:
        failures: How often it failed.
        told_at: When it was last told of.
        well_since: Since when it has been well again, if it is.
    """

    since: datetime
    told_at: datetime
    failures: int = 1
    well_since: datetime | None = None


def fails(outage: Outage | None, why: str, now: datetime) -> tuple[Outage, str | None]:
    """Return the outage with one more failure, and what to say of it, if anything."""
    if outage is None:
        return Outage(now, now), why
    failed = replace(outage, failures=outage.failures + 1, well_since=None)
    if now - outage.told_at < SUMMED_UP:
        return failed, None
    said = f"out since {outage.since:%H:%M} UTC, failed {failed.failures} times; now: {why}"
    return replace(failed, told_at=now), said


def works(outage: Outage, now: datetime) -> tuple[Outage | None, str | None]:
    """Return what is left of the outage of a source that works at the moment; what to say."""
    since = outage.well_since or now
    if now - since < SETTLED:
        return replace(outage, well_since=min(since, now)), None
    seconds = (since - outage.since).total_seconds()
    times = "once" if outage.failures == 1 else f"{outage.failures} times"
    return None, f"read again after {seconds / 60:.0f} min; it failed {times}"
