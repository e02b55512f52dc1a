"""How far the talk has been seen, by the sources that are being read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from monitor.domain.timing import BUCKET, bucket_of

IDLE: Final = timedelta(minutes=2)
"""A source that has brought nothing for this long doesn't hold the others up."""

STARTING: Final = timedelta(minutes=3)
"""A source that has yet to be heard is waited for so long: longer than it takes to stall."""

CATCH_UP: Final = timedelta(days=3)
"""What is further behind is not scored any more, and who brings it holds nobody up."""

SLACK: Final = 2 * BUCKET
"""How far the watermark must have passed a bucket's end before it is scored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far one source has been read.

    Attributes:
        began: When we began to read it, or went on after we slept, by our clock.
        well: It answers; a source that is well and silent has nothing to tell.
        reached: How far, in event time; None = it has brought nothing yet.
        since: From when on, in event time, we have read it; None = from where it begins.
        heard_at: When it last brought something, by our clock.
        gaps: Spans that it could not bring, newest last.
    """

    name: str
    began: datetime
    well: bool
    reached: datetime | None = None
    since: datetime | None = None
    heard_at: datetime | None = None
    gaps: tuple[tuple[datetime, datetime], ...] = ()

    def lost(self, start: datetime) -> bool:
        """Whether part of the bucket from *start* on is known to be lost."""
        return any(since < start + BUCKET and until > start for since, until in self.gaps)


@dataclass(frozen=True, slots=True)
class Mark:
    """The watermark.

    Attributes:
        at: Everything before it has been seen, as far as it can be; None = not known yet.
        sources: As they stood.
    """

    at: datetime | None
    sources: tuple[Progress, ...] = ()

    def missing(self, start: datetime) -> tuple[str, ...]:
        """Return the sources that were not seen in the bucket from *start* on, by name."""
        end = start + BUCKET
        return tuple(
            sorted(
                source.name
                for source in self.sources
                if not _covers(source, end) or source.lost(start)
            )
        )

    def brought(self, name: str, start: datetime) -> bool:
        """Whether source *name* was read through the bucket from *start* on, to its end."""
        return any(
            source.name == name
            and source.reached is not None
            and source.reached >= start + BUCKET
            and (source.since is None or source.since <= start)
            and not source.lost(start)
            for source in self.sources
        )

    @property
    def due(self) -> datetime | None:
        """End of the newest bucket that may be scored."""
        return None if self.at is None else bucket_of(self.at - SLACK)


def mark(sources: Sequence[Progress], now: datetime) -> Mark:
    """Return the watermark: how far the slowest of the sources that bring something has come.

    A source that is down or idle leaves, one that is only starting is waited for. One that is
    days behind is as good as down. Where none brings anything but some are well, the watermark
    follows the clock; where all are down it stays: silence of a source is never calm.
    """
    sources = [replace(s, well=False) if _lags(s, now) else s for s in sources]
    if not sources or any(_awaited(s, now) for s in sources):
        return Mark(None, tuple(sources))
    well = [s for s in sources if s.well]
    active = [s.reached for s in well if s.reached is not None and _speaks(s, now)]
    if active:
        return Mark(min(*active, now), tuple(sources))
    return Mark(now - IDLE if well else None, tuple(sources))


def _speaks(source: Progress, now: datetime) -> bool:
    return source.heard_at is not None and now - source.heard_at < IDLE


def _lags(source: Progress, now: datetime) -> bool:
    """Whether what a source brings now is too old to be waited for."""
    return _speaks(source, now) and source.reached is not None and now - source.reached > CATCH_UP


def _awaited(source: Progress, now: datetime) -> bool:
    """Whether a source has yet to be heard, and may well be."""
    unheard = source.heard_at is None or source.heard_at < source.began
    return (unheard or source.reached is None) and now - source.began < STARTING


def _covers(source: Progress, end: datetime) -> bool:
    """Whether what *source* brings before *end* has come: all of it, or there was nothing."""
    return source.well or (source.reached is not None and source.reached >= end)
