"""How French speaks of transfers; `tone` says how phrases are written."""

from __future__ import annotations

from typing import Final

from monitor.domain.cues.tone import Table, Tone
from monitor.domain.stage import Stage

FRENCH: Final[Table] = {
    Stage.DONE: """
        signature/transfert/arrivee/recrutement de/d? a ete
            confirme/confirmee/officialise/officialisee/annonce/annoncee
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
        recrute/recrutent
        annonce/officialise/presente
        quitte _ pour
        prete/vend/file
        bienvenue
        premiers mots
        s offre
        fait ses adieux
        l arrivee de
        est un joueur
    """,
    Stage.MEDICAL: """
        visite/visites medicale/medicales
        examen/examens medical/medicaux
        passe/passent/passer/passee sa/la/une/les? visite/examens medicale/medicaux?
        est a la clinique
        visite medicale en cours
    """,
    Stage.AGREEMENT: """
        presque here we go
        terrain d entente
        tombe/tombes/tombent d accord
        se sont entendus/entendu
        accord contractuel/verbal/avec
        a dit oui
        poignee de main
        reste/manque plus? que? la signature
        donne son feu vert
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
        accord entre
        tient
        en route
        attendu pour/a/au
        a choisi
        accepte l offre
        boucle/boucler
        c est boucle
        debarque
        derniere ligne droite
        devrait s engager
        ne manque que
        finalise l
        donne/donnes pour acquis
        de plus en plus proche
    """,
    Stage.BID: """
        met/mettent/mis _ _? sur la table
        millions sur la table
        monte son offre
        repousse/decline/decliner/refuse une/l/la/cette proposition/approche/offre
        passe/est passe? a l offensive
        offre/offres/proposition
        propose/proposent/offrent
        formule/formulent/transmet/envoie/prepare/refuse/rejette/repousse une/l? offre
        transmis une offre
        refuse/repousse/rejette la/une/l/les? premiere/nouvelle/seconde? offre/avances
        nouvelle/premiere offre
    """,
    Stage.TALKS: """
        loin/eloignes d/de/du un? accord/entente
        reprend/reprennent les? negociations/discussions
        rencontre/rencontrent les? representants/agents?
        s intensifient/intensifie/accelerent
        negociations entre/avec
        echanges/discussions avec/entre
        avancent/progressent
        negocie/negocient/negociations/negociation/discussions/discute/discutent/pourparlers/tractations
        en discussions/negociations/contact/contacts
        contact/contacts avec/noue/etabli
        s entretient/reunit avec
        prend/pris des? renseignements
        reunion entre/avec
        s est renseigne
        avance sur
        accelere pour
        a l offensive
        reclame/demande _? millions
        tente un pret
        dossier avance
    """,
    Stage.INTEREST: """
        serait/est sur les rangs
        dans la short? list/liste
        s active/activent pour
        retour en ligue
        relance/relancerait/relancer
        oeil sur
        a/aurait l? oeil sur
        suivi/supervise/courtise/convoite/cible par
        s est? positionne/positionnent/positionner sur
        se positionne/penche/penchent/renseigne sur
        tente/tentes/seduit/plairait
        dans le collimateur/radar
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
        plait
        sur les tablettes
        lorgne
        propose au
        reve du/de
        bataille entre
        entre dans la course
        priorite
        coche le nom
        ouvert a
        pret a vendre
        pourrait recruter
        s interesse/interessent a?
        envies d ailleurs
        vers le/la
        n a pas renonce
        ne lache/lachent pas
        insiste pour
        privilegie/prefere un/son? depart/transfert
        pousse/force pour son? depart/partir
    """,
    Stage.STAYS: """
        prolonge/prolongent/prolongation/prolonger/prolongera
        nouveau contrat avec/jusqu
        reste/restera/rester au/a/en
        ne part/partira/bougera/quittera/bouge pas
        va rester
        est intransferable
        je reste
        nouveau contrat pour
        conserve
        fidelite
        intransferable
        veut rester
        veut/souhaite rester
        devrait rester
    """,
    Stage.DENIED: """
        peut passer son chemin
        n est pas a vendre
        ne bougera/partira pas
        fin de non recevoir
        demande a ete rejetee
        dement/dementent toute/tout/les/l
        aucune discussion/negociation
        n a jamais/pas contacte/discute/negocie
        ne fait/font pas partie
        ferme la porte a
        dement/dementent/dementi/nie/nient/ecarte/ecartent/exclut
        aucun/aucune contact/contacts/offre/discussion/negociation/accord/interet/chance
        pas de contact/negociations/discussions/offre/accord/transfert
        pas interesse/vrai
        ne signera/rejoindra/viendra/reviendra/veut/negocie pas
        c est faux
        faux
        refuse/refusent de signer/rejoindre/partir/quitter?
        a dit non
        recale
        n est pas a vendre
        ne vendra pas
        ferme la porte
        rien entre
        ne rejoindra/viendra/signera pas
        refuse le/la
        refuse/refusent de vendre/ceder
    """,
    Stage.WITHDRAWN: """
        abandonne/abandonnent la/cette piste
        piste abandonnee/refroidie
        hors course
        passe/passent a autre chose
        se retire/desengage
        met/mettent fin aux
        se rabat/rabattre
        a? laisse tomber
        dossier clos/referme/enterre
        transfert/deal/affaire/accord tombe/avorte/annule/echoue
        tombe/tombee a l eau
        se retire/retirent de/du
        retire/retirent son/leur offre
        negociations rompues/au/interrompues
        jette/jettent l eponge
        plus interesse
        capote
        c est mort
        abandonne/renonce/lache
        doubler pour
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
        journal du mercato
        mercato en direct
    """,
    Tone.PER: """
        rapporte/revele
        comme l annonce/indique/rapporte/revele
        informations de/du
        selon/via
        d apres
    """,
}
