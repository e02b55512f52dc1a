"""What the commands say to a person who mistypes."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from monitor.cli import app

RUNNER = CliRunner()


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(*arguments: str) -> tuple[int, str]:
    """Exit code and words of a command, which never ends in a traceback."""
    result = RUNNER.invoke(app, arguments)
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result.exit_code, result.output


def test_the_daemon_refuses_what_check_config_refuses(elsewhere: Path) -> None:
    (elsewhere / "lastdance.toml").write_text(
        "[[connectors]]\ntype = 'twitter'\n[[watch]]\nplayer = 'sergio-ramoss'\n"
    )
    for command in ("run", "check-config"):
        code, words = said(command)
        assert code == 2
        assert "connectors[#1]: no connector of type 'twitter'" in words
        assert "Did you mean `sergio-ramos`?" in words
    assert [entry.name for entry in elsewhere.iterdir()] == ["lastdance.toml"]


def test_a_file_that_is_missing_is_named_once(elsewhere: Path) -> None:
    (elsewhere / "lastdance.toml").write_text("[catalogue]\nfiles = ['mine.toml']\n")
    code, words = said("check-config")
    assert code == 2
    assert words.count("mine.toml") == 1


def test_a_watchlist_that_names_nobody_ends_no_command_in_a_traceback(elsewhere: Path) -> None:
    (elsewhere / "lastdance.toml").write_text("[[watch]]\nplayer = 'sergio-ramoss'\n")
    for command in (("catalogue", "show"), ("explain", "sergio-ramos", "real-madrid")):
        code, words = said(*command)
        assert code == 2
        assert "did you mean `sergio-ramos`" in words


def test_words_are_explained_by_what_they_link_to_and_what_was_left_out(elsewhere: Path) -> None:
    (elsewhere / "lastdance.toml").write_text("[[watch]]\nplayer = 'sergio-ramos'\n")
    code, words = said("explain", "--text", "Sergio Ramos to Real Madrid, not Juan Ramos")
    assert code == 0
    assert "names Sergio Ramos" in words
    assert "“juan ramos” is somebody else" in words
    code, words = said("explain", "--text", "Ramos to somewhere warm")
    assert "link to nothing" in words


@pytest.mark.parametrize(
    ("options", "cure"),
    [
        (("--speed", "fast"), "--speed 'fast': give `max`"),
        (("--speed", "0"), "--speed '0': give `max`"),
        (("--name", "My Replay"), "--name 'My Replay': give small letters"),
        (("--keep", "some"), "must be 'linked' or 'all'"),
    ],
)
def test_a_replay_says_which_option_it_cannot_use(
    options: tuple[str, str], cure: str, elsewhere: Path
) -> None:
    (elsewhere / "posts.jsonl").write_text("")
    code, words = said("replay", "posts.jsonl", *options)
    assert code == 2
    assert cure in words
    assert not (elsewhere / "lastdance.db").exists()


def test_a_replay_of_nothing_says_so() -> None:
    code, words = said("replay", "posts.jsonl")
    assert (code, words.strip()) == (2, "error: posts.jsonl: there is no such file")


def test_a_replay_of_what_holds_no_activity_fails_and_one_bad_line_does_not(
    elsewhere: Path,
) -> None:
    (elsewhere / "table.csv").write_text("player,club\nramos,real-madrid\n")
    code, words = said("replay", "table.csv")
    assert code == 2
    assert "table.csv: holds no activity that could be read; give JSON lines" in words
    good = '{"id": "p1", "text": "One last dance?", "author": "fan", "lang": "en"}'
    (elsewhere / "posts.jsonl").write_text(f"no activity\n{good}\n")
    code, words = said("replay", "posts.jsonl", "--name", "posts")
    assert (code, "1 dead letters" in words) == (0, True)


@pytest.mark.parametrize(
    ("file", "held", "why"),
    [
        ("posts.jsonl", "no activity\n", "holds no activity that could be read"),
        ("table.csv", "player,club\nramos,real-madrid\n", "no column `timestamp`"),
    ],
)
def test_a_backtest_of_what_is_not_of_its_kind_can_not_begin(
    file: str, held: str, why: str, elsewhere: Path
) -> None:
    (elsewhere / file).write_text(held)
    code, words = said("backtest", file)
    assert (code, why in words) == (2, True)


@pytest.mark.parametrize("command", [("claims",), ("reported",), ("connectors", "decode", "feed")])
def test_a_folder_in_place_of_a_file_can_not_be_read(
    command: tuple[str, ...], elsewhere: Path
) -> None:
    (elsewhere / "posts").mkdir()
    assert said(*command, "posts") == (2, "error: posts: Is a directory\n")


def test_an_entry_of_the_catalogue_is_shown_for_a_person() -> None:
    code, words = said("catalogue", "show", "sergio-ramos")
    assert code == 0
    assert "stints former real-madrid, 2005-08-31 to 2021-06-30" in words


def test_what_the_catalogue_does_not_know_is_said_with_what_is_near() -> None:
    assert said("catalogue", "show", "sergio-ramo") == (
        2,
        "error: the catalogue knows no 'sergio-ramo'. Did you mean `sergio-ramos`?\n",
    )


def test_a_board_is_printed_as_grafana_imports_it() -> None:
    code, words = said("dashboards", "show", "daemon")
    assert code == 0
    assert '"uid": "lastdance-daemon"' in words
    assert said("dashboards", "show", "nightly")[0] == 2


def test_a_table_of_one_pairing_asks_for_it() -> None:
    code, words = said("export", "buckets", "--player", "Sergio Ramos")
    assert code == 2
    assert "buckets are of one pairing. Name it with --player and --club." in words


def test_a_table_that_cannot_be_written_leaves_the_file_that_is_there(elsewhere: Path) -> None:
    (elsewhere / "alerts.csv").write_text("of yesterday")
    code, words = said("export", "alerts", "--player", "Nobody", "--out", "alerts.csv")
    assert (code, "no player 'Nobody'" in words, "reported" in words) == (2, True, False)
    assert said("export", "alerts", "--out", "alerts.csv")[0] == 1  # there is no database
    assert (elsewhere / "alerts.csv").read_text() == "of yesterday"


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        (("claims", "none.jsonl"), 2, "none.jsonl: there is no such file"),
        (("sentiment", "score", "none.jsonl"), 2, "none.jsonl: there is no such file"),
        (("connectors", "import", "none.opml"), 2, "none.opml: there is no such file"),
        (("connectors", "decode", "feed", "none.xml"), 2, "none.xml: there is no such file"),
        (("dashboards", "show", "daemon", "--address", "foo"), 2, "--address: 'foo' is no address"),
        (("export", "alerts", "--since", "2026-08-05", "--until", "2026-08-01"), 2, "not after"),
        (("notify", "add", "--name", "x", "--allow", "foo"), 2, "error: --allow: 'foo'"),
        (("connectors", "record", "bluesky", "-o", "none/x"), 2, "there is no folder none"),
        (("explain", "Nobody", "Real Madrid"), 2, "`lastdance catalogue show` lists those"),
        (("outcome", "add", "Nobody", "Real Madrid"), 2, "lists those it knows."),
    ],
)
def test_what_there_is_not_is_named(words: tuple[str, ...], code: int, complaint: str) -> None:
    found, answer = said(*words)
    assert (found, complaint in answer) == (code, True), answer


def test_without_a_database_nothing_is_copied_or_erased(elsewhere: Path) -> None:
    code, words = said("backup", "copy.db")
    assert (code, "there is no database to copy" in words) == (1, True)
    code, words = said("erase", "bluesky", "did:plc:x", "--yes")
    assert (code, "nothing to erase" in words) == (1, True)
    assert not [*elsewhere.iterdir()]


def test_where_no_rumour_has_ended_it_is_said_how_one_is_noted() -> None:
    assert said("outcome", "list") == (
        0,
        "No rumour has ended yet. `lastdance outcome add` says how one did.\n",
    )
