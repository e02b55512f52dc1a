"""How French tells of acts."""

from __future__ import annotations

from typing import Final

from monitor.domain.reported.signs import Language, Sign

FRENCH: Final = Language(
    table={
        Sign.LIKED: "aime/aimer/aiment/aimant/aimee/apprecie",
        Sign.LIKED_SURE: """
            mis/met/mettre/lache/laisse/depose un/le petit? coeur a/au/sur
            like/likes/liker/likent/likant/likee/likees/liked
            a/ont/avoir/ayant/aurait like/liker
            reagi/reagit/reagir avec/par/d un/des coeur/coeurs
        """,
        Sign.UNLIKED: """
            unlike/disliker/unliker/delike/deliker
            puis/et/avant/ensuite de? de like/liker/likee
        """,
        Sign.LIKE: """
            un/le/son/ce/du/des/petit/fameux/tout/aucun/simple/discret/dernier/double/leur/d like
            j aime
            mention j aime
            petit/joli coeur
            coeur laisse/depose/mis par
            pouce bleu/leve
            coeur d/de
        """,
        Sign.GIVE: """
            mis/met/mettre/mettant/lache/lacher/laisse/laisser/depose/pose/donne/donner/appose/glisse
            distribue/reagi/reagit/reagir/clique/appuye/envoye/ajoute/met/gratifie/repondu/offert
            echappe/echapper/claque/place/balance/fendu/fend/accorde/octroye/ajoutent
        """,
        Sign.REMOVE: """
            supprime/supprimer/supprimee/supprimees/supprimes/supprimant/retire/retirer/retires
            retirees/retiree/retirant/efface/effacer/effaces/effacees/effacant/enleve/enlever/enleves
            enlevees/enlevant/ote/oter/vide/vider/nettoye/nettoyer/archive/archiver/annule/annuler
            fait/fit/faire disparaitre
            fait/faire/fit machine/marche arriere
        """,
        Sign.GONE: """
            exit le/la/les
            plus de/la trace/mention/moindre
            disparu/disparue/disparus/disparues/disparait/disparaissent
            n avait/apparaissait/figurait/mentionnait/a/est/apparait/apparaissent/figure plus
            n figurent/mentionne/affiche plus
            n y figure/apparait/est plus
            ne figurait/mentionnait/comportait/figure/figurent/mentionne/comporte/fait plus
            plus/n aucune/aucun/a trace/mention/photo/reference
            aucune/nulle mention/reference
            cherche/cherchera/cherchent en vain
            plus/pas une seule photo/image/trace
        """,
        Sign.FOLLOW: "suit/suivent/suivre/suivi/suivait/suivant",
        Sign.FOLLOW_SURE: """
            s est/etait/etaient/sont/serait/seraient aussi/egalement/enfin/re/desormais?
                abonne/abonnee/abonnes
            s est/etait/etaient/sont/serait/seraient de/a nouveau abonne/abonnee/abonnes
            se sont/seraient/serait aussi/egalement/enfin/re/desormais? abonnes/abonne/abonnee
            se sont/seraient/serait de/a nouveau abonnes/abonne/abonnee
            s est/etait/sont reabonne/reabonnee/reabonnes
            s abonne/abonner/abonnent
            vient de s abonner
            parmi les abonnes/followers de/du/d
            nouvel/nouveau/nouveaux abonne/abonnes/follower/followers de/du
            follow/followe/follower
        """,
        Sign.FOLLOWED: """
            est/sont/etait/ete desormais/aussi? suivi/suivie/suivis
            nouvel/nouveau/nouveaux abonne/abonnes/follower/followers
        """,
        Sign.UNFOLLOW: """
            ne suit/suivent/suivrait/suivait/suivra plus
            n est/sont plus abonne/abonnes
            cesse/arrete/arreter/cesser de suivre
        """,
        Sign.UNFOLLOW_SURE: """
            unfollow/unfollowe/desabonne/desabonner/desabonnee/desabonnes/unfollowed
        """,
        Sign.FOLLOWING: "un/son/le/dernier/nouveau follow/abonnement",
        Sign.AMONG: """
            parmi les/ses? _? _? likes/like
            parmi les/ses mentions? j aime
            partie des _? _? _? personnes a/ayant avoir? like/aime
            parmi ceux/les/celles qui/personnes ayant/ont? like/aime
            parmi les/ses _ coeurs
        """,
        Sign.COMMENTED: """
            laisse/mis/poste/depose/ecrit _? _? emoji/emojis/smiley/smileys
            laisse/mis/poste/depose _? _? applaudissements _? _? sous
            ecrit sous
            laisse/mis/poste/depose/lache un/deux/trois _? coeur/coeurs _? _? sous
            commente/commenter/commentant/repondu/repond/repondre/commentent/commentaient
            laisse/ecrit/poste/publie/lache/depose un/son/le _? commentaire
            reagi/reagit/reagir
        """,
        Sign.WROTE: "ecrit",
        Sign.SIGNED: "signe/signee de? par?",
        Sign.REPOSTED: """
            reposte/reposter/retweete/retweeter/repartage/repartager/republie/republier/repost/relaye
            relayer
        """,
        Sign.SHARED: "partage/partager/partageant/partagee",
        Sign.BLACKENED: """
            compte/profil/instagram/feed est/affiche completement/entierement/totalement? vide
            photo/image/avatar de? profil? en/toute/entierement/totalement? noire/noir
            avatar/profil/fond/carre noir
        """,
        Sign.POST: """
            publication/post/message/tweet/contenu/article/publications/posts/meme/annonce/poste
            critique/texte/lettre
        """,
        Sign.BRIEF: """
            dure que? quelques/deux/trois minutes/instants/secondes
            ephemere/furtif/furtivement/brievement/fugace
            espace de quelques/deux/trois? minutes/instants/secondes
            pendant/durant seulement/a/peine? quelques/deux/trois minutes/instants/secondes
        """,
        Sign.ASIDE: """
            est/sont/ete/fut? un/une/deux des premiers/premieres
            est/sont/ete/fut? parmi les premiers
            est/sont/ete/fut le premier
            tous les? deux/trois/quatre/cinq
        """,
        Sign.SHIRT: "maillot/maillots/tunique",
        Sign.COMMENT: "commentaire/commentaires/reponse",
        Sign.PHOTO: "photo/image/cliche/photographie/montage/visuel/selfie",
        Sign.VIDEO: "video/clip/reel/extrait/videos/reels",
        Sign.PHOTOS: """
            photos/images/cliches
            toutes/toute/tous ses/les/sa/trace? publications/photos/posts/reference/mention/photo
        """,
        Sign.BIO: "bio/biographie/description",
        Sign.ACCOUNT: """
            community manager
            compte/comptes/profil/profils/page/feed
            reseau/reseaux social/sociaux
            reseaux
        """,
        Sign.STORY: "story/stories/storys",
        Sign.AGENT: "agent/agents/representant/representants/conseiller/mandataire",
        Sign.KIN: """
            femme/epouse/compagne/frere/soeur/pere/mere/fils/fille/cousin/cousine/oncle/mari/famille
            copine/fiancee/proche/proches/freres/parents
            beau frere/pere
            petite amie
        """,
        Sign.MATE: """
            coequipier/coequipiers/partenaire/partenaires
            ex coequipier/coequipiers
            compere
        """,
        Sign.FANS: """
            centaines/dizaines
            un/une/chaque abonne/abonnee
            fan/fans/supporter/supporters/supportrice/abonnes/utilisateur/utilisateurs/internaute
            internautes/followers/gens/milliers/millions/tifosi/twittos/ultras/entraineur/coach
            recruteur/recruteurs/dirigeants/aucun/personne/president/tout
            personnes/selectionneur
            rappeur/chanteur/chanteuse/acteur/actrice/humoriste/streamer/streameur/youtubeur/influenceur
            influenceuse/animateur/animatrice/boxeur/politique/maire/musicien/mannequin/tiktokeur
            ex femme/compagne
            toile/web
        """,
        Sign.REPORTER: "journaliste/journalistes/reporter/consultant",
        Sign.PLAYERS: """
            joueurs/membres/cadres/internationaux/stars
            joueurs/membres/cadres de l effectif
        """,
        Sign.ONE: """
            attaquant/defenseur/milieu/joueur/footballeur/ailier/capitaine/gardien/star/buteur
            international/meneur/lateral/champion/ancien/pepite/numero/crack
            francais/espagnol/bresilien/portugais/argentin/anglais/italien/allemand/belge/neerlandais
            croate/uruguayen/norvegien/egyptien/nigerian/suedois/polonais/marocain/senegalais
            parisien/bondynois/madrilene/lyonnais
            portier/arriere/stoppeur/pivot/international/tricolore/bleu/piston/dribbleur/canonnier
            suisse/autrichien/danois/georgien/turc/algerien/camerounais/ivoirien/colombien/chilien/serbe
            principal interesse
            joueur/client/protege/poulain
        """,
        Sign.HE: "il/elle/lui/qui",
        Sign.NOT: "pas/jamais/aucun/aucune/sans/ni/n/ne",
        Sign.NO_MORE: "ne plus",
        Sign.DENY: "nie/nier/dement/dementi/dementir/dementent/refute/niant/refuter",
        Sign.FAKE: """
            il n en est rien
            ce n est pas le cas
            n est/etait pas lui
            infonde/infondee/infondees/infondes
            est/d un montage
            faux/fausse/photomontage/fake/truque/truquee/photoshop/infox/intox/canular
            n est pas vrai/reel/authentique
            manipulee/trafiquee/falsifie/falsifiee/detourne/bidon
            retouchee
        """,
        Sign.HEDGE: """
            aurait/auraient/semble/semblerait/apparemment/presume/presumee/pretendu/supposement
            parait
            serait/seraient
        """,
        Sign.IF: """
            si
            s il
            et si
            faut/devrait/pourrait/veut/veulent/pourquoi/imaginez/aimerait
            pour que
            demandent/demande/invitent/invite/exhortent/reclament/implorent
        """,
        Sign.TRAP: """
            est/sont/etait de nouveau abonne/abonnee/abonnes
            photo/image/cliche/photos en noir et
            de/des/les/ses/aux likes
            suit/suivent toujours/encore
            continue/continuent de/a suivre
            abonnez vous
            pour suivre
            retire/retiree/supprime/enleve/ote du/de de? la?
                groupe/effectif/liste/equipe/convocation/feuille/marche/selection
            voulu/souhaite/souhaiter/refuse commenter/de/repondre commenter?
            pas/non seulement/que
            n a/est pas resiste/hesite/passe a/inapercu/inapercue?
            n a pas pu/su s? empecher/resister de?
            likez/suivez/commentez/partagez/rejoignez
            aime/aimer/aiment/aimant avoir/jouer/etre/bien/beaucoup/ca/gagner/faire
            j aime le/la/les/l/jouer/bien/beaucoup/ce/cette/mon
            suit/suivent/suivi/suivait/suivre le/la/les/l/un/de/son/sa
                joueur/milieu/attaquant/defenseur/rythme/dossier/pres/gardien/programme/exemple/match
            suit/suivent/suivi/suivait/suivre le/la/les/l/un/de/son/sa
                traces/parcours/entrainement/saison/ailier/buteur
            ne suit plus le/la rythme/cadence
            plus/le aime/likee/commentee/likes/liked de
            plus like/aime/commente/partage/de
            millions/millier/milliers/000/k/nombre/record/total de likes/j/like aime?
            suivant la/le/les/que/son
            photo finish
            tout suite
            aime/aimee/likee/like/partagee/partage/commentee plus de
            partage/partager le/la/son/un/les vestiaire/avis/temps/opinion
        """,
    },
    fillers="""
        propre verifie
        a ont avait ait avoir aurait est sont s se l le la lui en y deja aussi ensuite puis
        desormais maintenant hier aujourd hui recemment publiquement commence commencer mis a vient
        de viennent mettre qui mais ne n pas jamais et soir matin nuit lundi mardi mercredi jeudi
        vendredi samedi dimanche dernier derniere cette ce soir compte officiel x instagram twitter
        tiktok du club aussitot immediatement rapidement discretement tout juste avant d apres
        quelques minutes heures meme fini par semaine semble ayant soudainement il elle sur les
        reseaux sociaux
    """,
    prepositions="""
        a au aux de du des d avec par pour contre en dans sur sous entre chez selon sans vers comme
        envoyant rejoindre quitter voir apres
    """,
    by="par de du d",
    of="de du d des",
    mine={"je": "", "j": ""},
)
