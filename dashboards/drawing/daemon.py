"""The board of the daemon: does it keep up, does it reach its receivers, does its store hold."""

from __future__ import annotations

from dashboards.drawing.frame import Json, board, firing
from dashboards.drawing.panels import NOUGHT, Query, chart, figure, painted
from dashboards.drawing.promql import HERE, age, hourly, least, most, of, quantile, risen
from dashboards.drawing.tables import Column, rows


def _of_runs(metric: str) -> str:
    """Return by how much a counter of jobs rose in the time shown, 0 for those that only ran."""
    runs = f"sum by (task) (increase({of('job_runs_total')}[$__range]))"
    return f"round(sum by (task) (increase({of(metric)}[$__range]))) or 0 * {runs}"


_NOW = (
    figure(
        25, "The watch", "Whether a process keeps the watch: scores every pairing, every five "
        "minutes.", "short", Query(most("watch_held")), words={0: "nobody", 1: "kept"},
        colours=((None, "red"), (1, "green")), empty="unknown",
    ),
    figure(
        26, "Watched until", "How long ago the newest five minutes ended that were scored; ten to "
        "sixteen minutes are usual.", "s", Query(age("watch_through_timestamp_seconds")),
        colours=((None, "green"), (1500, "orange"), (3600, "red")), decimals=0, empty="not yet",
    ),
    figure(
        3, "Oldest message due", "How long the oldest message has been due that still waits for "
        "its receiver.", "s", Query(age("outbox_oldest_due_timestamp_seconds")),
        colours=((None, "green"), (300, "orange"), (900, "red")), decimals=0, empty="none waits",
    ),
    figure(
        27, "Receivers gone", "Receivers that said that they are gone, and are sent nothing.",
        "short", Query(f"sum({most('receiver_disabled', 'receiver')})"), colours=NOUGHT,
        empty="none",
    ),
    figure(
        23, "Configuration", "Whether the configuration that was read last is in force; the log "
        "says why one was refused.", "short", Query(least("config_last_reload_successful")),
        words={0: "refused", 1: "in force"}, colours=((None, "red"), (1, "green")),
        empty="unknown",
    ),
    figure(
        36, "Next back-up", "In how long the next back-up is due. Below nought it is late; it is "
        "overdue once it is late by as much as they are apart.", "s",
        Query(f"({most('backup_interval_seconds')} > 0)"
              f" - ({age('backup_last_success_timestamp_seconds')})"),
        colours=((None, "red"), (-43_200, "orange"), (0, "green")), decimals=0,
        empty="none by itself",
    ),
)  # fmt: skip

_PACE = (
    chart(
        16, "Lag", "How late the event loop woke, and jobs began; above half a second the daemon "
        "is overloaded.", "s",
        Query(quantile(0.5, "event_loop_lag_seconds"), "loop p50"),
        Query(quantile(0.99, "event_loop_lag_seconds"), "loop p99"),
        Query(quantile(0.99, "job_lag_seconds"), "jobs p99"),
    )
    .override_by_name("loop p50", painted("blue"))
    .override_by_name("loop p99", painted("orange"))
    .override_by_name("jobs p99", painted("purple")),
    chart(
        9, "A batch, by stage", "What 95 of 100 batches stayed below in each stage: what was "
        "known was read, what was missing fetched, then judged, then stored.", "s",
        Query(quantile(0.95, "batch_duration_seconds", "stage"), "{{stage}}"),
    ),
    chart(
        28, "Waiting, and taken at once", "Pages read and not yet handled, and the activities of "
        "a middling batch.", "short",
        Query(most("queue_pages"), "pages that wait"),
        Query(quantile(0.5, "batch_size"), "activities in a batch"),
    ),
)  # fmt: skip

_WATCH = (
    chart(
        29, "Verdicts", "In the hour before: buckets of five minutes that were scored (12 are "
        "all), verdicts that were withheld for want of a source, and mentions that came too late "
        "for one.", "short",
        Query(hourly("watch_buckets_total"), "buckets scored"),
        Query(hourly("watch_unknown_total"), "verdicts withheld"),
        Query(hourly("late_mentions_total"), "mentions too late"),
        width=12,
    ),
    chart(
        30, "Common mode", "How many times their usual all pairings together are at: an evening "
        "on which everything is loud is no spike of one.", "short",
        Query(most("watch_common_mode"), "all pairings"),
        width=12,
    ).override_by_name("all pairings", painted("purple")),
)  # fmt: skip

_OUT = (
    chart(
        12, "Deliveries", "Attempts to deliver in the hour before, and those that failed, by "
        "reason.", "short",
        Query(hourly("deliveries_total", "receiver"), "{{receiver}}"),
        Query(hourly("delivery_failures_total", "receiver", "reason"), "{{receiver}}: {{reason}}"),
    ),
    chart(
        32, "How long an attempt takes", "What 95 of 100 attempts stayed below.", "s",
        Query(quantile(0.95, "delivery_duration_seconds", "receiver"), "{{receiver}}"),
        rare=True,
    ),
    chart(
        13, "Outbox", "Messages in the outbox, by state.", "short",
        Query(most("outbox_messages", "state"), "{{state}}"),
    ),
    rows(
        33, "Pushed and held", "Alerts that each receiver was pushed, and those held from it, by "
        "why.", "short",
        Query(f"{most('receiver_held_messages', 'receiver', 'reason')} > 0"),
        columns=(
            Column(name="receiver", title="Receiver"),
            Column(name="reason", title="Held for"),
            Column(name="Value", title="Alerts", decimals=0),
        ),
        by="Alerts", height=7,
    ),
    rows(
        34, "What receivers say", "What was said of alerts, by rule.", "short",
        Query(f"{most('alert_ratings', 'rule', 'says')} > 0"),
        columns=(
            Column(name="rule", title="Rule"),
            Column(name="says", title="They say"),
            Column(name="Value", title="Times", decimals=0),
        ),
        by="Times", height=7,
    ),
    rows(
        17, "Jobs", "Scheduled jobs in the time shown: runs, those dropped for being late, those "
        "left out because one stood for them, and those that failed.", "short",
        Query(risen("job_runs_total", "task")),
        Query(_of_runs("job_missed_total")),
        Query(_of_runs("job_skipped_total")),
        Query(_of_runs("job_failures_total")),
        columns=(
            Column(name="task", title="Job"),
            Column(name="Value #A", title="Runs", decimals=0, width=70),
            Column(name="Value #B", title="Late", decimals=0, width=70, colours=NOUGHT),
            Column(name="Value #C", title="Left out", decimals=0, width=80),
            Column(name="Value #D", title="Failed", decimals=0, width=80, colours=NOUGHT),
        ),
        by="Runs", height=7,
    ),
)  # fmt: skip

_HOUSE = (
    chart(
        14, "Rows", "Rows stored, by table.", "short",
        Query(most("storage_rows", "table"), "{{table}}"),
    ),
    chart(
        15, "Disk", "What the database takes, with its write-ahead log, and what is free beside "
        "it.", "bytes",
        Query(most("storage_bytes"), "database"),
        Query(most("storage_log_bytes"), "log"),
        Query(most("storage_free_bytes"), "free"),
    ).override_by_name("free", painted("green", axisPlacement="right")),
)  # fmt: skip

_PROCESS = (
    chart(
        35, "Process", "Processor time in a second, and memory.", "percentunit",
        Query(f"sum(rate(process_cpu_seconds_total{{{HERE}}}[$__rate_interval]))", "processor"),
        Query(f"max(process_resident_memory_bytes{{{HERE}}})", "memory"),
    ).override_by_name("memory", painted("purple", unit="bytes", axisPlacement="right")),
)  # fmt: skip


def drawn() -> Json:
    """Return the board."""
    return board(
        "daemon",
        "lastdance / Daemon",
        "Does it keep up, does it reach its receivers, does its store hold.",
        ("", (_NOW, _PACE)),
        ("The watch", (_WATCH,)),
        ("What goes out", (_OUT[:3], _OUT[3:])),
        ("The house", ((*_HOUSE, *_PROCESS),)),
        annotations=(
            firing("Operations", "orange", 'category!="buzz"', says="{{alertname}}"),
        ),
    )  # fmt: skip
