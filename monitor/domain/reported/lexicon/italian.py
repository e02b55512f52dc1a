"""How Italian tells of acts."""

from __future__ import annotations

from typing import Final

from monitor.domain.reported.signs import Language, Sign

ITALIAN: Final = Language(
    table={
        Sign.LIKED: "piaciuto/piaciuta/apprezza/apprezzato/gradito",
        Sign.LIKED_SURE: """
            messo/mette/mettere/mise/lasciato/lascia/piazzato un/il/un cuore/cuoricino a/al/all/alla
            likato/likata/laikato/likea/laika/lika
            da un? like
            messo/mette/mettere un? cuore/cuoricino
            reagito/reagisce con un/tre? cuore/cuoricino/cuori
        """,
        Sign.UNLIKED: "unlike",
        Sign.LIKE: """
            like/cuoricino
            cuore lasciato/messo da/dal/dalla
            cuore di/del
            pollice in su/alto
            mi piace
        """,
        Sign.GIVE: """
            messo/mette/mettono/mettere/mettendo/mise/lasciato/lascia/lasciare/lascio/piazzato/piazza
            dato/dare/dando/diede/cliccato/clicca/reagito/reagisce/risposto/aggiunto/infilato
            scappato/scappa/spuntato/spunta/concesso/distribuito/premuto/schiacciato/sganciato/rifilato/inserito
            aggiunge/aggiungono
        """,
        Sign.REMOVE: """
            rimosso/rimuove/rimuovere/rimossi/rimosse/rimossa/rimuovendo/cancellato/cancella
            cancellare/cancellate/cancellati/cancellando/tolto/toglie/togliere/tolti/tolte/togliendo
            eliminato/elimina/eliminare/eliminati/eliminate/eliminando/ritirato/ritira/svuotato/svuota
            ripulito/ripulisce/archiviato/archivia/levato/leva/toglierlo/toglierla/rimuoverlo/cancellarlo/eliminarlo/ritirarlo/annullato/tolse/rimosse/cancello
            fatto/fa sparire
            tornato/torna sui suoi passi
        """,
        Sign.GONE: """
            via il/la/le/i/ogni/tutte/tutti/lo
            sparito/sparita/spariti/sparite/scomparso/scomparsa/scomparsi/scomparse/sparisce/spariscono
            non c e/sono piu
            nessun/nessuna/alcun riferimento/menzione/traccia
            neanche/nemmeno/neppure una sola? foto/immagine
            cerca/cercano invano
            non c era/erano piu
            non compariva/aveva/appariva/figurava/mostra/cita/compare/compaiono piu
            non appare/appaiono/figura/ha/menziona/riporta piu
        """,
        Sign.FOLLOW: """
            segue/seguono/seguito/seguire/seguendo/segui
            diventato/diventa un? follower di/del/della/dell
        """,
        Sign.FOLLOW_SURE: """
            messo/mette/dato/da il? follow
            tra/fra i follower/followers di/del/della/dell
            nuovo/nuova/nuovi follower/followers di/del/della/dell
        """,
        Sign.FOLLOWED: """
            e/viene/sono/stato ora/gia? seguito/seguita/seguiti
            nuovo/nuova/nuovi follower/followers
        """,
        Sign.UNFOLLOW: """
            smesso/smette/smettono/smettere/smettendo di seguire/seguirlo/seguirla
            non segue/seguono/seguira/seguiva piu
            non piu seguito/seguita
        """,
        Sign.UNFOLLOW_SURE: """
            unfollow/unfolloato/defolloato/unfollowato/defollowato
            tolto/toglie/togliere/rimosso/levato il/un? follow/segui
        """,
        Sign.FOLLOWING: "follow",
        Sign.AMONG: """
            tra/fra i? tanti/molti/mille/migliaia? di? like
            tra/fra i? tanti/molti? mi piace
            tra/fra chi/quelli/coloro/quanti che? ha/hanno messo/lasciato
            tra/fra i/suoi _ cuori
        """,
        Sign.COMMENTED: """
            lasciato/lascia/messo/scritto/postato/lasciano _? _? emoji/emoticon/faccine
            lasciato/lascia/messo/postato/lasciano _? _? applausi sotto
            lasciato/lascia/messo/postato/lasciano _? _? applausi tra/fra i commenti
            scritto/scrive sotto
            lasciato/lascia/messo/mette/piazzato/postato un/due/tre _? cuore/cuori _? sotto
            commentato/commenta/commentare/commento/commentano/commentando/risposto/risponde/rispondere
            lasciato/lascia/scritto/pubblicato/aggiunto un/il/suo _? commento
            reagito/reagisce
        """,
        Sign.WROTE: "scritto/scrive/scrisse",
        Sign.SIGNED: "firmato/firmata da? dal?",
        Sign.REPOSTED: """
            repostato/reposta/ricondiviso/ricondivide/retwittato/retwitta/ritwittato/ripostato
            ripubblicato/ripubblica/retweettato/riposta/repost/ricondividere/rilanciato/rilancia
        """,
        Sign.SHARED: "condiviso/condivide/condividere/condivisa/condividendo",
        Sign.BLACKENED: """
            profilo/account/instagram/feed e/risulta/appare completamente/totalmente? vuoto
            foto/immagine/avatar del? profilo? a/in/tutta/totalmente/completamente? nera/nero
            avatar/profilo/sfondo/quadrato nero
        """,
        Sign.POST: """
            post/pubblicazione/messaggio/tweet/contenuto/articolo/notizia/posts/meme/annuncio/appello
            contenuti/card/critica/frecciata/testo/lettera
        """,
        Sign.BRIEF: """
            durato/dura/duro solo/appena? pochi/alcuni/qualche/pochissimi?
                minuti/minuto/secondi/istanti
            fugace/effimero/effimera/momentaneo/brevemente
            per solo/appena? qualche/pochi/alcuni/pochissimi/un
                minuto/minuti/secondo/secondi/istante/istanti
        """,
        Sign.ASIDE: """
            e/sono/stato/stati? uno/una/due? dei/delle primi/prime
            e/sono/stato/stati? tra/fra i primi
            e/stato il primo
            tutti/tutte e due/tre/quattro/cinque
        """,
        Sign.SHIRT: "maglia/maglie/divisa/casacca",
        Sign.COMMENT: "commento/commenti/risposta",
        Sign.PHOTO: "foto/fotografia/immagine/scatto/fotomontaggio/selfie/grafica",
        Sign.VIDEO: "video/clip/reel/filmato/reels",
        Sign.PHOTOS: """
            foto/fotografie/immagini/scatti
            tutti/tutte/ogni i/le? post/contenuti/riferimento/traccia/foto/riferimenti/immagini
        """,
        Sign.BIO: "bio/biografia/descrizione",
        Sign.ACCOUNT: """
            social media manager/team
            account/profilo/profili/pagina/social/feed/bacheca
            rete/reti sociale/sociali
        """,
        Sign.STORY: "storia/storie/story/stories",
        Sign.AGENT: "agente/agenti/procuratore/procuratori/manager/rappresentante/entourage",
        Sign.KIN: """
            moglie/fidanzata/compagna/fratello/sorella/padre/papa/madre/mamma/figlio/figlia/cugino/zio
            marito/famiglia/familiari/fratelli/genitori/suocero/cognato/wag/partner/nipote
        """,
        Sign.MATE: """
            compagno/compagni di squadra/nazionale/reparto
            compagno/compagni
            ex compagno/compagni
        """,
        Sign.FANS: """
            centinaia/decine/migliaia
            tifoso/tifosi/tifoseria/fan/fans/utente/utenti/follower/followers/seguaci/gente/migliaia
            milioni/tutti/nessuno/popolo/internauti/osservatori/allenatore/mister/dirigenti/sostenitori
            persone/selezionatore/presidente/curva
            rapper/cantante/attore/attrice/comico/streamer/youtuber/influencer/conduttore/conduttrice
            pugile/politico/sindaco/musicista/tennista/modella/showgirl/tiktoker/soubrette
            ex moglie/fidanzata/compagna
            web/internet
        """,
        Sign.REPORTER: "giornalista/giornalisti/cronista/telecronista",
        Sign.PLAYERS: """
            giocatori/calciatori/componenti/membri/elementi/stelle
            giocatori/calciatori/componenti/membri della rosa/squadra
        """,
        Sign.ONE: """
            attaccante/difensore/centrocampista/giocatore/calciatore/esterno/capitano/portiere/stella
            punta/centravanti/trequartista/ala/bomber/terzino/mediano/campione/fuoriclasse
            portoghese/nigeriano/francese/brasiliano/spagnolo/argentino/serbo/tedesco/inglese/belga
            olandese/croato/uruguaiano/polacco/norvegese/egiziano/svedese/turco/marocchino/colombiano
            mezzala/regista/difensore/mancino/estremo/numero/jolly/talento/gioiello/cannoniere/laterale
            danese/svizzero/austriaco/georgiano/ucraino/algerino/senegalese/camerunese/scozzese/montenegrino
            assistito
            classe/numero/diretto interessato
        """,
        Sign.HE: "lui/lei/stesso/egli/quest",
        Sign.NOT: "non/mai/ne/nessun/nessuna/nessuno/senza/neanche/nemmeno/neppure",
        Sign.NO_MORE: "non piu",
        Sign.DENY: """
            nega/negato/negare/smentisce/smentito/smentire/smentiscono/smentita/negano/smentendo
        """,
        Sign.FAKE: """
            non corrisponde al/a
            privo/priva di
            fake news
            non e cosi
            non era/fu/e stato? lui
            fotomontaggio/falso/falsa/fake/bufala/finto/finta/manipolato/manipolata/falsi/contraffatto
            non e vero/reale
            photoshop/ritoccato/ritoccata/modificato/artefatto
        """,
        Sign.HEDGE: """
            avrebbe/avrebbero/presunto/presunta/pare/sembra/sembrerebbe/apparentemente/presumibilmente
            a quanto pare
            sarebbe/sarebbero
            si dice/vocifera
            stando a
        """,
        Sign.IF: """
            se/qualora/smettesse/mettesse/seguisse/dovrebbe/magari/caso/vorrebbe/potrebbe
            cosa succederebbe
            invita/invitano/chiede/chiedono/pregano/vogliono/vuole/spera/sperano/convincono
        """,
        Sign.TRAP: """
            foto/immagine in bianco e
            continua/continuano a seguire
            segue/seguono ancora/sempre/tuttora
            metti/mettete/lascia/lasciate/lasciateci mi/un/il? piace/like
            voluto/vuole commentare/rispondere
            apprezzato/apprezza quanto/quello/cio/come
            tolto/toglie/rimosso/rimossa/eliminato/cancellato dal/dalla/dai
                mercato/lista/rosa/squadra/gruppo/campo/convocati/lista
            non solo/soltanto
            non ha/e saputo/potuto/riuscito? resistito/resistere/esitato/esita a?
            non e/passa/ha passato/passata? inosservato/inosservata
            per seguire
            seguici/seguiteci/seguimi
            mi piace molto/il/la/giocare/come/che/questo/l/essere/pensare
            segue/seguono/seguire/seguito/seguendo il/lo/la/i/l giocatore/ragazzo/mister/profilo
                da/del/di
            segue/seguono/seguire/seguito/seguendo da/con/sempre/ancora vicino/attenzione/tempo/mesi
            di seguito
            in seguito
            al/a seguito
            piu like/mi/apprezzato/piaciuto/commentato piace?
            mila/milioni/record/000/migliaia/quota/pioggia/boom/valanga/totale di? like/mi piace?
            tolto/toglie/togliere/tolse dai/le/la/il guai/castagne/sfizio/tempo
            ha/hanno seguito le/la/il/i/l
            foto finish
            condiviso/condivide lo/il/la/spogliatoio/opinione/parere
            la/una sua? storia del/della/di/infinita/tra
            post partita/gara/match
            commenta/commentato/commentare il/la/le/i/l
                partita/match/gara/voci/vittoria/sconfitta/pareggio/momento/futuro/mercato/addio
            da da
        """,
    },
    fillers="""
        proprio propria verificato
        ha hanno aveva abbia aver avere si e poi anche gia ora adesso oggi ieri subito recentemente
        pubblicamente iniziato inizia cominciato comincia cominciare iniziare a che ma non mai lo
        la l gli le ne appena stato stata sera notte mattina pomeriggio lunedi martedi mercoledi
        giovedi venerdi sabato domenica scorso scorsa questa stesso account ufficiale x instagram
        twitter tiktok da profilo club su nella nel tornato deciso di stanotte il avrebbe sarebbe
        minuti ore fa nuovo rapidamente improvvisamente sui social quanto pare settimana lui prima
        dopo aver
    """,
    prepositions="""
        a al alla allo all ai agli alle di del della dello dell dei delle degli da dal dalla dall
        con per contro in nel nella nell su sul sulla sullo sugli tra fra secondo verso senza come
    """,
    by="da dal dalla dall a di del dell",
    of="di del della dell dello d dei degli",
    mine={"io": "", "ho": "", "misi": "mise"},
)
