"""How a lane scores, and that what is kept of it is enough to go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.domain.spike import ALERT, SUSTAINED, Detector, Lane, Limits, Parameters, Signal

DAY = 288
BOTH = pytest.mark.parametrize("parameters", [ALERT, SUSTAINED], ids=["alert", "sustained"])

counts = st.one_of(
    st.none(), st.integers(0, 3), st.floats(0, 40), st.sampled_from([0, 1e3, 1e6, 65_535.5])
)


def feed(lane: Lane, counts: list[float], begin: int = 0) -> list[float]:
    return [
        lane.update(count, (begin + number) // 12 % 24).score for number, count in enumerate(counts)
    ]


def noise(mean: float, buckets: int, seed: int = 1) -> list[float]:
    """Counts of a Poisson process: how many exponential waits fit into each bucket."""
    draw = Random(seed)
    found = []
    for _ in range(buckets):
        time, count = draw.expovariate(mean), 0
        while time < 1:
            time, count = time + draw.expovariate(mean), count + 1
        found.append(float(count))
    return found


@BOTH
def test_the_first_day_has_no_score(parameters: Parameters) -> None:
    scores = feed(Lane(parameters), [0.0] * 100 + [50.0] * 50 + [0.0] * 138 + [50.0] * 36)
    assert max(scores[:DAY]) == 0
    assert max(scores[DAY:]) > 1


@BOTH
@pytest.mark.parametrize("count", [0.0, 1.0, 7.0, 1000.0])
def test_a_constant_series_never_scores_higher_and_higher(
    parameters: Parameters, count: float
) -> None:
    scores = feed(Lane(parameters), [count] * 30 * DAY)
    assert max(scores[15 * DAY :]) <= 1.7


@BOTH
def test_a_burst_scores_far_above_noise(parameters: Parameters) -> None:
    lane = Lane(parameters)
    quiet = feed(lane, noise(1.0, 20 * DAY))
    burst = feed(lane, [6.0, 12.0, 11.0, 10.0, 9.0, 8.0])
    assert max(burst) > 3.5
    assert sum(score >= 3 for score in quiet) <= 0.003 * len(quiet)


@pytest.mark.parametrize("mean", [0.1, 1.0, 10.0])
def test_a_second_and_a_third_burst_a_day_later_are_seen_too(mean: float) -> None:
    lane = Lane(ALERT)
    feed(lane, noise(mean, 7 * DAY))
    for day in range(3):
        peak = max(8.0, 10 * mean)
        burst = [peak * share for share in (0.5, 1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2)]
        assert max(feed(lane, burst)[:6]) >= Limits().on
        feed(lane, noise(mean, DAY - len(burst), seed=day))


def test_one_bucket_alone_is_less_than_two() -> None:
    once, twice = Lane(ALERT), Lane(ALERT)
    before = noise(1.0, 7 * DAY)
    feed(once, before)
    feed(twice, before)
    assert max(feed(once, [20.0, 0.0, 0.0])) < max(feed(twice, [10.0, 10.0, 0.0]))


def test_a_rise_is_measured_against_what_was_just_before() -> None:
    calm, busy = Lane(ALERT), Lane(ALERT)
    before = noise(1.0, 7 * DAY)
    feed(calm, before)
    feed(busy, before + [4.0] * 24)
    assert max(feed(busy, [8.0] * 4)) < max(feed(calm, [8.0] * 4))


@BOTH
def test_each_hour_has_its_own_usual(parameters: Parameters) -> None:
    lane = Lane(parameters)
    days = [9.0 if number // 12 % 24 == 20 else 1.0 for number in range(20 * DAY)]
    assert max(feed(lane, days)[15 * DAY :]) < 2
    assert max(feed(lane, [1.0] * 120 + [9.0] * 12)) > 2.6


@BOTH
def test_what_all_share_is_no_spike(parameters: Parameters) -> None:
    alone, shared = Lane(parameters), Lane(parameters)
    before = noise(2.0, 7 * DAY)
    feed(alone, before)
    feed(shared, before)
    for _ in range(6):
        own = alone.update(10.0, 0)
        general = shared.update(10.0, 0, common=5.0)
    assert general.score < 1.6 < own.score
    assert general.expected == pytest.approx(5 * own.expected)
    assert general.observed == own.observed


@BOTH
def test_an_unknown_bucket_is_no_silence(parameters: Parameters) -> None:
    lane = Lane(parameters)
    feed(lane, noise(5.0, 7 * DAY))
    usual = lane.outlook(5.0, 0)[1]
    for _ in range(36):
        lane.skip(0)
    assert lane.outlook(5.0, 0)[1] == pytest.approx(lane.outlook(5.0, 0)[0], rel=0.3)
    feed(lane, [5.0] * 36)
    assert lane.outlook(5.0, 0)[1] == pytest.approx(usual, rel=0.1)


def test_an_outage_and_its_end_raise_nothing() -> None:
    lane = Lane(ALERT)
    feed(lane, noise(5.0, 7 * DAY))
    for _ in range(36):
        lane.skip(0)
    assert max(feed(lane, noise(5.0, 36, seed=2))) < Limits().on


def test_a_burst_during_the_catch_up_is_seen() -> None:
    lane = Lane(ALERT)
    feed(lane, noise(1.0, 7 * DAY))
    for _ in range(36):
        lane.skip(0)
    assert max(feed(lane, [10.0, 10.0, 10.0])) >= Limits().on


@BOTH
@settings(max_examples=25, deadline=None)
@given(
    series=st.lists(st.tuples(counts, st.floats(0.5, 9)), min_size=1, max_size=120),
    at=st.integers(0, 119),
)
def test_a_restored_lane_goes_on_as_if_nothing_had_happened(
    parameters: Parameters, series: list[tuple[float | None, float]], at: int
) -> None:
    parameters = replace(parameters, warmup=6)
    kept, broken = Lane(parameters), Lane(parameters)
    for number, (count, common) in enumerate(series):
        if number == at:
            broken = Lane.restore(parameters, broken.snapshot())
        if count is None:
            kept.skip(0)
            broken.skip(0)
        else:
            slot = number % 24
            assert kept.outlook(count, slot) == broken.outlook(count, slot)
            assert kept.update(count, slot, common) == broken.update(count, slot, common)
    assert kept.snapshot() == broken.snapshot()


@settings(max_examples=25, deadline=None)
@given(
    series=st.lists(st.tuples(counts, st.integers(0, 9)), min_size=1, max_size=200),
    at=st.integers(0, 199),
)
def test_a_restored_detector_goes_on_as_if_nothing_had_happened(
    series: list[tuple[float | None, int]], at: int
) -> None:
    alert, sustained = replace(ALERT, warmup=20), replace(SUSTAINED, warmup=20)
    kept, broken = Detector(alert, sustained), Detector(alert, sustained)
    day = 20_000
    for number, (count, passed) in enumerate(series):
        if number == at:
            broken = Detector.restore(broken.snapshot(), alert, sustained)
        slot = number // 12 % 24
        day += passed == 9
        if count is None:
            assert kept.skip(0) == broken.skip(0)
            continue
        look = kept.update(count, slot, day)
        assert broken.update(count, slot, day) == look
        assert broken.largest(count) == kept.largest(count)
        score = look.alert.score if kept.warm else None
        signal = Signal(score, look.alert.observed, look.alert.expected)
        assert kept.judge(signal) == broken.judge(signal)
        assert kept.standing == broken.standing
    assert kept.snapshot() == broken.snapshot()


def test_a_snapshot_of_a_detector_is_at_most_a_kilobyte() -> None:
    detector = Detector()
    for number in range(DAY):
        detector.update(1e9, number // 12, number)
    assert len(detector.snapshot()) <= 1024


SPOILT: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda data: data[:0], "not a snapshot"),
    "foreign": (lambda data: b"xyz" + data[3:], "not a snapshot"),
    "newer": (lambda data: data[:3] + b"\x63" + data[4:], "version 99"),
    "bit flipped": (lambda data: data[:-1] + bytes([data[-1] ^ 1]), "damaged"),
    "cut off": (lambda data: data[:-4], "damaged"),
    "longer": (lambda data: data + b"\0", "damaged"),
}


@pytest.mark.parametrize("how", SPOILT)
def test_foreign_bytes_are_refused_with_a_reason(how: str) -> None:
    spoil, words = SPOILT[how]
    with pytest.raises(ValueError, match=words):
        Lane.restore(ALERT, spoil(Lane(ALERT).snapshot()))
    with pytest.raises(ValueError, match=words):
        Detector.restore(spoil(Detector().snapshot()))


def test_the_snapshot_of_other_parameters_is_refused() -> None:
    with pytest.raises(ValueError, match="other parameters"):
        Lane.restore(SUSTAINED, Lane(ALERT).snapshot())


def test_the_largest_half_hour_is_found_again_by_its_day() -> None:
    detector = Detector()
    for day, count in enumerate([50.0, 3.0, 20.0, 4.0], start=1):
        detector.update(count, 0, day)
        for _ in range(6):
            detector.update(0.0, 0, day)
    assert detector.largest(4) == 1
    assert detector.largest(18) == 1
    assert detector.largest(49) == 3
    assert detector.largest(51) is None
    detector.update(0.0, 0, 70)
    assert detector.largest(1) is None
