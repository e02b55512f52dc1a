"""What a text says of one club, where it names the other that is chosen or refused."""

from __future__ import annotations

import pytest

from monitor.domain.catalogue import Pairing
from monitor.domain.claims import Stage, cast, claim
from monitor.domain.names.hit import Hit, Named
from monitor.domain.text import fold

NAMES = {"harmon": Named.PLAYER, "chelsea": Named.CLUB, "arsenal": Named.CLUB}


def stage(text: str, lang: str, club: str) -> Stage | None:
    folded = fold(text)
    hits = [
        Hit(named, name, place, place + len(name))
        for name, named in NAMES.items()
        for place in range(len(folded))
        if folded.startswith(name, place)
    ]
    said = claim(folded, lang, cast(hits, Pairing("harmon", club)))
    return said.stage if said else None


@pytest.mark.parametrize(
    ("lang", "text", "chosen"),
    [
        ("fr", "Harmon refuse Chelsea et s'engage avec Arsenal", Stage.DONE),
        ("en", "Harmon turns down Chelsea and signs for Arsenal", Stage.DONE),
        ("es", "Harmon rechaza al Chelsea y ficha por el Arsenal", Stage.DONE),
        ("pt", "Harmon recusa o Chelsea e assina pelo Arsenal", Stage.DONE),
        ("it", "Harmon rifiuta il Chelsea e firma con l'Arsenal", Stage.DONE),
        ("de", "Harmon lehnt Chelsea ab und wechselt zu Arsenal", Stage.DONE),
        ("en", "Not Chelsea but Arsenal: agreed personal terms for Harmon", Stage.AGREEMENT),
        ("es", "No es el Chelsea sino el Arsenal: acuerdo con Harmon", Stage.AGREEMENT),
        ("pt", "Não é o Chelsea mas o Arsenal: acordo por Harmon", Stage.AGREEMENT),
        ("it", "Non il Chelsea ma l'Arsenal: accordo per Harmon", Stage.AGREEMENT),
        ("fr", "Pas Chelsea mais Arsenal : accord trouvé pour Harmon", Stage.AGREEMENT),
        ("de", "Nicht Chelsea, sondern Arsenal: Einigung mit Harmon", Stage.AGREEMENT),
        ("en", "Harmon said no to Chelsea because he wants Arsenal", Stage.INTEREST),
        ("es", "Harmon dijo que no al Chelsea porque quiere el Arsenal", Stage.INTEREST),
        ("pt", "Harmon disse não ao Chelsea porque quer o Arsenal", Stage.INTEREST),
        ("it", "Harmon dice no al Chelsea perché vuole l'Arsenal", Stage.INTEREST),
        ("fr", "Harmon a dit non à Chelsea car il veut Arsenal", Stage.INTEREST),
        ("de", "Harmon sagt Chelsea ab, weil er zu Arsenal will", Stage.INTEREST),
        ("es", "Desmiente contactos con el Chelsea, aunque sí habla con el Arsenal", Stage.TALKS),
    ],
)
def test_who_is_refused_is_denied_and_who_is_chosen_is_not(
    lang: str, text: str, chosen: Stage
) -> None:
    assert stage(text, lang, "chelsea") is Stage.DENIED
    assert stage(text, lang, "arsenal") is chosen


@pytest.mark.parametrize(
    ("lang", "text", "left"),
    [
        ("it", "Il Chelsea si ritira, l'Arsenal presenta un'offerta per Harmon", Stage.BID),
        ("pt", "O Chelsea desiste, o Arsenal apresenta proposta por Harmon", Stage.BID),
        ("en", "Chelsea pulled out, Arsenal submit bid for Harmon", Stage.BID),
        ("en", "Chelsea are out of the race and Arsenal are now favourites", Stage.INTEREST),
    ],
)
def test_who_withdraws_leaves_the_other_in_the_race(lang: str, text: str, left: Stage) -> None:
    assert stage(text, lang, "chelsea") is Stage.WITHDRAWN
    assert stage(text, lang, "arsenal") is left


def test_a_club_that_refuses_a_bid_does_not_refuse_the_club() -> None:
    assert stage("Arsenal reject Chelsea bid for Harmon", "en", "chelsea") is Stage.BID


def test_a_bid_stands_beside_the_denial_of_another() -> None:
    text = "Arsenal deny interest in Harmon. Chelsea submit £60m offer."
    assert stage(text, "en", "chelsea") is Stage.BID
    assert stage(text, "en", "arsenal") is Stage.DENIED


@pytest.mark.parametrize(
    ("lang", "text", "said"),
    [
        ("pt", "De acordo com o jornal Record, o Chelsea negoceia Harmon", Stage.TALKS),
        ("es", "De acuerdo con el diario Marca, el Chelsea negocia por Harmon", Stage.TALKS),
        ("pt", "Chelsea viu recusada uma proposta por Harmon em janeiro", None),
        ("fr", "Chelsea a vu son offre pour Harmon refusée au mercato d'hiver", None),
        ("it", "Il Chelsea fu respinto da Harmon nel mercato di gennaio", None),
        ("en", "The signing of Harmon has been confirmed by the club", Stage.DONE),
        ("en", "Harmon to Chelsea, almost here we go", Stage.AGREEMENT),
        ("en", "Chelsea have booked a medical for Harmon", Stage.AGREEMENT),
        (
            "en",
            "Harmon had agreed terms with Chelsea, we said. That was wrong and we withdraw it.",
            Stage.DENIED,
        ),
    ],
)
def test_what_stands_around_a_cue_settles_it(lang: str, text: str, said: Stage | None) -> None:
    assert stage(text, lang, "chelsea") is said
