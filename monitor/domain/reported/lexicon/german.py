"""How German tells of acts."""

from __future__ import annotations

from typing import Final

from monitor.domain.reported.signs import Language, Sign

GERMAN: Final = Language(
    table={
        Sign.LIKED: "gefallt/gefiel/gefallen",
        Sign.LIKED_SURE: """
            herz/herzchen gegeben/verteilt/vergeben/gesetzt
            gab/gibt/setzte/setzt/vergab dafur/dazu/ihm? ein? herz/herzchen
            likte/likt/gelikt/geliked/geliket/liked/liket/liken/likten/likete/geherzt/herzte
            doppelt getippt
            mit einem? _? herz/herzchen/herzen/daumen
                versah/versehen/bedacht/quittiert/markiert/gewurdigt
            reagierte/reagiert mit einem/drei? herz/herzchen/herzen
        """,
        Sign.UNLIKED: "disliked/entliket/entlikte/entlikt/unlikte/entliked/unliked",
        Sign.LIKE: """
            like
            gefallt mir
            gefallt mir angabe/button/markierung/klick
            daumen hoch/nach
            herzchen von/unter
            herz von/vom
            bekam/erhielt/bekommt/erhalt/kassierte ein herz/herzchen
        """,
        Sign.GIVE: """
            gab/gaben/setzten/hinterliessen/vergaben/verteilten/markierten/druckten/liessen/gibt/gegeben/geben/hinterliess/hinterlasst/hinterlassen/setzte/setzt/gesetzt/vergab
            vergibt/vergeben/verteilt/verteilte/markierte/markiert/markieren/druckte/gedruckt
            klickte/geklickt/reagierte/reagiert/verpasste/verpasst/spendierte/spendiert/schenkte
            da gelassen
            dagelassen/liess/lasst/versah/versehen/quittierte/bedachte/bedacht/klickt
            druckt/schickte/verschenkte/spendete/hinzugefugt
        """,
        Sign.REMOVE: """
            entfernt/entfernte/entfernen/entfernten/geloscht/loschte/loscht/loschen/loschten
            gestrichen/strich/streicht/getilgt/tilgte/zuruckgenommen/zuruckgezogen/zog/nahm/nimmt/genommen
            archiviert/archivierte/bereinigt/bereinigte/leergeraumt/raumte/rausgeworfen/verbannt
            verbannte/entfernend/leerte/geleert/gesaubert/sauberte
            ruckgangig gemacht/machte/macht?
        """,
        Sign.GONE: """
            weg ist/sind
            ist/sind weg
            raus ist/sind
            ist/sind raus
            verschwunden/verschwand/verschwanden/fehlt/fehlen
            nicht mehr zu sehen/finden
            kein/keine einziges/einzige? foto/bild/spur
            sucht/suchte man in/im der/seiner/ihrer? bio/profil/profilbeschreibung/biografie
            keine/keinen/kein spur/hinweis/fotos/bilder mehr
            steht/taucht/erscheint _? _? _? _? _? _? nicht mehr
            nicht mehr erwahnt/genannt/aufgefuhrt/gelistet/sichtbar/drin/vorhanden
            keine/kein/keinerlei erwahnung/hinweis/spur
        """,
        Sign.FOLLOW: "folgt/folgte/folgen/folgten/gefolgt/folge",
        Sign.FOLLOW_SURE: """
            abonniert/abonnierte
            auf folgen gedruckt/geklickt/getippt
            zahlt/zahlen/gehort/gehoren zu den abonnenten/followern/follower von/des
            unter/zu den abonnenten/followern von/des
            neuer/neue/neuester/neuestem follower von/des
            ist/wurde nun/jetzt/neuerdings? follower von/des
        """,
        Sign.FOLLOWED: "neuer/neuen/neueste/neuester follower",
        Sign.UNFOLLOW: """
            folgt/folgte/folgen/folgten nicht mehr/langer
        """,
        Sign.UNFOLLOW_SURE: """
            entfolgt/entfolgte/entfolgten/entfolgen/unfollowed/unfollow/deabonniert/entabonniert
            entfreundet/unfollowt/entfollowt/entfollowed
            follow/abo zuruckgezogen/entzogen/beendet
            abo von/des/fur/bei _ _? _? _? _? beendet/gekundigt/zuruckgezogen
        """,
        Sign.FOLLOWING: "follow",
        Sign.AMONG: """
            unter den/allen/vielen/tausenden? vielen/zahlreichen? likes/likern
            zu/unter denen/denjenigen die den/das? beitrag/post/posting/bild? likten/gelikt/liken
            unter den _ herzen/herzchen
        """,
        Sign.COMMENTED: """
            hinterliess/hinterlasst/postete/setzte/schrieb/hinterliessen/posteten/setzten
                _? _? emoji/emojis/herzen
            hinterliess/hinterlasst/postete/setzte/hinterliessen/posteten _? _? applaus unter
            schrieb/schreibt/postete/postet unter
            kommentierte/kommentiert/kommentieren/kommentierten/antwortete/geantwortet/antwortet
            hinterliess/schrieb/postete/setzte einen/den _? kommentar
            hinterliess/hinterlasst/postete/postet/setzte ein/zwei/drei _? herz/herzen unter
            reagierte/reagiert
        """,
        Sign.WROTE: "schrieb/schreibt/geschrieben",
        Sign.SIGNED: "unterzeichnet mit? von?",
        Sign.REPOSTED: """
            repostete/repostet/gerepostet/retweetete/retweetet/geretweetet/repostete/repost
            weiterverbreitet/weiterverbreitete
        """,
        Sign.SHARED: "teilte/geteilt/teilt/teilen/teilten",
        Sign.BLACKENED: """
            profil/account/feed/instagramprofil/konto/seite ist/war/zeigt
                _? _? _? komplett/vollig/ganz? leer
            schwarzes/schwarze/schwarzen/schwarzem profilbild/profilfoto/bild/quadrat/avatar/kachel
            profilbild/profilfoto/avatar ist/auf/in/nun/jetzt? komplett/ganz? schwarz/schwarzes
        """,
        Sign.POST: """
            beitrag/post/posting/posts/beitrage/beitragen/tweet/nachricht/meldung/botschaft
            instagrampost/instagrambeitrag/publikation/artikel/eintrag/postings/inhalt/meme
            ankundigung/aufruf
        """,
        Sign.BRIEF: """
            hielt/dauerte nur/kaum? wenige/einige? minuten/sekunden
            kurzzeitig/kurzlebiges/kurzlebiger/kurzlebige/fluchtiges/fluchtiger/fluchtige
            fur nur? ein/einige/wenige paar? minuten/sekunden/augenblicke
            ein paar/wenige/einige minuten/sekunden lang
            minutenlang/sekundenlang
        """,
        Sign.ASIDE: """
            als/war? einer/eine der ersten
            war als erster
            alle beide/zwei/drei/vier/funf
            gehorte/gehorten zu den ersten
        """,
        Sign.SHIRT: "trikot/trikots/vereinsfarben/jersey",
        Sign.COMMENT: "kommentar/kommentare/kommentaren/antwort",
        Sign.PHOTO: "foto/bild/aufnahme/fotomontage/selfie/grafik",
        Sign.VIDEO: "video/clip/reel/videos/reels",
        Sign.PHOTOS: """
            fotos/bilder/aufnahmen/bildern
            alle/samtliche/jeden/jede/jedes beitrage/posts/hinweis/spur/bild/foto/inhalte/hinweise
        """,
        Sign.BIO: "bio/biografie/biographie/profilbeschreibung/steckbrief/profiltext/instagrambio",
        Sign.ACCOUNT: """
            social media team/abteilung
            account/konto/profil/seite/kanal/feed/netzwerk/netzwerken/accounts/instagramprofil
            sozialen/soziale medien/netzwerken/netzwerke/netzwerk
            social media
            fanseite
        """,
        Sign.STORY: "story/storys/stories/instagramstory",
        Sign.AGENT: "berater/spielerberater/agent/agentur/beraters/agenten/management/beratern",
        Sign.KIN: """
            frau/ehefrau/freundin/bruder/schwester/vater/mutter/sohn/tochter/cousin/cousine/onkel
            verlobte/verlobten/familie/partnerin/lebensgefahrtin/bruders/papa/mama/ehemann/neffe
            schwager/eltern/gattin/bruders
        """,
        Sign.MATE: """
            teamkollege/teamkollegen/mitspieler/mannschaftskollege/mannschaftskamerad/kollege
            teamkamerad/mitspielers/nationalmannschaftskollege/mannschaftskollegen/kollegen
            exkollege/ex kollege/mitspieler
        """,
        Sign.FANS: """
            hunderte/dutzende/zahlreiche/tausenden/hunderten/dutzenden
            menschen/personen/landsleute/landsleuten
            fan/fans/anhanger/anhangern/nutzer/nutzern/usern/leuten/million/user/follower/leute/tausende/millionen/viele/alle/niemand
            netzgemeinde/zuschauer/internetnutzer/scouts/trainer/sportdirektor/verantwortliche
            kaderplaner/hunderttausende/prasident/keiner/jemand
            rapper/sanger/sangerin/schauspieler/schauspielerin/komiker/streamer/youtuber/influencer
            influencerin/moderator/moderatorin/boxer/politiker/musiker/tennisspieler/tiktoker
            ex frau/freundin
            netz/internet
        """,
        Sign.REPORTER: "journalist/journalisten/reporter/reporters/experte/insider/transferexperte",
        Sign.PLAYERS: """
            spieler/profis/stars/akteure/nationalspieler/mitglieder/kaderspieler/kickern/spielern
        """,
        Sign.ONE: """
            sturmer/angreifer/verteidiger/mittelfeldspieler/kapitan/torwart/flugelspieler/flugelsturmer
            profi/superstar/nationalspieler/innenverteidiger/torjager/spielmacher/offensivspieler
            mittelsturmer/keeper/star/kicker/linksaussen/rechtsaussen/goalgetter/offensivstar
            englander/franzose/spanier/brasilianer/portugiese/italiener/argentinier/niederlander
            belgier/kroate/uruguayer/norweger/agypter/nigerianer/schwede/pole/marokkaner/turke
            schlussmann/abwehrspieler/abwehrchef/sechser/stossstursturmer/aussenverteidiger/rechtsverteidiger
            linksverteidiger/rekordspieler/weltmeister/ballkunstler/neuzugang/leihspieler/offensivmann
            dane/schweizer/osterreicher/georgier/algerier/senegalese/kolumbianer/chilene/japaner/ghanaer
            jahrige/jahriger/leipziger/munchner/klient/schutzling/mandant
        """,
        Sign.HE: "er/sie/selbst/dieser",
        Sign.NOT: "nicht/nie/niemals/kein/keine/keinen/ohne/weder",
        Sign.NO_MORE: """
            aufgehort
            nicht mehr
            nicht langer
        """,
        Sign.DENY: """
            dementiert/dementierte/dementieren/bestreitet/bestritt/bestritten/leugnet/widerspricht
            widersprach/zuruckgewiesen/verneint
        """,
        Sign.FAKE: """
            stimmt so? nicht
            trifft so? nicht zu
            nichts dran
            erfunden/unwahr/erlogen
            fake/gefalscht/gefalschte/gefalschter/falschung/manipuliert/falsch
            bearbeitet/fakes/falschmeldung/manipulierter/manipulierte/photoshop/ente
            um/ist/sei eine fotomontage/montage
            nicht echt/wahr
            war es/er es/er? nicht
            gefalschten/gefalschtem account/konto/profil
            gefaket/gefakt
        """,
        Sign.HEDGE: """
            soll/sollen/angeblich/offenbar/anscheinend/mutmasslich/wohl/scheinbar/vermeintlich
            vermeintliche/angebliche/moglicherweise
        """,
        Sign.IF: """
            wurde/wurden nie/niemals/nicht/gern/gerne
            fordern/fordert/bitten/bittet
            wenn/falls/sollte/sollten/ob/konnte/mochte
        """,
        Sign.TRAP: """
            folgt/folgen _? _? weiterhin/unverandert
            folgt/folgen weiter/immer noch?
            wurde/wurden _? _? _? _? _? _? liken/folgen/entfolgen
            folgt/folge/folgen uns/mir
            um _? _? _? zu folgen
            nicht nur/unbemerkt
            nicht widerstehen/verkneifen/nehmen
            konnte/konnten es? sich? nicht widerstehen/verkneifen
            likt/liked/teilt/folgt/kommentiert und/oder
                teilt/likt/kommentiert/abonniert/folgt
            likt/liket/liked diesen/unseren/uns
            aus dem/der kader/aufgebot/mannschaft/team/startelf/liste
                gestrichen/geworfen/verbannt/entfernt/genommen
            nicht kommentieren
            wollte/mochte/wollten _? _? kommentieren
            lass ein/einen like/abo
            lasst/lass uns
            und/oder/bitte lasst
            folgt unserer/unserem/unseren
            gefallt/gefallen/gefiel es/das
            gefallen hat/haben/lassen/tun
            folgt/folgte/folgen/folgten/gefolgt auf/ein/eine/der/das/nun/dann/den/dem
                palmer/sieg/spiel/derby/niederlage/anweisungen/trainer/plan/weg
            gefolgt von
            folgt den/dem/der/seinem/seinen
                anweisungen/vorbild/beispiel/ruf/spuren/fussstapfen/trend/plan
            auf den/das/die/diesen sieg/spiel folgt
            meistgelikte/meistgelikter/meistgelikten
            likes
            teilte/teilt/geteilt mit/sich die/der/das/den? verein/klub/club?
            im bilde
            frage und
            will/mochte/konnte/wird/durfte folgen
            konnte/konnten/soll/wird/werden/durfte folgen
            fernseh bilder
            viel beitrag
            teilen sich
            teilte/teilt/teilten _? _? _? aus
            die kabine teilte/teilt/teilten
            experte herz
            post match
        """,
    },
    fillers="""
        eigene eigener offizieller verifizierte
        hat haben habe hatte hatten ist sind sei war wurde wird nun jetzt bereits schon auch dann
        gestern heute kurz kurzlich offenbar angeblich soll sollen danach darauf wieder seit montag
        dienstag mittwoch donnerstag freitag samstag sonntag am abend nacht morgen und der die
        das offizielle account x instagram twitter tiktok auf bei selbst nicht nie plotzlich
        neuerdings
        inzwischen mittlerweile zudem ausserdem zuletzt offentlich einen ein mit ihn ihm bekanntlich
        ebenfalls woche vergangenen in letzten mehr wohl scheinbar uberraschend klammheimlich
        heimlich sogar prompt
    """,
    prepositions="""
        von vom mit uber fur gegen zu zum zur bei beim in im aus nach an am auf unter des durch
        zwischen laut seinem um wie als ohne rund
    """,
    by="von vom durch",
    of="von vom des der",
    mine={"ich": "", "habe": ""},
    tails="""
        trikot trikots
        post posts beitrag beitrage beitrags foto fotos video videos kommentar kommentare story
        meldung selfie nachricht repost
    """,
    finite="hat habe haben hatte hatten ist sind soll sollen wurde wird sei",
)
