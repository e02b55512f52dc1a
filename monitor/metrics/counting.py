"""Counts, and renders the page that Prometheus reads."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from importlib.metadata import version
from itertools import product
from math import nan

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)

from monitor.domain.act import Verdict
from monitor.domain.alert import Kind as Told
from monitor.domain.catalogue import Pairing, Role
from monitor.domain.desk.budget import Why
from monitor.domain.desk.opinion import Counted, Rated
from monitor.domain.health import Health
from monitor.domain.rumour import Strength
from monitor.domain.spiking import Loudness
from monitor.metrics.bounds import LANGUAGES, Bounded
from monitor.metrics.exposition import TEXT, accepted, write
from monitor.metrics.pairings import Pairings, Sheet
from monitor.metrics.snapshot import Moods, Snapshot
from monitor.metrics.table import TABLE, Kind, Metric

_REFUSED = 400
_TOO_MANY = 429

STAGES = ("recall", "fetch", "judge", "commit")


_PER_CONNECTOR = (
    "connector_received_bytes_total",
    "connector_gap_seconds_total",
    "connector_rate_limited_seconds_total",
    "connector_reconnects_total",
    "connector_requests_total",
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
        self._pairings = Pairings()
        self._set("build_info", 1, version("lastdance"), platform.python_version())
        self._set("storage_free_bytes", nan)  # a plain gauge begins at 0, which would be an alarm
        for stage in STAGES:
            self._histograms["batch_duration_seconds"].labels(stage)
        for kind in Told:
            self._add("alerts_total", 0, kind)
        for role, verdict in product(Role, Verdict):
            self._add("acts_total", 0, role, verdict)

    @property
    def known(self) -> Snapshot:
        """What is known of pairings just now."""
        return self._pairings.known

    def page(self, accept: str = "") -> tuple[bytes, str]:
        """Return the page and its content type; takes milliseconds, best beside the event loop.

        Args:
            accept: What the reader accepts; exemplars are told in OpenMetrics alone.
        """
        kind = accepted(accept)
        return write(self._registry, kind), kind

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

    def capabilities(self, name: str, seen: Mapping[str, bool]) -> None:
        """Note which interactions a source can see."""
        for interaction, sees in seen.items():
            self._set("connector_capability", int(sees), name, interaction)

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

    def reconnected(self, name: str, times: int = 1, reason: str = "") -> None:
        """Count that a source started again, and the state that it had failed into."""
        self._add("connector_reconnects_total", times, name)
        if reason:
            self._add("connector_failures_total", times, name, reason)

    def asked(self, name: str, status: int) -> None:
        """Count what a server answered a source."""
        self._add("connector_requests_total", 1, name)
        if status >= _REFUSED:
            reason = "http_429" if status == _TOO_MANY else f"http_{status // 100}xx"
            self._add("connector_request_failures_total", 1, name, self._bound("asked", reason))

    def granted(self, name: str, remaining: float, resets_at: datetime) -> None:
        """Note how many requests a server grants a source until then."""
        self._set("connector_rate_limit_remaining", remaining, name)
        self._set("connector_rate_limit_reset_timestamp_seconds", resets_at.timestamp(), name)

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
        """Count texts without a sentiment; a language that nobody speaks is `other`."""
        kind, told, language = reason.partition(":")
        if told and language not in LANGUAGES:
            reason = f"{kind}:other"
        self._add("unscored_total", n, self._bound("unscored", reason))

    def late(self, n: int) -> None:
        """Count mentions that came too late for a verdict."""
        self._add("late_mentions_total", n)

    def act(self, role: str, verdict: str) -> None:
        """Count an act by somebody who matters."""
        self._add("acts_total", 1, role, verdict)

    def alert(self, kind: str, alert_id: str) -> None:
        """Count an alert; the newest of each kind is told by its id."""
        self._counters["alerts_total"].labels(kind).inc(1, {"alert_id": alert_id})

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

    # --- the page about pairings --------------------------------------------------------

    def limit_pairings(self, most: int) -> None:
        """Show *most* pairings at most."""
        self._shown(self._pairings.limit(most))

    def loudness(self, loudness: Mapping[Pairing, Loudness]) -> None:
        """Note how loud each pairing is; called in a thread, as the next three are."""
        self._shown(self._pairings.loudness(loudness))

    def strengths(self, strengths: Mapping[Pairing, Strength]) -> None:
        """Note how strong each rumour is."""
        self._shown(self._pairings.strengths(strengths))

    def moods(self, moods: Moods) -> None:
        """Note how each pairing is taken."""
        self._shown(self._pairings.moods(moods))

    def watched_only(self, watched: Callable[[Pairing], bool]) -> None:
        """Let the series of pairings end that are not *watched* any more."""
        self._shown(self._pairings.only(watched))

    def pairings(self) -> tuple[bytes, str]:
        """Return the page about pairings as it was last made, and its content type."""
        return self._pairings.sheet.body, TEXT

    def _shown(self, sheet: Sheet) -> None:
        self._set("pairings_tracked", sheet.tracked)
        self._set("pairings_exported", len(sheet.chosen))
        self._add("pairings_suppressed_total", sheet.tracked - len(sheet.chosen))
        self._set("pairings_render_seconds", sheet.seconds)

    # --- what waits ---------------------------------------------------------------------

    def queue(self, pages: int) -> None:
        """Note how many pages wait."""
        self._set("queue_pages", pages)

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
        """Count a run of a scheduled job, or one that was dropped for being late."""
        self._add("job_runs_total", int(not missed), name)
        self._add("job_missed_total", int(missed), name)
        self._add("job_failures_total", int(failed), name)

    def job_skipped(self, name: str, times: int = 1) -> None:
        """Count runs that were left out, for one stands for them."""
        self._add("job_skipped_total", times, name)

    def job_began(self, name: str, lag: timedelta) -> None:
        """Note that a run began, so long after it was due."""
        self._histograms["job_lag_seconds"].observe(max(0.0, lag.total_seconds()))
        self._set("job_in_progress", 1, name)

    def job_ended(self, name: str, seconds: float, run_id: str) -> None:
        """Note that a run ended, whatever came of it; the newest is told by its id."""
        self._set("job_in_progress", 0, name)
        self._histograms["job_duration_seconds"].labels(name).observe(seconds, {"run_id": run_id})

    def job_due(self, name: str, at: datetime) -> None:
        """Note when a job is to run next."""
        self._set("job_next_run_timestamp_seconds", at.timestamp(), name)

    def job_gone(self, name: str) -> None:
        """Forget a job that is no longer scheduled."""
        for metric in TABLE:
            if "task" in metric.labels:
                self._made[metric.name].remove_by_labels({"task": name})

    def loop_lag(self, seconds: float) -> None:
        """Note how late the event loop woke."""
        self._histograms["event_loop_lag_seconds"].observe(seconds)

    def clock_jumped(self) -> None:
        """Count a jump of the wall clock."""
        self._add("clock_jumps_total", 1)

    def stored(
        self, rows: Mapping[str, int], size: int, expiry: datetime | None, free: int | None = None
    ) -> None:
        """Note what the database holds: rows by table, and its size in bytes.

        Args:
            expiry: When the first text is due to go.
            free: Bytes that are free on its disk, where that is ours.
        """
        for table, n in rows.items():
            self._set("storage_rows", n, table)
        self._set("storage_bytes", size)
        self._set("storage_oldest_expiry_timestamp_seconds", expiry.timestamp() if expiry else 0)
        if free is not None:
            self._set("storage_free_bytes", free)

    def removed(self, rows: Mapping[str, int]) -> None:
        """Count rows that were removed because their time had come, by table."""
        for table, n in rows.items():
            self._add("storage_removed_total", n, table)

    def log_size(self, size: int) -> None:
        """Note how large the write-ahead log is, in bytes."""
        self._set("storage_log_bytes", size)

    def paused(self, paused: bool) -> None:
        """Note whether sources are paused."""
        self._set("ingest_paused", int(paused))

    def backups(self, every: timedelta) -> None:
        """Note how often a back-up is made by itself; 0 = never."""
        self._set("backup_interval_seconds", every.total_seconds())

    def backed_up(self, at: datetime, size: int) -> None:
        """Note the last back-up that was made by itself, and its size in bytes."""
        self._set("backup_last_success_timestamp_seconds", at.timestamp())
        self._set("backup_size_bytes", size)

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
