"""What stands around a verb: networks, names, and how far it rules."""

from __future__ import annotations

from typing import Final

from monitor.domain.catalogue import Role
from monitor.domain.names.hit import Named
from monitor.domain.phrases import Found
from monitor.domain.reported.passage import Clause, Passage
from monitor.domain.reported.signs import Sign
from monitor.domain.reported.telling import Doer

NEAR: Final = 6
"""Words within which what belongs to a verb stands."""

_NET: Final = (Sign.ACCOUNT, Sign.STORY, Sign.BIO)
_VERBS: Final = (
    Sign.LIKED, Sign.LIKED_SURE, Sign.UNLIKED, Sign.REMOVE, Sign.FOLLOW,
    Sign.FOLLOW_SURE, Sign.UNFOLLOW, Sign.UNFOLLOW_SURE, Sign.COMMENTED, Sign.REPOSTED, Sign.SHARED,
)  # fmt: skip
_NETWORKS: Final = frozenset(
    """
    media medien netzwerk netzwerke netzwerken rede redes social sociais sociales socials sociale
    sociali sociaux reseau reseaux network networks rrss
    """.split()  # noqa: SIM905
)
_REACH: Final = 14
_CLUB: Final = frozenset(
    """
    club clubs side verein vereins klub team squadra societa equipo clube equipe selecao seleccion
    seleccao nazionale nationalmannschaft selecao selection
    """.split()  # noqa: SIM905
)
"""What clubs and national teams are called that aren't named."""
_IMPERATIVE: Final = frozenset({"follow", "like", "share", "lasst", "suivez", "siga", "sigam"})


class Surroundings:
    """Looks around in one passage."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage

    def target(self, one: Found[Sign], clause: Clause, doer: Doer) -> bool:
        """Whether somebody is followed who can be."""
        sentence = clause.sentence
        mine = {doer.player, doer.club}
        hits = [
            (hit, span) for hit, span in self._passage.hits
            if span.start in sentence and hit.slug not in mine and hit.named is not Named.SOURCE
        ]  # fmt: skip
        if doer.role is Role.CLUB:
            near = range(one.start - NEAR if self.loose() else one.end, one.end + NEAR)
            return any(
                hit.named is Named.PLAYER
                and span.start in near
                and "," not in self._passage.between(one.end, span.end)
                for hit, span in hits
            )
        return (
            bool(hits)
            or any(span.start in sentence for _, span in self._passage.handles)
            or self._accounts(one.end, clause.end)
            or any(one.end <= span.start <= one.end + 1 for span in self._passage.unsettled)
            or not _CLUB.isdisjoint(self._passage.words[one.start : one.end + NEAR])
        )

    def _accounts(self, start: int, end: int) -> bool:
        """Whether an account, or somebody close, stands there, and not only a network."""
        found = self._passage.within(start, end, Sign.ACCOUNT, Sign.KIN)
        return any(self._passage.words[one.end - 1] not in _NETWORKS for one in found)

    def suffers(self, one: Found[Sign], clause: Clause, doer: Doer) -> bool:
        """Whether the one who is taken for the doer is named behind the verb alone."""
        sentence = clause.sentence
        places = [span.start for hit, span in self._passage.hits
                  if hit.slug == doer.player and span.start in sentence]  # fmt: skip
        return bool(places) and min(places) >= one.end and not self._passage.book.verb_first

    def net(self, clause: Clause) -> bool:
        """Whether the sentence speaks of a network or an account."""
        sentence = clause.sentence
        return any(one.start in sentence for one in self._passage.platforms) or bool(
            self._passage.within(sentence.start, sentence.end, *_NET)
        )

    def plain(self, one: Found[Sign], clause: Clause) -> bool:
        """Whether a club that follows does so on a network: it follows players by its scouts."""
        sentence, near = clause.sentence, one.start + NEAR
        return (
            one.value is Sign.FOLLOW_SURE
            or any(
                found.start in sentence and "," not in self._passage.between(one.end, found.end)
                for found in self._passage.platforms
            )
            or bool(self._passage.within(sentence.start, near, Sign.ACCOUNT))
        )

    def net_after(self, end: int, clause: Clause, reach: int | None = None) -> bool:
        """Whether a network within *reach*, or a handle, is named after a place, in its clause."""
        last = clause.end if reach is None else min(clause.end, end + reach)
        handles = any(end <= span.start < clause.end for _, span in self._passage.handles)
        return handles or any(end <= one.start < last for one in self._passage.platforms)

    def club(self, start: int, end: int) -> bool:
        """Whether a club stands between two places, by its name or as "the club"."""
        said = not _CLUB.isdisjoint(self._passage.words[start:end])
        return said or self.named(Named.CLUB, start, end)

    def named(self, named: Named, start: int, end: int) -> bool:
        """Whether a name of a kind stands between two places."""
        return bool(self.spans(named, start, end))

    def spans(self, named: Named, start: int, end: int) -> list[int]:
        """Return where names of a kind begin between two places."""
        return [
            span.start for hit, span in self._passage.hits
            if hit.named is named and start <= span.start < end
        ]  # fmt: skip

    def reach(self, one: Found[Sign], clause: Clause) -> tuple[int, int]:
        """Return the words that a verb rules: up to the verbs beside it."""
        verbs = self._passage.within(clause.start, clause.end, *_VERBS)
        last = min((v.start for v in verbs if v.start > one.start), default=clause.end)
        first = max((v.end for v in verbs if v.end <= one.start), default=clause.start)
        return first, min(last, one.end + _REACH)

    def imperative(self, one: Found[Sign], clause: Clause) -> bool:
        """Whether readers are told to do it."""
        words = self._passage.words
        if one.start == clause.start and words[one.start] in _IMPERATIVE:
            return True
        opened = words[clause.sentence.start] in _IMPERATIVE
        return opened and words[one.end - 1] in _IMPERATIVE

    def succeeds(self, one: Found[Sign]) -> bool:
        """Whether one comes after another in a place: "auf Xavi folgt Flick"."""
        passage = self._passage
        if passage.book.lang != "de" or one.value is not Sign.FOLLOW:
            return False
        names = [span for _, span in passage.hits if span.end == one.start]
        start = names[0].start if names else one.start - 1
        nets = [found.start for found in passage.platforms]
        nets += [found.start for found in passage.within(start, one.start, *_NET)]
        return start > 0 and passage.words[start - 1] == "auf" and start not in nets

    def loose(self) -> bool:
        """Whether what is done may stand before the verb."""
        return self._passage.book.lang in {"de", "ar"}
