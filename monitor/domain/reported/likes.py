"""Likes that are told by a verb, or taken back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from monitor.domain.phrases import Found
from monitor.domain.reported.deeds import (
    BACK,
    OBJECT,
    WHICH,
    Deed,
    Scene,
    liking,
)
from monitor.domain.reported.heads import Kind
from monitor.domain.reported.objects import THINGS, Thing, swallowed, thing, thing_of
from monitor.domain.reported.passage import Clause
from monitor.domain.reported.signs import Sign
from monitor.domain.reported.surroundings import NEAR
from monitor.domain.reported.telling import Doing

_COUNTS: Final = frozenset(
    """
    million millions thousand thousands hundreds millon millones miles cientos milhao milhoes
    milhares centenas milione milioni mila migliaia centinaia millier milliers mille centaines
    tausende tausenden tausend millionen hunderte hunderten mil 000
    """.split()  # noqa: SIM905
)
"""Words by which many are counted."""
_NET: Final = 5
"""Words within which a network stands beside a like that names no thing."""


class Likes:
    """Likes that are told by a verb, or taken back."""

    def __init__(self, scene: Scene) -> None:
        self._passage = scene.passage
        self._cast = scene.cast
        self._around = scene.around
        self._subjects = scene.subjects

    def verb(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        """Yield what a verb of liking tells."""
        what = thing(self._passage, clause, one.start, one.end)
        passive = self._subjects.passive(one, clause)
        before = what is not None and what.end <= one.start and not self._around.loose()
        if what is not None and before and not (passive or self._relative(what, one)):
            what = None
        if what is None and self._passage.words[one.end : one.end + 1] == ["it"]:
            earlier = self._passage.within(max(0, one.start - BACK), one.start, *THINGS)
            later = self._passage.within(one.end, one.end + NEAR, Sign.POST)
            what = thing_of((earlier or later)[-1]) if earlier or later else None
        if self._counted(one, clause) or self._pleases_fans(one):
            return
        if self._passage.book.lang == "de" and not passive and self._suffered(one, clause):
            return
        if self._pleases(one) and what is not None and what.end <= one.start:
            head = self._cast.after(one.end, OBJECT)
            doer = None if head is None else self._cast.doer(head, one.start)
            if doer is not None:
                yield Deed(liking(what), doer, one.start, one.end, one.start, what)
            return
        what = swallowed(self._passage, one) or what
        aside = self._of_no_post if passive else self._parted
        if one.value is Sign.LIKED and aside(one, clause, what):
            return
        if self._around.imperative(one, clause) or (
            one.value is Sign.LIKED and self._of_a_person(one, what)
        ):
            return
        doer = (
            self._subjects.agent(one, clause)
            if passive
            else self._subjects.doer(one.start, one.end, clause)
        )
        if doer is not None:
            yield Deed(liking(what), doer, one.start, one.end, one.start, what)

    def _counted(self, one: Found[Sign], clause: Clause) -> bool:
        """Whether it was done by a number of people: "likee par plus d'un million"."""
        words, book = self._passage.words, self._passage.book
        if book.lang == "de":
            said = words[clause.start : one.start]
            return "von" in said and not _COUNTS.isdisjoint(said[said.index("von") + 1 :][:4])
        head = self._cast.after(one.end, OBJECT)
        last = clause.end if head is None else min(clause.end, head.end)
        said = words[one.end : min(last, one.end + NEAR)]
        return not book.by.isdisjoint(said[:1]) and not _COUNTS.isdisjoint(said)

    def _relative(self, what: Thing, one: Found[Sign]) -> bool:
        """Whether a thing is told by what was done to it: "the post that Rice liked"."""
        said = self._passage.words[what.end : what.end + 1]
        place = what.end + (not WHICH.isdisjoint(said))
        head = self._cast.after(place, 0, oblique=False)
        return head is not None and head.start == place and 0 <= one.start - head.end < OBJECT

    def _of_a_person(self, one: Found[Sign], what: Thing | None) -> bool:
        """Whether it is somebody who is liked: "have long liked Rice and a post says so"."""
        head = self._cast.after(one.end, 0)
        if head is None or self._passage.book.lang != "en" or head.start != one.end:
            return False
        beside = what is not None and what.start <= head.end
        return head.kind is Kind.PLAYER and not head.owns and not beside

    def _suffered(self, one: Found[Sign], clause: Clause) -> bool:
        """Whether German doesn't say by whom: "der Post wurde 600.000-mal gelikt"."""
        words = self._passage.words
        said = {*words[clause.start : one.start], *words[one.end : one.end + 1]}
        done = words[one.start].startswith("ge") and not self._pleases(one)
        return done and not said.isdisjoint({"wurde", "wurden", "worden"})

    def _parted(self, one: Found[Sign], clause: Clause, what: Thing | None) -> bool:
        """Whether no thing and no network stands with the verb, before a comma parts them."""
        if what is None:
            return not self._around.net_after(one.end, clause, _NET)
        if self._passage.within(one.end, what.start, Sign.BRIEF):
            return False  # "liked, for a few minutes, a post"
        far = what.start - one.end >= OBJECT - 1
        return far and "," in self._passage.between(one.start, what.end)

    def _of_no_post(self, one: Found[Sign], clause: Clause, what: Thing | None) -> bool:
        """Whether it isn't a post that somebody is said to like: "aime par Marseille"."""
        behind = what is None or what.start >= one.end
        heads = any(clause.start <= head.start < one.start for head in self._cast.heads)
        opens = what is not None and not heads  # "Foi curtido por Endrick o post"
        return behind and not opens and not self._around.net(clause)

    def unlike(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        """Yield a like that was taken back."""
        doer = self._subjects.doer(one.start, one.end, clause)
        if doer is not None:
            what = thing(self._passage, clause, one.start, one.end)
            yield Deed(Doing.LIKE_REMOVED, doer, one.start, one.end, one.start, what)

    def _pleases_fans(self, one: Found[Sign]) -> bool:
        """Whether it is people who are pleased: "Undav gefallt den Fans"."""
        pleased = self._cast.after(one.end, 2) if self._pleases(one) else None
        return pleased is not None and pleased.kind is Kind.NOBODY

    def _pleases(self, one: Found[Sign]) -> bool:
        """Whether the thing is the subject: "der Beitrag gefallt ihm"."""
        return self._passage.words[one.start] in {"gefallt", "gefiel", "gefallen"}
