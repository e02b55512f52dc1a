"""A sample of the articles, labelled by hand: where the headline says that the player may go.

`sample.csv` holds ids and labels only. It was judged on the words alone: a club counts that wants
the player, is offered him, gets or got him, or is said not to; one of several equal rivals counts
like the others. It says nothing where its articles are not in the folder.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

from tests.benchmarks.linking.articles import Shelf, destinations

FILE: Final = Path(__file__).with_name("sample.csv")


def measure(shelf: Shelf) -> dict[str, float]:
    """Return precision and recall of destinations over the sample."""
    articles = {article.id: article for article in shelf.articles}
    held = right = wanted = judged = 0
    for item, names in _labels():
        article = articles.get(item)
        if article is None:
            continue
        judged += 1
        clubs = {_slug(shelf, name) for name in names}
        going = {
            one.club
            for one in destinations(shelf.link(article))
            if one.player == article.label.player
        }
        held += len(going)
        right += len(going & clubs)
        wanted += len(clubs)
    if not judged:
        return {}
    return {
        "sample.articles": float(judged),
        "sample.precision": right / held if held else 0.0,
        "sample.recall": right / wanted if wanted else 0.0,
    }


def _slug(shelf: Shelf, name: str) -> str:
    """Return the slug of a club in the catalogue of the moment."""
    return name if name in shelf.catalogue.clubs else shelf.club(name.replace("-", " "))


def _labels() -> list[tuple[str, tuple[str, ...]]]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        return [
            (row["item_id"], tuple(name for name in row["clubs"].split(";") if name))
            for row in csv.DictReader(lines)
        ]
