"""Names that sound like somebody's and are not his, and clubs that are merely named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from monitor.domain.activity import Verb
from monitor.domain.catalogue import Catalogue, Club, Player, Relation, Stint, Watch
from monitor.domain.mention import Part
from monitor.domain.names.linking import Linked, link
from monitor.domain.names.surnames import Bond, shorten
from monitor.domain.text import fold
from monitor.judges.names import Names
from monitor.judging.links import Linker
from tests.benchmarks.linking import lines
from tests.unit.judged import Desk, desk
from tests.unit.test_linking import CATALOGUE, FAN, RAMOS, SERGIO, TODAY, about, pairs

RIGHT = 0.85
"""Of the lines that name several clubs, those whose destination must be found."""


@pytest.mark.parametrize("one", lines.results(lines.TRAPS), ids=lambda one: one.line.text[:60])
def test_a_trap_links_nobody_wrongly(one: lines.Result) -> None:
    assert not one.wrong


def test_the_club_that_somebody_goes_to_is_told_from_its_rivals() -> None:
    found = lines.results(lines.RIVALS)
    assert sum(one.found == one.asked for one in found) >= RIGHT * len(found)


IMPORTED = Catalogue(
    players={
        slug: Player(
            slug=slug,
            name=name,
            born=date(1995, 1, 1),
            stints=(Stint(club=club, relation=Relation.CURRENT),),
        )
        for slug, name, club in (
            ("nzonzi", "Steven N'Zonzi", "sevilla"),
            ("cheek", "Ruben Loftus-Cheek", "chelsea"),
            ("gea", "David de Gea", "united"),
            ("willian", "Willian Borges", "chelsea"),
            ("gomes", "André Gomes", "barcelona"),
            ("kovacic", "Mateo Kovačić", "madrid"),
            ("quintero", "Juan Quintero", "united"),
        )
    },
    clubs={
        slug: Club(slug=slug, name=name, country="XX")
        for slug, name in (
            ("sevilla", "Sevilla"),
            ("chelsea", "Chelsea"),
            ("united", "Manchester United"),
            ("barcelona", "Barcelona"),
            ("madrid", "Real Madrid"),
            ("everton", "Everton"),
        )
    },
    watchlist=frozenset({Watch(club=club) for club in ("everton", "barcelona", "chelsea")}),
)
MATCHER = Names(IMPORTED)


def imported(text: str) -> Linked:
    folded = fold(text)
    return link(
        MATCHER.find(folded),
        catalogue=IMPORTED,
        text=text,
        folded=folded,
        account=None,
        inherited=(),
        subject_clubs=(),
        on=TODAY,
    )


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("nzonzi to everton", "nzonzi/everton"),
        ("steven zonzi everton talks", "nzonzi/everton"),
        ("N\u2019Zonzi, Everton talks", "nzonzi/everton"),
        ("loftus cheek everton loan", "cheek/everton"),
        ("LoftusCheek to Everton", "cheek/everton"),
        ("evertons bid for de gea", "gea/everton"),
        ("kovacic everton", "kovacic/everton"),
        ("man utd matteo kovacic barcelona", "kovacic/barcelona"),
        ("juan fernando quintero barcelona", "quintero/barcelona"),
        ("chelsea reject barcelona bid for willian", "willian/barcelona"),
        ("gomes leaves barcelona for everton", "gomes/everton"),
        ("barcelona midfielder a. gomes to everton", "gomes/everton"),
        ("willian to barcelona", None),
        ("gomes to everton", None),
        ("gelson gomes of barcelona to everton", None),
        ("r. gomes of barcelona to everton", None),
        ("thorgan kovacic to everton", None),
        ("cheek to everton", None),
        ("gea to everton", None),
    ],
)
def test_of_whom_only_the_full_name_is_known_the_surname_counts_beside_a_club(
    text: str, pair: str | None
) -> None:
    found = pairs(imported(text))
    assert pair in found if pair else not found


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Antoine Griezmann", {"griezmann": Bond.CLOSE}),
        ("Juan Ramos", {"ramos": Bond.LOOSE}),
        ("Virgil van Dijk", {"van dijk": Bond.CLOSE, "dijk": Bond.LOOSE}),
        ("Timothy Fosu Mensah", {"fosu mensah": Bond.CLOSE, "mensah": Bond.LOOSE}),
        ("Paulinho Bezerra", {"bezerra": Bond.CLOSE, "paulinho": Bond.LOOSE}),
        ("Roberto Carlos Junior", {}),
        ("Neymar", {}),
        ("", {}),
    ],
)
def test_a_full_name_gives_short_names(name: str, short: dict[str, Bond]) -> None:
    assert {one.text: one.bond for one in shorten(name)} == short


ENGLISH = """
    Sergio Ramos has set social media alight by liking a fan account's post about one last dance at
    Real Madrid. The defender is under contract at Monterrey until December, and formerly played for
    Sevilla, Real Madrid and Paris Saint-Germain. Monterrey face Club América next week.
"""
HISTORY = """
    Sergio Ramos liked a post by a Real Madrid fan account calling for one last dance. The defender,
    who left Real Madrid in 2021 for PSG and then returned to Sevilla, plays for Monterrey, who meet
    Tigres next Saturday.
"""
SPANISH = """
    Sergio Ramos dio me gusta a una publicación de aficionados del Real Madrid: «un último baile».
    El central del Monterrey, exjugador de Sevilla, Real Madrid y PSG, se enfrenta al Club América
    la próxima semana.
"""


@pytest.mark.parametrize("text", [ENGLISH, HISTORY, SPANISH])
def test_an_article_on_one_like_is_about_one_move_however_many_clubs_it_names(text: str) -> None:
    found = pairs(about(" ".join(text.split())))
    assert {pair for pair, part in found.items() if part is Part.DESTINATION} == {SERGIO}


@pytest.fixture(name="room")
def _room() -> Desk:
    return desk()


def test_a_like_with_such_words_tells_of_one_pairing(room: Desk) -> None:
    post = room.post("fans", "One last dance at Real Madrid? He plays for Sevilla now.")
    room.see(post)
    room.see(room.like("ramos", post))
    assert {str(one.alert.pairing) for one in room.notices} == {"ramos/madrid"}


def test_a_fan_account_speaks_for_its_club_by_words_and_not_by_a_like() -> None:
    words = "Sergio Ramos is the best there was"
    assert pairs(about(words, FAN)).keys() == {SERGIO}
    folded = fold(words)
    liked = link(
        Names(CATALOGUE).find(folded),
        catalogue=CATALOGUE,
        text=words,
        folded=folded,
        account=FAN,
        inherited=(),
        subject_clubs=(),
        on=TODAY,
        verb=Verb.LIKE,
    )
    assert liked.links == ()


def test_a_link_says_what_was_done() -> None:
    liked = link(
        (),
        catalogue=CATALOGUE,
        text="",
        folded="",
        account=RAMOS,
        inherited=(),
        subject_clubs=["real-madrid"],
        on=TODAY,
        verb=Verb.LIKE,
    )
    assert liked.links[0].why[-1] == "likes a post by an account of Real Madrid"


def test_a_name_in_mixed_alphabets_is_doubtful_and_grounds_nothing() -> None:
    (one,) = about("Sergio R\u0430mos to Real Madrid, here we go").links
    assert one.doubtful
    assert one.part is Part.MENTIONED
    assert one.why[-1] == "written with letters of another alphabet"


def test_a_name_that_is_also_written_plainly_is_not_doubtful() -> None:
    (one,) = about("Sergio R\u0430mos, yes Sergio Ramos, to Real Madrid").links
    assert not one.doubtful


def test_a_doubtful_link_carries_no_claim_and_no_talk_of_a_transfer(room: Desk) -> None:
    (kept,) = room.see(room.post("writer", "Sergio R\u0430mos signs for Real Madrid")).kept
    (mention,) = kept.mentions
    assert mention.claim is None
    assert mention.topic == "other"


def test_what_could_mean_several_is_counted(room: Desk) -> None:
    known = replace(IMPORTED, accounts=room.judge.catalogue.accounts)
    room.judge = replace(room.judge, catalogue=known, linker=Linker(known, MATCHER))
    assert room.see(room.post("writer", "gomes to everton")).ambiguous == {"wire": 1}
    assert room.see(room.post("writer", "gelson gomes to everton")).ambiguous == {}
    assert room.see(room.post("writer", "andre gomes to everton")).ambiguous == {}


def test_a_brother_is_not_the_player_and_a_partner_has_no_account() -> None:
    assert pairs(about("Mbappé's brother signs for Liverpool")) == {}
    assert pairs(about("El hermano de Sergio Ramos ficha por el Real Madrid")) == {}
    found = about("Sergio Ramos's wife follows Real Madrid, transfer talk grows")
    assert [one.why for one in found.links] == [("names Sergio Ramos", "names Real Madrid")]


def test_nobody_is_linked_until_the_day_he_comes_of_age() -> None:
    born = date(2008, 3, 1)
    young = replace(IMPORTED.players["nzonzi"], born=born)
    known = replace(IMPORTED, players={"nzonzi": young})
    eighteenth = date(2026, 3, 1)
    for on, linked in ((eighteenth - timedelta(days=1), 0), (eighteenth, 1)):
        text = "Steven N'Zonzi to Everton"
        found = link(
            Names(known).find(fold(text)),
            catalogue=known,
            text=text,
            folded=fold(text),
            account=None,
            inherited=(),
            subject_clubs=(),
            on=on,
        )
        assert len(found.links) == linked


def test_a_player_without_a_day_of_birth_is_never_linked() -> None:
    unknown = replace(IMPORTED.players["nzonzi"], born=None)
    known = replace(IMPORTED, players={"nzonzi": unknown})
    text = "Steven N'Zonzi to Everton"
    found = link(
        Names(known).find(fold(text)),
        catalogue=known,
        text=text,
        folded=fold(text),
        account=None,
        inherited=(),
        subject_clubs=(),
        on=TODAY,
    )
    assert found.links == ()
