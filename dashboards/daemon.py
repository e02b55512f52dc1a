"""The board of the daemon: is it fed, does it keep up, does it reach its receivers."""

from __future__ import annotations

from dashboards.board import Board, Kind, Panel, Query
from dashboards.promql import age, holding, least, most, quantile, rate, risen

_SOURCES = (
    Panel(
        id=1, kind=Kind.STAT, title="Sources", unit="short", width=8, height=5,
        description="Whether each source sees what there is to see. The front page says why one "
        "does not.",
        queries=(Query(expr=least("connector_up", "connector"), legend="{{connector}}"),),
        words={0: "not read", 1: "up"}, colours=((0, "orange"), (1, "green")), empty="no source",
    ),
    Panel(
        id=2, kind=Kind.STAT, title="Age of the newest event", unit="s", width=8, height=5,
        description="How long ago the newest event of each source happened, in the source's time. "
        "A source that is up and has nothing new is silent, which is not the same as calm.",
        queries=(
            Query(
                expr=age("connector_newest_event_timestamp_seconds", "connector"),
                legend="{{connector}}",
            ),
        ),
        colours=((0, "green"), (600, "red")), empty="nothing came yet",
    ),
    Panel(
        id=3, kind=Kind.STAT, title="Oldest message due", unit="s", width=8, height=5,
        description="How long the oldest message has been due that still waits for its receiver.",
        queries=(Query(expr=age("outbox_oldest_due_timestamp_seconds")),),
        colours=((0, "green"), (900, "red")), empty="none waits",
    ),
    Panel(
        id=18, kind=Kind.TABLE, title="States of sources", unit="short",
        description="The state that each source is in. `stalled` is silence that nothing explains; "
        "`auth_failed` and `refused` wait for a person.",
        queries=(Query(expr=holding("connector_state", "connector", "state")),),
        empty="no source",
    ),
    Panel(
        id=19, kind=Kind.TIMESERIES, title="Behind our clock", unit="s",
        description="How far what is stored of each source is behind our clock, in the time of its "
        "events.",
        queries=(
            Query(expr=most("connector_lag_seconds", "connector"), legend="{{connector}}"),
        ),
    ),
    Panel(
        id=20, kind=Kind.TIMESERIES, title="Bytes received", unit="Bps",
        description="Bytes that each source brought in a second.",
        queries=(
            Query(
                expr=rate("connector_received_bytes_total", "connector"), legend="{{connector}}"
            ),
        ),
    ),
    Panel(
        id=21, kind=Kind.TABLE, title="Gaps", unit="s", width=12,
        description="Event time of which something is lost, or may be, of what came in the time "
        "shown.",
        queries=(Query(expr=risen("connector_gap_seconds_total", "connector")),),
        empty="none",
    ),
    Panel(
        id=22, kind=Kind.TIMESERIES, title="Asked to wait", unit="percentunit", width=12,
        description="Share of the time for which the other side asked a source to wait.",
        queries=(
            Query(
                expr=rate("connector_rate_limited_seconds_total", "connector"),
                legend="{{connector}}",
            ),
        ),
    ),
)  # fmt: skip

_COMING_IN = (
    Panel(
        id=4, kind=Kind.TIMESERIES, title="Activities stored", unit="cps",
        description="Activities stored in a second, each once, by what was done.",
        queries=(Query(expr=rate("activities_total", "verb"), legend="{{verb}}"),),
    ),
    Panel(
        id=5, kind=Kind.TIMESERIES, title="Left out and seen again", unit="cps",
        description="Activities in a second that were counted and not kept, by reason, and those "
        "that were stored before.",
        queries=(
            Query(expr=rate("dropped_total", "reason"), legend="dropped: {{reason}}"),
            Query(expr=rate("duplicates_total"), legend="seen again"),
        ),
    ),
    Panel(
        id=6, kind=Kind.TABLE, title="Dead letters", unit="short",
        description="What came in and could not be read in the time shown; "
        "`lastdance connectors decode` shows what is made of a recording.",
        queries=(Query(expr=risen("dead_letters_total", "connector", "reason")),),
        empty="none",
    ),
    Panel(
        id=7, kind=Kind.TIMESERIES, title="Ingest lag", unit="s",
        description="From the event to our seeing it, live pages only.",
        queries=(
            Query(
                expr=quantile(0.5, "ingest_lag_seconds", "connector"),
                legend="p50 {{connector}}",
            ),
            Query(
                expr=quantile(0.95, "ingest_lag_seconds", "connector"),
                legend="p95 {{connector}}",
            ),
        ),
    ),
    Panel(
        id=8, kind=Kind.TIMESERIES, title="Reconnects", unit="cps",
        description="Times in a second that a source had to start again.",
        queries=(
            Query(expr=rate("connector_reconnects_total", "connector"), legend="{{connector}}"),
        ),
    ),
    Panel(
        id=9, kind=Kind.TIMESERIES, title="Seconds of a batch, by stage", unit="s",
        description="The 95th percentile of the time that a batch spent in each stage: what was "
        "known was read, what was missing fetched, then judged, then stored.",
        queries=(
            Query(expr=quantile(0.95, "batch_duration_seconds", "stage"), legend="p95 {{stage}}"),
        ),
    ),
)  # fmt: skip

_GOING_OUT = (
    Panel(
        id=10, kind=Kind.TABLE, title="Acts", unit="short",
        description="Acts by people who matter in the time shown, by role and by what became of "
        "them.",
        queries=(Query(expr=risen("acts_total", "role", "verdict")),),
        empty="none",
    ),
    Panel(
        id=11, kind=Kind.TABLE, title="Alerts", unit="short",
        description="What was told in the time shown, by kind of message.",
        queries=(Query(expr=risen("alerts_total", "kind")),),
        empty="none",
    ),
    Panel(
        id=12, kind=Kind.TIMESERIES, title="Deliveries", unit="cps",
        description="Attempts to deliver in a second, and those that failed, by reason.",
        queries=(
            Query(expr=rate("deliveries_total", "receiver"), legend="{{receiver}}"),
            Query(
                expr=rate("delivery_failures_total", "receiver", "reason"),
                legend="{{receiver}} failed: {{reason}}",
            ),
        ),
    ),
    Panel(
        id=13, kind=Kind.TIMESERIES, title="Outbox", unit="short",
        description="Messages in the outbox, by state.",
        queries=(Query(expr=most("outbox_messages", "state"), legend="{{state}}"),),
    ),
)  # fmt: skip

_THE_HOUSE = (
    Panel(
        id=14, kind=Kind.TIMESERIES, title="Rows", unit="short",
        description="Rows stored, by table.",
        queries=(Query(expr=most("storage_rows", "table"), legend="{{table}}"),),
    ),
    Panel(
        id=15, kind=Kind.TIMESERIES, title="Size of the database", unit="bytes",
        description="What the database takes on its disk.",
        queries=(Query(expr=most("storage_bytes"), legend="database"),),
    ),
    Panel(
        id=16, kind=Kind.TIMESERIES, title="Lag of the event loop", unit="s", width=12,
        description="How late the event loop woke; above half a second the daemon is overloaded.",
        queries=(
            Query(expr=quantile(0.5, "event_loop_lag_seconds"), legend="p50"),
            Query(expr=quantile(0.99, "event_loop_lag_seconds"), legend="p99"),
        ),
    ),
    Panel(
        id=17, kind=Kind.TIMESERIES, title="Jobs missed and failed", unit="cps", width=12,
        description="Runs of scheduled jobs in a second that were left out, and that failed.",
        queries=(
            Query(expr=rate("job_missed_total", "task"), legend="{{task}} missed"),
            Query(expr=rate("job_failures_total", "task"), legend="{{task}} failed"),
        ),
    ),
    Panel(
        id=23, kind=Kind.STAT, title="Configuration", unit="short", width=12, height=5,
        description="Whether the configuration that was read last is in force; the log says why "
        "one was refused.",
        queries=(Query(expr=least("config_last_reload_successful")),),
        words={0: "refused", 1: "in force"}, colours=((0, "red"), (1, "green")), empty="unknown",
    ),
    Panel(
        id=24, kind=Kind.STAT, title="Age of the configuration", unit="s", width=12, height=5,
        description="How long ago the configuration in force was read.",
        queries=(Query(expr=age("config_last_reload_success_timestamp_seconds")),),
        colours=((0, "green"),), empty="unknown",
    ),
)  # fmt: skip

BOARD = Board(
    uid="lastdance-daemon",
    title="Daemon",
    description="Is lastdance fed, does it keep up, does it reach its receivers.",
    panels=(*_SOURCES, *_COMING_IN, *_GOING_OUT, *_THE_HOUSE),
)
