"""What the log tells of the work: each batch, each decision, each delivery; never whose words."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from typing import Final

from monitor.domain.alert import Notice
from monitor.pipeline import Report

log = logging.getLogger(__name__)

SLOW: Final = 5.0
"""Seconds from which on a batch is worth a line by itself."""


def tell_batch(report: Report, run: str) -> None:
    """Log what became of a batch; only what told something, or took long, is more than a detail.

    Args:
        run: Id of the batch, which the decisions made in it bear too.
    """
    judged, committed = report.judged, report.committed
    dropped: Counter[str] = Counter()
    for (_, reason), n in judged.dropped.items():
        dropped[reason] += n
    for page in report.pages:
        dropped.update(page.dropped)
    took = sum(report.seconds.values())
    read = sum(len(page.activities) for page in report.pages)
    kept, known = len(committed.new), sum(judged.duplicates.values())
    level = logging.INFO if judged.notices or took > SLOW else logging.DEBUG
    log.log(
        level,
        "batch: %d read, %d kept, %d known before, %d dropped, %d decided, in %.3f s",
        *(read, kept, known, dropped.total(), len(judged.notices), took),
        extra={
            "fields": {
                "run": run,
                "sources": ",".join(sorted({page.connector for page in report.pages})),
                "dropped": dict(dropped),
                "dead": committed.dead,
                "messages": committed.messages,
                "seconds": {stage: round(one, 4) for stage, one in report.seconds.items()},
            }
        },
    )


def tell_decisions(notices: Iterable[Notice], run: str = "") -> None:
    """Log what is told or held, and why.

    Args:
        run: Id of the batch in which it was decided; empty = by the watch.
    """
    for notice in notices:
        alert = notice.alert
        why = notice.held or next(iter((*alert.reasons, *alert.how_we_know)), "")
        fields = {
            "alert": alert.id,
            "story": alert.story,
            "status": alert.status.value,
            "rule": alert.rule,
            "held": notice.held is not None,
            "why": why,
            **({"run": run} if run else {}),
        }
        log.info("%s: %s", notice.kind, alert.title, extra={"fields": fields})
