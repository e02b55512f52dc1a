"""Learns models of sentiment from an operator's posts, and measures them beside those that ship."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from monitor.app.almanac import read_catalogue
from monitor.app.clock import SystemClock
from monitor.domain.mood import TONES, tone
from monitor.domain.names.masking import hide
from monitor.domain.text import fold
from monitor.judges.names import Names
from monitor.judges.sentiment import Backend, Best, TextBlobScorer
from monitor.judges.sentiment.learned import shipped_weights, shipped_words, trained
from monitor.judges.sentiment.modelfile import SUFFIX, write
from monitor.judges.sentiment.training import Step, learn_all, open_stock
from monitor.judges.sentiment.training.fit import figures
from monitor.judges.sentiment.training.posts import TRAIN, Post, open_tests
from monitor.ports import UnfitError
from monitor.settings import Settings


@dataclass(frozen=True, slots=True)
class Measured:
    """How well one scorer reads one file of posts.

    Attributes:
        posts: How many it scored.
        recall, f1: Macro, in percent.
    """

    file: str
    scorer: str
    posts: int
    recall: float
    f1: float


def train(data: Path, out: Path) -> Iterator[Step]:
    """Learn from the posts in *data*, write a model a language to *out*, and tell each step.

    Raises:
        RefusedError: There is nothing to learn from, or scikit-learn is missing.
        OSError: A model can't be written.
    """
    stock = open_stock(data)
    out.mkdir(parents=True, exist_ok=True)
    for step in learn_all(stock, SystemClock().now().date().isoformat()):
        if step.model is not None:
            write(step.model, out / f"{step.lang}{SUFFIX}")
        yield step


def evaluate(data: Path, models: Path | None) -> Iterator[Measured]:
    """Measure TextBlob, word lists, what ships and *models* on the posts beside `train/`.

    Raises:
        UnfitError: There are none, or a model can't be used.
    """
    words = shipped_words()
    scorers: dict[str, Backend] = {
        "textblob": TextBlobScorer(),
        "words": words,
        "shipped": Best([shipped_weights(), words]),
    }
    if models is not None:
        scorers["trained"] = trained(models)
    names = Names(read_catalogue(Settings()))
    empty = True
    for file, posts in open_tests(data):
        empty = False
        yield from _measure(file, posts, scorers, names)
    if empty:
        raise UnfitError(f"{data}: holds no posts to measure on (*.jsonl beside {TRAIN}/)")


def _measure(
    file: str, posts: Sequence[Post], scorers: Mapping[str, Backend], names: Names
) -> Iterator[Measured]:
    hidden = [
        hide(post.text, ((hit.start, hit.end) for hit in names.find(fold(post.text))))
        for post in posts
    ]
    for name, scorer in scorers.items():
        places = [at for at, post in enumerate(posts) if post.lang in scorer.languages]
        if not places:
            continue
        scores = scorer.score([hidden[at] for at in places], [posts[at].lang for at in places])
        said = [tone(score.positive or 0.0, score.negative or 0.0) for score in scores]
        found = figures(
            np.array([TONES.index(posts[at].label) for at in places]),
            np.array([TONES.index(each) for each in said]),
        )
        yield Measured(file, name, len(places), found["recall"], found["f1"])
