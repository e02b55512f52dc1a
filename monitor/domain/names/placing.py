"""What part a club plays for a player in a text: where he may go, or only mentioned."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from monitor.domain import phrases
from monitor.domain.catalogue import Catalogue, Pairing, Relation
from monitor.domain.claims import claim, leaving
from monitor.domain.mention import Part, Topic
from monitor.domain.names.directions import (
    ARTICLES,
    AWAY,
    BETWEEN,
    COMES,
    DEPARTS,
    DESCRIBES,
    FOR,
    FORMERLY,
    LEAVES,
    LEISURE,
    MOVES,
    NEW,
    NOT,
    OF,
    OFFERS,
    OPPOSES,
    SIGNS,
    TOWARDS,
    TRADE,
    WANTS,
    WITH,
)
from monitor.domain.names.naming import Hit, Named
from monitor.domain.names.surnames import Bond
from monitor.domain.topic import topic

_WORD = re.compile(r"[^\W_]+")
_CLAUSE = re.compile(r"[.!?;,\n|/]| (?:and|while|y|e|ed|et|und|mientras|enquanto|mentre|tandis) ")
_PIECE = re.compile(r"[.!?;,\n|]")
_SENTENCE = re.compile(r"[.!?;\n|]")
_CHAIN = re.compile(
    r"'?s?(?: ?[,/&] ?| (?:and|or|y|e|o|et|ou|und|oder|ed) )(?:(?:the|el|il|le|o) )?"
)
_NEWS = re.compile(r" transfers? (?:news|rumou?rs?|latest|target)\b")
_BEHIND = re.compile(r"(?:'?s)?(?: [^\W_]+){1,2}")
_SUM = re.compile(r"\d+m?")
_YEAR = re.compile(r"\b(?:in|en|em|nel|im|since|desde|depuis|seit|dal) ((?:19|20)\d\d)\b")
_REACH = 80
_SOON = 12
_PLAY = frozenset({Topic.MATCH, Topic.INJURY, Topic.DISCIPLINE, Topic.PRIVATE, Topic.CAMPAIGN})


@dataclass(frozen=True, slots=True)
class Scene:
    """What a text does with its clubs.

    Attributes:
        towards: Clubs that words tie to a move there.
        away: Clubs that are left, were left, or stand on the other side.
        news: Clubs whose news it calls itself.
        going: The text speaks of a transfer, or of leaving.
        playing: It speaks of a match, an injury, a card, or what is nobody's business.
    """

    towards: frozenset[str]
    away: frozenset[str]
    news: frozenset[str]
    going: bool
    playing: bool

    def turned(self, club: str) -> Scene:
        """Return the scene with the eyes on *club*, unless it is about a match."""
        return self if self.playing else replace(self, towards=self.towards | {club})


@dataclass(frozen=True, slots=True)
class Drift:
    """What kind of talk a text is.

    Attributes:
        market: It speaks of a transfer.
        going: Of that, or of leaving.
        playing: Of a match, an injury, a card, or what is nobody's business.
        leisure: Of holidays, houses and the like.
    """

    market: bool = False
    going: bool = False
    playing: bool = False
    leisure: bool = False


def drift(folded: str) -> Drift:
    """Return what kind of talk *folded* is."""
    about = topic(folded, claim(folded, None))
    words = phrases.split(folded)
    leisure = not LEISURE.isdisjoint(words)
    trade = about is Topic.OTHER and not leisure and not TRADE.isdisjoint(words)
    return Drift(
        market=about is Topic.TRANSFER or trade,
        going=about is Topic.TRANSFER or leaving(folded),
        playing=about in _PLAY,
        leisure=leisure,
    )


def tied(hits: Sequence[Hit], folded: str, talk: Drift) -> frozenset[Hit]:
    """Return the clubs that are named loosely, and that words tie to a move there."""
    if talk.playing or talk.leisure:
        return frozenset()
    loose = (h for h in hits if h.named is Named.CLUB and h.bond is Bond.LOOSE)
    return frozenset(hit for hit in loose if _heads_for(hit, folded))


def survey(hits: Sequence[Hit], folded: str, talk: Drift, on: date) -> Scene:
    """Return what *folded*, with the names in it, does with its clubs.

    A club is left behind if the first that is said of it is that; what a sentence tells of earlier
    years ties it to no move.
    """
    towards: set[str] = set()
    away: set[str] = set()
    news: set[str] = set()
    named: set[str] = set()
    for row in _rows(hits, folded):
        slugs = {hit.slug for hit in row}
        past = _past(row[0], folded, on)
        if not past and any(_heads_for(hit, folded) for hit in row):
            towards |= slugs
        elif past or any(_behind(hit, folded) for hit in row):
            away |= slugs - named
        if _NEWS.match(folded, row[-1].end):
            news |= slugs
        named |= slugs
    return Scene(
        frozenset(towards),
        frozenset(away - towards),
        frozenset(news),
        going=talk.going,
        playing=talk.playing,
    )


def place(
    catalogue: Catalogue,
    pairing: Pairing,
    on: date,
    scene: Scene,
    rivals: Collection[str],
) -> Part:
    """Return the part of the club of *pairing*; *rivals* are clubs named beside it.

    His own club is only mentioned; so is one that he leaves or plays, one named while another is
    where he goes, a former one unless the talk is of moving, any one in talk of a match.
    """
    relation = catalogue.relation(pairing, on)
    club = pairing.club
    moving = scene.going or not scene.playing
    if relation is Relation.CURRENT or club in scene.away:
        return Part.MENTIONED
    if club in scene.towards:
        return Part.DESTINATION if moving else Part.MENTIONED
    led = scene.towards if club in scene.news else scene.towards | scene.news
    if any(
        catalogue.relation(Pairing(pairing.player, rival), on) is not Relation.CURRENT
        for rival in led.intersection(rivals)
    ):
        return Part.MENTIONED
    if relation is Relation.LOAN_PARENT:
        return Part.MENTIONED
    if relation is Relation.FORMER:
        return Part.DESTINATION if scene.going else Part.MENTIONED
    return Part.DESTINATION if moving else Part.MENTIONED


def beside(player: str, hits: Sequence[Hit], folded: str) -> tuple[str, ...]:
    """Return the clubs that a text names together with *player*, the closest bond that holds.

    Where it names several players, those of the same clause, else of the same sentence, else the
    only club there is.
    """
    clubs = [hit for hit in hits if hit.named is Named.CLUB]
    named = tuple(dict.fromkeys(hit.slug for hit in clubs))
    others = {hit.slug for hit in hits if hit.named is Named.PLAYER} - {player}
    if not others or len(named) < 2:
        return named
    his = [hit for hit in hits if hit.named is Named.PLAYER and hit.slug == player]
    for mark in (_CLAUSE, _PIECE, _SENTENCE):
        cuts = [cut.start() for cut in mark.finditer(folded)]
        pieces = {_piece(hit.start, cuts) for hit in his}
        near = dict.fromkeys(hit.slug for hit in clubs if _piece(hit.start, cuts) in pieces)
        if near:
            return tuple(near)
    return ()


def _rows(hits: Sequence[Hit], folded: str) -> list[list[Hit]]:
    """Return the clubs, those in one row that a comma or an "and" joins."""
    rows: list[list[Hit]] = []
    for hit in hits:
        if hit.named is not Named.CLUB:
            continue
        if rows and _CHAIN.fullmatch(folded, rows[-1][-1].end, hit.start):
            rows[-1].append(hit)
        else:
            rows.append([hit])
    return rows


def _piece(start: int, cuts: Sequence[int]) -> int:
    return sum(cut < start for cut in cuts)


def _past(hit: Hit, folded: str, on: date) -> bool:
    """Whether the sentence of a club tells, before it or soon after, of an earlier year."""
    opens = max(folded.rfind(mark, 0, hit.start) for mark in ".!?\n;") + 1
    told = _SENTENCE.split(folded[opens : hit.end + _SOON])[0]
    return any(int(year) < on.year for year in _YEAR.findall(told))


def _heads_for(hit: Hit, folded: str) -> bool:
    """Whether the words around a club tie it to a move there."""
    before, after = _before(hit, folded), _after(hit, folded)
    last = before[-1] if before else ""
    if last in TOWARDS and not (NOT | OPPOSES).isdisjoint(before[-2:-1]):
        return False
    if last in TOWARDS or (last in WITH and not SIGNS.isdisjoint(before[-2:-1])):
        return True
    if last in FOR and not LEAVES.isdisjoint(before):
        return True
    if last in COMES and any(word in OFFERS or _SUM.fullmatch(word) for word in before):
        return True
    if last in AWAY or not after or not NOT.isdisjoint(after):
        return False
    verb = after[1] if after[0] in BETWEEN and len(after) > 1 else after[0]
    return verb in WANTS or after[0] in MOVES


def _behind(hit: Hit, folded: str) -> bool:
    before = _before(hit, folded)
    if before and before[-1] in AWAY | OPPOSES:
        return before[-2:] != ["to", "meet"]
    if not OPPOSES.isdisjoint(before[-2:-1]) or not FORMERLY.isdisjoint(before[-3:]):
        return True
    if len(before) > 1 and before[-1] in OF and before[-2] in AWAY | DEPARTS:
        return NEW.isdisjoint(before[-3:-2])
    after = _after(hit, folded)
    return bool(after) and after[0] in DESCRIBES


def _before(hit: Hit, folded: str) -> list[str]:
    """Return the words before a name, articles aside, within its sentence."""
    near = _SENTENCE.split(folded[max(0, hit.start - _REACH) : hit.start])[-1]
    return [word for word in _WORD.findall(near) if word not in ARTICLES]


def _after(hit: Hit, folded: str) -> list[str]:
    """Return the two words that stand right behind a name."""
    behind = _BEHIND.match(folded, hit.end)
    return behind.group().split()[-2:] if behind else []
