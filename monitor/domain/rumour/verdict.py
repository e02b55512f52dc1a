"""Whether what a source claimed came true."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from monitor.domain.catalogue import Pairing
from monitor.domain.rumour.origin import origins
from monitor.domain.rumour.outcome import Outcome
from monitor.domain.rumour.record import Record
from monitor.domain.rumour.testimony import Testimony
from monitor.domain.stage import POSITIVE

ONE_WINDOW: Final = timedelta(days=120)
"""Outcomes of a pairing closer together than this speak of the same rumour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether what a source claimed about a pairing came true.

    Attributes:
        source: Slug.
        at: From when on it counts: the end of the window, even if the move came earlier. Moves
            are seen at once and what fails only at the end: who counted both as they come
            would take every source for better than it is.
        first: The source had it before all others.
        withdrawn: It took all of its claims back: that counts as failed, whatever came.
    """

    source: str
    pairing: Pairing
    at: datetime
    came_true: bool
    first: bool = False
    withdrawn: bool = False


def settled(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Return the outcomes that hold, in order of time.

    Of outcomes of one pairing within 120 days of each other the one told last holds.
    """
    told = sorted(outcomes, key=lambda one: (one.told_at, one.at, one.happened, one.by))
    held: defaultdict[Pairing, list[Outcome]] = defaultdict(list)
    for one in told:
        earlier = held[one.pairing]
        earlier[:] = [each for each in earlier if abs(each.at - one.at) > ONE_WINDOW]
        earlier.append(one)
    every = (one for several in held.values() for one in several)
    return tuple(sorted(every, key=lambda one: (one.at, one.pairing)))


def verdicts(
    outcomes: Iterable[Outcome],
    testimonies: Iterable[Testimony],
    closes: Callable[[Outcome], datetime | None],
) -> tuple[Verdict, ...]:
    """Return what each source's claims came to, each pairing of a window once.

    Args:
        outcomes: Contradictions among them are settled.
        testimonies: Of any pairings. Who speaks of a move and not against it is judged for it,
            but not who only cites another source; what came after the end is no prediction.
        closes: The end of the window that an outcome belongs to; None where there is none.
    """
    said: defaultdict[Pairing, list[Testimony]] = defaultdict(list)
    for testimony in testimonies:
        said[testimony.pairing].append(testimony)
    found: list[Verdict] = []
    for outcome in settled(outcomes):
        since = outcome.at - ONE_WINDOW
        before = [one for one in said[outcome.pairing] if since < one.at <= outcome.at]
        found.extend(_judged(outcome, before, max(outcome.at, closes(outcome) or outcome.at)))
    return tuple(found)


def _judged(outcome: Outcome, said: list[Testimony], at: datetime) -> Iterable[Verdict]:
    forward = [one for one in said if one.claim is None or one.claim.stage in POSITIVE]
    claimed: dict[str, bool] = {}
    for one in sorted(forward, key=lambda one: (one.at, one.key)):
        if one.source is not None and one.cites in {None, one.source}:
            claimed[one.source] = claimed.get(one.source, True) and one.withdrawn
    first = next((each.first.source for each in origins(forward)), None)
    for source, withdrawn in sorted(claimed.items()):
        yield Verdict(
            source=source,
            pairing=outcome.pairing,
            at=at,
            came_true=outcome.happened and not withdrawn,
            first=source == first,
            withdrawn=withdrawn,
        )


def records(judged: Iterable[Verdict], at: datetime) -> dict[str, Record]:
    """Return the record of each source as it stood at *at*."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in judged:
        if one.at <= at:
            own = counts[one.source]
            own["came_true"] += one.came_true
            own["failed"] += not one.came_true
            own["first"] += one.first
            own["withdrawn"] += one.withdrawn
    return {source: Record(source=source, **own) for source, own in sorted(counts.items())}
