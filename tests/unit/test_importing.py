"""A user's sheets, merged into what is known."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from monitor.cli import app
from monitor.judges import register
from monitor.judges.merging import Merging, State, Taken
from monitor.judges.sheets import SHEETS, Line, Unread, read_sheet
from monitor.judges.stints import joined

TODAY = date(2026, 9, 1)
STARTER = register.gather([])

CLUBS = "slug,name,country,timezone,aliases\nac-example,AC Example,IT,Europe/Rome,Esempio;ACE\n"
PLAYERS = (
    "name,born,club,since,as_of,aliases\n"
    "Joe Example,2000-01-01,AC Example,2024-07-01,2026-08-01,Joe Ex;JoeX\n"
)


TWICE = "JoeX,Sevilla,former,\nJoeX,Sevilla,former,2019-01-01\n"


def brought(*sheets: tuple[str, str], merging: Merging | None = None) -> list[Taken]:
    """What became of each line of these sheets."""
    merging = merging or Merging(STARTER, TODAY)
    taken = []
    for name, text in sheets:
        for line in read_sheet(name, text.encode()):
            assert isinstance(line, Line), line
            taken.append(merging.take(line))
    return taken


def refused(name: str, text: str) -> str:
    """Why the only line of a sheet is refused."""
    [line] = read_sheet(name, text.encode())
    if isinstance(line, Unread):
        return f"{line.place}: {line.why}"
    taken = Merging(STARTER, TODAY).take(line)
    assert taken.state is State.REFUSED
    return f"{taken.place}: {taken.why}"


def test_names_lead_to_slugs_and_lines_to_entries_that_can_be_used() -> None:
    merging = Merging(STARTER, TODAY)
    taken = brought(
        ("clubs.csv", CLUBS),
        ("players.csv", PLAYERS),
        ("relations.csv", "player,club,relation,until\nJoeX,Real Madrid,former,2020-06-30\n"),
        ("accounts.csv", "platform,handle,role,player\nbluesky,@Joe.example,player,joe ex\n"),
        ("pairings.csv", "player,club\nJoe Example,sevilla\njoe-example,\n,Esempio\n"),
        ("windows.csv", "country,opens,closes\nIT,2029-01-02,2029-02-02\n"),
        merging=merging,
    )
    assert [one.state for one in taken][:2] == [State.ADDED, State.ADDED]
    assert State.REFUSED not in {one.state for one in taken}
    catalogue = register.load([], entries=json.loads(json.dumps(merging.rows())))
    joe = catalogue.players["joe-example"]
    assert (joe.born, joe.as_of) == (date(2000, 1, 1), date(2026, 8, 1))
    assert {(s.club, str(s.relation)) for s in joe.stints} == {
        ("ac-example", "current"),
        ("real-madrid", "former"),
    }
    [account] = catalogue.accounts
    assert (account.handle, account.player) == ("Joe.example", "joe-example")
    assert len(catalogue.watchlist) == 3


def test_the_same_file_twice_changes_nothing() -> None:
    merging = Merging(STARTER, TODAY)
    sheets = (
        ("clubs.csv", CLUBS),
        ("players.csv", PLAYERS),
        ("relations.csv", f"player,club,relation,since\n{TWICE}"),
        ("pairings.csv", "player,club\nJoe Example,sevilla\n"),
    )
    brought(*sheets, merging=merging)
    again = brought(*sheets, merging=merging)
    assert {one.state for one in again} == {State.UNCHANGED}


def test_a_line_gives_some_fields_and_leaves_the_others() -> None:
    merging = Merging(STARTER, TODAY)
    [taken] = brought(("c.csv", "slug,country,aliases\narsenal,GB,The Arse\n"), merging=merging)
    assert (taken.state, taken.why) == (State.CHANGED, "aliases")
    club = register.load([], entries=merging.rows()).clubs["arsenal"]
    before = register.load([]).clubs["arsenal"]
    assert {a.text for a in club.aliases} == {a.text for a in before.aliases} | {"The Arse"}
    assert club.timezone == before.timezone


def test_a_name_that_is_said_to_be_ambiguous_means_nobody_alone_any_more() -> None:
    merging = Merging(STARTER, TODAY)
    told = "slug,country,ambiguous\nac-example,IT,ace\n"
    brought(("clubs.csv", CLUBS), ("c.csv", told), merging=merging)
    club = merging.made["clubs", "ac-example"]
    assert (club["aliases"], club["ambiguous"]) == (["Esempio"], ["ace"])


def test_who_joins_a_club_leaves_the_one_before() -> None:
    stints: list[dict[str, Any]] = [{"club": "a", "relation": "current", "since": "2020-07-01"}]
    moved = joined(stints, {"club": "b", "relation": "current", "since": "2024-07-01"})
    assert moved == [
        {"club": "a", "relation": "former", "since": "2020-07-01", "until": "2024-07-01"},
        {"club": "b", "relation": "current", "since": "2024-07-01"},
    ]


TOLD = st.fixed_dictionaries(
    {
        "club": st.sampled_from("ab"),
        "relation": st.sampled_from(["current", "former", "loan_parent"]),
    },
    optional={"since": st.sampled_from(["2020-01-01", "2021-01-01", "2022-01-01"])},
)  # fmt: skip


@given(st.lists(TOLD, max_size=5), TOLD)
def test_what_is_told_of_a_stint_twice_is_known_once(
    before: list[dict[str, str]], told: dict[str, str]
) -> None:
    stints: list[dict[str, Any]] = []
    for one in before:
        stints = joined(stints, one)
    once = joined(stints, told)
    assert joined(once, told) == once
    assert sum(stint["relation"] == "current" for stint in once) <= 1


@given(st.binary(max_size=300), st.sampled_from(["x.csv", "x.toml"]))
def test_whatever_is_brought_is_taken_or_refused(raw: bytes, name: str) -> None:
    merging = Merging((), TODAY)
    for line in read_sheet(name, raw):
        if isinstance(line, Line):
            assert merging.take(line).place.startswith(name)
        else:
            assert line.why


WRONG = [
    ("p.csv", "name,birn\nX,1\n", "did you mean `born`?"),
    ("p.csv", "name,name\nX,Y\n", "twice"),
    ("p.csv", "colour\nred\n", "no header that is known"),
    ("p.csv", "", "no header that is known"),
    ("p.csv", "name,born\nX,2000-01-01,more\n", "line 2: has 3 cells, the header 2"),
    ("p.csv", "name,born\nX,soon\n", "line 2: Invalid"),
    ("p.csv", "name,born\nX,1850-01-01\n", "check the year"),
    ("p.csv", "name,club\nX,Real Madird\n", "did you mean `real-madrid`?"),
    ("p.csv", 'name,born\n"X,2000\n', "can't be read as CSV"),
    ("p.csv", "name,born\nX\x07,2000-01-01\n", "control characters"),
    ("p.csv", "name,born\n\u6c5f,2000-01-01\n", "makes no slug"),
    ("p.csv", "name,born\nSergio Ramos,1999-01-01\n", "may be somebody else"),
    ("p.csv", "name,since\nX,2000-01-01\n", "add the club"),
    ("r.csv", "player,club,relation\nNobody At All,arsenal,former\n", "is not among the players"),
    ("r.csv", "player,club,relation\nSergio Ramos,arsenal,loves\n", "Invalid enum value"),
    ("a.csv", "platform,handle,role\nbluesky,x.example,player\n", "names no player"),
    ("c.csv", "slug,name,country\nx,X,ESP\n", "did you mean `ES`?"),
    ("w.csv", "country,opens,closes\nES,2026-02-01,2026-01-01\n", "before it opens"),
    ("t.toml", "[[teams]]\nslug='x'\n", "is no table of a catalogue"),
    ("t.toml", "[[players]]\nname='X'\nstints=[3]\n", "no tables"),
    ("t.toml", "[[players]]\nslug=['x']\nname='X'\n", "Expected `str`"),
    ("t.toml", "[[players]]\nname='X'\naliases=[3]\n", "Expected `str`"),
    ("t.toml", "[[pairings]]\n", "neither a player nor a club"),
    ("t.toml", "[[clubs\n", "is not TOML"),
]


@pytest.mark.parametrize(("name", "text", "said"), WRONG)
def test_a_bad_line_is_refused_with_its_place_and_its_cure(name: str, text: str, said: str) -> None:
    assert said in refused(name, text)


def test_semicolons_of_a_spreadsheet_are_understood() -> None:
    merging = Merging(STARTER, TODAY)
    brought(("p.csv", 'name;born;aliases\r\nX Y;2000-01-01;"Ex;Why"\r\n'), merging=merging)
    assert merging.made["players", "x-y"]["aliases"] == ["Ex", "Why"]


def test_nobody_under_age_comes_under_watch_by_a_sheet() -> None:
    players = "name,born\nYoung One,2012-01-01\nNo Age,\n"
    taken = brought(
        ("players.csv", players),
        ("pairings.csv", "player,club\nYoung One,\nNo Age,sevilla\n"),
        ("a.csv", "platform,handle,role,player\nbluesky,y.example,player,Young One\n"),
    )
    assert [one.state for one in taken[2:]] == [State.REFUSED] * 3
    assert all("nobody under 18" in one.why for one in taken[2:])


def test_what_stands_in_a_file_of_the_configuration_is_changed_there(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('[[clubs]]\nslug = "x"\nname = "X"\ncountry = "ES"\n', "utf-8")
    merging = Merging(register.gather([file]), TODAY)
    same, other = brought(("c.csv", "slug,country\nx,ES\nx,FR\n"), merging=merging)
    assert same.state is State.UNCHANGED
    assert other.state is State.REFUSED
    assert "mine.toml, which holds" in other.why


# --- the command --------------------------------------------------------------------------


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clubs.csv").write_text(CLUBS)
    (tmp_path / "players.csv").write_text(PLAYERS + "Bad One,soon,,,,\n")
    return tmp_path


def ran(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ("catalogue", *words))
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result.exit_code, result.output


def test_a_bad_line_costs_no_good_one_and_the_report_says_so(here: Path) -> None:
    code, words = ran("import", "players.csv", "clubs.csv")
    assert code == 1
    assert "refused players Bad One: Invalid" in words
    assert "players.csv line 3" in words
    assert "2 added, 0 changed, 0 unchanged, 1 refused; stored" in words
    assert "current ac-example" in ran("show", "joe-example")[1]
    again = ran("import", "players.csv", "clubs.csv")[1]
    assert "0 added, 0 changed, 2 unchanged, 1 refused" in again
    assert (here / "lastdance.db").exists()


@pytest.mark.parametrize("option", ["--dry-run", "--strict"])
def test_nothing_is_stored_where_that_was_asked_for(here: Path, option: str) -> None:
    code, words = ran("import", "players.csv", "clubs.csv", option)
    assert (code, "1 refused; nothing is stored" in words) == (1, True)
    assert not (here / "lastdance.db").exists()


def test_what_was_imported_is_forgotten_unless_others_lean_on_it(here: Path) -> None:
    ran("import", "players.csv", "clubs.csv")
    code, words = ran("forget", "ac-example")
    assert (code, "names `ac-example`, which is not among the clubs" in words) == (2, True)
    assert ran("forget", "ac-example", "joe-example") == (
        0,
        "removed ac-example\nremoved joe-example\n",
    )
    assert ran("show", "joe-example")[0] == 2
    assert "the database holds no joe-example" in ran("forget", "joe-example")[1]


def test_an_imported_player_can_be_watched_by_the_file(here: Path) -> None:
    ran("import", "players.csv", "clubs.csv")
    (here / "lastdance.toml").write_text('[[watch]]\nplayer = "joe-example"\n')
    result = CliRunner().invoke(app, ("check-config",))
    assert result.exit_code == 0, result.output


def test_every_column_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "operations.md").read_text()
    for kind, columns in SHEETS.items():
        assert f"| `{kind}` | {', '.join(f'`{column}`' for column in columns)} |" in text
