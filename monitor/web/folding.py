"""Posts that say the same, folded into the first of them, as origins are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from monitor.ports import Words
from monitor.web.sheet import Post

SAME: Final = 0.7
"""Share of words in common from which on one post repeats another."""

SHOWN: Final = 8

_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Folded:
    """A post with those that repeat it.

    Attributes:
        post: The first that said so.
        copies: The others, the newest first.
    """

    post: Post
    copies: tuple[Post, ...] = ()


def fold(posts: Iterable[Post], words: Mapping[bytes, Words]) -> Sequence[Folded]:
    """Return *posts* of which words stand, folded; the order, newest first, stays."""
    groups: list[tuple[frozenset[str], list[Post]]] = []
    for post in posts:
        said = words.get(post.key)
        if said is None:
            continue
        bag = frozenset(_WORD.findall((said.quote or "").casefold()))
        group = next((each for known, each in groups if _same(bag, known)), None)
        if group is None:
            groups.append((bag, [post]))
        else:
            group.append(post)
    return [Folded(group[-1], tuple(group[:-1])) for _, group in groups[:SHOWN]]


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and len(one & other) >= SAME * len(one | other)
