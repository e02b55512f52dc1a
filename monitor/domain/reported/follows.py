"""Following, being followed, and an end of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from monitor.domain.catalogue import Role
from monitor.domain.names.hit import Named
from monitor.domain.phrases import Found
from monitor.domain.reported.deeds import GIVING, LAST, NAMED, Deed, Scene
from monitor.domain.reported.heads import Kind
from monitor.domain.reported.passage import Clause
from monitor.domain.reported.signs import Sign
from monitor.domain.reported.surroundings import NEAR
from monitor.domain.reported.telling import Doing

_BEGUN: Final = frozenset(
    """
    started starts begun began begins empezado empezo empieza comenzado comenzo comienza comecou
    comeca comecam comecaram comecado passou passam iniziato inizia iniziano cominciato comincia
    cominciano passaram preso presa prese presi messo mis comecado passe commence commencer
    commencent neuerdings empiezan empezaron comienzan start begin
    """.split()  # noqa: SIM905
)


_FOLLOWERS: Final = frozenset(
    "follower followers seguidor seguidora seguidores abonne abonnes".split()  # noqa: SIM905
)
_AMONG: Final = frozenset("among amongst entre tra fra parmi unter zu".split())  # noqa: SIM905
_NO_MORE: Final = frozenset("longer mehr plus piu mais ya ja".split())  # noqa: SIM905
_WHOM: Final = frozenset("a al ao aos el la il lo l o os le les the his her de".split())  # noqa: SIM905
"""Words before somebody who is followed no more."""


class Follows:
    """Following, being followed, and an end of it."""

    def __init__(self, scene: Scene) -> None:
        self._passage = scene.passage
        self._cast = scene.cast
        self._around = scene.around
        self._subjects = scene.subjects

    def follow(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        """Yield who follows, or no longer does."""
        sentence = clause.sentence
        if self._around.imperative(one, clause) or self._around.succeeds(one):
            return
        head, doer = self._subjects.subject(one.start, one.end, clause)
        sure = one.value is Sign.FOLLOW_SURE or self._around.net(clause)
        squad = head is not None and head.kind is Kind.PLAYERS and head.count is not None
        if not (sure or self._begun(one, clause) or (squad and self._player_behind(one))):
            return
        if doer is None or not (
            self._around.target(one, clause, doer) or self._stranger(one, clause)
        ):
            return
        if doer.role is Role.CLUB and not self._around.plain(one, clause):
            return
        if head is None and self._around.suffers(one, clause, doer):
            return
        ended = self._passage.within(sentence.start, sentence.end, Sign.NO_MORE)
        back = -LAST if self._around.loose() else -3  # "hat aufgehort, ... zu folgen"
        if self._gone(one):
            yield Deed(Doing.UNFOLLOW, doer, one.start, one.end, one.start, denied=False)
        elif any(back <= found.start - one.end <= 9 for found in ended):
            yield Deed(Doing.UNFOLLOW, doer, one.start, one.end, one.start)
        else:
            many = head is not None and head.kind is Kind.PLAYERS
            doing = Doing.SQUAD_FOLLOW if many else Doing.FOLLOW
            yield Deed(doing, doer, one.start, one.end, one.start)

    def _gone(self, one: Found[Sign]) -> bool:
        """Whether somebody is among the followers no more."""
        words = self._passage.words
        before = words[max(0, one.start - 4) : one.start]
        return words[one.start] in _AMONG and not _NO_MORE.isdisjoint(before)

    def _player_behind(self, one: Found[Sign]) -> bool:
        """Whether it is a player whom a squad follows: "seven of them have followed Wirtz"."""
        behind = self._cast.after(one.end, 1)
        return behind is not None and behind.kind is Kind.PLAYER and not behind.owns

    def _stranger(self, one: Found[Sign], clause: Clause) -> bool:
        """Whether somebody whom the catalogue doesn't know is followed on a network by name."""
        sure = one.value is Sign.FOLLOW_SURE
        head = self._cast.after(one.end, 1, oblique=sure)
        platforms = [place.start for place in self._passage.platforms]
        named = head is not None and head.kind is Kind.NOBODY and head.slug is not None
        return named and (sure or any(one.end <= place < clause.end for place in platforms))

    def followed(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        """Yield who follows where that is told of the followed: "followed by five players"."""
        passage = self._passage
        places = range(one.end, min(clause.end, one.end + NEAR))
        by = next((at for at in places if passage.words[at] in passage.book.by), None)
        if passage.words[one.end - 1] in _FOLLOWERS:
            by = next((at for at in range(one.end, one.end + 4) if self._leads(at)), None)
            by = None if by is None else by - (":" in passage.gap(by))
        elif not self._around.net(clause):
            return
        if by is None:
            return
        head = self._cast.after(by + 1, NEAR)
        doer = None if head is None else self._cast.doer(head, one.start)
        if doer is not None and head is not None:
            many = head.kind is Kind.PLAYERS
            doing = Doing.SQUAD_FOLLOW if many else Doing.FOLLOW
            yield Deed(doing, doer, one.start, head.end, one.start)

    def _leads(self, place: int) -> bool:
        """Whether the name of a new follower comes next: "a new follower: Saka", "in Saka"."""
        passage = self._passage
        colon = place < len(passage.words) and ":" in passage.gap(place)
        return colon or passage.words[place : place + 1] in (["in"], ["en"], ["em"])

    def noun(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        """Yield whose follow it is: "the latest follow of Isak"."""
        passage, sentence = self._passage, clause.sentence
        owner = self._subjects.owner(one, clause)
        verbs = passage.within(sentence.start, sentence.end, *GIVING, Sign.REMOVE, Sign.UNFOLLOW)
        if owner is None or owner.kind not in NAMED or verbs:
            return
        doer = self._cast.doer(owner, one.start)
        if doer is not None and self._around.target(one, clause, doer):
            yield Deed(Doing.FOLLOW, doer, one.start, one.end, one.start)

    def _begun(self, one: Found[Sign], clause: Clause) -> bool:
        """Whether following begins or is ended elsewhere in the sentence: so it is on a network."""
        sentence, passage = clause.sentence, self._passage
        if passage.within(sentence.start, sentence.end, Sign.UNFOLLOW_SURE, Sign.FOLLOW_SURE):
            return True
        before = passage.words[max(sentence.start, one.start - 3) : one.end]
        reach = NEAR if one.value is Sign.FOLLOW and not _BEGUN.isdisjoint(before) else 1
        names = any(
            one.end <= span.start <= one.end + reach and hit.named is not Named.SOURCE
            for hit, span in passage.hits
        )
        return names and not _BEGUN.isdisjoint(before)

    def unfollow(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        """Yield who stopped following."""
        if self._around.imperative(one, clause):
            return
        doer = self._subjects.doer(one.start, one.end, clause)
        if doer is None:
            return
        if one.value is Sign.UNFOLLOW and not self._around.net(clause):
            near = one.end, min(clause.end, one.end + 5)
            behind = self._cast.after(one.end, 2)
            said = self._passage.words[one.end : behind.start] if behind is not None else []
            club = (behind is not None and _WHOM.issuperset(said)) or self._around.club(*near)
            club = club or bool(self._passage.within(*near, Sign.MATE))
            if not club or doer.club is not None:
                return
        yield Deed(Doing.UNFOLLOW, doer, one.start, one.end, one.start)
