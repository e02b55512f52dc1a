"""Which of the names found in a text name whom they seem to name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Final

from monitor.domain.catalogue import Catalogue, Player
from monitor.domain.text import fold


class Named(StrEnum):
    """What a name in a text names."""

    PLAYER = "player"
    CLUB = "club"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the catalogue, found in a folded text.

    Attributes:
        slug: Of what is named.
        start, end: Place in the folded text, in characters.
        ambiguous: The name means other things too: it links only with context.
    """

    named: Named
    slug: str
    start: int
    end: int
    ambiguous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known before names are settled.

    Attributes:
        players, clubs: Whom and what the talk is about already.
        headed_for: Clubs of the text that its words say somebody goes to.
    """

    players: frozenset[str] = frozenset()
    clubs: frozenset[str] = frozenset()
    headed_for: frozenset[Hit] = frozenset()


@dataclass(frozen=True, slots=True)
class Settled:
    """Names that hold, and why others were left out, a phrase each."""

    hits: tuple[Hit, ...]
    left_out: tuple[str, ...]


GIVEN: Final = frozenset(
    """
    aaron abdou achraf adam adama adrien ahmed alejandro alessandro alex alexander alexandre
    alexis alfonso ali alisson alphonso alvaro amadou anderson andre andrea andreas andres
    andrew andy angel anthony antonio antony armando arthur arturo ashley aurelien axel ayoub
    ben benjamin bernardo brahim brandon bruno bryan bukayo caio cameron carlos cesar charles
    cheick chris christian christopher claudio cody cole conor cristian cristiano curtis dani
    daniel daniele danilo danny dario darwin david davide declan denis dennis diego dimitri
    diogo domenico dominic donny douglas dusan dylan eden eder edin edson eduardo emanuel
    emerson emile emiliano emre enner enzo eric erik erling ethan fabian fabio facundo federico
    felipe fernando ferran filip florian francesco francisco franck franco frank frenkie gabriel
    gareth geoffrey george gerard giacomo gianluca gianluigi gino giorgio giovanni giuseppe
    goncalo gonzalo guido guilherme guillermo gustavo hakim harry harvey hector henrique hernan
    hugo ian ibrahim ibrahima igor ilkay inigo isaac ismael ivan jack jacob jadon jake jakub
    jamal james jamie jan jarrod jason javier jean jeremie jeremy jesse jesus joan joao joe joel
    john jonas jonathan jordan jorge jose josep joshua josko juan jude jules julian junior
    jurrien kai kalidou karim karl keita kenan kevin khephren khvicha kieran kim kingsley kyle
    kylian lamine lautaro leandro lee leo leon leonardo leroy levi lewis liam lionel lisandro
    lorenzo lothar luca lucas luis luiz luka lukas luke malo manuel marc marcelo marco marcos
    marcus mario marko markus martin mason mateo matheus mathias matias mats matteo matthew
    matthias matthijs mauro max maxence maximiliano michael michele miguel mike mikel miralem
    mohamed mohammed moises moussa nabil nahuel nathan nico nicolas nicolo noah nuno nuri oliver
    ollie omar oscar ousmane pablo paolo pascal patrick patrik paul paulo pedro pere peter phil
    philippe pierre rafa rafael rahim randal raphael raul raymond reece ricardo riccardo richard
    riyad robert roberto robin rodrigo roger roman romelu romeo ronald ruben rui ryan sadio
    salvador sam samu samuel sandro sascha scott sebastian sebastien serge sergej sergio serhou
    simon simone sofyan stefan stefano stephan stephane steven takumi tanguy tariq theo thiago
    thibaut thierry thomas tiago tim timo timothy toby toni tony trent trevoh tyler unai
    valentin victor viktor vincent vinicius virgil vitor wesley wilfried william xabi yann
    yannick yassine yaya yerry youri youssef yves zinedine zlatan
    """.split()  # noqa: SIM905
)
"""Given names that are heard in football: before another's surname they name somebody else."""

ORDINARY: Final = frozenset(
    """
    a about after again agent ahora al all alors also amid and announcement another any april
    aqui as at auch august aujourdhui aun aussi avec before bei beim bienvenido big boss
    breaking but by cap capi capitaine capitan capitano captain central coach con confirmed
    congrats could cuando dass de deal december defender del den der des did die do doch does
    don during e el elle en er es esperando et even ever excl exclu exclusive february first for
    former forward free friday from future gegen goat good gracias grande great ha hace had
    happy has hat have he hello her here hey his how if il imagine in is ist it its january
    jetzt july june just kapitan king koenig la las le legend legende les leyenda like los love
    march mas master may meanwhile mein mi midfielder mit mon monday mr my nach new news no not
    november now nun o october of official officiel offiziell oficial oggi ok on only or os our
    over para per pero player please por porque pour quand que rumor rumour saturday september
    si sign signing sir so star still striker sul sunday tambien thanks that the their then
    there this thread thursday to today tomorrow top transfer true tuesday two ufficiale uma un
    una und until update veteran viva von wann was watch wednesday welcome wenn what when where
    who why will wird with world would y yes your zu zum
    """.split()  # noqa: SIM905
)
"""Words that stand before a surname with a capital and are no given name."""

_SHORT = 3
_HEADLINE = 6
_WORD = re.compile(r"[^\W_]+")
_BEFORE = re.compile(r"([^\W_]+)(\. ?| |-)$")
_AFTER = re.compile(r" ([^\W_]+)")


def settle(
    hits: Sequence[Hit],
    *,
    catalogue: Catalogue,
    text: str,
    folded: str,
    context: Context,
    on: date,
) -> Settled:
    """Return the names of players and clubs that hold.

    A surname after another's given name falls, whoever bears it. An ambiguous name holds where
    something certain fits it: the same player or club by a better name, a club of the player's, a
    player of the club's, a certain player who goes there, or the context.
    """
    left_out: list[str] = []
    letters = _Letters(text)
    own: list[Hit] = []
    for hit in hits:
        if hit.named is Named.SOURCE:
            continue
        other = _somebody_else(hit, hits, catalogue, folded, letters)
        if other is None:
            own.append(hit)
        else:
            left_out.append(f"\u201c{other}\u201d is somebody else")
    players = {h.slug for h in own if h.named is Named.PLAYER and not h.ambiguous}
    clubs = {h.slug for h in own if h.named is Named.CLUB and not h.ambiguous}
    sure = Context(
        players=context.players | players,
        clubs=context.clubs | clubs,
        headed_for=context.headed_for,
    )
    held: list[Hit] = []
    for group in _by_place(own):
        fitting = [hit for hit in group if not hit.ambiguous or _fits(hit, sure, catalogue, on)]
        if len(fitting) == 1:
            held.extend(fitting)
            continue
        name = folded[group[0].start : group[0].end]
        why = "could be several" if fitting else "means other things too, and nothing near tells"
        left_out.append(f"\u201c{name}\u201d {why}")
    return Settled(tuple(held), tuple(dict.fromkeys(left_out)))


def _by_place(hits: Iterable[Hit]) -> Collection[list[Hit]]:
    groups: dict[tuple[int, int], list[Hit]] = {}
    for hit in hits:
        groups.setdefault((hit.start, hit.end), []).append(hit)
    return groups.values()


def _fits(hit: Hit, sure: Context, catalogue: Catalogue, on: date) -> bool:
    """Whether something certain fits an ambiguous name."""
    if hit.named is Named.CLUB:
        if hit in sure.headed_for and sure.players:
            return True
        return hit.slug in sure.clubs or any(
            hit.slug in _clubs(catalogue.players.get(player), on) for player in sure.players
        )
    clubs = _clubs(catalogue.players.get(hit.slug), on)
    return hit.slug in sure.players or not clubs.isdisjoint(sure.clubs)


def _clubs(player: Player | None, on: date) -> frozenset[str]:
    if player is None:
        return frozenset()
    return frozenset(s.club for s in player.stints if s.since is None or s.since <= on)


def _somebody_else(
    hit: Hit, hits: Sequence[Hit], catalogue: Catalogue, folded: str, letters: _Letters
) -> str | None:
    """Return the name of another person that *hit* is a part of, or None."""
    name = folded[hit.start : hit.end]
    if not name.isalpha():
        return None
    own: Sequence[str] = ()
    if hit.named is Named.PLAYER:
        player = catalogue.players.get(hit.slug)
        own = _WORD.findall(fold(player.name)) if player else ()
        if name not in own:
            return None
    before = _BEFORE.search(folded, max(0, hit.start - 30), hit.start)
    if before is not None and name not in own[:1] and not _covered(before.start(), hit, hits):
        word, gap = before.groups()
        full = f"{word}{gap}{name}"
        if gap.startswith("."):
            if len(word) == 1 and hit.named is Named.PLAYER and word != own[0][0]:
                return full
        elif word not in own and (
            word in GIVEN or (hit.named is Named.PLAYER and letters.names(word, name))
        ):
            return full
    after = _AFTER.match(folded, hit.end)
    if after is not None and name in own[:1] and not _covered(after.start(1), hit, hits):
        word = after.group(1)
        if word not in own and letters.names(name, word):
            return f"{name} {word}"
    return None


def _covered(place: int, hit: Hit, hits: Sequence[Hit]) -> bool:
    """Whether another name stands at *place*."""
    return any(other.start <= place < other.end for other in hits if other is not hit)


class _Letters:
    """Capitals of a text, looked at only where a name stands beside another word."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pairs: frozenset[tuple[str, str]] | None = None

    def names(self, first: str, second: str) -> bool:
        """Whether *first* and *second* stand side by side, both written as names are."""
        if self._pairs is None:
            self._pairs = _capitals(self._text)
        return (first, second) in self._pairs and not {first, second} & ORDINARY


def _capitals(text: str) -> frozenset[tuple[str, str]]:
    """Return neighbours that both begin with a capital, folded; none where most words do."""
    words = _WORD.findall(unicodedata.normalize("NFC", text))
    longer = [word for word in words if len(word) > _SHORT]
    capital = sum(word[0].isupper() for word in longer)
    if len(longer) >= _HEADLINE and capital > len(longer) * 0.7:
        return frozenset()
    return frozenset(
        (fold(one), fold(two))
        for one, two in pairwise(words)
        if one[0].isupper() and two[0].isupper() and not one.isupper()
    )
