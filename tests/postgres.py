"""A PostgreSQL server for tests: the one that is named, or a private one for this run."""

from __future__ import annotations

import asyncio
import itertools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import pytest

NAMED = "LASTDANCE_TEST_POSTGRES"
"""Address of a server on which databases may be made and dropped."""

_numbers = itertools.count(1)


@contextmanager
def server() -> Iterator[str]:
    """Yield the address of a server's maintenance database; skips where there is no server."""
    named = os.environ.get(NAMED)
    if named:
        yield named
        return
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if not programs:
        pytest.skip(f"no PostgreSQL: apt-get install postgresql, or set {NAMED}")
    with tempfile.TemporaryDirectory(prefix="lastdance-postgres-") as folder:
        yield from _private(programs[-1].parent, Path(folder))


def _private(programs: Path, folder: Path) -> Iterator[str]:
    as_user: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, pwd.getpwnam("postgres").pw_uid)
        as_user = ["runuser", "-u", "postgres", "--"]
    data, port = folder / "data", free_port()
    options = f"-F -c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder}"

    def run(program: str, *arguments: str) -> None:
        command = [*as_user, str(programs / program), "-D", str(data), *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd=folder)

    run("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync")
    run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        run("pg_ctl", "-w", "-m", "immediate", "stop")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def database(server: str, template: str = "template1") -> Iterator[str]:
    """Yield the address of a fresh database made from *template*; it is dropped afterwards."""
    name = f"lastdance_{os.getpid()}_{next(_numbers)}"
    _order(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield f"{server.rpartition('/')[0]}/{name}"
    finally:
        _order(server, f"DROP DATABASE {name} WITH (FORCE)")


def _order(server: str, order: str) -> None:
    async def run() -> None:
        connection = await asyncpg.connect(server)
        try:
            await connection.execute(order)
        finally:
            await connection.close()

    asyncio.run(run())
