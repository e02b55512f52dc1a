"""Tweets of RumourEval 2017 with their stance."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from monitor.domain.claims import posture
from monitor.domain.stance import Stance
from monitor.domain.text import fold

FILE = "sdqc_rumoureval2017.csv"

APART: Final = 3 * 86_400_000
"""Milliseconds without a tweet that part one event from the next."""

_STAMP: Final = 22
"""Bits of an id below its time in milliseconds."""

_NAMES = re.compile(r"#\w+|(?<![.!?:\"@#\w] )(?<!^)(?<![@#\w/])\b[A-Z][a-z]+\b")


@dataclass(frozen=True, slots=True)
class Tweet:
    """A tweet with its stance.

    Attributes:
        key: Its id.
        event: What it is about, told by when it was written; the threads of an event are near
            each other, so that no thread stands in two.
        told: As the learned part is told it, without hashtags and names.
    """

    key: str
    event: str
    told: str
    stance: Stance


def tweets(data: Path) -> Sequence[Tweet]:
    """Return the tweets of the folder *data* that have a stance."""
    with (data / FILE).open(encoding="utf-8", newline="") as rows:
        given = [
            row
            for row in csv.DictReader(rows)
            if row["stance"] in set(Stance) and row["is_source"] in {"0", "1"}
        ]
    event = events([row["id"] for row in given])
    return [
        Tweet(
            row["id"],
            event[row["id"]],
            _told(row["text"], row["is_source"]),
            Stance(row["stance"]),
        )
        for row in given
    ]


def events(keys: Sequence[str]) -> Mapping[str, str]:
    """Return the event of each tweet, called by the first tweet of it; ids hold the time."""
    ordered = sorted(keys, key=int)
    found = {key: key for key in ordered[:1]}
    for before, key in pairwise(ordered):
        near = (int(key) >> _STAMP) - (int(before) >> _STAMP) < APART
        found[key] = found[before] if near else key
    return found


def _told(text: str, source: str) -> str:
    return posture(fold(_NAMES.sub("", text)), starts=source == "1")
