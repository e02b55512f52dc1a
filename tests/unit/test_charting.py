"""Charts: what the script is told, and the outline that a reader without it sees."""

from __future__ import annotations

import json
import math
import re
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.web.charting import Chart, Form, Mark, Series, Tone, outline

AT = datetime(2026, 8, 4, 21, tzinfo=UTC)
values = st.lists(st.none() | st.floats(0, 1e9), max_size=60)


def test_a_chart_is_told_in_seconds_and_words() -> None:
    chart = Chart(
        at=[AT, AT + timedelta(minutes=5)],
        series=[Series(label="Buzz", values=[3, None], form=Form.BARS, low=[1, None], high=[5, 2])],
        marks=[Mark(AT, "He liked it", Tone.GREEN)],
        unit="accounts",
    )
    told = json.loads(json.dumps(chart.wire(), allow_nan=False))
    assert told["at"] == [AT.timestamp(), AT.timestamp() + 300]
    assert told["series"][0]["kind"] == "bars"
    assert told["series"][0]["values"] == [3, None]
    assert told["series"][0]["high"] == [5, 2]
    assert told["marks"] == [{"at": AT.timestamp(), "label": "He liked it", "tone": "green"}]


def test_what_is_not_known_is_a_gap_in_the_outline() -> None:
    assert outline([0, 4, None, 2, 2], 40, 10) == "M0.0 10.0L10.0 0.0M30.0 5.0L40.0 5.0"


def test_a_lone_value_is_a_dot() -> None:
    assert outline([None, 3, None], 20, 10) == "M10.0 0.0h.1"


def test_silence_lies_on_the_ground() -> None:
    assert outline([0, 0], 10, 10) == "M0.0 10.0L10.0 10.0"
    assert outline([], 10, 10) == ""


@given(values, st.none() | st.floats(1, 1e6))
def test_an_outline_stays_in_its_box(series: list[float | None], ceiling: float | None) -> None:
    path = outline(series, 96, 24, ceiling=ceiling)
    points = re.findall(r"[ML](\S+) (\d+\.\d)", path)
    assert len(points) == sum(each is not None for each in series)
    for x, y in points:
        assert 0 <= float(x) <= 96
        assert 0 <= float(y) <= 24
        assert math.isfinite(float(x))
