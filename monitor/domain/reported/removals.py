"""What is removed from a profile, or no longer there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from monitor.domain.catalogue import Role
from monitor.domain.names.hit import Named
from monitor.domain.phrases import Found
from monitor.domain.reported.deeds import BACK, LAST, OBJECT, Deed, Scene
from monitor.domain.reported.heads import Kind
from monitor.domain.reported.objects import THINGS
from monitor.domain.reported.passage import Clause
from monitor.domain.reported.signs import Sign
from monitor.domain.reported.subjects import SUFFERED
from monitor.domain.reported.surroundings import NEAR
from monitor.domain.reported.telling import Doer, Doing

_NAME: Final = frozenset(
    {"name", "namen", "nombre", "nome", "nom", "mencion", "mencao", "menzione"}
)


_MENTION: Final = frozenset(
    """
    reference trace mention rastro referencia mencao rasto riferimento traccia riferimenti
    hinweis spur hinweise
    """.split()  # noqa: SIM905
)
_IN: Final = frozenset(
    "in with wearing con com de da di in nella avec en sous im mit".split()  # noqa: SIM905
)
_BESIDES: Final = frozenset("also too auch ebenso tambien tampoco tambem anche aussi".split())  # noqa: SIM905
_ASKING: Final = frozenset(
    """
    calling called urging urged asking asked demanding demanded suggesting suggested saying wanting
    wanted begging pedia pedian pide piden pidiendo exigia exigian exige reclamaba reclama sugeria
    pedir pedindo pede pedem pediam exigiam sugere reclamando chiedeva chiede chiedevano chiedono
    chiedere chiedendo invitava pretendeva pretende demandait demande demandaient demandent
    demandant reclamait reclame reclamant exigeait exige appelait appelant forderte fordert fordern
    forderten verlangt verlangte verlangten gefordert
    """.split()  # noqa: SIM905
)
_SINGLE: Final = frozenset("single unica sola seule einzige einziges".split())  # noqa: SIM905
_WHICH: Final = frozenset("that which que che qui".split())  # noqa: SIM905
_HAS: Final = frozenset("has ha a e".split())  # noqa: SIM905
_MANY: Final = frozenset(
    """
    borraron eliminaron quitaron retiraron apagaram removeram tiraram retiraram
    """.split()  # noqa: SIM905
)
"""Verbs of many, who aren't the one that liked."""
_THEN: Final = frozenset(
    """
    and then but before only later y pero luego despues antes e mas depois poi ma prima dopo salvo
    et mais puis avant und aber doch dann bevor ehe nahm entfernte loschte
    """.split()  # noqa: SIM905
)
"""Words behind which the one who liked acts again."""


class Removals:
    """What is removed from a profile, or no longer there."""

    def __init__(self, scene: Scene) -> None:
        self._passage = scene.passage
        self._cast = scene.cast
        self._around = scene.around
        self._subjects = scene.subjects
        self._liked = scene.liked

    def removal(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        """Yield what somebody removed: pictures, a club, a like."""
        passage, sentence = self._passage, clause.sentence
        start, end = self._around.reach(one, clause)
        after = (one.start + 1, end)
        spans = [after, (start, one.start)] if self._around.loose() else [after]
        head, doer = self._subjects.subject(one.start, one.end, clause)
        if doer is None or self._subjects.suffers(head, one):
            return
        for first, last in spans:
            if passage.within(first, min(last, first + NEAR), Sign.LIKE):
                return  # the like tells it
            kinds = list(self._removed(first, last, clause, doer))
            for doing in kinds:
                whose = doer
                if doing is Doing.CLUB_REMOVED and doer.role is Role.CLUB:
                    whose = self._cast.doer(None, sentence.end - 1) or doer
                if whose.role is not Role.CLUB or doing is not Doing.CLUB_REMOVED:
                    yield Deed(doing, whose, one.start, one.end, one.start)
            if kinds:
                return
            if passage.within(first, last, *THINGS):
                break
        liked = [who for place, who in self._liked if clause.sentence.start - 30 <= place]
        aside = self._asked(one, clause) or passage.within(*after, *THINGS, Sign.BIO)
        many = doer.count is None and not _MANY.isdisjoint(passage.words[one.start : one.end])
        if doer in liked and not aside and not many:
            yield Deed(Doing.LIKE_REMOVED, doer, one.start, one.end, one.start, leans=True)

    def _asked(self, one: Found[Sign], clause: Clause) -> bool:
        """Whether what was liked asks for a removal, or was removed itself: "that was deleted"."""
        words, opens = self._passage.words, clause.sentence.start
        for place in range(max(opens, one.start - OBJECT), one.start - 1):
            if words[place] in _WHICH and words[place + 1] in SUFFERED | _HAS:
                return True
        for place in range(one.start - 1, max(opens, one.start - LAST) - 1, -1):
            if words[place] in _THEN:
                return False
            if words[place] in _ASKING:
                return True
        return False

    def _removed(self, first: int, last: int, clause: Clause, doer: Doer) -> Iterator[Doing]:
        """Yield what was removed that words *first* to *last* name."""
        passage = self._passage
        net = self._around.net(clause)
        club = self._around.club(clause.sentence.start, clause.sentence.end)
        photos = passage.within(first, last, Sign.PHOTOS)
        club = club or self._worn(photos, last)
        mention = photos and club and passage.words[photos[0].end - 1] in _MENTION
        if mention and passage.within(first, last, Sign.BIO):
            yield Doing.CLUB_REMOVED
            return
        if photos and (net or club):
            yield Doing.PICTURES_REMOVED
        if passage.within(first, min(last, first + NEAR), Sign.FOLLOWING):
            yield Doing.UNFOLLOW
            return
        bio = passage.within(first, last, Sign.BIO)
        direct = self._around.spans(Named.CLUB, first, min(last, first + NEAR))
        if not _NAME.isdisjoint(passage.words[first:last]):
            direct = [first] if self._around.club(first, last) else []
        nets = [one.start for one in passage.within(first, last, Sign.ACCOUNT)]
        nets += [one.start for one in passage.platforms if first <= one.start < last]
        if nets and passage.words[max(nets) + 1 : max(nets) + 2] == ["s"]:
            nets = []  # "his account's password"
        things = passage.within(first, last, *THINGS)
        if (
            bio and (club or doer.player) and not (photos and bio[0].start > photos[0].start + 4)
        ) or (direct and nets and not things and max(nets) > direct[0]):
            yield Doing.CLUB_REMOVED
        elif not things and not photos and nets and min(nets) - first < OBJECT:
            yield Doing.PICTURES_REMOVED

    def _worn(self, photos: list[Found[Sign]], last: int) -> bool:
        """Whether pictures show a player in a club's shirt: "fotos con la camiseta azulgrana"."""
        return any(
            not _IN.isdisjoint(self._passage.words[photo.end : shirt.start])
            for photo in photos[:1]
            for shirt in self._passage.within(photo.end, min(last, photo.end + NEAR), Sign.SHIRT)
        )

    def gone(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        """Yield what is no longer there: pictures, a club, a like."""
        passage = self._passage
        sentence = clause.sentence
        doer = self._cast.doer(None, sentence.end - 1)
        heads = [h for h in self._cast.heads if h.kind is Kind.PLAYER and h.start in sentence]
        if heads:
            doer = self._cast.doer(heads[0], one.start)
        if doer is None:
            return
        before, after = (clause.start, one.start), (one.end, clause.end)
        if any(passage.within(*span, Sign.LIKE) for span in (before, after)):
            yield Deed(Doing.LIKE_REMOVED, doer, one.start, one.end, one.start)
            return
        if passage.within(one.end, min(clause.end, one.end + 2), Sign.FOLLOWING):
            yield Deed(Doing.UNFOLLOW, doer, one.start, one.end, one.start)
            return
        liked = self._liked_before(one, clause)
        if liked is not None:
            yield Deed(Doing.LIKE_REMOVED, liked, one.start, one.end, one.start, leans=True)
            return
        net, club = (
            self._around.net(clause),
            self._around.club(sentence.start, sentence.end),
        )
        photos = any(passage.within(*span, Sign.PHOTOS) for span in (before, after)) or any(
            not _SINGLE.isdisjoint(passage.words[max(0, photo.start - 2) : photo.start])
            for photo in passage.within(*after, Sign.PHOTO)
        )
        named = self._around.named(Named.CLUB, one.end, one.end + 3)
        bio = passage.within(one.end, min(clause.end, one.end + NEAR), Sign.BIO)
        shown = passage.within(one.end, clause.end, Sign.PHOTOS)
        if named and bio and not (shown and shown[0].start < bio[0].start):
            yield Deed(Doing.CLUB_REMOVED, doer, one.start, one.end, one.start)
        also = bool(photos) and self._also(sentence.start)
        if (photos or passage.spans(one, *THINGS)) and (net or club or also):
            yield Deed(Doing.PICTURES_REMOVED, doer, one.start, one.end, one.start)
        elif club and (
            passage.within(sentence.start, sentence.end, Sign.BIO, Sign.ACCOUNT)
            or passage.spans(one, Sign.BIO, Sign.ACCOUNT)
        ):
            yield Deed(Doing.CLUB_REMOVED, doer, one.start, one.end, one.start)

    def _also(self, opens: int) -> bool:
        """Whether a sentence adds to one that spoke of a profile: "Also all pictures are gone"."""
        passage = self._passage
        if opens == 0 or passage.words[opens] not in _BESIDES:
            return False
        before = passage.clause(opens - 1).sentence
        gone = passage.within(before.start, before.end, Sign.GONE)
        return bool(passage.within(before.start, before.end, Sign.BIO, Sign.ACCOUNT)) or any(
            passage.spans(found, Sign.BIO) for found in gone
        )

    def _liked_before(self, one: Found[Sign], clause: Clause) -> Doer | None:
        """Return whose like is gone that the sentence before told: "It was gone by noon"."""
        passage, opens = self._passage, clause.sentence.start
        likes = [(place, who) for place, who in self._liked if opens - BACK <= place < opens]
        named = passage.within(opens, clause.sentence.end, *THINGS, Sign.BIO, Sign.ACCOUNT)
        heads = any(opens < head.start < one.start for head in self._cast.heads)
        it = passage.book.lang != "en" or "it" in passage.words[opens : one.start + 1]
        close = one.start - opens < NEAR
        return likes[-1][1] if likes and close and it and not (named or heads) else None

    def blackened(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        """Yield that a profile turned black."""
        doer = self._cast.doer(None, clause.sentence.end - 1)
        if doer is not None:
            yield Deed(Doing.PICTURES_REMOVED, doer, one.start, one.end, one.start)
