"""Counts, and renders the page that Prometheus reads."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from importlib.metadata import version

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)

from monitor.domain.catalogue import Pairing
from monitor.domain.desk.budget import Why
from monitor.domain.desk.opinion import Counted, Rated
from monitor.domain.health import Health
from monitor.domain.rumour import Strength
from monitor.metrics import moods
from monitor.metrics.bounds import Bounded
from monitor.metrics.pairings import Loudness, render
from monitor.metrics.table import TABLE, Kind, Metric

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
"""Every Prometheus reads this one, and our names need nothing newer."""

STAGES = ("recall", "fetch", "judge", "commit")


_PER_CONNECTOR = (
    "connector_received_bytes_total",
    "connector_gap_seconds_total",
    "connector_rate_limited_seconds_total",
    "connector_reconnects_total",
    "duplicates_total",
    "mentions_total",
)


class Metrics:
    """All metrics of one process, on a registry of their own.

    Values of labels come from the configuration, the catalogue or fixed sets; reasons are
    bounded. Safe from any thread.
    """

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        made = {metric.name: _make(metric, self._registry) for metric in TABLE}
        self._made = made
        self._counters = {k: m for k, m in made.items() if isinstance(m, Counter)}
        self._gauges = {k: m for k, m in made.items() if isinstance(m, Gauge)}
        self._histograms = {k: m for k, m in made.items() if isinstance(m, Histogram)}
        self._bounds: dict[str, Bounded] = {}
        self._states: set[str] = set()
        self._rules: set[str] = set()
        self._receivers: set[str] = set()
        self._loudness: Mapping[Pairing, Loudness] = {}
        self._strengths: Mapping[Pairing, Strength] = {}
        self._pairings = render({}, {})
        self._moods = moods.render({})
        self._set("build_info", 1, version("lastdance"), platform.python_version())
        for stage in STAGES:
            self._histograms["batch_duration_seconds"].labels(stage)

    def page(self) -> tuple[bytes, str]:
        """Return the page and its content type; takes milliseconds, best beside the event loop."""
        return generate_latest(self._registry), CONTENT_TYPE

    # --- the configuration --------------------------------------------------------------

    def reloaded(self, at: datetime) -> None:
        """Note that the configuration that was read then is in force."""
        self._set("config_last_reload_successful", 1)
        self._set("config_last_reload_success_timestamp_seconds", at.timestamp())

    def reload_failed(self) -> None:
        """Note that the configuration that was read last is not in force."""
        self._set("config_last_reload_successful", 0)

    # --- sources ----------------------------------------------------------------------

    def connector(
        self, name: str, module: str, interval: timedelta = timedelta(0), *, fresh: bool = True
    ) -> None:
        """Announce a configured connector; a *fresh* one stands at zero."""
        self._gauges["connector_info"].remove_by_labels({"connector": name})
        self._set("connector_info", 1, name, module)
        self._set("connector_interval_seconds", interval.total_seconds(), name)
        if not fresh:
            return
        self.connector_state(name, Health.STARTING, up=False)
        self._set("connector_last_success_timestamp_seconds", 0, name)
        self._set("connector_newest_event_timestamp_seconds", 0, name)
        for counted in _PER_CONNECTOR:
            self._add(counted, 0, name)

    def connector_gone(self, name: str) -> None:
        """Forget a connector that is no longer configured."""
        for metric in TABLE:
            if metric.labels[:1] == ("connector",):
                self._made[metric.name].remove_by_labels({"connector": name})

    def connector_state(self, name: str, state: Health, *, up: bool) -> None:
        """Note the state of a source, and whether that is a good one."""
        self._set("connector_up", int(up), name)
        for each in Health:
            self._set("connector_state", int(each is state), name, each)

    def connector_lag(self, name: str, lag: timedelta) -> None:
        """Note how far a source is behind our clock."""
        self._set("connector_lag_seconds", max(0.0, lag.total_seconds()), name)

    def received(self, name: str, size: int) -> None:
        """Count bytes that came."""
        self._add("connector_received_bytes_total", size, name)

    def gap(self, name: str, span: timedelta) -> None:
        """Count event time of which something is lost."""
        self._add("connector_gap_seconds_total", max(0.0, span.total_seconds()), name)

    def rate_limited(self, name: str, span: timedelta) -> None:
        """Count time for which a source was asked to wait."""
        self._add("connector_rate_limited_seconds_total", span.total_seconds(), name)

    def connector_success(self, name: str, at: datetime) -> None:
        """Note when a source last brought anything."""
        self._set("connector_last_success_timestamp_seconds", at.timestamp(), name)

    def connector_newest(self, name: str, at: datetime) -> None:
        """Note the newest event of a source, in the source's time."""
        self._set("connector_newest_event_timestamp_seconds", at.timestamp(), name)

    def reconnected(self, name: str, times: int = 1) -> None:
        """Count that a source started again."""
        self._add("connector_reconnects_total", times, name)

    # --- what came in -----------------------------------------------------------------

    def activities(self, connector: str, verb: str, n: int = 1) -> None:
        """Count what was stored."""
        self._add("activities_total", n, connector, verb)

    def duplicates(self, connector: str, n: int = 1) -> None:
        """Count what was stored before."""
        self._add("duplicates_total", n, connector)

    def dropped(self, connector: str, reason: str, n: int = 1) -> None:
        """Count what was not kept."""
        self._add("dropped_total", n, connector, self._bound("dropped", reason))

    def dead_letters(self, connector: str, reason: str, n: int = 1) -> None:
        """Count what could not be read."""
        self._add("dead_letters_total", n, connector, self._bound("dead", reason))

    def attention(self, connector: str, player: str, of: str, count: float) -> None:
        """Note how much attention a player got, as a platform counts it."""
        self._set("attention", count, connector, player, of)

    def lag(self, connector: str, seconds: float) -> None:
        """Note how long after its event an activity was seen."""
        self._histograms["ingest_lag_seconds"].labels(connector).observe(max(0.0, seconds))

    # --- what was thought of it -------------------------------------------------------

    def mentions(self, connector: str, n: int = 1) -> None:
        """Count links to pairings."""
        self._add("mentions_total", n, connector)

    def ambiguous(self, connector: str, n: int = 1) -> None:
        """Count activities with a name that could mean others."""
        self._add("ambiguous_total", n, connector)

    def unscored(self, reason: str, n: int = 1) -> None:
        """Count texts without a sentiment."""
        self._add("unscored_total", n, self._bound("unscored", reason))

    def late(self, n: int) -> None:
        """Count mentions that came too late for a verdict."""
        self._add("late_mentions_total", n)

    def act(self, role: str, verdict: str) -> None:
        """Count an act by somebody who matters."""
        self._add("acts_total", 1, role, verdict)

    def alert(self, kind: str) -> None:
        """Count an alert."""
        self._add("alerts_total", 1, kind)

    def objects_fetched(self, outcome: str, n: int = 1) -> None:
        """Count records looked up: `found` or `missing`."""
        self._add("objects_fetched_total", n, outcome)

    def asked_again(self, platform: str, counts: Mapping[str, int]) -> None:
        """Count posts that were asked for again, by what came of it."""
        for outcome, n in counts.items():
            self._add("asked_again_total", n, platform, outcome)

    def overdue(self, platform: str, span: timedelta) -> None:
        """Note how late the post is that waits longest to be asked for again."""
        self._set("asked_again_overdue_seconds", span.total_seconds(), platform)

    def batch(self, size: int, seconds: Mapping[str, float]) -> None:
        """Note a batch: activities in it, and seconds by stage."""
        self._histograms["batch_size"].observe(size)
        for stage in STAGES:
            if stage in seconds:
                self._histograms["batch_duration_seconds"].labels(stage).observe(seconds[stage])

    # --- the watch --------------------------------------------------------------------

    def watch_held(self, *, held: bool) -> None:
        """Note whether this process keeps the watch."""
        self._set("watch_held", int(held))

    def watched(
        self, through: datetime, scored: int, unknown: int, late: timedelta, common: float
    ) -> None:
        """Note how far the watch has come, and what it could not judge."""
        self._set("watch_through_timestamp_seconds", through.timestamp())
        self._set("watch_late_seconds", late.total_seconds())
        self._set("watch_common_mode", common)
        self._add("watch_buckets_total", scored)
        self._add("watch_unknown_total", unknown)

    def loudness(self, loudness: Mapping[Pairing, Loudness]) -> None:
        """Note how loud each pairing is; takes milliseconds."""
        self._loudness = loudness
        self._pairings = render(self._loudness, self._strengths)

    def strengths(self, strengths: Mapping[Pairing, Strength]) -> None:
        """Note how strong each rumour is; takes milliseconds."""
        self._strengths = strengths
        self._pairings = render(self._loudness, self._strengths)

    def moods(self, taken: moods.Moods) -> None:
        """Note how each pairing is taken; takes milliseconds."""
        self._moods = moods.render(taken)

    def pairings(self) -> tuple[bytes, str]:
        """Return the page about pairings as it was last rendered, and its content type."""
        return self._pairings + self._moods, CONTENT_TYPE

    def queue(self, activities: int) -> None:
        """Note how many activities wait."""
        self._set("queue_activities", activities)

    def kept_objects(self, n: int) -> None:
        """Note how many records are known to be kept."""
        self._set("kept_objects", n)

    def evicted(self, n: int = 1) -> None:
        """Count records forgotten early."""
        self._add("kept_evicted_total", n)

    # --- what went out ----------------------------------------------------------------

    def receivers(self, names: Iterable[str]) -> None:
        """Announce the configured receivers: they stand at zero before the first message.

        Those that were announced before and no longer are, are forgotten.
        """
        announced = set(names)
        for gone in self._receivers - announced:
            for metric in TABLE:
                if "receiver" in metric.labels:
                    self._made[metric.name].remove_by_labels({"receiver": gone})
        self._receivers = announced
        for name in announced:
            self._add("deliveries_total", 0, name)
            self._set("receiver_disabled", 0, name)
            self._set("receiver_pushed_messages", 0, name)
            for why in Why:
                self._set("receiver_held_messages", 0, name, why)

    def budgets(self, pushed: Mapping[str, int], held: Mapping[tuple[str, str], int]) -> None:
        """Note how many alerts receivers were pushed, and how many were held from them, by why."""
        for receiver, n in pushed.items():
            if receiver in self._receivers:
                self._set("receiver_pushed_messages", n, receiver)
        for (receiver, why), n in held.items():
            if receiver in self._receivers:
                self._set("receiver_held_messages", n, receiver, why)

    def heartbeat(self, *, taken: bool) -> None:
        """Count a beat, and whether it was taken."""
        self._add("heartbeats_total", 1)
        self._add("heartbeat_failures_total", int(not taken))

    def outbox(self, messages: Mapping[str, int], oldest_due: datetime | None) -> None:
        """Note what waits: messages by state, and when the oldest was due."""
        self._states |= messages.keys()
        for state in self._states:
            self._set("outbox_messages", messages.get(state, 0), state)
        self._set(
            "outbox_oldest_due_timestamp_seconds", oldest_due.timestamp() if oldest_due else 0
        )

    def silences(self, *, everything: int, part: int) -> None:
        """Note how many silences hold."""
        self._set("silences", everything, "everything")
        self._set("silences", part, "part")

    def ratings(self, counted: Counted) -> None:
        """Note what receivers say of alerts, by rule."""
        self._rules |= {rule for rule, _ in counted}
        for rule in self._rules:
            for rated in Rated:
                self._set("alert_ratings", counted.get((rule, rated), 0), rule, rated)

    def delivery(self, receiver: str, seconds: float, failure: str | None = None) -> None:
        """Count an attempt to deliver; *failure* says why it failed."""
        self._add("deliveries_total", 1, receiver)
        self._histograms["delivery_duration_seconds"].labels(receiver).observe(seconds)
        if failure is not None:
            self._add("delivery_failures_total", 1, receiver, self._bound("delivery", failure))

    def receiver_disabled(self, receiver: str, *, disabled: bool = True) -> None:
        """Note whether we stopped sending to a receiver."""
        self._set("receiver_disabled", int(disabled), receiver)

    # --- the house itself -------------------------------------------------------------

    def job(self, name: str, *, missed: bool = False, failed: bool = False) -> None:
        """Count a run of a scheduled job, or one that was left out."""
        self._add("job_runs_total", int(not missed), name)
        self._add("job_missed_total", int(missed), name)
        self._add("job_failures_total", int(failed), name)

    def loop_lag(self, seconds: float) -> None:
        """Note how late the event loop woke."""
        self._histograms["event_loop_lag_seconds"].observe(seconds)

    def clock_jumped(self) -> None:
        """Count a jump of the wall clock."""
        self._add("clock_jumps_total", 1)

    def stored(self, rows: Mapping[str, int], size: int) -> None:
        """Note what the database holds: rows by table, and its size in bytes."""
        for table, n in rows.items():
            self._set("storage_rows", n, table)
        self._set("storage_bytes", size)

    def catalogue(self, version: int) -> None:
        """Note which catalogue is in use."""
        self._set("catalogue_version", version)

    # --- inside -----------------------------------------------------------------------

    def _add(self, name: str, n: float, *labels: str) -> None:
        counter = self._counters[name]
        (counter.labels(*labels) if labels else counter).inc(n)

    def _set(self, name: str, value: float, *labels: str) -> None:
        gauge = self._gauges[name]
        (gauge.labels(*labels) if labels else gauge).set(value)

    def _bound(self, what: str, reason: str) -> str:
        return self._bounds.setdefault(what, Bounded())(reason)


def _make(metric: Metric, registry: CollectorRegistry) -> Counter | Gauge | Histogram:
    match metric.kind:
        case Kind.COUNTER:
            return Counter(metric.full, metric.help, metric.labels, registry=registry)
        case Kind.GAUGE:
            return Gauge(metric.full, metric.help, metric.labels, registry=registry)
        case Kind.HISTOGRAM:
            return Histogram(
                metric.full,
                metric.help,
                metric.labels,
                buckets=metric.buckets,
                registry=registry,
            )
