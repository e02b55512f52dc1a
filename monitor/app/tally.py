"""Counts what the parts report: they themselves count nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from connectors.http import Heard, budget
from monitor.deliver.lane import Report as Delivered
from monitor.deliver.lane import Result
from monitor.domain.health import UP
from monitor.ingest import SourceState
from monitor.metrics import Metrics
from monitor.pipeline import Report


def count_batch(metrics: Metrics, report: Report) -> None:
    """Count a batch: what was stored, known before, left out, unreadable, and decided."""
    _count_stored(metrics, report)
    _count_left_out(metrics, report)
    new = report.committed.new | report.committed.reports
    for act in report.judged.acts:
        if act.key in new and not act.ended:
            metrics.act(act.role, act.verdict)
    for notice in report.judged.notices:
        metrics.alert(notice.kind, notice.alert.id)
    metrics.late(report.committed.late)
    asked, found = report.fetched
    metrics.objects_fetched("found", found)
    metrics.objects_fetched("missing", asked - found)
    metrics.batch(sum(len(page.activities) for page in report.pages), report.seconds)


def _count_stored(metrics: Metrics, report: Report) -> None:
    stored: Counter[tuple[str, str]] = Counter()
    mentions: Counter[str] = Counter()
    for kept in report.judged.kept:
        if kept.key not in report.committed.new:
            continue
        activity = kept.activity
        stored[kept.connector, activity.verb] += 1
        mentions[kept.connector] += len(kept.mentions)
        if activity.happened_at is not None and not kept.late:
            lag = (activity.seen_at - activity.happened_at).total_seconds()
            metrics.lag(kept.connector, lag)
    for (connector, verb), n in stored.items():
        metrics.activities(connector, verb, n)
    for connector, n in mentions.items():
        metrics.mentions(connector, n)


def _count_left_out(metrics: Metrics, report: Report) -> None:
    for connector, n in report.judged.duplicates.items():
        metrics.duplicates(connector, n)
    for (connector, reason), n in report.judged.dropped.items():
        metrics.dropped(connector, reason, n)
    for page in report.pages:
        for reason, n in page.dropped.items():
            metrics.dropped(page.connector, reason, n)
        for sample in page.samples:
            metrics.attention(page.connector, sample.player, sample.of, sample.count)
        for letter in page.dead:
            metrics.dead_letters(letter.connector, letter.reason)
    for reason, n in report.judged.unscored.items():
        metrics.unscored(reason, n)
    for connector, n in report.judged.ambiguous.items():
        metrics.ambiguous(connector, n)


def count_source(metrics: Metrics, state: SourceState, before: SourceState | None) -> None:
    """Note how a source is, and count what has come since *before*."""
    metrics.connector_state(state.name, state.health, up=state.health in UP)
    if state.heard_at is not None:
        metrics.connector_success(state.name, state.heard_at)
    if state.newest is not None:
        metrics.connector_newest(state.name, state.newest)
    if before is None:
        return
    if state.reconnects > before.reconnects:
        metrics.reconnected(state.name, state.reconnects - before.reconnects, state.health)
    metrics.received(state.name, state.received - before.received)
    metrics.rate_limited(state.name, state.limited - before.limited)
    if state.gaps != before.gaps:
        metrics.gap(state.name, state.gaps[-1].until - state.gaps[-1].since)


def count_lag(metrics: Metrics, states: Iterable[SourceState], now: datetime) -> None:
    """Note how far behind our clock each source is in event time, where that is known."""
    for state in states:
        if state.reached is not None:
            metrics.connector_lag(state.name, now - state.reached)


def count_answer(metrics: Metrics, connector: str, heard: Heard) -> None:
    """Count what a server answered a source, and what it grants from then on."""
    metrics.asked(connector, heard.answer.status)
    granted = budget(heard.answer.headers, heard.at)
    if granted is not None:
        metrics.granted(connector, granted.remaining, granted.resets_at)


def count_delivery(metrics: Metrics, report: Delivered) -> None:
    """Count an attempt to deliver, or why there was none."""
    seconds = report.took.total_seconds()
    match report.result:
        case Result.DELIVERED:
            metrics.delivery(report.receiver, seconds)
        case Result.FAILED | Result.GIVEN_UP:
            status = f"http_{report.status // 100}xx" if report.status else "no_answer"
            metrics.delivery(report.receiver, seconds, status)
        case Result.DISABLED:
            metrics.receiver_disabled(report.receiver)
        case Result.UNCONFIGURED:
            metrics.delivery(report.receiver, 0.0, "unconfigured")
