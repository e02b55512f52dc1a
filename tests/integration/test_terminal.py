"""Commands that ask, at a real terminal: again until the answer can be used, and seldom in vain."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path

COMMAND = (sys.executable, "-c", "from monitor.cli.commands import main; main()")
PATIENCE = 60.0
CODES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")

Turn = tuple[str, str]
"""What is waited for, and what is typed then."""


def talk(folder: Path, words: Sequence[str], *turns: Turn) -> tuple[int, str]:
    """Return exit code and screen of a command, with whom *turns* are taken."""
    ours, theirs = pty.openpty()
    known = {k: v for k, v in os.environ.items() if not k.startswith("LASTDANCE_")}
    with subprocess.Popen(
        [*COMMAND, *words],
        cwd=folder,
        env=known | {"COLUMNS": "200", "TZ": "UTC"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    ) as process:
        os.close(theirs)
        screen, seen = "", 0
        for asked, answer in turns:
            while asked not in screen[seen:]:
                more = _read(ours)
                assert more, f"it never said {asked!r}:\n{screen}"
                screen += more
            seen = len(screen)
            time.sleep(0.05)  # a hidden prompt throws away what was typed before it
            os.write(ours, answer.encode())
        while more := _read(ours):
            screen += more
        os.close(ours)
        return process.wait(PATIENCE), CODES.sub("", screen)


def _read(terminal: int) -> str:
    """Return what is said next; empty once nothing comes any more."""
    ready, _, _ = select.select([terminal], [], [], PATIENCE)
    if not ready:
        return ""
    try:
        return os.read(terminal, 4096).decode(errors="replace")
    except OSError:  # Linux says so when the other side is closed
        return ""


def test_init_takes_right_answers_and_asks_again_for_wrong_ones(tmp_path: Path) -> None:
    code, screen = talk(
        tmp_path,
        ["init"],
        ("watch", "Sergio Ramoss\n"),
        ("Did you mean Sergio Ramos", "Real Madrid, Sergio Ramos\n"),
        ("Sergio Ramos and Real Madrid", "\n"),
        ("tell [nobody]", "slak\n"),
        ("Did you mean slack?", "slack\n"),
        ("nothing shows as you type", "hidden\n"),
        ("It looks like this", "https://hooks.slack.com/services/hidden\n"),
        ("In which language", "klingon\n"),
        ("is no language here", "es\n"),
        ("In which time zone", "Madrit\n"),
        ("Did you mean Europe/Madrid?", "Madrid\n"),
    )
    assert code == 0, screen
    assert "hidden" not in screen
    assert "`lastdance check-config` finds it usable" in screen
    made = tomllib.loads((tmp_path / "lastdance.toml").read_text())
    assert made["watch"] == [{"player": "sergio-ramos", "club": "real-madrid"}]
    assert (made["channels"][0]["language"], made["channels"][0]["timezone"]) == (
        "es",
        "Europe/Madrid",
    )
    code, screen = talk(tmp_path, ["init"], ("Replace it?", "\n"))
    assert code == 2
    assert "stays as it is" in screen


def test_whoever_thinks_better_of_it_leaves_nothing_behind(tmp_path: Path) -> None:
    turns = ("watch", "\n"), ("tell [nobody]", "slack\n")
    for last in ("\x03", "\x04"):  # Ctrl-C, Ctrl-D
        code, screen = talk(tmp_path, ["init"], *turns, ("nothing shows as you type", last))
        assert code in {1, 130}, screen
        assert "Traceback" not in screen
        assert list(tmp_path.iterdir()) == []


def test_somebody_new_is_asked_about_until_it_is_known_enough(tmp_path: Path) -> None:
    code, screen = talk(tmp_path, ["migrate"])
    assert code == 0, screen
    code, screen = talk(
        tmp_path,
        ["watch", "add", "João Silva", "FC Alverca"],
        ("Shall it be entered as new?", "y\n"),
        ("Country:", "Portugal\n"),
        ("is no country", "PT\n"),
        ("Born:", "3.5.1999\n"),
        ("is no day", "1999-05-03\n"),
    )
    assert code == 0, screen
    assert "Watched: João Silva and FC Alverca." in screen
