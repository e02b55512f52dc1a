"""What a text claims about one pairing of several, whom it names as its source, how it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.catalogue import Pairing
from monitor.domain.claims import (
    ORDER,
    STANCES,
    Cast,
    Claim,
    Stage,
    cast,
    claim,
    decide,
    hear,
    posture,
    stand,
)
from monitor.domain.names.hit import Hit, Named
from monitor.domain.stance import Stance
from monitor.domain.text import fold
from monitor.judges.stances import Stances
from monitor.judging.claiming import Said, read
from tests.training.stages.lines import listen

PAIRINGS = Pairing("kane", "milan"), Pairing("kane", "chelsea"), Pairing("salah", "milan")


class Few:
    """A matcher of four names."""

    def find(self, folded: str) -> list[Hit]:
        names = {"kane": Named.PLAYER, "salah": Named.PLAYER, "milan": Named.CLUB}
        names["chelsea"] = Named.CLUB
        return [
            Hit(named, name, place, place + len(name))
            for name, named in names.items()
            for place in range(len(folded))
            if folded.startswith(name, place)
        ]

    def touches(self, folded: str) -> bool:
        return bool(self.find(folded))


def about(text: str, pairing: Pairing) -> Claim | None:
    folded = fold(text)
    return claim(folded, "en", cast(Few().find(folded), pairing))


def stage(text: str, pairing: Pairing) -> Stage | None:
    said = about(text, pairing)
    return said.stage if said else None


def test_a_denial_about_one_club_is_no_claim_about_the_other() -> None:
    text = "Kane's agent denies talks with Chelsea but he has agreed terms with Milan"
    assert stage(text, PAIRINGS[0]) is Stage.AGREEMENT
    assert stage(text, PAIRINGS[1]) is Stage.DENIED


def test_a_sentence_about_another_player_is_not_about_ours() -> None:
    text = "Milan are interested in Kane. Salah signs for Milan on a free transfer."
    assert stage(text, PAIRINGS[0]) is Stage.INTEREST
    assert stage(text, PAIRINGS[2]) is Stage.DONE


def test_a_sentence_without_names_goes_on_with_the_one_before() -> None:
    text = "Milan want Kane. A bid was submitted today."
    assert stage(text, PAIRINGS[0]) is Stage.BID


def test_a_name_may_stand_in_the_midst_of_a_cue() -> None:
    assert stage("Milan agree Kane deal", PAIRINGS[0]) is Stage.AGREEMENT


def test_each_pairing_of_a_text_gets_its_own_claim() -> None:
    folded = fold("Kane's agent denies talks with Chelsea but he has agreed terms with Milan")
    (found,) = read([Said(folded, "en", PAIRINGS[:2])], Few(), None)
    assert [said.stage if said else None for said in found.values()] == [
        Stage.AGREEMENT,
        Stage.DENIED,
    ]


@pytest.mark.parametrize(
    ("lang", "text", "note"),
    [
        ("en", "{C} turned down {P} last summer after talks", "of an earlier window"),
        ("es", "{P} negocia con el {C}, como hace dos años", "of an earlier window"),
        ("en", "Deal done? {P} to {C}", "a question"),
        ("en", "If {Q} leaves, {C} will sign {P}", "on a condition"),
        ("de", "Wenn {Q} geht, verpflichtet {C} {P}", "on a condition"),
        ("en", "The {P} deal is not done yet", "not yet"),
        ("en", "Transfer gossip: {C} linked with {P}", "a round-up"),
        ("en", "{Q} joins {C}", "said of others"),
    ],
)
def test_what_makes_a_cue_milder_is_noted(lang: str, text: str, note: str) -> None:
    assert note in listen(text, lang).notes


def test_a_round_up_claims_nothing_by_naming_links() -> None:
    assert listen("Transfer gossip: {C} linked with {P}", "en").claim is None
    agreed = listen("Transfer gossip: {C} agree deal for {P}", "en").claim
    assert agreed is not None
    assert agreed.stage is Stage.AGREEMENT


def leaning(**near: float) -> list[float]:
    return [near.get(stage.value if stage else "none", -1.0) for stage in ORDER]


def test_a_grave_stage_that_no_cue_says_must_be_surer() -> None:
    heard = hear("kane and milan are very near each other now", "en")
    assert decide(heard, leaning(done=0.2, talks=0.0)) != decide(heard, leaning(done=0.9))
    said = decide(heard, leaning(done=0.2, talks=0.0))
    assert said is not None
    assert said.stage is Stage.TALKS


def test_cues_tell_a_bid_from_talks_where_the_learned_part_does_not() -> None:
    said = decide(hear(fold("Chelsea submit an improved bid"), "en"), leaning(talks=0.9))
    assert said is not None
    assert said.stage is Stage.BID


def test_nothing_learned_leaves_the_cues_alone() -> None:
    heard = hear("deal done", "en")
    assert decide(heard, None) == heard.claim


def test_the_learned_part_is_told_no_names() -> None:
    folded = fold("Milan agree deal for Kane, Salah stays at Chelsea")
    told = hear(folded, "en", cast(Few().find(folded), PAIRINGS[0])).told
    assert not any(name in told for name in ("kane", "salah", "milan", "chelsea"))


SOURCES = [
    ("en", "[Marca] Chelsea agree deal", "marca"),
    ("en", "Chelsea agree deal [via @MatteMoretto]", "@mattemoretto"),
    ("en", "Chelsea agree deal, as @MikosGouka reports", "@mikosgouka"),
    ("en", "Deal on track as planned, talks ongoing. @MatteMoretto", "@mattemoretto"),
    ("en", "Sky Sports understands talks are ongoing", "sky sports"),
    ("en", "Talks ongoing, as L'Équipe reported.", "l'equipe"),
    ("en", "He told @BeanymanSports that talks are ongoing", "@beanymansports"),
    ("en", "Talks ongoing. [Video]", None),
    ("en", "Talks ongoing, according to his agent", None),
    ("en", "Talks ongoing, sources say", None),
    ("es", "Hay acuerdo, según el diario AS", "diario as"),
    ("fr", "Selon Foot Mercato, le club négocie", "foot mercato"),
    ("de", "Laut Bild verhandelt der Klub", "bild"),
    ("it", "Secondo La Gazzetta dello Sport, trattativa in corso", "gazzetta dello sport"),
]


@pytest.mark.parametrize(("lang", "text", "who"), SOURCES)
def test_the_source_is_named_as_the_text_names_it(lang: str, text: str, who: str | None) -> None:
    assert hear(fold(text), lang).attributed_to == who


STANDS = [
    ("en", "Is this true?", Stance.QUERY),
    ("en", "Fake news, he never said that", Stance.DENY),
    ("en", "Great player", Stance.COMMENT),
    ("en", "Confirmed by the club", Stance.SUPPORT),
    ("es", "¿Es verdad? ¿Fuente?", Stance.QUERY),
    ("es", "Mentira, puro humo", Stance.DENY),
    ("pt", "É verdade isso?", Stance.QUERY),
    ("pt", "Isso é mentira", Stance.DENY),
    ("it", "Ma è vero?", Stance.QUERY),
    ("it", "È una bufala", Stance.DENY),
    ("fr", "C'est vrai ?", Stance.QUERY),
    ("fr", "C'est faux, n'importe quoi", Stance.DENY),
    ("de", "Stimmt das wirklich?", Stance.QUERY),
    ("de", "Quatsch, frei erfunden", Stance.DENY),
]


@pytest.mark.parametrize(("lang", "text", "stance"), STANDS)
def test_doubt_and_denial_are_told_from_comment(lang: str, text: str, stance: Stance) -> None:
    assert stand(fold(text), lang) is stance


def test_what_was_learned_of_stance_holds_for_english_alone() -> None:
    near = [1.0 if stance is Stance.DENY else 0.0 for stance in STANCES]
    assert stand("great player", "en", near) is Stance.DENY
    assert stand("gran jugador", "es", near) is Stance.COMMENT


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Confirmed by the club", Stance.SUPPORT),
        ("Club confirmed it", Stance.SUPPORT),
        ("Official: they announced it", Stance.SUPPORT),
        ("Not confirmed by the club", Stance.DENY),
        ("The club confirmed that it is fake", Stance.DENY),
        ("Nobody confirmed it", Stance.DENY),
        ("Wait until it is official", Stance.DENY),
        ("Confirmed by whom?", Stance.DENY),
    ],
)
def test_what_is_plainly_confirmed_is_not_taken_for_a_denial(text: str, stance: Stance) -> None:
    near = [1.0 if one is Stance.DENY else 0.0 for one in STANCES]
    assert stand(fold(text), "en", near) is stance


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Ramos va al Milan", Stance.SUPPORT),
        ("Mentira, Ramos no va al Milan", Stance.DENY),
        ("¿Ramos va al Milan?", Stance.QUERY),
    ],
)
def test_what_starts_a_conversation_asserts_unless_it_asks_or_denies(
    text: str, stance: Stance
) -> None:
    assert stand(fold(text), "es", starts=True) is stance


def test_an_answer_without_cues_is_a_comment() -> None:
    assert stand(fold("Ramos va al Milan"), "es") is Stance.COMMENT


def test_what_starts_a_conversation_leans_further_to_support() -> None:
    folded = fold("Two men were seen at the gate")
    told = [posture(folded, starts=starts) for starts in (False, True)]
    place = STANCES.index(Stance.SUPPORT)
    answer, start = Stances().lean(told)
    assert start[place] > answer[place]
    assert stand(folded, "en", start) is Stance.SUPPORT


@given(st.text(), st.sampled_from([None, "en", "it"]))
def test_no_text_breaks_stance_or_posture(text: str, lang: str | None) -> None:
    folded = fold(text)
    assert stand(folded, lang) in STANCES
    posture(folded, starts=True)


SPANS = st.tuples(st.integers(0, 80), st.integers(1, 9)).map(lambda span: (span[0], sum(span)))
PIECES = [
    "deal done",
    "not",
    "medical",
    "?",
    ".",
    "\n\n",
    "denies",
    "talks",
    "per",
    "if",
    "but",
    "x",
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=20).map(" ".join),
    *(st.lists(SPANS, max_size=3).map(tuple) for _ in range(4)),
)
def test_no_cast_breaks_a_reading(
    folded: str,
    player: tuple[tuple[int, int], ...],
    club: tuple[tuple[int, int], ...],
    players: tuple[tuple[int, int], ...],
    clubs: tuple[tuple[int, int], ...],
) -> None:
    heard = hear(folded, "en", Cast(player=player, club=club, players=players, clubs=clubs))
    assert heard.claim is None or heard.claim.cue in folded


@pytest.mark.parametrize(
    "text",
    [
        "Kane joins Milan. Not to Chelsea, his agent says",
        "Not Chelsea: Kane joins Milan",
        "Kane has chosen Milan over Chelsea",
        "Kane opts for Milan rather than Chelsea",
        "Kane elige al Milan en lugar del Chelsea",
        "Kane vai para o Milan e nao para o Chelsea",
        "Kane va al Milan e non al Chelsea",
        "Kane rejoint Milan plutot que Chelsea",
        "Kane wechselt zu Milan statt zu Chelsea",
    ],
)
def test_a_club_that_is_passed_over_is_denied(text: str) -> None:
    said = about(text, PAIRINGS[1])
    assert said is not None
    assert said.stage is Stage.DENIED
    assert "chelsea" in said.cue
    assert stage(text, PAIRINGS[0]) is not Stage.DENIED


@pytest.mark.parametrize(
    "text",
    [
        "Milan hold talks over Chelsea forward Kane",
        "Kane undergoes medical ahead of Chelsea move, Milan confirm",
        "Milan and Chelsea both want Kane, who prefers a stay over Chelsea talks",
    ],
)
def test_a_club_in_the_race_is_not_passed_over(text: str) -> None:
    assert stage(text, PAIRINGS[1]) is not Stage.DENIED


@pytest.mark.parametrize("text", ["Kane snubs Chelsea for Milan", "Kane rejects Chelsea for Milan"])
def test_what_is_refused_for_a_club_is_no_denial_of_it(text: str) -> None:
    assert stage(text, PAIRINGS[0]) is not Stage.DENIED
    assert stage(text, PAIRINGS[1]) is Stage.DENIED


def test_a_no_that_cues_say_is_not_overruled_by_what_was_learned() -> None:
    heard = hear(fold("Milan have not made an offer for Kane"), "en")
    surely = [1.0 if one is Stage.TALKS else -1.0 for one in ORDER]
    said = decide(heard, surely)
    assert said is not None
    assert said.stage is Stage.DENIED


def test_a_question_stays_one_where_only_what_was_learned_claims() -> None:
    folded = fold("Is Kane really joining Milan?")
    heard = hear(folded, "en", cast(Few().find(folded), PAIRINGS[0]))
    leaning = [1.0 if one is Stage.INTEREST else -1.0 for one in ORDER]
    said = decide(heard, leaning)
    assert said is not None
    assert said.stance is Stance.QUERY


@pytest.mark.parametrize(("lang", "text"), [
    ("es", "Ramos viajará mañana para el reconocimiento médico con el Chelsea"),
    ("es", "Las pruebas médicas de Ramos con el Chelsea están previstas para el jueves"),
    ("pt", "Ramos viaja na terça para fazer exames médicos no Chelsea"),
    ("pt", "Os exames médicos de Ramos no Chelsea estão previstos para sexta-feira"),
    ("it", "Visite mediche in programma domani per Ramos al Chelsea"),
    ("it", "Le visite mediche di Ramos con il Chelsea sono previste per lunedì"),
    ("fr", "La visite médicale de Ramos à Chelsea aura lieu vendredi"),
    ("de", "Ramos wird am Montag den Medizincheck bei Chelsea absolvieren"),
    ("de", "Der Medizincheck von Ramos bei Chelsea ist für Freitag geplant"),
])  # fmt: skip
def test_a_medical_that_is_to_come_is_an_agreement(lang: str, text: str) -> None:
    heard = hear(fold(text), lang)
    assert heard.claim is not None
    assert heard.claim.stage is Stage.AGREEMENT


@pytest.mark.parametrize(("lang", "text"), [
    ("es", "Ramos pasa hoy el reconocimiento médico y mañana firma con el Chelsea"),
    ("pt", "Ramos já realiza exames médicos no Chelsea e será anunciado na terça"),
    ("it", "Visite mediche in corso per Ramos, domani la firma con il Chelsea"),
    ("fr", "Ramos passe sa visite médicale à Chelsea avant de signer lundi"),
    ("de", "Ramos hat den Medizincheck bei Chelsea bestanden und soll morgen unterschreiben"),
])  # fmt: skip
def test_a_medical_that_is_under_way_is_one_whatever_follows(lang: str, text: str) -> None:
    heard = hear(fold(text), lang)
    assert Stage.MEDICAL in dict(heard.cues)
