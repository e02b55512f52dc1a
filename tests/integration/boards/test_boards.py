"""Every panel of every board, drawn by Grafana's own libraries on a real Prometheus."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
import pytest_asyncio

import dashboards
from monitor.domain.alert import Kind
from tests.integration.boards.evening import LINGERS
from tests.integration.boards.wall import MISSING, SCENES, Hung, Line, Wall, walls
from tests.simulator.demo import CUT, DENIAL, LIKE, MEND
from tests.simulator.plot import DECOY, MINUTE, minute

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(bool(MISSING), reason=f"boards are not drawn without {', '.join(MISSING)}"),
]


ROW = 36
"""Pixels of a table's row: less is to be empty below the last."""

LOUD, STATE, SCORE, LIKELY, CLUBS = 7, 9, 8, 10, 14
"""Panels of the board of a pairing."""

OVERVIEW_SCORES = 8
FIRING, COOLING = 2, 3

LOOKED_BACK = timedelta(minutes=5)
"""So long Prometheus shows what ended, where it did not scrape the end itself."""
OVER = 2.7
"""The score from which an alert starts."""


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def wall(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Wall]:
    """A wall with the simulated evening behind it."""
    async with walls(tmp_path_factory.mktemp("wall")) as wall:
        yield wall


def drawn(panel: dict[str, Any]) -> bool:
    """Whether there is something to be seen in a panel."""
    said = panel["text"].replace(panel["title"], "", 1).strip()
    match panel["kind"]:
        case "timeseries":
            return bool(panel["canvases"])
        case "table":
            return int(panel["rows"]) > 1  # one is the head
        case _:
            return bool(said)


def named(hung: Hung) -> list[tuple[int, str, str]]:
    """Panels that are not as they should be: id, title, and what is the matter."""
    return [
        (panel["id"], panel["title"], panel["failed"] or panel["state"])
        for panel in hung.panels
        if panel["state"] != "Done"
        or "No data" in panel["text"]
        or "${" in panel["text"]
        or not drawn(panel)
    ]


def untidy(hung: Hung) -> list[tuple[str, object]]:
    """What nobody would hang up: names cut off, cells that say nothing, half empty tables."""
    found: list[tuple[str, object]] = []
    for panel in hung.panels:
        found += [(panel["title"], name) for name in panel["cut"]]
        found += [(panel["title"], cell) for cell in panel["cells"] if cell in {"", "-"}]
        if panel["kind"] == "table" and panel["empty"] > ROW:
            found.append((panel["title"], panel["empty"]))
    return found


def units(panel: dict[str, Any]) -> set[str]:
    """The units that a panel has."""
    field = panel.get("fieldConfig") or {"defaults": {}, "overrides": []}
    changed = [each for override in field["overrides"] for each in override["properties"]]
    besides = {each["value"] for each in changed if each["id"] == "unit"}
    return besides | ({field["defaults"]["unit"]} if "unit" in field["defaults"] else set())


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("name", dashboards.NAMES)
async def test_every_panel_is_drawn_with_data_and_what_fired_is_marked(
    wall: Wall, name: str, theme: str
) -> None:
    panels = [panel for panel in dashboards.load(name)["panels"] if panel["type"] != "row"]
    hung = await wall.look(name, theme)
    assert hung.faults == []
    assert sorted(each["id"] for each in hung.panels) == sorted(each["id"] for each in panels)
    assert named(hung) == []
    assert untidy(hung) == []
    assert hung.marks
    assert set.union(*map(units, panels)) <= hung.units


async def test_a_line_of_the_overview_leads_to_its_board_and_to_its_posts(wall: Wall) -> None:
    links = (await wall.look("overview")).links
    assert f"{dashboards.ADDRESS}/pairings/sergio-ramos/real-madrid" in links
    boards = [link for link in links if "/d/lastdance-pairing?" in link]
    assert any("var-player=sergio-ramos&var-club=real-madrid" in link for link in boards)
    assert not [link for link in links if "$" in link]


def times(line: Line, wanted: Callable[[float], bool]) -> list[datetime]:
    """When a line stood as is *wanted*."""
    return [at for at, value in line.items() if wanted(value)]


def changes(line: Line) -> int:
    """How often a line rose or fell."""
    values = [*line.values()]
    return sum(before != after for before, after in pairwise(values))


def marked(hung: Hung, name: str) -> list[tuple[datetime, datetime]]:
    """From when until when a board is marked so."""
    return [(since, until) for each, since, until in hung.marks if each == name]


async def test_the_story_leaves_its_band_fires_cools_and_is_over(wall: Wall) -> None:
    hung = await wall.look("pairing")
    loud, state, score = (hung.lines[panel] for panel in (LOUD, STATE, SCORE))
    accounts, usual, edge = loud["accounts"], loud["usual"], loud["edge of a spike"]
    assert all(changes(line) >= 10 for line in (accounts, usual, edge, *score.values()))
    quiet = [at for at in accounts if at <= minute(LIKE)]
    assert quiet
    assert all(usual[at] < edge[at] and accounts[at] < edge[at] for at in quiet)
    assert max(accounts.values()) > 2 * max(edge.values())
    fired = times(state["state"], lambda value: value == FIRING)
    assert fired[0] == wall.evening.fired[0] == times(score["half an hour"], lambda s: s >= OVER)[0]
    assert all(accounts[at] > edge[at] for at in fired[:10])
    cooled = times(state["state"], lambda value: value == COOLING)
    assert cooled[0] > fired[-1] > minute(MEND)
    assert all(accounts[at] < edge[at] for at in cooled)
    assert [*dict.fromkeys(state["state"].values())] == [0, FIRING, COOLING]
    likely = hung.lines[LIKELY]["likely"]
    assert likely[minute(DENIAL) - MINUTE] == max(likely.values()) > 2 * likely[cooled[-1]]


async def test_there_are_no_numbers_where_the_board_is_marked_as_blind(wall: Wall) -> None:
    hung = await wall.look("pairing")
    accounts, state = hung.lines[LOUD]["accounts"], hung.lines[STATE]["state"]
    ((since, until),) = marked(hung, "Blind")
    assert minute(CUT) < since < until < minute(MEND) + timedelta(minutes=30)
    assert not [at for at in accounts if since + LOOKED_BACK <= at < until - MINUTE]
    assert {state[at] for at in state if since <= at < until - MINUTE} == {FIRING}


async def test_marks_stand_where_alerts_were_told_and_rules_fired(wall: Wall) -> None:
    ((since, until),) = marked(await wall.look("pairing"), "Buzz")
    first, last = wall.evening.fired[0], wall.evening.fired[-1]
    assert (since, until) == (first, last + LINGERS)
    hung = await wall.look("overview")
    told = sorted(since for since, _ in marked(hung, "Told"))
    assert marked(hung, "Buzz") == [(since, SCENES["overview"])]
    wanted = [at for at, _ in wall.evening.told if at < SCENES["overview"]]
    assert len(told) == len(wanted) >= 2
    assert all(
        timedelta(0) <= seen - at <= MINUTE for seen, at in zip(sorted(told), wanted, strict=True)
    )
    assert (first, Kind.STORY_UPDATED) in wall.evening.told


async def test_a_match_and_the_players_other_clubs_stay_quiet_beside_it(wall: Wall) -> None:
    player, club = DECOY
    async with wall.hang("pairing", chosen={"player": player, "club": club}) as hung:
        loud, state, score = (hung.lines[panel] for panel in (LOUD, STATE, SCORE))
        assert marked(hung, "Buzz") == []
    assert {*state["state"].values()} == {0}
    assert changes(loud["accounts"]) >= 10
    assert all(loud["accounts"][at] < loud["edge of a spike"][at] for at in loud["accounts"])
    assert max(score["half an hour"].values()) < OVER
    hung = await wall.look("pairing")
    clubs = {name.strip(): line for name, line in hung.lines[CLUBS].items()}
    assert clubs.keys() == {"real madrid", "monterrey", "boca juniors"}
    assert [name for name, line in clubs.items() if max(line.values()) > 20] == ["real madrid"]


async def test_on_the_overview_one_of_many_fires_and_leads_them_all(wall: Wall) -> None:
    hung = await wall.look("overview")
    panels = {panel["title"]: panel for panel in hung.panels}
    scores = hung.lines[OVERVIEW_SCORES]
    assert panels["Firing"]["text"].split() == ["Firing", "1"]
    above = [name.split() for name, line in scores.items() if max(line.values()) >= OVER]
    assert above == [["sergio", "ramos", "→", "real", "madrid"]]
    assert len(scores) == 5
    assert all(changes(line) for line in scores.values())
    assert panels["Pairings"]["cells"][:3] == ["sergio ramos", "real madrid", "firing"]
    assert panels["Pairings"]["cells"].count("firing") == 1


async def test_a_panel_that_fails_or_that_nobody_would_hang_up_is_not_taken_for_a_good_one(
    wall: Wall,
) -> None:
    board = dashboards.load("overview")
    broken, empty, cut, blank = (
        next(panel for panel in board["panels"] if panel["title"] == title)
        for title in ("What is done in a minute", "Acts in an hour", "Likeliest moves", "Pairings")
    )
    broken["targets"][0]["expr"] = "sum("
    empty["targets"] = [{**empty["targets"][0], "expr": "lastdance_nothing"}]
    cut["options"]["namePlacement"] = "left"
    blank["gridPos"]["h"] += 2
    for override in blank["fieldConfig"]["overrides"]:
        kept = [each for each in override["properties"] if each["id"] != "noValue"]
        override["properties"] = kept
    async with wall.hang("overview", board=board) as hung:
        assert {each[0] for each in named(hung)} == {broken["id"], empty["id"]}
        assert {title for title, _ in untidy(hung)} == {cut["title"], blank["title"]}
        said = [what for title, what in untidy(hung) if title == blank["title"]]
        assert "-" in said
        assert any(isinstance(each, (int, float)) for each in said)
