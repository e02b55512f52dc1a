"""Texts as tokens with what each is worth; a token is looked up once and then remembered."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final, NamedTuple

from monitor.domain.names.masking import NOBODY
from monitor.judges.mood.lists import LANGUAGES, Lists, Sense, lists, plain, signs

ENOUGH: Final = 2_000
"""Characters that are read; a text without end must not hold up the others."""

MEMORY: Final = 100_000
"""Tokens of a language that are remembered."""

_SHORTEST_STEM: Final = 2
_LONGEST: Final = 40
_PREFIXES: Final = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ف", "ب", "ل", "ك")
_POINTS = re.compile("[\u064b-\u065f\u0670\u0640]+")
_DRAWN = re.compile(r"([^\W\d_])\1{2,}")
_HUMP = re.compile(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]+(?![^\W\d_A-Z])")


class Token(NamedTuple):
    """One token and what it does; a tuple, for thousands are made where words are new.

    Attributes:
        kind: What it is, one of the constants below.
        word: The word as it is looked up; empty = no word.
        valence: What it is worth, -4 to 4; of an emoji, too.
        boost: By how much it strengthens what follows.
        negates, recants, turns, self, laughs: See `lists.Lists`.
        shouted: Written in capitals.
        capital: It begins with a capital.
        titled: It begins with a capital and goes on without.
        drawn: A letter is repeated: "goooal".
        named: It is a name too, and written like one.
        tag: It is a hashtag.
        senses: What it is worth beside other words.
        plain: It does nothing to the mood.
        marked: It has something to count: `laughs` to `tag`.
    """

    kind: int
    word: str = ""
    valence: float = 0.0
    boost: float = 0.0
    negates: bool = False
    recants: bool = False
    turns: bool = False
    self: bool = False
    laughs: bool = False
    shouted: bool = False
    capital: bool = False
    titled: bool = False
    drawn: bool = False
    named: bool = False
    tag: bool = False
    senses: tuple[Sense, ...] = ()
    plain: bool = True
    marked: bool = False


WORD, SIGN, CRY, ASK, PAUSE, LINK, MENTION, NUMBER, STOP, OTHER, NAME = range(11)
"""Kinds of tokens."""


_MARKS: Final = {
    **dict.fromkeys("!\u00a1", CRY),
    **dict.fromkeys("?\u00bf\u061f", ASK),
    **dict.fromkeys("\u2026", PAUSE),
    **dict.fromkeys(".,;:()\u060c\u061b", STOP),
    "@": MENTION,
}


class Tokens(dict[str, Token]):
    """The tokens of one language by how they are written."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lists: Lists = lists(lang)
        self._arabic = lang == "ar"

    def read(self, text: str) -> list[Token]:
        """Return the tokens of *text*."""
        head = text[:ENOUGH]
        if not head.isascii():
            head = unicodedata.normalize("NFC", head)
            if self._arabic:
                head = _POINTS.sub("", head)
        return [self[each] for each in _pattern().findall(head)]

    def __missing__(self, written: str) -> Token:
        token = self._look(written)
        if len(self) >= MEMORY:  # one who never says a word twice must not fill it
            self.clear()
        self[written] = token
        return token

    def _look(self, written: str) -> Token:
        worth = signs().get(written)
        if worth is None:
            worth = signs().get(written.casefold())
        if worth is not None:
            return Token(SIGN, valence=worth)
        bare = written.lstrip("#")
        if "://" in written or written == "_url":
            return Token(LINK)
        if bare and bare[0].isalnum():
            return self._word(bare, tag=bare is not written)
        return Token(PAUSE if written.startswith("..") else _MARKS.get(written[0], OTHER))

    def _word(self, bare: str, *, tag: bool) -> Token:
        if bare.isdigit():
            return Token(NUMBER, bare[:_LONGEST])
        word = plain(bare[:_LONGEST])
        if word == NOBODY:
            return Token(NAME, word)
        known = self._lists
        drawn = _DRAWN.search(word) is not None
        shapes = self._shapes(word, drawn=drawn)
        word, valence = self._worth(shapes)
        if tag and not valence:
            valence = self._humps(bare)
        titled = bare[0].isupper() and bare[1:].islower()
        shouted = len(bare) > 2 and bare.isupper()
        laughs = word in known.laughs or word.startswith(known.laughing)
        own = word in known.selves
        bends = word in known.negations or word in known.afterthoughts or word in known.turns
        boost = known.boosts.get(word, 0.0)
        senses = next((tuple(known.senses[s]) for s in shapes if s in known.senses), ())
        return Token(
            WORD,
            word,
            valence,
            boost=boost,
            negates=word in known.negations,
            recants=word in known.afterthoughts,
            turns=word in known.turns,
            self=own,
            laughs=laughs,
            shouted=shouted,
            capital=bare[0].isupper(),
            titled=titled,
            drawn=drawn,
            named=bare[0].isupper() and word in known.names,
            tag=tag,
            senses=senses,
            plain=not (valence or boost or senses or bends),
            marked=laughs or shouted or titled or drawn or own or tag,
        )

    def _shapes(self, word: str, *, drawn: bool) -> list[str]:
        """Return how *word* may stand in the lists: drawn letters shortened, particles off."""
        shapes = [word]
        if drawn:
            shapes = [_DRAWN.sub(r"\1", word), _DRAWN.sub(r"\1\1", word)]
        if self._arabic:
            shapes += [shape[len(p) :] for shape in shapes for p in _PREFIXES if _begins(shape, p)]
        return shapes

    def _worth(self, shapes: list[str]) -> tuple[str, float]:
        """Return which of *shapes* the lists know, the first if none, and its worth."""
        for shape in shapes:
            found = self._value(shape)
            if found is not None:
                return shape, found
        return shapes[0], 0.0

    def _value(self, word: str) -> float | None:
        known = self._lists
        worth = known.words.get(word)
        if worth is not None:
            return worth
        stems = known.stems
        for end in range(len(word), _SHORTEST_STEM - 1, -1):
            worth = stems.get(word[:end])
            if worth is not None:
                return worth
        return None

    def _humps(self, tag: str) -> float:
        """The worth of a hashtag of several words, "#BestDayEver"."""
        parts = _HUMP.findall(tag)
        if len(parts) < 2:
            return 0.0
        worth = sum(self._value(plain(part)) or 0.0 for part in parts)
        if any(plain(part) in self._lists.negations for part in parts):
            worth *= -0.7
        return max(-3.0, min(3.0, worth))


def _begins(word: str, prefix: str) -> bool:
    return word.startswith(prefix) and len(word) - len(prefix) > 2


@cache
def tokens(lang: str) -> Tokens:
    """Return the tokens of one of `LANGUAGES`; shared, as what is remembered is the same to all.

    Raises:
        KeyError: There is no list for *lang*.
    """
    if lang not in LANGUAGES:
        raise KeyError(lang)
    return Tokens(lang)


@cache
def _pattern() -> re.Pattern[str]:
    """One pattern of all tokens: addresses, emoticons, words, runs of marks, single signs."""
    faces = sorted((s for s in signs() if len(s) > 1 and s[0].isascii()), key=len, reverse=True)
    spelled = "|".join(re.escape(s) + (r"(?!\w)" if s[-1].isalnum() else "") for s in faces)
    return re.compile(
        rf"https?://\S+|_url\b|@[\w.]+|(?i:{spelled})"
        r"|#*[^\W_]+|[!?]+|\.{2,}|[^\w\s\ufe0f\u200d]"
    )
