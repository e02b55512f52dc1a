"""The words that say what talk is about; `tone` says how phrases are written."""

from __future__ import annotations

from typing import Final

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
    his/her/their wife/girlfriend/husband/marriage
    ex wife/girlfriend/husband
    hospitalised/hospitalized/detectives/custody/leukemia/dementia/alimony
    dies aged
    private pictures/photos/life
    drinking problem
    gambling addiction/problem
    loss of his/her/their/my
    lost his/her/their father/mother/dad/mum/brother/sister/son/daughter/wife/baby
    newborn/newborns/fiancee
    birth of his/her/their
    drink/drunk drive/driver
    revista del corazon
    exmujer/alcoholemia/hospitalizado/ludopatia/adiccion
    guardia civil
    perdida del? abuelo/abuela/padre/madre/hermano
    salud mental
    saude mental
    salute mentale
    sante mentale
    psychische gesundheit
    perdeu o/a pai/mae/irmao/irma/filho/filha/avo
    internado/internada/depressao/delegacia/fofoca
    depresion/depressione/depressionen/ansiedad
    ex moglie
    figlio/figlia nato/nata
    carabinieri/arrestata/denunciato/ricoverato/ricoverata
    enterrement/hospitalise/hospitalisee/lymphome
    presse people
    idees noires
    ehefrau/hochzeit/verlobung/schlaganfall/herzinfarkt/steuerhinterziehung/trauern/trauert
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
