"""What all pairings share is taken out of each, and told once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.spike import Surge, common, surge

readings = st.lists(st.tuples(st.floats(0, 500), st.floats(0.3, 200)), max_size=40)


def test_a_rise_of_all_is_shared_by_all() -> None:
    assert common([(39.0, 9.0)] * 40) == pytest.approx([4.0] * 40)


def test_the_rise_of_one_is_its_own() -> None:
    factors = common([(99.0, 9.0), *[(9.0, 9.0)] * 20])
    assert factors == pytest.approx([1.0] * 21)


def test_nobody_is_measured_by_himself() -> None:
    factors = common([(99.0, 9.0)] * 8 + [(9.0, 9.0)] * 7)
    assert factors[0] == pytest.approx(5.5)
    assert factors[-1] == pytest.approx(10.0)


def test_few_pairings_say_little_about_all() -> None:
    assert common([(39.0, 9.0)]) == [1.0]
    assert common([(39.0, 9.0)] * 5) == pytest.approx([2.0] * 5)
    assert common([]) == []


def test_the_silent_are_not_asked() -> None:
    factors = common([(39.0, 9.0)] * 20 + [(0.0, 0.3)] * 100)
    assert factors == pytest.approx([4.0] * 120)


def test_a_calm_day_lowers_nobody() -> None:
    assert common([(0.0, 9.0)] * 20) == [1.0] * 20


@given(readings)
def test_a_factor_lies_between_one_and_the_greatest_ratio(
    readings: list[tuple[float, float]],
) -> None:
    greatest = max([1.0, *((seen + 1) / (usual + 1) for seen, usual in readings)])
    for factor in common(readings):
        assert 1.0 <= factor <= greatest * (1 + 1e-9)


def test_a_surge_is_general_if_most_take_part() -> None:
    assert surge([(39.0, 9.0)] * 30 + [(9.0, 9.0)] * 10) == Surge(4.0, 30, 40)
    assert surge([(39.0, 9.0)] * 15 + [(9.0, 9.0)] * 25) is None


def test_a_handful_is_not_everybody() -> None:
    assert surge([(39.0, 9.0)] * 7) is None


@given(readings, st.data())
def test_who_is_of_ones_own_group_is_no_other(
    given_: list[tuple[float, float]], data: st.DataObject
) -> None:
    groups = data.draw(st.lists(st.integers(0, 5), min_size=len(given_), max_size=len(given_)))
    found = common(given_, groups)
    for group, factor in zip(groups, found, strict=True):
        others = [one for one, its in zip(given_, groups, strict=True) if its != group]
        assert factor == pytest.approx(common([(0.0, 0.0), *others])[0])
