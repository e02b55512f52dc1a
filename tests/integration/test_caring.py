"""The commands that take care of the data, and a start on an older database."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest
from typer.testing import CliRunner

from monitor.app import copies
from monitor.app.daemon import Daemon
from monitor.app.erasing import Wanted, erase
from monitor.cli import app
from monitor.ports import RefusedError
from monitor.settings import load
from storage import back_up, held, migrate
from storage.connecting import connect
from storage.place import locate
from tests.conftest import NOW
from tests.contract.storing import SEAL
from tests.contract.test_backups import write
from tests.contract.test_migrations import stepped_down
from tests.integration.newsroom import newsroom
from tests.simulator.clock import HandClock

KEY = SEAL.secret.hex()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder with a configuration and a database in which something is stored."""
    (tmp_path / "lastdance.key").write_text(KEY)
    (tmp_path / "lastdance.key").chmod(0o600)
    with chdir(tmp_path):
        migrate("sqlite:///lastdance.db")
        asyncio.run(write("sqlite:///lastdance.db", 0, 3))
        yield tmp_path


def run(*words: str) -> tuple[int, str]:
    """Run a command; return its exit code and what it said."""
    done = CliRunner().invoke(app, words)
    return done.exit_code, " ".join(done.output.split())


def test_a_back_up_is_made_and_put_back_by_command(place: Path) -> None:
    (place / "copies").mkdir()
    code, said = run("backup", "copies")
    assert (code, "checked" in said, "lastdance.key" in said) == (0, True, True)
    [made] = (place / "copies").iterdir()
    code, said = run("restore", str(made))
    assert code == 1
    assert "--replace" in said
    code, said = run("restore", str(made), "--replace")
    assert code == 0
    assert "restored" in said
    assert "lastdance.db.replaced-" in said
    assert run("restore", "nowhere.db")[0] == 2


def test_a_back_up_replaces_another_only_where_that_is_said(place: Path) -> None:
    assert run("backup", "nightly.db")[0] == 0
    before = (place / "nightly.db").read_bytes()
    asyncio.run(write("sqlite:///lastdance.db", 3, 4))
    code, said = run("backup", "nightly.db")
    assert (code, "is there already" in said, "--replace" in said) == (1, True, True)
    assert (place / "nightly.db").read_bytes() == before
    assert run("backup", "nightly.db", "--replace")[0] == 0
    code, said = run("backup", "nowhere/nightly.db")
    assert (code, "there is no folder nowhere" in said) == (1, True)
    assert (place / "nightly.db").read_bytes() != before


def test_somebody_is_erased_by_command_with_a_receipt_that_names_nobody(place: Path) -> None:
    assert run("erase")[0] == 2
    assert run("erase", "bluesky", "did:plc:7", "--all-private")[0] == 2
    assert run("erase", "bluesky", "did:plc:7")[0] == 1  # nobody said yes
    code, said = run("erase", "blueskie", "did:plc:7", "--yes")
    assert (code, "a platform 'blueskie'" in said) == (2, True)
    code, said = run("erase", "bluesky", "did:plc:7", "--yes", "--json")
    receipt = json.loads(said)
    assert (code, receipt["bytes_left"], receipt["left"]) == (0, 0, {})
    assert receipt["removed"]["activities"] == 3
    assert "did:plc:7" not in said
    code, said = run("erase", "bluesky", "did:plc:7", "--yes")
    assert (code, "Nothing of it is stored" in said) == (0, True)


def test_a_migration_says_how_long_it_took_and_where_the_copy_is(place: Path) -> None:
    asyncio.run(age("sqlite:///lastdance.db"))
    code, said = run("migrate")
    assert code == 0
    assert "migrated from 0001" in said
    assert "lastdance.db.at-0001" in said
    assert (place / "lastdance.db.at-0001").exists()
    assert "nothing to do" in run("migrate")[1]


async def test_two_daemons_on_one_file_are_refused_and_so_is_care_beside_one(
    tmp_path: Path, sqlite_url: str
) -> None:
    file = (await asyncio.to_thread(back_up, sqlite_url, tmp_path / "copy.db")).path
    async with newsroom(tmp_path, sqlite_url) as room:
        await room.start()
        assert room.daemon is not None
        other = Daemon(room.daemon._settings, HandClock(NOW))
        with pytest.raises(RefusedError, match="in use by another lastdance"):
            await other.run(asyncio.Event())
        chosen = load(None, {}, {"storage": {"url": sqlite_url}, "privacy": {"secret": KEY}})
        with pytest.raises(RefusedError, match="stop the daemon"):
            await asyncio.to_thread(copies.restore, chosen, file, NOW, replace=True)
        with pytest.raises(RefusedError, match="stop the daemon"):
            await asyncio.to_thread(erase, chosen, Wanted(all_private=True))
        await room.stop()
        with held(sqlite_url):
            pass


async def age(url: str) -> None:
    """Make it the database of the first version."""
    database = connect(locate(url))
    await database.write(stepped_down)
    await database.close()


async def test_a_start_on_an_older_database_copies_it_migrates_and_says_so(
    tmp_path: Path, sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await age(sqlite_url)
    backups = {"folder": str(tmp_path), "every": "10m"}
    async with newsroom(tmp_path, sqlite_url, backups=backups) as room:
        await room.start()
    assert "database migrated from revision 0001 to" in caplog.text
    assert (tmp_path / "store.db.at-0001").exists()
