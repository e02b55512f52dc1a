"""Whose a verb is: who acts by it, suffers it, or owns what it is done with."""

from __future__ import annotations

from typing import Final

from monitor.domain.phrases import Found
from monitor.domain.reported.doers import Cast
from monitor.domain.reported.heads import Head, Kind
from monitor.domain.reported.objects import THINGS, swallowed
from monitor.domain.reported.passage import Clause, Passage
from monitor.domain.reported.signs import Sign
from monitor.domain.reported.telling import Doer

SUFFERED: Final = frozenset(
    """
    been was is were be being sido fue siendo foi sendo stato stata ete fut
    """.split()  # noqa: SIM905
)
"""Words beside which something is done to the subject."""


_ANY: Final = {
    "en": frozenset({"a", "an"}),
    "es": frozenset({"un", "una"}),
    "pt": frozenset({"um", "uma"}),
    "it": frozenset({"un", "uno", "una"}),
    "fr": frozenset({"un", "une"}),
    "de": frozenset({"ein", "eine"}),
}
_TWO: Final = 2
_SHORT: Final = 6
"""Words of a question that asks of somebody alone."""
_TIMES: Final = frozenset(
    """
    day week month year few couple hour minute moment night dia semana mes ano hora minuto momento
    rato vez noche noite giorno settimana mese anno ora attimo volta notte po jour semaine mois an
    heure instant fois nuit tag woche monat jahr stunde moment paar mal
    screenshot screengrab captura capture schermata print claim report bulo rumor rumour
    """.split()  # noqa: SIM905
)
"""Words that open a clause with an article and act not."""


class Subjects:
    """Finds the doers of one passage; who acted last in a sentence goes on acting in it."""

    def __init__(self, passage: Passage, cast: Cast) -> None:
        self._passage = passage
        self._cast = cast
        self._last: tuple[int, Doer | None] = (-1, None)

    def acted(self, doer: Doer, clause: Clause) -> None:
        """Let *doer* go on acting in the sentence of *clause*."""
        self._last = clause.sentence.start, doer

    def doer(self, start: int, end: int, clause: Clause) -> Doer | None:
        """Return who acts by the verb at words *start* to *end*, or None for nobody."""
        return self.subject(start, end, clause)[1]

    def subject(self, start: int, end: int, clause: Clause) -> tuple[Head | None, Doer | None]:
        """Return who acts by the verb at words *start* to *end*."""
        head = self.head(start, end, clause)
        if head is None and self._last[0] == clause.sentence.start:
            return None, self._last[1]
        doer = self._cast.doer(head, start)
        self._last = clause.sentence.start, doer
        return head, doer

    def head(self, start: int, end: int, clause: Clause) -> Head | None:
        """Return the head that acts by the verb, or None where who acted last goes on."""
        book, cast, since = self._passage.book, self._cast, clause.sentence.start
        inherits = self._last[0] == since and self._last[1] is not None
        ruled = self._ruled(start, end, since)
        if ruled is not None and not (inherits and ruled.kind is Kind.CLUB):
            return ruled
        head, gap = cast.before(start, since)
        if head is not None and gap == 0 and not (inherits and head.kind is Kind.CLUB):
            return head
        if head is None and not inherits and self._unknown(start, clause):
            return Head(Kind.NOBODY, clause.start, clause.start + 1)
        topic = None if head is not None or inherits else self._topic(since)
        if topic is not None:
            return topic
        behind = None if book.lang == "en" else cast.after(end, 1, oblique=False)
        if behind is not None and (head is None or head.start < clause.start or book.lang == "de"):
            return behind
        return None if inherits else head

    def _topic(self, since: int) -> Head | None:
        """Return of whom a short question before a sentence asks: "L'agente di Ramos? Segue"."""
        if since == 0:
            return None
        asked = self._passage.clause(since - 1)
        heads = [head for head in self._cast.heads if head.start in asked.sentence]
        acting = [head for head in heads if not head.oblique and head.kind is not Kind.CLUB]
        short = asked.asks and asked.sentence.end - asked.sentence.start <= _SHORT
        return acting[0] if short and len(acting) == 1 else None

    def _unknown(self, start: int, clause: Clause) -> bool:
        """Whether a clause begins with somebody who isn't known: "A YouTuber liked"."""
        opens = self._passage.words[clause.start : clause.start + 2]
        if (
            start - clause.start < len(opens)
            or len(opens) < _TWO
            or opens[0] not in _ANY.get(self._passage.book.lang, ())
        ):
            return False
        signs = self._passage.within(clause.start, clause.start + 3, Sign.LIKE, *THINGS)
        return opens[1] not in _TIMES and not signs

    def _ruled(self, start: int, end: int, since: int) -> Head | None:
        """Return the doer that grammar puts at one place: behind the verb, or by the finite one."""
        if self._passage.book.verb_first:
            head, gap = self._cast.before(start, since)
            if head is not None and gap == 0 and head.kind is not Kind.CLUB:
                return head
            behind = self._cast.after(end, 3, oblique=False)
            away = behind is None or (behind.kind is Kind.CLUB and behind.start > end)
            return head if away else behind
        anchor = self._anchor(start, since)
        if anchor is None:
            return None
        head, gap = self._cast.before(anchor, since)
        if head is not None and gap == 0:
            return head
        beside = self._cast.after(anchor + 1, 3, oblique=False)
        return beside if beside is not None and beside.start < start else None

    def _anchor(self, start: int, since: int) -> int | None:
        """Return where the finite verb of a German clause stands that ends with *start*."""
        book = self._passage.book
        opens = max(since, self._passage.clause(start).start)
        for place in range(start - 1, opens - 1, -1):
            if self._passage.words[place] in book.finite:
                return place
        return None

    def passive(self, one: Found[Sign], clause: Clause) -> bool:
        """Whether a verb says by whom it was done."""
        passage, book = self._passage, self._passage.book
        words = passage.words
        ends = range(one.end, min(one.end + 2, clause.end))
        if any(words[at] in book.by for at in ends):
            head = self._agent_head(one, clause)
            if head is None or swallowed(passage, one) is not None:
                return False
            return not passage.within(one.end, head.start, *THINGS)
        if book.lang == "de":
            before = words[clause.start : one.start]
            after = words[one.end : one.end + 2]
            suffered = bool({"wurde", "wird", "worden"} & {*before, *after})
            return suffered and self._by_whom(one, clause) is not None
        return False

    def suffers(self, head: Head | None, one: Found[Sign]) -> bool:
        """Whether it is done to a player: "he has been removed from the squad"."""
        if head is None or head.kind not in {Kind.PLAYER, Kind.ONE}:
            return False
        before = self._passage.words[max(head.end, one.start - 3) : one.start]
        return not SUFFERED.isdisjoint(before)

    def agent(self, one: Found[Sign], clause: Clause) -> Doer | None:
        """Return who did what a passive tells, or None."""
        head = self._agent_head(one, clause)
        return None if head is None else self._cast.doer(head, one.start)

    def _agent_head(self, one: Found[Sign], clause: Clause) -> Head | None:
        """Return the head after "by"."""
        if self._passage.book.lang == "de":
            place = self._by_whom(one, clause)
            return None if place is None else self._cast.after(place, 4)
        return self._cast.named_of(self._cast.after(one.end, 4))

    def _by_whom(self, one: Found[Sign], clause: Clause) -> int | None:
        """Return where German says by whom, which isn't whose: "der Post von Sané wurde gelikt"."""
        if one.start == clause.start:  # "Gelikt wurde der Post von Sane"
            return self._by_whom_behind(one, clause)
        things = {thing.end for thing in self._passage.within(clause.start, one.start, *THINGS)}
        for place in range(one.start - 1, clause.start - 1, -1):
            if self._passage.words[place] in {"von", "vom"} and place not in things:
                return place
        return None

    def _by_whom_behind(self, one: Found[Sign], clause: Clause) -> int | None:
        """Return the last "by" of a clause that its verb opens, if no thing has it."""
        things = {thing.end for thing in self._passage.within(one.end, clause.end, *THINGS)}
        places = [
            place for place in range(one.end, clause.end)
            if self._passage.words[place] in {"von", "vom"} and place not in things
        ]  # fmt: skip
        return places[-1] if places else None

    def owner(self, one: Found[Sign], clause: Clause) -> Head | None:
        """Return whose like it is: "a like from Ramos", "Ramos's like"."""
        passage, book = self._passage, self._passage.book
        end = one.end - 1 if passage.words[one.end - 1] in book.of | book.by else one.end
        end += 2 * (passage.words[end : end + 2] == ["und", "zwar"])
        if end < clause.end and (passage.words[end] in book.of or end < one.end):
            head = self._cast.after(end + 1, 3)
            if (
                head is not None
                and head.end <= clause.end
                and "," not in passage.between(end, head.start + 1)
                and not passage.within(
                    end + 1, head.end + 1, *THINGS
                )  # "of a post", "of an X post"
            ):
                return head
        start = one.start - len(passage.within(one.start - 1, one.start, Sign.BRIEF))
        for head in self._cast.heads:
            if head.owns and 0 <= start - head.end <= 1:
                return head
        return None
