"""The watchlist by command: added, removed and listed, with who did it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from monitor.cli import app

RUNNER = CliRunner()

OWN = """
[[players]]
slug = "young-one"
name = "Young One"
born = 2015-01-01

[[players]]
slug = "no-age"
name = "No Age"

[[players]]
slug = "luis-diaz"
name = "Luis D\u00edaz"
born = 1997-01-13

[[players]]
slug = "luis-diaz-2"
name = "Luis D\u00edaz"
born = 1998-01-13
"""
RAMOS = ("Sergio Ramos", "Real Madrid")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an own file of players; its database is made when it is needed."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.toml").write_text(OWN, "utf-8")
    (tmp_path / "lastdance.toml").write_text("[catalogue]\nfiles = ['mine.toml']\n")
    return tmp_path


def watch(*words: str) -> tuple[int, str]:
    """Exit code and words of `lastdance watch`."""
    result = RUNNER.invoke(app, ("watch", *words))
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result.exit_code, result.output


def listed() -> dict[tuple[str | None, str | None], str]:
    """Where each watched pairing comes from."""
    code, words = watch("list", "--json")
    assert code == 0
    found = [json.loads(line) for line in words.splitlines()]
    return {(one["player"], one["club"]): one["from"] for one in found}


def test_what_is_added_is_listed_with_who_did_it() -> None:
    code, words = watch("add", *RAMOS, "--by", "Ana")
    assert (code, "Watched: Sergio Ramos and Real Madrid." in words) == (0, True)
    [(pair, origin)] = listed().items()
    assert pair == ("sergio-ramos", "real-madrid")
    assert origin.startswith("added by Ana on 20")


def test_a_player_alone_is_any_club_and_a_club_alone_any_player() -> None:
    assert "Sergio Ramos and any club" in watch("add", "sergio-ramos")[1]
    assert "any player and Sevilla" in watch("add", "--club", "sevilla")[1]
    assert set(listed()) == {("sergio-ramos", None), (None, "sevilla")}


def test_the_starter_pairings_hold_until_one_is_added_and_again_when_none_is_left() -> None:
    assert set(listed().values()) == {"starter data"}
    assert "watched no more" in watch("add", *RAMOS)[1]
    assert "starter data" not in listed().values()
    assert "watched again" in watch("remove", *RAMOS)[1]
    assert set(listed().values()) == {"starter data"}


def test_the_same_again_changes_nothing() -> None:
    watch("add", *RAMOS, "--by", "Ana")
    code, words = watch("add", *RAMOS, "--by", "Ben")
    assert (code, "Watched already" in words, "added by Ana" in words) == (0, True, True)


def test_what_stands_in_the_file_holds_and_others_come_on_top(here: Path) -> None:
    with (here / "lastdance.toml").open("a") as file:
        file.write('[[watch]]\nplayer = "sergio-ramos"\nclub = "real-madrid"\n')
    assert watch("add", "Sergio Ramos", "Sevilla")[0] == 0
    assert listed()["sergio-ramos", "real-madrid"] == "the configuration ([[watch]])"
    assert listed()["sergio-ramos", "sevilla"].startswith("added by")
    code, words = watch("remove", *RAMOS)
    assert (code, "which holds; remove it there" in words) == (2, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "Sergio Ramoz"), "Did you mean Sergio Ramos"),
        (("add", "Sergio Ramos", "Real Madird"), "Did you mean Real Madrid"),
        (("add", "Sergio Ramos", "Zzzzzzzz"), "`lastdance catalogue show` lists all"),
        (("add", "Luis Diaz"), "Say which: luis-diaz or luis-diaz-2"),
        (("add", "Young One"), "nobody under 18 is"),
        (("add", "No Age", "Sevilla"), "Add `born`"),
        (("add",), "Nobody is named"),
        (("add", "Real Madrid", "Sergio Ramos"), "Real Madrid is a club. Name the player first"),
        (("add", "Real Madrid"), "a club alone with --club"),
        (("add", "--club", "Sergio Ramos"), "Sergio Ramos is a player. Name the player first"),
        (("add", "Sergio Ramos", "Sevilla", "--club", "Sevilla"), "named twice"),
        (("remove", "Sergio Ramos", "Sevilla"), "not on the list"),
        (("remove", *RAMOS), "comes with the starter data"),
    ],
)
def test_what_cannot_be_done_is_said_with_its_cure(words: tuple[str, ...], said: str) -> None:
    code, answer = watch(*words)
    assert code == 2
    assert said in answer
    assert set(listed().values()) == {"starter data"}


def test_a_person_reads_names_and_a_machine_slugs() -> None:
    watch("add", *RAMOS)
    assert "Sergio Ramos  Real Madrid" in watch("list")[1]
    assert ("sergio-ramos", "real-madrid") in listed()


def test_listing_makes_no_database(here: Path) -> None:
    listed()
    assert not list(here.glob("*.db*"))


def test_a_row_that_names_somebody_who_is_gone_can_be_removed(here: Path) -> None:
    (here / "mine.toml").write_text(OWN.replace("2015", "1995"), "utf-8")
    assert watch("add", "young-one", "sevilla")[0] == 0
    (here / "mine.toml").write_text("", "utf-8")
    code, words = watch("list")
    assert (code, "database: watch young-one/sevilla" in words) == (2, True)
    assert watch("remove", "young-one", "sevilla")[0] == 0
    assert set(listed().values()) == {"starter data"}


def test_the_own_club_of_a_player_is_watched_with_a_word_about_it() -> None:
    code, words = watch("add", "Lamine Yamal", "Barcelona")
    assert (code, "is the player's own club today" in words) == (0, True)
