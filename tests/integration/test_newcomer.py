"""A newcomer's path: every command of docs/getting-started.md as it stands, in a fresh clone.

The environment is this one, so that nothing is downloaded; with `LASTDANCE_TEST_NEWCOMER=full` the
clone sets up its own, as a newcomer's does. Ports are free ones, not those that the page names.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "getting-started.md"
FULL = os.environ.get("LASTDANCE_TEST_NEWCOMER") == "full"
PATIENCE = 900 if FULL else 120
STAYS = ("make run", "LASTDANCE_SECRET=")
"""How commands begin that go on until they are stopped."""

APART = ("LASTDANCE_", "MAKE", "PYTHONDONTWRITE")
"""What of the environment of this run is not a newcomer's."""

COMMAND = """\
#!{clone}/.venv/bin/python
import sys
from monitor.cli import main
sys.exit(main())
"""


@dataclass
class Terminal:
    """A command that goes on, and what it has said."""

    process: subprocess.Popen[str]
    log: Path

    @property
    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def says(self, words: str) -> None:
        """Wait until it has said *words*."""
        until = time.monotonic() + PATIENCE
        while words not in self.said:
            assert self.process.poll() is None, f"it ended:\n{self.said}"
            assert time.monotonic() < until, f"it did not say {words!r}:\n{self.said}"
            time.sleep(0.05)


@dataclass
class Newcomer:
    """Somebody who has cloned the repository, and types what the page says."""

    clone: Path
    board: int
    hook: int
    terminals: list[Terminal] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        mine = {k: v for k, v in os.environ.items() if not k.startswith(APART)}
        return {**mine, "LASTDANCE_WEB__LISTEN": f"127.0.0.1:{self.board}"}

    def types(self, command: str) -> str:
        """Run a command to its end; return what it said."""
        ended = subprocess.run(
            ["/bin/sh", "-c", self._here(command)],
            cwd=self.clone,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        said = ended.stdout + ended.stderr
        if "doctor" not in command:  # it finds that there is no internet, if there is none
            assert ended.returncode == 0, f"{command}\n{said}"
        return said

    def leaves(self, command: str) -> Terminal:
        """Start a command that goes on."""
        log = self.clone.parent / f"terminal-{len(self.terminals)}"
        with log.open("w") as out:
            process = subprocess.Popen(
                ["/bin/sh", "-c", self._here(command)],
                cwd=self.clone,
                env=self.environment,
                stdout=out,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )
        self.terminals.append(terminal := Terminal(process, log))
        return terminal

    def opens(self, path: str = "/") -> str:
        """Return the page at *path* of the board."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.board}{path}", timeout=20) as page:
            return str(page.read().decode())

    def _here(self, command: str) -> str:
        return command.replace("8080", str(self.hook))

    def goes(self) -> None:
        """Stop what still runs."""
        for terminal in self.terminals:
            if terminal.process.poll() is None:
                os.killpg(terminal.process.pid, signal.SIGINT)
        for terminal in self.terminals:
            try:
                terminal.process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(terminal.process.pid, signal.SIGKILL)
                terminal.process.wait()


def commands() -> list[str]:
    """Return the commands of the page, in their order."""
    blocks = re.findall(r"```sh\n(.*?)```", PAGE.read_text(), flags=re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line]


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def newcomer(tmp_path: Path) -> Iterator[Newcomer]:
    """A newcomer with a clone, and with the environment of this run."""
    if shutil.which("make") is None or not (ROOT / ".git").exists():
        pytest.skip("needs make, and a repository to clone")
    clone = tmp_path / "lastdance"
    copy(clone)
    if not FULL:
        furnish(clone)
    made = Newcomer(clone, free_port(), free_port())
    yield made
    made.goes()


def copy(clone: Path) -> None:
    """Make *clone* hold what a clone would, if all that is here were committed."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    files = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, files.split("\0")):
        if (ROOT / name).is_file():  # not what is being removed
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, clone / name)


def furnish(clone: Path) -> None:
    """Give *clone* an environment with the libraries of this one, and its own code."""
    tools = clone / ".venv" / "bin"
    tools.mkdir(parents=True)
    python = tools / "python"
    python.write_text(f'#!/bin/sh\nPYTHONPATH="{clone}" exec "{sys.executable}" "$@"\n')
    (tools / "lastdance").write_text(COMMAND.format(clone=clone))
    for tool in tools.iterdir():
        tool.chmod(0o755)
    (clone / ".venv" / ".ready").touch()


def test_a_newcomer_comes_from_a_clone_to_the_first_alert(newcomer: Newcomer) -> None:
    started = time.monotonic()
    said: dict[str, str] = {}
    for command in commands():
        if not command.startswith(STAYS):
            said[command] = newcomer.types(command)
            continue
        terminal = newcomer.leaves(command)
        terminal.says("Next" if command == "make run" else "listening")
    daemon, receiver = newcomer.terminals

    greeting = daemon.said
    assert f"http://127.0.0.1:{newcomer.board}" in greeting
    assert "Sergio Ramos" in greeting
    assert "learning, 0 of 24 h" in greeting
    assert "Likes on Instagram and X" in greeting
    assert ".venv/bin/lastdance init" in greeting

    receiver.says("test.ping")
    receiver.says("act.notable")
    page = newcomer.opens()
    assert "Bukayo Saka" in page
    assert "Real Madrid" in page
    told = {key: words for key, words in said.items() if " status" in key or "list" in key}
    assert all("Saka" in words or "saka" in words for words in told.values()), told
    (status,) = (words for key, words in said.items() if " status" in key)
    assert "runs, and its own parts work" in status
    assert "desk: 0 waiting, 1 delivered" in status
    (doctor,) = (words for key, words in said.items() if " doctor" in key)
    assert f"the daemon has 127.0.0.1:{newcomer.board}" in doctor
    assert "receiver desk" in doctor
    assert time.monotonic() - started < 600


def test_the_page_names_what_there_is() -> None:
    typed = commands()
    assert [one for one in typed if one.startswith(STAYS)] == [typed[0], typed[5]]
    assert {"report", "reload", "status", "doctor"} <= {
        one.split()[1] for one in typed if one.startswith(".venv/bin/lastdance")
    }
