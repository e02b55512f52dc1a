"""Names that are a part of somebody else's, or of another club's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from monitor.domain.catalogue import Catalogue
from monitor.domain.names.given import BEGINS, ENDS, GIVEN, ORDINARY, PARTS
from monitor.domain.names.hit import Hit, Named
from monitor.domain.names.surnames import COMMON, Bond
from monitor.domain.text import fold

_KIN: Final = (
    "brother|half brother|son|cousin|nephew|hermano|hijo|primo|sobrino|irmao|filho|sobrinho"
    "|fratello|figlio|cugino|nipote|frere|fils|neveu|bruder|sohn|vetter|neffe|broer|zoon|neef"
    "|kardesi|oglu"
)
_HIS_KIN = re.compile(
    rf"(?:'s|s|'|[:,])? (?:his |son |su |sein |seu |suo |zijn |little |younger |big )?(?:{_KIN})\b"
)
_KIN_OF = re.compile(rf"\b(?:{_KIN}) (?:of|de|do|del|di|d'|von|van) (?:[^\W_]+ )?$")
_TOWN = re.compile(
    r"\b(?:(?:city|town|port|university) of|stadt|ciudad de|cidade d[eo]|ville de|citta di) $"
)
_WORD = re.compile(r"[^\W_]+")
_BEFORE = re.compile(r"([^\W_]+)(\. ?| |-)$")
_AFTER = re.compile(r" ([^\W_]+)")
_DOUBLED = re.compile(r"(.)\1")
_REACH = 30
_SHORT = 3
_HEADLINE = 4
_TITLED = 0.7


class Namesakes:
    """The names of one text, seen beside their neighbours."""

    def __init__(
        self, hits: Sequence[Hit], *, catalogue: Catalogue, text: str, folded: str
    ) -> None:
        self._hits = hits
        self._catalogue = catalogue
        self._folded = folded
        self._letters = _Letters(text, hits, folded)

    def other(self, hit: Hit) -> str | None:
        """Return the name of another person or club that *hit* is a part of, or None."""
        name = self._folded[hit.start : hit.end]
        if hit.named is Named.CLUB:
            if not name.isalpha():
                return None
            return self._club(hit, name) or self._given(hit, name, ())
        own = self._catalogue.words(hit.slug)
        words = _WORD.findall(name)
        if not words or words[-1] not in own:
            return None
        found = None if words[0] in own[:1] else self._given(hit, name, own)
        return found or self._surname(hit, name, own) or self._kin(hit, name)

    def bond(self, hit: Hit) -> Bond:
        """Return how far a player's name is bound to him with what stands before it.

        His given name, by whatever spelling, makes it a full name; his initial nearly one.
        """
        own = self._catalogue.words(hit.slug)[:1]
        before = _BEFORE.search(self._folded, max(0, hit.start - _REACH), hit.start)
        if not own or before is None or before.group(2) == "-":
            return hit.bond
        word, gap = before.groups()
        if gap.startswith("."):
            return Bond.CLOSE if word == own[0][0] else hit.bond
        return Bond.FIRM if self._his(word, before.start(), own) else hit.bond

    def small(self, hit: Hit) -> bool:
        """Whether a name is written as common words are, in a text that has capitals."""
        return self._letters.small(self._folded[hit.start : hit.end])

    def _given(self, hit: Hit, name: str, own: Sequence[str]) -> str | None:
        """Return the full name where a given name that is not *own* stands before."""
        before = _BEFORE.search(self._folded, max(0, hit.start - _REACH), hit.start)
        if before is None or self._covered(before.start(), hit):
            return None
        word, gap = before.groups()
        person = hit.named is Named.PLAYER
        if gap.startswith("."):
            other = person and len(word) == 1 and word != own[0][0]
        else:
            other = not self._his(word, before.start(), own) and (
                word in GIVEN or (person and self._letters.names(word, _WORD.findall(name)[0]))
            )
        return f"{word}{gap}{name}" if other else None

    def _surname(self, hit: Hit, name: str, own: Sequence[str]) -> str | None:
        """Return the full name where a surname that is not *own* stands behind."""
        after = _AFTER.match(self._folded, hit.end)
        if after is None or " " in name or self._covered(after.start(1), hit):
            return None
        word = after.group(1)
        if word in own or not (name in own[:1] or hit.bond is Bond.LOOSE or word in COMMON):
            return None
        return f"{name} {word}" if self._letters.names(name, word) else None

    def _kin(self, hit: Hit, name: str) -> str | None:
        """Return the relative who plays himself, and is meant."""
        his = _HIS_KIN.match(self._folded, hit.end)
        if his is not None:
            return name + his.group()
        of = _KIN_OF.search(self._folded, max(0, hit.start - _REACH), hit.start)
        return of.group() + name if of is not None else None

    def _club(self, hit: Hit, name: str) -> str | None:
        """Return another club, or what is no club, where a name of a club stands."""
        town = _TOWN.search(self._folded, max(0, hit.start - _REACH), hit.start)
        if town is not None:
            return town.group() + name
        if hit.bond is not Bond.LOOSE or name not in PARTS:
            return None
        before = _BEFORE.search(self._folded, max(0, hit.start - _REACH), hit.start)
        after = _AFTER.match(self._folded, hit.end)
        if before is not None and self._parted(before, hit, PARTS[name], name in ENDS):
            return f"{before.group(1)} {name}"
        if after is not None and self._parted(after, hit, PARTS[name], name in BEGINS):
            return f"{name} {after.group(1)}"
        return None

    def _parted(self, beside: re.Match[str], hit: Hit, others: frozenset[str], joins: bool) -> bool:
        """Whether a neighbour makes it another name: one of *others*, or if it *joins*, a club."""
        return beside.group(1) in others or (
            joins
            and any(
                one.named is Named.CLUB
                and one.slug != hit.slug
                and (one.start, one.end) == beside.span(1)
                for one in self._hits
            )
        )

    def _his(self, word: str, start: int, own: Sequence[str]) -> bool:
        """Whether a given name is the player's: as he spells it, misspelt, or after his first."""
        if word in own or any(one[0] == word[0] and _single(one) == _single(word) for one in own):
            return True
        further = _BEFORE.search(self._folded, max(0, start - _REACH), start)
        return further is not None and further.group(1) in own[:1]

    def _covered(self, place: int, hit: Hit) -> bool:
        """Whether another name stands at *place*."""
        return any(one.start <= place < one.end for one in self._hits if one is not hit)


class _Letters:
    """Capitals of a text, looked at only where a name stands beside another word."""

    def __init__(self, text: str, hits: Sequence[Hit], folded: str) -> None:
        self._text = text
        self._hits = hits
        self._folded = folded
        self._pairs: frozenset[tuple[str, str]] | None = None
        self._small: frozenset[str] | None = None

    def names(self, first: str, second: str) -> bool:
        """Whether *first* and *second* stand side by side, both written as names are."""
        if self._pairs is None:
            names = " ".join(self._folded[hit.start : hit.end] for hit in self._hits)
            self._pairs = _capitals(self._text, frozenset(_WORD.findall(names)))
        return (first, second) in self._pairs and not {first, second} & ORDINARY

    def small(self, word: str) -> bool:
        """Whether *word* never has a capital, where other words have one."""
        if self._small is None:
            words = _WORD.findall(unicodedata.normalize("NFC", self._text))
            capital = {fold(one) for one in words if one[0].isupper()}
            small = {fold(one) for one in words if one[0].islower()}
            self._small = frozenset(small - capital) if capital else frozenset()
        return word in self._small


def _capitals(text: str, names: frozenset[str]) -> frozenset[tuple[str, str]]:
    """Return neighbours that both begin with a capital, folded; none where most words do.

    That is told from the words that are not in the *names* of the catalogue.
    """
    words = [(word, fold(word)) for word in _WORD.findall(unicodedata.normalize("NFC", text))]
    longer = [word for word, plain in words if len(word) > _SHORT and plain not in names]
    capital = sum(word[0].isupper() for word in longer)
    if len(longer) >= _HEADLINE and capital > len(longer) * _TITLED:
        return frozenset()
    return frozenset(
        (first, second)
        for (one, first), (two, second) in pairwise(words)
        if one[0].isupper() and two[0].isupper() and not one.isupper()
    )


def _single(word: str) -> str:
    """Return *word* with doubled letters written once."""
    return _DOUBLED.sub(r"\1", word)
