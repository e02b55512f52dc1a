"""What a person is told of what can't be started, written or shown: the place, and the cure."""

from __future__ import annotations

import asyncio
import ctypes
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import web

from storage import migrate

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-c", "from monitor.cli.commands import main; main()")


def told(folder: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    """Return exit code and words of a command of its own, which never ends in a traceback."""
    known = {k: v for k, v in os.environ.items() if not k.startswith("LASTDANCE_")}
    run = subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        env=known | {"COLUMNS": "400"} | environment,
        capture_output=True,
        timeout=60,
        check=False,
    )
    words = (run.stdout + run.stderr).decode()
    assert "Traceback" not in words
    return run.returncode, words


def heed_modes() -> None:
    """Take from root that it may write where modes forbid it; from others nothing."""
    drop, override = 24, 1  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE
    ctypes.CDLL(None).prctl(drop, override, 0, 0, 0)


@pytest.fixture
def foreign() -> Iterator[Path]:
    """A folder of somebody else's, and nothing in it can be changed."""
    folder = Path(tempfile.mkdtemp(prefix="lastdance-foreign-", dir="/tmp"))
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        ("run", 1, "lastdance.key: the install's secret can't be made there (Permission denied)"),
        ("init --yes", 1, "nothing can be written there (Permission denied)"),
        ("migrate", 1, "check whose file and folder it is"),
        ("doctor", 1, "lastdance.db can't be made: this user may not write into its folder"),
    ],
)
def test_a_folder_of_somebody_else_is_named(
    command: str, code: int, words: str, foreign: Path
) -> None:
    run = subprocess.run(
        [*COMMAND, *command.split()],
        cwd=foreign,
        env={"PATH": os.environ["PATH"], "COLUMNS": "400", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        preexec_fn=heed_modes,
    )
    said = " ".join((run.stdout + run.stderr).split())
    assert run.returncode == code, said
    assert words in said
    assert "makes one" not in said
    assert "Traceback" not in said


@pytest.mark.parametrize("command", ["status", "sources --json", "catalogue show", "--help"])
def test_an_output_on_a_full_disk_ends_in_one_line(command: str, tmp_path: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        run = subprocess.run(
            [*COMMAND, *command.split()],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert run.returncode == 1
    assert run.stderr == "error: the output can't be written: No space left on device\n"


def test_a_terminal_without_the_letters_is_told_all_the_same(tmp_path: Path) -> None:
    code, words = told(tmp_path, "sources", PYTHONIOENCODING="ascii")
    assert code == 0
    assert "Bar\\xe7a Universal" in words
    code, lines = told(tmp_path, "sources", "--json", PYTHONIOENCODING="ascii")
    assert code == 0
    names = [json.loads(line)["name"] for line in lines.splitlines()]
    assert "Bar\u00e7a Universal" in names


def test_a_port_that_is_in_use_is_named_with_what_finds_its_owner(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        code, words = told(tmp_path, "run", LASTDANCE_WEB__LISTEN=listen)
    assert code == 1
    assert f"web.listen: {listen} is in use by something else" in words
    assert "`ss -ltnp` names it" in words


def test_an_address_of_another_machine_is_no_port_in_use(tmp_path: Path) -> None:
    code, words = told(tmp_path, "run", LASTDANCE_WEB__LISTEN="192.0.2.1:8642", **TOKEN)
    assert code == 1
    assert "Set one of this machine's addresses" in words


TOKEN = {"LASTDANCE_WEB__TOKEN": "an-example-of-thirty-two-letters-x"}


def test_a_secret_that_cannot_be_made_is_not_said_to_be_lost(tmp_path: Path) -> None:
    where = {"LASTDANCE_PRIVACY__SECRET_FILE": "/proc/lastdance.key"}
    code, words = told(tmp_path, "run", **where)
    assert code == 1
    assert "/proc/lastdance.key: the install's secret can't be made there" in words
    assert "back-up" not in words


def test_a_folder_in_the_place_of_the_database_is_named(tmp_path: Path) -> None:
    code, words = told(tmp_path, "run", "--database", f"sqlite:///{tmp_path}")
    assert code == 1
    assert f"{tmp_path} is a folder; the database is a file" in words


def test_a_database_that_is_held_is_said_to_be(tmp_path: Path) -> None:
    file = tmp_path / "lastdance.db"
    migrate(f"sqlite:///{file}")
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        code, words = told(tmp_path, "watch", "add", "Sergio Ramos")
    finally:
        holder.close()
    assert code == 1
    assert "another program holds it: end that, or try again" in words


async def test_another_program_on_the_port_is_no_daemon_to_report_to(tmp_path: Path) -> None:
    await asyncio.to_thread(migrate, f"sqlite:///{tmp_path / 'lastdance.db'}")

    async def page(_: web.Request) -> web.Response:
        return web.Response(text="<h1>Not yours</h1>", content_type="text/html", status=501)

    other = web.Application()
    other.router.add_route("*", "/{rest:.*}", page)
    runner = web.AppRunner(other)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    listen = f"127.0.0.1:{runner.addresses[0][1]}"
    post = "https://www.instagram.com/p/Cxyz/"
    try:
        said = ("report", "Sergio Ramos", "likes", post, "--about", "Real Madrid")
        code, words = await asyncio.to_thread(
            lambda: told(tmp_path, *said, LASTDANCE_WEB__LISTEN=listen)
        )
    finally:
        await runner.cleanup()
    assert code == 0, words
    assert f"No daemon of this installation answers at {listen}." in words


@pytest.mark.parametrize("password", ["p@ss/word", "p/word", "p?word", "p#word", "p[word"])
def test_a_password_that_breaks_its_address_is_refused_and_not_shown(
    password: str, tmp_path: Path
) -> None:
    code, words = told(tmp_path, "run", "--database", f"postgresql://u:{password}@127.0.0.1:9/x")
    assert code == 2
    assert "write @ as %40" in words
    assert "word" not in words.replace("password", "")


def test_a_server_that_is_not_there_is_named_with_its_port_and_no_password(tmp_path: Path) -> None:
    with socket.socket() as taken:  # nobody listens on it
        taken.bind(("127.0.0.1", 0))
        at = f"127.0.0.1:{taken.getsockname()[1]}"
        code, words = told(tmp_path, "status", "--database", f"postgresql://u:secret@{at}/x")
    assert code == 1
    assert f"PostgreSQL at {at}/x: " in words
    assert "is it running, and does storage.url name its host and port?" in words
    assert "secret" not in words


def test_a_machine_without_time_zones_is_told_so_once(tmp_path: Path) -> None:
    code, words = told(tmp_path, "check-config", PYTHONTZPATH="/nonexistent")
    assert code == 2
    assert words.count("error") == 1
    assert "time zones: this machine knows none" in words
    assert "`apt-get install tzdata`" in words


def test_a_number_in_the_place_of_a_text_is_told_to_be_quoted(tmp_path: Path) -> None:
    (tmp_path / "lastdance.toml").write_text("[web]\nlisten = 8642\n")
    code, words = told(tmp_path, "check-config")
    assert code == 2
    assert "web.listen: 8642 must be a text, in double quotes" in words


@pytest.mark.parametrize("moment", ["monitor.cli.running", "typer.main", "monitor.app.daemon"])
def test_ctrl_c_before_it_has_begun_says_nothing(moment: str, tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "class Impatient:\n"
        "    def find_spec(self, name, *_):\n"
        f"        if name == {moment!r}:\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Impatient())\n"
        "sys.argv = ['lastdance', 'run']\n"
        "from monitor.cli import main\n"
        "main()\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (run.returncode, run.stderr) == (130, "")
