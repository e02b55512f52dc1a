"""Posts with the tone that people told: read, and sorted out for what may be learned from them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from monitor.domain.mood import TONES, Tone
from monitor.domain.text import clean, fold
from monitor.ports import UnfitError

FOOTBALL: Final = "football_words.txt"
"""One expression; what it matches is left for measuring."""

TRAIN: Final = "train"
"""The folder of what may be learned from; beside it lie the tests."""

LONGEST: Final = 1 << 16
"""Bytes of a line."""

_LINK: Final = "_url"
_ADDRESS: Final = "https://u.example"
_ESCAPES = re.compile(r"\\u([0-9a-f]{4})")
_ADDRESSES = re.compile(r"https?://\S+|@[\w.]+|\b_url\b")
_SIGNS = re.compile(r"[\W_]+")


class Post(msgspec.Struct, frozen=True):
    """One post with its language and tone."""

    lang: str
    label: Tone
    text: str


@dataclass(frozen=True, slots=True)
class Stock:
    """What may be learned from.

    Attributes:
        posts: By language.
        data: How many posts are from each file, by language.
        dropped: How many were left out, by language and reason: `football`, `test`, `twice`,
            `two_tones` (of a file in which one of the three tones is missing).
    """

    posts: Mapping[str, Sequence[Post]]
    data: Mapping[str, Mapping[str, int]]
    dropped: Mapping[str, Mapping[str, int]]


@dataclass(slots=True)
class _Sorting:
    """What was taken and left out so far."""

    football: re.Pattern[str] | None
    tests: Collection[str]
    posts: dict[str, list[Post]] = field(default_factory=dict)
    data: dict[str, Counter[str]] = field(default_factory=dict)
    dropped: dict[str, Counter[str]] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)

    def take(self, name: str, posts: Sequence[Post]) -> None:
        """Take what may be learned from of the file *name*."""
        tones = {post.label for post in posts}
        for post in posts:
            plain = same(post.text)
            reason = self._reason(post, plain) if len(tones) == len(TONES) else "two_tones"
            self._seen.add(plain)
            if reason:
                self.dropped.setdefault(post.lang, Counter())[reason] += 1
            else:
                self.posts.setdefault(post.lang, []).append(post)
                self.data.setdefault(post.lang, Counter())[name] += 1

    def _reason(self, post: Post, plain: str) -> str:
        if self.football is not None and self.football.search(post.text):
            return "football"
        if plain in self.tests:
            return "test"
        return "twice" if plain in self._seen else ""


def open_stock(folder: Path) -> Stock:
    """Return what may be learned from in *folder*.

    Raises:
        UnfitError: There is nothing, or a line is no post; the message names the place.
    """
    files = sorted((folder / TRAIN).glob("*.jsonl"))
    if not files:
        raise UnfitError(
            f"{folder / TRAIN}: holds no posts (*.jsonl); docs/sentiment.md says where to get some"
        )
    tests = {same(post.text) for _, posts in open_tests(folder) for post in posts}
    sorting = _Sorting(_football(folder / FOOTBALL), tests)
    read = [(file.stem, read_posts(file)) for file in files]
    for name, posts in sorted(read, key=lambda one: len({post.label for post in one[1]}) < 3):
        sorting.take(name, posts)
    return Stock(sorting.posts, sorting.data, sorting.dropped)


def open_tests(folder: Path) -> Iterator[tuple[str, Sequence[Post]]]:
    """Give the posts that nothing is learned from, by the name of their file.

    Raises:
        UnfitError: A line is no post.
    """
    for file in sorted(folder.glob("*.jsonl")):
        yield file.stem, read_posts(file)


def read_posts(file: Path) -> Sequence[Post]:
    """Return the posts of *file*; what stands for an address or a letter becomes one.

    Raises:
        UnfitError: It can't be read, or a line is no post.
    """
    decode = msgspec.json.Decoder(Post).decode
    posts: list[Post] = []
    try:
        with file.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if len(line) > LONGEST:
                    raise UnfitError(f"{file}:{number}: is longer than {LONGEST:,} bytes")
                if not line.strip():
                    continue
                try:
                    post = decode(line)
                except (msgspec.MsgspecError, ValueError) as error:
                    raise UnfitError(
                        f"{file}:{number}: is no post ({error}); a line is "
                        '{"lang": "es", "label": "positive", "text": "..."}'
                    ) from error
                text = clean(_unescaped(post.text).replace(_LINK, _ADDRESS))
                posts.append(Post(lang=post.lang, label=post.label, text=text))
    except OSError as error:
        raise UnfitError(f"{file}: can't be read: {error.strerror}") from error
    return posts


def _unescaped(text: str) -> str:
    r"""Return *text* with the letters for which it has ``\u2019`` and the like, as some sets do."""
    return _ESCAPES.sub(lambda found: chr(int(found[1], 16)), text) if "\\u" in text else text


def same(text: str) -> str:
    """Return what two posts share that say the same: letters and digits, folded, no address."""
    return _SIGNS.sub("", fold(_ADDRESSES.sub(" ", text)))


def _football(file: Path) -> re.Pattern[str] | None:
    if not file.is_file():
        return None
    try:
        return re.compile(file.read_text(encoding="utf-8").strip(), re.IGNORECASE)
    except (re.error, UnicodeDecodeError) as error:
        raise UnfitError(f"{file}: is no regular expression: {error}") from error
