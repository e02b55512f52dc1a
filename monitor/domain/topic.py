"""What the talk is about, by its cues."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from monitor.domain import cues, phrases
from monitor.domain.claims import Claim
from monitor.domain.mention import Topic
from monitor.domain.phrases import Phrasebook

PRIVATE: Final = """
    passed away
    death/dies/died/funeral/mourning/obituary/rip/condolences
    found dead
    rest in peace
    cancer/tumour/tumor/leukaemia/leukemia/chemotherapy/overdose/suicide/suicidal/depression
    mental health
    heart attack/condition
    in a? coma
    rape/raped/rapist/assault/assaulted/arrested/arrest/police/jail/jailed/prison/convicted
    abuse/abused/trafficking/fraud
    domestic violence
    found guilty
    divorce/divorced/pregnant/pregnancy
    an/love affair with
    muere/murio/muerte/fallece/fallecio/fallecimiento/luto/suicidio
    detenido/arrestado/violacion/carcel/agresion/embarazada/divorcio
    morre/morreu/morte/faleceu/falecimento/estupro/gravida
    foi/esta preso/detido
    morto/lutto/arrestato/stupro/carcere/incinta/divorzio
    est mort
    mort de
    deces/decede/obseques/deuil/viol/enceinte
    arrete par la police
    gestorben/verstorben/todesfall/trauer/krebs/verhaftet/vergewaltigung/gefangnis/schwanger
    ist tot
"""

INNOCENT: Final = """
    group of death
    arrest the slide
"""

INJURY: Final = """
    injury/injuries/injured/acl/hamstring/sidelined/surgery/ligament/groin/knock/concussion/rehab
    ruled out for/of
    out for/until
    lesion/lesionado/lesionarse/operado/operacion de rodilla
    lesao/lesionado/cirurgia
    infortunio/infortunato/lesione/operato
    blesse/blessure/forfait
    verletzt/verletzung/kreuzbandriss/muskelfaserriss/ausfall
"""

DISCIPLINE: Final = """
    red/yellow card/cards
    sent off
    suspended/suspension/banned/ban/booked/dismissal/disciplinary/fined
    tarjeta roja/amarilla
    expulsado/expulsion/sancion/sancionado/suspendido
    cartao vermelho/amarelo
    expulso/suspenso/castigado
    cartellino rosso/giallo
    espulso/squalificato/squalifica
    carton rouge/jaune
    expulse/suspendu
    rote/gelbe karte
    gesperrt/platzverweis/sperre
"""

MATCH: Final = """
    goal/goals/scored/scores/scorer/assist/assists/penalty/penalties/offside/equaliser/equalizer
    kick off
    kickoff/lineup/lineups/matchday/halftime/fulltime/substitute/substituted/var/referee
    half/full/extra/injury time
    starting xi/eleven
    man of the match
    clean sheet
    hat trick
    vs/versus
    win/wins/won/beat/beats/lose/loses/lost/draw against/over/at/to/with
    gol/goles/golazo/penalti/alineacion/partido/arbitro/descanso/empate/victoria/derrota
    gols/golo/golos/jogo/partida/empate/vitoria/arbitro/escalacao/onze
    gara/partita/rigore/formazione/formazioni/vittoria/sconfitta/pareggio/arbitro/doppietta
    buteur/buteurs/victoire/defaite/arbitre/titulaire
    but de/contre
    tore/spiel/elfmeter/sieg/niederlage/unentschieden/schiedsrichter/aufstellung/anpfiff
"""

_SCORE = re.compile(r"(?<![\d-])\d{1,2} ?[-:\u2013] ?\d{1,2}(?![\d:-])")
_MINUTE = re.compile(r"\b\d{1,3}(?:\+\d)?'(?!\w)")
_LOOSE: Final = frozenset({"here we go", "herewego", "wants", "back to", "eyes", "target", "race"})
"""Cues that are said of matches too."""


def topic(folded: str, claim: Claim | None) -> Topic:
    """Return what a text is about, the graver first: private, transfer, injury, discipline, match.

    Args:
        folded: The text, folded.
        claim: What it claims (see `claims.claim`): a claim makes it talk about a transfer, unless
            its words are said of matches too and the text speaks of one.
    """
    said = {found.value for found in _book().find(phrases.split(folded))}
    if Topic.PRIVATE in said:
        return Topic.PRIVATE
    match = Topic.MATCH in said or _SCORE.search(folded) or _MINUTE.search(folded)
    if claim is not None and not (match and claim.cue in _LOOSE):
        return Topic.TRANSFER
    if Topic.TRANSFER in said and not match:
        return Topic.TRANSFER
    for subject in (Topic.INJURY, Topic.DISCIPLINE):
        if subject in said:
            return subject
    return Topic.MATCH if match else Topic.OTHER


@cache
def _book() -> Phrasebook[Topic]:
    """Bind the cues of all topics; of the same words the later shelf holds."""
    shelves = (
        (Topic.OTHER, INNOCENT),
        (Topic.MATCH, MATCH),
        (Topic.DISCIPLINE, DISCIPLINE),
        (Topic.INJURY, INJURY),
        (Topic.TRANSFER, cues.LEAVING + cues.MARKET),
        (Topic.PRIVATE, PRIVATE),
    )
    return Phrasebook((phrase, about) for about, block in shelves for phrase in cues.phrases(block))
