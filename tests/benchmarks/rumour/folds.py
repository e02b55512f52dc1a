"""Folds by group: what belongs together stands on one side."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def folds(
    items: Sequence[Item], group: Callable[[Item], str], many: int, salt: str = ""
) -> Iterator[tuple[list[int], list[int]]]:
    """Yield, *many* times, places of what may be learned from and of what is held out."""
    sides = [side(group(item), many, salt) for item in items]
    for fold in range(many):
        apart = [place for place, its in enumerate(sides) if its == fold]
        if apart:
            yield [place for place, its in enumerate(sides) if its != fold], apart


def side(group: str, many: int, salt: str = "") -> int:
    """Return the fold of a group, the same on every machine."""
    return int.from_bytes(hashlib.sha256(f"{salt}{group}".encode()).digest()[:8]) % many
