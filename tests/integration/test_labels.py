"""Nothing that strangers write ever becomes a label."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families

from monitor.app.tally import count_batch
from monitor.domain.activity import Activity, Provenance, Verb
from monitor.metrics import Metrics
from monitor.ports import Page
from tests.integration.pipelines import pipeline

NOW = datetime(2026, 8, 4, 18, tzinfo=UTC)
MARK = "qqzj"
"""Stands in every hostile text, and in no word of ours."""

hostile = st.text(max_size=40).map(lambda text: f"{MARK}{text}")
posts = st.builds(
    lambda who, text, lang, number: Activity(
        platform="bluesky",
        verb=Verb.CREATE,
        actor=f"did:plc:{who}",
        record=f"at://{who}/{number}",
        text=f'Sergio Ramos to Real Madrid, the transfer talks go on {text}"}} 1\n# TYPE {text}',
        lang=lang,
        happened_at=NOW - timedelta(seconds=30),
        seen_at=NOW,
        provenance=Provenance.OBSERVED,
    ),
    hostile, hostile, hostile, st.integers(0, 10**9),
)  # fmt: skip


@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(posts, min_size=1, max_size=5))
async def test_whatever_a_post_holds_none_of_it_is_a_label(
    sqlite_url: str, batch: list[Activity]
) -> None:
    metrics = Metrics()
    async with pipeline(sqlite_url) as pipe:
        report = await pipe.handle([Page(connector="bluesky", activities=tuple(batch))], NOW)
    count_batch(metrics, report)
    shown = metrics.page()[0].decode()
    assert MARK not in shown
    assert sum(
        sample.value
        for family in text_string_to_metric_families(shown)
        for sample in family.samples
        if sample.name in {"lastdance_activities_total", "lastdance_duplicates_total"}
    ) == len(batch)
