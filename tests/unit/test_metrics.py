"""What Prometheus reads."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families

from monitor.domain.desk.opinion import Rated
from monitor.domain.health import Health
from monitor.metrics import PREFIX, TABLE, Kind, Metrics
from monitor.metrics.bounds import MOST, Bounded
from tests import promtool

AT = datetime(2026, 8, 1, 12, tzinfo=UTC)


def exercise(metrics: Metrics) -> None:
    """Call every method once."""
    metrics.connector("bluesky", "bluesky_jetstream", timedelta(seconds=30))
    metrics.reloaded(AT)
    metrics.connector_state("bluesky", Health.HEALTHY, up=True)
    metrics.connector_lag("bluesky", timedelta(seconds=2))
    metrics.attention("gdelt", "sergio-ramos", "articles", 7)
    metrics.received("bluesky", 1000)
    metrics.gap("bluesky", timedelta(minutes=1))
    metrics.rate_limited("bluesky", timedelta(minutes=1))
    metrics.connector_success("bluesky", AT)
    metrics.connector_newest("bluesky", AT)
    metrics.reconnected("bluesky")
    metrics.activities("bluesky", "like", 3)
    metrics.duplicates("bluesky", 2)
    metrics.dropped("bluesky", "unmatched", 7)
    metrics.dead_letters("bluesky", "not_json")
    metrics.lag("bluesky", 1.5)
    metrics.mentions("bluesky", 4)
    metrics.ambiguous("bluesky", 2)
    metrics.unscored("language:es")
    metrics.act("player", "push")
    metrics.alert("act.notable", "6b1f9a52-7a6e-5c0e-9c55-1a57da9ce000")
    metrics.objects_fetched("found")
    metrics.asked_again("mastodon", {"stand": 3, "gone": 1})
    metrics.overdue("mastodon", timedelta(hours=1))
    metrics.batch(12, {"recall": 0.1, "fetch": 0.0, "judge": 0.2, "commit": 0.3})
    metrics.queue(5)
    metrics.kept_objects(6)
    metrics.evicted()
    metrics.receivers(["desk"])
    metrics.outbox({"waiting": 1}, AT)
    metrics.silences(everything=1, part=2)
    metrics.ratings({("spike", Rated.USEFUL): 3})
    metrics.delivery("desk", 0.5)
    metrics.delivery("desk", 20.0, "timeout")
    metrics.receiver_disabled("desk")
    metrics.job("expire")
    metrics.job("expire", failed=True)
    metrics.job("expire", missed=True)
    metrics.loop_lag(0.002)
    metrics.clock_jumped()
    metrics.stored({"activity": 10}, 4096, AT, 10**9)
    metrics.removed({"activity": 1})
    metrics.removed({"texts": 4})
    metrics.log_size(8192)
    metrics.backups(timedelta(hours=24))
    metrics.backed_up(AT, 4096)
    metrics.paused(paused=False)
    metrics.capabilities("bluesky", {"like": True, "follow": False})
    metrics.reconnected("bluesky", 1, "stalled")
    metrics.asked("bluesky", 200)
    metrics.asked("bluesky", 429)
    metrics.granted("bluesky", 299.0, AT)
    metrics.job_began("expire", timedelta(seconds=2))
    metrics.job_ended("expire", 0.1, "0123456789ab")
    metrics.job_skipped("expire")
    metrics.job_due("expire", AT)
    metrics.catalogue(3)


def values(metrics: Metrics) -> dict[str, float]:
    """Samples by name and labels, as Prometheus parses them."""
    text = metrics.page()[0].decode()
    return {
        sample.name + "".join(f"{{{v}}}" for v in sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_every_metric_of_the_table_is_on_the_page_and_none_beside_it() -> None:
    metrics = Metrics()
    exercise(metrics)
    names = {name.partition("{")[0] for name in values(metrics) if name.startswith(PREFIX)}
    names = {re.sub("_(bucket|count|sum)$", "", name) for name in names}
    assert names == {metric.full for metric in TABLE}


def test_names_follow_the_customs_of_prometheus() -> None:
    for metric in TABLE:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", metric.name)
        assert metric.name.endswith("_total") == (metric.kind is Kind.COUNTER), metric.name
        assert bool(metric.buckets) == (metric.kind is Kind.HISTOGRAM), metric.name
        assert metric.help.endswith("."), metric.name
        assert not {"type", "le", "url", "author", "text"} & set(metric.labels), metric.name
    assert len({metric.name for metric in TABLE}) == len(TABLE)


def test_what_was_counted_is_what_is_shown() -> None:
    metrics = Metrics()
    exercise(metrics)
    shown = values(metrics)
    assert shown["lastdance_activities_total{bluesky}{like}"] == 3
    assert shown["lastdance_dropped_total{bluesky}{unmatched}"] == 7
    assert shown["lastdance_deliveries_total{desk}"] == 2
    assert shown["lastdance_delivery_failures_total{timeout}{desk}"] == 1
    assert shown["lastdance_job_runs_total{expire}"] == 2
    assert shown["lastdance_job_missed_total{expire}"] == 1
    assert shown["lastdance_connector_last_success_timestamp_seconds{bluesky}"] == AT.timestamp()


def test_no_creation_times_double_the_series() -> None:
    metrics = Metrics()
    exercise(metrics)
    assert b"_created" not in metrics.page()[0]


def test_two_processes_in_one_never_share_counts() -> None:
    first, second = Metrics(), Metrics()
    first.clock_jumped()
    assert values(second)["lastdance_clock_jumps_total"] == 0


def test_a_configured_connector_stands_at_zero_before_it_brings_anything() -> None:
    metrics = Metrics()
    metrics.connector("bluesky", "bluesky_jetstream")
    assert values(metrics)["lastdance_connector_up{bluesky}"] == 0
    assert values(metrics)["lastdance_connector_reconnects_total{bluesky}"] == 0


def test_a_connector_that_is_no_longer_configured_leaves_nothing_behind() -> None:
    metrics = Metrics()
    exercise(metrics)
    metrics.connector_gone("bluesky")
    assert [name for name in values(metrics) if "bluesky" in name] == []


def test_a_receiver_that_is_no_longer_configured_leaves_nothing_behind() -> None:
    metrics = Metrics()
    exercise(metrics)
    metrics.receivers(["night"])
    assert [name for name in values(metrics) if "{desk}" in name] == []
    assert values(metrics)["lastdance_receiver_disabled{night}"] == 0


def test_a_source_is_in_one_state_and_a_failed_reload_leaves_the_time_of_the_last() -> None:
    metrics = Metrics()
    metrics.reloaded(AT)
    metrics.connector("bluesky", "bluesky_jetstream")
    metrics.connector_state("bluesky", Health.IDLE, up=True)
    metrics.connector("bluesky", "jsonl", fresh=False)
    metrics.reload_failed()
    shown = values(metrics)
    states = {name: n for name, n in shown.items() if "connector_state" in name}
    assert len(states) == len(Health)
    assert [name for name, n in states.items() if n] == ["lastdance_connector_state{bluesky}{idle}"]
    assert shown["lastdance_connector_up{bluesky}"] == 1
    info = [name for name in shown if "connector_info" in name]
    assert info == ["lastdance_connector_info{bluesky}{jsonl}"]
    assert shown["lastdance_config_last_reload_successful"] == 0
    assert shown["lastdance_config_last_reload_success_timestamp_seconds"] == AT.timestamp()


def test_an_emptied_outbox_reads_as_empty() -> None:
    metrics = Metrics()
    metrics.outbox({"waiting": 1}, AT)
    metrics.outbox({}, None)
    assert values(metrics)["lastdance_outbox_messages{waiting}"] == 0
    assert values(metrics)["lastdance_outbox_oldest_due_timestamp_seconds"] == 0


def test_ratings_that_were_changed_read_as_they_are_now() -> None:
    metrics = Metrics()
    metrics.ratings({("spike", Rated.USEFUL): 3})
    metrics.ratings({("spike", Rated.WRONG): 1})
    shown = values(metrics)
    assert shown["lastdance_alert_ratings{spike}{useful}"] == 0
    assert shown["lastdance_alert_ratings{spike}{wrong-person}"] == 1


@given(st.lists(st.text(), max_size=200))
def test_however_hostile_the_reasons_the_page_stays_small_and_readable(reasons: list[str]) -> None:
    metrics = Metrics()
    for reason in reasons:
        metrics.dropped("bluesky", reason)
        metrics.dropped("bluesky", f"unhandled:{reason}")
    kept = [name for name in values(metrics) if name.startswith("lastdance_dropped_total")]
    assert len(kept) <= 2 * (MOST + 1)


def test_strangers_never_crowd_out_our_own_reasons() -> None:
    bounded = Bounded()
    for n in range(1000):
        bounded(f"unhandled:com.example.{n}")
    assert bounded("unmatched") == "unmatched"
    assert bounded("unhandled:com.example.7") == "unhandled:com.example.7"
    assert bounded("unhandled:com.example.999") == "unhandled:other"


def test_a_lone_surrogate_does_not_break_the_page() -> None:
    metrics = Metrics()
    metrics.dropped("bluesky", "unhandled:\ud800")
    assert b"unhandled" in metrics.page()[0]


def test_no_label_is_one_that_prometheus_puts_there_itself() -> None:
    taken = {"job", "instance", "le", "quantile"}
    assert [metric.name for metric in TABLE if taken & set(metric.labels)] == []


@promtool.needed
def test_prometheus_finds_nothing_wrong_with_the_page() -> None:
    metrics = Metrics()
    exercise(metrics)
    assert promtool.complaints("check", "metrics", page=metrics.page()[0].decode()) == ""
