"""Back-ups are whole while somebody writes, and come back; in each dialect."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import chdir, closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from monitor.app.copies import Copies, listed
from monitor.ports import Outcome, RefusedError
from monitor.settings import load
from storage import aside, back_up, migrate, open_store, restore, suffix
from storage.connecting import connect
from storage.migrations import HEAD
from storage.place import locate
from tests.conftest import NOW
from tests.contract.soundness import flaws
from tests.contract.storing import commit, dump, kept, mention, recall, record
from tests.contract.telling import act_of, message, notice
from tests.contract.test_migrations import stepped_down
from tests.simulator.clock import HandClock

DAY = timedelta(days=1)
STAMP = "20260714T213000Z"


def copied(url: str, folder: Path) -> Path:
    """Return a back-up of the database at *url*."""
    return back_up(url, folder / f"copy{suffix(url)}").path


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Path]:
    """A folder that we are in: there goes what a server's database held before."""
    with chdir(tmp_path):
        yield tmp_path


def at_revision(number: str) -> Callable[[Connection], None]:
    """Return work that makes a database look as if it were at *number*."""

    def mark(connection: Connection) -> None:
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{number}'"))

    return mark


async def write(url: str, first: int, last: int) -> None:
    """Store batches, each with its cursor."""
    store = await open_store(url)
    try:
        for n in range(first, last):
            posts = [
                kept(name=f"{n}-{m}", who=f"did:plc:{m}", mentions=(mention(),)) for m in range(20)
            ]
            await commit(store, *posts, cursors={"wire": f"{n}"})
    finally:
        await store.close()


async def consistent(url: str) -> int:
    """Return how many batches there are, after a look whether they are whole."""
    store = await open_store(url)
    try:
        assert await store._database.read(flaws) == []
        stats = await store.stats()
        cursor = int((await store.cursors()).get("wire", "-1"))
        assert stats.rows["activities"] == stats.rows["mentions"] == 20 * (cursor + 1)
        return cursor + 1
    finally:
        await store.close()


def test_a_back_up_taken_under_load_is_a_moment_of_the_store(database_url: str, here: Path) -> None:
    async def under_load() -> list[Path]:
        await write(database_url, 0, 20)
        writing = asyncio.create_task(write(database_url, 20, 120))
        made = []
        for n in range(3):
            await asyncio.sleep(0.05)
            to = here / f"{n}{suffix(database_url)}"
            made.append((await asyncio.to_thread(back_up, database_url, to)).path)
        await writing
        return made

    made = asyncio.run(under_load())
    assert asyncio.run(consistent(database_url)) == 120
    batches = []
    for file in made:
        restore(database_url, file, aside(database_url, STAMP), replace=True)
        batches.append(asyncio.run(consistent(database_url)))
        Path(aside(database_url, STAMP)).unlink()
    assert batches == sorted(batches)
    assert 20 <= batches[0] < 120


def test_after_a_restore_what_is_read_again_comes_to_the_same(
    database_url: str, here: Path
) -> None:
    asyncio.run(write(database_url, 0, 10))
    file = copied(database_url, here)
    asyncio.run(write(database_url, 10, 30))
    before = asyncio.run(dumped(database_url))
    restore(database_url, file, aside(database_url, STAMP), replace=True)
    assert asyncio.run(consistent(database_url)) == 10
    asyncio.run(write(database_url, 5, 30))
    assert asyncio.run(dumped(database_url)) == before


async def dumped(url: str) -> object:
    store = await open_store(url)
    try:
        return await dump(store)
    finally:
        await store.close()


async def tell(url: str, *names: str) -> int:
    """Tell of acts, deliver what is due, and return how many messages that were."""
    store = await open_store(url)
    try:
        likes = [kept(name=name, account=True) for name in names]
        told = [notice(like, act_of(like)) for like in likes]
        await commit(
            store, *likes, acts=tuple(map(act_of, likes)), notices=tuple(told),
            messages=tuple(map(message, likes)),
        )  # fmt: skip
        due = await store.claim(NOW + DAY, 50, timedelta(minutes=1))
        outcomes = [
            Outcome(message=one.message.id, receiver=one.message.receiver, at=NOW, delivered=True,
                    status=204, detail="", due=None)
            for one in due
        ]  # fmt: skip
        await store.settle(outcomes)
        return len(due)
    finally:
        await store.close()


def test_what_was_delivered_since_is_not_delivered_again(database_url: str, here: Path) -> None:
    assert asyncio.run(tell(database_url, "before")) == 1
    file = copied(database_url, here)
    assert asyncio.run(tell(database_url, "since")) == 1
    found = restore(database_url, file, aside(database_url, STAMP), replace=True)
    assert found.sent == 2
    assert asyncio.run(tell(database_url, "before", "since")) == 0
    assert asyncio.run(tell(database_url, "new")) == 1


def test_something_stored_is_replaced_only_when_that_is_said_and_kept_aside(
    database_url: str, here: Path
) -> None:
    file = copied(database_url, here)
    asyncio.run(write(database_url, 0, 3))
    with pytest.raises(RefusedError, match="--replace"):
        restore(database_url, file, aside(database_url, STAMP))
    assert asyncio.run(consistent(database_url)) == 3

    found = restore(database_url, file, aside(database_url, STAMP), replace=True)
    assert asyncio.run(consistent(database_url)) == 0
    assert found.aside is not None
    restore(database_url, found.aside, aside(database_url, f"{STAMP}-again"))
    assert asyncio.run(consistent(database_url)) == 3


def test_a_back_up_is_its_owners_alone(database_url: str, here: Path) -> None:
    assert stat.S_IMODE(copied(database_url, here).stat().st_mode) == 0o600


async def test_nothing_is_restored_while_somebody_has_the_database_open(
    database_url: str, here: Path
) -> None:
    file = await asyncio.to_thread(copied, database_url, here)
    store = await open_store(database_url)
    try:
        await commit(store, kept())
        with pytest.raises(RefusedError, match="stop the daemon"):
            await asyncio.to_thread(
                restore, database_url, file, aside(database_url, STAMP), replace=True
            )
        assert record("1") in (await recall(store, "1")).subjects
    finally:
        await store.close()


async def test_a_back_up_of_a_newer_version_is_refused_with_the_version_to_use(
    database_url: str, here: Path
) -> None:
    database = connect(locate(database_url))
    await database.write(at_revision("9999"))
    await database.write(lambda c: c.execute(text("INSERT INTO revisions VALUES ('9999', '7.3')")))
    file = await asyncio.to_thread(copied, database_url, here)
    await database.write(at_revision(HEAD))
    await database.close()
    with pytest.raises(RefusedError, match=r"install lastdance 7\.3"):
        await asyncio.to_thread(restore, database_url, file, aside(database_url, STAMP))
    assert (await asyncio.to_thread(migrate, database_url)).before is not None


def test_a_file_that_is_no_back_up_is_refused(database_url: str, here: Path) -> None:
    file = here / "page.html"
    file.write_text("<html>")
    with pytest.raises(RefusedError, match="no back-up"):
        restore(database_url, file, aside(database_url, STAMP))


@pytest.mark.parametrize("number", [None, "abc123", "0001"])
def test_somebody_elses_database_is_refused_whatever_it_says_of_itself(
    sqlite_url: str, here: Path, number: str | None
) -> None:
    asyncio.run(write(sqlite_url, 0, 2))
    file = here / "theirs.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE cursors (name)")
        if number is not None:
            connection.execute("CREATE TABLE alembic_version (version_num)")
            connection.execute("INSERT INTO alembic_version VALUES (?)", (number,))
            connection.commit()
    with pytest.raises(RefusedError, match="no database of lastdance"):
        restore(sqlite_url, file, aside(sqlite_url, STAMP), replace=True)
    assert asyncio.run(consistent(sqlite_url)) == 2
    assert not [one.name for one in here.iterdir() if one.name.startswith(".")]


@pytest.mark.parametrize("gone", ["nowhere/copy.db", "page.html/copy.db"])
def test_a_folder_that_is_not_there_is_told_with_the_cure(
    sqlite_url: str, here: Path, gone: str
) -> None:
    (here / "page.html").touch()
    with pytest.raises(RefusedError, match="give another folder"):
        back_up(sqlite_url, here / gone)


async def test_a_folder_that_vanishes_is_made_again_and_the_next_back_up_is_there(
    sqlite_url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    given = {"storage": {"url": sqlite_url}, "backups": {"folder": str(folder), "every": "1h"}}
    clock, made = HandClock(NOW), list[datetime]()
    copies = Copies(load(None, {}, given), clock, lambda at, _: made.append(at))
    await copies.look()
    shutil.rmtree(folder)
    folder.write_text("somebody's file")
    with pytest.raises(RefusedError, match=r"backups\.folder"):
        await copies.look()
    folder.unlink()
    await copies.look()
    assert made == [NOW, NOW]


def test_a_damaged_back_up_is_refused_and_a_damaged_database_replaced(
    sqlite_url: str, here: Path
) -> None:
    place = locate(sqlite_url)
    assert isinstance(place, Path)
    asyncio.run(write(sqlite_url, 0, 30))
    file = copied(sqlite_url, here)
    whole = file.read_bytes()
    torn = here / "torn.db"
    torn.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(RefusedError, match="damaged"):
        restore(sqlite_url, torn, aside(sqlite_url, STAMP), replace=True)
    assert asyncio.run(consistent(sqlite_url)) == 30

    place.write_bytes(b"this is no database" * 1000)
    found = restore(sqlite_url, file, aside(sqlite_url, STAMP), replace=True)
    assert found.sent is None
    assert asyncio.run(consistent(sqlite_url)) == 30


def test_no_log_of_another_database_meets_one_that_comes(sqlite_url: str, here: Path) -> None:
    place = locate(sqlite_url)
    assert isinstance(place, Path)
    asyncio.run(write(sqlite_url, 0, 5))
    file = copied(sqlite_url, here)
    asyncio.run(write(sqlite_url, 5, 9))
    # A daemon that was killed leaves its log.
    with closing(sqlite3.connect(place, isolation_level=None)) as writing:
        writing.execute("PRAGMA journal_mode = WAL")
        writing.execute("DELETE FROM mentions")
        stale = {log: place.with_name(place.name + log).read_bytes() for log in ("-wal", "-shm")}
    assert stale["-wal"]
    draft = place.with_name(f".{place.name}.restored")
    for one in (place, draft, draft.with_name(f".{draft.name}.part"), here / "again.db"):
        for log, found in stale.items():
            one.with_name(one.name + log).write_bytes(found)
    place.unlink()
    restore(sqlite_url, file, aside(sqlite_url, STAMP))
    assert asyncio.run(consistent(sqlite_url)) == 5
    back_up(sqlite_url, here / "again.db")
    restore(sqlite_url, here / "again.db", aside(sqlite_url, "x"), replace=True)
    assert asyncio.run(consistent(sqlite_url)) == 5


def test_a_back_up_needs_nothing_beside_it(sqlite_url: str, here: Path) -> None:
    asyncio.run(write(sqlite_url, 0, 3))
    file = copied(sqlite_url, here)
    assert not [one for one in here.iterdir() if one.name.startswith((f"{file.name}-", "."))]
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_database_is_copied_before_it_is_migrated(database_url: str, here: Path) -> None:
    asyncio.run(write(database_url, 0, 2))
    asyncio.run(done(database_url, stepped_down))
    found = migrate(database_url)
    assert found[:2] == ("0001", HEAD)
    assert asyncio.run(consistent(database_url)) == 2

    assert found.copy is not None
    restore(database_url, found.copy, aside(database_url, STAMP), replace=True)
    assert asyncio.run(consistent(database_url)) == 2
    assert migrate(database_url).copy is None


def test_a_database_may_be_migrated_without_a_copy(database_url: str, here: Path) -> None:
    asyncio.run(done(database_url, stepped_down))
    assert migrate(database_url, copied=False).copy is None
    assert not list(here.glob("*.at-*"))


async def done(url: str, work: Callable[[Connection], object]) -> None:
    """Do *work* in a transaction."""
    database = connect(locate(url))
    try:
        await database.write(work)
    finally:
        await database.close()


async def test_back_ups_are_made_when_they_are_due_and_the_oldest_go(
    sqlite_url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    given = {"storage": {"url": sqlite_url}, "backups": {"folder": str(folder), "keep": 3}}
    clock, made = HandClock(NOW), []
    copies = Copies(load(None, {}, given), clock, lambda at, size: made.append((at, size)))
    for _ in range(5 * 24):
        await copies.look()
        clock.time += timedelta(hours=1)
    assert [at for at, _ in made] == [NOW + n * DAY for n in range(5)]
    assert [at for at, _ in listed(folder)] == [NOW + n * DAY for n in (2, 3, 4)]


async def test_after_a_restart_it_is_known_when_the_last_was_made_and_what_was_cut_off_goes(
    sqlite_url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    given = {"storage": {"url": sqlite_url}, "backups": {"folder": str(folder)}}
    clock, made = HandClock(NOW), list[datetime]()
    await Copies(load(None, {}, given), clock, lambda at, _: made.append(at)).look()
    old = folder / ".lastdance-20260710T213000Z.db.part-journal"
    young = folder / ".lastdance-20260715T200000Z.db.part"
    old.touch()
    young.touch()
    again = Copies(load(None, {}, given), clock, lambda at, _: made.append(at))
    for _ in range(3):
        await again.look()
    assert made == [NOW, NOW]
    clock.time += DAY
    await again.look()
    assert made == [NOW, NOW, NOW + DAY]
    assert (old.exists(), young.exists()) == (False, True)


async def test_a_clock_that_was_a_year_ahead_holds_no_back_up_up_and_loses_none(
    sqlite_url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    given = {"storage": {"url": sqlite_url}, "backups": {"folder": str(folder), "keep": 2}}
    clock = HandClock(NOW)
    copies = Copies(load(None, {}, given), clock, lambda *_: None)
    for days in (0, 1, 365, 2, 3):
        clock.time = NOW + days * DAY
        await copies.look()
    assert [at for at, _ in listed(folder)] == [NOW + n * DAY for n in (2, 3, 365)]
