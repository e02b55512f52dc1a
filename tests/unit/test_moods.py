"""How a pairing is taken, and how sure that is."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.domain.catalogue import Pairing
from monitor.domain.mood import (
    FEWEST,
    TONES,
    Confusion,
    Mood,
    Strand,
    Tone,
    Voice,
    describe,
    mood,
    tone,
)
from monitor.metrics import MOODS, Metrics

PERFECT = Confusion(((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)))
WORDS = Confusion(((0.6, 0.2, 0.2), (0.2, 0.5, 0.3), (0.1, 0.2, 0.7)))
BLIND = Confusion(((1 / 3, 1 / 3, 1 / 3),) * 3)

shares = st.tuples(*[st.integers(1, 100)] * 3).map(
    lambda found: (found[0] / sum(found), found[1] / sum(found), found[2] / sum(found))
)
confusions = st.tuples(shares, shares, shares).map(Confusion)
counts = st.tuples(*[st.integers(0, 5)] * 3)


def voices(*tones: Tone, scorer: str = "words/en/1") -> list[Voice]:
    """One author for each of *tones*."""
    return [
        Voice(author=b"%d" % at, scorer=scorer, counts=_one(each)) for at, each in enumerate(tones)
    ]


def _one(said: Tone) -> tuple[int, int, int]:
    return int(said is TONES[0]), int(said is TONES[1]), int(said is TONES[2])


def taken(found: list[Voice], known: Confusion | None = None) -> Mood:
    """The mood of voices of which there are enough."""
    result = mood(found, {} if known is None else {"words/en/1": known})
    assert result is not None
    return result


@pytest.mark.parametrize(
    ("positive", "negative", "said"),
    [(0.5, 0.2, "positive"), (0.2, 0.5, "negative"), (0.3, 0.3, "neutral"), (0.0, 0.0, "neutral"),
     (0.5, 0.5, "neutral"), (1.0, 0.0, "positive"), (0.34, 0.33, "positive")],
)  # fmt: skip
def test_a_tone_is_the_likeliest_one(positive: float, negative: float, said: str) -> None:
    assert tone(positive, negative) == said


def test_too_few_accounts_have_no_mood() -> None:
    some = voices(*[Tone.POSITIVE] * (FEWEST - 1))
    assert mood(some, {}) is None
    assert mood([*some, *some], {}) is None, "the same authors again are no more authors"
    assert mood([], {}) is None
    assert mood([Voice(author=b"x", scorer="a", counts=(0, 0, 0))] * 9, {}) is None


def test_one_who_writes_a_hundred_times_counts_once() -> None:
    quiet = voices(*[Tone.NEGATIVE] * 9)
    loud = Voice(author=b"loud", scorer="words/en/1", counts=(0, 0, 100))
    result = taken([*quiet, loud])
    assert result.net == pytest.approx(-0.8)
    assert (result.authors, result.posts) == (10, 109)


def test_few_who_agree_are_not_certain_and_many_are_more_so() -> None:
    five = taken(voices(*[Tone.POSITIVE] * 5))
    many = taken(voices(*[Tone.POSITIVE] * 500))
    assert five.net == many.net == 1
    assert five.low < 0.6
    assert many.low > 0.95


def test_what_a_scorer_mistakes_is_set_right() -> None:
    true = (0.3, 0.5, 0.2)
    said = [sum(true[at] * WORDS.rows[at][to] for at in range(3)) for to in range(3)]
    tones = [
        each for each, share in zip(TONES, said, strict=True) for _ in range(round(1000 * share))
    ]
    result = taken(voices(*tones), WORDS)
    assert result.shares == pytest.approx(true, abs=0.01)
    assert result.net == pytest.approx(-0.1, abs=0.01)
    assert result.corrected == 1
    raw = taken(voices(*tones))
    assert raw.net > 0, "uncorrected, it would be taken for a friendly one"
    assert raw.corrected == 0
    assert result.margin > raw.margin, "setting right costs certainty"


@pytest.mark.parametrize(
    ("true", "n"),
    [
        ((0.3, 0.5, 0.2), 30),
        ((0.1, 0.8, 0.1), 30),
        ((0.2, 0.2, 0.6), 200),
        ((0.05, 0.9, 0.05), 200),
    ],
)
@pytest.mark.parametrize("confusion", [PERFECT, WORDS], ids=["perfect", "words"])
def test_the_interval_holds_the_truth_as_often_as_it_says(
    true: tuple[float, float, float], n: int, confusion: Confusion
) -> None:
    draw = random.Random(7)
    held = 0
    for _ in range(400):
        real = draw.choices(range(3), true, k=n)
        said = [TONES[draw.choices(range(3), confusion.rows[at])[0]] for at in real]
        result = taken(voices(*said), confusion)
        held += result.low <= true[2] - true[0] <= result.high
    assert held / 400 >= 0.93


def test_a_scorer_that_tells_nothing_apart_is_not_set_right() -> None:
    assert BLIND.weights() is None
    assert taken(voices(*[Tone.POSITIVE] * 9), BLIND).corrected == 0


def test_a_confusion_is_made_of_shares() -> None:
    for row in ((0.5, 0.5, 0.5), (-0.5, 1.0, 0.5)):
        with pytest.raises(ValueError, match="no shares"):
            Confusion((row, (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)))


@given(confusions, st.sampled_from(Tone))
def test_what_is_likely_sums_to_one(confusion: Confusion, said: Tone) -> None:
    assert sum(confusion.likely(said)) == pytest.approx(1)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 20), st.sampled_from("ab"), counts), max_size=60),
    confusions,
)
def test_a_mood_is_always_within_its_bounds(
    said: list[tuple[int, str, tuple[int, int, int]]], confusion: Confusion
) -> None:
    found = [Voice(author=b"%d" % a, scorer=scorer, counts=c) for a, scorer, c in said]
    result = mood(found, {"a": confusion})
    if result is None:
        return
    assert -1 <= result.low <= result.net <= result.high <= 1
    assert sum(result.shares) == pytest.approx(1)
    assert min(result.shares) >= 0
    assert 0 <= result.corrected <= 1
    assert result.posts >= result.authors >= FEWEST


def test_a_mood_in_words_says_of_how_many_and_whether_it_was_set_right() -> None:
    line = describe(taken(voices(*[Tone.POSITIVE] * 6, *[Tone.NEGATIVE] * 4)))
    assert line.startswith("+0.20 ± 0.")
    assert line.endswith("of 10 posts by 10 accounts (60% positive, 40% negative, uncorrected)")
    assert "uncorrected" not in describe(taken(voices(*[Tone.POSITIVE] * 6), PERFECT))


def test_moods_stand_on_the_page_of_pairings_and_go_when_they_are_old() -> None:
    metrics = Metrics()
    metrics.loudness({})
    result = taken(voices(*[Tone.POSITIVE] * 10))
    metrics.moods({(Pairing("a", "b"), Strand.MOVE): result})
    page, _ = metrics.pairings()
    assert b'lastdance_sentiment_ratio{player="a",club="b",about="move"} 1' in page
    assert b'lastdance_sentiment_authors{player="a",club="b",about="move"} 10' in page
    assert all(metric.full.encode() in page for metric in MOODS)
    metrics.moods({})
    assert b'player="a"' not in metrics.pairings()[0]
