"""What part a club plays for a player in a text: where he may go, or only mentioned."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from monitor.domain.catalogue import Catalogue, Pairing, Relation
from monitor.domain.claims import claim, leaving
from monitor.domain.mention import Part, Topic
from monitor.domain.naming import Hit, Named
from monitor.domain.topic import topic

TOWARDS: Final = frozenset(
    """
    to join joins joined joining into towards
    al ao aux vers rejoint rejoignent rejoindre para zum zu zur nach alla all chez
    bei beim
    """.split()  # noqa: SIM905
)
"""Words before a club to which somebody goes."""

AWAY: Final = frozenset(
    """
    from leave leaves leaving left quit quits exit former ex against vs v versus beat over facing
    desde contra dejar deja dejo exjugador excapitan deixar deixa deixou ex
    contro lasciare lascia lasciato contre quitter quitte quittera gegen von verlasst verlassen
    """.split()  # noqa: SIM905
)
"""Words before a club that somebody leaves, left, or plays against."""

WANTS: Final = frozenset(
    """
    want wants sign signs signed interested keen agree agrees agreed bid target targets close
    closing set make makes submit monitor monitoring open plan plans plotting considering eye eyeing
    announce announces confirm confirms complete completes reach reached push pushing lead leading
    quiere quieren ficha fichan negocia interesa interesado busca prepara anuncia pregunta ofrece
    quer querem contrata interessado vuole pensa segue tratta accelera veut recrute suit pense offre
    will holt verpflichtet verhandelt buhlt interessiert
    """.split()  # noqa: SIM905
)
"""Words after a club that wants somebody."""

DESCRIBES: Final = frozenset(
    """
    legend captain star icon man great defender midfielder striker forward winger goalkeeper keeper
    hero player teammate youngster academy leyenda capitan lenda capitano bandiera legende legend
    """.split()  # noqa: SIM905
)
"""Words after a club that say whose somebody is or was."""

DEPARTS: Final = frozenset(
    """
    sale salir salida va irse marcha marcharse sai sair saida via partenza addio depart part
    abschied abgang weg ex exjugador excapitan jugador leyenda capitan estrella jogador craque
    giocatore capitano bandiera joueur capitaine legende spieler kapitan legend captain exit
    departure
    """.split()  # noqa: SIM905
)
"""Words before "of" or "from" a club that somebody leaves, or is or was a player of."""

_OF = frozenset("of del de do da du di dal dalla della von vom".split())  # noqa: SIM905
_COMES = _OF | {"from", "by"}
_OFFERS = frozenset(
    """
    interest offer bid approach proposal enquiry inquiry call
    interes oferta propuesta interesse offerta proposta interet offre proposition angebot anfrage
    """.split()  # noqa: SIM905
)
_NEW = frozenset("new nuevo novo nuovo nouveau neuer es ya ja".split())  # noqa: SIM905
_SIGNS = frozenset(
    "sign signs signed ficha fichan ficho firma firmo firmato assina assinou unterschreibt".split()  # noqa: SIM905
)
_WITH = frozenset("for with por con com pelo pela per in".split())  # noqa: SIM905
_ARTICLES = frozenset("the el la los il lo l le les den der das dem o os a".split())  # noqa: SIM905
_WORD = re.compile(r"[^\W_]+")
_CLAUSE = re.compile(r"[.!?;,\n|/]| (?:and|while|y|e|ed|et|und|mientras|enquanto|mentre|tandis) ")
_PIECE = re.compile(r"[.!?;,\n|]")
_SENTENCE = re.compile(r"[.!?;\n|]")
_REACH = 40
_PLAY = frozenset({Topic.MATCH, Topic.INJURY, Topic.DISCIPLINE, Topic.PRIVATE, Topic.CAMPAIGN})


@dataclass(frozen=True, slots=True)
class Scene:
    """What a text does with its clubs.

    Attributes:
        towards: Clubs that words tie to a move there.
        away: Clubs that are left, were left, or stand on the other side.
        going: The text speaks of a transfer, or of leaving.
        playing: It speaks of a match, an injury, a card, or what is nobody's business.
    """

    towards: frozenset[str]
    away: frozenset[str]
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
    """

    market: bool
    going: bool
    playing: bool


def drift(folded: str) -> Drift:
    """Return what kind of talk *folded* is."""
    about = topic(folded, claim(folded, None))
    market = about is Topic.TRANSFER
    return Drift(market, going=market or leaving(folded), playing=about in _PLAY)


def survey(hits: Sequence[Hit], folded: str, talk: Drift) -> Scene:
    """Return what *folded*, with the names in it, does with its clubs."""
    towards, away = set(), set()
    for hit in hits:
        if hit.named is Named.CLUB:
            if _heads_for(hit, folded):
                towards.add(hit.slug)
            elif _behind(hit, folded):
                away.add(hit.slug)
    return Scene(
        frozenset(towards), frozenset(away - towards), going=talk.going, playing=talk.playing
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
    if not scene.towards.isdisjoint(rivals):
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


def _piece(start: int, cuts: Sequence[int]) -> int:
    return sum(cut < start for cut in cuts)


def _heads_for(hit: Hit, folded: str) -> bool:
    before = _before(hit, folded)
    if before and before[-1] in TOWARDS:
        return True
    if len(before) > 1 and before[-2] in _SIGNS and before[-1] in _WITH:
        return True
    if before and before[-1] in _COMES and not _OFFERS.isdisjoint(before):
        return True
    after = _WORD.match(folded, hit.end + 1)
    return after is not None and after.group() in WANTS and not (before and before[-1] in AWAY)


def _behind(hit: Hit, folded: str) -> bool:
    before = _before(hit, folded)
    if before and before[-1] in AWAY:
        return True
    if len(before) > 1 and before[-1] in _OF and before[-2] in AWAY | DEPARTS:
        return _NEW.isdisjoint(before[-3:-2])
    after = _WORD.match(folded, hit.end + 1)
    return after is not None and after.group() in DESCRIBES


def _before(hit: Hit, folded: str) -> list[str]:
    """Return the words before a name, articles aside, within its sentence."""
    near = _SENTENCE.split(folded[max(0, hit.start - _REACH) : hit.start])[-1]
    return [word for word in _WORD.findall(near) if word not in _ARTICLES]
