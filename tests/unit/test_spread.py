"""How an act spreads: who took it up, in which order, and how much talk it brought about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.stories.spread import Echo, Wave, lift, phases

AT = datetime(2026, 8, 4, 21, 3, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SPAN = timedelta(hours=6)
DAY = {"bluesky": 20, "mastodon": 10}


def echo(minutes: float, author: str, wave: Wave, who: str | None = None) -> Echo:
    return Echo(at=AT + minutes * MINUTE, author=author.encode(), who=who, wave=wave)


WAVES = [
    echo(-5, "early", Wave.FANS, "Too Early"),
    echo(4, "legends", Wave.FANS, "Madrid Legends"),
    echo(5, "legends", Wave.FANS, "Madrid Legends"),
    echo(6, "fan", Wave.FANS),
    echo(20, "nine", Wave.AGGREGATORS, "Transfers Nine"),
    echo(31, "gazette", Wave.OUTLETS, "The Gazette"),
    echo(43, "herald", Wave.OUTLETS, "The Herald"),
    echo(120, "agent", Wave.DENIAL, "the agent of Sergio Ramos"),
]


@given(st.permutations(WAVES))
def test_each_wave_has_its_first_and_the_lead_over_the_next(shuffled: list[Echo]) -> None:
    act, fans, aggregators, outlets, denial = phases(AT, "Sergio Ramos", shuffled)
    assert (act.wave, act.who, act.lead) == (Wave.ACT, "Sergio Ramos", 4 * MINUTE)
    assert (fans.who, fans.at, fans.lead) == ("Madrid Legends", AT + 4 * MINUTE, 2 * MINUTE)
    assert (aggregators.who, aggregators.lead) == ("Transfers Nine", None)
    assert (outlets.who, outlets.lead) == ("The Gazette", 12 * MINUTE)
    assert (denial.wave, denial.at) == (Wave.DENIAL, AT + 120 * MINUTE)


def test_a_private_account_that_is_first_is_not_named() -> None:
    _, fans = phases(AT, "Sergio Ramos", [echo(1, "somebody", Wave.FANS)])
    assert fans.who == "a private account"


def test_an_act_that_nobody_took_up_stands_alone() -> None:
    (act,) = phases(AT, "Sergio Ramos", [])
    assert act.lead is None


def test_a_lift_says_how_many_times_as_many_spoke_with_an_interval() -> None:
    found = lift(b"act", AT, SPAN, {"bluesky": 400, "mastodon": 20}, [DAY] * 7)
    assert found is not None
    assert (found.authors, found.expected, found.ratio) == (420, 30.0, 14.0)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 14 < found.high
    assert [(one.platform, one.authors, one.expected) for one in found.by] == [
        ("bluesky", 400, 20.0), ("mastodon", 20, 10.0),
    ]  # fmt: skip


def test_days_that_differ_much_widen_the_interval() -> None:
    calm = lift(b"act", AT, SPAN, {"bluesky": 100}, [{"bluesky": 10}] * 6)
    wild = lift(b"act", AT, SPAN, {"bluesky": 100}, [{"bluesky": n} for n in (0, 30) * 3])
    assert calm is not None
    assert wild is not None
    assert calm.low is not None
    assert wild.low is not None
    assert wild.low < calm.low


def test_where_it_is_usually_silent_there_is_no_ratio() -> None:
    found = lift(b"act", AT, SPAN, {"bluesky": 43}, [{}, {}, {"bluesky": 1}])
    assert found is not None
    assert (found.ratio, found.low, found.high) == (None, None, None)


def test_with_less_than_three_days_watched_no_lift_is_told() -> None:
    assert lift(b"act", AT, SPAN, {"bluesky": 43}, [DAY, DAY]) is None


@given(
    st.dictionaries(st.sampled_from("abc"), st.integers(1, 5000), min_size=1),
    st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(0, 500)), min_size=3, max_size=14),
)
def test_the_interval_holds_the_ratio(spoke: dict[str, int], before: list[dict[str, int]]) -> None:
    found = lift(b"act", AT, SPAN, spoke, before)
    assert found is not None
    assert sum(one.authors for one in found.by) == found.authors
    if found.ratio is not None and found.low is not None and found.high is not None:
        assert 0 < found.low <= found.ratio <= found.high
