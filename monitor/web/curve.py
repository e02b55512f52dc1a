"""The curve of a pairing's talk: half hours against their usual, and what happened meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from monitor.domain.acts.known import Known
from monitor.domain.alert import State
from monitor.domain.rumour.wording import SAYS
from monitor.domain.spike import Detector
from monitor.domain.timing import BUCKET
from monitor.ports.evidence import CURVE, HALF, Portrait
from monitor.watching.usual import UNKNOWN, Shares, unseen_in
from monitor.web.charting import Chart, Form, Mark, Series, Tone
from monitor.web.threads import Thread
from monitor.weighing.inquiry import Heard

BUCKETS: Final = HALF // BUCKET
DAY: Final = timedelta(days=1)

TOLD_APART: Final = 40
"""Marks that a curve bears, the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Half an hour of talk.

    Attributes:
        authors: Distinct, match talk left out; None = too much was not seen to say.
        usual: As learnt by now for that hour; None where nothing was learnt yet.
        missing: Sources that were not seen in all of it.
    """

    start: datetime
    authors: int | None
    usual: float | None = None
    missing: tuple[str, ...] = ()


def points(portrait: Portrait, zone: ZoneInfo) -> tuple[Point, ...]:
    """Return the half hours of the last seven days since the pairing is watched, oldest first."""
    watched = portrait.watched
    since = portrait.at - CURVE
    if watched is not None:
        while since + HALF <= watched.since:
            since += HALF
    spoken = {half.start: half.authors for half in portrait.halves}
    blanks = unseen_in(portrait.blanks)
    shares = Shares({portrait.pairing: portrait.connectors})
    hours = usual(portrait)
    found = []
    while since < portrait.at:
        starts = [since + number * BUCKET for number in range(BUCKETS)]
        missing = [blanks.get(start, frozenset()) for start in starts]
        unknown = any(shares.unseen(portrait.pairing, each) > UNKNOWN for each in missing)
        found.append(
            Point(
                start=since,
                authors=None if unknown else spoken.get(since, 0),
                usual=sum(hours[start.astimezone(zone).hour] for start in starts)
                if hours
                else None,
                missing=tuple(sorted(frozenset[str]().union(*missing))),
            )
        )
        since += HALF
    return tuple(found)


def usual(portrait: Portrait) -> Sequence[float]:
    """Return the authors that are usual in one bucket of each hour; empty = not learnt yet."""
    detector = detector_of(portrait)
    if detector is None or not detector.warm:
        return ()
    return [detector.usual(hour) for hour in range(24)]


def detector_of(portrait: Portrait) -> Detector | None:
    """Return what the watch has learnt of a pairing; None where nothing is to be read."""
    if portrait.watched is None:
        return None
    try:
        return Detector.restore(portrait.watched.state)
    except ValueError:  # of another version: it learns anew
        return None


def lately(found: Sequence[Point], portrait: Portrait) -> Sequence[Point]:
    """Return the last day of a curve, or from an hour before a spike that is not over."""
    since = portrait.at - DAY
    spike = portrait.watched.spike if portrait.watched is not None else None
    if spike is not None and spike.state is not State.QUIET:
        since = min(since, spike.first - 2 * HALF)
    return [one for one in found if one.start >= since]


def edges(portrait: Portrait) -> Callable[[float], float]:
    """Return from how many accounts on half an hour would be a spike, by what is usual then."""
    detector = detector_of(portrait) or Detector()
    return lru_cache(maxsize=64)(lambda usually: round(detector.bound(usually), 1))


def chart(found: Sequence[Point], marks: Iterable[Mark], edge: Callable[[float], float]) -> Chart:
    """Return the curve with what happened upon it; a point stands where its half hour ends."""
    since = found[0].start if found else None
    shown = sorted(
        (mark for mark in marks if since is not None and mark.at >= since),
        key=lambda mark: (mark.at, mark.label),
    )
    series = [Series(label="accounts in half an hour", values=[one.authors for one in found])]
    if any(one.usual is not None for one in found):
        usually = [None if one.usual is None else round(one.usual, 2) for one in found]
        series.append(
            Series(label="usual at that hour", values=usually, form=Form.DASHES, tone=Tone.SOFT)
        )
        above = [None if one.usual is None else edge(one.usual) for one in found]
        series.append(
            Series(label="from here on a spike", values=above, form=Form.STEPS, tone=Tone.AMBER)
        )
    return Chart(at=[one.start + HALF for one in found], series=series, marks=shown[-TOLD_APART:])


def marks(
    portrait: Portrait,
    heard: Sequence[Heard],
    acts: Sequence[Known],
    threads: Sequence[Thread],
) -> Iterator[Mark]:
    """Yield what happened meanwhile: acts, claims, what was told, and where a spike began."""
    for known in acts:
        yield Mark(known.act.at, f"act by the {known.act.role.replace('_', ' ')}", Tone.AMBER)
    for one in heard:
        yield Mark(one.at, f"{one.who} {SAYS[one.says]}", Tone.GREEN)
    for thread in threads:
        for notice in thread.notices:
            yield Mark(notice.alert.told_at, f"told: {notice.alert.title}", Tone.ACCENT)
    spike = portrait.watched.spike if portrait.watched is not None else None
    if spike is not None:
        yield Mark(spike.first, "the talk leaves its usual", Tone.SOFT)


def listed(found: Sequence[Point]) -> Sequence[Point]:
    """Return the half hours that a table shows, newest first: silent ones are left out."""
    return [one for one in reversed(found) if one.authors is None or one.authors > 0]


def lost(found: Sequence[Point]) -> Mapping[str, int]:
    """Return in how many half hours each source was not seen, by name."""
    counts: dict[str, int] = {}
    for one in found:
        for name in one.missing:
            counts[name] = counts.get(name, 0) + 1
    return counts
