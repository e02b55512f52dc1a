"""The benchmark of spikes: NAB's scoring, sweeps, and what is put into series."""

from __future__ import annotations

import json
import math
import os
import statistics
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.benchmarks.spikes import bursts, draw, nab, rules, sweep
from tests.benchmarks.spikes.__main__ import measure
from tests.benchmarks.spikes.bursts import Burst, Trial
from tests.benchmarks.spikes.figures import BARS
from tests.benchmarks.spikes.series import DAY, HOUR, Series, read
from tests.benchmarks.spikes.size import QUICK

DATA = Path(os.environ.get("LASTDANCE_DATA", "/nonexistent")) / "nab-realTweets"
NAMES = {"standard": "standard", "low_fp": "reward_low_FP_rate", "low_fn": "reward_low_FN_rate"}
GAUSSIAN = 1 - 5e-13
"""The threshold of `windowedGaussian`, published as 1.0: six digits."""


def flat(length: int, *windows: tuple[int, int]) -> Series:
    return Series("flat", (0,) * length, (1,) * length, windows)


Published = dict[str, dict[str, dict[str, Any]]]


@pytest.fixture(scope="module")
def tweets() -> list[Series]:
    if not DATA.is_dir():
        pytest.skip("LASTDANCE_DATA names no folder with labelled series in nab-realTweets/")
    return read(DATA)


@pytest.fixture(scope="module")
def published() -> Published:
    answer: Published = json.loads((DATA / "published_realTweets_scores.json").read_text("utf-8"))
    return answer


def windowed_gaussian(counts: Sequence[int]) -> list[float]:
    """NAB's detector of that name: how unlikely a count is after the last 6,400, by hundreds."""
    sums = list(accumulate(counts, initial=0))
    squares = list(accumulate((count * count for count in counts), initial=0))
    scores = [0.0]
    for row in range(1, len(counts)):
        last = row if row <= 6400 else 6400 + (row - 6400) // 100 * 100
        first = max(0, last - 6400)
        mean = (sums[last] - sums[first]) / (last - first)
        variance = (squares[last] - squares[first]) / (last - first) - mean**2
        deviation = math.sqrt(max(variance, 0.0)) or 1e-6
        scores.append(1 - math.erfc(abs(counts[row] - mean) / deviation / 1.4142) / 2)
    return scores


@pytest.mark.parametrize("profile", nab.PROFILES)
def test_a_published_detector_gets_its_published_score_on_every_file(
    profile: str, tweets: list[Series], published: Published
) -> None:
    told = published["windowedGaussian"][NAMES[profile]]
    sheets = [nab.sheet(series) for series in tweets]
    alerts = [
        [row for row, score in enumerate(windowed_gaussian(series.counts)) if score >= GAUSSIAN]
        for series in tweets
    ]
    weights = nab.PROFILES[profile]
    scores = {
        series.name: one.score(rows, weights)
        for series, one, rows in zip(tweets, sheets, alerts, strict=True)
    }
    assert scores == pytest.approx(told["per_file_raw"], abs=1e-4)
    assert nab.total(sheets, alerts, weights) == pytest.approx(told["normalised"], abs=1e-2)
    false = sum(one.false(rows) for one, rows in zip(sheets, alerts, strict=True))
    assert false == told["fp_rows"]


@pytest.mark.parametrize("profile", nab.PROFILES)
def test_published_totals_follow_from_published_scores_of_files(
    profile: str, tweets: list[Series], published: Published
) -> None:
    windows = sum(nab.sheet(series).windows for series in tweets)
    for told in published.values():
        raw = sum(told[NAMES[profile]]["per_file_raw"].values())
        total = nab.normalise(raw, windows, nab.PROFILES[profile])
        assert total == pytest.approx(told[NAMES[profile]]["normalised"], abs=1e-2)


@pytest.mark.parametrize("profile", nab.PROFILES)
def test_silence_scores_what_null_is_published_to_score(
    profile: str, tweets: list[Series], published: Published
) -> None:
    weights = nab.PROFILES[profile]
    scores = {series.name: nab.sheet(series).score([], weights) for series in tweets}
    assert scores == published["null"][NAMES[profile]]["per_file_raw"]


def test_the_first_row_of_every_window_scores_100_and_nothing_scores_0() -> None:
    one = nab.sheet(flat(4000, (1000, 1100), (2000, 2100)))
    for profile in nab.PROFILES.values():
        assert nab.total([one], [[1000, 2000]], profile) == pytest.approx(100)
        assert nab.total([one], [[]], profile) == 0


def test_an_alert_earns_the_more_the_earlier_it_is_and_only_once() -> None:
    one = nab.sheet(flat(4000, (1000, 1100)))
    early, late = (one.score([row], nab.STANDARD) for row in (1010, 1090))
    assert early > late > 0
    assert one.score([1010, 1090], nab.STANDARD) == early


def test_an_alert_costs_least_just_behind_a_window_and_nothing_in_probation() -> None:
    one = nab.sheet(flat(4000, (1000, 1100)))
    near, far, before = (one.score([row], nab.STANDARD) for row in (1101, 3000, 990))
    assert -1 > near > far == before == -1.11
    assert one.score([100], nab.STANDARD) == -1


def test_rows_near_the_next_window_count_from_the_window_before() -> None:
    one = nab.sheet(flat(4000, (1000, 1100), (1150, 1250)))
    assert one.window[1149] == -1
    assert one.window[1150] == 1
    assert one.worth[1150] == pytest.approx(1)
    assert one.worth[1251] > one.worth[1149]


def test_an_onset_is_told_once_in_its_cool_down() -> None:
    rows = [(5, 3.0), (6, 4.0), (10, 2.0), (15, 3.0), (16, 3.0)]
    assert sweep.onsets(rows, 3.0, 10) == [5, 16]
    assert sweep.onsets(rows, 4.0, 10) == [6]
    assert sweep.onsets(rows, 5.0, 10) == []


def test_the_sweep_finds_the_threshold_that_parts_windows_from_noise() -> None:
    one = nab.sheet(flat(4000, (1000, 1100), (2000, 2100)))
    scores = [0.0] * 4000
    scores[1000] = scores[2000] = 3.0
    for row in range(3000, 3900, 200):
        scores[row] = 2.0
    swept = sweep.best([one], [scores], (12 * HOUR,))
    assert swept.threshold == 3.0
    assert swept.score == pytest.approx(100)


def test_nothing_to_sweep_is_silence() -> None:
    one = nab.sheet(flat(4000, (1000, 1100)))
    swept = sweep.best([one], [[0.0] * 4000], (12 * HOUR,))
    assert (swept.threshold, swept.score) == (math.inf, 0.0)


def trial(*onsets: int, weeks: int = 4) -> Trial:
    length = weeks * 7 * DAY
    return Trial(flat(length, (5000, 5100)), tuple(Burst(row, row + 38, 10) for row in onsets))


def test_a_burst_is_caught_by_a_crossing_within_30_minutes_and_not_by_one_that_was_before() -> None:
    one = trial(1000, 2000, 3000, 4000)
    scores = [0.0] * len(one.series.counts)
    scores[1000] = 5.0  # as it begins: told five minutes later, when its bucket closes
    scores[2005] = 5.0
    scores[3006] = 5.0  # too late
    scores[3990:4010] = [5.0] * 20  # above it before the burst came
    caught = sweep.Ground([one]).judge([scores], 4.0)
    assert (caught.recall, caught.tenfold) == (0.5, 0.5)
    assert caught.delay == 30
    assert sweep.Ground([one]).judge([scores], 6.0).recall == 0


def test_an_onset_is_false_only_outside_bursts_windows_and_the_first_days() -> None:
    one = trial(1000)
    ground = sweep.Ground([one])
    weeks = sum(sweep.quiet_rows(one)) / (7 * DAY)
    assert weeks == pytest.approx(4 - (750 + 39 + 101) / (7 * DAY))
    scores = [0.0] * len(one.series.counts)
    for row in (10, 1030, 5050, 6000, 6030, 7000):
        scores[row] = 5.0
    assert ground.judge([scores], 4.0).false == pytest.approx(2 / weeks)


def test_the_limit_is_the_lowest_threshold_with_few_enough_false_onsets() -> None:
    one = trial(weeks=10)
    scores = [0.0] * len(one.series.counts)
    for number in range(20):
        scores[2000 + 500 * number] = 3.0 + number  # one of them lies in the labelled window
    ground = sweep.Ground([one])
    limit = ground.limit([scores])
    assert ground.judge([scores], limit).false <= sweep.ALLOWED
    assert ground.judge([scores], limit - 1).false > sweep.ALLOWED


def test_draws_have_the_mean_and_the_spread_that_they_should() -> None:
    random = Random(7)
    small, large = ([draw.poisson(random, mean) for _ in range(20_000)] for mean in (0.3, 70.0))
    assert statistics.fmean(small) == pytest.approx(0.3, abs=0.02)
    assert statistics.fmean(large) == pytest.approx(70, abs=0.3)
    assert statistics.variance(large) == pytest.approx(70, rel=0.05)
    wide = [draw.negative_binomial(random, 10, 4) for _ in range(20_000)]
    assert statistics.fmean(wide) == pytest.approx(10, abs=0.2)
    assert statistics.variance(wide) == pytest.approx(10 + 100 / 4, rel=0.07)
    assert draw.poisson(random, 0) == 0


def test_a_seed_gives_the_same_numbers_on_every_python() -> None:
    random = Random(2015)
    assert [draw.poisson(random, 3) for _ in range(6)] == [4, 2, 4, 2, 5, 4]
    assert [draw.negative_binomial(random, 3, 4) for _ in range(6)] == [2, 1, 3, 4, 3, 4]
    assert sum(next(bursts.invented(1, 1, 14)).series.counts) == 1561


def test_a_series_is_thinned_only_to_means_that_it_has_room_for() -> None:
    counts = tuple(Random(3).choices(range(5), k=20 * DAY))
    found = list(bursts.thinned(1, [Series("two", (0,) * len(counts), counts)]))
    assert [one.series.name for one in found] == ["two 0.3", "two 1.0"]
    again = list(bursts.thinned(1, [Series("two", (0,) * len(counts), counts)]))
    assert [one.series.counts for one in found] == [one.series.counts for one in again]


def test_no_burst_is_put_near_a_labelled_window() -> None:
    window = (3 * DAY, 12 * DAY)
    quiet = Series("labelled", (0,) * (20 * DAY), (1,) * (20 * DAY), (window,))
    found = bursts.inject(Random(1), quiet)
    assert found.bursts
    assert all(one.onset > window[1] or one.end < window[0] for one in found.bursts)
    touched = {row for one in found.bursts for row in range(one.onset, one.end + 1)}
    assert all(found.series.counts[row] == 1 for row in range(20 * DAY) if row not in touched)


def test_a_burst_ramps_for_two_rows_and_halves_by_its_half_life() -> None:
    added = list(bursts.shape(8.0, 3))
    assert added[:2] == [4.0, 8.0]
    assert added[4] == pytest.approx(4)
    assert len(added) == 2 + bursts.SPENT * 3


def test_rules_know_only_what_came_before() -> None:
    random = Random(5)
    counts = [draw.poisson(random, 3) for _ in range(9 * DAY)]
    for name, rule in rules.RULES.items():
        whole, half = rule(counts), rule(counts[: 8 * DAY])
        assert whole[: 8 * DAY] == half, name
        assert rule([*counts[:-1], 500])[-1] > whole[-1], name


def test_labels_find_their_rows(tmp_path: Path) -> None:
    lines = ["timestamp,value", *(f"2015-03-01 00:{5 * n:02}:53,{n}" for n in range(12))]
    (tmp_path / "one.csv").write_text("\n".join(lines), encoding="utf-8")
    windows = {"one.csv": [["2015-03-01 00:10:53.000000", "2015-03-01 00:20:53.000000"]]}
    (tmp_path / "combined_windows.json").write_text(json.dumps(windows), encoding="utf-8")
    (series,) = read(tmp_path)
    assert (series.windows, series.counts[2:5], set(series.slots)) == (((2, 4),), (2, 3, 4), {0})
    assert read(tmp_path / "nothing") == []


def test_a_small_run_tells_every_figure_that_is_held_against_something(tmp_path: Path) -> None:
    random = Random(11)
    names = [f"{letter}.csv" for letter in "abc"]
    for name in names:
        quiet = bursts.background(random, 1, 14, name)
        begin = datetime(2015, 3, 1)  # noqa: DTZ001 - NAB's times are naive
        times = [begin + timedelta(minutes=5 * row) for row in range(len(quiet.counts))]
        lines = [f"{time},{count}" for time, count in zip(times, quiet.counts, strict=True)]
        (tmp_path / name).write_text("\n".join(["timestamp,value", *lines]), encoding="utf-8")
    window = ["2015-03-09 00:00:00.000000", "2015-03-10 00:00:00.000000"]
    labels = json.dumps({name: [window] for name in names})
    (tmp_path / "combined_windows.json").write_text(labels, encoding="utf-8")
    figures = measure(read(tmp_path), QUICK)
    assert set(BARS) <= set(figures)
    assert all(math.isfinite(value) for name, value in figures.items() if "threshold" not in name)
    assert all(0 <= value <= 1 for name, value in figures.items() if name.endswith("recall"))
