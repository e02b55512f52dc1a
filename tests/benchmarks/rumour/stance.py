"""How well it is told how tweets stand to a rumour: support, deny, query, comment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from monitor.domain.claims import stand
from monitor.domain.stance import Stance
from monitor.judges.leaning import lean
from monitor.judges.stances import SHAPE
from tests.benchmarks.rumour.folds import folds
from tests.benchmarks.rumour.scores import Scores
from tests.training.stances import fit as training
from tests.training.stances.tweets import Tweet, tweets

OUTER: Final = 5
INNER: Final = 3

DRAWS: Final = 500
SURE: Final = (5, 95)
"""Samples of events that an interval rests on, and its percentiles."""

RARE: Final = tuple(product((0.0, 0.1), (-0.2, -0.1, 0.0)))
"""What is added to denials and to queries; chosen inside."""

Pairs: TypeAlias = list[tuple[Stance, Stance]]


def figures(data: Path, fit: Path | None = None) -> dict[str, float]:
    """Return the figures of stances.

    Args:
        data: Folder of `sdqc_rumoureval2017.csv`.
        fit: Folder to learn from; None = nested cross-validation on *data*, by event.
    """
    given = tweets(data)
    pairs = nested(given) if fit is None else apart(tweets(fit), given)
    held = [given[place] for _, held in parted(given, OUTER) for place in held]
    low, high = interval(pairs, held if fit is None else given)
    return {
        "stance.macro_f1": Scores.of(pairs).macro_f1(),
        "stance.macro_f1.low": low,
        "stance.macro_f1.high": high,
    }


def interval(pairs: Pairs, of: Sequence[Tweet]) -> tuple[float, float]:
    """Return how far the figure goes if other events had happened (bootstrap by event, 90 %)."""
    rows: dict[str, Pairs] = {}
    for tweet, pair in zip(of, pairs, strict=True):
        rows.setdefault(tweet.event, []).append(pair)
    events, draw = sorted(rows), np.random.default_rng(18)
    drawn = [
        Scores.of(pair for at in some for pair in rows[events[at]]).macro_f1()
        for some in draw.integers(0, len(events), (DRAWS, len(events)))
    ]
    low, high = np.percentile(drawn, SURE)
    return float(low), float(high)


def nested(given: Sequence[Tweet]) -> Pairs:
    """Return what each tweet was taken for by what was learned from tweets of other events."""
    pairs: Pairs = []
    for rest, held in parted(given, OUTER):
        pairs += apart([given[place] for place in rest], [given[place] for place in held])
    return pairs


def apart(learned: Sequence[Tweet], given: Sequence[Tweet]) -> Pairs:
    """Return what *given* were taken for by what was learned, and chosen, on *learned* alone."""
    rare = _choose(learned)
    return _take(_lean(learned, given), given, rare)


def _choose(given: Sequence[Tweet]) -> tuple[float, float]:
    found: dict[tuple[float, float], Pairs] = {rare: [] for rare in RARE}
    for rest, held in parted(given, INNER):
        tried = [given[place] for place in held]
        leanings = _lean([given[place] for place in rest], tried)
        for rare in RARE:
            found[rare] += _take(leanings, tried, rare)
    return max(found, key=lambda rare: Scores.of(found[rare]).macro_f1())


def _lean(learned: Sequence[Tweet], given: Sequence[Tweet]) -> NDArray[np.float64]:
    weights = training.fit(learned).astype(np.float32)
    return lean(weights, [tweet.told for tweet in given], SHAPE)


def _take(
    leanings: NDArray[np.float64], given: Sequence[Tweet], rare: tuple[float, float]
) -> Pairs:
    taken = [
        stand(tweet.told.partition(" . ")[2], "en", leaning, rare=rare)
        for tweet, leaning in zip(given, leanings.tolist(), strict=True)
    ]
    return [(tweet.stance, stance) for tweet, stance in zip(given, taken, strict=True)]


def parted(given: Sequence[Tweet], many: int) -> Iterator[tuple[list[int], list[int]]]:
    """Yield places of what may be learned from and of what is held out, whole events each.

    The fold with the fewest tweets is given the next largest event. Where there is one event only,
    tweets are parted, whatever thread they are of.
    """
    amounts = Counter(tweet.event for tweet in given)
    if len(amounts) == 1:
        yield from folds(given, _key, many)
        return
    sides: list[set[str]] = [set() for _ in range(min(many, len(amounts)))]
    for event, _ in amounts.most_common():
        min(sides, key=lambda side: sum(amounts[one] for one in side)).add(event)
    for side in sides:
        held = [place for place, tweet in enumerate(given) if tweet.event in side]
        yield [place for place, tweet in enumerate(given) if tweet.event not in side], held


def _key(tweet: Tweet) -> str:
    return tweet.key
