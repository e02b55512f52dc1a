"""What is said under another's post."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from monitor.domain.phrases import Found
from monitor.domain.reported.deeds import LAST, OBJECT, Deed, Scene
from monitor.domain.reported.heads import SINGLE, Head, Kind
from monitor.domain.reported.objects import THINGS, Thing, thing, thing_of
from monitor.domain.reported.passage import Clause
from monitor.domain.reported.signs import Sign
from monitor.domain.reported.surroundings import NEAR
from monitor.domain.reported.telling import Doing

_UNDER: Final = frozenset(
    """
    under underneath beneath below bajo debajo sob embaixo debaixo baixo sotto sous unter
    """.split()  # noqa: SIM905
)
_ON: Final = frozenset("on en em na no num numa nas nos sul sulla sullo sur dans in".split())  # noqa: SIM905
_TO: Final = frozenset("to a al alla allo all ao zu zum".split())  # noqa: SIM905
_WHICH: Final = frozenset("which where que donde onde cui dove laquelle dem der".split())  # noqa: SIM905
_ANSWER: Final = ("repl", "respon", "contest", "rispo", "repon", "antwort")
_SIGNED: Final = frozenset(
    """
    emoji emojis heart hearts corazon corazones coracao coracoes cuore cuori coeur coeurs herz
    herzen smiley smileys emoticon emoticons emoticones faccina faccine
    """.split()  # noqa: SIM905
)
"""What a comment is made of that says no more."""
_OTHERWISE: Final = (
    Sign.LIKED, Sign.LIKED_SURE, Sign.UNLIKED, Sign.LIKE, Sign.REMOVE, Sign.GONE, Sign.COMMENTED,
    Sign.REPOSTED, Sign.SHARED,
)  # fmt: skip
_IN: Final = frozenset({"in", "en", "em", "num", "dans", "im"})
_WORDS: Final = frozenset("word words palabra palavra parola mot wort".split())  # noqa: SIM905
_ASCRIBED: Final = frozenset("attributed atribuido attribuito attribue zugeschrieben".split())  # noqa: SIM905
_OWN: Final = frozenset(
    """
    his her their su sus suo sua seu sa son seine sein ihr own
    """.split()  # noqa: SIM905
)


class Answers:
    """What is said under another's post."""

    def __init__(self, scene: Scene) -> None:
        self._passage = scene.passage
        self._cast = scene.cast
        self._around = scene.around
        self._subjects = scene.subjects

    def comment(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        """Yield who commented on what."""
        if self._passage.within(one.end, min(clause.end, one.end + NEAR), Sign.LIKE):
            return  # the like tells it
        if any(
            self._passage.words[found.start - 1] == "by"
            for found in self._passage.within(one.end, clause.end, *_OTHERWISE[:2], Sign.REPOSTED)
        ):
            return  # "responded by liking it"
        what = thing(self._passage, clause, one.start, one.end)
        handles = any(one.end <= span.start < clause.end for _, span in self._passage.handles)
        said = self._passage.words[one.start : one.end]
        noun = (
            len(said) > 1
            and "did" not in said
            and (self._around.net(clause) or handles or what is not None)
        )
        late = what is not None and what.end <= one.start
        noun = noun or not _SIGNED.isdisjoint(self._passage.words[one.end : one.end + NEAR])
        story = self._under_a_story(one, clause)
        if (
            what is not None
            and what.start >= one.end
            and "," in self._passage.between(one.start, what.start)
        ):
            what = None if not self._around.net(clause) else what
        if what is None and not (
            handles or noun or story or self._answers(one, clause) or self._to_a_club(one, clause)
        ):
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
        single = not SINGLE.isdisjoint(behind) and (bool(fans) or quoted)
        return single and self._around.net_after(one.end, clause)

    def _to_a_club(self, one: Found[Sign], clause: Clause) -> bool:
        """Whether a club is answered on a network: "replied to the club's statement on X"."""
        near = one.end, min(clause.end, one.end + OBJECT)
        said = self._passage.words[one.start : one.end]
        asked = any(word.startswith(_ANSWER) for word in said)
        to = not _TO.isdisjoint(self._passage.words[one.end : one.end + 1])
        return asked and to and self._around.club(*near) and self._around.net_after(one.end, clause)

    def _under_a_story(self, one: Found[Sign], clause: Clause) -> bool:
        """Whether it is somebody's story that is answered."""
        stories = self._passage.within(one.end, min(clause.end, one.end + LAST), Sign.STORY)
        heads = [head.start for head in self._cast.heads if head.start >= one.end]
        return bool(stories) and bool(heads) and heads[0] <= stories[0].end + OBJECT

    def noun(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        """Yield whose comment stands under something: "the comment of Ramos under the photo"."""
        passage = self._passage
        said = any(quoted.start in clause.sentence for quoted in passage.quotations)
        his = said and not _OWN.isdisjoint(passage.words[max(0, one.start - 1) : one.start])
        under = [
            place for place in range(one.end, min(clause.end, one.end + (1 if his else NEAR + 2)))
            if passage.words[place] in (_UNDER | _ON | _TO if his else _UNDER)
        ]  # fmt: skip
        if not under or passage.within(clause.start, clause.end, *_OTHERWISE):
            return
        if not _ASCRIBED.isdisjoint(passage.words[one.end : clause.end]):
            yield from self._ascribed(one, clause)
            return
        what = thing(passage, clause, under[0], under[0] + 1)
        head = self._subjects.owner(one, clause) or self._cast.after(one.end, 2, oblique=False)
        if what is None or what.start < under[0] or (head is None and not his):
            return
        if head is not None and head.start > under[0]:
            return
        doer = self._cast.doer(head, one.start)
        if doer is not None:
            yield Deed(Doing.COMMENT, doer, one.start, one.end, one.start, what)

    def signed(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        """Yield whose name stands under a comment: "a word signed Pavard below the video"."""
        passage = self._passage
        before = range(max(clause.start, one.start - OBJECT), one.start)
        noted = any(passage.words[at] in _WORDS for at in before) or passage.within(
            before.start, before.stop, Sign.COMMENT, Sign.POST
        )
        under = [at for at in range(clause.start, clause.end) if passage.words[at] in _UNDER]
        what = passage.within(under[0], min(clause.end, under[0] + NEAR), *THINGS) if under else ()
        head = self._cast.after(one.end, 0)
        if not noted or not what or head is None or head.kind is not Kind.PLAYER:
            return
        doer = self._cast.doer(head, one.start)
        if doer is not None:
            thing_under = thing_of(what[0])
            yield Deed(Doing.COMMENT, doer, one.start, head.end, one.start, thing_under)

    def _ascribed(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        """Yield a comment that is said to be somebody's, and is a forgery."""
        passage, sentence = self._passage, clause.sentence
        places = [at for at in range(one.end, min(clause.end, one.end + LAST))
                  if passage.words[at] in _ASCRIBED]  # fmt: skip
        forged = passage.within(sentence.start, sentence.end, Sign.FAKE, Sign.DENY)
        if not places or not forged:
            return
        doer = self._cast.doer(self._cast.after(places[0] + 1, 2), one.start)
        if doer is not None:
            yield Deed(Doing.COMMENT, doer, one.start, one.end, one.start, denied=True)

    def wrote(self, one: Found[Sign], clause: Clause) -> Iterator[Deed]:
        """Yield what somebody wrote under another's: "wrote Saka beneath Xhaka's photo"."""
        passage, words = self._passage, self._passage.words
        places = range(one.end, min(clause.end, one.end + 2 * NEAR))
        at = next((place for place in places if words[place] in _UNDER | _ON), None)
        if at is None and words[clause.start] in _UNDER:
            at = clause.start  # "under the photo of Saka, Rice wrote"
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
            and (other.oblique or other.owns or self._tells(other, what))
            and one.end <= other.start <= what.end + OBJECT
            and other.slug not in {doer.player, doer.club}
            for other in self._cast.heads
        )
        if others or (words[at] in _UNDER and _OWN.isdisjoint(words[at : what.start])):
            yield Deed(Doing.COMMENT, doer, one.start, one.end, one.start, thing_of(what))

    def _tells(self, other: Head, what: Found[Sign]) -> bool:
        """Whether it is in the post that somebody does something: "in which Liverpool recalled"."""
        between = set(self._passage.words[what.end : other.start])
        return other.kind is Kind.CLUB and not between.isdisjoint(_WHICH)

    def _inside(self, what: Thing) -> bool:
        """Whether something is said *in* a video, and not about it."""
        before = self._passage.words[max(0, what.start - 2) : what.start]
        return not _IN.isdisjoint(before)
