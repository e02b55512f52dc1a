"""The daemon with no more rights than its unit gives it, as far as that can be had by hand."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import aiohttp
import pytest

from tests.confinement import confined, needed, write_filter
from tests.faults.databases import Contents, OnSqlite
from tests.faults.workload import write
from tests.integration.process import configured, process, until
from tests.integration.test_stopping import cursor
from tests.integration.test_supervised import listening

pytestmark = needed

LINES = 300

ATTEMPTS = """
import ctypes, mmap, os, socket, sys
libc = ctypes.CDLL(None, use_errno=True)

def attempt(name, what):
    try:
        what()
    except OSError as error:
        print(name, error.errno)
    else:
        print(name, "done")

def called(result):
    if result in (-1, ctypes.c_void_p(-1).value):
        raise OSError(ctypes.get_errno(), "")

def mapped():
    mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)

attempt("own folder", lambda: open("mine", "w").close())
attempt("internet socket", lambda: socket.socket(socket.AF_INET).close())
attempt("other folder", lambda: open(sys.argv[1] + "/theirs", "w"))
attempt("system folder", lambda: open("/etc/theirs", "w"))
attempt("netlink socket", lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW))
attempt("packet socket", lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW))
attempt("written and run", mapped)
attempt("namespace", lambda: called(libc.unshare(0x10000000)))
attempt("mount", lambda: called(libc.mount(b"none", b"/tmp", b"tmpfs", 0, None)))
attempt("trace", lambda: called(libc.ptrace(16, 1, 0, 0)))
attempt("owner", lambda: os.setuid(0))
attempt("clock", lambda: __import__("time").clock_settime(0, 0))
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print("capabilities", *{status[name].strip("\\t0\\n") for name in ("CapEff", "CapPrm", "CapBnd")})
print("privileges", status["NoNewPrivs"].strip())
print("processes", len([name for name in os.listdir("/proc") if name.isdecimal()]) < 4)
"""
"""What a program that was taken over would try."""


@pytest.fixture
def filtered(tmp_path: Path) -> Path:
    """The unit's filter of system calls."""
    write_filter(tmp_path / "filter.bpf")
    return tmp_path / "filter.bpf"


def test_what_is_confined_reaches_its_folder_and_the_network_and_nothing_else(
    tmp_path: Path, filtered: Path
) -> None:
    state = tmp_path / "state"
    state.mkdir()
    done = subprocess.run(
        confined(state, [sys.executable, "-c", ATTEMPTS, str(tmp_path)], filtered),
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    said = dict(re.findall(r"^(.*) (\S*)$", done.stdout, flags=re.MULTILINE))
    done_well = {name for name, became in said.items() if became == "done"}
    assert done_well - {"other folder"} == {"own folder", "internet socket"}, done.stderr
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == ["filter.bpf", "mine"]
    assert said["system folder"] == "30"
    forbidden = {"netlink socket", "packet socket", "written and run", "namespace", "mount",
                 "trace", "owner", "clock"}  # fmt: skip
    assert {name: said[name] for name in forbidden} == dict.fromkeys(forbidden, "1")
    assert (said["capabilities"], said["privileges"], said["processes"]) == ("", "1", "True")


def innermost(pid: int) -> int:
    """Return the process that stands at the end of what *pid* has started."""
    started = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return innermost(int(started[-1])) if started else pid


async def work(state: Path, program: Sequence[str]) -> Contents:
    """Have a daemon store a stream, show its pages and stop; return what its database holds."""
    stream, catalogue = write(state, LINES, seed=11)
    source = {"type": "jsonl", "name": "stream", "path": str(stream)}
    config = configured(
        state,
        storage={"url": f"sqlite:///{state / 'faults.db'}", "keep": "all"},
        catalogue={"files": [str(catalogue)]},
        connectors=[source],
    )
    address = f"{state}/notify"
    told = {"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "1000000"}
    with listening(address) as ear:
        async with process(config, program=program, surroundings=told) as daemon:
            await daemon.says("ready: pages at")
            page = next(line.split()[-1] for line in daemon.said if "ready: pages at" in line)
            async with aiohttp.ClientSession(page) as session:
                for path in ("/readyz", "/livez", "/", "/metrics"):
                    async with session.get(path) as answer:
                        assert answer.status == 200, await answer.text()
            await until(lambda: cursor(state).startswith(f"{stream.stat().st_size}:"))
            await until(lambda: ear.has("WATCHDOG=1"))
            os.kill(innermost(daemon.process.pid), signal.SIGTERM)
            assert await daemon.ends() == 0, daemon.said
            assert ear.has("STOPPING=1")
    return OnSqlite(state).contents()


async def test_the_daemon_does_all_its_work_under_the_restrictions_of_its_unit(
    tmp_path: Path, filtered: Path
) -> None:
    free, state = tmp_path / "free", tmp_path / "state"
    free.mkdir()
    state.mkdir()
    found = await work(state, confined(state, [sys.executable], filtered))
    usual = await work(free, [sys.executable])
    unread = found.pop("dead_letters"), usual.pop("dead_letters")  # they name the file
    assert unread[0].total() == unread[1].total()
    assert found == usual
    assert found["activities"]
