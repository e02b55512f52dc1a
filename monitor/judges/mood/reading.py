"""A text read for its mood: what its polar words come to, turned, strengthened, overruled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from monitor.domain.phrases import Found
from monitor.judges.mood.lists import LEANING, Sense, lists
from monitor.judges.mood.tokens import NAME, NUMBER, SIGN, STOP, WORD, Token, tokens

REACH: Final = 3
"""Words before a polar word in which a negation turns it."""

TURNED: Final = -0.7
"""By what a negation multiplies: "not great" is less bad than "bad"."""

BEFORE, AFTER = 0.6, 1.4
"""What polar words count before and after "but"."""

NEAR: Final = 5
"""Words on both sides in which a neighbour decides what a word means."""

LOUD: Final = 0.25
"""By what capitals or drawn letters strengthen a polar word."""

TITLE: Final = 5
"""Most words of a text that is taken for a name or a title where each has a capital."""

SHORT: Final = 3
"""Most letters of a word without a capital in a name."""

_Find = Callable[[Sequence[str]], list[Found[float]]]

_FAINT: Final = -0.8
_SPOKEN: Final = frozenset({WORD, NAME, NUMBER})


@dataclass(slots=True)
class Reading:
    """What the tokens of a text come to.

    Attributes:
        tokens: All of them, in their order.
        worths: Of the polar words, in their order, after negation and the rest.
        signs: Of the emoji, in their order.
        negated: How many words negate.
        turned: Whether there is a "but".
    """

    tokens: list[Token]
    worths: list[float] = field(default_factory=list)
    signs: list[float] = field(default_factory=list)
    negated: int = 0
    turned: bool = False


def read(text: str, lang: str) -> Reading:
    """Return the reading of *text* by the lists of *lang*, one of `lists.LANGUAGES`."""
    found = tokens(lang).read(text)
    walk = _Walk(found, lists(lang).phrases.find)
    for token in found:
        if token.kind in _SPOKEN:
            walk.hear(token)
        elif token.kind == SIGN:
            walk.scope = 0
            if token.valence:
                walk.reading.signs.append(token.valence)
        elif token.kind == STOP:
            walk.scope = 0
    _lean(walk.reading)
    return walk.reading


def _lean(reading: Reading) -> None:
    """Turn the signs of joy and grief alike to where the rest leans."""
    if LEANING in reading.signs:
        rest = sum(reading.worths) + sum(each for each in reading.signs if each != LEANING)
        if rest > 0:
            reading.signs[:] = [-each if each == LEANING else each for each in reading.signs]


class _Walk:
    """One walk over the words of a text.

    `scope`: words that a negation still turns; `fresh`: words in which an afterthought turns the
    last worth; `boost`: what the words just before add to the next.
    """

    __slots__ = (
        "_boost", "_covered", "_fresh", "_place", "_skip", "_weight", "_words", "reading", "scope",
    )  # fmt: skip

    def __init__(self, found: list[Token], find: _Find) -> None:
        self.reading = Reading(found)
        words = [token for token in found if token.kind in _SPOKEN]
        self._words: list[Token] = [] if _title(words) else words
        phrases = find([token.word for token in self._words])
        self._covered = {each.start: each for each in phrases}
        self._place = -1
        self._skip = self.scope = self._fresh = 0
        self._boost = 0.0
        self._weight = 1.0

    def hear(self, token: Token) -> None:
        """Take in the next word."""
        self._place += 1
        if self._place < self._skip or not self._words:
            return
        phrase = self._covered.get(self._place)
        if phrase is not None:
            self._skip = phrase.end
            self._say(token, phrase.value)
        elif token.plain:
            self._boost = 0.0
        else:
            self._say(token, self._valence(token))
            self._bend(token)
        if self.scope:
            self.scope -= 1
        if self._fresh:
            self._fresh -= 1

    def _say(self, token: Token, valence: float) -> None:
        if valence:
            worth = valence * self._weight * (1.0 + max(_FAINT, self._boost))
            if token.shouted or token.drawn:
                worth *= 1.0 + LOUD
            if self.scope:
                worth *= TURNED
            self.reading.worths.append(worth)
            self._fresh = REACH
        self._boost = self._boost + token.boost if token.boost else 0.0

    def _bend(self, token: Token) -> None:
        """Heed a word that changes what others come to."""
        reading = self.reading
        if token.recants and self._fresh and not token.valence:
            reading.worths[-1] *= TURNED
            self._fresh = 0
        if token.negates:
            self.scope = REACH + 1
            reading.negated += 1
        if token.turns and reading.worths:
            reading.turned = True
            reading.worths[:] = [each * BEFORE for each in reading.worths]
            self._weight = AFTER
            self.scope = self._fresh = 0

    def _valence(self, token: Token) -> float:
        """Return what a word is worth among its neighbours: the first sense that fits."""
        if token.named and self._names(token):
            return 0.0
        if not token.senses:
            return token.valence
        place = self._place
        around = self._words[max(0, place - NEAR) : place + NEAR + 1]
        for sense in token.senses:
            if _fits(sense, around, token):
                return sense.valence
        return token.valence

    def _names(self, token: Token) -> bool:
        """Whether a word that may be a name is one: written like one in the midst, or beside one.

        At the head of a text every word has a capital.
        """
        words, place = self._words, self._place
        if len(words) == 1:
            return len(self.reading.tokens) == 1
        if place and not token.shouted:
            return True
        after = words[place + 1] if place + 1 < len(words) else None
        return after is not None and (after.titled or after.kind == NAME)


def _fits(sense: Sense, around: Sequence[Token], token: Token) -> bool:
    if not sense.near and not sense.stems:
        return True
    others = (other.word for other in around if other is not token)
    return any(
        word in sense.near or (bool(sense.stems) and word.startswith(sense.stems))
        for word in others
    )


def _title(words: Sequence[Token]) -> bool:
    """Whether a text is a name or a title and nothing else: a few words with capitals.

    Between them may be short ones without: "Heart of Midlothian".
    """
    if not 2 <= len(words) <= TITLE or not any(word.titled for word in words):
        return False
    high = [word.capital or word.kind != WORD for word in words]
    low = (len(word.word) for word, tall in zip(words, high, strict=True) if not tall)
    return high[0] and high[-1] and max(low, default=0) <= SHORT
