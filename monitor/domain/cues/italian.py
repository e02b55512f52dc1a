"""How Italian speaks of transfers; `tone` says how phrases are written."""

from __future__ import annotations

from typing import Final

from monitor.domain.cues.tone import Table, Tone
from monitor.domain.stage import Stage

ITALIAN: Final[Table] = {
    Stage.DONE: """
        e ufficiale
        ufficiale
        affare fatto/chiuso/concluso
        colpo fatto/chiuso
        e fatta
        fatta per
        ha firmato
        firma/firmato con/per/il contratto?
        accordo chiuso/firmato
        nuovo giocatore/acquisto/calciatore del/della/dell
        passa/passato al/alla/all
        trasferimento completato/ufficiale
        benvenuto a/al/alla
        annuncia/annunciato/presenta l/il acquisto/arrivo/ingaggio
        acquisto completato
        torna/tornato ufficialmente
    """,
    Stage.MEDICAL: """
        visite/visita mediche/medica
        superato/superate/sostiene/sostenuto/svolge/svolto/svolgendo le? visite mediche?
    """,
    Stage.AGREEMENT: """
        accordo raggiunto/totale/trovato/verbale/definito/vicino/completo
        raggiunto/trovato/raggiunge/trova l/un/il? accordo/intesa
        c e l? accordo
        intesa totale/raggiunta/trovata/di
        accordo di massima
        vicino/vicinissimo/vicini a/al/alla/all
        a un passo da/dal/dalla/dall
        ad un passo da/dal/dalla/dall
        affare/trattativa in chiusura
        in dirittura d? arrivo
        visite mediche domani/fissate/programmate/previste/lunedi/martedi/mercoledi/giovedi/venerdi
        fissate le? visite mediche?
        prima delle visite mediche
        sosterra/svolgera/fara le? visite mediche?
        firmera/sara un? giocatore?
        ha detto si
        ai dettagli
        paga la clausola
    """,
    Stage.BID: """
        offerta/offerte/proposta/rilancio/rilancia
        offre/offrono/offerto
        presenta/presentato/invia/inviata/prepara/rifiuta/rifiutata/respinta
            un/una/la? offerta/proposta
    """,
    Stage.TALKS: """
        trattativa/trattative/trattano/tratta/trattando
        negoziati/negoziazione/colloqui/contatti/contatto
        in trattativa
        incontro/incontrato con/l/gli agente/agenti/entourage/procuratore?
        dialogo/dialoghi con
    """,
    Stage.INTEREST: """
        vuole/vogliono
        interessa/interessato/interessati/interesse
        nel mirino
        obiettivo di/del/della
        segue/seguono/sonda/sogna/pensa/punta/pensano/puntano a/al/alla?
        piace/piaceva a/al/alla
        potrebbe/potrebbero tornare/andare/arrivare/lasciare/firmare/essere
        ritorno al/alla/a/all/in
        tornare/torna al/alla/a/all
        ultimo ballo
        accostato al/alla/a
        sulle tracce
        idea per
        pista/suggestione
        calciomercato
    """,
    Stage.STAYS: """
        rinnova/rinnovo/rinnovato/rinnovare/rinnovera
        prolunga/prolungato/prolungamento/estende/esteso il? contratto?
        nuovo contratto con/fino
        resta/rimane/restera/rimarra al/alla/a/in/nel/all
        non si muove
        non parte/va/lascia/partira/andra/lascera
        incedibile
    """,
    Stage.DENIED: """
        smentisce/smentito/smentita/smentiscono/nega/negato/esclude/escluso/escludono
        nessun/nessuna contatto/trattativa/offerta/interesse/accordo/incontro
        non c e nessun/nessuna/alcun/alcuna/niente/trattativa/accordo/contatto
        non interessa/arriva/tornera/torna/firma/firmera/arrivera/vuole/tratta
        non e vero
        e falso
        fake news
        rifiuta/rifiutato/rifiuto il? trasferimento?
    """,
    Stage.WITHDRAWN: """
        salta/saltato/sfuma/sfumato/sfumata l/il/la? affare/trasferimento/trattativa/accordo?
        trattativa/affare/trattative saltata/saltato/sfumata/sfumato/interrotta/interrotte
        si ritira dalla
        ritirata l? offerta
        passo indietro
    """,
    Tone.HEDGE: """
        potrebbe/potrebbero/forse/probabilmente/presunto/sarebbe/avrebbe/possibile/pare/sembra/rumors/voci/magari
    """,
    Tone.NOT: "non/nessun/nessuna/niente/senza/mai",
    Tone.YET: """
        non ancora
        non _? _? ancora
        ancora non
        manca/mancano il/la/l/solo/le
        in attesa
    """,
    Tone.TRAP: """
        sito/profilo/pagina/account/formazione/formazioni/nota ufficiale/ufficiali
        torna in campo/gruppo/allenarsi
        ritorno di champions/coppa
        gara/partita di ritorno
        andata e ritorno
        salta la/il partita/match/gara/derby
        contatto in area
        rifiutato a/in/la gennaio/inverno/estate
    """,
    Tone.PER: "secondo/riporta/riferisce/via",
}
