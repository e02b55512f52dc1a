"""A text laid out for reading: words, sentences, signs, names and what is quoted."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from monitor.domain import phrases
from monitor.domain.names.hit import Hit, Named
from monitor.domain.phrases import Found
from monitor.domain.reported.lexicon import Book, open_platforms
from monitor.domain.reported.signs import Sign

SPOKEN: Final = 3
"""Least words between quotation marks that are somebody's words, and tell nothing themselves."""

_INITIALS: Final = 3
"""Letters of what a club's name is cut to."""

_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(
    "\u201c([^\u201c\u201d]{2,400})\u201d|\u201e([^\u201e\u201c\u201d]{2,400})[\u201c\u201d]"
    '|"([^"]{2,400})"|\u00ab([^\u00bb]{2,400})\u00bb'
    r"|(?<![^\W_])'(?=\S)([^'\n]{2,200}?(?:'(?=[^\W_])[^'\n]{1,100}?){0,2})(?<=\S)'(?![^\W_])"
)
_STOP = re.compile("[.!?\u2026\u061f]+(?=[\\s\"'\u201d\u201c\u00bb)]|$)|\\n")
_TURN = re.compile("[:;|\u2013\u2014\u00bf]| - ")
_PAPER = frozenset({"die", "der", "laut"})
_ASKS = re.compile("[?\u061f]")
_ABBREVIATIONS = frozenset("jr sr st mr mrs dr vs no nr fc al ca sra ss ste prof".split())  # noqa: SIM905
_HANDLE = re.compile(r"@([\w.]*\w)")


@dataclass(frozen=True, slots=True)
class Span:
    """Words *start* to *end* (not included)."""

    start: int
    end: int

    def __contains__(self, place: int) -> bool:
        return self.start <= place < self.end


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence that stands for itself; *asks*: it is a question."""

    start: int
    end: int
    sentence: Span
    asks: bool


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that are quoted, with their place."""

    start: int
    end: int
    text: str


class Passage:
    """One text; places are counted in words.

    Attributes:
        spoken: All that is quoted; `quotations` leaves out what is the whole text.
        unsettled: Where words stand that may be a name or not: "Como".
    """

    def __init__(
        self,
        text: str,
        folded: str,
        hits: Sequence[Hit],
        book: Book,
        unsettled: Sequence[Hit] = (),
    ) -> None:
        self.folded = folded
        self.book = book
        self.places = phrases.places(folded)
        self.words = phrases.split(folded)
        self._starts = [start for start, _ in self.places]
        self._ends = [end for _, end in self.places]
        self.spoken = tuple(self._quoted())
        self.quotations = tuple(one for one in self.spoken if not self._whole(one))
        self.clauses = tuple(self._clauses())
        self.capitals = self._capitals(text)
        placed = [(hit, self.span(hit.start, hit.end)) for hit in hits]
        self.hits = tuple(one for one in placed if not self._a_word(*one))
        self.signs = tuple(self._signs())
        self.platforms = tuple(self._named_platforms())
        self.unsettled = tuple(self.span(hit.start, hit.end) for hit in unsettled)
        self.handles = tuple(
            (match.group(1), self.span(*match.span(1))) for match in _HANDLE.finditer(folded)
        )

    def span(self, start: int, end: int) -> Span:
        """Return the words that characters *start* to *end* touch."""
        first = bisect_right(self._ends, start)
        return Span(first, max(first, bisect_left(self._starts, end)))

    def clause(self, place: int) -> Clause:
        """Return the clause that the word at *place* stands in."""
        for clause in self.clauses:
            if clause.start <= place < clause.end:
                return clause
        raise IndexError(place)

    def between(self, start: int, end: int) -> str:
        """Return the characters from word *start* up to word *end*."""
        if end <= start:
            return ""
        return self.folded[self.places[start][0] : self.places[end - 1][1]]

    def gap(self, place: int) -> str:
        """Return the characters before the word at *place*, back to the word before it."""
        before = self.places[place - 1][1] if place > 0 else 0
        return self.folded[before : self.places[place][0]]

    def within(self, start: int, end: int, *signs: Sign) -> list[Found[Sign]]:
        """Return what stands for one of *signs* between two places, in its order."""
        return [one for one in self.signs if start <= one.start < end and one.value in signs]

    def spans(self, one: Found[Sign], *signs: Sign) -> bool:
        """Whether the words of a phrase hold one of *signs* besides what it is a sign of."""
        inside = self.words[one.start + 1 : one.end]
        return any(found.value in signs for found in self.book.signs.find(inside))

    def _quoted(self) -> list[Quotation]:
        found: list[Quotation] = []
        for match in _QUOTED.finditer(self.folded):
            inside = next(group for group in match.groups() if group is not None)
            span = self.span(match.start() + 1, match.end() - 1)
            if span.end > span.start:
                found.append(Quotation(span.start, span.end, inside.strip()))
        return found

    def _whole(self, one: Quotation) -> bool:
        """Whether a text is quoted as a whole."""
        return one.end - one.start >= max(SPOKEN, 0.8 * len(self.words))

    def _clauses(self) -> list[Clause]:
        count = len(self.words)
        stops: list[int] = []
        turns: list[int] = []
        asked: set[int] = set()
        for place in range(1, count + 1):
            gap = self.folded[self._ends[place - 1] :] if place == count else self.gap(place)
            if gap == " " and place < count:
                continue
            if place == count or self._stops(gap, place):
                stops.append(place)
                if _ASKS.search(gap):
                    asked.add(place)
            elif _TURN.search(gap):
                turns.append(place)
        clauses: list[Clause] = []
        start = 0
        for stop in stops:
            sentence = Span(start, stop)
            bounds = [start, *(t for t in turns if start < t < stop), stop]
            for first, last in pairwise(bounds):
                clauses.append(Clause(first, last, sentence, last in asked))
            start = stop
        return clauses

    def _stops(self, gap: str, place: int) -> bool:
        match = _STOP.search(gap)
        if match is None or gap == ".":  # "600.000", "bild.de"
            return False
        before = self.words[place - 1]
        short = match.group() == "." and (before in _ABBREVIATIONS or len(before) == 1)
        return not (short and gap.startswith(".") and before != "x")

    def _signs(self) -> list[Found[Sign]]:
        heard = [self.book.heard(word) for word in self.words]
        for quotation in self.quotations:
            if quotation.end - quotation.start >= SPOKEN:
                heard[quotation.start : quotation.end] = [""] * (quotation.end - quotation.start)
        if self.book.lang == "pt":
            for place, word in enumerate(self.words):
                if word == "se" and self.gap(place) == "-":
                    heard[place] = ""  # "lia-se": no condition
        if "bild" in self.words:
            for hit, span in self.hits:
                paper = hit.named is Named.SOURCE and self.words[span.start - 1] in _PAPER
                if paper and self.words[span.start] == "bild":
                    heard[span.start] = ""  # "berichtet die Bild"
        return [
            Found(one.value, first + one.start, first + one.end)
            for clause in self.clauses
            for first, last in self._parts(clause)
            for one in self.book.signs.find(heard[first:last])
        ]

    def _parts(self, clause: Clause) -> Iterator[tuple[int, int]]:
        """Yield what of a clause is heard in one: no phrase goes beyond a like between marks.

        'Con un "me gusta" el comentario' tells of no liking of comments.
        """
        start = clause.start
        for said in self.quotations:
            inside = clause.start < said.end < clause.end and said.start >= start
            if inside and said.end - said.start < SPOKEN and self._a_like(said):
                yield start, said.end
                start = said.end
        yield start, clause.end

    def _a_like(self, said: Quotation) -> bool:
        """Whether a like is what stands between quotation marks."""
        found = self.book.signs.find(self.words[said.start : said.end])
        return bool(found) and found[0].value is Sign.LIKE

    def _a_word(self, hit: Hit, span: Span) -> bool:
        """Whether a club's short name is a word here: "che" is none of Valencia's in small."""
        short = hit.named is Named.CLUB and span.end - span.start == 1
        if not short or len(self.words[span.start]) > _INITIALS or self.capitals[span.start]:
            return False
        return any(self.capitals)

    def _named_platforms(self) -> list[Found[str]]:
        return open_platforms().find(self.words)

    def _capitals(self, text: str) -> tuple[bool, ...]:
        """Return which words are written with a capital; none where most are, or none can be told.

        Words of the text and of the folded text don't always go side by side.
        """
        written = _WORD.findall(unicodedata.normalize("NFC", text))
        none = (False,) * len(self.words)
        if len(written) != len(self.words):
            return none
        most = 0.9 if self.book.lang == "de" else 0.8  # where nouns have capitals
        longer = [word for word in written if len(word) > 3]
        if sum(word[0].isupper() for word in longer) > most * len(longer) and len(longer) > 5:
            return none
        return tuple(word[0].isupper() for word in written)
