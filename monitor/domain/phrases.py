"""Phrases found in texts, word by word: one walk over the words, however many phrases there are."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Generic, TypeVar

Value = TypeVar("Value")

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Found(Generic[Value]):
    """A phrase in a text: words *start* to *end* (not included)."""

    value: Value
    start: int
    end: int


class _Node(Generic[Value]):
    __slots__ = ("next", "value")

    def __init__(self) -> None:
        self.next: dict[str, _Node[Value]] = {}
        self.value: Value | None = None


class Phrasebook(Generic[Value]):
    """Many phrases, each with what it means.

    A phrase is folded words in a row. `sign/signs` is either word, `a?` may be missing, and `_` is
    any one word: "agree/agrees a? deal". Where phrases overlap, the leftmost wins, then the
    longest.
    """

    def __init__(self, phrases: Iterable[tuple[str, Value]], without: Container[str] = ()) -> None:
        """Bind *phrases*, of the same words the last; single words in *without* are left out."""
        self._root: _Node[Value] = _Node()
        for phrase, value in phrases:
            for spelled in _spell(phrase):
                if len(spelled) == 1 and spelled[0] in without:
                    continue
                node = self._root
                for word in spelled:
                    node = node.next.setdefault(word, _Node())
                node.value = value

    def find(self, words: Sequence[str]) -> list[Found[Value]]:
        """Return the phrases among *words*, in their order."""
        found: list[Found[Value]] = []
        first = self._root.next
        done = 0
        for place in [place for place, word in enumerate(words) if word in first]:
            if place < done:
                continue
            best = _walk(first[words[place]], words, place + 1)
            if best is not None:
                value, done = best
                found.append(Found(value, place, done))
        return found


def split(folded: str) -> list[str]:
    """Return the words of a folded text; an apostrophe parts words ("won't" is "won", "t")."""
    return _WORD.findall(folded)


def places(folded: str) -> list[tuple[int, int]]:
    """Return where the words of `split` stand, in characters."""
    return [match.span() for match in _WORD.finditer(folded)]


def _walk(node: _Node[Value], words: Sequence[str], place: int) -> tuple[Value, int] | None:
    """Return the longest phrase that goes on from *node* at *place*, with where it ends."""
    best = None if node.value is None else (node.value, place)
    if place < len(words):
        for key in (words[place], "_"):
            following = node.next.get(key)
            longer = None if following is None else _walk(following, words, place + 1)
            if longer is not None and (best is None or longer[1] > best[1]):
                best = longer
    return best


def _spell(phrase: str) -> Iterator[list[str]]:
    """Yield each way to say *phrase*."""
    choices: list[list[str]] = []
    for part in phrase.split():
        words = part.removesuffix("?").split("/")
        choices.append([*words, ""] if part.endswith("?") else words)
    for spelled in product(*choices):
        yield [word for word in spelled if word]
