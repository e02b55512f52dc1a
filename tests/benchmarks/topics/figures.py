"""The figures of topics, and what they are held against."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from monitor.domain.claims import claim
from monitor.domain.mention import Topic
from monitor.domain.text import fold
from monitor.domain.topic import Leaning, topic
from monitor.judges.topics import Topics
from tests.benchmarks.report import Bar
from tests.benchmarks.topics.folds import cross
from tests.training.topics.lines import Line, held_out, lines, vocabulary

BARS: Final[Mapping[str, Bar]] = {
    "topic.macro_f1": Bar(must=0.80, goal=0.90),
    "topic.match_as_transfer": Bar(must=0.05, least=True),
    "topic.transfer_as_match": Bar(must=0.03, least=True),
    "topic.cues.macro_f1": Bar(),
    "topic.held_out.macro_f1": Bar(must=0.80),
    "topic.held_out.match_as_transfer": Bar(least=True),
    "topic.held_out.transfer_as_match": Bar(least=True),
    "topic.ftr18.transfer": Bar(),
    "topic.ftr18.match": Bar(must=0.03, least=True),
    "topic.ftr18.cues.transfer": Bar(),
}

HEADLINE: Final = 5
"""Words that a headline of FTR-18 must have to be one."""


@dataclass(frozen=True, slots=True)
class Table:
    """What lines are about, and what they were taken for."""

    pairs: Counter[tuple[Topic, Topic]]

    def share(self, true: Topic, taken: Topic) -> float:
        """Return how many of the lines about *true* were taken for *taken*."""
        return self.pairs[true, taken] / max(1, sum(self.pairs[true, other] for other in Topic))

    def precision(self, about: Topic) -> float:
        """Return how many of those taken for *about* are."""
        return self.pairs[about, about] / max(1, sum(self.pairs[true, about] for true in Topic))

    def f1(self, about: Topic) -> float:
        """Return the harmonic mean of precision and recall."""
        both = self.precision(about) + self.share(about, about)
        return 2 * self.precision(about) * self.share(about, about) / both if both else 0.0

    def macro_f1(self) -> float:
        """Return the mean over the topics."""
        return sum(map(self.f1, Topic)) / len(Topic)


def judge(given: Sequence[Line], leanings: Sequence[Leaning | None]) -> Table:
    """Return what *given* were taken for, each with its leaning (None: by cues alone)."""
    pairs: Counter[tuple[Topic, Topic]] = Counter()
    for line, leaning in zip(given, leanings, strict=True):
        folded = fold(line.text)
        pairs[line.topic, topic(folded, claim(folded, line.lang), leaning)] += 1
    return Table(pairs)


def measure(data: Path | None = None) -> tuple[dict[str, float], int]:
    """Return the figures and how many lines they rest on; *data* is the folder of all data."""
    learned = lines()
    crossed = judge(learned, cross(learned, vocabulary()))
    apart = _shipped(held_out())
    figures = {
        "topic.macro_f1": crossed.macro_f1(),
        "topic.match_as_transfer": crossed.share(Topic.MATCH, Topic.TRANSFER),
        "topic.transfer_as_match": crossed.share(Topic.TRANSFER, Topic.MATCH),
        "topic.cues.macro_f1": judge(learned, [None] * len(learned)).macro_f1(),
        "topic.held_out.macro_f1": apart.macro_f1(),
        "topic.held_out.match_as_transfer": apart.share(Topic.MATCH, Topic.TRANSFER),
        "topic.held_out.transfer_as_match": apart.share(Topic.TRANSFER, Topic.MATCH),
    }
    for about in Topic:
        figures[f"topic.{about}.precision"] = crossed.precision(about)
        figures[f"topic.{about}.recall"] = crossed.share(about, about)
    headlines = _headlines(data)
    if headlines:
        table = _shipped(headlines)
        bare = judge(headlines, [None] * len(headlines))
        figures["topic.ftr18.transfer"] = table.share(Topic.TRANSFER, Topic.TRANSFER)
        figures["topic.ftr18.match"] = table.share(Topic.TRANSFER, Topic.MATCH)
        figures["topic.ftr18.cues.transfer"] = bare.share(Topic.TRANSFER, Topic.TRANSFER)
    return figures, len(learned) + len(held_out())


def _shipped(given: Sequence[Line]) -> Table:
    return judge(given, Topics().sort([fold(line.text) for line in given]))


def _headlines(data: Path | None) -> Sequence[Line]:
    file = data / "rumour" / "ftr18_items.csv" if data else None
    if file is None or not file.is_file():
        return []
    with file.open(encoding="utf-8", newline="") as rows:
        return [
            Line(row["slug_text"], row["lang"], Topic.TRANSFER)
            for row in csv.DictReader(rows)
            if len(row["slug_text"].split()) >= HEADLINE
        ]
