"""The figures of sentiment, and what they are held against."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from monitor.domain.mood import TONES, Tone
from monitor.judges.sentiment.training.fit import figures
from monitor.judges.sentiment.training.posts import Post
from tests.benchmarks.report import Bar
from tests.benchmarks.sentiment.systems import System

METRICS: Final = ("recall", "f1", "posts_per_second")

BATCH: Final = 256

EUROPEAN: Final = ("es", "pt", "it", "fr", "de")
"""Languages of UMSAB whose mean is held against something."""

BARS: Final[Mapping[str, Bar]] = {
    "tweeteval_en.textblob.recall": Bar(other="49.3 (whole test)"),
    "tweeteval_en.words.recall": Bar(must=60, goal=63),
    "tweeteval_en.shipped.recall": Bar(must=63, goal=67, other="62.9 (FastText)"),
    "football_en.textblob.recall": Bar(other="44.2 (whole test)"),
    "football_en.shipped.recall": Bar(must=60, goal=65),
    "football_en.shipped.f1": Bar(must=56, goal=62),
    "umsab.words.f1": Bar(must=48, goal=54),
    "umsab.trained.f1": Bar(must=59, goal=63, other="70 (XLM-T)"),
    "umsab_ar.trained.f1": Bar(must=51, goal=56),
    "langid.mean": Bar(must=98, goal=98.7),
    "langid.worst": Bar(must=94, goal=95),
    "names.neutral": Bar(must=100),
    "tweeteval_en.shipped.posts_per_second": Bar(must=3_000, goal=8_000),
}


def measure(sets: Mapping[str, Sequence[Post]], systems: Sequence[System]) -> dict[str, float]:
    """Return what every system makes of every set in a language that it knows."""
    found: dict[str, float] = {}
    for name, posts in sets.items():
        for system in systems:
            known = [post for post in posts if post.lang in system.languages]
            if known and len(known) == len(posts):
                for metric, value in _one(known, system).items():
                    found[f"{name}.{system.name}.{metric}"] = value
    return found


def _one(posts: Sequence[Post], system: System) -> dict[str, float]:
    lang = posts[0].lang
    texts = [post.text for post in posts]
    system.tones(texts[:BATCH], lang)  # reads what is read but once
    said: list[Tone] = []
    started = time.perf_counter()
    for first in range(0, len(texts), BATCH):
        said += system.tones(texts[first : first + BATCH], lang)
    took = time.perf_counter() - started
    true = np.array([TONES.index(post.label) for post in posts])
    scored = figures(true, np.array([TONES.index(tone) for tone in said]))
    return {
        "recall": scored["recall"],
        "f1": scored["f1"],
        "posts_per_second": round(len(posts) / took),
    }


def means(figures: Mapping[str, float]) -> dict[str, float]:
    """Return the mean F1 over the European languages of UMSAB, by system."""
    found: dict[str, float] = {}
    for system in ("words", "shipped", "trained"):
        f1s = [figures.get(f"umsab_{lang}.{system}.f1") for lang in EUROPEAN]
        told = [f1 for f1 in f1s if f1 is not None]
        if len(told) == len(EUROPEAN):
            found[f"umsab.{system}.f1"] = sum(told) / len(told)
    return found
