"""The short names that a full name gives: what people call a player of whom only that is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from monitor.domain.names.given import GIVEN, ORDINARY
from monitor.domain.text import fold

COMMON: Final = frozenset(
    """
    abraham acosta adams aguilar ahmed akhtar alba alexander ali allen almeida alonso alvarez
    alves amorim anderson andersson andrade andre antunes aquino araujo armstrong arthur
    ashley assis atkinson austin avila ba bah bailey baker bale ball banks barbosa barnes
    barros barry bauer becker bell benitez bennett bento berg bernard best bianchi billing
    black blanc blanco booth borges bowler boyd brandt braun brito brooks brown bruce bruno
    burke burn burns butler byrne caballero cabral cabrera caceres caldwell camara camargo
    campbell campos cantwell cardoso carr carter carvalho cash castillo castro ceballos
    chambers chan chavez chen cisse clark clarke coelho cohen cole coleman collins coman conti
    cook cooper correa correia cortes costa coulibaly couto cox crespo cruz cunha danjuma
    david davies davis dawson day dean delgado dembele demir dia diaby diallo diarra dias diaz
    diop diouf djalo doherty dominguez doumbia duarte dubois dunk duran edwards ellis espinosa
    esposito estrada evans fati felix fernandes fernandez ferrari ferreira ferrer field
    figueroa fischer fish fisher fleming flores fofana fonseca ford forster foster fox francis
    franco francois freitas fuentes gabriel galvez garcia garza gates george gerard gibson
    gift gil gimenez giordano gomes gomez goncalves gonzalez gordon gould graham grant gray
    greco green griffiths guerra guerrero guide guimaraes gunn gutierrez guzman hall hamilton
    hansen harris harrison hart hassan hayes heat henderson henry hernandez herrera herrero
    hidalgo hill hoffmann holmes hope howard huang hudson hughes hunt hunter ibanez ibrahim
    iglesias inacio ings islam ismail ivanov jackson jacobs james jansen jensen jesus jimenez
    johansson johnson jones jordan joseph joy juan juarez junior kamara kane kang kaya keane
    keita keller kelly kennedy kent keys khan kim king klein knight koch konate kone kovac
    kramer krause kumar lacroix lambert lang laurent law lawrence leao lee lehmann leite leon
    lewis li lim lima lin little lloyd long lopes lopez lord lucas luna lynch macedo machado
    maldonado mali mane marin marino marquez marshall martin martinez martins mason mata matos
    maximo may mbaye mcdonald medina meier meireles melo mendes mendez mendoza mendy mensah
    merino meyer miller mills miranda mitchell molina monteiro montero moore mora moraes
    morales moreau moreira moreno morgan morris morrison moura muller munoz murphy murray
    nascimento navarro ndiaye neto neves newman nguyen nice nielsen novak nunes nunez oliveira
    oliver olsen ortega ortiz osorio otero owen ozturk pacheco palmer park parker parra paul
    pavlovic paz peralta pereira perez perry peters petrov pinto pires player ponce pope
    porter potter powell power preto price prieto quinn quintero ramirez ramos ramsey rashid
    reed reid reis rey reyes reynolds ribeiro rice richards richardson richter rios rivas
    rivera roberts robertson robinson robson rocha rodrigues rodriguez rogers rojas rojo roman
    romano romero rosa rosado rose ross rossi rousseau ruben rubio ruiz rush russell russo
    ryan sainz saiz salas salazar salvador samba sanches sanchez sanders sane santana santiago
    santos sanz schmidt schneider schulz schwarz scott serra serrano sharp shaw silva simon
    simpson sims singh sissoko skinner smith soares solomon soto sousa souza sow stanley
    stephens stevens stewart stone stones strong suarez sy sylla tah tavares taylor teixeira
    tell thomas thompson thomsen thomson torres toure traore tremblay trust turner valdes
    valencia valle varela vargas vasquez vaz vazquez vega velasco velez vera vidal vieira
    villa vogel wagner walker wallace walsh wang ward warren watson weaver webb weber wells
    werner west white wilder wilkinson will williams williamson willis wilson winter wise wolf
    wood woods wright wu yang yates yildirim yildiz yilmaz young zapata zhang zimmermann
    """.split()  # noqa: SIM905
)
"""Surnames that many bear in the languages that we read, and such as are common words."""

PARTICLES: Final = frozenset(
    "al ben da dal de del den der di do dos du el la le lo mac mc st ten ter van von".split()  # noqa: SIM905
)
"""Words that belong to the surname that they stand before."""

SUFFIXES: Final = frozenset("filho ii iii jr junior neto sobrinho".split())  # noqa: SIM905
"""Words that end a name and are no surname."""

SHORTEST: Final = 4
"""Shortest word that is a name by itself, in letters."""

_ALONE = re.compile("inh[oa]s?$|^willian$")
"""Given names by which Brazilians are known alone."""
_KNOWN = GIVEN | ORDINARY | COMMON
_GAP = re.compile(r"\s+")


class Bond(IntEnum):
    """How far a name is bound to its bearer."""

    LOOSE = 0
    """It means others too: it holds only where something certain fits it."""

    CLOSE = 1
    """A surname that few bear: it holds beside a club."""

    FIRM = 2
    """It means nobody else."""


@dataclass(frozen=True, slots=True)
class Short:
    """A short name and how far it is bound to its bearer; *given* without a surname."""

    text: str
    bond: Bond
    given: bool = False


def shorten(name: str) -> Iterator[Short]:
    """Yield the short names of a full name: its surname, and a given name that few bear."""
    parts = [part for part in _GAP.split(fold(name).strip()) if part]
    if len(parts) < 2:
        return
    tail = parts[1:]
    last = len(parts) - 1
    while last > 1 and parts[last - 1] in PARTICLES:
        last -= 1
    surname = parts[last:]
    if surname[-1] not in SUFFIXES:
        if len(tail) > len(surname):
            yield Short(" ".join(tail), _bond(tail))
        yield Short(" ".join(surname), _bond(surname))
        if len(surname) > 1 and len(surname[-1]) >= SHORTEST:
            yield Short(surname[-1], Bond.LOOSE)
    first = parts[0]
    if len(first) > SHORTEST and (_ALONE.search(first) or first not in _KNOWN):
        yield Short(first, Bond.LOOSE, given=True)


def _bond(words: list[str]) -> Bond:
    if len(words) > 1:
        return Bond.CLOSE
    word = words[0]
    return Bond.LOOSE if word in _KNOWN or len(word) < SHORTEST else Bond.CLOSE
