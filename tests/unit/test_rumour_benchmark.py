"""The figures of stages and of stances, on a few lines written in the format of the data."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from monitor.domain.stance import Stance
from tests.benchmarks.rumour import stages, stance
from tests.benchmarks.rumour.__main__ import main as run
from tests.benchmarks.rumour.parts import TEXTS
from tests.training.stages.headlines import headlines
from tests.training.stances.tweets import FILE, Tweet, events, tweets

HOUR = 3_600_000 << 22
"""How far ids of tweets are apart that were written an hour apart."""

SAID = {
    "support": "Confirmed: the keeper has signed, officials say",
    "deny": "@desk That is a lie, he never signed, stop it",
    "query": "@desk Really? What is your source for this?",
    "comment": "@desk Lovely weather for a match today",
}

HEADLINES = (
    ("1", "Ann Ox agrees personal terms with Borough", "agreement"),
    ("1", "Ann Ox interests Borough", "interest"),
    ("1", "Borough complete the signing of Ann Ox", "done"),
    ("1", "Ann Ox to Borough or not", "ambiguous"),
    ("2", "Ben Ash in talks with County", "talks"),
    ("2", "County submit a bid for Ben Ash", "bid"),
    ("2", "Ben Ash is not joining County, says his agent", "denied"),
    ("2", "Ben Ash signs new contract", "stays"),
    ("2", "Ben Ash scores twice", "none"),
)


def write(file: Path, head: str, rows: Iterable[Sequence[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(head.split(","))
        table.writerows(rows)


def thread(begun: int) -> list[tuple[str, str, str, str]]:
    """An event of two threads, an hour apart."""
    return [
        (str(begun + turn * HOUR + place), str(int(kind == "support")), text, kind)
        for turn in range(2)
        for place, (kind, text) in enumerate(SAID.items())
    ]


@pytest.fixture
def said(tmp_path: Path) -> Path:
    """Three events of eight tweets, and rows that tell no stance."""
    rows = [row for day in (1, 11, 21) for row in thread(day * 24 * HOUR)]
    write(tmp_path / FILE, "id,is_source,text,stance", [*rows, ("x", "broken", "row", "")])
    return tmp_path


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """Headlines of two players, and posts."""
    write(
        tmp_path / "ftr18_pairings.csv",
        "pairing_id,player,to_club",
        [("1", "Ann Ox", "Borough"), ("2", "Ben Ash", "County")],
    )
    write(
        tmp_path / "stage_labels.csv",
        "pairing_id,text,lang,stage",
        [(pairing, text, "en", stage) for pairing, text, stage in HEADLINES],
    )
    posts = [
        ("Here we go! Ann Ox signs for Borough.", "done"),
        ("County submit a bid for Ben Ash", "bid"),
        ("Ben Ash signs new contract", "stays"),
        ("What a goal", "none"),
    ]
    write(tmp_path / "reporter_posts_stage.csv", "text,stage", posts)
    return tmp_path


def test_stances_that_are_said_alike_in_every_event_are_all_found(said: Path) -> None:
    assert set(stance.figures(said).values()) == {1.0}
    assert set(stance.figures(said, said).values()) == {1.0}


def test_a_stance_that_is_wrongly_given_costs(said: Path, tmp_path: Path) -> None:
    apart = tmp_path / "apart"
    apart.mkdir()
    rows = [(key, start, SAID["query"], kind) for key, start, _, kind in thread(HOUR)]
    write(apart / FILE, "id,is_source,text,stance", rows)
    assert stance.figures(apart, said)["stance.macro_f1"] < 0.5


def test_no_event_stands_on_both_sides(said: Path) -> None:
    given = tweets(said)
    held: list[int] = []
    for rest, apart in stance.parted(given, 2):
        assert {given[place].event for place in rest}.isdisjoint(
            given[place].event for place in apart
        )
        held += apart
    assert sorted(held) == list(range(len(given))) == list(range(24))


def test_one_event_is_parted_by_tweet() -> None:
    given = [Tweet(str(key), "0", "told", Stance.COMMENT) for key in range(40)]
    sides = [held for _, held in stance.parted(given, 3)]
    assert sorted(place for held in sides for place in held) == list(range(40))
    assert len(sides) == 3


def test_days_without_a_tweet_part_events_in_whatever_order_they_stand() -> None:
    first, second, later = (str(hours * HOUR) for hours in (9, 60, 200))
    assert events([later, second, first]) == {first: first, second: first, later: later}
    assert events([]) == {}


def test_stages_are_held_against_what_readers_told_apart(told: Path) -> None:
    figures = stages.figures(told, told)
    assert figures["reporter_stage.accuracy"] == 1
    assert figures["stage.agreement_precision"] == 1
    assert figures["stage.done_precision"] == 1
    assert 0 <= figures["stage.macro_f1"] <= 1


def test_ambiguous_headlines_are_left_out_and_what_readers_joined_is_joined(told: Path) -> None:
    given = headlines(told)
    pairs = stages.nested(given)
    assert len(pairs) == len(given) == len(HEADLINES) - 1
    assert {true.value for true, _ in pairs if true} == {
        "agreement",
        "denied",
        "done",
        "interest",
        "talks",
    }


def test_a_part_is_told_by_the_file_it_lacks(said: Path, tmp_path: Path) -> None:
    apart = tmp_path / "apart"
    apart.mkdir()
    [part] = [part for part, _ in TEXTS if part.name == "stance"]
    assert part.lacks(said, None) == ""
    assert part.lacks(said, apart) == str(apart / FILE)
    assert part.lacks(apart, said) == str(apart / FILE)


def test_what_there_is_is_told_and_what_is_left_out_is_named(
    said: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "figures.json"
    run(["--data", str(said), "--json", str(out)])
    figures = json.loads(out.read_text(encoding="utf-8"))["figures"]
    assert figures["stance.macro_f1"] == 1
    assert "reported.precision" in figures
    assert not any(name.startswith(("window", "stage")) for name in figures)
    told = capsys.readouterr().err
    assert f"window and week: left out: no {said / 'ftr18_items.csv'}" in told
    assert told.count("left out") == 3


def test_a_folder_without_any_of_the_files_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        run(["--data", str(tmp_path)])
    assert "stage_labels.csv" in capsys.readouterr().err


def test_posts_are_read_where_no_headline_is_labelled(told: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    (told / stages.POSTS).rename(bare / stages.POSTS)
    assert stages.posted(bare)["reporter_stage.accuracy"] > 0
