"""Likes that are told as a thing: given, owned, denied, counted among others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from monitor.domain.names.hit import Named
from monitor.domain.phrases import Found
from monitor.domain.reported.deeds import (
    GIVING,
    LAST,
    NAMED,
    OBJECT,
    WHICH,
    Deed,
    Scene,
    liking,
)
from monitor.domain.reported.heads import SINGLE, Head, Kind
from monitor.domain.reported.objects import THINGS, Thing, thing, thing_of
from monitor.domain.reported.passage import Clause
from monitor.domain.reported.signs import Sign
from monitor.domain.reported.subjects import SUFFERED
from monitor.domain.reported.surroundings import NEAR
from monitor.domain.reported.telling import Doing

_WITH: Final = frozenset(
    """
    with con com avec mit durch nach through after tras dopo apres
    """.split()  # noqa: SIM905
)
_AT: Final = frozenset(
    """
    numa num nas nos sul sulla nel beim zum
    to on under for at a al alla allo all ai en em no na ao sous sur au aux unter fur sotto su
    """.split()  # noqa: SIM905
)
_THAT: Final = frozenset(
    """
    and that a an another y ese el un con su e quel il o esse um com et ce le und das der ein mit
    instagram social
    """.split()  # noqa: SIM905
)
_OTHERS: Final = frozenset({Kind.KIN, Kind.AGENT, Kind.MATE, Kind.REPORTER})
_HIS: Final = frozenset("his her su suo sua seu son sein".split())  # noqa: SIM905
_THAT_OF: Final = frozenset("that one el quello celui der das die o a".split())  # noqa: SIM905
_STILL: Final = frozenset({Sign.ACCOUNT, Sign.HEDGE, Sign.BRIEF, Sign.ONE, Sign.HE})
"""Signs that tell nothing by themselves."""
_HEARTS: Final = frozenset("hearts corazones coracoes cuori coeurs herzen herzchen".split())  # noqa: SIM905
_ANSWERS: Final = frozenset(
    """
    answer reply response respuesta resposta risposta reponse antwort
    """.split()  # noqa: SIM905
)
_DENIED: Final = 3
"""Words that part a like from the verb that denies it."""

_DROPPED: Final = frozenset({"drop", "drops", "dropped", "dropping"})


class Given:
    """Likes that are told as a thing: given, owned, denied, counted among others."""

    def __init__(self, scene: Scene) -> None:
        self._passage = scene.passage
        self._cast = scene.cast
        self._around = scene.around
        self._subjects = scene.subjects
        self._used = scene.used

    def noun(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        """Yield what is done with a like, or whose it is."""
        passage = self._passage
        what = thing(passage, clause, one.start, one.end)
        reach = LAST if self._around.loose() else NEAR
        relative = not WHICH.isdisjoint(passage.words[one.end : one.end + 1])
        later = reach + 2 if relative or self._around.loose() else -1
        givers = [
            giver for giver in passage.within(clause.start, clause.end, *GIVING)
            if -reach <= giver.start - one.end <= later
        ]  # fmt: skip
        removers = [
            remover for remover in passage.within(clause.start, clause.end, Sign.REMOVE)
            if -NEAR - 2 <= remover.start - one.end <= max(later, 2)
        ]  # fmt: skip
        removers += self._undone(one, clause)
        if passage.words[one.start] in SINGLE:  # "dropped a like"
            dropped = [found for found in removers if passage.words[found.start] in _DROPPED]
            givers += dropped
            removers = [found for found in removers if found not in dropped]
        owner = self._subjects.owner(one, clause)
        if owner is not None:
            doer = self._cast.doer(owner, one.start)
            if doer is not None:
                taken = Doing.LIKE_REMOVED if removers else liking(what)
                self._used |= {found.start for found in (*givers, *removers)}
                self._subjects.acted(doer, clause)
                yield Deed(taken, doer, one.start, one.end, one.start, what)
            return
        if not removers and not givers:
            if self._is_the_answer(one, clause):
                yield from self._answered(one, clause)
                return
            if self._denies(one, clause):
                doer = self._cast.doer(None, one.start)
                if doer is not None:
                    yield Deed(liking(what), doer, one.start, one.end, one.start, what)
                return
            yield from self._by_a_like(one, clause, what)
            yield from self._beside_a_like(one, clause)
            yield from self._of_a_like(one, clause, what)
            return
        if givers and self._around.imperative(givers[0], clause):
            return
        verb = min(removers or givers, key=lambda found: abs(found.start - one.start))
        self._used |= {found.start for found in (*givers, *removers)}
        doer = self._subjects.doer(verb.start, verb.end, clause)
        if doer is not None:
            first, last = min(verb.start, one.start), max(verb.end, one.end)
            doing = Doing.LIKE_REMOVED if removers else liking(what)
            yield Deed(doing, doer, first, last, verb.start, what)

    def _denies(self, one: Found[Sign], clause: Clause) -> bool:
        """Whether a like is what somebody denies: "his agent denies the like"."""
        sentence = clause.sentence
        if self._passage.within(sentence.start, sentence.end, Sign.FAKE):
            return True
        denials = self._passage.within(sentence.start, one.start, Sign.DENY)
        return bool(denials) and one.start - denials[-1].end < _DENIED

    def _undone(self, one: Found[Sign], clause: Clause) -> list[Found[Sign]]:
        """Return what the like is the subject of: "his like on the post was later removed"."""
        words = self._passage.words
        return [
            found
            for found in self._passage.within(one.end + 3, clause.end, Sign.REMOVE)
            if not SUFFERED.isdisjoint(words[found.start - 3 : found.start])
            and WHICH.isdisjoint(words[max(one.end, found.start - OBJECT) : found.start])
        ]

    def _by_a_like(self, one: Found[Sign], clause: Clause, what: Thing | None) -> Iterator[Deed]:
        """Yield what somebody does *with a like*: it is told beside what it leads to."""
        before = self._passage.words[max(clause.start, one.start - 2) : one.start]
        if _WITH.isdisjoint(before) or (
            what is None and not self._around.net_after(one.end, clause)
        ):
            return
        head = self._subjects.head(one.start, one.end, clause)
        later = [
            other for other in self._cast.heads
            if one.end <= other.start < clause.end and not other.oblique
        ]  # fmt: skip
        head = head or next((other for other in later if other.kind is Kind.PLAYER), None)
        doer = self._cast.doer(head, one.start)
        if doer is not None:
            yield Deed(liking(what), doer, one.start, one.end, one.start, what)

    def _beside_a_like(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        """Yield what a headline tells without a verb: "Ramos, like al post di un tifoso"."""
        passage, opens = self._passage, clause.sentence.start
        said = passage.words[one.end - 1 : one.end + 1]
        near = passage.within(one.end, min(clause.end, one.end + OBJECT + 1), *THINGS)
        heads = [head for head in self._cast.heads if opens <= head.start and head.end <= one.start]
        club = passage.book.lang != "en" and self._around.named(Named.CLUB, one.end, one.end + 3)
        if not (near or club) or _AT.isdisjoint(said):
            return
        what = thing_of(near[0]) if near else None
        if not _HIS.isdisjoint(passage.words[max(opens, one.start - 1) : one.start + 1]):
            others = any(head.kind in _OTHERS or head.slug == "?" for head in heads)
            doer = None if others else self._cast.doer(None, one.start)
            if doer is not None:
                yield Deed(liking(what), doer, one.start, one.end, one.start, what)
            return
        if not heads or heads[-1].oblique:
            return
        if ":" in passage.gap(one.start):
            yield from self._announced(one, clause, heads, what)
            return
        between = set(passage.words[heads[-1].end : one.start])
        if heads[-1].kind not in {Kind.PLAYER, Kind.AGENT} or not between <= _THAT:
            return
        doer = self._cast.doer(heads[-1], one.start)
        if doer is not None:
            yield Deed(liking(what), doer, one.start, one.end, one.start, what)

    def _is_the_answer(self, one: Found[Sign], clause: Clause) -> bool:
        """Whether a like is what a comment is answered by: "his reply to the comment: a like"."""
        passage, opens = self._passage, clause.sentence.start
        places = range(opens, clause.start)
        colon = clause.start > opens and ":" in passage.gap(clause.start)
        answers = any(passage.words[at] in _ANSWERS for at in places)
        comments = [found for found in passage.within(opens, clause.start, Sign.COMMENT)
                    if passage.words[found.start] not in _ANSWERS]  # fmt: skip
        return colon and answers and bool(comments) and one.start - clause.start < OBJECT

    def _answered(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        """Yield whose answer to a comment a like is."""
        opens = clause.sentence.start
        heads = [head for head in self._cast.heads if opens <= head.start < clause.start]
        named = [head for head in heads if head.kind in {Kind.PLAYER, Kind.AGENT, Kind.ONE}]
        if len(named) == 1 and not any(head.kind is Kind.CLUB for head in heads):
            doer = self._cast.doer(named[0], one.start)
            if doer is not None:
                yield Deed(Doing.LIKE_OF_COMMENT, doer, one.start, one.end, one.start)

    def _announced(
        self, one: Found[Sign], clause: Clause, heads: list[Head], what: Thing | None
    ) -> Iterator[Deed]:
        """Yield what a headline tells behind a colon: "Ramos, under suspicion: like al post"."""
        passage, opens = self._passage, clause.sentence.start
        signs = passage.within(opens, one.start, *Sign)
        told = any(found.value not in _STILL for found in signs)
        alone = len(heads) == 1 and heads[0].start == opens and heads[0].kind is Kind.PLAYER
        if told or not alone or heads[0].owns or one.start - heads[0].end > NEAR:
            return
        doer = self._cast.doer(heads[0], one.start)
        if doer is not None:
            yield Deed(liking(what), doer, one.start, one.end, one.start, what)

    def _of_a_like(self, one: Found[Sign], clause: Clause, what: Thing | None) -> Iterator[Deed]:
        """Yield whose like it is that is said later: "an unexpected like: that of Benzema"."""
        passage, book = self._passage, self._passage.book
        ends = min(clause.sentence.end, one.end + NEAR)
        for place in range(one.end, ends - 1):
            if passage.words[place] in _THAT_OF and passage.words[place + 1] in book.of:
                head = self._cast.after(place + 2, 2)
                doer = None if head is None else self._cast.doer(head, one.start)
                if doer is not None and head is not None and head.kind in NAMED:
                    yield Deed(liking(what), doer, one.start, head.end, one.start, what)
                return

    def among(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        """Yield who is named among those who liked: "among the likes was one from Ramos"."""
        passage = self._passage
        ends = min(clause.sentence.end, one.end + LAST + 2)
        verbs = passage.within(one.end, ends, Sign.LIKED, Sign.LIKED_SURE, Sign.LIKE, Sign.GIVE)
        what = thing(passage, clause, one.start, one.end)
        if what is None and passage.words[one.end - 1] in _HEARTS:
            return  # "among the broken hearts"
        self._used |= {found.start for found in verbs}
        acting = [head for head in self._cast.heads if not head.oblique and head.kind in NAMED]
        named = any(one.end <= head.start < ends for head in acting)
        for head in self._cast.heads:
            leads = 0 <= one.start - head.end <= OBJECT - 1 and not (head.oblique or head.owns)
            leads = leads or (
                head.owns
                and passage.words[head.end + 1 : head.end + 2] == ["name"]
                and 0 < one.start - head.end <= OBJECT + 1
            )  # "his name was among the likes"
            leads = leads and "," not in passage.between(head.start, one.start + 1)
            owned = passage.words[head.start - 1] in passage.book.of and any(
                found.end == head.start - 1 for found in passage.within(0, head.start, *THINGS)
            )  # "for the post of Sane"
            told = one.end <= head.start < ends and not owned and not (named and head.oblique)
            if (leads or told) and head.kind in NAMED:
                doer = self._cast.doer(head, one.start)
                if doer is not None:
                    yield Deed(liking(what), doer, one.start, one.end, one.start, what)
                return
