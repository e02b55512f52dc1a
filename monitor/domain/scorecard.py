"""How well a way of alerting did on what somebody has labelled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from monitor.domain.catalogue import Pairing

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Label:
    """Something that should have been told, from *begin* to *end*; about anybody, or *pairing*."""

    begin: datetime
    end: datetime
    pairing: Pairing | None = None


@dataclass(frozen=True, slots=True)
class Push:
    """Somebody was interrupted, or would have been."""

    at: datetime
    pairing: Pairing


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """What some pushes come to.

    Attributes:
        recall: Share of the labels that were told while they lasted; None where there are none.
        precision: Share of the pushes within a label; None where there are no labels or pushes.
        delay: Median time from the begin of a label to its first push.
    """

    pushes: int
    per_week: float
    recall: float | None = None
    precision: float | None = None
    delay: timedelta | None = None


def grade(pushes: Sequence[Push], labels: Sequence[Label], span: timedelta) -> Scorecard:
    """Return how good *pushes* are that came in a *span* of time, more than nothing."""
    per_week = len(pushes) * (_WEEK / span)
    if not labels:
        return Scorecard(pushes=len(pushes), per_week=per_week)
    firsts = [
        min((push.at for push in pushes if _within(push, label)), default=None) for label in labels
    ]
    found = zip(firsts, labels, strict=True)
    delays = [(at - one.begin).total_seconds() for at, one in found if at is not None]
    right = sum(any(_within(push, label) for label in labels) for push in pushes)
    return Scorecard(
        pushes=len(pushes),
        per_week=per_week,
        recall=len(delays) / len(labels),
        precision=right / len(pushes) if pushes else None,
        delay=timedelta(seconds=median(delays)) if delays else None,
    )


def _within(push: Push, label: Label) -> bool:
    return label.begin <= push.at <= label.end and label.pairing in {None, push.pairing}
