"""Which pairings a text or an act is about."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.catalogue import Account, Catalogue, Pairing, Role, Watch
from monitor.domain.mention import Link, Part
from monitor.domain.names.linking import NOBODY, Hit, Linked, Named, link, mask
from monitor.domain.text import fold
from monitor.judges import register
from monitor.judges.names import Names

TODAY = date(2025, 11, 1)
STARTER = register.load([])
CATALOGUE: Catalogue = replace(
    STARTER, watchlist=frozenset(Watch(player) for player in STARTER.players)
)
NAMES = Names(CATALOGUE)

GOES, NAMED = Part.DESTINATION, Part.MENTIONED

RAMOS = Account(
    platform="bluesky", handle="ramos.example", role=Role.PLAYER, player="sergio-ramos", proof="p"
)
FAN = Account(
    platform="bluesky", handle="fan.example", role=Role.FAN_ACCOUNT, club="real-madrid", proof="p"
)
CLUB = replace(FAN, handle="club.example", role=Role.CLUB)
AGENT = replace(RAMOS, handle="agent.example", role=Role.AGENT)


def about(
    text: str,
    account: Account | None = None,
    inherited: Sequence[Link] = (),
    clubs: Sequence[str] = (),
    catalogue: Catalogue = CATALOGUE,
) -> Linked:
    folded = fold(text)
    return link(
        NAMES.find(folded),
        catalogue=catalogue,
        text=text,
        folded=folded,
        account=account,
        inherited=inherited,
        subject_clubs=clubs,
        on=TODAY,
    )


def pairs(linked: Linked) -> dict[str, Part]:
    return {str(one.pairing): one.part for one in linked.links}


SERGIO = "sergio-ramos/real-madrid"

DESTINATIONS = [
    ("Sergio Ramos to Real Madrid, here we go!", {SERGIO}),
    ("One last dance? Sergio Ramos back at Real Madrid", {SERGIO}),
    ("Sergio Ramos agrees terms with Real Madrid", {SERGIO}),
    ("Real Madrid want Sergio Ramos back", {SERGIO}),
    ("Interest in Sergio Ramos from Real Madrid", {SERGIO}),
    ("Offer from Real Madrid for Sergio Ramos", {SERGIO}),
    ("Oferta del Real Madrid por Sergio Ramos", {SERGIO}),
    ("Real Madrid are in talks with Sergio Ramos' camp", {SERGIO}),
    ("#SergioRamos #RealMadrid done deal", {SERGIO}),
    ("#WelcomeBackSergioRamos #HalaMadrid, signs for one year", {SERGIO}),
    ("BREAKING: SERGIO RAMOS TO REAL MADRID, HERE WE GO", {SERGIO}),
    ("Sergio Ramos vuelve al Real Madrid", {SERGIO}),
    ("OFICIAL: Sergio Ramos ficha por el Real Madrid", {SERGIO}),
    ("El Real Madrid negocia con Sergio Ramos", {SERGIO}),
    ("Un último baile: Sergio Ramos quiere volver al Real Madrid", {SERGIO}),
    ("Sergio Ramos perto de assinar pelo Real Madrid", {SERGIO}),
    ("Real Madrid quer Sergio Ramos de volta", {SERGIO}),
    ("Sergio Ramos torna al Real Madrid? Contatti in corso", {SERGIO}),
    ("Visite mediche fissate: Sergio Ramos al Real Madrid", {SERGIO}),
    ("Sergio Ramos de retour au Real Madrid, accord trouvé", {SERGIO}),
    ("Le Real Madrid veut Sergio Ramos", {SERGIO}),
    ("Sergio Ramos wechselt zu Real Madrid", {SERGIO}),
    ("Real Madrid verhandelt mit Sergio Ramos", {SERGIO}),
    ("Harry Kane to Barcelona: talks ongoing", {"harry-kane/barcelona"}),
    ("Kane to Spurs?! Harry Kane wants to return", {"harry-kane/tottenham-hotspur"}),
    ("Vini Jr to Al-Hilal for 300m", {"vinicius-junior/al-hilal"}),
    ("Vinícius Júnior no Al Hilal? Proposta enviada", {"vinicius-junior/al-hilal"}),
    ("Rafael Leão to Chelsea, medical booked", {"rafael-leao/chelsea"}),
    ("Mo Salah joins Al-Hilal", {"mohamed-salah/al-hilal"}),
    ("محمد صلاح إلى نادي الهلال رسميا", {"mohamed-salah/al-hilal"}),
    ("Ramos, Sergio Ramos: Real Madrid calls and he says yes to a return", {SERGIO}),
    ("Konaté: Real Madrid in advanced talks, per Marca", set()),
    ("Ibou Konaté to Real Madrid, free transfer", {"ibrahima-konate/real-madrid"}),
    ("Haaland's agent flies in to meet Real Madrid", {"erling-haaland/real-madrid"}),
    ("Haaland\u2019s move to Real Madrid is close", {"erling-haaland/real-madrid"}),
    ("Bruno Fernandes agrees personal terms with Al-Nassr", {"bruno-fernandes/al-nassr"}),
    ("Neymar, Inter Miami want you", {"neymar/inter-miami"}),
    ("Neymar to Inter Miami, not to Inter", {"neymar/inter-miami"}),
    ("Rodrygo Arsenal transfer", {"rodrygo/arsenal"}),
    ("Mbappé to Liverpool and Rodrygo to Arsenal", {"kylian-mbappe/liverpool", "rodrygo/arsenal"}),
    (
        "Rodrygo to Arsenal. Harry Kane to Barcelona. What a window",
        {"rodrygo/arsenal", "harry-kane/barcelona"},
    ),
    (
        "Rodrygo joins Arsenal while Saliba joins Real Madrid",
        {"rodrygo/arsenal", "william-saliba/real-madrid"},
    ),
    (
        "Rodrygo, William Saliba: both to Liverpool",
        {"rodrygo/liverpool", "william-saliba/liverpool"},
    ),
    ("Real Madrid legend Sergio Ramos joins Inter Miami", {"sergio-ramos/inter-miami"}),
    ("Former PSG defender Sergio Ramos signs for Marseille", {"sergio-ramos/marseille"}),
    ("Sergio Ramos rejects Al-Nassr to join Milan, says AC Milan", {"sergio-ramos/milan"}),
]


@pytest.mark.parametrize(("text", "going"), DESTINATIONS)
def test_the_club_where_a_player_may_go_is_the_destination(text: str, going: set[str]) -> None:
    found = pairs(about(text))
    assert {pair for pair, part in found.items() if part is GOES} == going


MENTIONS = [
    ("Rodrygo se va del Real Madrid", "rodrygo/real-madrid"),
    ("Sergio Ramos, leyenda del Real Madrid, negocia con el Marsella", SERGIO),
    ("Sergio Ramos, ancien joueur du Real Madrid, signe au Milan", SERGIO),
    ("سيرجيو راموس يعود لريال مدريد", SERGIO),
    ("Sergio Ramos plays for Monterrey", "sergio-ramos/monterrey"),
    ("Sergio Ramos' best Real Madrid goals", SERGIO),
    ("Former Real Madrid captain Sergio Ramos signs for Marseille", SERGIO),
    ("Ex-Real Madrid defender Sergio Ramos is in talks with Milan", SERGIO),
    ("Real Madrid legend Sergio Ramos joins Inter Miami", SERGIO),
    ("Sergio Ramos, who left Real Madrid in 2021, wants to join Milan", SERGIO),
    ("Exjugador del Real Madrid, Sergio Ramos ficha por el Milan", SERGIO),
    ("Harry Kane scores a hat-trick against Barcelona, 3-0", "harry-kane/barcelona"),
    ("Erling Haaland vs Real Madrid: 2 goals", "erling-haaland/real-madrid"),
    ("Haaland beat Liverpool with a late penalty", "erling-haaland/liverpool"),
    ("FT: Liverpool 1-2 Chelsea, Garnacho on the scoresheet", "alejandro-garnacho/liverpool"),
    ("Rodrygo leaves Real Madrid for Arsenal", "rodrygo/real-madrid"),
    ("Rodrygo stays at Real Madrid", "rodrygo/real-madrid"),
    ("Mohamed Salah signs new contract at Liverpool", "mohamed-salah/liverpool"),
    ("Gol de Harry Kane contra el Barcelona, 1-0", "harry-kane/barcelona"),
    ("Kane trifft gegen Barcelona, Harry Kane mit zwei Toren", "harry-kane/barcelona"),
]


@pytest.mark.parametrize(("text", "pair"), MENTIONS)
def test_a_club_that_is_merely_named_is_mentioned(text: str, pair: str) -> None:
    assert pairs(about(text)).get(pair) is NAMED


NOTHING = [
    "Gonçalo Ramos to Real Madrid",
    "goncalo ramos al real madrid",
    "GONÇALO RAMOS TO REAL MADRID",
    "G. Ramos to Real Madrid, here we go",
    "Ramos to somewhere warm",
    "Ramos is on fire",
    "Juan Ramos signs for a village club",
    "Miguel Ramos ficha por el Sevilla",
    "Peña Ramos of Real Madrid's youth",
    "Sonia Ramos cantará en Madrid",
    "Nothing of interest in the transfer market",
    "The inter-city train to Madrid is late",
    "Real talk: Madrid is hot in summer",
    "City and United fans fight again",
    "Internet interest interview international",
    "Lamine Camara to Real Madrid",
    "Vinicius Tobias joins Real Madrid",
    "Enner Valencia to Arsenal",
    "Michael Jackson played Chelsea",
    "Real Madrid lost",
    "Romano: here we go",
    "",
]


@pytest.mark.parametrize("text", NOTHING)
def test_a_text_that_names_nobody_watched_links_to_none_of_his(text: str) -> None:
    assert not {p for p in pairs(about(text)) if p.startswith(("sergio", "lamine", "vini"))}
    if "Gon" not in text and "GON" not in text and "gon" not in text and "G. R" not in text:
        assert pairs(about(text)) == {}


CONTEXT = [
    ("Sergio Ramos joins Milan", "sergio-ramos/milan"),
    ("Sergio Ramos ficha por el Milan", "sergio-ramos/milan"),
    ("Harry Kane to City, here we go", "harry-kane/manchester-city"),
    ("Harry Kane enjoys the city", None),
    ("Sergio Ramos was born near Sevilla", "sergio-ramos/sevilla"),
    ("Ramos to Real Madrid", SERGIO),
    ("Ramos's return to Real Madrid", SERGIO),
    ("Captain Ramos is back at Real Madrid, deal done", SERGIO),
    ("Ramos & Real Madrid, one last dance", SERGIO),
    ("Welcome Ramos! Real Madrid", None),
    ("Sergio Ramos to Real: Ramos says yes", SERGIO),
    ("Salah to Liverpool's rivals", "mohamed-salah/liverpool"),
    ("Vinícius leaves Real Madrid", "vinicius-junior/real-madrid"),
    ("Sergio Ramos. Real. One last dance.", SERGIO),
    ("Kane back to Tottenham Hotspur", "harry-kane/tottenham-hotspur"),
    ("Ramos to PSG", None),
    ("Bellingham of Real Madrid", "jude-bellingham/real-madrid"),
]


@pytest.mark.parametrize(("text", "pair"), CONTEXT)
def test_an_ambiguous_name_links_only_where_something_certain_fits(
    text: str, pair: str | None
) -> None:
    found = pairs(about(text))
    if pair is None:
        assert SERGIO not in found or found[SERGIO] is NAMED
        assert "sergio-ramos/paris-saint-germain" not in found
    else:
        assert pair in found


def test_what_was_left_out_says_why() -> None:
    assert about("Gonçalo Ramos and Real Madrid").left_out == ()
    assert about("Juan Ramos to Real Madrid").left_out == ("“juan ramos” is somebody else",)
    assert "could be several" in about("Ramos to PSG").left_out[0]
    assert "nothing near tells" in about("Ramos to Barcelona").left_out[0]
    assert about("Ramos to somewhere").left_out == ()


def test_a_fan_account_that_names_no_club_speaks_of_its_own() -> None:
    found = about("Sergio Ramos is coming back, here we go", FAN)
    assert pairs(found) == {SERGIO: GOES}
    assert found.links[0].why == ("names Sergio Ramos", "by a fan account of Real Madrid")


def test_a_fan_account_makes_a_surname_certain() -> None:
    assert pairs(about("Ramos. One last dance?", FAN)) == {SERGIO: GOES}


def test_a_fan_account_that_names_another_club_speaks_of_that() -> None:
    assert SERGIO not in pairs(about("Sergio Ramos joins Milan", FAN))


def test_an_unproven_fan_account_speaks_for_nobody() -> None:
    assert pairs(about("Sergio Ramos is coming back", replace(FAN, proof=None))) == {}


def test_a_club_that_names_a_player_speaks_of_itself() -> None:
    found = about("Welcome home, Sergio Ramos!", CLUB)
    assert pairs(found).keys() == {SERGIO}
    assert found.links[0].why == ("names Sergio Ramos", "by the account of Real Madrid")


def test_a_player_who_acts_on_a_fan_accounts_post_is_linked_to_its_club() -> None:
    found = about("One last dance?", RAMOS, clubs=["real-madrid"])
    assert pairs(found) == {SERGIO: GOES}
    assert found.links[0].why == (
        "by Sergio Ramos's own account",
        "upon a post by an account of Real Madrid",
    )


def test_a_player_who_acts_on_a_post_that_we_do_not_have_is_linked_by_its_author() -> None:
    assert pairs(about("", RAMOS, clubs=["real-madrid"])) == {SERGIO: GOES}


def test_a_player_who_acts_on_a_post_about_a_match_is_only_mentioned() -> None:
    found = about("GOAL! Real Madrid 2-1 up at half time", RAMOS, clubs=["real-madrid"])
    assert pairs(found) == {SERGIO: NAMED}


def test_a_player_who_acts_on_words_about_a_club_is_linked_to_it() -> None:
    found = about("Liverpool need a leader at the back", RAMOS)
    assert pairs(found) == {"sergio-ramos/liverpool": GOES}
    assert found.links[0].why == ("by Sergio Ramos's own account", "names Liverpool FC")


def test_a_player_who_acts_on_words_about_another_is_not_linked() -> None:
    assert pairs(about("Harry Kane to Barcelona", RAMOS)) == {"harry-kane/barcelona": GOES}


def test_a_players_own_club_is_only_mentioned_when_he_acts_on_it() -> None:
    assert pairs(about("", RAMOS, clubs=["monterrey"])) == {"sergio-ramos/monterrey": NAMED}


def test_an_agent_acts_for_his_player() -> None:
    found = about("Milan", AGENT, clubs=["milan"])
    assert pairs(found) == {"sergio-ramos/milan": GOES}
    assert found.links[0].why[0] == "by the agent of Sergio Ramos"


def test_an_unproven_player_acts_for_nobody() -> None:
    assert pairs(about("", replace(RAMOS, proof=None), clubs=["real-madrid"])) == {}


LINK = Link(Pairing("sergio-ramos", "real-madrid"), GOES, ("names Sergio Ramos",))


@pytest.mark.parametrize("text", ["", "Yes please", "no way!!", "Ramos 😍", "Sergio Ramos 😍"])
def test_what_is_said_about_a_post_inherits_its_links(text: str) -> None:
    found = about(text, inherited=[LINK])
    assert pairs(found) == {SERGIO: GOES}
    assert found.links[0].why[-1] == "inherits from the post that it acts upon"


def test_a_reply_that_names_another_player_does_not_inherit() -> None:
    found = pairs(about("Harry Kane to Barcelona is better", inherited=[LINK]))
    assert found == {"harry-kane/barcelona": GOES}


def test_a_reply_that_names_another_club_is_about_the_same_player_too() -> None:
    found = pairs(about("he should join Milan instead, AC Milan", inherited=[LINK]))
    assert found == {"sergio-ramos/milan": GOES, SERGIO: GOES}


def test_links_inherited_many_times_do_not_grow_their_reasons() -> None:
    links: tuple[Link, ...] = (LINK,)
    for _ in range(20):
        links = about("+1", inherited=links).links
    assert len(links[0].why) == 2


def test_only_watched_pairings_are_linked() -> None:
    watched = replace(CATALOGUE, watchlist=frozenset({Watch("sergio-ramos", "milan")}))
    found = about("Sergio Ramos to Real Madrid or AC Milan", catalogue=watched)
    assert pairs(found).keys() == {"sergio-ramos/milan"}
    assert about("Sergio Ramos to Real Madrid", inherited=[LINK], catalogue=watched).links == ()


def test_nobody_under_age_is_linked() -> None:
    child = replace(CATALOGUE.players["sergio-ramos"], born=date(2010, 1, 1))
    young = replace(CATALOGUE, players={**CATALOGUE.players, "sergio-ramos": child})
    assert about("Sergio Ramos to Real Madrid", catalogue=young).links == ()


def test_a_link_names_what_made_it() -> None:
    (one,) = about("Sergio Ramos to Real Madrid").links
    assert one.why == ("names Sergio Ramos", "names Real Madrid")


@given(st.text(), st.sampled_from([None, RAMOS, FAN, CLUB]))
def test_no_text_breaks_linking(text: str, account: Account | None) -> None:
    for link_ in about(text + " Ramos Real Madrid " + text, account, [LINK]).links:
        assert link_.why


@given(st.lists(st.sampled_from(sorted(CATALOGUE.players)), max_size=3), st.text(max_size=20))
def test_every_link_is_watched_and_every_name_is_of_the_catalogue(
    slugs: list[str], between: str
) -> None:
    text = between.join(CATALOGUE.players[slug].name for slug in slugs) + " to Arsenal"
    found = about(text)
    assert all(CATALOGUE.watches(one.pairing, TODAY) for one in found.links)
    assert set(found.players) <= CATALOGUE.players.keys()
    assert set(found.clubs) <= CATALOGUE.clubs.keys()


def test_names_are_masked_once_where_several_bear_them() -> None:
    folded = fold("Ramos, and again Sergio Ramos, to Real Madrid")
    assert mask(folded, NAMES.find(folded)) == f"{NOBODY}, and again {NOBODY}, to {NOBODY}"


@given(st.text(max_size=50), st.lists(st.tuples(st.integers(0, 50), st.integers(1, 9))))
def test_masking_keeps_all_else(folded: str, spans: list[tuple[int, int]]) -> None:
    hits = [
        Hit(Named.CLUB, "x", start, min(start + size, len(folded)))
        for start, size in spans
        if start < len(folded)
    ]
    masked = mask(folded, hits)
    assert len(masked.replace(NOBODY, "")) <= len(folded)
    assert (masked == folded) == (not hits) or NOBODY in folded


@pytest.mark.parametrize("name", ["Ramos ", "#realmadrid", "Real Madrid, ", "Juan Ramos. ", "a. "])
def test_a_text_that_is_nothing_but_names_costs_no_more_than_others(name: str) -> None:
    before = time.process_time()
    about("Sergio Ramos to Real Madrid " + name * (20_000 // len(name)))
    assert time.process_time() - before < 2
