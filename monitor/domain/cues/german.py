"""How German speaks of transfers; `tone` says how phrases are written."""

from __future__ import annotations

from typing import Final

from monitor.domain.cues.tone import Table, Tone
from monitor.domain.stage import Stage

GERMAN: Final[Table] = {
    Stage.DONE: """
        wechsel/transfer/verpflichtung von/zu/zum? wurde offiziell? bestatigt
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
        holt
        schnappt sich
        leiht
        stellt _ vor
        gibt _ bekannt
        bestatigt transfer/wechsel
        verkauft/verleiht
        neuer spieler
        willkommen
        verabschiedet sich
        schliesst sich _? an
        erste worte
    """,
    Stage.MEDICAL: """
        medizincheck/sportmedizinische/medizintest
        absolviert/absolvierte den/seinen? medizincheck
        im krankenhaus
        tests abgeschlossen
        gerade den medizincheck
    """,
    Stage.AGREEMENT: """
        fast/beinahe here we go
        geeinigt
        haben sich geeinigt
        medizincheck folgt/steht/ist
        nur noch die? unterschrift/details
        handschlag
        grunes licht
        alles klar zwischen
        steht vor der? unterschrift/wechsel/verpflichtung
        eingetutet
        fahrplan steht
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
        auf dem weg
        wird zu/bei _ wechseln/unterschreiben
        einigt/einigen sich
        vor verpflichtung
        so gut wie klar
        steht bevor
        zum medizincheck
        entscheidet/entschieden fur/sich?
        nimmt _? angebot
        unterschrift fehlt
        nur noch die unterschrift
        finalisiert
        vor dem absprung
        durchbruch
        ruckt naher
        sagt zu
        so gut wie fix/perfekt/sicher
        immer naher
    """,
    Stage.BID: """
        winkt/winken bei _? ab
        bietet/bieten _? millionen
        legt/legen/legte _ _? auf den tisch
        millionen auf den? tisch
        bessert/bessern/erhoht/erhohen nach/das?
        lehnt/lehnen _ _? _? angebot
        angebot/angebote/offerte
        bietet/bieten/geboten
        lehnt/lehnen/abgelehnt das/ein? angebot ab?
        lehnt _? _? angebot
        bessert _? angebot nach
    """,
    Stage.TALKS: """
        weit/noch entfernt von einer/der? einigung
        von einer? einigung weit? entfernt
        treffen/sitzung in
        ernst machen/gemacht
        treffen/traf sich
        poker/feilschen um
        gesprache laufen/mit
        in? verhandlungen mit
        liegen/liegt _ _? auseinander
        verhandelt/verhandeln/verhandlung/verhandlungen
        gesprache/gesprach/kontakt/austausch
        in gesprachen/verhandlungen/kontakt
        treffen/trifft mit/sich
        poker um
        fragt _? _? an
        fordert _? millionen
        macht ernst
        treibt voran
        treffen zwischen
        feilschen
        poker um
    """,
    Stage.INTEREST: """
        er/spieler zu/zum will/mochte
        im blick
        im auge
        auf dem? einkaufszettel
        hat/haben es auf
        gilt als kandidat/wunschspieler
        ins auge
        beschaftigt/beschaftigen sich mit
        hat/haben ein auge auf
        auf dem radar
        ins visier/auge genommen?
        beobachtet/beobachten/gescoutet
        zeigt/zeigen interesse
        buhlen/buhlt/werben/wirbt um
        hat/haben _ _? auf der/dem liste/zettel
        wunschlosung/wunschkandidat/wunschspieler
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
        denkt/denken an
        auf dem zettel/schirm
        will zu/zum
        traumt von
        steigt ins rennen
        angeboten
        heiss auf
        in verbindung
        hofft auf
        vorstellen
        will _ verlassen
        konnte _ holen
        konnte zu _ wechseln
        lasst/lassen nicht locker
        hat/haben noch nicht aufgegeben
        drangt/pocht auf einen? wechsel/abschied/abgang
    """,
    Stage.STAYS: """
        bleibt/bleiben beim/bei/in _? und? unterschreibt/verlangert?
        treuebekenntnis
        unterschreibt bis _? verlangerung
        verlangert/verlangern/verlangerung/vertragsverlangerung
        neuer/neuen vertrag
        bleibt/bleiben bei/beim/in
        bleibt
        geht/wechselt nicht
        unverkauflich
        ich bleibe
        will bleiben
        bindet
        bekennt sich
        halt an
        verlangert seinen vertrag
        will/mochte bleiben
        soll bleiben
    """,
    Stage.DENIED: """
        wird/werden nicht zu/zum/zur _? _? wechseln
        wird/werden nicht _? _? wechseln/verkauft/gehen
        stellt/stellen klar
        winkt/winken ab
        kein verkauf
        bleibt dabei
        keine/kein/keinerlei gesprache/kontakt/interesse/anfrage
        nie/niemals verhandelt/gesprochen/kontaktiert/angefragt
        erteilt/erteilen eine? abfuhr/absage
        vom tisch wischt
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
        lehnt _ ab
        gibt _ einen korb
        kommt nicht
        nicht zum verkauf
        verkauft _ nicht
        schiebt riegel vor
        nichts dran
        keine freigabe
        schliesst _ aus
        wechselt nicht
        weigert/weigern sich zu? verkaufen
    """,
    Stage.WITHDRAWN: """
        zieht/ziehen sich aus _? _? _? _? zuruck
        aus den verhandlungen um? _? zuruck
        kehrt/kehren den rucken
        zuruckgezogen/abgesprungen
        kalte fusse
        nimmt/nehmen abstand von?
        aus dem rennen
        kein thema mehr
        deal/transfer/wechsel geplatzt
        geplatzt/platzt/gescheitert/scheitert
        vom tisch
        zieht/ziehen sich? zuruck
        steigt/steigen aus
        verhandlungen/gesprache abgebrochen/beendet
        nicht mehr interessiert
        nimmt abstand
        bricht _? gesprache ab
        verliert rennen
        fallt durch
        zieht sich _? _? zuruck
        steigt _? _? aus
        gibt auf
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
    Tone.PER: """
        laut/berichtet/via
        nach informationen von/der/des/vom
        informationen der/von/des/vom
        meldet/schreibt
    """,
}
