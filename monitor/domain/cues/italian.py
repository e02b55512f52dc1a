"""How Italian speaks of transfers; `tone` says how phrases are written."""

from __future__ import annotations

from typing import Final

from monitor.domain.cues.tone import Table, Tone
from monitor.domain.stage import Stage

ITALIAN: Final[Table] = {
    Stage.DONE: """
        acquisto/trasferimento/arrivo di? e stato confermato/ufficializzato/annunciato
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
        annuncia/ufficializza/presenta/ingaggia
        colpo del/della
        preso
        e un giocatore del
        si trasferisce
        a titolo definitivo
        cede/ceduto
        benvenuto
        prime parole
        lascia _ per
        l acquisto di
    """,
    Stage.MEDICAL: """
        visite/visita mediche/medica
        superato/superate/sostiene/sostenuto/svolge/svolto/svolgendo le? visite mediche?
        sta svolgendo/sostenendo le? visite
        in clinica
        test/visite in corso
    """,
    Stage.AGREEMENT: """
        quasi here we go
        ai/agli dettagli/ultimi
        si attende/aspetta solo
        tutto pronto/definito/fatto per
        si chiude/e chiusa
        nero su bianco
        strette di mano
        manca/mancano solo/soltanto/la/le? firma/firme/ufficialita
        tutto fatto
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
        accordo tra/con/per
        ha l accordo
        ha chiuso per
        chiude per
        ci siamo
        manca solo
        atteso per le
        domani le visite mediche?
        ha scelto
        accetta/accettata l offerta
        in arrivo
        verso il/la
        promesso sposo
        stretta di mano
        atteso a/in per
        sempre piu vicino
        verso il
    """,
    Stage.BID: """
        dice/dicono/detto no alla/all/a proposta/offerta
        mette/mettono/messo sul piatto
        milioni sul piatto
        pronta/pronto un? offerta/rilancio
        offerta/offerte/proposta/rilancio/rilancia
        offre/offrono/offerto
        presenta/presentato/invia/inviata/prepara/rifiuta/rifiutata/respinta
            un/una/la? offerta/proposta
        rifiuta/respinge/respinto l offerta
        rifiuta/respinge la? proposta
        un offerta da/di/per?
    """,
    Stage.TALKS: """
        lontano/lontani/distanti da/dal/dall un? accordo/intesa
        prosegue/proseguono/continua/continuano il/i/la/le?
            dialogo/dialoghi/trattativa/trattative/contatti
        dialogo/discorsi avviato/avviati/per
        filo diretto
        al/a lavoro su/per/con
        incontro/summit/vertice in/previsto/programma/oggi/domani
        distanza ridotta/minima
        si tratta a/ad oltranza/sulla
        si lavora
        trattativa/trattative/trattano/tratta/trattando
        negoziati/negoziazione/colloqui/contatti/contatto
        in trattativa
        incontro/incontrato con/l/gli agente/agenti/entourage/procuratore?
        dialogo/dialoghi con
        incontro tra/con/per
        chiede/chiesto _? milioni/informazioni
        passi avanti
        accelera/stringe/lavora per
        in prestito
    """,
    Stage.INTEREST: """
        occhi del/dell/della/di
        in cima alle preferenze/gerarchie
        nella lista del/dell/della
        penserebbe/guarderebbe/andrebbe a/al/su
        tra i nomi/candidati
        torna/tornano di moda
        sul/nel taccuino/mirino/radar di/del/della/dell?
        taccuino
        ci riprova/riproverebbe/riprovasse/proverebbe/provasse/proverebbero
        in cima alla lista
        seguito/monitorato/osservato/corteggiato/cercato da/dal/dalla/dall
        monitora/monitorano/osserva/tiene/tengono d? occhio?
        fa gola
        sfida/duello/derby per
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
        sogno del/della
        occhi del/su
        proposto/offerto al/alla
        sulla lista
        primo nome
        fa un pensiero
        ci prova
        apre al/alla
        in uscita
        strizza l occhio
        apprezzato
        potrebbe finire
        idea
        non molla/mollano
        insiste per
        spinge/spingono per la/il? cessione/partenza/trasferimento
    """,
    Stage.STAYS: """
        rinnovo fino
        giura amore
        rimane fino
        rinnova/rinnovo/rinnovato/rinnovare/rinnovera
        prolunga/prolungato/prolungamento/estende/esteso il? contratto?
        nuovo contratto con/fino
        resta/rimane/restera/rimarra al/alla/a/in/nel/all
        non si muove
        non parte/va/lascia/partira/andra/lascera
        incedibile
        resta/resto qui?
        vuole restare
        giura fedelta
        blinda/trattiene
        firmato il rinnovo
        vuole restare/rimanere
        dovrebbe restare/rimanere
    """,
    Stage.DENIED: """
        dice/dicono/disse no al/alla/all/a
        non esiste
        non se ne parla/fa
        chiude/chiudono/chiuso la porta/porte
        respinte/respinta/respinto
        fantamercato
        mai trattato/cercato/parlato/avuto/contattato/chiesto/pensato
        non lo? trattiamo/abbiamo
        smentita/smentite ufficiale/secca
        nulla/niente di vero
        smentisce/smentito/smentita/smentiscono/nega/negato/esclude/escluso/escludono
        nessun/nessuna contatto/trattativa/offerta/interesse/accordo/incontro
        non c e nessun/nessuna/alcun/alcuna/niente/trattativa/accordo/contatto
        non interessa/arriva/tornera/torna/firma/firmera/arrivera/vuole/tratta
        non e vero
        e falso
        fake news
        rifiuta/rifiutato/rifiuto il? trasferimento?
        detto no
        non prendera/vende/andra
        non e in vendita
        fa muro
        chiude le porte
        ha rifiutato
        rifiuta il/la
        rifiuta/rifiutano di vendere/cedere
    """,
    Stage.WITHDRAWN: """
        si ritira/ritirano
        virata/virano/vira su
        cambia/cambiano obiettivo
        esce/escono dalla corsa
        si defila/defilano/defilato/defilata
        si tira/tirano/tirato/tirata indietro/fuori
        si chiama/chiamano fuori
        esce/uscito/uscita di scena
        si raffredda/raffreddata la pista
        pista raffreddata/fredda/tramontata
        tramonta/tramontata/tramontato
        salta/saltato/sfuma/sfumato/sfumata l/il/la? affare/trasferimento/trattativa/accordo?
        trattativa/affare/trattative saltata/saltato/sfumata/sfumato/interrotta/interrotte
        si ritira dalla
        ritirata l? offerta
        passo indietro
        molla/mollato
        rinuncia a
        abbandona la pista
        ritira l offerta
        beffa
        salta/sfuma
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
        si ritira dal calcio
        sito/profilo/pagina/account/formazione/formazioni/nota ufficiale/ufficiali
        torna in campo/gruppo/allenarsi
        ritorno di champions/coppa
        gara/partita di ritorno
        andata e ritorno
        salta la/il partita/match/gara/derby
        contatto in area
        rifiutato a/in/la gennaio/inverno/estate
        calciomercato live
    """,
    Tone.PER: """
        secondo/riporta/riferisce/via
        scrive/scrivono/rivela
        stando a
        riportato/riferito/svelato/raccolto da/dal/dalla
        come riportato/riferito/scritto da/dal/dalla
    """,
}
