"""Whom the catalogue lacks can be added by name: never twice unseen, never under 18."""

# ruff: noqa: RUF001 - look-alike letters are what is tested

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.cli import app
from monitor.domain import newcomer
from monitor.domain.catalogue import Alias, Catalogue, Club, Player
from monitor.domain.settling import SightingError
from monitor.judges import entries
from tests.unit.test_watchlist import RUNNER, here, listed, watch

TODAY = date(2026, 7, 14)
RAMOS = Player(slug="sergio-ramos", name="Sergio Ramos", born=date(1986, 3, 30))
PORTO = Club(slug="porto", name="FC Porto", country="PT", timezone="Europe/Lisbon",
             aliases=(Alias("Porto"),))  # fmt: skip
KNOWN = Catalogue(players={RAMOS.slug: RAMOS}, clubs={PORTO.slug: PORTO})
JOAO = ("Jo\u00e3o Silva", "FC Alverca", "--new", "--country", "PT", "--born", "1999-05-03")

__all__ = ["here"]


@given(st.text(max_size=100), st.text(max_size=12), st.text(max_size=4))
def test_whatever_a_person_types_is_an_entry_or_is_refused_with_a_cure(
    name: str, born: str, country: str
) -> None:
    player = _refused(lambda: newcomer.player(name, born, None, KNOWN, TODAY))
    club = _refused(lambda: newcomer.club(name, country, KNOWN))
    for kind, made in (("players", player), ("clubs", club)):
        if isinstance(made, SightingError):
            assert made.field in {"player", "club", "born", "country"}
            assert made.cure
        else:
            assert entries.read(kind, dict(made)).slug not in {*KNOWN.players, *KNOWN.clubs}


def _refused(make: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any] | SightingError:
    """Return what is made, or why it is refused."""
    try:
        return make()
    except SightingError as error:
        return error


@given(st.text(alphabet=st.characters(categories=["L"]), min_size=2, max_size=40))
def test_any_name_of_letters_has_a_slug_of_its_own(name: str) -> None:
    first = newcomer.slug(name, ())
    second = newcomer.slug(name, {first})
    assert first != second
    for one in (first, second):
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one)
        assert len(one) <= 80


@given(st.dates(date(1900, 1, 1), date(2030, 1, 1)))
def test_nobody_under_18_comes_in(born: date) -> None:
    made = _refused(
        lambda: newcomer.player("Jo\u00e3o Silva", born.isoformat(), None, KNOWN, TODAY)
    )
    adult = Player(slug="-", name="-", born=born).adult(TODAY) and born.year >= 1930
    assert adult == (not isinstance(made, SightingError))


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("sergio r\u00e1mos", "is called the same"),
        ("Ramos Sergio", "by the same words"),
        ("Sergi Ramos", "spelt nearly so"),
        ("Serg1o Ramos", "looks the same"),
        ("S\u0435rgio Ramos", "is called the same"),
        ("Серхио Рамос", "sounds nearly so"),
        ("Σέρχιο Ράμος", "sounds nearly so"),
        ("Sегgіо Rаmоs", "mixes alphabets"),
    ],
)
def test_who_may_be_known_already_is_flagged(name: str, how: str) -> None:
    assert how in "; ".join(newcomer.doubts(name, KNOWN.players))


def test_a_name_in_letters_that_only_look_latin_is_flagged() -> None:
    saka = Player(slug="saka", name="Caco Caxo", born=date(2001, 9, 5))
    double = "Сасо Сахо"  # all of it Cyrillic
    assert "looks the same" in "; ".join(newcomer.doubts(double, {saka.slug: saka}))


def test_who_is_another_in_another_alphabet_is_not_flagged() -> None:
    for name in ("Иван Петров", "Никола Јокић", "Γιώργος Παπαδόπουλος"):
        assert newcomer.doubts(name, KNOWN.players) == []


def test_a_player_of_one_word_is_flagged() -> None:
    assert "one word" in newcomer.alone("Pel\u00e9")[0]
    assert newcomer.alone("Jo\u00e3o Silva") == []


def test_who_is_clearly_another_is_not_flagged() -> None:
    assert newcomer.doubts("Jo\u00e3o Silva", KNOWN.players) == []
    assert newcomer.doubts("FC Alverca", KNOWN.clubs) == []
    assert "is called by the same words" in newcomer.doubts("Porto FC", KNOWN.clubs)[0]


def test_a_club_takes_the_clock_of_its_country_and_its_town_as_an_uncertain_name() -> None:
    body = newcomer.club("FC Alverca", "pt", KNOWN)
    assert (body["timezone"], body["ambiguous"]) == ("Europe/Lisbon", ["Alverca"])
    assert newcomer.club("Nacional Potos\u00ed", "BO", KNOWN)["timezone"] == "UTC"


def test_both_are_entered_and_watched_at_once() -> None:
    code, words = watch("add", *JOAO, "--by", "Ana")
    assert (code, "Watched: Jo\u00e3o Silva and FC Alverca." in words) == (0, True)
    assert listed()["joao-silva", "fc-alverca"].startswith("added by Ana")
    assert "Watched already" in watch("add", "joao silva", "alverca")[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Jo\u00e3o Silva", "Benfica"), "--new (and --born DAY"),
        (("Jo\u00e3o Silva", "--new"), "Give the day of birth"),
        (("Jo\u00e3o Silva", "--new", "--born", "3.5.1999"), "is no day"),
        (("Jo\u00e3o Silva", "--new", "--born", "2015-05-03"), "nobody under 18 is watched"),
        (("Jo\u00e3o Silva", "Alverca", "--new", "--born", "1999-05-03"), "That is --country"),
        (("João Silva", "Alverca", "--new", "--country", "XX"), "'XX' is no country. Give the two"),
        (("João Silva", "Alverca", "--new", "--country", "UK"), "Did you mean GB?"),
        (("@joao_silva", "--new", "--born", "1999-05-03"), "Write it as papers do"),
        (("Sergi Ramos", "--new", "--born", "1986-03-30"), "That is --sure"),
        (("Jo\u00e3o Silva", "--born", "1999-05-03", "--plays-for", "Real Madird"), "Real Madrid"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_entered(
    words: tuple[str, ...], said: str, here: Path
) -> None:
    code, answer = watch("add", *words)
    assert code == 2
    assert said in answer
    assert set(listed().values()) == {"starter data"}
    assert not list(here.glob("*.db"))


def test_who_is_sure_enters_a_namesake_under_a_slug_of_their_own() -> None:
    assert watch("add", "Sergi Ramos", "--sure", "--born", "1999-05-03")[0] == 0
    assert ("sergi-ramos", None) in listed()


def test_what_is_added_by_name_stands_in_the_catalogue() -> None:
    watch("add", *JOAO, "--plays-for", "Benfica")
    shown = RUNNER.invoke(app, ("catalogue", "show", "joao-silva", "--json"))
    player = json.loads(shown.output)
    assert (player["born"], player["stints"][0]["club"]) == ("1999-05-03", "benfica")
