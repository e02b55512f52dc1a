"""Words that say who goes where, in the languages that we read."""

from __future__ import annotations

from typing import Final

TOWARDS: Final = frozenset(
    """
    to join joins joined joining into towards al ao aux vers rejoint rejoignent rejoindre para
    zum zu zur nach alla all chez bei beim lead leads leading verso direction richtung rumbo
    naar ile
    """.split()  # noqa: SIM905
)
"""Words before a club to which somebody goes."""

AWAY: Final = frozenset(
    """
    from leave leaves leaving left quit quits exit former ex against vs v versus beat over
    facing desde contra dejar deja dejo exjugador excapitan deixar deixa deixou contro
    lasciare lascia lasciato contre quitter quitte quittera gegen von verlasst verlassen beats
    beating defeat defeats vence vencer venceu derrota derrotar derroto supera gana bate bateu
    batte bat battre schlagt besiegt sconfigge empata verlaat weg
    """.split()  # noqa: SIM905
)
"""Words before a club that somebody leaves, left, or plays against."""

WANTS: Final = frozenset(
    """
    want wants sign signs signed interested keen agree agrees agreed bid target targets close
    closing set make makes submit monitor monitoring open plan plans plotting considering eye
    eyeing announce announces confirm confirms complete completes reach reached push pushing
    lead leading quiere quieren ficha fichan negocia interesa interesado busca prepara anuncia
    pregunta ofrece quer querem contrata interessado vuole pensa segue tratta accelera veut
    recrute suit pense offre will holt verpflichtet verhandelt buhlt interessiert ask asks
    asking ready offer offers propose proposes pay pays launch launches enquire enquired knock
    eyes approach approached oferece oferta tenta insiste sonha sueña suena avanca prova
    chiede sonda su sul sulla insist pousse demande fragt bietet klopft wirbt verhandeln wil
    biedt istiyor lanza lanca avanza acelera tiene tem esta
    """.split()  # noqa: SIM905
)
"""Words after a club that wants somebody."""

DESCRIBES: Final = frozenset(
    """
    legend captain star icon man great defender midfielder striker forward winger goalkeeper
    keeper hero player teammate youngster academy leyenda capitan lenda capitano bandiera
    legende loanee ace outcast misfit starlet
    """.split()  # noqa: SIM905
)
"""Words after a club that say whose somebody is or was."""

DEPARTS: Final = frozenset(
    """
    sale salir salida va irse marcha marcharse sai sair saida via partenza addio depart part
    abschied abgang weg ex exjugador excapitan jugador leyenda capitan estrella jogador craque
    giocatore capitano bandiera joueur capitaine legende spieler kapitan legend captain exit
    departure
    """.split()  # noqa: SIM905
)
"""Words before "of" or "from" a club that somebody leaves, or is or was a player of."""

OF = frozenset("of del de do da du di dal dalla della von vom".split())  # noqa: SIM905
COMES = OF | {"from", "by", "par", "pelo", "por"}
OFFERS = frozenset(
    """
    interest offer bid approach proposal enquiry inquiry call interes oferta propuesta
    interesse offerta proposta interet offre proposition angebot anfrage wanted targeted
    pursued tracked monitored courted chased million millions millones milhoes milioni
    millionen pretendido pretendida deseado desejado querido cercato corteggiato convoite
    courtise suivi umworben gejagt gewunscht
    """.split()  # noqa: SIM905
)
NEW = frozenset("new nuevo novo nuovo nouveau neuer es ya ja".split())  # noqa: SIM905
SIGNS = frozenset(
    "sign signs signed ficha fichan ficho firma firmo firmato assina assinou unterschreibt".split()  # noqa: SIM905
)
WITH = frozenset("for with por con com pelo pela per in".split())  # noqa: SIM905
ARTICLES = frozenset("the el la los il lo l le les den der das dem o os a".split())  # noqa: SIM905

TRADE: Final = frozenset(
    """
    sign signs signed signing signings loan loaned loanee bid bids offer offers deal deals fee move
    moves swoop target targets swap buy buys sell sells sold land lands race contact contacts talks
    approach approaches agree agrees agreed joins join wants clause medical transfer transfers exit
    interest interested linked links summer january window snub snubs reject rejects rejected
    fichar ficha fichan fichaje fichajes fichado cedido cesion traspaso traspasos oferta ofertas
    interes negocia negocian clausula operacion refuerzo contratar contrata renovar renovacion
    proposta propostas reforco reforcos contratacao emprestimo emprestado negocio interesse
    transferencia rescisao oficializa mercado acerta contrato acordo
    acquisto trattativa trattative prestito offerta cessione accordo visite colpo ingaggio rinforzo
    transfert recrue recruter pret offre accord piste cible mercato signer
    wechsel wechselt leihe ablose angebot verpflichtet verpflichten transfers transferziel
    verhandlungen verhandelt neuzugang
    """.split()  # noqa: SIM905
)
"""Words of the trade in players: beside a player and a club they speak of a transfer."""

LEISURE: Final = frozenset(
    """
    holiday holidays vacation vacations honeymoon yacht beach restaurant hotel shop school museum
    wedding concert festival premiere premieres charity sponsor landmark mansion apartment
    vacaciones veranea veraneando playa restaurante boda concierto escuela mansion piso
    ferias praia casamento concerto escola patrocinador
    vacanza vacanze spiaggia ristorante matrimonio scuola
    vacances plage mariage ecole
    urlaub ferien strand hochzeit schule restaurants konzert
    vakantie tatil
    """.split()  # noqa: SIM905
)
"""Words of free time: beside them a club's town is a town."""

MOVES: Final = frozenset(
    "move switch return interest bid offer approach radar links talks".split()  # noqa: SIM905
)
"""Words after a club of which somebody dreams, hears or has an offer."""

FOR: Final = frozenset("for fur para pelo pela per por pour voor".split())  # noqa: SIM905
"""Words before a club for which another is left."""

LEAVES: Final = frozenset(
    """
    leave leaves leaving left quit quits swap swaps ditch ditches exit exits abandons
    deja dejar abandona cambia deixa deixar troca trocar abandonar lascia lasciare saluta
    quitte quitter quittera verlasst verlassen verlaat tauscht
    """.split()  # noqa: SIM905
)
"""Words of leaving one club for another."""

BETWEEN: Final = frozenset(
    "are is now have has will would also reportedly ci se lo la he ha ont".split()  # noqa: SIM905
)
"""Words between a club and what it wants."""

NOT: Final = frozenset("not no nao non pas nicht niet".split())  # noqa: SIM905
"""Words that turn one of direction round."""

FORMERLY: Final = frozenset(
    """
    formerly previously once played spent jugo jogou anteriormente previamente giocato
    precedentemente auparavant joue fruher spielte
    """.split()  # noqa: SIM905
)
"""Words shortly before a club for which somebody once played."""

OPPOSES: Final = frozenset(
    """
    face faces facing meet meets play plays host hosts visit visits
    enfrenta enfrentan visita visitan recibe juega juegan defronta recebe joga
    affronta sfida ospita affronte recoit trifft empfangt spielt speelt
    """.split()  # noqa: SIM905
)
"""Words right before a club that is played against."""
