"""Cross-validation of the learned part: what stands nearly twice stays on one side."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np

from monitor.domain.text import fold
from monitor.domain.topic import Leaning
from monitor.judges.leaning import lean
from tests.training.topics.fit import Weights, fit
from tests.training.topics.lines import Line

FOLDS: Final = 5
ALIKE: Final = 0.4
"""Lines that share so much of their runs of four letters are one for the split."""


def split(lines: Sequence[Line]) -> list[int]:
    """Return the fold of each line: spread by topic, near-duplicates together."""
    first = _alike([line.text for line in lines])
    groups: defaultdict[object, list[int]] = defaultdict(list)
    for group in set(first):
        groups[lines[group].topic].append(group)
    fold_of: dict[int, int] = {}
    for several in groups.values():
        for place, group in enumerate(sorted(several, key=lambda g: _digest(lines[g].text))):
            fold_of[group] = place % FOLDS
    return [fold_of[group] for group in first]


def cross(lines: Sequence[Line], words: Sequence[Line]) -> list[Leaning]:
    """Return the leaning of each line by what was learned from the other folds and *words*."""
    sides = split(lines)
    found: list[Leaning] = [() for _ in lines]
    for side in range(FOLDS):
        apart = [place for place, its in enumerate(sides) if its == side]
        rest = [line for line, its in zip(lines, sides, strict=True) if its != side]
        leanings = lean_by(fit([*rest, *words]), [lines[place] for place in apart])
        for place, leaning in zip(apart, leanings, strict=True):
            found[place] = leaning
    return found


def lean_by(weights: Weights, lines: Sequence[Line]) -> Sequence[Leaning]:
    """Return the leaning of *lines* by *weights*."""
    leanings: list[Leaning] = lean(
        weights.astype(np.float32), [fold(line.text) for line in lines]
    ).tolist()
    return leanings


def _alike(texts: Sequence[str]) -> list[int]:
    """Return for each text the first that it is nearly the same as; itself if none."""
    runs = [_runs(text) for text in texts]
    first = list(range(len(texts)))
    for one in range(len(texts)):
        for other in range(one):
            if len(runs[one] & runs[other]) > ALIKE * len(runs[one] | runs[other]):
                first[one] = first[other]
                break
    return first


def _runs(text: str) -> set[str]:
    plain = re.sub(r"\W+", " ", fold(text))
    return {plain[at : at + 4] for at in range(max(1, len(plain) - 3))}


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
