"""A daemon that reads its configuration again: the new one is in force, or the old one runs on."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from connectors.wire.lines import encode
from monitor.app.clock import SystemClock
from monitor.domain.activity import Activity, Verb
from tests.integration.newsroom import CATALOGUE, SECRET
from tests.integration.process import Process, configured, process, until
from tests.simulator.appview import AppView
from tests.simulator.events import Event, Events
from tests.simulator.jetstream import Jetstream
from tests.simulator.receiver import EVERYTHING, Receiver

DANCE = "Sergio Ramos back at Real Madrid for one last dance?"
OTHER = SECRET[:-2] + "A="


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


async def command(config: Path, *words: str) -> tuple[int, str]:
    """Run a command; return its exit code and what it said."""
    run = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "monitor", *words, "-c", str(config)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await asyncio.wait_for(run.communicate(), 90)
    return run.returncode or 0, said.decode()


@dataclass
class Room:
    """A daemon as a process, the wire that it reads, and two receivers; it may be told of one."""

    folder: Path
    wire: Jetstream
    view: AppView
    desk: Receiver
    late: Receiver
    world: Events
    tables: dict[str, Any] = field(default_factory=dict)
    running: Process | None = None

    def write(self, *receivers: Receiver, **tables: Any) -> Path:
        """Write the configuration: who is told, and what else."""
        (self.folder / "mine.toml").write_text(CATALOGUE, encoding="utf-8")
        names = {id(self.desk): ("desk", SECRET), id(self.late): ("late", OTHER)}
        webhooks = [
            {
                "name": names[id(each)][0],
                "url": each.url,
                "secret": names[id(each)][1],
                "allow": ["127.0.0.0/8"],
                "allow_http": True,
                **EVERYTHING,
            }
            for each in receivers
        ]
        whole = {
            "storage": {"url": f"sqlite:///{self.folder / 'faults.db'}", "keep": "all"},
            "catalogue": {"files": [str(self.folder / "mine.toml")]},
            "watch": [{"player": "sergio-ramos", "club": "real-madrid"}],
            "connectors": self.connectors,
            "webhooks": webhooks,
            **tables,
        }
        return configured(self.folder, **whole)

    @property
    def connectors(self) -> list[dict[str, Any]]:
        """What is read: the wire."""
        return [
            {
                "type": "bluesky_jetstream",
                "name": "bluesky",
                "urls": [self.wire.url],
                "collections": ["app.bsky.*"],
                "appview": self.view.url,
                "hydrate_timeout": "1s",
            }
        ]

    @property
    def daemon(self) -> Process:
        assert self.running is not None
        return self.running

    @property
    def address(self) -> str:
        """Where its pages are."""
        found = re.search(r"ready: pages at (\S+)", "".join(self.daemon.said))
        assert found
        return found[1]

    @asynccontextmanager
    async def runs(self, config: Path) -> AsyncIterator[None]:
        """Run until left; entered when it reads the wire and knows the player."""
        async with process(config) as self.running:
            await self.daemon.says("2 of 2 accounts known by their id")
            await self.wire.subscribed()
            yield
            self.daemon.terminate()
            assert await self.daemon.ends() == 0, self.daemon.said
        assert not any("Traceback" in line for line in self.daemon.said), self.daemon.said

    async def hang_up(self, words: str = "reloaded: ") -> None:
        """Send SIGHUP, and wait until it is answered in the log."""
        before = sum(words in line for line in self.daemon.said)
        self.daemon.process.send_signal(signal.SIGHUP)
        await until(lambda: sum(words in line for line in self.daemon.said) > before)

    async def post(self) -> tuple[int, str]:
        """Ask for a reload by its page; return status and text."""
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self.address}/-/reload") as answer,
        ):
            return answer.status, await answer.text()

    async def metrics(self) -> Mapping[str, str]:
        """Return what it shows to Prometheus, by series."""
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"{self.address}/metrics") as answer,
        ):
            lines = (await answer.text()).splitlines()
        return dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))

    def post_of(self, who: str) -> Event:
        """Put a post about the pairing on the wire."""
        post = self.world.post(self.world.did(who), DANCE, langs=["en"], at=SystemClock().now())
        self.wire.emit(post)
        return post

    def like(self, post: Event, who: str = "player") -> None:
        """Put a like on the wire."""
        self.wire.emit(self.world.like(self.world.did(who), post, at=SystemClock().now()))

    def likes(self) -> int:
        """Return how many likes are stored."""
        with closing(sqlite3.connect(f"file:{self.folder / 'faults.db'}?mode=ro", uri=True)) as db:
            query = "SELECT count(*) FROM activities WHERE verb = 'like'"
            count: int = db.execute(query).fetchone()[0]
        return count


@asynccontextmanager
async def a_room(folder: Path) -> AsyncIterator[Room]:
    async with AsyncExitStack() as stack:
        wire = await stack.enter_async_context(Jetstream())
        view = await stack.enter_async_context(AppView())
        desk = await stack.enter_async_context(Receiver(SECRET))
        late = await stack.enter_async_context(Receiver(OTHER))
        world = Events(seed=9, start=SystemClock().now())
        for who in ("player", "fans"):
            view.handles[f"{who}.example"] = world.did(who)
        yield Room(folder, wire, view, desk, late, world)


def pushed(number: int) -> Activity:
    """Return a like that somebody saw."""
    now = SystemClock().now()
    return Activity(
        platform="elsewhere",
        verb=Verb.LIKE,
        actor=f"fan {number}",
        record=f"like {number}",
        object="post",
        happened_at=now,
        seen_at=now,
    )


def told(receiver: Receiver) -> list[str]:
    """Return the kinds of messages that *receiver* got."""
    return [json.loads(attempt.body)["type"] for attempt in receiver.attempts]


async def test_a_receiver_that_is_new_after_a_reload_gets_the_next_alert(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room, room.runs(room.write(room.desk)):
        began = (await room.metrics())["lastdance_config_last_reload_success_timestamp_seconds"]
        room.write(room.desk, room.late)
        await room.hang_up()
        shown = await room.metrics()
        assert shown["lastdance_config_last_reload_successful"] == "1.0"
        assert shown["lastdance_config_last_reload_success_timestamp_seconds"] > began
        assert 'lastdance_deliveries_total{receiver="late"}' in shown
        room.like(room.post_of("fans"))
        await until(lambda: bool(room.desk.attempts and room.late.attempts))
        assert told(room.desk) == told(room.late) == ["act.notable"]


async def test_a_configuration_that_is_broken_is_refused_and_the_old_one_runs_on(
    tmp_path: Path,
) -> None:
    async with a_room(tmp_path) as room, room.runs(room.write(room.desk)):
        config = room.write(room.desk, room.late)
        config.write_text(config.read_text() + '\n[webb]\nlisten = "x"\n')
        await room.hang_up("not reloaded, what ran before runs on: ")
        assert any("webb" in line and "did you mean" in line.lower() for line in room.daemon.said)
        assert (await room.metrics())["lastdance_config_last_reload_successful"] == "0.0"
        status, text = await room.post()
        assert status == 400
        assert "webb: unknown key" in text
        config.write_text("[broken")
        assert (await room.post())[0] == 400
        config.unlink()
        status, text = await room.post()
        assert status == 400
        assert "no such file" in text
        room.like(room.post_of("fans"))
        await until(lambda: bool(room.desk.attempts))
        assert room.late.attempts == []
        room.write(room.desk)
        assert (await room.post())[0] == 200
        assert (await room.metrics())["lastdance_config_last_reload_successful"] == "1.0"


async def test_what_is_found_late_is_refused_too_and_nothing_is_harmed(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room, room.runs(room.write(room.desk)):
        room.write(room.late)
        mine = room.folder / "mine.toml"
        mine.write_text('[[accounts]]\nplatform = "bluesky"\nplayer = "nobody"\n')
        status, text = await room.post()
        assert status == 400
        assert "mine.toml" in text
        room.like(room.post_of("fans"))
        await until(lambda: bool(room.desk.attempts))
        assert room.late.attempts == []


async def test_what_only_a_start_can_change_is_refused_by_its_name(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room, room.runs(room.write(room.desk)):
        for tables, key in (
            ({"storage": {"url": f"sqlite:///{tmp_path / 'other.db'}"}}, "storage.url"),
            ({"privacy": {"secret": "55" * 32}}, "privacy.secret"),
            ({"web": {"listen": "127.0.0.1:1"}}, "web.listen"),
        ):
            room.write(room.desk, **tables)
            status, text = await room.post()
            assert status == 400
            assert key in text
            assert "needs a restart" in text
            assert "55" * 32 not in text
        assert not (tmp_path / "other.db").exists()


async def test_under_load_a_reload_loses_and_doubles_nothing(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room, room.runs(room.write(room.desk)):
        post = room.post_of("fans")
        made = 0
        for turn in range(3):
            for n in range(100):
                room.like(post, f"fan {turn}-{n}")
            made += 100
            if turn == 1:
                room.like(post)
                made += 1
            room.write(room.desk, *([room.late] if turn % 2 else []))
            hanging = asyncio.create_task(room.hang_up())
            while not hanging.done():
                await asyncio.sleep(0.01)
                room.like(post, f"fan in flight {made}")
                made += 1
            await hanging
        await until(lambda: room.likes() == made)
        await asyncio.sleep(0.3)
        assert room.likes() == made
        await until(lambda: bool(room.desk.attempts))
        assert told(room.desk) == ["act.notable"]


async def test_what_is_pushed_during_a_reload_is_stored_once_or_refused_for_now(
    tmp_path: Path,
) -> None:
    async with a_room(tmp_path) as room:
        token = "a-token-of-some-length"
        door = {"type": "inbound", "name": "door", "token": token}
        async with room.runs(room.write(connectors=[*room.connectors, door])):
            hanging = asyncio.create_task(room.hang_up())
            stored = 0
            async with aiohttp.ClientSession(
                headers={"Authorization": f"Bearer {token}"}
            ) as session:
                while stored < 50 or not hanging.done():
                    line = json.dumps(encode(pushed(stored))).encode()
                    async with session.post(f"{room.address}/ingest/door", data=line) as answer:
                        assert answer.status in {200, 201, 202, 503}, await answer.text()
                        stored += answer.status != 503
            await hanging
            assert room.likes() == stored


async def test_reloads_that_are_asked_for_at_once_come_one_after_the_other(tmp_path: Path) -> None:
    async with a_room(tmp_path) as room, room.runs(room.write(room.desk)):
        room.write(room.desk, room.late)
        answers = await asyncio.gather(*(room.post() for _ in range(3)))
        assert [status for status, _ in answers] == [200] * 3
        room.like(room.post_of("fans"))
        await until(lambda: bool(room.desk.attempts and room.late.attempts))
        assert told(room.desk) == told(room.late) == ["act.notable"]


async def test_a_reload_while_a_source_is_out_is_in_force_and_the_source_is_read_on(
    tmp_path: Path,
) -> None:
    async with a_room(tmp_path) as room, room.runs(room.write(room.desk)):
        post = room.post_of("fans")
        room.like(post, "fan")
        await until(lambda: room.likes() == 1)
        room.wire.refuse(503, times=3)
        room.wire.drop()
        room.like(post)
        await room.daemon.says("source bluesky: ")
        room.write(room.desk, room.late)
        await room.hang_up()
        await until(lambda: bool(room.desk.attempts and room.late.attempts))
        assert room.likes() == 2


async def test_a_source_that_is_no_longer_configured_is_read_no_more_and_leaves_no_series(
    tmp_path: Path,
) -> None:
    async with a_room(tmp_path) as room, room.runs(room.write(room.desk)):
        post = room.post_of("fans")
        room.like(post, "fan")
        await until(lambda: room.likes() == 1)
        file = tmp_path / "empty.jsonl"
        file.touch()
        room.write(room.desk, connectors=[{"type": "jsonl", "name": "file", "path": str(file)}])
        await room.hang_up()
        room.like(post, "another fan")
        await asyncio.sleep(0.3)
        assert room.likes() == 1
        shown = await room.metrics()
        assert not any('connector="bluesky"' in series for series in shown)
        room.write(room.desk)
        await room.hang_up()
        await until(lambda: room.likes() == 2)


async def test_the_commands_ask_the_daemon_that_runs(tmp_path: Path) -> None:
    web = {"listen": f"127.0.0.1:{free_port()}", "token": "a-token-of-some-length"}
    async with a_room(tmp_path) as room:
        config = room.write(room.desk, web=web)
        code, said = await command(config, "reload")
        assert code == 1
        assert f"no daemon answers at {web['listen']}" in said
        async with room.runs(config):
            code, said = await command(config, "connectors", "status", "--json")
            assert code == 0
            state = json.loads(said)
            assert (state["name"], state["type"]) == ("bluesky", "bluesky_jetstream")
            assert state["state"] in {"starting", "healthy"}
            assert (await command(config, "reload"))[0] == 0
            room.write(room.desk, web=web, storage={"url": f"sqlite:///{tmp_path / 'other.db'}"})
            code, said = await command(config, "reload")
            assert code == 1
            assert "storage.url" in said
            room.write(room.desk, web={**web, "token": "another-token-of-some-length"})
            code, said = await command(config, "reload")
            assert code == 1
            assert "needs a token" in said
