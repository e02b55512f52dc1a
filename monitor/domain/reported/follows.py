"""Following, being followed, and an end of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from monitor.domain.catalogue import Role
from monitor.domain.names.hit import Named
from monitor.domain.phrases import Found
from monitor.domain.reported import lately
from monitor.domain.reported.anonymous import CLUB, the_club
from monitor.domain.reported.deeds import GIVING, LAST, NAMED, OBJECT, Deed, Scene
from monitor.domain.reported.heads import Kind
from monitor.domain.reported.passage import Clause
from monitor.domain.reported.signs import Sign
from monitor.domain.reported.surroundings import NEAR
from monitor.domain.reported.telling import Doer, Doing

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
_ADDED: Final = frozenset(
    """
    added adds add agrego agregado agregaron agrega anadio anadido anadieron adicionou adicionado
    adicionaram acrescentou aggiunto aggiunge aggiungono ajoute ajoutent hinzugefugt
    """.split()  # noqa: SIM905
)
_FOLLOWED: Final = frozenset("follow follows following seguidas seguiti suivis".split())  # noqa: SIM905
_THAT: Final = frozenset("that which que che denen".split())  # noqa: SIM905
_NET: Final = (Sign.ACCOUNT,)
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
        if self._counted(one, clause):
            yield from self._by_the_club(one, clause)
            return
        head, doer = self._subjects.subject(one.start, one.end, clause)
        passage = self._passage
        over = lately.over(passage, one, clause)
        since = doer is not None and doer.player is not None and lately.lately(passage, one, clause)
        sure = one.value is Sign.FOLLOW_SURE or self._around.net(clause) or over or since
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

    def _counted(self, one: Found[Sign], clause: Clause) -> bool:
        """Whether accounts are counted that are followed: "the 311 accounts that it follows"."""
        words = self._passage.words
        for account in self._passage.within(max(clause.start, one.start - NEAR), one.start, *_NET):
            counted = any(word.isdecimal() for word in words[account.start - 2 : account.start])
            relative = not _THAT.isdisjoint(words[account.end : account.end + 1])
            if counted and (relative or one.start - account.end <= LAST // 4):
                return True
        return False

    def _by_the_club(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        """Yield that a club follows a player who is counted among its accounts."""
        passage = self._passage
        named = self._around.spans(Named.PLAYER, clause.start, one.start)
        said = any(word in CLUB for word in passage.words[one.start - NEAR : one.end + OBJECT])
        clubs = {
            hit.slug for hit, span in passage.hits
            if hit.named is Named.CLUB and one.start - NEAR <= span.start < one.end + OBJECT
        }  # fmt: skip
        slug = next(iter(clubs)) if len(clubs) == 1 else the_club(passage, one.start)
        if named and slug is not None and (said or clubs):
            yield Deed(Doing.FOLLOW, Doer(role=Role.CLUB, club=slug), one.start, one.end, one.start)

    def added(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        """Yield who added a player on a network: "have added Gallagher on Instagram"."""
        passage, words = self._passage, self._passage.words
        if words[one.end - 1] not in _ADDED:
            return
        near = range(one.end, one.end + 2) if words[one.end - 1] != "hinzugefugt" else range(
            one.start - NEAR, one.start
        )  # fmt: skip
        spans = [span for hit, span in passage.hits
                 if hit.named is Named.PLAYER and span.start in near]  # fmt: skip
        if not spans or not self._on_a_network(spans[0].end, clause):
            return
        head, doer = self._subjects.subject(one.start, one.end, clause)
        if head is None or doer is None or spans[0].start in range(head.start, head.end):
            return
        doing = Doing.SQUAD_FOLLOW if head.kind is Kind.PLAYERS else Doing.FOLLOW
        yield Deed(doing, doer, one.start, one.end, one.start)

    def _on_a_network(self, place: int, clause: Clause) -> bool:
        """Whether a network, or accounts that are followed, stands right behind a name."""
        passage, last = self._passage, min(clause.end, place + OBJECT)
        nets = any(place <= net.start < last for net in passage.platforms)
        return nets or any(
            not _FOLLOWED.isdisjoint(passage.words[account.start : account.end + 2])
            for account in passage.within(place, last, Sign.ACCOUNT)
        )

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
