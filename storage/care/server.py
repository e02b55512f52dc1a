"""Copies of a PostgreSQL database, by PostgreSQL's own programs."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from zlib import crc32

from sqlalchemy import URL, Connection, text

from monitor.ports import RefusedError, TransientError
from storage.care.file import whole

MAGIC = b"PGDMP"

_CURE = "install PostgreSQL's client programs (Debian: apt-get install postgresql-client)"

_SLOW = 6 * 3600
"""Seconds after which a program is given up."""


_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND application_name = 'lastdance' AND pid <> pg_backend_pid()"
)


def alone(connection: Connection) -> None:
    """Do nothing if no other program of ours has the database open.

    Raises:
        RefusedError: One has.
    """
    if connection.execute(_OTHERS).scalar_one():
        name = connection.engine.url.database
        raise RefusedError(f"the database {name} is in use: stop the daemon first")


@contextmanager
def scratch(url: URL) -> Iterator[URL]:
    """Give an empty database beside the one at *url*; it goes afterwards.

    Raises:
        RefusedError: We may not make one.
        TransientError: The server is away, or there is no room.
    """
    name = f"lastdance-anew-{crc32(str(url.database).encode()):08x}"
    drop = f'DROP DATABASE IF EXISTS "{name}"'
    _order(url, drop)  # of one that was cut off
    try:
        _order(url, f'CREATE DATABASE "{name}" TEMPLATE template0')
        yield url.set(database=name)
    finally:
        _order(url, drop)


def _order(url: URL, order: str) -> None:
    try:
        _run("psql", url, "--no-psqlrc", "--quiet", f"--command={order}")
    except RefusedError as error:
        if "permission denied" not in str(error):
            raise
        raise RefusedError(f"{url.username} may not make a database to clean it in") from error


def dump(url: URL, to: Path) -> int:
    """Write the database at *url* to *to*, as it is at one moment; return bytes.

    Raises:
        RefusedError: A program is missing or too old, or may not.
        TransientError: The server is away, or there is no room.
    """
    with whole(to) as draft:
        _run("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges",
             f"--file={draft}")  # fmt: skip
        tables(draft)
        return draft.stat().st_size


def tables(file: Path) -> frozenset[str]:
    """Return the names of the tables in a dump.

    Raises:
        RefusedError: It is no whole dump.
    """
    listed = _run("pg_restore", None, "--list", str(file))
    words = (line.split() for line in listed.splitlines() if " TABLE public " in line)
    return frozenset(one[one.index("TABLE") + 2] for one in words if "DATA" not in one)


def rows(file: Path, table: str) -> list[list[str]]:
    """Return the rows of a small *table* in a dump, as PostgreSQL writes them.

    Raises:
        RefusedError: It is no whole dump.
    """
    said = _run("pg_restore", None, "--data-only", f"--table={table}", "--file=-", str(file))
    lines = iter(said.splitlines())
    for line in lines:
        if line.startswith("COPY "):
            break
    found = []
    for line in lines:
        if line == "\\.":
            break
        found.append(line.split("\t"))
    return found


def fill(url: URL, file: Path) -> None:
    """Put what *file* holds into the database at *url*, over what stands there, or do nothing.

    Raises:
        RefusedError, TransientError: As above.
    """
    _run("pg_restore", url, "--clean", "--if-exists", "--no-owner", "--no-privileges",
         "--single-transaction", "--exit-on-error", f"--dbname={url.database}",
         str(file))  # fmt: skip


def _run(program: str, url: URL | None, *arguments: str) -> str:
    path = _found(program)
    try:
        done = subprocess.run(  # noqa: S603 - a program of PostgreSQL's, and no shell
            [path, *arguments],
            env={**os.environ, **_who(url)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_SLOW,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise TransientError(f"{program} has not ended in {_SLOW // 3600} h") from late
    if done.returncode == 0:
        return done.stdout
    said = " ".join(done.stderr.split())[:500]
    if "version mismatch" in said or "unsupported version" in said:
        raise RefusedError(f"{program}: {said}: {_CURE} of the server's version")
    if "No space left" in said or "could not connect" in said or "connection" in said.lower():
        raise TransientError(f"{program}: {said}")
    raise RefusedError(f"{program}: {said}")


def _found(program: str) -> str:
    """Return where *program* is; of several the newest.

    Raises:
        RefusedError: It is not there.
    """
    inside = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{program}"),
        key=lambda path: int(path.parts[-3]) if path.parts[-3].isdigit() else 0,
    )
    found = str(inside[-1]) if inside else shutil.which(program)
    if found is None:
        raise RefusedError(f"{program} is not installed: {_CURE}")
    return found


def _who(url: URL | None) -> Mapping[str, str]:
    """Return who asks where, for the environment: an argument is seen by everybody."""
    if url is None:
        return {}
    query = dict(url.query)
    named = {
        "PGHOST": url.host or query.get("host"),
        "PGPORT": str(url.port) if url.port else query.get("port"),
        "PGUSER": url.username,
        "PGPASSWORD": str(url.password) if url.password is not None else None,
        "PGDATABASE": url.database,
        "PGSSLMODE": query.get("ssl"),
    }
    return {name: value for name, value in named.items() if isinstance(value, str)}
