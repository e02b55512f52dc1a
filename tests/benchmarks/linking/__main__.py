"""Run the benchmark."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.benchmarks.linking import __doc__ as about
from tests.benchmarks.linking import articles, lines, sample, speed
from tests.benchmarks.linking.figures import BARS, ordered
from tests.benchmarks.report import arguments, tell
from tests.benchmarks.topics import figures as topics

FOLDER = "rumour"
"""Where the articles are in the folder of all data."""

VARIANTS = 15
"""Sets of rules that were tried on the players that were looked at."""

TOPICS = ("topic.macro_f1", "topic.match_as_transfer")
"""What stands beside the figures of linking; `tests.benchmarks.topics` has all of them."""


def main() -> None:
    """Run the benchmark on the articles of a folder and on the project's own lines."""
    chosen = arguments("linking", (about or "").split("\n", maxsplit=1)[0])
    inside: Path = chosen.data / FOLDER
    folder = inside if inside.is_dir() else chosen.data
    posts = [*sorted(folder.parent.glob("tweets/*.jsonl")), *sorted(folder.glob("tweets/*.jsonl"))]
    figures = lines.measure()
    count = 0
    if (folder / articles.ITEMS).is_file():
        shelf = articles.read(folder)
        count = len(shelf.articles)
        figures |= articles.measure(shelf) | sample.measure(shelf)
    else:
        sys.stderr.write(f"linking: left out: {folder} holds no {articles.ITEMS}\n")
    if posts:
        figures |= speed.measure(posts[0])
    said, _ = topics.measure()
    figures |= {name: said[name] for name in TOPICS}
    bars = {**BARS, **{name: topics.BARS[name] for name in TOPICS}}
    tell("linking", ordered(figures), count, chosen.json, VARIANTS, bars)


if __name__ == "__main__":
    main()
