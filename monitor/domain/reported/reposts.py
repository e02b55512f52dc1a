"""What is passed on: somebody else's words, where a text says whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from monitor.domain.phrases import Found
from monitor.domain.reported.deeds import LAST, OBJECT, Deed, Scene
from monitor.domain.reported.objects import THINGS, Thing, author, thing, thing_of
from monitor.domain.reported.passage import Clause
from monitor.domain.reported.signs import Sign
from monitor.domain.reported.surroundings import NEAR
from monitor.domain.reported.telling import Doing

_MEDIA: Final = frozenset(
    """
    newspaper magazine outlet podcast diario periodico revista medio jornal veiculo giornale
    quotidiano testata journal quotidien magazine media zeitung zeitschrift magazins portal portals
    newspapers
    """.split()  # noqa: SIM905
)
"""Who publishes, of no name."""
_PUT: Final = frozenset(
    """
    put puts posted posts placed added adds puso coloco subio pos colocou postou messo mette mis
    met poste stellte packte gestellt gepackt
    """.split()  # noqa: SIM905
)
"""Verbs by which a post comes into a story."""
_INTO: Final = frozenset("on onto to in into en a na no nas nos nella nelle dans sur".split())  # noqa: SIM905
_OWN: Final = frozenset(
    """
    his her their su sus suo sua seu sa son seine sein ihr own
    """.split()  # noqa: SIM905
)


class Reposts:
    """What is passed on of others."""

    def __init__(self, scene: Scene) -> None:
        self._passage = scene.passage
        self._subjects = scene.subjects

    def repost(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        """Yield who passed on what another said."""
        passage = self._passage
        if self._subjects.passive(one, clause):
            yield from self._shared_by(one, clause)
            return
        what = thing(passage, clause, one.start, one.end)
        if one.value is Sign.SHARED and not self._others(one, clause, what):
            return
        doer = self._subjects.doer(one.start, one.end, clause)
        if doer is not None:
            yield Deed(Doing.REPOST, doer, one.start, one.end, one.start, what)

    def _shared_by(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        """Yield who passed on what another said: "a fan's thread was shared by Isco"."""
        passage, sentence = self._passage, clause.sentence
        found = passage.within(sentence.start, sentence.end, *THINGS)
        doer = self._subjects.agent(one, clause)
        if doer is None:
            return
        for what in sorted(found, key=lambda thing: abs(thing.start - one.start))[:1]:
            end = min(sentence.end, what.end + OBJECT)
            fans = passage.within(what.start - 2, end, Sign.FANS, Sign.REPORTER)
            if one.value is Sign.REPOSTED or fans or author(passage, clause, thing_of(what)):
                yield Deed(Doing.REPOST, doer, one.start, one.end, one.start, thing_of(what))

    def _others(self, one: Found[Sign], clause: Clause, what: Thing | None) -> bool:
        """Whether what is shared is somebody else's, as far as the words beside it say."""
        passage = self._passage
        if what is None:
            return False
        told = passage.within(clause.start, clause.end, Sign.STORY)
        first, last = min(one.end, what.start), what.end + OBJECT
        if self._strangers(first, last, clause):
            return True
        if not _OWN.isdisjoint(passage.words[one.end : what.start]) and not told:
            return False
        owner = author(passage, clause, what)
        return owner is not None or bool(told and what.name == "post")

    def put(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        """Yield who put somebody's post into a story of his: "put the clip on his own story"."""
        passage, words = self._passage, self._passage.words
        if words[one.end - 1] not in _PUT:
            return
        what = next(iter(passage.within(one.end, min(clause.end, one.end + NEAR), *THINGS)), None)
        if what is None:
            return
        last = min(clause.end, what.end + LAST)
        told = [
            story for story in passage.within(what.end, last, Sign.STORY)
            if not _OWN.isdisjoint(words[story.start - 2 : story.start])
            and not _INTO.isdisjoint(words[story.start - 3 : story.start])
        ]  # fmt: skip
        found = thing_of(what)
        if not told or not (self._strangers(one.end, what.end + OBJECT, clause)
                            or author(passage, clause, found)):  # fmt: skip
            return
        doer = self._subjects.doer(one.start, one.end, clause)
        if doer is not None:
            yield Deed(Doing.REPOST, doer, one.start, told[0].end, one.start, found)

    def _strangers(self, start: int, end: int, clause: Clause) -> bool:
        """Whether fans, reporters or a medium are named whose post it may be."""
        passage, last = self._passage, min(end, clause.end)
        return bool(passage.within(start, last, Sign.FANS, Sign.REPORTER)) or any(
            word in _MEDIA for word in passage.words[start:last]
        )
