"""The words by which people speak of transfers, in six languages.

Written for `phrases.Phrasebook`: folded, `a/b` is either, `a?` may be missing, `_` is any word; a
line that stands further in goes on with the one before. Under `Tone.TRAP` stands what would be
read wrongly without its neighbours: it swallows the words and says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final

from monitor.domain.stage import Stage


class Tone(StrEnum):
    """What phrases say about a claim, and are none themselves."""

    HEDGE = "hedge"
    NOT = "not"
    YET = "yet"
    PER = "per"
    TRAP = "trap"


Says = Stage | Tone
Table = Mapping[Says, str]

ENGLISH: Final[Table] = {
    Stage.DONE: """
        here we go
        done deal
        deal/transfer/move/signing/it is/s? done
        deal/transfer/move is? completed/complete/sealed/confirmed/official
        complete/completes/completed/seal/seals/sealed his? move/transfer/signing/switch/deal/return
        signs/signed for/with
        has/have/ve signed
        it s official
        officially signs/signed/joins/joined/announced/confirmed
        sign/signs/signed _ _? on? loan
        sign/signs/signed on? a? permanent deal
        join/joins/joined on? a? permanent/loan/free
        joins/joined
        has/have joined
        unveil/unveils/unveiled as
        welcome to
        announce/announces/announced signing/the? signing of?
        announce/announces/announced _ _? signing
        confirm/confirms/confirmed signing/the? signing of?
        confirm/confirms/confirmed _ _? signing
        official signing
        is/s back home
        new club confirmed
        paperwork/documents/contracts/contract signed/done
        officially a? new? player
        completed the? signing
        completes/completed his? return
    """,
    Stage.MEDICAL: """
        medical/medicals/tests completed/passed/underway/done/ongoing/today/now
        completed/completes/complete/passed/passes/pass/undergoing/underwent/undergoes
            his? medical/medicals/tests
        completed/passed part of? his? medical
        undergo medical
        having/doing/taking his? medical/medicals
        arrived/arrives/landed/lands for/to _? his? medical
        in/at _ for/undergoing his? medical
    """,
    Stage.AGREEMENT: """
        agree/agrees/agreed a/the/on? personal? deal/terms/fee/contract/move/transfer/package/loan
        agree/agrees/agreed _ _? million/m? deal/fee/terms
        agree/agrees/agreed in principle
        agree/agrees/agreed to sign/join/sell
        deal/terms/fee/move/transfer is/are/has? been? agreed
        deal/agreement is? in place/principle
        agreement reached/done/close/imminent/sealed
        reach/reaches/reached a/an/full/total/verbal/the? agreement
        verbal/full/total/complete agreement
        set/due/poised/about to join/sign/complete/undergo
        very? close/closer to joining/signing
        move/moves/moving closer to
        finalising/finalizing/finalise/finalize
        will/ll join/sign
        on the? verge of
        on the? brink of
        close/closer/closing/near/nearing/nears to? joining/signing/sign/agreement/deal/move/a
        close/closing/closes in on
        final details/stages/agreement
        deal/move/transfer is? imminent/close
        medical/medicals booked/scheduled/tomorrow/pending/planned/next/soon/arranged/expected
        medical/medicals to follow/be/come/take
        medical/medicals and _ _? to follow
        medical/medicals on monday/tuesday/wednesday/thursday/friday/saturday/sunday
        deal/move/transfer is/s? not done/complete/completed/official/sealed/signed
        deal/move/transfer isn t done/complete/completed/official/sealed/signed
        medical/medicals is/are/will/set/later/this
        ahead of/before his/a/the? medical/medicals
        will undergo/have/do his/a? medical/medicals
        to undergo his/a? medical/medicals
        said/says yes to
        green light from/to
        here we go soon/expected/next/imminent
        announcement/statement to follow/come
        trigger/triggers/triggered/activate/activates/activated/pay/pays/paid _? _? release clause
    """,
    Stage.BID: """
        bid/bids/offer/offers/proposal/approach for/of/worth/rejected/submitted/sent/made/presented
        submit/submits/submitted/make/makes/made/table/tables/tabled/launch/launched/send/sent/sends
            a/an/their/new/second/third/formal/official/opening/first/fresh/improved/written?
            bid/offer/proposal/approach
        opening/official/formal/improved/second/third/fresh/written/new bid/offer/proposal
        bid/bids of? _? million/m
        prepare/prepares/preparing/ready/readying/willing to? a/an/make/submit? bid/offer
        offered a/him? contract
        reject/rejects/rejected a/an/the/their/first/opening/second? bid/offer/proposal
        turn/turned down a/an/the/their? bid/offer
    """,
    Stage.TALKS: """
        in/open/opens/opened/hold/holds/held/advanced/direct/further/enter
            advanced/positive/concrete/initial/early? talks/negotiations/discussions/contact
        talks/negotiations/discussions/conversations with/over/for/ongoing/continue/about/between
        negotiating/negotiates/negotiate with/for/over/a/the
        talks/negotiations/discussions
        contact/contacts/contacted with/made/his
        meeting/met/meet with his/the agent/agents/camp/representatives
        agent/agents in/flies/flew/travelled/arrived
        round of talks
        no agreement/deal/decision yet
        enquired/enquire/enquires/enquiry/enquiries/inquired about/for/over
        pushing/push/pushes for a? move/transfer/deal/return
    """,
    Stage.INTEREST: """
        want/wants/wanted to? sign/bring/join/return/move
        want/wants/wanted him/_ back
        wants
        sign for/with/him/please
        to sign
        interested in/to?
        interest in/from/of
        keen on/to
        target/targets/targeting
        linked with/to
        monitor/monitors/monitoring/tracking/eyeing/eye/eyes/scouting
        consider/considers/considering
        eager to
        ready to sell
        join/joins/joined the? race
        race/battle/fight to sign
        race/battle for
        on their/the/his/our list/radar/shortlist
        radar/shortlist
        transfer rumour/rumours/rumor/rumors
        could/may/might/would join/sign/move/return/leave/be
        should sign
        return/back to/at/home
        returning/comeback/reunion/homecoming
        one? last dance
        bring him back/home
        come/comes/coming home/back
        transfer target/link/links/talk
        asking about
        weighing/considering/plotting/plot/plotting a? move
        move to/for
        switch to
        available for/on a? free
        free agent/transfer
    """,
    Stage.STAYS: """
        sign/signs/signed/signing a/an/his/new/the? new/contract contract/deal/extension/until?
        sign/signs/signed a? contract extension
        renew/renews/renewed/renewing/renewal his? contract?
        extend/extends/extended/extending his/her/the? contract/deal/stay
        contract extension
        new contract/deal at/with/until
        new contract
        stay/stays/staying/remain/remains/remaining at/with/in/put
        will/ll/to stay/remain
        is/s staying
        not/never going anywhere
        not/never/t leave/leaving
        commit/commits/committed his/her? future
        happy at/here
    """,
    Stage.DENIED: """
        deny/denies/denied/dismiss/dismisses/dismissed/refute/refutes/refuted/rubbish/rubbishes
            any/all/the/_? talk/talks/claims/reports/rumours/rumors/contact/links/interest/exit
        deny/denies/denied that/this/it
        rule/rules/ruled out a/any/the/_? move/return/transfer/signing
        no/zero contact/contacts/talks/interest/offer/bid/negotiations/approach/truth/chance
        not/t/never interested/negotiating/join/joining/sign/signing/happening/true
        not/t/never considering/pursuing/moving
        never in? talks
        fake news
        reports/rumours/rumors/news are/is? false/fake/untrue/nonsense
        is/are not true
        isn/aren t true
        no plan/plans/intention to
        not for sale
        isn t for sale
        reject/rejects/rejected/turn/turns/turned/refuse/refuses/refused
            down/to/a/the? move/join/joining/moving/transfer/approach
        reject/rejects/rejected _ _? offer/interest/approach
        says/said no to
    """,
    Stage.WITHDRAWN: """
        deal/move/transfer/talks/negotiations is/are/has/have?
            off/collapsed/collapses/collapse/dead/failed/fails
        deal/move/transfer fell/falls/fallen through
        pull/pulls/pulled/pulling out of/from
        withdraw/withdraws/withdrew/withdrawn _? from?/offer/bid/interest
        cool/cools/cooled interest/their
        halt/halts/halted/break/broke/broken/ended off? talks/negotiations
        no longer interested/in/pursuing/considering/wants/want/a/going
        walk/walked/walks away from
        out of the race
        drop/dropped/drops their? interest
        hijack/hijacked
    """,
    Tone.HEDGE: """
        could/may/might/would/reportedly/allegedly/apparently/possibly/perhaps/maybe/rumour/rumours/rumor/rumors/rumoured/rumored/supposedly/likely
        understood/believed/expected/tipped/set to
        sources/source/hearing/if/considering/hope/hopes/wish/imagine/dream
        should
    """,
    Tone.NOT: "not/no/never/without/isn/won/wouldn/didn/hasn/haven/doesn/don/aren/wasn",
    Tone.YET: """
        not/no/t _? _? _? yet
        yet to
        awaiting/waiting/wait for?
        not/isn/hasn t? _? done/agreed/complete/completed/signed/confirmed/official
        no agreement/deal/decision
        until
    """,
    Tone.TRAP: """
        here we go again
        want/wants to know/see/thank/say/congratulate/go/cry/watch/be/win
        rejected/denied/turned/refused in/last winter/january/summer/year
        back in winter/january/2020/2021/2022/2023/2024/2025
        free kick/kicks
        on target
        since/when/after/before he? joined
        joined in/us/me/the/our/my/by/them/him
        shots/shot on? target
        target man
        contract expires/ends/runs
        welcome to the? show/party/thread/stadium/world/qatar/fifa/my
        welcome to our/the page/channel/blog/new
        sign of/up/in/language
        signs of
        moves on
        would be/have
        could/may/might be/have
        talks about/to
        talk about
        done it/that/this/so/nothing/well/enough
        join us/me/the/our/my/in
        joins us/me/the? conversation/show/podcast/live
        return to? training/action/fitness/form
        back to back
        back in training
        back at it/work
        race for? the? title
        stay tuned/safe/strong/with
        offer/offers tickets/code/discount
        it is what
    """,
    Tone.PER: """
        per
        according to
        reports/report/say/says by?
        via
        as reported by
        reported/confirmed/revealed by
        understands
    """,
}

SPANISH: Final[Table] = {
    Stage.DONE: """
        es oficial
        oficial
        fichaje cerrado/hecho/completado/confirmado
        acuerdo/operacion cerrado/cerrada/sellado/sellada/hecho/hecha
        trato hecho/cerrado
        ya es del?/nuevo?/jugador jugador/futbolista?
        nuevo jugador/fichaje/futbolista del/de
        ha/han fichado por/a?
        ficha/fichan/contrata a/al
        marcha al/a cedido?
        se marcha al/a/cedido
        carta/palabras/mensaje de? despedida
        nuevo jugador
        presenta a/al su? nuevo?
        ficha/ficho/firma/firmo por/con el?
        se une a/al
        se va al/a la?
        se incorpora a/al
        anuncia/anuncian/anuncio/confirma/confirman/presenta el? fichaje/contratacion/incorporacion
        bienvenido a/al
        firmado
        llega/marcha cedido
        presentado como
    """,
    Stage.MEDICAL: """
        reconocimiento/reconocimientos medico/medicos
        examen/examenes/pruebas/revision medico/medicos/medicas/medica
        pasa/paso/pasando el/la/los/las? reconocimiento/examen/pruebas/revision
            medico/medica/medicas?
    """,
    Stage.AGREEMENT: """
        acuerdo total/cerrado?/verbal/inminente/completo/alcanzado
        principio de acuerdo
        llega/llegan/llego/llegaron a un acuerdo
        hay acuerdo
        alcanza/alcanzan/alcanzo/alcanzado un? acuerdo
        acordado/acordada/acordaron/acuerda/acuerdan
        a punto de fichar/firmar/cerrar/cerrarse
        muy? cerca de fichar/firmar/cerrar
        cerca de/del
        ultima/ultiman/ultimando/ultimar/encarrila/encarrilado/encarrilan
        punto de/para? cerrar
        cierra/cierran el/la/a? fichaje/acuerdo/cesion
        se acerca al/a
        fichaje/salida/acuerdo/operacion inminente
        cerrara/fichara/firmara
        reconocimiento/pruebas/examen medico/medicas
            manana/programado/programadas/pendiente/pendientes/previsto
        pasara/pasaran el/la/los/las? reconocimiento/pruebas/examen/revision medico/medicas/medica?
        antes del? reconocimiento medico
        pagara/paga/ejecuta la? clausula
        ha dicho que si
        cerrado
    """,
    Stage.BID: """
        oferta/ofertas/propuesta
        ofrece/ofrecen/ofrecio/ofrecera
        presenta/presento/presentan/envia/envio/prepara/preparan/rechaza/rechazo una/la/su? oferta
        puja/pujan por
    """,
    Stage.TALKS: """
        negocia/negocian/negociando/negocio/negociar/negociara con/por/el?
        negociacion/negociaciones/conversaciones/contactos
        en negociaciones/conversaciones/contacto
        conversa/conversan con
        reunion/reunido/reunira con
        se reune/reunio/reunira con
        habla/hablan/hablado con el/su entorno/agente/representante/padre
        avanza/avanzan/acelera/aceleran por/en/la/el/las
        pregunta/preguntan/pregunto por/al
    """,
    Stage.INTEREST: """
        quiere/quieren fichar/a/al/volver/regresar/traer?
        interesa/interesan/interesado/interesados/interes
        sigue/siguen de cerca
        en la/el orbita/agenda/radar/lista/punto
        agenda/radar
        objetivo del?
        suena para
        pretende/pretenden/pretendido/busca/buscan/sondea/sondean/desea/estudia/estudian
        fichar a/al/por
        fichar
        podria/podrian fichar/volver/regresar/salir/llegar/jugar/ser
        posible fichaje/regreso/salida/vuelta
        regreso/vuelta/retorno al/a/del/de/con
        vuelve/volver/volveria/regresar/regresa/regresaria a/al/con
        ultimo baile
        un ultimo baile
        rumores de? fichaje/fichajes?
        vinculan/vincula/relacionan/relaciona con/al
        apunta/apuntan a/al
        convencer a/al
        que vuelva/regrese
    """,
    Stage.STAYS: """
        renueva/renovo/renovar/renovara/renovacion/renovado/renuevan
        amplia/ampliado/extiende/extension su/del/de? contrato
        nuevo contrato con/hasta
        se queda/quedara
        seguira/sigue/continuara/continua/permanecera en/siendo
        no se va/ira/mueve/marcha
        no saldra/sale
        no esta en venta
        quedarse en
    """,
    Stage.DENIED: """
        descarta/descartan/descarto/descartado/desmiente/desmienten/desmintio/niega/niegan/nego
        no hay contacto/contactos/negociaciones/interes/oferta/acuerdo/nada
        no fichara/ficha/llegara/vendra/volvera/regresara/interesa/negocia/quiere
        no es cierto/verdad
        rechaza/rechazo/rechazar fichar/jugar/ir/irse/volver/al/la/marcharse?
        es falso
        falso
        enfria/enfrian
    """,
    Stage.WITHDRAWN: """
        se cae/cayo/rompe/rompio/frena/retira/retiro
        negociaciones/conversaciones/acuerdo rotas/roto/rotos/paradas
        fichaje caido/frustrado/roto
        se baja/bajo/retira de la? puja
        ya no interesa/quiere/negocia
        operacion rota/caida/frustrada
    """,
    Tone.HEDGE: """
        podria/podrian/posible/posiblemente/supuestamente/presuntamente/quizas/quiza/seria/habria/tendria/parece/rumor/rumores/estaria
        ojala/suena
    """,
    Tone.NOT: "no/ni/nunca/jamas/sin/tampoco",
    Tone.YET: """
        aun/todavia no
        no _? _? aun/todavia
        a falta de
        falta el/la/que
        a la espera de
    """,
    Tone.TRAP: """
        no oficial
        cuenta/pagina/sitio/web/comunicado/once/horario/alineacion oficial
        balon/camiseta/partido oficial
        oficial de
        a la vuelta
        vuelta de octavos/cuartos/semifinales
        partido de vuelta
        ida y vuelta
        rechazo en/el invierno/enero/verano
        vuelve a los? entrenamientos/entrenar/marcar/ganar/jugar/lesionarse
        sigue en? vivo/directo
        ficha tecnica
        se va al descanso/vestuario/banquillo
        cerca del? area/gol
    """,
    Tone.PER: "segun/informa/informan/adelanta/via",
}

PORTUGUESE: Final[Table] = {
    Stage.DONE: """
        e oficial
        negocio/acordo fechado/concluido/selado/feito
        contratacao/transferencia fechada/concluida/confirmada/oficializada
        assina/assinou com/pelo/pela/por
        assinou contrato
        acerta/acertou com/a? ida?
        anuncia/anunciou/confirma/confirmou/oficializa/oficializou/apresenta
            a? contratacao/chegada/reforco/transferencia
        novo jogador/reforco do/da
        ja e jogador do/da
        bem vindo ao/a
        reforca/reforcou o/a
        emprestado ao/a
        contrata/contratou
        empresta/emprestou
        chega/chegou ao/a por?
        oficial
        foi apresentado
        e do/da _ agora?
    """,
    Stage.MEDICAL: """
        exame/exames medico/medicos
        realiza/realizou/faz/fez/fazendo/passou exames/testes medicos?
    """,
    Stage.AGREEMENT: """
        acordo total/verbal/fechado?/iminente/completo/alcancado/encaminhado
        principio de acordo
        chega/chegam/chegou/chegaram a acordo/um
        chegou a um acordo
        ha acordo
        tem acordo
        acordado/acertado
        acerta/acertam venda/compra/saida/com
        muito? perto de
        perto de assinar/fechar/acertar/oficializar/contratar/reforcar/regressar/ser
        prestes a assinar/fechar/anunciar/ser
        iminente
        vai assinar/reforcar/jogar
        exame/exames medico/medicos amanha/marcado/marcados/agendado/agendados/segunda/terca
        vai/fara/ira fazer? exames medicos?
        bate/bateu/paga/pagou a? clausula
        negocio/transferencia encaminhado/encaminhada/iminente
        antes dos exames medicos
        disse sim ao/a
    """,
    Stage.BID: """
        proposta/propostas/oferta/ofertas
        oferece/oferecem/ofereceu
        apresenta/apresentou/enviou/envia/prepara/recusa/recusou/rejeita/rejeitou
            uma/a? proposta/oferta
    """,
    Stage.TALKS: """
        negocia/negociam/negociando/negociou/negociar com/por/a/o?
        negociacao/negociacoes/conversas/contactos/contatos
        em negociacoes/conversas/contacto/contato
        reuniu/reune/reuniao com
        conversa/conversam com
        avanca/avancam/acelera/aceleram por
    """,
    Stage.INTEREST: """
        quer/querem contratar/o/a/levar/trazer/voltar/regressar?
        interesse/interessado/interessados/interessada
        na mira do/da/de
        de olho em
        alvo do/da/de
        no radar/agenda
        sonda/sondou/sondam/monitora/deseja/pretende/estuda/cobica
        pode/poderia/podera ir/assinar/voltar/regressar/trazer/ser/reforcar/deixar
        apontado/associado/ligado ao/a
        volta/regresso/retorno ao/a/do/de
        voltar/regressar ao/a/para
        ultima danca
        na corrida por
        chamar por
        lanca/lancam se por
        entra/entrou/esta na mira
        objetivo/objectivo do
        contratar
        insiste em/no/na
    """,
    Stage.STAYS: """
        renova/renovou/renovar/renovacao/renovado/renovara
        prolonga/prolongou/estende/estendeu/extensao o/de/do? contrato
        novo contrato com/ate
        fica no/na/em
        vai ficar
        continua/continuara/permanece/permanecera no/na/em
        nao sai/vai/deixa/sera
        nao esta a/em venda
    """,
    Stage.DENIED: """
        nega/negou/negam/desmente/desmentiu/descarta/descartou/descartam/afasta/afastou
        nao ha contacto/contato/contactos/contatos/negociacoes/interesse/proposta/acordo/nada
        nao vai assinar/reforcar/jogar/voltar/regressar/contratar
        nao quer/negocia/interessa/volta/assina
        nao e verdade
        e falso/mentira
        disse nao
        nao avancou/avanca/cede/negoceia
        nem por
        recusa/recusou/rejeita/rejeitou voltar/ir/jogar/sair/assinar/o/a?
    """,
    Stage.WITHDRAWN: """
        negocio/transferencia/acordo caiu/falhou/gorado/gorada/desfeito
        desiste/desistiu/desistiram de
        sai da corrida
        retira/retirou a? proposta/oferta
        negociacoes encerradas/rompidas/canceladas
        ja nao interessa/quer
    """,
    Tone.HEDGE: """
        pode/poderia/podera/podem/possivel/alegadamente/talvez/supostamente/estaria/seria/parece/rumor/rumores/tera/teria
        tomara/oxala
    """,
    Tone.NOT: "nao/nem/nunca/sem",
    Tone.YET: """
        ainda nao
        nao _? _? ainda
        falta/faltam o/a/os/assinar
        a espera de
    """,
    Tone.TRAP: """
        site/conta/perfil/nota/horario/jogo oficial
        volta ao treino/treinos/campo
        jogo da volta
        recusou em/no janeiro/inverno/verao
        novo jogador da semana
    """,
    Tone.PER: "segundo/conforme/informa/avanca/via",
}

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

FRENCH: Final[Table] = {
    Stage.DONE: """
        c est officiel
        officiel
        c est fait/signe/boucle
        transfert/deal/affaire/accord boucle/bouclee/acte/conclu/finalise/officialise
        a signe
        signe/signent a/au/avec/pour/en
        s engage/engagent avec/a/au/pour
        s est engage
        rejoint/rejoignent
        a rejoint
        nouveau joueur/renfort de/du
        annonce/officialise/confirme la/l/le? signature/arrivee/transfert
        bienvenue a/au
        est un? joueur de/du
        prete a/au
    """,
    Stage.MEDICAL: """
        visite/visites medicale/medicales
        examen/examens medical/medicaux
        passe/passent/passer/passee sa/la/une/les? visite/examens medicale/medicaux?
    """,
    Stage.AGREEMENT: """
        accord trouve/total/verbal/imminent/proche/complet/conclu?
        accord de principe
        trouve/trouvent/trouver un? accord
        d accord avec/pour
        proche/proches de/d/du signer/rejoindre/un?
        tout proche
        sur le point de
        va/vont s engager/signer/rejoindre/passer
        va signer/rejoindre
        imminent/imminente
        en passe de
        visite medicale prevue/programmee/demain/lundi/mardi/mercredi/jeudi/vendredi
        passera sa/la? visite medicale
        va passer sa/la? visite medicale
        avant sa/la visite medicale
        a dit oui
        derniers details
        leve/active/paie la? clause
    """,
    Stage.BID: """
        offre/offres/proposition
        propose/proposent/offrent
        formule/formulent/transmet/envoie/prepare/refuse/rejette/repousse une/l? offre
    """,
    Stage.TALKS: """
        negocie/negocient/negociations/negociation/discussions/discute/discutent/pourparlers/tractations
        en discussions/negociations/contact/contacts
        contact/contacts avec/noue/etabli
        s entretient/reunit avec
        prend/pris des? renseignements
    """,
    Stage.INTEREST: """
        veut/veulent
        interesse/interesses/interessent/interet
        piste/cible/vise/visent/suit/suivent/convoite/surveille
        dans le viseur
        en pince pour
        pense/pensent a
        pourrait/pourraient revenir/rejoindre/signer/quitter/partir/retourner/etre
        retour/retourner/revenir au/a/en
        derniere danse
        annonce/envoye/pressenti au/a/du/comme
        rumeur/rumeurs
        reve/revent de
        mercato
    """,
    Stage.STAYS: """
        prolonge/prolongent/prolongation/prolonger/prolongera
        nouveau contrat avec/jusqu
        reste/restera/rester au/a/en
        ne part/partira/bougera/quittera/bouge pas
        va rester
        est intransferable
    """,
    Stage.DENIED: """
        dement/dementent/dementi/nie/nient/ecarte/ecartent/exclut
        aucun/aucune contact/contacts/offre/discussion/negociation/accord/interet/chance
        pas de contact/negociations/discussions/offre/accord/transfert
        pas interesse/vrai
        ne signera/rejoindra/viendra/reviendra/veut/negocie pas
        c est faux
        faux
        refuse/refusent de signer/rejoindre/partir/quitter?
        a dit non
    """,
    Stage.WITHDRAWN: """
        transfert/deal/affaire/accord tombe/avorte/annule/echoue
        tombe/tombee a l eau
        se retire/retirent de/du
        retire/retirent son/leur offre
        negociations rompues/au/interrompues
        jette/jettent l eponge
        plus interesse
    """,
    Tone.HEDGE: """
        pourrait/pourraient/peut/serait/aurait/seraient/possible/probable/rumeur/rumeurs/semble/devrait/devraient
        peut etre
    """,
    Tone.NOT: "pas/ne/n/jamais/sans/aucun/aucune/ni",
    Tone.YET: """
        pas encore
        reste a signer/passer/trouver/finaliser
        en attendant
        en attente
    """,
    Tone.TRAP: """
        compte/site/communique/groupe/onze officiel
        match retour
        retour de champions/blessure
        retour a l entrainement
        hors de question
        aller retour
        refuse en/cet/l janvier/hiver/ete
    """,
    Tone.PER: """
        selon/via
        d apres
    """,
}

GERMAN: Final[Table] = {
    Stage.DONE: """
        ist offiziell
        offiziell
        deal/transfer/wechsel ist? perfekt/fix/durch/bestatigt/offiziell/abgeschlossen
        perfekt
        fix
        unterschreibt/unterschrieb/unterschrieben/unterzeichnet bei/beim/in/einen?
        hat unterschrieben
        wechselt/wechselte zum/zu/zur/nach
        wechselt
        verpflichtet/verpflichten/verpflichtete
        neuzugang
        ist da
        vorgestellt
        gibt die? verpflichtung bekannt
        willkommen bei/beim/in
        kehrt _? _? _? zuruck
    """,
    Stage.MEDICAL: """
        medizincheck/sportmedizinische/medizintest
        absolviert/absolvierte den/seinen? medizincheck
    """,
    Stage.AGREEMENT: """
        einig/einigung/vereinbarung
        sind/ist sich? einig
        einigung erzielt/in/steht
        mundliche einigung
        steht/stehen kurz vor
        kurz vor wechsel/transfer/der/einem
        vor dem? wechsel/abschluss/unterschrift
        wird unterschreiben/wechseln
        medizincheck morgen/geplant/am/steht/folgt/soll
        vor dem medizincheck
        macht/absolviert morgen/am den/seinen? medizincheck
        auf der zielgeraden
        zieht/ziehen/aktiviert die? ausstiegsklausel/klausel
    """,
    Stage.BID: """
        angebot/angebote/offerte
        bietet/bieten/geboten
        lehnt/lehnen/abgelehnt das/ein? angebot ab?
    """,
    Stage.TALKS: """
        verhandelt/verhandeln/verhandlung/verhandlungen
        gesprache/gesprach/kontakt/austausch
        in gesprachen/verhandlungen/kontakt
        treffen/trifft mit/sich
        poker um
    """,
    Stage.INTEREST: """
        interesse/interessiert/interessieren
        mochte/wollen
        will zuruck/verpflichten/holen/haben/wechseln/weg
        im visier
        auf der? liste/wunschliste/zettel
        wunschspieler/kandidat/ziel
        beobachtet/umworben/umwirbt/lockt/jagt/buhlt
        konnte/konnten wechseln/kommen/zuruckkehren/verlassen/gehen
        ruckkehr zu/zum/nach
        letzter/letzten tanz
        gerucht/geruchte/transfergerucht/transfergeruchte
        im gesprach
    """,
    Stage.STAYS: """
        verlangert/verlangern/verlangerung/vertragsverlangerung
        neuer/neuen vertrag
        bleibt/bleiben bei/beim/in
        bleibt
        geht/wechselt nicht
        unverkauflich
    """,
    Stage.DENIED: """
        dementiert/dementieren/bestreitet/widerspricht
        kein/keine/keinen kontakt/interesse/angebot/gesprache/verhandlungen/thema/einigung/wechsel
        nicht interessiert/wahr/einig/verkauflich
        ist kein thema
        wechselt nicht
        wird nicht wechseln/kommen/unterschreiben
        falschmeldung
        schliesst _? _? aus
        lehnt ab
        sagt/sagte nein/ab
        absage
    """,
    Stage.WITHDRAWN: """
        geplatzt/platzt/gescheitert/scheitert
        vom tisch
        zieht/ziehen sich? zuruck
        steigt/steigen aus
        verhandlungen/gesprache abgebrochen/beendet
        nicht mehr interessiert
    """,
    Tone.HEDGE: """
        konnte/konnten/soll/sollen/angeblich/wohl/moglicherweise/vielleicht/offenbar/gerucht/geruchte/womoglich/ware/vermutlich
    """,
    Tone.NOT: "nicht/kein/keine/keinen/nie/niemals/ohne",
    Tone.YET: """
        noch nicht
        noch kein/keine/keinen
        steht noch aus
        fehlt noch
    """,
    Tone.TRAP: """
        fix und fertig
        wechselt aus/ein/spieler/durch
        zur? halbzeit wechselt
        perfekt gespielt/geschossen/getroffen
        im kontakt mit dem ball
        lehnte im winter/januar/sommer ab?
        offiziell eroffnet
    """,
    Tone.PER: "laut/berichtet/via",
}

LEAVING: Final = """
    leave/leaves/leaving
    has/have/s left
    wants/want/way out
    exit/departure/departs/farewell/goodbye
    one last dance
    last dance
    say/says/saying bye
    se va/iria/marcha/marcharia/despide/ira
    irse/marcharse/adios/despedida/salida
    deja/dejar/dejara/abandona/abandonar el/al/la/a/su
    ultimo baile
    de saida
    saida/adeus/despede
    deixa/deixar/deixara o/a
    sai do/da
    vai embora
    ultima danca
    addio/lascia/lasciare/lascera/partenza/saluta
    va/andra via
    ultimo ballo
    quitte/quitter/quittera/adieu/depart/partir
    va/veut s en aller
    au revoir
    derniere danse
    verlasst/verlassen/abschied/abgang/abschiednehmen
    geht/will weg
    letzter/letzten tanz
"""
"""Words of leaving, in all languages."""

MARKET: Final = """
    transfer/transfers/signing/signings
    transfer window/news/fee/market
    release clause
    fichaje/fichajes/traspaso/cesion/clausula/mercado
    transferencia/transferencias/contratacao/reforco/emprestimo
    calciomercato/acquisto/cessione/prestito/trasferimento
    transfert/transferts/mercato/recrue/pret
    transfer/wechsel/ablose/neuzugang/leihe
"""
"""Words of the market that claim nothing."""

LANGUAGES: Final[Mapping[str, Table]] = {
    "en": ENGLISH,
    "es": SPANISH,
    "pt": PORTUGUESE,
    "it": ITALIAN,
    "fr": FRENCH,
    "de": GERMAN,
}

SHARED: Final = """
    here we go
    herewego
    done deal
"""
"""What is said in every language when a move is done."""

FALSE_FRIENDS: Final = frozenset({
    "fix", "faux", "laut", "mai", "n", "ne", "per", "pista", "punta", "secondo",
    "segundo", "suit", "tratta", "via", "vise",
})  # fmt: skip
"""Single words that mean something else next door: they count only in a known language."""


def phrases(text: str) -> Iterator[str]:
    """Yield the phrases that a block of them holds."""
    phrase = ""
    depth = 0
    for line in text.splitlines():
        if not line.strip():
            continue
        inset = len(line) - len(line.lstrip())
        if phrase and inset > depth:
            phrase = f"{phrase} {line.strip()}"
            continue
        if phrase:
            yield phrase
        phrase, depth = line.strip(), inset
    if phrase:
        yield phrase
