"""What a text asserts about a transfer."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.claims import Stage, claim, leaving
from monitor.domain.mention import Topic
from monitor.domain.phrases import Phrasebook, split
from monitor.domain.text import fold
from monitor.domain.topic import topic


def stage(text: str, lang: str | None = "en") -> Stage | None:
    said = claim(fold(text), lang)
    return said.stage if said else None


CLAIMS = [
    ("en", "Sergio Ramos to Real Madrid, here we go!", Stage.DONE),
    ("en", "Done deal: Kane to Barcelona", Stage.DONE),
    ("en", "Arsenal announce the signing of Rodrygo", Stage.DONE),
    ("en", "Leão has signed for Chelsea", Stage.DONE),
    ("en", "He joins on a permanent deal", Stage.DONE),
    ("en", "Ramos completes his move to Real Madrid", Stage.DONE),
    ("en", "It's official", Stage.DONE),
    ("en", "Medical completed this morning", Stage.MEDICAL),
    ("en", "He is having his medical right now", Stage.MEDICAL),
    ("en", "Rodrygo passed his medical", Stage.MEDICAL),
    ("en", "Arsenal agree deal with Real Madrid for Rodrygo", Stage.AGREEMENT),
    ("en", "Personal terms are agreed", Stage.AGREEMENT),
    ("en", "Verbal agreement between all parties", Stage.AGREEMENT),
    ("en", "He is set to join Chelsea", Stage.AGREEMENT),
    ("en", "On the verge of joining Milan", Stage.AGREEMENT),
    ("en", "Chelsea submit an improved bid for Leão", Stage.BID),
    ("en", "Opening bid worth 60m", Stage.BID),
    ("en", "Real Madrid rejected the offer", Stage.BID),
    ("en", "Real Madrid are in talks with his camp", Stage.TALKS),
    ("en", "Negotiations ongoing", Stage.TALKS),
    ("en", "Liverpool enquired about Guehi", Stage.TALKS),
    ("en", "Chelsea are interested in Leão", Stage.INTEREST),
    ("en", "Kane linked with Barcelona", Stage.INTEREST),
    ("en", "Bayern monitoring the winger", Stage.INTEREST),
    ("en", "One last dance?", Stage.INTEREST),
    ("en", "Salah signs new contract until 2027", Stage.STAYS),
    ("en", "Konaté extends his contract", Stage.STAYS),
    ("en", "Rodrygo will stay at Real Madrid", Stage.STAYS),
    ("en", "Vini renews", Stage.STAYS),
    ("en", "The agent denies talks with Chelsea", Stage.DENIED),
    ("en", "No contact with Al-Hilal at all", Stage.DENIED),
    ("en", "He is not joining Chelsea", Stage.DENIED),
    ("en", "Kane is not for sale", Stage.DENIED),
    ("en", "The deal has collapsed", Stage.WITHDRAWN),
    ("en", "The move fell through", Stage.WITHDRAWN),
    ("en", "Chelsea pull out of the race", Stage.WITHDRAWN),
    ("en", "Bayern captured him on loan", Stage.DONE),
    ("en", "Rashford wants to leave United and join Barcelona on loan", Stage.INTEREST),
    ("en", "Kane could bid farewell to Bayern", Stage.INTEREST),
    ("en", "Salah hints at a Liverpool exit", Stage.INTEREST),
    ("en", "United refuse to sell Fernandes", Stage.DENIED),
    ("en", "Madrid cannot afford to sign Rodri", Stage.DENIED),
    ("en", "Chelsea keep hold of Palmer", Stage.STAYS),
    ("en", "Interest in Isak is cooling", Stage.WITHDRAWN),
    ("es", "OFICIAL: Ramos ficha por el Real Madrid", Stage.DONE),
    ("es", "Fichaje cerrado", Stage.DONE),
    ("es", "El Arsenal anuncia el fichaje de Rodrygo", Stage.DONE),
    ("es", "Pasa el reconocimiento médico", Stage.MEDICAL),
    ("es", "Acuerdo total entre los clubes", Stage.AGREEMENT),
    ("es", "Principio de acuerdo con el jugador", Stage.AGREEMENT),
    ("es", "A punto de firmar", Stage.AGREEMENT),
    ("es", "El Chelsea prepara una oferta", Stage.BID),
    ("es", "El Madrid negocia con su agente", Stage.TALKS),
    ("es", "Al Barça le interesa Kane", Stage.INTEREST),
    ("es", "Suena para el Milan", Stage.INTEREST),
    ("es", "Vinícius renueva hasta 2030", Stage.STAYS),
    ("es", "Su agente desmiente los contactos", Stage.DENIED),
    ("es", "No hay negociaciones", Stage.DENIED),
    ("es", "Se cae el fichaje", Stage.WITHDRAWN),
    ("es", "El traspaso será oficial mañana", Stage.AGREEMENT),
    ("es", "El Chelsea tendrá a Félix cedido", Stage.AGREEMENT),
    ("es", "El Atlético entra en la puja", Stage.INTEREST),
    ("es", "El Madrid no piensa vender", Stage.DENIED),
    ("pt", "Benfica anuncia contratação", Stage.DONE),
    ("pt", "Negócio fechado!", Stage.DONE),
    ("pt", "Fez exames médicos", Stage.MEDICAL),
    ("pt", "Perto de assinar", Stage.AGREEMENT),
    ("pt", "Princípio de acordo com o jogador", Stage.AGREEMENT),
    ("pt", "Chelsea apresenta proposta", Stage.BID),
    ("pt", "Sporting negocia com o avançado", Stage.TALKS),
    ("pt", "Na mira do Real Madrid", Stage.INTEREST),
    ("pt", "Jogador renova contrato", Stage.STAYS),
    ("pt", "Agente nega contactos", Stage.DENIED),
    ("pt", "Clube desiste de Leão", Stage.WITHDRAWN),
    ("pt", "Confirma que Otamendi vai ficar", Stage.STAYS),
    ("pt", "Benfica fecha a porta à saída", Stage.DENIED),
    ("pt", "Confirma que não houve acordo com o Arsenal", Stage.DENIED),
    ("it", "UFFICIALE: Modric al Milan", Stage.DONE),
    ("it", "Affare fatto", Stage.DONE),
    ("it", "Visite mediche in corso", Stage.MEDICAL),
    ("it", "Accordo raggiunto con il giocatore", Stage.AGREEMENT),
    ("it", "Visite mediche fissate per lunedì", Stage.AGREEMENT),
    ("it", "È a un passo dal Milan", Stage.AGREEMENT),
    ("it", "Presentata un'offerta", Stage.BID),
    ("it", "Trattativa in corso", Stage.TALKS),
    ("it", "La Juve vuole Leão", Stage.INTEREST),
    ("it", "Vlahovic rinnova con la Juve", Stage.STAYS),
    ("it", "L'agente smentisce", Stage.DENIED),
    ("it", "Salta l'affare", Stage.WITHDRAWN),
    ("fr", "C'est officiel !", Stage.DONE),
    ("fr", "Il a signé au PSG", Stage.DONE),
    ("fr", "Il passe sa visite médicale", Stage.MEDICAL),
    ("fr", "Accord trouvé avec le joueur", Stage.AGREEMENT),
    ("fr", "Accord de principe", Stage.AGREEMENT),
    ("fr", "Une offre de 50 M€", Stage.BID),
    ("fr", "Le club négocie avec son agent", Stage.TALKS),
    ("fr", "Le Real Madrid veut Konaté", Stage.INTEREST),
    ("fr", "Il prolonge jusqu'en 2029", Stage.STAYS),
    ("fr", "L'agent dément tout contact", Stage.DENIED),
    ("fr", "Le transfert est tombé à l'eau", Stage.WITHDRAWN),
    ("de", "Der Wechsel ist perfekt", Stage.DONE),
    ("de", "Er unterschreibt bei Bayern", Stage.DONE),
    ("de", "Medizincheck absolviert", Stage.MEDICAL),
    ("de", "Die Klubs sind sich einig", Stage.AGREEMENT),
    ("de", "Kurz vor Wechsel", Stage.AGREEMENT),
    ("de", "Bayern bietet 60 Millionen", Stage.BID),
    ("de", "Bayern verhandelt mit Chelsea", Stage.TALKS),
    ("de", "Dortmund hat Interesse", Stage.INTEREST),
    ("de", "Musiala verlängert bis 2030", Stage.STAYS),
    ("de", "Der Berater dementiert", Stage.DENIED),
    ("de", "Der Transfer ist geplatzt", Stage.WITHDRAWN),
]


@pytest.mark.parametrize(("lang", "text", "said"), CLAIMS)
def test_a_text_claims_what_its_cues_say(lang: str, text: str, said: Stage) -> None:
    assert stage(text, lang) is said


@pytest.mark.parametrize(("lang", "text", "said"), CLAIMS)
def test_a_wrongly_declared_language_does_not_silence_a_claim(
    lang: str, text: str, said: Stage
) -> None:
    assert stage(text, "nl") is not None


TRAPS = [
    ("en", "Here we go, soon!", Stage.AGREEMENT),
    ("en", "Ramos to Real Madrid, here we go?", Stage.INTEREST),
    ("en", "Here we go again, VAR ruins it", None),
    ("en", "Ahead of his medical tomorrow", Stage.AGREEMENT),
    ("en", "Medical to follow on Monday", Stage.AGREEMENT),
    ("en", "Medical booked", Stage.AGREEMENT),
    ("en", "Signs a new deal until 2030", Stage.STAYS),
    ("en", "Rejected in winter", None),
    ("en", "He won't join Chelsea", Stage.DENIED),
    ("en", "The deal is not done yet", Stage.TALKS),
    ("en", "No agreement yet", Stage.TALKS),
    ("en", "Never in talks with Milan", Stage.DENIED),
    ("en", "Deal done? Not sure", Stage.INTEREST),
    ("en", "Free kick, on target, and a welcome to the party", None),
    ("en", "Two shots on target", None),
    ("en", "Back to back wins", None),
    ("en", "Stay tuned", None),
    ("en", "Join us live tonight", None),
    ("en", "A sign of the times", None),
    ("en", "I like pizza", None),
    ("en", "Just fix it, will you", None),
    ("en", "The agent denies that the deal is done", Stage.DENIED),
    ("en", "He denies any contact: no talks, no offer", Stage.DENIED),
    ("en", "Ramos wants to know the result", None),
    ("en", "They have not pulled out of the race", Stage.INTEREST),
    ("en", "Transfer rumour: Milan plotting a move", Stage.INTEREST),
    ("en", "It ended without agreement", None),
    ("es", "La última jugada del partido", None),
    ("es", "El Betis no renuncia a nada", Stage.INTEREST),
    ("es", "La cuenta oficial del club", None),
    ("es", "Partido de vuelta el martes", None),
    ("es", "Vuelve a entrenar con el grupo", None),
    ("es", "Aún no hay acuerdo cerrado", Stage.TALKS),
    ("pt", "Ainda não assinou contrato", Stage.AGREEMENT),
    ("pt", "O Porto não desiste do médio", Stage.INTEREST),
    ("pt", "Contratação quase fechada", Stage.AGREEMENT),
    ("it", "Salta la partita per squalifica", None),
    ("it", "Non ancora ufficiale", Stage.AGREEMENT),
    ("fr", "Le match retour", None),
    ("fr", "Pas encore officiel", Stage.AGREEMENT),
    ("de", "Er wechselt nicht", Stage.DENIED),
    ("de", "Noch keine Einigung", Stage.TALKS),
]


@pytest.mark.parametrize(("lang", "text", "said"), TRAPS)
def test_a_trap_is_not_walked_into(lang: str, text: str, said: Stage | None) -> None:
    assert stage(text, lang) is said


@pytest.mark.parametrize(
    ("lang", "text", "who"),
    [
        ("en", "Here we go, per Fabrizio Romano", "fabrizio romano"),
        ("en", "According to Marca, talks are ongoing", "marca"),
        ("en", "Agreement reached, according to the BBC.", "bbc"),
        ("en", "Paid 5m per year, bid rejected", None),
        ("es", "Según Marca, el Madrid negocia con Ramos", "marca"),
        ("it", "Secondo Sky Italia: trattativa in corso", "sky italia"),
        ("de", "Laut Kicker verhandelt Bayern mit ihm", "kicker"),
        ("fr", "Selon L'Équipe, accord trouvé", "l'equipe"),
        ("pt", "Segundo A Bola, proposta enviada", "a bola"),
        ("en", "Bid submitted via @ornstein", "@ornstein"),
        ("en", "Bid submitted", None),
    ],
)
def test_a_claim_names_its_source(lang: str, text: str, who: str | None) -> None:
    said = claim(fold(text), lang)
    assert said is not None
    assert said.attributed_to == who


@pytest.mark.parametrize(
    ("text", "hedged"),
    [
        ("Ramos could join Real Madrid", True),
        ("Chelsea reportedly in talks", True),
        ("If he signs for Milan, I cry", True),
        ("Talks ongoing. Could rain later", False),
        ("Deal done", False),
        ("Talks with Chelsea?", True),
    ],
)
def test_a_reserve_is_heard_in_its_own_sentence(text: str, hedged: bool) -> None:
    said = claim(fold(text), "en")
    assert said is not None
    assert said.hedged is hedged


def test_the_first_paragraph_speaks_louder_than_the_background() -> None:
    text = "Chelsea in talks for Leão.\n\nLast week Mike Maignan signed a new contract."
    assert stage(text) is Stage.TALKS


def test_here_we_go_is_heard_wherever_it_stands() -> None:
    assert stage("Chelsea have wanted Rodrygo for long.\n\nHere we go!") is Stage.DONE


def test_here_we_go_yields_to_what_is_still_to_come() -> None:
    assert stage("Arsenal agree deal for Rodrygo.\n\nHere we go!") is Stage.AGREEMENT


@pytest.mark.parametrize(
    "text",
    [
        "Ramos wants to leave", "One last dance", "Farewell, captain", "Se va del Madrid",
        "Adiós, Sergio", "Vai embora no verão", "Addio al Milan", "Il va quitter le club",
        "Er will weg", "Abschied von Bayern", "Un ultimo ballo", "The captain departs",
    ],
)  # fmt: skip
def test_words_of_leaving_are_heard(text: str) -> None:
    assert leaving(fold(text))


@pytest.mark.parametrize(
    "text",
    ["He is not leaving", "Never leave us", "What a left foot", "No se va", "I love this club", ""],
)
def test_no_to_leaving_is_no_leaving(text: str) -> None:
    assert not leaving(fold(text))


@given(st.text(), st.sampled_from([None, "en", "de", "xx"]))
def test_no_text_breaks_a_claim(text: str, lang: str | None) -> None:
    folded = fold(text)
    said = claim(folded, lang)
    if said is not None:
        assert said.cue in folded
    topic(folded, said)
    leaving(folded)


PIECES = ["here we go", "not", "medical", "?", ".", "\n\n", "denies", "talks", "per", "could", "x"]


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_no_row_of_cues_breaks_a_claim(pieces: list[str]) -> None:
    folded = " ".join(pieces)
    said = claim(folded, "en")
    assert said is None or said.cue in folded


def test_a_text_made_of_nothing_but_cues_is_read_to_its_end() -> None:
    claim("not yet here we go? per " * 5_000, None)


TOPICS = [
    ("Ramos to Real Madrid, here we go", Topic.TRANSFER),
    ("The transfer window opens", Topic.TRANSFER),
    ("Sommer-Transfer", Topic.TRANSFER),
    ("Un último baile", Topic.TRANSFER),
    ("Real Madrid 2-1 Barcelona", Topic.MATCH),
    ("What a goal, 90+3'", Topic.MATCH),
    ("Gol de penalti de Ramos", Topic.MATCH),
    ("Here we go! 2-1, goal by Kane", Topic.MATCH),
    ("Kick-off in ten minutes", Topic.MATCH),
    ("Out with a hamstring injury", Topic.INJURY),
    ("Lesión de rodilla", Topic.INJURY),
    ("Verletzung im Training", Topic.INJURY),
    ("Red card, sent off", Topic.DISCIPLINE),
    ("Tarjeta roja para Ramos", Topic.DISCIPLINE),
    ("Arrested after the match", Topic.PRIVATE),
    ("Rest in peace", Topic.PRIVATE),
    ("Ha fallecido su padre", Topic.OTHER),
    ("Fallece una leyenda", Topic.PRIVATE),
    ("Real Madrid sign Ramos while police search his home: done deal", Topic.PRIVATE),
    ("Group of death", Topic.OTHER),
    ("The deal is dead", Topic.TRANSFER),
    ("Good morning", Topic.OTHER),
]


@pytest.mark.parametrize(("text", "about"), TOPICS)
def test_a_text_is_about_the_gravest_of_its_topics(text: str, about: Topic) -> None:
    folded = fold(text)
    assert topic(folded, claim(folded, None)) is about


def test_the_longest_phrase_wins_from_the_left() -> None:
    book = Phrasebook([("a b", 1), ("a b c?", 2), ("b c d", 3), ("x _ y/z", 4), ("only", 5)])
    found = [(one.value, one.start, one.end) for one in book.find(split("a b c d x q z"))]
    assert found == [(2, 0, 3), (4, 4, 7)]


def test_single_words_can_be_left_out_of_a_phrasebook() -> None:
    book = Phrasebook([("fix", 1), ("fix it", 2)], without={"fix"})
    assert [one.value for one in book.find(["fix", "fix", "it"])] == [2]


@given(st.lists(st.sampled_from("abcd"), max_size=20))
def test_phrases_found_do_not_overlap(words: list[str]) -> None:
    book = Phrasebook([("a", 1), ("a b", 2), ("b _ d", 3), ("c d?", 4)])
    found = book.find(words)
    assert all(one.end <= two.start for one, two in pairwise(found))


@pytest.mark.parametrize(
    "words", ["Our heart says yes", "He says no", "She says so", "It says it all"]
)
def test_what_is_said_is_not_whom_it_is_said_by(words: str) -> None:
    found = claim(f"sergio ramos back at real madrid for one last dance? {words.lower()}.", "en")
    assert found is not None
    assert found.attributed_to is None
