"""Who did it: the persons and clubs of a text, and which of them a verb belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

from monitor.domain.catalogue import Catalogue, Role
from monitor.domain.names.hit import Named
from monitor.domain.phrases import Found
from monitor.domain.reported.passage import Passage
from monitor.domain.reported.signs import Sign
from monitor.domain.reported.telling import Doer
from monitor.domain.text import fold

NUMBERS: Final = {
    word: count
    for count, words in {
        2: "two dos dois duas due deux zwei both ambos",
        3: "three tres tre trois drei",
        4: "four cuatro quatro quattro quatre vier",
        5: "five cinco cinque cinq funf",
        6: "six seis sei sechs",
        7: "seven siete sete sette sept sieben",
        8: "eight ocho oito otto huit acht",
        9: "nine nueve nove neuf neun",
        10: "ten diez dez dieci dix zehn",
        11: "eleven once onze undici elf",
        12: "twelve doce doze dodici douze zwolf",
    }.items()
    for word in words.split()
}
"""Number words of all languages; none means another number next door."""

_INCLUDING: Final = frozenset(
    """
    including incluidos incluido incluyendo incluindo cui compresi compreso inclusi dont
    darunter inklusive
    """.split()  # noqa: SIM905
)
_LISTED: Final = 8
"""Words within which those stand who are named of many."""

_ARTICLES: Final = frozenset(
    """
    the a an el la los las un una une o os as um uma il lo gli le i les l der die das den dem des
    ein eine einen his her su sus sein seine son sa seu sua suo former ex own propio proprio del do
    da
    """.split()  # noqa: SIM905
)
_AND: Final = frozenset({"and", "y", "e", "et", "und"})
_ANY: Final = frozenset("a an un una uno um uma une ein".split())  # noqa: SIM905
_ACCOUNTS: Final = frozenset("account cuenta conta profilo compte profil konto perfil".split())  # noqa: SIM905
_PARTICLES: Final = frozenset("de da do dos van von di".split())  # noqa: SIM905
_SOME: Final = frozenset(
    """
    several dozen handful group trio quartet varios varias docena decena grupo punado dezena punhado
    duzia decina dozzina gruppo manciata plusieurs douzaine dizaine poignee groupe dutzend reihe
    gruppe
    """.split()  # noqa: SIM905
)
"""Words that count without a number."""
_RELATIVE: Final = frozenset(
    """
    who whose que quien cuyo cuja cujo che cui qui dont der die dessen
    """.split()  # noqa: SIM905
)
_ASIDE: Final = 18
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
_ACCOUNT: Final = "@"
"""In place of a slug: one of many accounts."""
_NEAR: Final = 4
_LEAST: Final = 2
_THE_PLAYER: Final = (["der", "spieler"], ["bayern", "spieler"], ["spieler"])


_QUIET: Final = frozenset(
    {Sign.NOT, Sign.HEDGE, Sign.DENY, Sign.ACCOUNT, Sign.HE, Sign.IF, Sign.NO_MORE}
)


class Kind(Enum):
    """What sort of doer a head is."""

    PLAYER = auto()
    CLUB = auto()
    AGENT = auto()
    KIN = auto()
    MATE = auto()
    REPORTER = auto()
    PLAYERS = auto()
    ONE = auto()
    NOBODY = auto()
    """Fans, users, and people whom the catalogue doesn't know."""


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
_ROLES: Final = {
    Kind.AGENT: Role.AGENT,
    Kind.KIN: None,
    Kind.MATE: Role.TEAMMATE,
}
_TITLES: Final = frozenset({Kind.AGENT, Kind.KIN, Kind.MATE, Kind.REPORTER, Kind.NOBODY, Kind.ONE})


@dataclass(frozen=True, slots=True)
class Head:
    """A person or club that a text speaks of.

    Attributes:
        slug: Of the player or club, or of the player whom it belongs to; None = not said.
        oblique: It stands after a preposition or owns something: it does nothing itself.
        mate: The player is called a team-mate.
    """

    kind: Kind
    start: int
    end: int
    slug: str | None = None
    oblique: bool = False
    owns: bool = False
    mate: bool = False
    club: str | None = None
    count: int | None = None


class Cast:
    """The heads of one passage, and the player whom it is about."""

    def __init__(self, passage: Passage, catalogue: Catalogue, player: str | None) -> None:
        self._passage = passage
        self._catalogue = catalogue
        self._known = player
        spans = [(one.start, one.end) for one in passage.signs if one.value in _QUIET]
        spans += [(one.start, one.end) for one in passage.platforms]
        self._silent = frozenset(at for span in spans for at in range(*span))
        named = sorted(self._named(), key=lambda head: (head.start, -head.end))
        self._again = frozenset(self._told_again(named))
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
        signs += [Head(Kind.NOBODY, one.start, one.end, _ACCOUNT) for one in passage.signs
                  if self._any_account(one)]  # fmt: skip
        strangers = [] if passage.book.verb_first else list(self._strangers(taken))
        heads = sorted([*named, *signs, *strangers], key=lambda head: head.start)
        self.heads = tuple(self._joined([self._placed(head) for head in heads]))

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
            if head.kind is Kind.CLUB or self._stranger(head):
                continue
            if best[0] is None or best[0].kind is Kind.NOBODY is not head.kind:
                best = (head, gap)
        return best

    def together(self, doer: Doer, place: int) -> Iterator[Doer]:
        """Yield who is named as acting with *doer*, by a verb at *place*: "Saka and Rice liked"."""
        passage = self._passage
        sentence = passage.clause(place).sentence
        his = [
            at for at, head in enumerate(self.heads)
            if head.slug == doer.player and head.kind is Kind.PLAYER and head.start in sentence
            and not head.owns
            and (not head.oblique or passage.words[head.start - 1] in passage.book.by)
        ]  # fmt: skip
        if not his:
            return
        one = min(his, key=lambda at: abs(self.heads[at].start - place))
        for step in (-1, 1):
            at = one
            while 0 <= at + step < len(self.heads) and self._joins(*sorted((at, at + step))):
                at += step
                yield replace(doer, player=self.heads[at].slug)

    def _joins(self, first: int, second: int) -> bool:
        """Whether two heads next to one another are players who are named in a row."""
        one, other = self.heads[first], self.heads[second]
        if one.kind is not Kind.PLAYER or other.kind is not Kind.PLAYER or one.owns or other.owns:
            return False
        between = self._passage.words[one.end : other.start]
        listed = not between and "," in self._passage.gap(other.start)
        return one.slug != other.slug and (listed or (len(between) == 1 and between[0] in _AND))

    def after(self, place: int, reach: int, *, oblique: bool = True) -> Head | None:
        """Return the first head that begins within *reach* words after *place*."""
        for at, head in enumerate(self.heads):
            if place <= head.start <= place + reach and (oblique or not head.oblique):
                owned = self.heads[at + 1] if head.owns and at + 1 < len(self.heads) else None
                if owned is not None and owned.start - head.end <= _LEAST:
                    return owned
                squad = self.heads[at + 1 : at + 2] if head.kind is Kind.CLUB else ()
                named = [one for one in squad if one.kind is Kind.PLAYERS and one.start == head.end]
                return named[0] if named else head
        return None

    def doer(self, head: Head | None, place: int) -> Doer | None:
        """Return who a head is, or None for nobody who is followed; no head is "he"."""
        found: Doer | None = None
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

    def _named(self) -> list[Head]:
        found = []
        for hit, span in self._passage.hits:
            if hit.named is Named.SOURCE:
                source = self._catalogue.sources.get(hit.slug)
                spoken = source is not None and source.role is Role.JOURNALIST
                kind = Kind.REPORTER if spoken else Kind.NOBODY
            else:
                kind = Kind.PLAYER if hit.named is Named.PLAYER else Kind.CLUB
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
                and passage.words[end] not in passage.book.fillers | _ARTICLES
                and not (end in starts and passage.words[end] in NUMBERS)
                and not (end in starts and passage.words[end] in _OPENING)
                and (end == place or passage.gap(end) in {" ", "-"})
            ):
                end += 1
                end += end > place and self._goes_on(end, taken)
            needed = least if place not in starts else max(least, 1)
            if end - place >= needed and len(passage.words[place]) > 1:
                found.append(Head(Kind.NOBODY, place, end, "?"))
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
            passage.words[place] in _ARTICLES - book.prepositions or self._title(place)
        ):
            place -= 1
        oblique = place >= opens and passage.words[place] in book.prepositions
        oblique = oblique or head.start in self._again
        if oblique and head.kind is Kind.PLAYERS:  # "four of the players"
            counted = passage.words[max(opens, place - 3) : max(opens, place)]
            oblique = (NUMBERS.keys() | _SOME).isdisjoint(counted)
        if oblique and head.kind is Kind.AGENT and passage.words[place] == "desde":
            oblique = False  # "desde la agencia": the agency itself
        if not oblique and self._stranger(head) and place - 1 >= opens:  # "in north London"
            between = passage.within(place, place + 1, *Sign)
            oblique = not between and passage.words[place - 1] in book.prepositions
        oblique = oblique and not (head.kind is Kind.CLUB and self._account_of(place, opens))
        oblique = oblique and not self._caught(head, place)
        owns = (
            passage.words[head.end : head.end + 1] == ["s"] and passage.gap(head.end) == "'"
        ) or passage.folded.startswith(("' ", "s' "), passage.places[head.end - 1][1])
        owns = (owns and book.lang in {"en", "de"}) or self._genitive(head)
        return replace(head, oblique=oblique, owns=owns) if oblique or owns else head

    def _told_again(self, named: list[Head]) -> Iterator[int]:
        """Yield where some of those told before are named: "players, including Saka and Rice"."""
        passage = self._passage
        for place, word in enumerate(passage.words):
            if word in _INCLUDING:
                ends = [
                    head.end for head in named
                    if place < head.start <= place + _LISTED and head.kind is Kind.PLAYER
                    and not passage.within(place, head.start, *Sign)
                ]  # fmt: skip
                yield from range(place, max(ends, default=place))

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

    def _joined(self, heads: list[Head]) -> list[Head]:
        """Return *heads* with the names that stand beside a trade made one with it."""
        joined: list[Head] = []
        for head in heads:
            last = joined[-1] if joined else None
            close = last is not None and head.start - last.end <= 0
            if last is not None and close and self._takes_up(last, head):
                continue
            if last is not None and close and last.kind in _TITLES and not last.owns:
                if head.kind is Kind.PLAYER and last.slug == _ACCOUNT:
                    joined[-1] = replace(last, end=head.end)
                    continue
                if head.kind is Kind.PLAYER:
                    mate = last.kind is Kind.MATE
                    if self._passage.book.verb_first and last.kind is not Kind.ONE:
                        joined[-1] = replace(last, end=head.end, slug=head.slug)
                        continue
                    if last.kind in {Kind.MATE, Kind.ONE}:
                        joined[-1] = replace(head, oblique=last.oblique or head.oblique, mate=mate)
                        continue
                elif self._stranger(head) and last.kind is not Kind.ONE and last.slug is None:
                    joined[-1] = replace(last, end=head.end, owns=head.owns)
                    continue
                elif last.kind is (Kind.ONE if self._stranger(head) else head.kind):
                    joined[-1] = replace(head, oblique=last.oblique)
                    continue
            beside = self._beside(head, joined)
            joined.append(replace(head, oblique=True) if beside else head)
        return [self._owned(head, joined, at) for at, head in enumerate(joined)]

    def _takes_up(self, last: Head, head: Head) -> bool:
        """Whether a pronoun is the one who was just named: "Arteta, *who* liked"."""
        pronoun = head.kind is Kind.ONE and self._passage.words[head.start] in {"who", "qui"}
        return pronoun and not (last.oblique or last.owns)

    def _beside(self, head: Head, joined: list[Head]) -> bool:
        """Whether a name only says who that is: "the wife of Ramos, Ana Example, follows"."""
        if not self._stranger(head) or len(joined) < _LEAST:
            return False
        whose, owner = joined[-2:]
        titled = whose.kind in _TITLES and owner.oblique and owner.kind is Kind.PLAYER
        close = owner.start - whose.end <= _LEAST and head.start == owner.end
        return titled and close and "," in self._passage.gap(head.start)

    def _owned(self, head: Head, heads: list[Head], at: int) -> Head:
        """Return a head with the player or club that it belongs to."""
        if head.kind is Kind.PLAYERS:
            club, count = self._near(head, heads, Kind.CLUB), self._count(head)
            if count is None and self._passage.words[head.start - 1 : head.end] in _THE_PLAYER:
                return replace(head, kind=Kind.ONE)
            if club is None and count is not None:
                before = [one.slug for one in heads[:at] if one.kind is Kind.CLUB]
                club = before[-1] if before else None
            return replace(head, club=club, count=count)
        if head.kind in {Kind.AGENT, Kind.KIN, Kind.MATE}:
            count = self._count(head) if head.kind is Kind.MATE else None
            named = self._named_before(heads, at)
            if named is not None and head.kind is Kind.MATE:
                return replace(head, kind=Kind.PLAYER, slug=named, mate=True)
            owner = head.slug or self._near(head, heads, Kind.PLAYER)
            return replace(head, slug=owner, count=count)
        return head

    def _named_before(self, heads: list[Head], at: int) -> str | None:
        """Return who is named before what he is to another: "Felix, Ronaldo's team-mate"."""
        owned = at >= _LEAST and heads[at - 1].owns
        if at == 0:
            return None
        one = heads[at - 2] if owned else heads[at - 1]
        follows = heads[at - 1].start - one.end if owned else heads[at].start - one.end - 1
        apart = follows <= 0 and "," in self._passage.gap(one.end)
        named = one.kind is Kind.PLAYER and not one.oblique and not one.owns
        return one.slug if named and apart else None

    def _near(self, head: Head, heads: list[Head], kind: Kind) -> str | None:
        """Return the owner that stands beside a head: after "of", or before it."""
        for other in heads:
            if other.kind is kind and 0 <= other.start - head.end <= _NEAR and other.oblique:
                return other.slug
        for other in reversed(heads):
            if other.kind is kind and 0 <= head.start - other.end <= 2:
                return other.slug
        return None

    def _count(self, head: Head) -> int | None:
        words = self._passage.words
        opens = self._passage.clause(head.start).start
        for place in range(head.start - 1, max(opens, head.start - 5) - 1, -1):
            word = words[place]
            if word in NUMBERS:
                return NUMBERS[word]
            if word.isdecimal() and len(word) <= 2:
                return int(word)
        return None

    def _acts(self, head: Head, place: int) -> bool:
        """Whether a head can be the doer of a verb at *place*."""
        if head.oblique:
            return False
        if not head.owns:
            return True
        return bool(self._passage.within(head.end, min(place, head.end + 5), Sign.ACCOUNT))

    def _stranger(self, head: Head) -> bool:
        return head.kind is Kind.NOBODY and head.slug == "?"

    def _named_with(self, head: Head) -> Head:
        """Return the player beside whom somebody unknown is named: "Barella e Bastoni"."""
        if self._stranger(head):
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
            if passage.words[opens] in _RELATIVE and "," in passage.gap(opens):
                return range(opens, at)
        return range(0)

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
            for other in getattr(self, "heads", ())
            if other.oblique
            and other.kind in {Kind.PLAYER, Kind.CLUB}
            and head.end <= other.start <= head.end + _NEAR
            and other.end <= place
        ]
