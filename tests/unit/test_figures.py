"""The text of a number."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitor.domain.buzz import Buzz
from monitor.domain.stories import figures

AT = datetime(2026, 8, 4, 22, 5, tzinfo=UTC)


def buzz(authors: int = 43, expected: float = 5.9, **more: Any) -> Buzz:
    return Buzz(
        at=AT, window=timedelta(minutes=30), authors=authors, expected=expected, score=3.1, **more
    )


def test_one_outlet_is_no_outlets() -> None:
    loud = buzz(by=(("Bluesky", 42), ("outlets", 1)))
    assert "(42 Bluesky, 1 outlet) in 30 min" in figures.accounts(loud)


def test_a_number_says_how_many_where_what_is_usual_and_since_when() -> None:
    loud = buzz(by=(("Bluesky", 39), ("outlets", 4)), largest_in=23)
    assert figures.sentence(loud, "22:00 CEST") == (
        "43 accounts (39 Bluesky, 4 outlets) in 30 min; usual at 22:00 CEST is 6; largest in "
        "23 days"
    )


@pytest.mark.parametrize("expected", [0.0, 0.05, 0.99])
def test_below_a_usual_of_one_there_is_no_ratio(expected: float) -> None:
    loud = buzz(expected=expected)
    assert loud.ratio is None
    assert (
        figures.sentence(loud, "03:00 CEST")
        == "43 accounts in 30 min; normally silent at this hour"
    )


def test_what_was_watched_for_less_than_a_day_has_no_usual() -> None:
    said = figures.sentence(buzz(by=(("Bluesky", 43),)), "09:00 CEST", provisional=True)
    assert said == "43 accounts (Bluesky) in 30 min; what is usual is not known yet"


def test_one_account_is_not_in_the_plural() -> None:
    assert figures.accounts(buzz(authors=1)) == "1 account in 30 min"


@pytest.mark.parametrize(("days", "said"), [(None, None), (1, None), (2, "largest in 2 days")])
def test_a_day_is_too_short_to_be_the_largest_of(days: int | None, said: str | None) -> None:
    assert figures.largest(buzz(largest_in=days)) == said


def test_what_was_not_seen_is_named_with_its_usual_share() -> None:
    (said,) = figures.caveats(buzz(missing=("mastodon", "press"), unseen=0.12))
    assert said == "What came by “mastodon”, “press” then: not seen; usually 12% of the accounts."


@pytest.mark.parametrize(
    ("late", "said"),
    [(timedelta(minutes=15), ()), (timedelta(hours=2, minutes=3), ("by 2 h",))],
)
def test_what_was_judged_late_says_by_how_much(late: timedelta, said: tuple[str, ...]) -> None:
    caveats = figures.caveats(buzz(late=late))
    assert len(caveats) == len(said)
    assert all(part in caveat for part, caveat in zip(said, caveats, strict=True))


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(minutes=30), "30 min"),
        (timedelta(minutes=119), "119 min"),
        (timedelta(hours=3), "3 h"),
        (timedelta(days=3), "3 days"),
    ],
)
def test_a_span_is_told_in_its_fitting_unit(length: timedelta, said: str) -> None:
    assert figures.span(length) == said
