"""Follow docs/getting-started.md in a bare Debian, every command as it stands, and time it.

`python -m tests.newcomer [--room FOLDER] [--pictures FOLDER]`: it takes root and debootstrap, and
the mirrors of Debian and PyPI. Building the bare machine is not timed, and done once a folder.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from tests.integration.test_newcomer import ROOT, STAYS, Terminal, commands, free_port
from tests.newcomer.room import HOME, Room, missing, stop

LIMIT: Final = 600.0
"""Seconds from the clone to the first alert."""

PATIENCE: Final = 900.0
CLONE: Final = f"{HOME}/lastdance"
T = TypeVar("T")
PLAYER, CLUB = "Nico Williams", "FC Barcelona"
"""Added by the page."""


@dataclass
class Watch:
    """A stop watch that says each step as it is done."""

    steps: list[tuple[str, float]] = field(default_factory=list)

    def time(self, what: str, act: Callable[[], T]) -> T:
        """Return what *act* returns; note how long it took."""
        began = time.monotonic()
        done = act()
        self.steps.append((what, time.monotonic() - began))
        print(f"{self.steps[-1][1]:7.1f} s  {what}", flush=True)
        return done


class Visit:
    """A newcomer's hour in a bare room."""

    def __init__(self, room: Room, logs: Path) -> None:
        self._room = room
        self._logs = logs
        self._stay: list[Terminal] = []
        self._said = 0
        self.board, self._hook = _port(8642), _port(8080)

    def types(self, command: str, within: str = CLONE) -> str:
        """Run a command to its end; return what it said."""
        terminal = self._enter(command, within)
        code = terminal.process.wait(PATIENCE)
        if code and "doctor" not in command:  # it finds that there is no internet, if so
            raise SystemExit(f"{command}\nexit code {code}:\n{terminal.said}")
        return terminal.said

    def leaves(self, command: str, until: str) -> Terminal:
        """Start a command that goes on; wait until it says *until*."""
        self._stay.append(terminal := self._enter(command, CLONE))
        _wait(terminal, until)
        return terminal

    def ends(self) -> None:
        """Stop what goes on."""
        stop(one.process for one in self._stay)

    def _enter(self, command: str, within: str) -> Terminal:
        self._said += 1
        log = self._logs / f"{self._said:02}"
        more = {"LASTDANCE_WEB__LISTEN": f"127.0.0.1:{self.board}"} if self.board != 8642 else {}
        command = command.replace("8080", str(self._hook))
        return Terminal(self._room.start(command, log, within, more), log)


def follow(visit: Visit, watch: Watch, pictures: Path | None) -> None:
    """Go the whole way; each command of the page is a step."""
    fetch = f"git clone --quiet file://{HOME}/lastdance.git lastdance"
    watch.time("git clone", lambda: visit.types(fetch, HOME))
    for command in commands():
        brief = command.removeprefix(".venv/bin/").partition(" http")[0].partition(" --url")[0]
        if not command.startswith(STAYS):
            watch.time(brief, partial(visit.types, command))
        elif command == "make run":
            what = "make run, until it says what is next"
            watch.time(what, partial(visit.leaves, command, "Next"))
            watch.time("open the board", partial(_open, visit.board))
            if pictures is not None:
                watch.time("watch another, on the page", partial(_add, visit.board, pictures))
        else:
            what = "the receiver of docs/examples"
            receiver = watch.time(what, partial(visit.leaves, command, "listening"))
    for name in ("test.ping", "act.notable"):
        watch.time(f"{name} is with the receiver", partial(_wait, receiver, name))


def _open(port: int) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as page:
        assert "Board" in page.read().decode()


def _add(port: int, pictures: Path) -> None:
    """Add a pairing as a person does, in a browser, and paint what is seen."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"http://127.0.0.1:{port}/")
        page.screenshot(path=pictures / "board.png", full_page=True)
        page.goto(f"http://127.0.0.1:{port}/operator")
        form = page.locator("form[action='/operator/watch/add']")
        form.locator("#watch-player").fill(PLAYER)
        form.locator("#watch-club").fill(CLUB)
        form.get_by_role("button", name="Watch").click()
        page.locator(".upshot").get_by_text(PLAYER).first.wait_for()
        page.screenshot(path=pictures / "operator.png", full_page=True)
        browser.close()


def _wait(terminal: Terminal, words: str) -> None:
    until = time.monotonic() + PATIENCE
    while words not in terminal.said:
        if terminal.process.poll() is not None or time.monotonic() > until:
            raise SystemExit(f"it did not say {words!r}:\n{terminal.said}")
        time.sleep(0.05)


def _port(wanted: int) -> int:
    with socket.socket() as one:
        return free_port() if one.connect_ex(("127.0.0.1", wanted)) == 0 else wanted


def main(words: Sequence[str] | None = None) -> int:
    """Follow the page; 0 = within the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--room", type=Path, default=Path("/var/tmp/lastdance-bare"))
    parser.add_argument("--pictures", type=Path, help="paint board and watchlist into this folder")
    told = parser.parse_args(words)
    if lacking := missing():
        print(f"skipped: {lacking}")
        return 0
    room = Room(told.room.resolve())
    room.build()
    if told.pictures is not None:
        told.pictures.mkdir(parents=True, exist_ok=True)
    root = room.folder / HOME[1:]
    for old in (root / "lastdance", root / "lastdance.git"):
        shutil.rmtree(old, ignore_errors=True)
    subprocess.run(["git", "clone", "-q", "--bare", ROOT, root / "lastdance.git"], check=True)
    watch = Watch()
    with tempfile.TemporaryDirectory(prefix="lastdance-newcomer-") as logs:
        visit = Visit(room, Path(logs))
        try:
            follow(visit, watch, told.pictures)
        finally:
            visit.ends()
            if told.pictures is not None:
                shutil.copytree(logs, told.pictures / "said", dirs_exist_ok=True)
    total = sum(seconds for _, seconds in watch.steps)
    print(f"{total:7.1f} s  from the clone to the first alert; {LIMIT:.0f} s are allowed")
    return int(total > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
