"""What goes out on the evening, and how the house itself keeps."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from monitor.domain.desk.budget import Why
from monitor.domain.desk.opinion import Rated
from monitor.metrics import Metrics
from tests.integration.boards.readings import Readings
from tests.simulator.demo import MEND
from tests.simulator.plot import MINUTE, minute

RECEIVERS: Final = ("newsroom", "night-desk")
TASKS: Final = {"expire": 60, "gauges": 1, "heartbeat": 5, "thin": 30, "verify": 60}
"""Minutes between two runs."""


def send(tell: Metrics, past: int, told: Collection[str]) -> None:
    """Count what went out in a minute in which messages of the kinds *told* were told."""
    for kind in told:
        tell.alert(kind, f"alert-{past}")
        tell.delivery("newsroom", 0.11 + len(kind) / 100)
    if past % 25 == 0:
        tell.delivery("newsroom", 0.2 + past % 3 / 10)  # the digest of what was held
    failed = None if not 45 < past < 59 else "timeout" if past < 53 else "http_503"
    if told or past % 20 == 0 or 45 < past < 60:
        tell.delivery("night-desk", 9.8 if failed == "timeout" else 0.6 + past % 3 / 5, failed)
    waits = 45 if 45 <= past < 59 else 143 if past > 143 else None
    waiting = int(waits is not None) + len(told)
    tell.outbox(
        {"pending": waiting, "sent": 14 + past // 9, "failed": 1},
        None if waits is None else minute(waits),
    )
    tell.budgets({"newsroom": 5, "night-desk": 3},
                 {("night-desk", Why.LITTLE): 4, ("newsroom", Why.AGAIN): 2,
                  ("night-desk", Why.DAY): 1, ("newsroom", Why.LITTLE): 1,
                  ("newsroom", Why.BIGGER): 1})  # fmt: skip
    tell.ratings({("act.player_like", Rated.USEFUL): 6, ("buzz.spike", Rated.USEFUL): 3,
                  ("buzz.spike", Rated.USELESS): 1, ("claim.stage", Rated.USEFUL): 2,
                  ("buzz.spike", Rated.WRONG): 1})  # fmt: skip
    tell.silences(everything=0, part=1)


def keep(tell: Metrics, past: int, now: datetime) -> None:
    """Count what the house did for itself, and note how full it is."""
    for task, minutes in TASKS.items():
        if past % minutes == 0:
            tell.job(task)
            tell.job_began(task, timedelta(seconds=0.02 * (1 + past % 3)))
            tell.job_ended(task, 0.05 * minutes, f"run-{past}")
        tell.job_due(task, now + (minutes - past % minutes) * MINUTE)
    if past in (60, 61):
        tell.job_skipped("gauges")
    if past == 62:
        tell.job("verify", failed=True)
    busy = MEND < past < MEND + 5
    for n in range(40):
        tell.loop_lag((0.08 if busy else 0.004) * (1 + n % 5) + (0.3 if busy and n == 0 else 0))
    tell.heartbeat(taken=past % 50 != 0)
    rows = {"activities": 48_000 + 38 * past, "mentions": 9_100 + 9 * past, "alerts": 61,
            "observations": 31_000 + 21 * past}  # fmt: skip
    tell.stored(rows, 41_000_000 + 31_000 * (past + 100), now + timedelta(hours=5),
                18_000_000_000 - 40_000 * past)  # fmt: skip
    tell.removed({"activities": 40 if past % 60 == 0 else 0})
    tell.log_size(2_100_000 + past % 20 * 90_000)
    tell.backups(timedelta(hours=24))
    tell.backed_up(minute(-400), 40_400_000)
    tell.paused(False)
    tell.objects_fetched("found", 2)


def process(readings: Readings, past: int, now: datetime) -> None:
    """Note what every process tells of itself."""
    busy = 38 < past < 48
    spent = 2.1 * (past + 200) + 0.6 * sum(38 < each < 48 for each in range(past))
    readings.note("process_cpu_seconds_total", spent + past % 4 * 0.3, now, "counter")
    readings.note("process_resident_memory_bytes", 118e6 + 21e3 * past + 4e6 * busy, now)
    readings.note("process_open_fds", 31 + past % 3, now)
