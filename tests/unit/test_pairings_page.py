"""The page about pairings: who is on it, what it says, and what never gets there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.openmetrics.parser import text_string_to_metric_families as open_families
from prometheus_client.parser import text_string_to_metric_families

from monitor.domain.alert import State
from monitor.domain.buzz import Buzz
from monitor.domain.catalogue import Pairing
from monitor.domain.mood import Mood, Strand
from monitor.domain.rumour import Evidence, Strength
from monitor.domain.spike import LIMITS, Detector, Signal
from monitor.domain.spike.gate import starts
from monitor.domain.spiking import Loudness
from monitor.metrics import MOODS, PAIRINGS, TABLE, Metrics
from monitor.metrics.pairings import Pairings
from tests import promtool
from tests.unit.test_metrics import exercise

AT = datetime(2026, 8, 1, 12, tzinfo=UTC)
HALF = timedelta(minutes=30)
OPEN = "application/openmetrics-text; version=1.0.0"
GOLDEN = Path(__file__).parents[1] / "fixtures" / "metrics.txt"


def loud(authors: int, state: State = State.QUIET) -> Loudness:
    """Return how loud a pairing is of which so many speak."""
    return Loudness(Buzz(at=AT, window=HALF, authors=authors, expected=2.5), state, 12.0)


def pairing(n: int) -> Pairing:
    """Return one of many pairings."""
    return Pairing(f"player-{n:04}", "club")


def shown(body: bytes) -> dict[str, dict[tuple[str, ...], float]]:
    """Values by metric and labels, as Prometheus parses them."""
    return {
        family.name: {tuple(s.labels.values()): s.value for s in family.samples}
        for family in text_string_to_metric_families(body.decode())
    }


def on(body: bytes) -> set[str]:
    """Players on the page."""
    return {labels[0] for labels in shown(body)["lastdance_buzz_authors"]}


def mood(authors: int) -> Mood:
    """Return a mood of so many."""
    return Mood(net=0.25, low=-0.5, high=0.75, shares=(0.25, 0.25, 0.5), authors=authors,
                posts=authors, corrected=1.0)  # fmt: skip


def full() -> Metrics:
    """Return metrics with something of everything."""
    metrics = Metrics()
    exercise(metrics)
    metrics.loudness(
        {pairing(n): loud(n, State.FIRING if n == 3 else State.QUIET) for n in range(5)}
    )
    metrics.strengths({pairing(1): Strength(evidence=Evidence.LOW, probability=0.25)})
    metrics.moods({(pairing(2), strand): mood(7) for strand in Strand})
    return metrics


def test_of_private_life_only_how_much_is_said_is_told() -> None:
    metrics = full()
    metrics.strengths({pairing(n): Strength(Evidence.LOW, probability=0.25) for n in (1, 2)})
    for private in (True, False):
        metrics.loudness({pairing(1): loud(9), pairing(2): loud(9)._replace(private=private)})
        body = metrics.pairings()[0]
        told = shown(body)
        assert on(body) == {"player-0001", "player-0002"}
        for name in ("lastdance_rumour_strength_ratio", "lastdance_sentiment_ratio"):
            players = {labels[0] for labels in told.get(name, {})}
            assert ("player-0002" in players) is not private


def test_the_contract_changes_only_with_its_list() -> None:
    lines = [
        f"{metric.full} {metric.kind} {','.join(metric.labels) or '-'}"
        for metric in (*TABLE, *PAIRINGS, *MOODS)
    ]
    assert sorted(lines) == GOLDEN.read_text().splitlines()


def test_every_metric_about_pairings_is_on_the_page_with_its_labels_and_none_beside() -> None:
    page = shown(full().pairings()[0])
    assert set(page) == {metric.full for metric in (*PAIRINGS, *MOODS)}
    assert page["lastdance_buzz_authors"]["player-0004", "club"] == 4
    assert page["lastdance_buzz_upper_authors"]["player-0004", "club"] == 12
    assert page["lastdance_alert_state"]["player-0003", "club"] == 2
    assert page["lastdance_rumour_strength_ratio"]["player-0001", "club"] == 0.25
    assert page["lastdance_sentiment_low_ratio"]["player-0002", "club", "match"] == -0.5


@promtool.needed
def test_prometheus_finds_nothing_wrong_with_the_page_about_pairings() -> None:
    body, _ = full().pairings()
    assert promtool.complaints("check", "metrics", page=body.decode()) == ""


def test_no_more_pairings_are_shown_than_are_asked_for_and_the_metrics_say_so() -> None:
    metrics = Metrics()
    metrics.limit_pairings(3)
    metrics.loudness({pairing(n): loud(n) for n in range(10)})
    body, _ = metrics.pairings()
    assert on(body) == {"player-0009", "player-0008", "player-0007"}
    page = metrics.page()[0].decode()
    assert "lastdance_pairings_tracked 10.0" in page
    assert "lastdance_pairings_exported 3.0" in page
    assert "lastdance_pairings_suppressed_total 7.0" in page


def test_of_who_is_out_of_sight_an_alert_stands_and_no_number_does() -> None:
    page = Pairings(2)
    unseen = loud(90, State.FIRING)._replace(seen=False)
    found = shown(page.loudness({pairing(0): unseen, pairing(1): loud(8)}).body)
    assert found.pop("lastdance_alert_state") == {
        ("player-0000", "club"): 2,
        ("player-0001", "club"): 0,
    }
    assert [set(found[f"lastdance_{name}"]) for name in (
        "buzz_authors", "buzz_expected_authors", "buzz_upper_authors", "buzz_score",
        "buzz_sustained_score",
    )] == [{("player-0001", "club")}] * 5  # fmt: skip


def test_who_is_in_an_alert_is_shown_however_quiet() -> None:
    page = Pairings(2)
    sheet = page.loudness({
        pairing(0): loud(1, State.COOLING), pairing(1): loud(90), pairing(2): loud(80)
    })  # fmt: skip
    assert on(sheet.body) == {"player-0000", "player-0001"}


def test_who_is_shown_stays_until_another_is_clearly_louder() -> None:
    page = Pairings(1)
    assert on(page.loudness({pairing(0): loud(40), pairing(1): loud(30)}).body) == {"player-0000"}
    assert on(page.loudness({pairing(0): loud(40), pairing(1): loud(49)}).body) == {"player-0000"}
    assert on(page.loudness({pairing(0): loud(40), pairing(1): loud(51)}).body) == {"player-0001"}
    assert on(page.loudness({pairing(0): loud(50), pairing(1): loud(51)}).body) == {"player-0001"}


def test_a_mapping_that_is_kept_and_changed_is_told_anew_each_time() -> None:
    metrics = Metrics()
    kept, rumours, moods = {}, {}, {}
    for authors in (3, 40, 3):
        kept[pairing(0)] = loud(authors, State.FIRING if authors == 40 else State.QUIET)
        rumours[pairing(0)] = Strength(evidence=Evidence.LOW, probability=authors / 100)
        moods[pairing(0), Strand.MOVE] = mood(authors)
        metrics.loudness(kept)
        metrics.strengths(rumours)
        metrics.moods(moods)
        page = shown(metrics.pairings()[0])
        whom = ("player-0000", "club")
        assert page["lastdance_buzz_authors"][whom] == authors
        assert page["lastdance_alert_state"][whom] == (2 if authors == 40 else 0)
        assert page["lastdance_rumour_strength_ratio"][whom] == authors / 100
        assert page["lastdance_sentiment_authors"][*whom, "move"] == authors


def test_what_was_noted_stays_as_it_was_until_it_is_noted_again() -> None:
    page, kept = Pairings(), {pairing(0): loud(3)}
    page.loudness(kept)
    kept[pairing(0)] = loud(40)
    sheet = page.strengths({})
    assert shown(sheet.body)["lastdance_buzz_authors"]["player-0000", "club"] == 3
    assert page.known.loudness[pairing(0)].buzz.authors == 3


def test_series_of_what_is_no_longer_watched_end_at_once() -> None:
    metrics = full()
    metrics.watched_only(lambda one: one.player != "player-0002")
    body = metrics.pairings()[0]
    assert b"player-0002" not in body
    assert b"player-0001" in body
    metrics.watched_only(lambda _: False)
    assert b"{" not in metrics.pairings()[0]


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5, unique=True))
def test_a_slug_however_odd_is_one_label_and_no_line_of_its_own(
    slugs: list[tuple[str, str]],
) -> None:
    sheet = Pairings().loudness({Pairing(*slug): loud(n) for n, slug in enumerate(slugs)})
    told = [
        sample
        for family in text_string_to_metric_families(sheet.body.decode())
        if family.name == "lastdance_buzz_authors"
        for sample in family.samples
    ]
    assert len(told) == len(slugs)
    assert {sample.name for sample in told} <= {"lastdance_buzz_authors"}


def test_exemplars_stand_in_openmetrics_alone_and_name_runs_and_alerts() -> None:
    metrics = Metrics()
    exercise(metrics)
    page, kind = metrics.page(OPEN)
    assert kind.startswith("application/openmetrics-text; version=1.0.0")
    told = {
        label: sample.name
        for family in open_families(page.decode())  # type: ignore[no-untyped-call]
        for sample in family.samples
        if sample.exemplar
        for label in sample.exemplar.labels
    }
    assert told == {
        "alert_id": "lastdance_alerts_total",
        "run_id": "lastdance_job_duration_seconds_bucket",
    }
    assert b"# {" not in metrics.page()[0]
    assert metrics.page("text/html")[1].startswith("text/plain; version=0.0.4")


@pytest.mark.parametrize("usual", [0, 1, 3, 8])
def test_the_upper_edge_is_where_a_spike_begins(usual: int) -> None:
    detector = Detector()
    for bucket in range(3 * 288):
        detector.update((usual * (bucket % 3)) / 2, bucket // 12 % 24, bucket // 288)
    slot, day = 0, 3
    state = detector.snapshot()
    expected = detector.update(usual, slot, day).alert.expected
    edge = Detector.restore(state).bound(expected)
    for share, fires in ((0.5, False), (2.0, True)):
        trial = Detector.restore(state)
        authors = edge * share
        for n in range(6):
            look = trial.update(authors / 6, slot, day).alert
            del n
        assert starts(Signal(look.score, authors, look.expected), LIMITS) is fires
