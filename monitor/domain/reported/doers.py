"""Who did it: which of those a text speaks of a verb belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from monitor.domain.catalogue import Catalogue, Role
from monitor.domain.reported.casting import Casting
from monitor.domain.reported.heads import ARTICLES, INCLUDING, Head, Kind
from monitor.domain.reported.passage import Passage
from monitor.domain.reported.signs import Sign
from monitor.domain.reported.telling import Doer

_AND: Final = frozenset({"and", "y", "e", "et", "und"})
_RELATIVE: Final = frozenset(
    """
    who whose whom que quien cuyo cuja cujo che cui qui dont der die dessen deren
    """.split()  # noqa: SIM905
)
_OF_WHOM: Final = _RELATIVE | frozenset(
    """
    which quem lequel laquelle quale den dem das dessen deren
    """.split()  # noqa: SIM905
)
"""Words that a clause about somebody begins with behind a preposition: "um *den* ..."."""
_ALONG: Final = frozenset({
    "along with", "together with", "alongside", "as well as", "junto a", "junto con",
    "junto com", "ao lado de", "assim como", "al igual que", "insieme a", "assieme a", "cosi come",
    "tout comme", "ainsi que", "avec", "gemeinsam mit", "zusammen mit", "ebenso wie", "sowie",
    "wie auch",
})  # fmt: skip
"""What stands between two who act together, beside "and"."""
_ASIDE: Final = 18
_NEAR: Final = 4
_LEAST: Final = 2
_SHE: Final = frozenset({"she", "ella", "ela", "lei", "elle"})
_HER: Final = frozenset(
    """
    wife girlfriend partner sister mother mum mom daughter cousin fiancee aunt spouse wag
    mujer esposa novia pareja hermana madre hija prima esposa namorada irma mae filha noiva
    companheira parceira moglie fidanzata compagna sorella mamma figlia femme epouse compagne soeur
    mere fille cousine copine fiancee amie
    """.split()  # noqa: SIM905
)
"""Who is a woman of those close to a player."""
_QUIET: Final = frozenset({
    Sign.NOT, Sign.HEDGE, Sign.DENY, Sign.ACCOUNT, Sign.HE, Sign.IF, Sign.NO_MORE, Sign.BRIEF,
    Sign.ASIDE,
})  # fmt: skip
_VERBS: Final = (
    Sign.LIKED, Sign.LIKED_SURE, Sign.UNLIKED, Sign.GIVE, Sign.REMOVE, Sign.FOLLOW,
    Sign.FOLLOW_SURE, Sign.UNFOLLOW, Sign.UNFOLLOW_SURE, Sign.COMMENTED, Sign.WROTE,
    Sign.REPOSTED, Sign.SHARED,
)  # fmt: skip
_ROLES: Final = {
    Kind.AGENT: Role.AGENT,
    Kind.KIN: None,
    Kind.MATE: Role.TEAMMATE,
}


class Cast:
    """The heads of one passage, and the player whom it is about."""

    def __init__(self, passage: Passage, catalogue: Catalogue, player: str | None) -> None:
        self._passage = passage
        self._known = player
        spans = [(one.start, one.end) for one in passage.signs if one.value in _QUIET]
        spans += [(one.start, one.end) for one in passage.platforms]
        self._silent = frozenset(at for span in spans for at in range(*span))
        casting = Casting(passage, catalogue)
        self._again = casting.again
        self.heads = casting.heads()

    def focus(self, before: int) -> str | None:
        """Return the player whom "he" means at a place, or None."""
        players = [h for h in self.heads if h.kind is Kind.PLAYER and not h.mate]
        every = dict.fromkeys(head.slug for head in players)
        if self._known is not None and (self._known in every or not every):
            return self._known
        if len(every) == 1:
            return next(iter(every))
        acting = [head for head in players if head.end <= before and not head.oblique]
        clause = [h for h in acting if h.start >= self._passage.clause(before).sentence.start]
        if clause:
            return clause[0].slug
        return acting[-1].slug if acting else None

    def before(self, place: int, since: int) -> tuple[Head | None, int]:
        """Return the head that acts nearest before *place*, with how many words part them."""
        best: tuple[Head | None, int] = (None, 0)
        aside = self._aside(place, since)
        for head in reversed(self.heads):
            if head.start < since:
                break
            if head.end > place or head.start in aside or not self._acts(head, place):
                continue
            gap = self._gap(head, place, aside)
            if gap == 0:
                return self._named_with(head), 0
            if head.kind is Kind.CLUB or head.stranger:
                continue
            if best[0] is None or best[0].kind is Kind.NOBODY is not head.kind:
                best = (head, gap)
        return best

    def together(self, doer: Doer, place: int) -> Iterator[Doer]:
        """Yield who is named as acting with *doer*, by a verb at *place*: "Saka and Rice liked"."""
        passage = self._passage
        sentence = passage.clause(place).sentence
        slug, kind = doer.player or doer.club, Kind.PLAYER if doer.player else Kind.CLUB
        his = [
            at for at, head in enumerate(self.heads)
            if head.slug == slug and head.kind is kind and head.start in sentence
            and not head.owns and (not head.oblique or self._by(head))
        ]  # fmt: skip
        if not his:
            return
        one = min(his, key=lambda at: abs(self.heads[at].start - place))
        for step in (-1, 1):
            at = one
            while 0 <= at + step < len(self.heads) and self._joins(*sorted((at, at + step))):
                at += step
                if self.heads[at].stranger:
                    continue  # "Pedri, Somebody and Yamal liked"
                if kind is Kind.PLAYER:
                    yield replace(doer, player=self.heads[at].slug)
                else:
                    yield replace(doer, club=self.heads[at].slug)

    def _by(self, head: Head) -> bool:
        """Whether somebody stands behind "by"."""
        return self._passage.words[head.start - 1] in self._passage.book.by

    def _joins(self, first: int, second: int) -> bool:
        """Whether two heads next to one another are named in a row, and act."""
        one, other = self.heads[first], self.heads[second]
        if one.kind is not other.kind and not (one.stranger or other.stranger):
            return False
        if one.owns or other.owns or one.slug == other.slug or (one.oblique and not self._by(one)):
            return False
        words = self._passage.words
        between = [word for word in words[one.end : other.start] if word not in ARTICLES]
        if len(between) <= _NEAR and " ".join(words[one.end : other.start]) in _ALONG:
            return not one.oblique
        if other.oblique and one.oblique:  # "by Saka and by Rice"
            again = words[one.start - 1] == words[other.start - 1]
            return again and len(between) <= _LEAST and words[one.end] in _AND
        listed = not between and "," in self._passage.gap(one.end)
        return not other.oblique and (listed or (len(between) == 1 and between[0] in _AND))

    def after(self, place: int, reach: int, *, oblique: bool = True) -> Head | None:
        """Return the first head that begins within *reach* words after *place*."""
        for at, head in enumerate(self.heads):
            if place <= head.start <= place + reach and (oblique or not head.oblique):
                owned = self.heads[at + 1] if head.owns and at + 1 < len(self.heads) else None
                if owned is not None and owned.start - head.end <= _LEAST:
                    return owned
                squad = self.heads[at + 1 : at + 2] if head.kind is Kind.CLUB else ()
                named = [
                    one for one in squad
                    if (one.kind is Kind.PLAYERS and one.start == head.end)
                    or (one.kind is Kind.NOBODY and one.start == head.end and not one.stranger)
                    or (one.kind is Kind.PLAYER and self._trades(head.end, one.start))
                ]  # fmt: skip
                return named[0] if named else head
        return None

    def named_of(self, head: Head | None) -> Head | None:
        """Return the first who is named of many: "by several players, including *Saka*"."""
        if head is None or head.slug or head.club or head.kind not in {Kind.PLAYERS, Kind.NOBODY}:
            return head
        said = self._passage.words[head.end : head.end + _NEAR]
        if INCLUDING.isdisjoint(said):
            return head
        place = head.end + next(at for at, word in enumerate(said) if word in INCLUDING)
        named = self.after(place + 1, _NEAR)
        return named if named is not None and named.kind is Kind.PLAYER else head

    def _trades(self, start: int, end: int) -> bool:
        """Whether words only say what somebody is: "Barcelona *winger* Yamal"."""
        said = self._passage.within(start, end, Sign.ONE)
        return (
            bool(said)
            and "," not in self._passage.between(start - 1, end + 1)
            and sum(one.end - one.start for one in said) >= end - start
        )

    def doer(self, head: Head | None, place: int) -> Doer | None:
        """Return who a head is, or None for nobody who is followed; no head is "he"."""
        found: Doer | None = None
        if head is not None and self._passage.words[head.start] in _SHE:
            head = self._her(head)
        if head is None or head.kind is Kind.ONE:
            player = self.focus(place)
            found = None if player is None else Doer(role=Role.PLAYER, player=player)
        elif head.kind is Kind.PLAYER:
            found = Doer(role=Role.TEAMMATE if head.mate else Role.PLAYER, player=head.slug)
        elif head.kind is Kind.CLUB:
            found = Doer(role=Role.CLUB, club=head.slug)
        elif head.kind is Kind.PLAYERS and head.club is not None:
            found = Doer(role=Role.PLAYER, club=head.club, count=head.count)
        elif head.kind is Kind.REPORTER:
            found = Doer(role=Role.JOURNALIST)
        elif head.kind in _ROLES:
            owner = head.slug or self.focus(place)
            found = Doer(role=_ROLES[head.kind], player=owner, count=head.count)
        return found

    def _her(self, head: Head) -> Head:
        """Return whom "she" means beside somebody close: his wife or sister, or nobody known."""
        close = [one for one in self.heads if one.kind is Kind.KIN and one.end <= head.start]
        hers = [one for one in close
                if not _HER.isdisjoint(self._passage.words[one.start : one.end])]  # fmt: skip
        if hers or not close:
            return hers[-1] if hers else head
        return Head(Kind.NOBODY, head.start, head.end)

    def _acts(self, head: Head, place: int) -> bool:
        """Whether a head can be the doer of a verb at *place*."""
        if head.oblique:
            return False
        if not head.owns:
            return True
        return bool(self._passage.within(head.end, min(place, head.end + 5), Sign.ACCOUNT))

    def _named_with(self, head: Head) -> Head:
        """Return the player beside whom somebody unknown is named: "Barella e Bastoni"."""
        if head.stranger:
            for other in self.heads:
                joined = head.start - other.end == 1 and self._passage.words[other.end] in _AND
                if joined and other.kind is Kind.PLAYER and not (other.oblique or other.owns):
                    return other
        return head

    def _aside(self, place: int, since: int) -> range:
        """Return what stands between commas before a verb: "his agent, *who knows Rice*, liked"."""
        passage, at = self._passage, place
        while at > since and "," not in passage.gap(at):
            if at - 1 not in self._silent and passage.words[at - 1] not in passage.book.fillers:
                return range(0)
            at -= 1
        for opens in range(at - 1, max(since, at - _ASIDE), -1):
            if "," not in passage.gap(opens):
                continue
            trade = any(
                opens <= head.start <= opens + 2 and (head.mate or head.kind in _ROLES)
                for head in self.heads
            )  # "Volker Struth, the agent of Schlotterbeck, liked"
            ends = any(head.end == opens and not head.oblique for head in self.heads)
            told = ends and (at - opens < _NEAR or self._told_of(opens, at))
            if not trade and (self._relative(opens) or told):
                return range(opens, at)
        return range(0)

    def _relative(self, place: int) -> bool:
        """Whether a clause about whom was just named begins: "who", "um den"."""
        said = self._passage.words[place : place + 2]
        behind = len(said) > 1 and said[0] in self._passage.book.prepositions
        return said[0] in _RELATIVE or (behind and said[1] in _OF_WHOM)

    def _told_of(self, start: int, end: int) -> bool:
        """Whether nobody acts in what is told besides: "Ramos, *back in Seville for a day*,"."""
        passage = self._passage
        acts = any(
            start <= head.start < end and not (head.oblique or head.stranger) for head in self.heads
        )
        return not acts and not passage.within(start, end, *_VERBS) and all(
            "," not in passage.gap(at) for at in range(start + 1, end)
        )  # fmt: skip

    def _gap(self, head: Head, place: int, aside: range) -> int:
        """Return how many words that say something part a head from *place*."""
        passage = self._passage
        own = {
            at
            for other in self._complements(head, place)
            for at in range(other.start - 1, other.end)
        }
        return sum(
            at not in self._silent
            and at not in aside
            and at not in own
            and at not in self._again
            and passage.words[at] not in passage.book.fillers
            for at in range(head.end, place)
        )

    def _complements(self, head: Head, place: int) -> list[Head]:
        """Return what a head's own complement names: "the agent *of Ramos*"."""
        if head.kind is Kind.PLAYER or head.kind is Kind.CLUB:
            return []
        return [
            other
            for other in self.heads
            if other.oblique
            and other.kind in {Kind.PLAYER, Kind.CLUB}
            and head.end <= other.start <= head.end + _NEAR
            and other.end <= place
        ]
