"""The turns of phrase that tell an act: which words beside a verb make it one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from monitor.domain.catalogue import Role
from monitor.domain.names.hit import Named
from monitor.domain.phrases import Found
from monitor.domain.reported.doers import Cast, Kind
from monitor.domain.reported.objects import THINGS, Thing, author, swallowed, thing, thing_of
from monitor.domain.reported.passage import Clause, Passage
from monitor.domain.reported.signs import Sign
from monitor.domain.reported.subjects import Subjects
from monitor.domain.reported.surroundings import NEAR, Surroundings
from monitor.domain.reported.telling import Doer, Doing

MOST: Final = 16
"""Verbs of one text that are asked whose they are."""

_GIVING: Final = (Sign.GIVE, Sign.COMMENTED)
_LAST: Final = 14
_OBJECT: Final = 4
_BACK: Final = 25
_WITH: Final = frozenset(
    """
    with con com avec mit durch nach through after tras dopo apres
    """.split()  # noqa: SIM905
)
_WHICH: Final = frozenset({"que", "that", "which", "che", "qui", "den", "das"})
_AT: Final = frozenset(
    """
    to on under for at a al alla allo all ai en em no na ao sous sur au aux unter fur sotto su
    """.split()  # noqa: SIM905
)
_THAT: Final = frozenset(
    """
    and that a an another y ese el un con su e quel il o esse um com et ce le und das der ein mit
    instagram social
    """.split()  # noqa: SIM905
)
_NAMED: Final = frozenset({Kind.PLAYER, Kind.AGENT, Kind.KIN, Kind.MATE})
_NAME: Final = frozenset(
    {"name", "namen", "nombre", "nome", "nom", "mencion", "mencao", "menzione"}
)
_BEGUN: Final = frozenset(
    """
    started starts begun began begins empezado empezo empieza comenzado comenzo comienza comecou
    comeca comecam comecaram comecado passou passam iniziato inizia iniziano cominciato comincia
    cominciano commence commencer commencent neuerdings empiezan empezaron comienzan start begin
    """.split()  # noqa: SIM905
)
_A: Final = frozenset("a an one un una uno um uma einem einen einer eine".split())  # noqa: SIM905
_DROPPED: Final = frozenset({"drop", "drops", "dropped", "dropping"})
_UNDER: Final = frozenset(
    """
    under underneath beneath below bajo debajo sob embaixo debaixo sotto sous unter
    """.split()  # noqa: SIM905
)
_ON: Final = frozenset("on en em na no sul sulla sullo sur dans in".split())  # noqa: SIM905
_OTHERWISE: Final = (
    Sign.LIKED, Sign.LIKED_SURE, Sign.UNLIKED, Sign.LIKE, Sign.REMOVE, Sign.GONE, Sign.COMMENTED,
    Sign.REPOSTED, Sign.SHARED,
)  # fmt: skip
_IN: Final = frozenset({"in", "en", "em", "num", "dans", "im"})
_OWN: Final = frozenset(
    """
    his her their su sus suo sua seu sa son seine sein ihr own
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Deed:
    """An act that words tell of, before it is asked whether they mean it.

    Attributes:
        start, end: Place of the words that tell it.
        at: Place of the verb, which has the negation before it.
        leans: It was told by a removal that doesn't say of what.
    """

    doing: Doing
    doer: Doer
    start: int
    end: int
    at: int
    what: Thing | None = None
    leans: bool = False


class Frames:
    """Reads one passage, verb by verb."""

    def __init__(self, passage: Passage, cast: Cast) -> None:
        self._passage = passage
        self._cast = cast
        self._around = Surroundings(passage)
        self._subjects = Subjects(passage, cast)
        self._used: set[int] = set()
        self._liked: list[tuple[int, Doer]] = []

    def deeds(self) -> Iterator[Deed]:
        """Yield what the signs of the passage tell, in their order."""
        readers: dict[Sign, Callable[[Found[Sign], Clause], Iterator[Deed]]] = {
            Sign.LIKED: self._like_verb,
            Sign.LIKED_SURE: self._like_verb,
            Sign.UNLIKED: self._unlike,
            Sign.LIKE: self._like_noun,
            Sign.AMONG: self._among,
            Sign.FOLLOWING: self._follow_noun,
            Sign.REMOVE: self._removal,
            Sign.GONE: self._gone,
            Sign.FOLLOW: self._follow,
            Sign.FOLLOW_SURE: self._follow,
            Sign.UNFOLLOW: self._unfollow,
            Sign.UNFOLLOW_SURE: self._unfollow,
            Sign.COMMENTED: self._comment,
            Sign.COMMENT: self._comment_noun,
            Sign.WROTE: self._wrote,
            Sign.REPOSTED: self._repost,
            Sign.SHARED: self._repost,
            Sign.BLACKENED: self._blackened,
        }
        telling = [one for one in self._passage.signs if one.value in readers]
        for one in telling[:MOST]:
            reader = readers[one.value]
            if one.start not in self._used:
                for deed in reader(one, self._passage.clause(one.start)):
                    if deed.doing in {Doing.LIKE, Doing.LIKE_OF_COMMENT}:
                        self._liked.append((deed.start, deed.doer))
                    yield deed

    def _like_verb(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        what = thing(self._passage, clause, one.start, one.end)
        passive = self._subjects.passive(one, clause)
        if what is not None and what.end <= one.start and not (passive or self._around.loose()):
            what = None
        if what is None and self._passage.words[one.end : one.end + 1] == ["it"]:
            earlier = self._passage.within(max(0, one.start - _BACK), one.start, *THINGS)
            what = thing_of(earlier[-1]) if earlier else None
        if self._pleases(one) and what is not None and what.end <= one.start:
            head = self._cast.after(one.end, _OBJECT)
            doer = None if head is None else self._cast.doer(head, one.start)
            if doer is not None:
                yield Deed(_liking(what), doer, one.start, one.end, one.start, what)
            return
        what = swallowed(self._passage, one) or what
        if one.value is Sign.LIKED and not passive and self._parted(one, clause, what):
            return
        if self._around.imperative(one, clause):
            return
        doer = (
            self._subjects.agent(one, clause)
            if passive
            else self._subjects.doer(one.start, one.end, clause)
        )
        if doer is not None:
            yield Deed(_liking(what), doer, one.start, one.end, one.start, what)

    def _parted(self, one: Found[Sign], clause: Clause, what: Thing | None) -> bool:
        """Whether no thing and no network stands with the verb, before a comma parts them."""
        if what is None:
            return not self._around.net_after(one.end, clause)
        far = what.start - one.end >= _OBJECT - 1
        return far and "," in self._passage.between(one.start, what.end)

    def _unlike(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        doer = self._subjects.doer(one.start, one.end, clause)
        if doer is not None:
            what = thing(self._passage, clause, one.start, one.end)
            yield Deed(Doing.LIKE_REMOVED, doer, one.start, one.end, one.start, what)

    def _like_noun(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        passage = self._passage
        what = thing(passage, clause, one.start, one.end)
        reach = _LAST if self._around.loose() else NEAR
        relative = not _WHICH.isdisjoint(passage.words[one.end : one.end + 1])
        later = reach + 2 if relative or self._around.loose() else -1
        givers = [
            giver for giver in passage.within(clause.start, clause.end, *_GIVING)
            if -reach <= giver.start - one.end <= later
        ]  # fmt: skip
        removers = [
            remover for remover in passage.within(clause.start, clause.end, Sign.REMOVE)
            if -NEAR - 2 <= remover.start - one.end <= max(later, 2)
        ]  # fmt: skip
        if passage.words[one.start] in _A:  # "dropped a like"
            dropped = [found for found in removers if passage.words[found.start] in _DROPPED]
            givers += dropped
            removers = [found for found in removers if found not in dropped]
        owner = self._subjects.owner(one, clause)
        if owner is not None:
            doer = self._cast.doer(owner, one.start)
            if doer is not None:
                taken = Doing.LIKE_REMOVED if removers else _liking(what)
                self._used |= {found.start for found in (*givers, *removers)}
                self._subjects.acted(doer, clause)
                yield Deed(taken, doer, one.start, one.end, one.start, what)
            return
        if not removers and not givers:
            yield from self._by_a_like(one, clause, what)
            yield from self._beside_a_like(one, clause)
            return
        if givers and self._around.imperative(givers[0], clause):
            return
        verb = min(removers or givers, key=lambda found: abs(found.start - one.start))
        self._used |= {found.start for found in (*givers, *removers)}
        doer = self._subjects.doer(verb.start, verb.end, clause)
        if doer is not None:
            first, last = min(verb.start, one.start), max(verb.end, one.end)
            doing = Doing.LIKE_REMOVED if removers else _liking(what)
            yield Deed(doing, doer, first, last, verb.start, what)

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
            yield Deed(_liking(what), doer, one.start, one.end, one.start, what)

    def _beside_a_like(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        """Yield what a headline tells without a verb: "Ramos, like al post di un tifoso"."""
        passage, opens = self._passage, clause.sentence.start
        said = passage.words[one.end : one.end + 1]
        near = passage.within(one.end, min(clause.end, one.end + _OBJECT + 1), *THINGS)
        heads = [head for head in self._cast.heads if opens <= head.start and head.end <= one.start]
        if not near or not heads or heads[-1].oblique or _AT.isdisjoint(said):
            return
        between = set(passage.words[heads[-1].end : one.start])
        if heads[-1].kind not in {Kind.PLAYER, Kind.AGENT} or not between <= _THAT:
            return
        doer = self._cast.doer(heads[-1], one.start)
        if doer is not None:
            what = thing_of(near[0])
            yield Deed(_liking(what), doer, one.start, one.end, one.start, what)

    def _among(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        """Yield who is named among those who liked: "among the likes was one from Ramos"."""
        passage = self._passage
        ends = min(clause.sentence.end, one.end + _LAST + 2)
        verbs = passage.within(one.end, ends, Sign.LIKED, Sign.LIKED_SURE, Sign.LIKE, Sign.GIVE)
        what = thing(passage, clause, one.start, one.end)
        self._used |= {found.start for found in verbs}
        for head in self._cast.heads:
            if one.end <= head.start < ends and head.kind in _NAMED:
                doer = self._cast.doer(head, one.start)
                if doer is not None:
                    yield Deed(_liking(what), doer, one.start, one.end, one.start, what)
                return

    def _follow_noun(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        """Yield whose follow it is: "the latest follow of Isak"."""
        passage, sentence = self._passage, clause.sentence
        owner = self._subjects.owner(one, clause)
        verbs = passage.within(sentence.start, sentence.end, *_GIVING, Sign.REMOVE, Sign.UNFOLLOW)
        if owner is None or owner.kind not in _NAMED or verbs:
            return
        doer = self._cast.doer(owner, one.start)
        if doer is not None and self._around.target(one, clause, doer):
            yield Deed(Doing.FOLLOW, doer, one.start, one.end, one.start)

    def _removal(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
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
        if doer in liked and not passage.within(*after, *THINGS, Sign.BIO):
            yield Deed(Doing.LIKE_REMOVED, doer, one.start, one.end, one.start, leans=True)

    def _removed(self, first: int, last: int, clause: Clause, doer: Doer) -> Iterator[Doing]:
        """Yield what was removed that words *first* to *last* name."""
        passage = self._passage
        net = self._around.net(clause)
        club = self._around.named(Named.CLUB, clause.sentence.start, clause.sentence.end)
        photos = passage.within(first, last, Sign.PHOTOS)
        if photos and (net or club):
            yield Doing.PICTURES_REMOVED
        if passage.within(first, min(last, first + NEAR), Sign.FOLLOWING):
            yield Doing.UNFOLLOW
            return
        bio = passage.within(first, last, Sign.BIO)
        direct = self._around.spans(Named.CLUB, first, min(last, first + NEAR))
        if not _NAME.isdisjoint(passage.words[first:last]):
            direct = self._around.spans(Named.CLUB, first, last)[:1] and [first]
        nets = [one.start for one in passage.within(first, last, Sign.ACCOUNT)]
        nets += [one.start for one in passage.platforms if first <= one.start < last]
        things = passage.within(first, last, *THINGS)
        if (
            bio and (club or doer.player) and not (photos and bio[0].start > photos[0].start + 4)
        ) or (direct and nets and not things and max(nets) > direct[0]):
            yield Doing.CLUB_REMOVED
        elif not things and not photos and nets and min(nets) - first < _OBJECT:
            yield Doing.PICTURES_REMOVED

    def _gone(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
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
        liked = self._liked_before(one, clause)
        if liked is not None:
            yield Deed(Doing.LIKE_REMOVED, liked, one.start, one.end, one.start, leans=True)
            return
        net, club = (
            self._around.net(clause),
            self._around.named(Named.CLUB, sentence.start, sentence.end),
        )
        photos = any(passage.within(*span, Sign.PHOTOS) for span in (before, after))
        if (photos or passage.spans(one, *THINGS)) and (net or club):
            yield Deed(Doing.PICTURES_REMOVED, doer, one.start, one.end, one.start)
        elif club and (
            passage.within(sentence.start, sentence.end, Sign.BIO, Sign.ACCOUNT)
            or passage.spans(one, Sign.BIO, Sign.ACCOUNT)
        ):
            yield Deed(Doing.CLUB_REMOVED, doer, one.start, one.end, one.start)

    def _liked_before(self, one: Found[Sign], clause: Clause) -> Doer | None:
        """Return whose like is gone that the sentence before told: "It was gone by noon"."""
        passage, opens = self._passage, clause.sentence.start
        likes = [(place, who) for place, who in self._liked if opens - _BACK <= place < opens]
        named = passage.within(opens, clause.sentence.end, *THINGS, Sign.BIO, Sign.ACCOUNT)
        heads = any(opens < head.start < one.start for head in self._cast.heads)
        it = passage.book.lang != "en" or "it" in passage.words[opens : one.start + 1]
        close = one.start - opens < NEAR
        return likes[-1][1] if likes and close and it and not (named or heads) else None

    def _blackened(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        doer = self._cast.doer(None, clause.sentence.end - 1)
        if doer is not None:
            yield Deed(Doing.PICTURES_REMOVED, doer, one.start, one.end, one.start)

    def _follow(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        sentence = clause.sentence
        if self._around.imperative(one, clause) or self._around.succeeds(one):
            return
        if one.value is Sign.FOLLOW and not (self._around.net(clause) or self._begun(one, clause)):
            return
        head, doer = self._subjects.subject(one.start, one.end, clause)
        if doer is None or not self._around.target(one, clause, doer):
            return
        if doer.role is Role.CLUB and not self._around.plain(one, clause):
            return
        if head is None and self._around.suffers(one, clause, doer):
            return
        ended = self._passage.within(sentence.start, sentence.end, Sign.NO_MORE)
        if any(-3 <= found.start - one.end <= 9 for found in ended):
            yield Deed(Doing.UNFOLLOW, doer, one.start, one.end, one.start)
        else:
            many = head is not None and head.kind is Kind.PLAYERS
            doing = Doing.SQUAD_FOLLOW if many else Doing.FOLLOW
            yield Deed(doing, doer, one.start, one.end, one.start)

    def _begun(self, one: Found[Sign], clause: Clause) -> bool:
        """Whether following begins or is ended elsewhere in the sentence: so it is on a network."""
        sentence, passage = clause.sentence, self._passage
        if passage.within(sentence.start, sentence.end, Sign.UNFOLLOW_SURE, Sign.FOLLOW_SURE):
            return True
        before = passage.words[max(sentence.start, one.start - 3) : one.start]
        names = any(
            one.end <= span.start <= one.end + 1 and hit.named is not Named.SOURCE
            for hit, span in passage.hits
        )
        return names and not _BEGUN.isdisjoint(before)

    def _unfollow(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        if self._around.imperative(one, clause):
            return
        doer = self._subjects.doer(one.start, one.end, clause)
        if doer is None:
            return
        if one.value is Sign.UNFOLLOW and not self._around.net(clause):
            club = self._around.named(Named.CLUB, one.end, min(clause.end, one.end + 4))
            if not club or doer.club is not None:
                return
        yield Deed(Doing.UNFOLLOW, doer, one.start, one.end, one.start)

    def _comment(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        what = thing(self._passage, clause, one.start, one.end)
        handles = any(one.end <= span.start < clause.end for _, span in self._passage.handles)
        said = self._passage.words[one.start : one.end]
        noun = (
            len(said) > 1
            and "did" not in said
            and (self._around.net(clause) or handles or what is not None)
        )
        late = what is not None and what.end <= one.start
        story = self._under_a_story(one, clause)
        if what is None and not (handles or noun or story or self._answers(one, clause)):
            return
        if late and not self._around.loose() and not noun:
            return
        if what is not None and what.name == "video" and self._inside(what):
            return
        doer = self._subjects.doer(one.start, one.end, clause)
        if doer is not None:
            yield Deed(Doing.COMMENT, doer, one.start, one.end, one.start, what)

    def _answers(self, one: Found[Sign], clause: Clause) -> bool:
        """Whether one fan is answered on a network."""
        fans = self._passage.within(one.end, one.end + NEAR, Sign.FANS)
        behind = self._passage.words[one.end : fans[0].start if fans else one.end + 2]
        sentence = clause.sentence
        quoted = any(said.start in sentence for said in self._passage.quotations)
        single = not _A.isdisjoint(behind) and (bool(fans) or quoted)
        return single and self._around.net_after(one.end, clause)

    def _under_a_story(self, one: Found[Sign], clause: Clause) -> bool:
        """Whether it is somebody's story that is answered."""
        stories = self._passage.within(one.end, min(clause.end, one.end + _LAST), Sign.STORY)
        heads = [head.start for head in self._cast.heads if head.start >= one.end]
        return bool(stories) and bool(heads) and heads[0] <= stories[0].end + _OBJECT

    def _comment_noun(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        """Yield whose comment stands under something: "the comment of Ramos under the photo"."""
        passage = self._passage
        under = [
            place for place in range(one.end, min(clause.end, one.end + NEAR + 2))
            if passage.words[place] in _UNDER
        ]  # fmt: skip
        if not under or passage.within(clause.start, clause.end, *_OTHERWISE):
            return
        what = thing(passage, clause, under[0], under[0] + 1)
        head = self._subjects.owner(one, clause) or self._cast.after(one.end, 2, oblique=False)
        if what is None or what.start < under[0] or head is None or head.start > under[0]:
            return
        doer = self._cast.doer(head, one.start)
        if doer is not None:
            yield Deed(Doing.COMMENT, doer, one.start, one.end, one.start, what)

    def _wrote(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        """Yield what somebody wrote under another's: "wrote Saka beneath Xhaka's photo"."""
        passage, words = self._passage, self._passage.words
        places = range(one.end, min(clause.end, one.end + 2 * NEAR))
        at = next((place for place in places if words[place] in _UNDER | _ON), None)
        if at is None:
            return
        what = next(iter(passage.within(at, min(clause.end, at + NEAR + 2), *THINGS)), None)
        if what is None:
            return
        head = self._cast.after(one.end, 1, oblique=False)
        if head is not None and head.start < at:
            doer = self._cast.doer(head, one.start)
        else:
            doer = self._subjects.doer(one.start, one.end, clause)
        if doer is None:
            return
        others = any(
            other.kind in {Kind.PLAYER, Kind.CLUB, Kind.NOBODY}
            and (other.oblique or other.owns)
            and one.end <= other.start <= what.end + _OBJECT
            and other.slug not in {doer.player, doer.club}
            for other in self._cast.heads
        )
        if others or (words[at] in _UNDER and _OWN.isdisjoint(words[at : what.start])):
            yield Deed(Doing.COMMENT, doer, one.start, one.end, one.start, thing_of(what))

    def _inside(self, what: Thing) -> bool:
        """Whether something is said *in* a video, and not about it."""
        before = self._passage.words[max(0, what.start - 2) : what.start]
        return not _IN.isdisjoint(before)

    def _repost(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        passage = self._passage
        what = thing(passage, clause, one.start, one.end)
        if one.value is Sign.SHARED and not self._others(one, clause, what):
            return
        doer = self._subjects.doer(one.start, one.end, clause)
        if doer is not None:
            yield Deed(Doing.REPOST, doer, one.start, one.end, one.start, what)

    def _others(self, one: Found[Sign], clause: Clause, what: Thing | None) -> bool:
        """Whether what is shared is somebody else's, as far as the words beside it say."""
        passage = self._passage
        if what is None:
            return False
        told = passage.within(clause.start, clause.end, Sign.STORY)
        first, last = min(one.end, what.start), what.end + _OBJECT
        if passage.within(first, min(last, clause.end), Sign.FANS):
            return True
        if not _OWN.isdisjoint(passage.words[one.end : what.start]) and not told:
            return False
        owner = author(passage, clause, what)
        return owner is not None or bool(told and what.name == "post")

    def _pleases(self, one: Found[Sign]) -> bool:
        """Whether the thing is the subject: "der Beitrag gefallt ihm"."""
        return self._passage.words[one.start] in {"gefallt", "gefiel", "gefallen"}


def _liking(what: Thing | None) -> Doing:
    return Doing.LIKE_OF_COMMENT if what is not None and what.name == "comment" else Doing.LIKE
