"""What the talk is about, by its cues and by what was learned."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import Final, TypeAlias

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
    passes away
    rest easy
    intensive care
    sentenced to
    drink/drunk driving
    diagnosed with
    expecting their/a/our first? baby/child
    miscarriage/kidnapped/stabbed/burgled/burglary/rehab clinic
    descanse/descansa/descansen en paz
    violencia de genero
    accidente de trafico/coche
    vida privada
    cuidados intensivos
    condolencias/tumor/leucemia/infarto/entierro
    descanse/descansa em paz
    violencia domestica
    acidente de carro
    velorio/enterro/pesames/estado grave
    riposa/riposi in pace
    ci ha lasciato/lasciati
    terapia/prognosi intensiva/riservata
    incidente stradale
    condoglianze/funerali/leucemia/infarto/indagato
    repose/reposez en paix
    violences/violence conjugales/conjugale
    garde a vue
    accident de voiture/route
    mis/mise en examen
    vie privee
    condoleances/cambriole/leucemie
    ruhe in frieden
    hausliche/hauslicher gewalt
    auf der? intensivstation
    beileid/beerdigung/autounfall/leukamie/scheidung
    توفي/توفيت/وفاة/جنازة/تعازي/سرطان/اغتصاب/طلاق/السجن
    العناية المركزة
    القبض على
    حادث سير/سيارة
    gestorben/verstorben/todesfall/trauer/krebs/verhaftet/vergewaltigung/gefangnis/schwanger
    ist tot
"""

INNOCENT: Final = """
    group of death
    arrest the slide
    rip to? my/our/your/their
    rip nous/me/moi
    mort/morte/morts/morto/morta/morrendo/muerto/muerta/muero
        de/di/dal/do rire/rir/riso/ridere/risa/sono/sonno/sueno/fatigue/faim/fome/fame/hambre
    dead/tot ball/lachen
"""

INJURY: Final = """
    injury/injuries/injured/acl/hamstring/sidelined/surgery/ligament/groin/knock/concussion/rehab
    ruled out for/of
    out for/until
    lesion/lesionado/lesionarse/operado/operacion de rodilla
    lesao/lesionado/cirurgia
    infortunio/infortunato/lesione/operato
    blesse/blessure/forfait
    اصابة/مصاب/اصيب/الاصابة
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

CAMPAIGN: Final = """
    petition/giveaway/hashtag/boycott/crowdfund/crowdfunding/walkout
    sign the petition
    rt/retweet/like/follow and? rt/retweet/follow
    rt/retweet/like if
    chance to win
    vote for/now
    peticion/sorteo/votad/boicot/encuesta
    recogida de firmas
    dale rt/like
    peticao/enquete/votem/boicote/vaquinha
    abaixo assinado
    petizione/sondaggio/votate/boicottaggio
    raccolta firme
    concours/votez/sondage/cagnotte
    gewinnspiel/verlosung/abstimmen/umfrage/boykott
    هاشتاق/عريضة/صوتوا/استفتاء/رتويت
"""

_SCORE = re.compile(r"(?<![\d-])\d{1,2} ?[-:\u2013] ?\d{1,2}(?![\d:-])")
_MINUTE = re.compile(r"\b\d{1,3}(?:\+\d)?'(?!\w)")
_LOOSE: Final = frozenset({"here we go", "herewego", "wants", "back to", "eyes", "target", "race"})
"""Cues that are said of matches too."""


Leaning: TypeAlias = Sequence[float]
"""How near a text is to each topic, in the order of `Topic`: 1 = a case of it, -1 = none."""

CUE: Final = 0.3
"""What a cue, a score or a minute adds to the leaning towards its topic."""

CLAIM: Final = 0.5
"""What a claim adds to the leaning towards the transfer."""

FLOOR: Final = -0.4
"""A topic that is no nearer than this isn't said."""

SURE: Final = -0.1
"""Without a cue nothing is called private that is no nearer than this."""

_ORDER: Final = tuple(Topic)


def topic(folded: str, claim: Claim | None, leaning: Leaning | None = None) -> Topic:
    """Return what a text is about.

    A cue of private life decides. Then the nearest topic: its leaning, with what cues and a claim
    add; `OTHER` if none is near. Without a leaning the graver of the cues: transfer, injury,
    discipline, campaign, match.

    Args:
        folded: The text, folded.
        claim: What it claims (see `claims.claim`): a claim makes it talk about a transfer, unless
            its words are said of matches too and the text speaks of one.
        leaning: What the learned part makes of it (see `ports.Sorter`).
    """
    said = {found.value for found in _book().find(phrases.split(folded))}
    if Topic.PRIVATE in said:
        return Topic.PRIVATE
    if _SCORE.search(folded) or _MINUTE.search(folded):
        said.add(Topic.MATCH)
    claims = claim is not None and not (Topic.MATCH in said and claim.cue in _LOOSE)
    if leaning is not None:
        return _nearest(said, leaning, claims=claims)
    if claims or (Topic.TRANSFER in said and Topic.MATCH not in said):
        return Topic.TRANSFER
    for subject in (Topic.INJURY, Topic.DISCIPLINE, Topic.CAMPAIGN, Topic.MATCH):
        if subject in said:
            return subject
    return Topic.OTHER


def _nearest(said: Collection[Topic], leaning: Leaning, *, claims: bool) -> Topic:
    """Return the topic that cues, claim and leaning together are nearest to."""
    near = dict(zip(_ORDER, leaning, strict=True))
    for about in said:
        near[about] += CUE
    if claims:
        near[Topic.TRANSFER] += CLAIM
    nearest = max(near, key=near.__getitem__)
    least = SURE if nearest is Topic.PRIVATE else FLOOR
    return nearest if near[nearest] > least else Topic.OTHER


@cache
def _book() -> Phrasebook[Topic]:
    """Bind the cues of all topics; of the same words the later shelf holds."""
    shelves = (
        (Topic.OTHER, INNOCENT),
        (Topic.MATCH, MATCH),
        (Topic.CAMPAIGN, CAMPAIGN),
        (Topic.DISCIPLINE, DISCIPLINE),
        (Topic.INJURY, INJURY),
        (Topic.TRANSFER, cues.LEAVING + cues.MARKET),
        (Topic.PRIVATE, PRIVATE),
    )
    return Phrasebook((phrase, about) for about, block in shelves for phrase in cues.phrases(block))
