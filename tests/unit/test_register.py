"""The catalogue, put together and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from monitor.domain.catalogue import Account, Pairing, Relation, Role, Watch
from monitor.judges import register
from monitor.judges.findings import CatalogueError, Level, check

TODAY = date(2025, 11, 1)
STARTER = register.load([])

GOOD = """
[[clubs]]
slug = "ac-example"
name = "AC Example"
country = "IT"
timezone = "Europe/Rome"

[[players]]
slug = "joe-example"
name = "Joe Example"
born = 2000-01-01
as_of = 2025-09-01
aliases = ["Joe Ex"]
ambiguous = ["Joe"]
stints = [{ club = "ac-example", relation = "current", since = 2020-07-01 }]

[[sources]]
slug = "the-example"
name = "The Example"
role = "outlet"

[[accounts]]
platform = "bluesky"
handle = "@Joe.example"
id = "did:plc:joe"
role = "player"
player = "joe-example"
proof = "the handle is his domain"
verified_on = 2025-10-01

[[watch]]
player = "joe-example"
club = "real-madrid"

[[windows]]
country = "IT"
opens = 2028-01-02
closes = 2028-02-02
"""


def written(folder: Path, text: str, name: str = "own.toml") -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def complaint(folder: Path, text: str) -> str:
    with pytest.raises(CatalogueError) as caught:
        register.load([written(folder, text)])
    return str(caught.value)


def test_the_starter_catalogue_can_be_used() -> None:
    assert STARTER.players
    assert len(STARTER.watchlist) == 10
    assert STARTER.accounts == ()
    assert not [f for f in check(STARTER, TODAY) if f.level is not Level.NOTE]


def test_every_starter_pairing_is_watched_and_open() -> None:
    for watch in STARTER.watchlist:
        assert watch.player is not None
        assert watch.club is not None
        pairing = Pairing(watch.player, watch.club)
        assert STARTER.watches(pairing, TODAY)
        assert STARTER.relation(pairing, TODAY) is not Relation.CURRENT


def test_windows_of_every_starter_country_are_known_for_three_years() -> None:
    known = {(window.country, window.opens.year) for window in STARTER.windows}
    countries = {club.country for club in STARTER.clubs.values()}
    assert known >= {(country, year) for country in countries for year in (2025, 2026, 2027)}


def test_a_contract_that_ran_out_makes_a_former_club() -> None:
    ramos = STARTER.players["sergio-ramos"]
    assert ramos.relation("monterrey", TODAY) is Relation.CURRENT
    assert ramos.relation("monterrey", date(2026, 3, 6)) is Relation.FORMER
    assert ramos.relation("real-madrid", TODAY) is Relation.FORMER


def test_a_file_of_the_same_form_adds_to_the_starter_data(tmp_path: Path) -> None:
    catalogue = register.load([written(tmp_path, GOOD)])
    assert len(catalogue.players) == len(STARTER.players) + 1
    account = catalogue.account("bluesky", "did:plc:joe")
    assert account is not None
    assert (account.handle, account.standing) == ("Joe.example", Role.PLAYER)
    assert catalogue.watchlist == {Watch("joe-example", "real-madrid")}
    assert [alias.ambiguous for alias in catalogue.players["joe-example"].aliases] == [False, True]


def test_an_entry_with_the_slug_of_an_earlier_one_replaces_it(tmp_path: Path) -> None:
    newer = GOOD + '\n[[clubs]]\nslug = "arsenal"\nname = "The Arsenal"\ncountry = "GB"\n'
    catalogue = register.load([written(tmp_path, newer)])
    assert catalogue.clubs["arsenal"].name == "The Arsenal"
    assert len(catalogue.clubs) == len(STARTER.clubs) + 1


def test_rows_of_the_database_go_over_files_and_settings_watch_too() -> None:
    rows: list[tuple[str, str, Mapping[str, Any]]] = [
        ("club", "arsenal", {"name": "Arsenal WC", "country": "GB"}),
        ("players", "new-one", {"name": "New One", "born": "1999-05-05"}),
        ("watch", "new-one/arsenal", {"player": "new-one", "club": "arsenal"}),
    ]
    catalogue = register.load([], entries=rows, watch=[Watch("new-one")])
    assert catalogue.clubs["arsenal"].name == "Arsenal WC"
    assert catalogue.players["new-one"].born == date(1999, 5, 5)
    assert catalogue.watchlist == {Watch("new-one", "arsenal"), Watch("new-one", None)}


def test_files_of_the_user_go_over_rows_of_the_database(tmp_path: Path) -> None:
    file = written(tmp_path, '[[clubs]]\nslug = "x"\nname = "By File"\ncountry = "ES"\n')
    rows = [("clubs", "x", {"name": "By Row", "country": "ES"})]
    assert register.load([file], entries=rows).clubs["x"].name == "By File"


def test_a_country_that_was_stored_once_and_is_none_is_told_and_keeps_nobody_from_starting() -> (
    None
):
    catalogue = register.load([], entries=[("clubs", "x", {"name": "X", "country": "UK"})])
    told = [str(one) for one in register.check(catalogue, date(2026, 8, 1))]
    assert "clubs x: has `UK` for a country; did you mean `GB`?" in told


PROVEN = {"platform": "bluesky", "handle": "joe.example", "on": "2025-10-31"}
STATED = "the handle is his domain"


@pytest.mark.parametrize(
    ("shown", "proof", "verified_on"),
    [
        ({"stated": STATED, "proof": STATED, "id": "did:plc:joe"}, STATED, date(2025, 10, 31)),
        ({"stated": STATED, "id": "did:plc:joe"}, None, date(2025, 10, 1)),
        ({"stated": "another", "id": "did:plc:joe"}, STATED, date(2025, 10, 1)),
        ({"stated": STATED, "id": "did:plc:other"}, STATED, date(2025, 10, 1)),
    ],
)
def test_what_proving_showed_holds_for_the_proof_and_the_id_that_were_stated_then(
    tmp_path: Path, shown: dict[str, str], proof: str | None, verified_on: date
) -> None:
    rows = [("proofs", "bluesky/joe.example", {**PROVEN, **shown})]
    [account] = register.load([written(tmp_path, GOOD)], entries=rows).accounts
    assert (account.proof, account.verified_on) == (proof, verified_on)


def test_a_file_holds_no_proofs_of_its_own(tmp_path: Path) -> None:
    assert "is no table of a catalogue" in complaint(tmp_path, "[[proofs]]\n")


def test_without_starter_data_only_the_files_count(tmp_path: Path) -> None:
    file = written(tmp_path, '[[clubs]]\nslug = "x"\nname = "X"\ncountry = "ES"\n')
    catalogue = register.load([file], starter=False)
    assert (set(catalogue.clubs), catalogue.players) == ({"x"}, {})


PLAYER = '[[players]]\nslug = "p"\nname = "P"\n'
ACCOUNT = '[[accounts]]\nplatform = "bluesky"\nhandle = "x.example"\n'

WRONG = [
    ("[[clubs", "is not TOML"),
    ('[[teams]]\nslug = "x"\n', "is no table of a catalogue"),
    ("clubs = 3\n", "is no table of a catalogue"),
    (PLAYER + "shoe_size = 44\n", "unknown field `shoe_size`"),
    (PLAYER + 'born = "soon"\n', "Invalid"),
    (PLAYER + "born = 1850-01-01\n", "is born 1850-01-01, which can't be"),
    (PLAYER + "born = 2040-01-01\n", "is born 2040-01-01, which can't be"),
    (PLAYER + PLAYER, "stands there twice"),
    (PLAYER + 'aliases = ["A"]\nambiguous = ["a"]\n', "keep one"),
    (PLAYER + 'stints = [{club = "real-madird", relation = "current"}]\n', "did you mean `real-m"),
    (PLAYER + 'stints = [{club = "arsenal", relation = "loves"}]\n', "Invalid enum value 'loves'"),
    (
        PLAYER + '[[players.stints]]\nclub = "arsenal"\nrelation = "former"\n'
        "since = 2020-01-01\nuntil = 2019-01-01\n",
        "before coming",
    ),
    ('[[players]]\nname = "P"\n', "missing required field `slug`"),
    ('[[players]]\nslug = "No Slug"\nname = "P"\n', "Expected `str` matching"),
    ('[[clubs]]\nslug = "x"\nname = "X"\ncountry = "Spain"\n', "country"),
    ('[[clubs]]\nslug = "x"\nname = "X"\ncountry = "XX"\n', "its code of ISO 3166"),
    ('[[clubs]]\nslug = "x"\nname = "X"\ncountry = "es"\n', "did you mean `ES`?"),
    ('[[windows]]\ncountry = "ENG"\nopens = 2026-01-01\ncloses = 2026-02-01\n', "mean `GB`?"),
    ('[[clubs]]\nslug = "x"\nname = "X"\ncountry = "ES"\ntimezone = "Mars/Olympus"\n', "Mars"),
    ('[[sources]]\nslug = "x"\nname = "X"\nrole = "outlet"\nclub = "nowhere"\n', "[[clubs]]"),
    (ACCOUNT + 'role = "player"\n', "names no player"),
    (ACCOUNT + 'role = "club"\n', "names no club"),
    (ACCOUNT + 'role = "player"\nplayer = "nobody-at-all"\n', "not among the players"),
    (ACCOUNT + ACCOUNT, "stands there twice"),
    (ACCOUNT + "verified_on = 1900-01-01\n", "check the year"),
    ("[[watch]]\n", "neither a player nor a club"),
    ('[[watch]]\nplayer = "sergio-ramoz"\n', "did you mean `sergio-ramos`?"),
    ('[[windows]]\ncountry = "ES"\nopens = 2026-02-01\ncloses = 2026-01-01\n', "before it opens"),
]


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_a_fault_is_named_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    message = complaint(tmp_path, text)
    assert said in message
    assert message.startswith(str(tmp_path / "own.toml"))


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    assert len(complaint(tmp_path, PLAYER + "a = 1\n" + ACCOUNT + "b = 2\n").splitlines()) == 2


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b"\x80"])
def test_a_file_that_is_no_text_is_named(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "own.toml"
    file.write_bytes(raw)
    with pytest.raises(CatalogueError, match="can't be read"):
        register.load([file])


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="isn't there"):
        register.load([tmp_path / "none.toml"])


def test_an_unknown_kind_of_row_is_named() -> None:
    with pytest.raises(CatalogueError, match="database: team x: is no kind of entry"):
        register.load([], entries=[("team", "x", {})])


def findings(**changes: Any) -> list[str]:
    return [f"{f.level} {f}" for f in check(replace(STARTER, **changes), TODAY)]


def has(said: list[str], *words: str) -> bool:
    return any(all(word in line for word in words) for line in said)


def test_an_account_without_proof_is_warned_of() -> None:
    account = Account(platform="bluesky", handle="x", role=Role.OUTLET, source="marca")
    said = findings(accounts=(account,))
    assert has(said, "warning", "has no proof", "ranks as public")
    assert has(said, "note", "has no id")


def test_a_player_without_a_day_of_birth_has_acts_that_will_not_be_watched() -> None:
    ramos = replace(STARTER.players["sergio-ramos"], born=None)
    account = Account(
        platform="bluesky", handle="x", id="1", role=Role.PLAYER, player="sergio-ramos", proof="p"
    )
    said = findings(players={"sergio-ramos": ramos}, accounts=(account,))
    assert has(said, "warning", "players sergio-ramos", "acts will not be watched")


def test_the_under_aged_are_warned_of() -> None:
    young = replace(STARTER.players["sergio-ramos"], born=date(2010, 1, 1))
    assert has(findings(players={"sergio-ramos": young}), "under 18")


def test_what_has_grown_old_is_noted() -> None:
    said = [str(f) for f in check(STARTER, date(2027, 1, 1))]
    assert has(said, "sergio-ramos", "365 days ago")


def test_a_shared_name_that_nobody_marked_is_noted_as_ambiguous() -> None:
    clubs = dict(STARTER.clubs)
    clubs["arsenal"] = replace(clubs["arsenal"], aliases=clubs["chelsea"].aliases)
    assert has(findings(clubs=clubs), "note", "aliases", "arsenal and chelsea both bear it")


def test_one_id_for_two_accounts_is_warned_of() -> None:
    one = Account(platform="bluesky", handle="a", id="did:1", proof="p")
    two = replace(one, handle="b")
    assert has(findings(accounts=(one, two)), "warning", "has the id of")


def test_countries_without_windows_are_noted() -> None:
    assert has(findings(windows=()), "note", "windows ES")


def test_nothing_watched_is_warned_of() -> None:
    assert has(findings(watchlist=frozenset()), "warning", "nothing is watched")
