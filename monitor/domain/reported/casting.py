"""Finds who is spoken of in a text, and whether they can act where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from monitor.domain.catalogue import Catalogue, Role
from monitor.domain.names.hit import Named
from monitor.domain.phrases import Found
from monitor.domain.reported import anonymous
from monitor.domain.reported.heads import (
    ACCOUNT,
    ARTICLES,
    INCLUDING,
    NUMBERS,
    STRANGER,
    Head,
    Kind,
)
from monitor.domain.reported.joining import join
from monitor.domain.reported.passage import Passage
from monitor.domain.reported.signs import Sign
from monitor.domain.text import fold

_LISTED: Final = 8
"""Words within which those stand who are named of many."""
_ANY: Final = frozenset("a an un una uno um uma une ein".split())  # noqa: SIM905
_ACCOUNTS: Final = frozenset("account cuenta conta profilo compte profil konto perfil".split())  # noqa: SIM905
_EX: Final = frozenset({"ex", "ancien", "antiguo"})
_CASES: Final = frozenset({"dem", "den", "des"})
"""German articles behind which nobody acts."""
_FIRM: Final = frozenset("fc cf sc ac as sv vfb vfl tsg afc ssc us".split())  # noqa: SIM905
"""What stands before the names of clubs."""
_PARTICLES: Final = frozenset("de da do dos van von di".split())  # noqa: SIM905
_SOME: Final = frozenset(
    """
    several dozen handful group trio quartet varios varias docena decena grupo punado dezena punhado
    duzia decina dozzina gruppo manciata plusieurs douzaine dizaine poignee groupe dutzend reihe
    gruppe
    """.split()  # noqa: SIM905
)
"""Words that count without a number."""
_OPENING: Final = frozenset(
    """
    meanwhile later however moreover instead afterwards interestingly curiously elsewhere still now
    earlier shortly tonight
    mientras tambien ademas luego despues entonces ahora hoy ayer asi finalmente incluso
    curiosamente posteriormente anoche tampoco encima minutos horas dias
    entretanto tambem alem depois entao agora hoje ontem assim ainda antes enquanto recentemente
    intanto inoltre poi cosi infine dopo ieri oggi stamattina stasera subito ora adesso nel pure
    anche frattempo quindi
    ensuite puis hier enfin ainsi depuis pourtant cependant toutefois entre temps aussi recemment
    """.split()  # noqa: SIM905
)
"""Words that open a sentence and are nobody's name."""
_LEAST: Final = 2
_KINDS: Final = {
    Sign.AGENT: Kind.AGENT,
    Sign.KIN: Kind.KIN,
    Sign.MATE: Kind.MATE,
    Sign.REPORTER: Kind.REPORTER,
    Sign.PLAYERS: Kind.PLAYERS,
    Sign.ONE: Kind.ONE,
    Sign.HE: Kind.ONE,
    Sign.FANS: Kind.NOBODY,
}


class Casting:
    """Finds the heads of one passage.

    Attributes:
        again: Places where some are named of those who were told before.
    """

    def __init__(self, passage: Passage, catalogue: Catalogue) -> None:
        self._passage = passage
        self._catalogue = catalogue
        self._players = sorted(self._named(), key=lambda head: (head.start, -head.end))
        self.again = frozenset(self._told_again(self._players))

    def heads(self) -> tuple[Head, ...]:
        """Return who is spoken of, in their order."""
        passage, named = self._passage, self._players
        taken = {place for head in named for place in range(head.start, head.end)}
        accounts = {one.end for one in passage.signs if one.value is Sign.ACCOUNT}
        signs = [
            Head(
                Kind.NOBODY
                if one.value is Sign.HE and one.start in accounts  # "le compte qui"
                else _KINDS[one.value],
                one.start,
                one.end,
            )
            for one in passage.signs
            if one.value in _KINDS
            and one.start not in taken
            and not any(said.start <= one.start < said.end for said in passage.quotations)
        ]
        signs += [Head(Kind.NOBODY, one.start, one.end, ACCOUNT) for one in passage.signs
                  if self._any_account(one)]  # fmt: skip
        signs += anonymous.clubs(passage)
        strangers = [] if passage.book.verb_first else list(self._strangers(taken))
        heads = sorted([*named, *signs, *strangers], key=lambda head: head.start)
        return tuple(join([self._placed(head) for head in heads], passage))

    def _named(self) -> list[Head]:
        found = []
        for hit, span in self._passage.hits:
            if hit.named is Named.SOURCE:
                source = self._catalogue.sources.get(hit.slug)
                spoken = source is not None and source.role is Role.JOURNALIST
                kind = Kind.REPORTER if spoken else Kind.NOBODY
            else:
                kind = Kind.PLAYER if hit.named is Named.PLAYER else Kind.CLUB
            if kind is Kind.CLUB and self._passage.words[span.start - 1] in _EX:
                found.append(Head(Kind.ONE, span.start, span.end))  # "the ex-Genoa"
            else:
                found.append(Head(kind, span.start, span.end, hit.slug))
        return found

    def _any_account(self, one: Found[Sign]) -> bool:
        """Whether an account is named as one of many: "un compte parodique a like"."""
        words = self._passage.words
        parody = one.value is Sign.FAKE and not _ACCOUNTS.isdisjoint(words[one.start : one.end])
        if one.value is not Sign.ACCOUNT and not parody:
            return False
        false = self._passage.within(max(0, one.start - 1), one.start, Sign.FAKE)
        back = 2 if false or self._passage.book.lang in {"en", "de"} else 1
        return not _ANY.isdisjoint(words[max(0, one.start - back) : one.start])

    def _strangers(self, taken: set[int]) -> list[Head]:
        """Return names that the catalogue doesn't hold, by their capitals."""
        passage = self._passage
        signed = {place for one in passage.signs for place in range(one.start, one.end)}
        signed |= {place for one in passage.platforms for place in range(one.start, one.end)}
        signed |= {place for said in passage.quotations for place in range(said.start, said.end)}
        starts = {clause.start for clause in passage.clauses}
        least = _LEAST if passage.book.lang == "de" else 1
        found: list[Head] = []
        place = 0
        while place < len(passage.words):
            end = place
            while (
                end < len(passage.words)
                and passage.capitals[end]
                and end not in taken
                and end not in signed
                and passage.words[end] not in passage.book.fillers | ARTICLES
                and not (end in starts and passage.words[end] in NUMBERS)
                and not (end in starts and passage.words[end] in _OPENING)
                and (end == place or passage.gap(end) in {" ", "-"})
            ):
                end += 1
                end += end > place and self._goes_on(end, taken)
            needed = least if place not in starts else max(least, 1)
            if end - place >= needed and len(passage.words[place]) > 1:
                found.append(Head(Kind.NOBODY, place, end, STRANGER))
            place = max(end, place + 1)
        return found

    def _goes_on(self, place: int, taken: set[int]) -> bool:
        """Whether a name goes on behind a particle: "Luva de Pedreiro"."""
        passage = self._passage
        following = passage.capitals[place + 1 : place + 2] == (True,) and place + 1 not in taken
        return following and passage.words[place] in _PARTICLES and passage.gap(place) == " "

    def _placed(self, head: Head) -> Head:
        """Return a head with whether it stands after a preposition, or owns something."""
        passage, book = self._passage, self._passage.book
        opens = passage.clause(head.start).start
        place = head.start - 1
        while place >= opens and (
            passage.words[place] in ARTICLES - book.prepositions
            or self._title(place)
            or (head.kind is Kind.CLUB and passage.words[place] in _FIRM)
        ):
            place -= 1
        oblique = place >= opens and passage.words[place] in book.prepositions
        oblique = oblique or head.start in self.again
        if book.lang == "de" and head.kind in {Kind.CLUB, Kind.PLAYER}:  # "dem BVB": to the club
            oblique = oblique or not _CASES.isdisjoint(passage.words[place + 1 : head.start])
        if oblique and head.kind is Kind.PLAYERS:  # "four of the players"
            counted = passage.words[max(opens, place - 3) : max(opens, place)]
            oblique = (NUMBERS.keys() | _SOME).isdisjoint(counted)
        if oblique and head.kind is Kind.AGENT and passage.words[place] == "desde":
            oblique = False  # "desde la agencia": the agency itself
        if not oblique and head.stranger and place - 1 >= opens:  # "in north London"
            between = passage.within(place, place + 1, *Sign)
            oblique = not between and passage.words[place - 1] in book.prepositions
        oblique = oblique and not (head.kind is Kind.CLUB and self._account_of(place, opens))
        oblique = oblique and not self._caught(head, place)
        oblique = oblique and not (
            head.kind is Kind.CLUB
            and passage.words[place] in book.of
            and passage.words[place - 1] in {"club", "clube"}
        )
        owns = (
            passage.words[head.end : head.end + 1] == ["s"] and passage.gap(head.end) == "'"
        ) or passage.folded.startswith(("' ", "s' "), passage.places[head.end - 1][1])
        owns = (owns and book.lang in {"en", "de"}) or self._genitive(head)
        return replace(head, oblique=oblique, owns=owns) if oblique or owns else head

    def _told_again(self, named: list[Head]) -> Iterator[int]:
        """Yield where some of those told before are named: "players, including Saka and Rice"."""
        passage = self._passage
        for place, word in enumerate(passage.words):
            if word in INCLUDING and self._squad_before(place):
                ends = [
                    head.end for head in named
                    if place < head.start <= place + _LISTED and head.kind is Kind.PLAYER
                    and not passage.within(place, head.start, *Sign)
                ]  # fmt: skip
                yield from range(place, max(ends, default=place))

    def _squad_before(self, place: int) -> bool:
        """Whether players of a club are told before a place, and not only "several players"."""
        passage, opens = self._passage, self._passage.clause(place).sentence.start
        clubs = any(hit.named is Named.CLUB and opens <= span.start < place
                    for hit, span in passage.hits)  # fmt: skip
        return clubs and bool(passage.within(opens, place, Sign.PLAYERS, Sign.MATE))

    def _genitive(self, head: Head) -> bool:
        """Whether German has put an s to a player's name that is none of it: "Sanés Like"."""
        said = self._passage.words[head.end - 1]
        if self._passage.book.lang != "de" or head.kind is not Kind.PLAYER or said[-1] != "s":
            return False
        player = self._catalogue.players.get(head.slug or "")
        return player is not None and fold(player.name).split()[-1] == said[:-1]

    def _account_of(self, place: int, opens: int) -> bool:
        """Whether an account stands before "of" at *place*: it is the club's that follows."""
        passage = self._passage
        if passage.words[place] not in passage.book.of:
            return False
        return any(place - 2 <= one.end - 1 < place for one in
                   passage.within(opens, place, Sign.ACCOUNT))  # fmt: skip

    def _caught(self, head: Head, place: int) -> bool:
        """Whether Spanish sees somebody doing it: "pillan a Gavi dando me gusta"."""
        passage = self._passage
        said = passage.words[head.end : head.end + 1]
        seen = passage.book.lang == "es" and passage.words[place] == "a" and bool(said)
        return seen and said[0].endswith(("ando", "iendo")) and passage.gap(head.end) == " "

    def _title(self, place: int) -> bool:
        return any(
            one.start <= place < one.end and one.value in {Sign.ONE, Sign.HE}
            for one in self._passage.signs
        )
