"""What the words around a like make of it: one that was short, or one of a comment."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from monitor.domain.reported.deeds import LAST, Deed
from monitor.domain.reported.objects import THINGS
from monitor.domain.reported.passage import Clause, Passage
from monitor.domain.reported.signs import Sign
from monitor.domain.reported.surroundings import NEAR
from monitor.domain.reported.telling import Doing

_SINGLE: Final = frozenset(
    """
    comment reply remark comentario respuesta resposta commento risposta commentaire reponse
    kommentar antwort
    """.split()  # noqa: SIM905
)
_AMONG: Final = frozenset("in en nos entre tra fra nei dans de unter".split())  # noqa: SIM905
_RELATIVE: Final = frozenset({"that", "which", "que", "che", "den", "das"})
_MESSAGES: Final = frozenset("message mensaje mensagem messaggio nachricht".split())  # noqa: SIM905
_BESIDE: Final = 3


def shaded(deed: Deed, passage: Passage) -> Deed:
    """Return a deed as what stands around it has it."""
    if deed.doing is not Doing.LIKE or deed.denied:
        return deed
    clause = passage.clause(deed.at)
    if _brief(deed, clause, passage):
        return replace(deed, doing=Doing.LIKE_REMOVED)
    if _answers(deed, clause, passage):
        return replace(deed, doing=Doing.LIKE_OF_COMMENT)
    return deed


def _brief(deed: Deed, clause: Clause, passage: Passage) -> bool:
    """Whether a like did not last: "a vanishing like", "liked it for a few minutes"."""
    return any(
        -_BESIDE <= one.end - deed.start <= 0 or 0 <= one.start - deed.end < NEAR
        for one in passage.within(clause.start, clause.end, Sign.BRIEF)
    ) or _lasted(clause, passage)


def _lasted(clause: Clause, passage: Passage) -> bool:
    """Whether the sentence before says that a like was short: "The like lasted minutes"."""
    if clause.sentence.start == 0:
        return False
    before = passage.clause(clause.sentence.start - 1).sentence
    signs = {one.value for one in passage.within(before.start, before.end, Sign.LIKE, Sign.BRIEF)}
    return signs == {Sign.LIKE, Sign.BRIEF}


def _answers(deed: Deed, clause: Clause, passage: Passage) -> bool:
    """Whether it is a fan's words under a post that are liked, told right before.

    Nothing that could be liked may stand behind the like: "A fan begs him to stay in the comments,
    and he leaves a like".
    """
    last = min(clause.end, deed.end + NEAR)
    behind = passage.within(deed.end, last, *THINGS)
    same = bool(behind) and passage.words[behind[0].start] in _MESSAGES
    if (behind and not same) or _handles(passage, deed.end, clause.end):
        return False
    opens = _opens(clause, passage)
    written = [
        one for one in passage.within(opens, deed.start, Sign.COMMENT)
        if passage.words[one.end - 1] in _SINGLE or _under(passage, one.start)
    ]  # fmt: skip
    said = any(opens <= quoted.start < deed.start for quoted in passage.quotations)
    fans = passage.within(opens, deed.start, Sign.FANS)
    written += passage.within(opens, deed.start, Sign.COMMENTED)
    wrote = passage.within(opens, deed.start, Sign.WROTE, Sign.GIVE)
    if not fans or not (written or wrote) or not (said or written):
        return False
    what = deed.what
    return what is None or same or (what.end <= deed.start and not _liked_itself(deed, passage))


def _liked_itself(deed: Deed, passage: Passage) -> bool:
    """Whether a post named before is what was liked: "a fan's post that he liked"."""
    between = passage.words[deed.what.end : deed.start] if deed.what is not None else []
    return not _RELATIVE.isdisjoint(between)


def _opens(clause: Clause, passage: Passage) -> int:
    """Return where the sentence before begins."""
    start = clause.sentence.start
    return passage.clause(start - 1).sentence.start if start > 0 else start


def _under(passage: Passage, place: int) -> bool:
    """Whether it is "in the comments" that something stands."""
    before = passage.words[max(0, place - LAST // _BESIDE) : place]
    return not _AMONG.isdisjoint(before)


def _handles(passage: Passage, start: int, end: int) -> bool:
    return any(start <= span.start < end for _, span in passage.handles)
