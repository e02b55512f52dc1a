"""Every panel of every board, drawn by Grafana's own libraries on a real Prometheus."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

import dashboards
from tests.integration.boards.wall import MISSING, Hung, Wall, walls

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(bool(MISSING), reason=f"boards are not drawn without {', '.join(MISSING)}"),
]


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
    async with wall.hang(name, theme) as hung:
        assert hung.faults == []
        assert sorted(each["id"] for each in hung.panels) == sorted(each["id"] for each in panels)
        assert named(hung) == []
        assert hung.marks >= 1
        assert set.union(*map(units, panels)) <= hung.units
        if name == "overview":
            assert f"{dashboards.ADDRESS}/pairings/sergio-ramos/real-madrid" in hung.links
            boards = [link for link in hung.links if "/d/lastdance-pairing?" in link]
            assert any("var-player=sergio-ramos&var-club=real-madrid" in link for link in boards)
            assert not [link for link in hung.links if "$" in link]


async def test_a_panel_whose_query_fails_is_not_taken_for_a_drawn_one(wall: Wall) -> None:
    board = dashboards.load("daemon")
    broken = next(panel for panel in board["panels"] if panel["type"] == "timeseries")
    empty = next(panel for panel in board["panels"] if panel["type"] == "table")
    broken["targets"][0]["expr"] = "sum("
    empty["targets"] = [{**empty["targets"][0], "expr": "lastdance_nothing"}]
    async with wall.hang("daemon", board=board) as hung:
        assert {each[0] for each in named(hung)} == {broken["id"], empty["id"]}
