"""What a service manager is told: by the protocol of systemd, on real sockets, by a real daemon."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import threading
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from monitor.app.supervisor import Supervisor
from storage import migrate, open_store
from tests.integration.process import Process, configured, process, until

PID = 4711


@dataclass
class Ear:
    """A socket on which a supervisor listens.

    Attributes:
        said: What has come so far, a datagram each.
    """

    line: socket.socket
    said: list[str] = field(default_factory=list)

    def hear(self) -> list[str]:
        """Take what has come; return all of it."""
        with suppress(BlockingIOError):
            while True:
                self.said.append(self.line.recv(4096).decode())
        return self.said

    def has(self, words: str, since: int = 0) -> bool:
        """Whether something that begins so has come, not counting the first *since*."""
        return any(one.startswith(words) for one in self.hear()[since:])


@contextmanager
def listening(address: str) -> Iterator[Ear]:
    """Listen at a path, or at a name of the abstract namespace, as systemd does."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(address.replace("@", "\0", 1))
        line.setblocking(False)
        yield Ear(line)


@pytest.mark.parametrize("where", ["path", "abstract"])
def test_each_word_is_one_datagram_wherever_the_socket_is(tmp_path: Path, where: str) -> None:
    address = f"{tmp_path}/notify" if where == "path" else f"@lastdance-test-{os.getpid()}"
    with listening(address) as ear:
        supervisor = Supervisor.of({"NOTIFY_SOCKET": address}, PID)
        supervisor.say("opening\nthe database")
        supervisor.say("opening the database")
        supervisor.ready()
        supervisor.reloading()
        supervisor.stopping()
        said = ear.hear()
    assert said[:2] == ["STATUS=opening the database", "READY=1"]
    word, _, micros = said[2].partition("\nMONOTONIC_USEC=")
    assert word == "RELOADING=1"
    assert int(micros) > 0
    assert said[3:] == ["STOPPING=1\nSTATUS=stopping"]


@pytest.mark.parametrize(
    "environment",
    [{}, {"NOTIFY_SOCKET": ""}, {"NOTIFY_SOCKET": "vsock:2:1234"}, {"NOTIFY_SOCKET": "notify"}],
)
async def test_without_a_socket_nothing_is_said_and_nothing_waits(
    environment: Mapping[str, str],
) -> None:
    supervisor = Supervisor.of({**environment, "WATCHDOG_USEC": "1000"}, PID)
    assert supervisor == Supervisor()
    supervisor.ready()
    await asyncio.wait_for(supervisor.keep(dict, str), 5)


def test_a_manager_that_is_gone_or_reads_nothing_stops_nobody(tmp_path: Path) -> None:
    supervisor = Supervisor.of({"NOTIFY_SOCKET": f"{tmp_path}/gone"}, PID)
    supervisor.ready()
    with listening(f"{tmp_path}/deaf"):
        deaf = Supervisor.of({"NOTIFY_SOCKET": f"{tmp_path}/deaf"}, PID)
        for n in range(2000):
            deaf.say(str(n))


@pytest.mark.parametrize(
    ("micros", "pid", "patience"),
    [
        ("30000000", str(PID), timedelta(seconds=30)),
        ("30000000", None, timedelta(seconds=30)),
        ("30000000", "1", None),
        ("0", str(PID), None),
        ("-5", None, None),
        ("9" * 30, None, None),
        ("soon", None, None),
    ],
)
def test_it_waits_for_a_sign_of_life_from_this_process_alone(
    micros: str, pid: str | None, patience: timedelta | None
) -> None:
    environment = {"NOTIFY_SOCKET": "/run/notify", "WATCHDOG_USEC": micros}
    if pid is not None:
        environment["WATCHDOG_PID"] = pid
    assert Supervisor.of(environment, PID).patience == patience


async def test_no_sign_of_life_is_given_while_a_part_is_stuck(tmp_path: Path) -> None:
    stuck: dict[str, str] = {}
    with listening(f"{tmp_path}/notify") as ear:
        supervisor = Supervisor(f"{tmp_path}/notify", timedelta(milliseconds=30))
        keeping = asyncio.create_task(supervisor.keep(lambda: stuck, lambda: "2 of 2"))
        await until(lambda: ear.hear().count("WATCHDOG=1") > 1)
        stuck["writer"] = "at one transaction for 61 s"
        await until(lambda: ear.has("STATUS=writer at one transaction for 61 s"))
        before = len(ear.said)
        await asyncio.sleep(0.1)
        assert len(ear.hear()) == before
        stuck.clear()
        await until(lambda: ear.has("WATCHDOG=1", before))
        assert ear.said[before] == "STATUS=2 of 2"
        keeping.cancel()


async def test_it_is_seen_how_long_the_writer_is_at_one_transaction(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'made.db'}"
    await asyncio.to_thread(migrate, url)
    store = await open_store(url)
    hold = threading.Event()

    def wait(_: Connection) -> None:
        hold.wait(20)

    try:
        assert store.busy() == 0
        writing = asyncio.create_task(store._database.write(wait))
        await until(lambda: store.busy() > 0.05)
        hold.set()
        await writing
        assert store.busy() == 0
    finally:
        hold.set()
        await store.close()


@asynccontextmanager
async def supervised(folder: Path, line: str) -> AsyncIterator[Process]:
    """Run a daemon that reads an empty file, with a supervisor who waits half a second."""
    (folder / "empty.jsonl").touch()
    source = {"type": "jsonl", "name": "empty", "path": str(folder / "empty.jsonl")}
    told = {"NOTIFY_SOCKET": line, "WATCHDOG_USEC": "500000"}
    async with process(configured(folder, connectors=[source]), surroundings=told) as daemon:
        yield daemon


async def test_a_daemon_tells_its_supervisor_all_from_its_start_to_its_end(tmp_path: Path) -> None:
    with listening(f"{tmp_path}/notify") as ear:
        async with supervised(tmp_path, f"{tmp_path}/notify") as daemon:
            await daemon.says("ready: pages at")
            await until(lambda: ear.has("STATUS=1 of 1 sources are read; pages at http"))
            await until(lambda: ear.has("WATCHDOG=1"))
            assert ear.said[:2] == ["STATUS=opening the database", "READY=1"]
            daemon.process.send_signal(signal.SIGHUP)
            await until(lambda: ear.has("RELOADING=1"))
            reloading = next(n for n, one in enumerate(ear.said) if one.startswith("RELOADING"))
            await until(lambda: ear.has("READY=1", reloading))
            (tmp_path / "lastdance.toml").write_text("nonsense")
            refused = len(ear.said)
            daemon.process.send_signal(signal.SIGHUP)
            await until(lambda: ear.has("READY=1", refused))
            await daemon.says("not reloaded")
            daemon.process.send_signal(signal.SIGSTOP)
            await asyncio.sleep(0.1)
            stopped = len(ear.hear())
            await asyncio.sleep(0.4)
            assert len(ear.hear()) == stopped, "what stands still gives no sign of life"
            daemon.process.send_signal(signal.SIGCONT)
            await until(lambda: ear.has("WATCHDOG=1", stopped))
            daemon.terminate()
            assert await daemon.ends() == 0, daemon.said
            assert ear.has("STOPPING=1", stopped)
