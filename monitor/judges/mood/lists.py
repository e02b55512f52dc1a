"""Word lists as they are written, one file a language: what each word is worth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from monitor.domain.phrases import Phrasebook, split
from monitor.domain.text import fold

LANGUAGES: Final = ("en", "es", "pt", "it", "fr", "de", "ar")
"""Languages with a word list."""

LEANING: Final = -1.5
"""The valence of a sign that leans as what stands beside it does; alone it is sad."""

_HERE: Final = Path(__file__).parent
_NEAR: Final = "near"
_ARABIC = str.maketrans(
    {
        "\u0649": "\u064a",  # alef maksura to ya
        "\u0629": "\u0647",  # ta marbuta to ha
        "\u0640": None,  # tatweel
        "\u06a9": "\u0643",  # Persian letters, as some keyboards have them
        "\u06cc": "\u064a",
        "\u06af": "\u0643",
    }
)


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word is worth where certain words stand near.

    Attributes:
        valence: -4 to 4.
        near: Words, or beginnings that end in `*`, of which one has to be near; empty = always.
    """

    valence: float
    near: frozenset[str]
    stems: tuple[str, ...]


@dataclass(slots=True)
class Lists:
    """The words of one language, folded; a beginning that stands for all that follows is a stem.

    Attributes:
        words, stems: Valence of each, -4 to 4.
        phrases: Valence of words in a row; they count once, as one.
        boosts: By how much each strengthens (weakens, below 0) the polar word that follows.
        negations: They turn what follows; *afterthoughts* turn what stands before.
        turns: "But": what follows counts more, what stands before less.
        selves: Words by which one speaks of oneself.
        laughs: Laughter, which tells mirth and mockery alike.
        names: Words that are names too where they are written with a capital.
        senses: What words are worth beside others: football's own language.
    """

    words: dict[str, float] = field(default_factory=dict)
    stems: dict[str, float] = field(default_factory=dict)
    phrases: Phrasebook[float] = field(default_factory=lambda: Phrasebook(()))
    boosts: dict[str, float] = field(default_factory=dict)
    negations: set[str] = field(default_factory=set)
    afterthoughts: set[str] = field(default_factory=set)
    turns: set[str] = field(default_factory=set)
    selves: set[str] = field(default_factory=set)
    laughs: set[str] = field(default_factory=set)
    laughing: tuple[str, ...] = ()
    names: set[str] = field(default_factory=set)
    senses: dict[str, list[Sense]] = field(default_factory=dict)


def plain(text: str) -> str:
    """Return *text* as words are looked up: folded, Arabic letters that sound alike made one."""
    folded = fold(text)
    return folded if folded.isascii() else folded.translate(_ARABIC)


@cache
def lists(lang: str) -> Lists:
    """Return the lists of one of `LANGUAGES`; they are read once and never changed."""
    found = Lists()
    phrases: list[tuple[str, float]] = []
    for head, body in _lines(_HERE / "words" / f"{lang}.txt"):
        words = body.split()
        if head.lstrip("-").isdigit():
            _value(found, phrases, float(head), words)
        elif head in {"more", "most", "less"}:
            step = {"more": 0.3, "most": 0.5, "less": -0.35}[head]
            found.boosts.update(dict.fromkeys(map(plain, words), step))
        else:
            known: set[str] = getattr(found, head)
            known.update(map(plain, words))
    groups: dict[str, list[str]] = {}
    for head, body in _lines(_HERE / "football" / f"{lang}.txt"):
        if head.startswith("@"):
            groups[head] = body.split()
        else:
            _sense(found, phrases, float(head), _spread(body.partition("|")[0], groups))
    found.laughing = tuple(word[:-1] for word in found.laughs if word.endswith("*"))
    found.phrases = Phrasebook(phrases)
    return found


@cache
def signs() -> dict[str, float]:
    """Return the valence of emoji and emoticons, -4 to 4, without marks of variation."""
    return {
        sign.replace("\ufe0f", ""): LEANING if head == "lean" else float(head)
        for head, body in _lines(_HERE / "words" / "signs.txt")
        for sign in body.split()
    }


def entries(lang: str) -> int:
    """Return how many words, stems and phrases the list of a language holds."""
    known = lists(lang)
    lines = _lines(_HERE / "words" / f"{lang}.txt")
    phrases = sum("_" in word for _, body in lines for word in body.split())
    return len(known.words) + len(known.stems) + phrases


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """Yield head and body of each line `head: body`; a line that begins with `;` is a remark."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith(";"):
            head, _, body = line.partition(": ")
            yield head.strip(), body


def _value(found: Lists, phrases: list[tuple[str, float]], worth: float, words: list[str]) -> None:
    for written in words:
        word = plain(written)
        parts = split(word)
        if len(parts) > 1:
            phrases.append((" ".join(parts), worth))
        elif word.endswith("*"):
            found.stems[word[:-1]] = worth
        else:
            found.words[word] = worth


def _spread(body: str, groups: dict[str, list[str]]) -> str:
    """Return *body* with the words of each group that it names."""
    words = (word for part in body.split() for word in groups.get(part, (part,)))
    return " ".join(words)


def _sense(found: Lists, phrases: list[tuple[str, float]], worth: float, body: str) -> None:
    """Read `words near neighbours` or `words`; one of several words joined by `_` is a phrase."""
    heads, _, near = body.partition(f" {_NEAR} ")
    beside = [plain(word) for word in near.split()]
    sense = Sense(
        worth,
        frozenset(word for word in beside if not word.endswith("*")),
        tuple(word[:-1] for word in beside if word.endswith("*")),
    )
    for written in heads.split():
        word = plain(written)
        if len(parts := split(word)) > 1:
            phrases.append((" ".join(parts), worth))
        else:
            found.senses.setdefault(word, []).append(sense)
