"""When an alert starts, goes on, cools and ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from monitor.domain.alert import State
from monitor.domain.spike.parameters import HOUR


class Turn(StrEnum):
    """What one bucket changed."""

    STARTED = "started"
    CONFIRMED = "confirmed"
    COOLED = "cooled"
    FLARED = "flared"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What an alert takes; times are in buckets of five minutes.

    Attributes:
        on: Score from which it starts.
        off: Score from which it goes on.
        off_for: It cools after so many buckets without that.
        cooling: It has ended when it cooled for so long; what comes before is the same alert
            flaring up, or a new one if its score tops the old peak by *higher*.
        authors: Distinct authors over the window that it takes at least.
        ratio: How many times what is expected they must be.
        early_authors: The same while there is no score yet.
        early_ratio: The same, of what is expected, and of one author if that is less.
    """

    on: float = 2.7
    off: float = 1.6
    off_for: int = 6
    cooling: int = 12 * HOUR
    higher: float = 0.5
    authors: int = 5
    ratio: float = 2.0
    early_authors: int = 8
    early_ratio: float = 5.0


LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Signal:
    """What is known about one bucket.

    Attributes:
        score: Of the lane; None until the pairing has been watched for a day.
        authors: Distinct authors over the whole window, each once.
        expected: Sum over the window of what is usual.
    """

    score: float | None
    authors: float
    expected: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a pairing's alert stands.

    Attributes:
        low: Buckets in a row that did not carry the alert on.
        left: Buckets of cooling that are left.
        peak: The highest score of the alert.
    """

    state: State = State.QUIET
    low: int = 0
    left: int = 0
    peak: float = 0.0


QUIET: Final = Standing()


def step(
    standing: Standing, signal: Signal | None, limits: Limits = LIMITS
) -> tuple[Standing, Turn | None]:
    """Return where the alert stands after one bucket, and what that changed.

    A *signal* of None is a bucket of which nothing is known: it neither starts nor ends
    anything, but time goes on.
    """
    if standing.state in {State.FIRING, State.PROVISIONAL}:
        return (standing, None) if signal is None else _carry(standing, signal, limits)
    if signal is not None and starts(signal, limits):
        return _start(standing, signal, limits)
    if standing.state is State.QUIET:
        return standing, None
    if standing.left <= 1:
        return QUIET, Turn.ENDED
    return replace(standing, left=standing.left - 1), None


def starts(signal: Signal, limits: Limits = LIMITS) -> bool:
    """Whether *signal* is enough for an alert, a provisional one where there is no score.

    Distinct authors are never more than the counts that a lane sums up: where those are not
    enough, nobody needs to be looked up.
    """
    if signal.score is None:
        return _early(signal, limits, 1.0)
    return (
        signal.score >= limits.on
        and signal.authors >= limits.authors
        and signal.authors >= limits.ratio * signal.expected
    )


def nears(signal: Signal, limits: Limits = LIMITS) -> bool:
    """Whether *signal* falls short of an alert by its score alone, which would carry one on."""
    return (
        signal.score is not None
        and limits.off <= signal.score < limits.on
        and signal.authors >= limits.authors
        and signal.authors >= limits.ratio * signal.expected
    )


def _early(signal: Signal, limits: Limits, share: float) -> bool:
    least = max(limits.early_authors, limits.early_ratio * max(signal.expected, 1.0))
    return signal.authors >= share * least


def _start(standing: Standing, signal: Signal, limits: Limits) -> tuple[Standing, Turn]:
    score = signal.score or 0.0
    state = State.PROVISIONAL if signal.score is None else State.FIRING
    if standing.state is State.COOLING and score < standing.peak + limits.higher:
        return Standing(state, peak=max(score, standing.peak)), Turn.FLARED
    return Standing(state, peak=score), Turn.STARTED


def _carry(standing: Standing, signal: Signal, limits: Limits) -> tuple[Standing, Turn | None]:
    score = signal.score
    goes_on = _early(signal, limits, 0.5) if score is None else score >= limits.off
    peak = max(standing.peak, score or 0.0)
    low = 0 if goes_on else standing.low + 1
    if low >= limits.off_for:
        return Standing(State.COOLING, left=limits.cooling, peak=peak), Turn.COOLED
    if standing.state is State.PROVISIONAL and score is not None and starts(signal, limits):
        return Standing(State.FIRING, peak=peak), Turn.CONFIRMED
    return replace(standing, low=low, peak=peak), None
