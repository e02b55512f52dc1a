"""How French speaks of transfers; `tone` says how phrases are written."""

from __future__ import annotations

from typing import Final

from monitor.domain.cues.tone import Table, Tone
from monitor.domain.stage import Stage

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
