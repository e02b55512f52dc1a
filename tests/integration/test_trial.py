"""`lastdance connectors try` against real servers, through the real command line."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from monitor.app.trial import Trial, trial
from monitor.cli import app
from tests.integration.newsroom import CATALOGUE
from tests.simulator.appview import AppView
from tests.simulator.clock import FastClock
from tests.simulator.events import Events, line
from tests.simulator.jetstream import Jetstream
from tests.simulator.listening import NOW, Chosen, house

DANCE = "Sergio Ramos back at Real Madrid for one last dance?"


@dataclass(slots=True)
class Stage:
    """A folder with a configuration, and the servers that it names."""

    folder: Path
    wire: Jetstream
    view: AppView
    world: Events

    def configure(self, **entry: Any) -> None:
        entry = {"name": "bluesky", "type": "bluesky_jetstream", "appview": self.view.url} | entry
        told = "\n".join(f"{key} = {json.dumps(value)}" for key, value in entry.items())
        mine = self.folder / "mine.toml"
        mine.write_text(CATALOGUE)
        text = f"[catalogue]\nfiles = [{json.dumps(str(mine))}]\n[[connectors]]\n{told}\n"
        (self.folder / "lastdance.toml").write_text(text)

    async def run(self, *more: str, name: str = "bluesky", seconds: str = "3") -> tuple[int, str]:
        """Run the command; return its exit code, and all that it said."""
        config = str(self.folder / "lastdance.toml")
        arguments = ["connectors", "try", name, "--seconds", seconds, "--config", config, *more]
        result = await asyncio.to_thread(CliRunner().invoke, app, arguments)
        assert isinstance(result.exception, SystemExit | None), result.exception
        return result.exit_code, result.output


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    now = datetime.now(UTC) - timedelta(seconds=2)  # noqa: TID251 - lag is measured by the wall
    async with Jetstream() as wire, AppView() as view:
        made = Stage(tmp_path, wire, view, Events(5, now))
        view.handles["player.example"] = made.world.did("player")
        made.configure(urls=[wire.url], collections=["app.bsky.*"])
        yield made


async def speak(stage: Stage) -> None:
    """Once somebody listens: a player, a fan who names him, and others."""
    w = stage.world
    await stage.wire.subscribed()
    player, fan, other = w.did("player"), w.did("fan"), w.did("other")
    post = w.post(fan, DANCE)
    stage.wire.emit(post, w.like(player, post), w.post(player, "Good\nmorning", langs=["en"]))
    stage.wire.emit(w.post(other, "about my cat"), w.block(other, fan), b"not json")


@pytest.mark.parametrize("dialect", ["v1", "v2"])
async def test_a_stream_is_tried_and_nothing_is_stored(stage: Stage, dialect: str) -> None:
    url = stage.wire.url if dialect == "v1" else stage.wire.v2_url
    stage.configure(urls=[url], dialect=dialect, collections=["app.bsky.*"])
    before = sorted(stage.folder.iterdir())
    (code, words), _ = await asyncio.gather(stage.run("--json"), speak(stage))
    assert code == 0, words
    found = json.loads(words[words.index("{") : words.rindex("}") + 1])
    assert found["activities"] == {"create": 2, "like": 1}
    assert (found["known"], found["named"]) == (2, 1)
    assert found["dropped"] == {"unmatched": 1, "unhandled:app.bsky.graph.block": 1}
    assert found["dead"] == {"not_json": 1}
    assert found["received"] > 1000
    assert found["bytes_per_day"] == pytest.approx(found["received"] * 86400 / found["took"])
    assert found["expected"] > 1e10
    assert 0 <= found["lag"] < 30
    assert found["errors"] == []
    assert sorted(stage.folder.iterdir()) == before


async def test_no_private_person_is_shown(stage: Stage) -> None:
    (code, words), _ = await asyncio.gather(stage.run(), speak(stage))
    assert code == 0
    assert "player.example: like, a private account" in words
    assert 'player.example: create, "Good morning"' in words
    for private in ("fan", "other"):
        assert stage.world.did(private) not in words
    assert DANCE not in words
    assert "did:" not in words


async def test_what_comes_is_said_in_a_table_with_what_a_day_brings(stage: Stage) -> None:
    (_, words), _ = await asyncio.gather(stage.run(), speak(stage))
    told = " ".join(words.split())
    assert "would be judged 3 (create 2, like 1)" in told
    assert "would not be kept 2 (unhandled:app.bsky.graph.block 1, unmatched 1)" in told
    assert "a day, expected 19." in told
    assert "reading 127.0.0.1" in told


async def test_watched_accounts_are_looked_up_first(stage: Stage) -> None:
    stage.configure(urls=[stage.wire.url], accounts="watched")
    (code, _), _ = await asyncio.gather(stage.run(), speak(stage))
    assert code == 0
    assert stage.wire.calls[0]["wantedDids"] == [stage.world.did("player")]


async def test_a_host_that_fails_is_named_and_the_next_is_tried(stage: Stage) -> None:
    async with Jetstream() as away:
        gone = away.url
    stage.configure(urls=[gone, stage.wire.url], collections=["app.bsky.*"])
    (code, words), _ = await asyncio.gather(stage.run(seconds="2.5"), speak(stage))
    assert code == 0
    assert "can't be reached: Connection refused" in words
    assert "3 (create 2, like 1)" in words


async def test_what_can_not_be_read_at_all_ends_with_one(stage: Stage) -> None:
    stage.wire.refuse(403, times=9)
    code, words = await stage.run(seconds="20")
    assert code == 1
    assert words.count("answered 403") == 1
    assert "at this rate unknown" in " ".join(words.split())


async def test_an_unknown_name_is_told_with_those_known(stage: Stage) -> None:
    code, words = await stage.run(name="blueski")
    assert (code, words) == (2, "error: no connector is called 'blueski'; known: bluesky\n")


async def test_a_configuration_that_is_wrong_is_left_to_the_command_that_says_why(
    stage: Stage,
) -> None:
    stage.configure(urls=["http://nowhere.example"])
    code, words = await stage.run()
    assert code == 2
    assert "connectors[bluesky] is not right yet: see `lastdance check-config`" in words


async def test_a_file_is_read_to_its_end_and_has_no_rate(stage: Stage) -> None:
    path = stage.folder / "posts.jsonl"
    w = stage.world
    path.write_bytes(b"\n".join(line(w.post(w.did("fan"), DANCE)) for _ in range(3)))
    stage.configure(type="jsonl", path=str(path), appview=None)
    text = (stage.folder / "lastdance.toml").read_text().replace("appview = null\n", "")
    (stage.folder / "lastdance.toml").write_text(text)
    code, words = await stage.run("--json", seconds="30")
    found = json.loads(words)
    assert (code, found["activities"]) == (0, {"create": 3})
    assert (found["received"], found["bytes_per_day"]) == (path.stat().st_size, None)
    assert found["expected"] is None


async def tried(path: Path, **more: Any) -> Trial:
    async with house() as home:
        connector = home.connector(type="jsonl", path=str(path))
        return await trial(connector, FastClock(NOW), Chosen(), **more)


async def test_it_ends_when_it_has_seen_enough(tmp_path: Path) -> None:
    path = tmp_path / "posts.jsonl"
    post = '{"actor":"a","text":"x","created_at":"2026-01-01T00:00:00Z"}\n'
    path.write_text(post * 2000)
    found = await tried(path, span=timedelta(minutes=1), most=600)
    assert found.pages == 2
    assert found.activities == {"create": 1000}


async def test_time_over_is_time_over(stage: Stage) -> None:
    async with house(Chosen(everything=False), FastClock(NOW, speed=100)) as home:
        connector = home.connector(type="bluesky_jetstream", urls=[stage.wire.url])
        clock = FastClock(NOW, speed=100)
        found = await trial(connector, clock, Chosen(), span=timedelta(seconds=20))
        assert not found.errors
        assert timedelta(seconds=20) <= found.took < timedelta(minutes=2)
    assert found.activities == {}
