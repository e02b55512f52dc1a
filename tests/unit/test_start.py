"""What is loaded for a command or a daemon, and what is left until it is needed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

COMMANDS = """
import sys
from monitor.cli import app

for command in sys.argv[1:]:
    try:
        app(command.split(), standalone_mode=False)
    except SystemExit as left:
        assert left.code == 0, command
print(*sys.modules)
"""

DAEMON = """
import asyncio, sys
from pathlib import Path

from monitor.app.clock import SystemClock
from monitor.app.daemon import Daemon
from monitor.settings import load


async def start(config):
    daemon, stop = Daemon(load(config, {}, {}), SystemClock()), asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(daemon.run(stop))
        await daemon.ready.wait()
        stop.set()


asyncio.run(start(Path(sys.argv[1])))
print(*sys.modules)
"""

SELDOM = {"textblob", "nltk", "py3langid", "alembic", "asyncpg"}
"""What only some texts, databases or upgrades need."""


def loaded(program: str, *arguments: str, folder: Path) -> set[str]:
    """Return the packages that a program has loaded at its end."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("LASTDANCE_")}
    run = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return {name.partition(".")[0] for name in run.stdout.splitlines()[-1].split()}


def test_help_is_given_without_settings_store_or_judges(tmp_path: Path) -> None:
    found = loaded(COMMANDS, "--help", "silence add --help", folder=tmp_path)
    assert "typer" in found
    assert found & {*SELDOM, "pydantic_settings", "sqlalchemy", "aiohttp", "numpy"} == set()


def test_commands_that_read_no_texts_load_no_judges(tmp_path: Path) -> None:
    asked = ("migrate", "check-config", "catalogue check", "watch list", "silence list")
    found = loaded(COMMANDS, *asked, folder=tmp_path)
    assert "sqlalchemy" in found
    assert found & {*SELDOM, "numpy"} == set()


def test_a_daemon_loads_no_upgrades_and_no_driver_of_another_database(tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text("x" * 40)
    token.chmod(0o600)
    config = tmp_path / "lastdance.toml"
    config.write_text(
        f"[storage]\nurl = 'sqlite:///{tmp_path}/one.db'\n"
        f"[privacy]\nsecret = '{'44' * 32}'\n[web]\nlisten = '127.0.0.1:0'\n"
        f"[[connectors]]\ntype = 'inbound'\nname = 'in'\ntoken_file = '{token}'\n"
    )
    found = loaded(DAEMON, str(config), folder=tmp_path)
    assert "numpy" in found
    assert found & {"alembic", "asyncpg"} == set()
