"""What somebody says of himself between quotation marks: "I never liked that post"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from monitor.domain.phrases import Found
from monitor.domain.reported.deeds import LAST, OBJECT, Deed, Scene, liking
from monitor.domain.reported.heads import Head, Kind
from monitor.domain.reported.objects import THINGS, thing_of
from monitor.domain.reported.passage import SPOKEN, Quotation
from monitor.domain.reported.signs import Sign
from monitor.domain.reported.surroundings import NEAR
from monitor.domain.reported.telling import Doer, Doing

_NEGATED: Final = 5
_LIKES: Final = (Sign.LIKED, Sign.LIKED_SURE, Sign.LIKE)
_ENDED: Final = (Sign.UNFOLLOW, Sign.UNFOLLOW_SURE)
_SPEAKS: Final = frozenset({Kind.PLAYER, Kind.ONE, Kind.AGENT})
_SILENT: Final = (Sign.IF, Sign.TRAP)


class Spoken:
    """Reads quotations: an act counts that the speaker denies, or owns to have done himself."""

    def __init__(self, scene: Scene) -> None:
        self._passage = scene.passage
        self._cast = scene.cast

    def deeds(self) -> Iterator[Deed]:
        """Yield what is said in quotations of at least `SPOKEN` words."""
        for said in self._passage.spoken:
            if said.end - said.start >= SPOKEN:
                yield from self._told(said)

    def _told(self, said: Quotation) -> Iterator[Deed]:
        passage, book = self._passage, self._passage.book
        words = passage.words[said.start : said.end]
        mine = any(word in book.mine for word in words)
        signs = [
            Found(one.value, said.start + one.start, said.start + one.end)
            for one in book.signs.find([book.heard(book.mine.get(word) or word) for word in words])
        ]
        for one in signs:
            if one.value not in _LIKES + _ENDED or any(o.value in _SILENT for o in signs):
                continue
            near = [o for o in signs if abs(o.start - one.start) <= LAST]
            nots = [o for o in near if o.value in {Sign.NOT, Sign.NO_MORE}]
            denied = (
                any(0 <= one.start - o.end < _NEGATED for o in nots)
                or "not" in words[one.start - said.start : one.end - said.start]
            )
            things = [o for o in near if o.value in THINGS and o.start != one.start]
            if not self._meant(one, near, things) or not (denied or mine):
                continue
            if nots and not denied:
                continue
            doer = self._speaker(said, mine=mine, named=not denied)
            if doer is None:
                return
            what = thing_of(things[0]) if things else None
            doing = Doing.UNFOLLOW if one.value in _ENDED else liking(what)
            yield Deed(doing, doer, one.start, one.end, one.start, what, denied=denied)
            return

    def _meant(self, one: Found[Sign], near: list[Found[Sign]], things: list[Found[Sign]]) -> bool:
        """Whether the words are of a network."""
        if one.value is Sign.LIKED:
            return any(0 <= o.start - one.end < OBJECT and o.value is not Sign.COMMENT
                       for o in things)  # fmt: skip
        if one.value is Sign.LIKE:
            return any(
                o.value in {Sign.GIVE, Sign.REMOVE} and abs(o.start - one.start) < NEAR
                for o in near
            )
        return True

    def _speaker(self, said: Quotation, *, mine: bool, named: bool) -> Doer | None:
        """Return who is spoken of: the speaker, or whom he speaks for."""
        outside = [head for head in self._cast.heads if not said.start <= head.start < said.end]
        heads = [head for head in outside if head.kind in _SPEAKS | {Kind.REPORTER, Kind.NOBODY}]
        behind = [head for head in heads if 0 <= head.start - said.end <= NEAR and not head.oblique]
        before = [head for head in heads if 0 <= said.start - head.end <= LAST and not head.oblique]
        head: Head | None = behind[0] if behind else before[-1] if before else None
        if head is not None and head.kind not in _SPEAKS:
            return None
        if named and (head is None or head.kind is not Kind.PLAYER):
            return None
        if head is not None and head.kind is Kind.AGENT and not mine:
            head = None
        return self._cast.doer(head, said.start)
