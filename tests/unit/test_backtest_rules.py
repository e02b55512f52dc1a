"""Rules of others, and how pushes are graded."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.catalogue import Pairing
from monitor.domain.scorecard import Label, Push, grade
from monitor.domain.spike.parameters import DAY, HOUR
from monitor.domain.spike.rules import RULES, WEEK

AT = datetime(2026, 8, 4, tzinfo=UTC)
RAMOS, OTHER = Pairing("ramos", "madrid"), Pairing("other", "paris")
SPAN = timedelta(days=14)


def test_every_rule_fires_at_a_great_burst_after_weeks_of_quiet() -> None:
    random = Random(1)
    counts = [random.randrange(2) for _ in range(3 * WEEK)]
    burst = [40] * DAY
    for rule in RULES:
        fired = rule.fires([*counts, *burst])
        assert any(row >= len(counts) for row in fired), rule.name


def test_no_rule_but_obsei_fires_on_a_constant_series() -> None:
    for rule in RULES:
        assert bool(rule.fires([3] * (3 * WEEK))) == (rule.name == "obsei"), rule.name


def test_a_rule_knows_only_what_came_before_and_keeps_its_distance() -> None:
    random = Random(2)
    counts = [random.randrange(5) ** 2 for _ in range(3 * WEEK)]
    for rule in RULES:
        whole = rule.fires(counts)
        cut = 2 * WEEK + 5 * HOUR + 7
        assert [row for row in whole if row < cut] == rule.fires(counts[:cut]), rule.name
        assert all(b - a >= rule.spacing for a, b in itertools.pairwise(whole))


def test_a_label_is_told_by_the_first_push_within_it() -> None:
    labels = [Label(AT, AT + timedelta(hours=2), RAMOS), Label(AT, AT + timedelta(hours=1))]
    pushes = [
        Push(AT - timedelta(minutes=1), RAMOS),
        Push(AT + timedelta(minutes=10), OTHER),
        Push(AT + timedelta(minutes=30), RAMOS),
    ]
    card = grade(pushes, labels, SPAN)
    assert (card.pushes, card.per_week, card.recall) == (3, 1.5, 1.0)
    assert card.precision == 2 / 3
    assert card.delay == timedelta(minutes=20)


def test_without_labels_nothing_is_claimed() -> None:
    card = grade([Push(AT, RAMOS)], [], SPAN)
    assert (card.recall, card.precision, card.delay) == (None, None, None)


@given(st.lists(st.integers(0, 2000), max_size=20), st.lists(st.integers(0, 2000), max_size=6))
def test_grades_are_shares(pushed: list[int], labelled: list[int]) -> None:
    pushes = [Push(AT + timedelta(minutes=n), RAMOS) for n in pushed]
    labels = [Label(AT + timedelta(minutes=n), AT + timedelta(minutes=n + 60)) for n in labelled]
    card = grade(pushes, labels, SPAN)
    assert card.recall is None or 0 <= card.recall <= 1
    assert card.precision is None or 0 <= card.precision <= 1
    assert (card.delay is None) == (not card.recall)
