"""Tweets of RumourEval 2017 with their stance."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from monitor.domain.claims import posture
from monitor.domain.stance import Stance
from monitor.domain.text import fold

FILE = "sdqc_rumoureval2017.csv"

_NAMES = re.compile(r"#\w+|(?<![.!?:\"@#\w] )(?<!^)(?<![@#\w/])\b[A-Z][a-z]+\b")


@dataclass(frozen=True, slots=True)
class Tweet:
    """A tweet as the learned part is told it, without hashtags and names, and its stance."""

    key: str
    told: str
    stance: Stance


def tweets(data: Path) -> Sequence[Tweet]:
    """Return the tweets of the folder *data* that have a stance."""
    with (data / FILE).open(encoding="utf-8", newline="") as rows:
        return [
            Tweet(row["id"], _told(row["text"], row["is_source"]), Stance(row["stance"]))
            for row in csv.DictReader(rows)
            if row["stance"] in set(Stance) and row["is_source"] in {"0", "1"}
        ]


def _told(text: str, source: str) -> str:
    return posture(fold(_NAMES.sub("", text)), opens=source == "1")
