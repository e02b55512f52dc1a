"""What posts of many accounts have in common that nobody has by chance: one slogan, copied words.

Words are looked at and let go: nothing here keeps them.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Final

from monitor.domain.gist import telling
from monitor.domain.text import fold

WRITERS: Final = 10
"""Of fewer accounts that wrote words nothing is said."""

SLOGAN: Final = 0.4
"""Share of the writers with one hashtag from which on it is a campaign, beyond chance.

In 10,000 tweets of a World Cup, all found by its hashtag, no fifty that name a footballer or a team
had more than .32, and no hundred more than .30 (`worldcup2022`, 20 November 2022); fifty that name
a pop singer, whose fans do agree on one, up to .44.
"""

COPIED: Final = 0.5
"""The same of words that are nearly the same; of those fifty never more than .06."""

SURE: Final = 1.64
"""Standard errors by which the share of a hashtag is beyond it: of few writers it takes more."""

NEW: Final = 0.8
"""With so many newcomers it need not be beyond chance, and a third are enough to copy."""

_COPIED_BY_NEW: Final = 1 / 3

ALIKE: Final = 0.8
"""Share of the telling words that two texts must have in common to be copies."""

FEWEST: Final = 4
"""A text with fewer telling words says too little to be a copy of another."""

LONGEST: Final = 1_000
"""Characters of a text that are read."""

_TAG: Final = re.compile(r"#(\w{2,})")
_TAGS: Final = 30
_LETTERS: Final = 40
_OWN: Final = 3
_LEADERS: Final = 5
_DIGITS: Final = str.maketrans("", "", "0123456789_")

_ALL: Final = """
transfer transfers transfernews transfermarkt transfermarket transferwindow transferts deadline
deadlineday mercato calciomercato fichajes fichaje mercado mercadodabola traspaso traspasos
rumour rumours rumor rumors breaking breakingnews news herewego football futbol futebol calcio
fussball foot soccer laliga premierleague seriea bundesliga ligue liga championsleague ucl uel
worldcup mundial epl sport sports
"""
"""Hashtags, folded, under which transfers are always talked of."""

_COMMON: Final = frozenset(_ALL.split())


@dataclass(frozen=True, slots=True)
class Written:
    """What one account wrote.

    Attributes:
        known: It was heard of more than a day before; None = nobody can say yet.
    """

    author: bytes
    text: str
    known: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """How much of some talk is a campaign; shares of the accounts that wrote words, 0 to 1.

    Attributes:
        slogan: Those with the commonest hashtag that is no name.
        copied: Those whose words are nearly the same.
        new: Those that were first heard of within a day; None = nobody can say yet.
    """

    slogan: float
    copied: float
    new: float | None = None

    @property
    def share(self) -> float:
        """How much of it, at least."""
        return max(self.slogan, self.copied)


def campaign(written: Iterable[Written], names: Collection[str]) -> Campaign | None:
    """Return how much of what was *written* is a campaign, or None if it is none.

    Args:
        written: By any number of accounts; of each the first text counts.
        names: Folded words that say whom it is about: a hashtag made of them is no slogan.
    """
    texts: dict[bytes, str] = {}
    strange: dict[bytes, bool] = {}
    for one in written:
        if one.author not in texts and (words := fold(one.text[:LONGEST]).strip()):
            texts[one.author] = words
            if one.known is not None:
                strange[one.author] = not one.known
    count = len(texts)
    if count < WRITERS:
        return None
    found = Campaign(
        slogan=_slogan(texts.values(), names) / count,
        copied=_copied(texts.values(), names) / count,
        new=sum(strange.values()) / len(strange) if strange else None,
    )
    strangers = found.new is not None and found.new >= NEW
    slogan = found.slogan if strangers else _surely(found.slogan, count)
    driven = slogan >= SLOGAN or found.copied >= (_COPIED_BY_NEW if strangers else COPIED)
    return found if driven else None


def _surely(share: float, count: int) -> float:
    """Return what is left of a share of *count* when chance is taken off it."""
    return share - SURE * sqrt(share * (1.0 - share) / count)


def said(found: Campaign) -> str:
    """Return what is the same in it: "81 % carry one hashtag"."""
    if found.slogan >= found.copied:
        return f"{found.slogan:.0%} carry one hashtag".replace("%", " %")
    return f"{found.copied:.0%} write nearly the same".replace("%", " %")


def tags(folded: str, names: Collection[str]) -> frozenset[str]:
    """Return the hashtags of a folded text that are slogans: neither names nor what all use.

    At most 30 are read, and 40 characters of each.
    """
    found = set[str]()
    for match in _TAG.finditer(folded):
        if len(found) >= _TAGS:
            break
        found.add(match[1][:_LETTERS])
    return frozenset(tag for tag in found if _slogans(tag, names))


def _slogans(tag: str, names: Collection[str]) -> bool:
    """Whether anything is left of a hashtag without names, years and what all use."""
    left = tag.translate(_DIGITS)
    if left in _COMMON:
        return False
    for name in sorted(names, key=lambda each: (-len(each), each)):
        if len(name) >= _OWN:
            left = left.replace(name, "")
    return len(left) >= _OWN and left not in _COMMON


def _slogan(texts: Iterable[str], names: Collection[str]) -> int:
    """Return how many carry the commonest hashtag."""
    carried = Counter(tag for text in texts for tag in tags(text, names))
    return max(carried.values(), default=0)


def _copied(texts: Iterable[str], names: Collection[str]) -> int:
    """Return how many write nearly the same.

    Texts meet by their two words with the smallest checksums, as copies mostly do; then all are
    held against one text of each of the commonest meetings.
    """
    every = (telling(text, names) for text in texts)
    told = sorted((words for words in every if len(words) >= FEWEST), key=sorted)
    met: dict[tuple[int, ...], list[frozenset[str]]] = {}
    for words in told:
        met.setdefault(_place(words), []).append(words)
    leaders = sorted(met.values(), key=lambda those: (-len(those), _place(those[0])))[:_LEADERS]
    return max((sum(_alike(those[0], words) for words in told) for those in leaders), default=0)


def _place(words: Iterable[str]) -> tuple[int, ...]:
    return tuple(sorted(zlib.crc32(word.encode("utf-8", "replace")) for word in words)[:2])


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= ALIKE * max(len(one), len(other))
