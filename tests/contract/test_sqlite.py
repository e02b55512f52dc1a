"""What holds for SQLite alone: its files, its threads, its plans."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.event import listen

from monitor.domain.activity import Verb
from monitor.domain.timing import BUCKET
from monitor.ports import Blank, Commit, RefusedError, Relinked, TransientError
from storage import Store, back_up, migrate, open_store
from storage.sqlite import Sqlite, engine
from storage.tables import METADATA
from tests.conftest import NOW
from tests.contract.keeping import close, score, spike, taken, watched
from tests.contract.storing import PAIRING, commit, dump, kept, mention, recall, record
from tests.contract.telling import act_of, message, notice


@pytest.fixture
def path(sqlite_url: str) -> Path:
    """The database's file."""
    return Path(sqlite_url.removeprefix("sqlite:///"))


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection of somebody else to the same file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def bytes_of(path: Path) -> bytes:
    """Return all bytes of a database, its log among them."""
    files = sorted(path.parent.glob(path.name + "*"))
    return b"".join(file.read_bytes() for file in files)


async def test_no_byte_of_a_deleted_post_stays(sqlite_url: str, path: Path) -> None:
    store = await open_store(sqlite_url)
    try:
        posts = [
            kept(name=f"secret-{n}", who=f"did:plc:secret{n}", actor_handle=f"secret{n}.example",
                 text=f"secret words {n} " * 20)
            for n in range(200)
        ]  # fmt: skip
        await commit(store, *posts)
        assert b"secret" in bytes_of(path)

        for half in (posts[::2], posts[1::2]):
            ends = [
                kept(Verb.DELETE, one.activity.record.removeprefix("at://"), order=9,
                     who=one.activity.actor, text="", url=None)
                for one in half if one.activity.record
            ]  # fmt: skip
            await commit(store, *ends)
        assert (await dump(store))["texts"] == []
    finally:
        await store.close()
    assert b"secret" not in bytes_of(path)


async def test_a_deletion_empties_the_log_too_while_the_store_is_open(
    sqlite_url: str, path: Path
) -> None:
    store = await open_store(sqlite_url)
    try:
        await commit(store, kept(text="secret words"))
        await commit(store, kept(Verb.UPDATE, order=2, text="other words"))
        assert b"secret" not in bytes_of(path)
        assert b"other words" in bytes_of(path)
    finally:
        await store.close()


async def test_expired_words_leave_no_byte(sqlite_url: str, path: Path) -> None:
    store = await open_store(sqlite_url)
    try:
        await commit(store, *(kept(name=f"{n}", text="secret words") for n in range(50)))
        assert await store.expire(NOW + timedelta(days=31)) == 50
        assert b"secret" not in bytes_of(path)
    finally:
        await store.close()


async def test_a_store_that_only_reads_opens_no_writer(sqlite_url: str, path: Path) -> None:
    with opened(path) as other:
        other.execute("BEGIN IMMEDIATE")
        store = await open_store(sqlite_url)
        await store.cursors()
        await store.reader.alerts()
        await store.close()


async def test_readers_go_on_while_another_process_writes(sqlite_url: str, path: Path) -> None:
    store = await open_store(sqlite_url)
    try:
        await commit(store, kept())
        with opened(path) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("DELETE FROM texts")
            assert (await recall(store, "1")).subjects[record("1")].text == "words of 1"
    finally:
        await store.close()


async def test_readers_cannot_write(path: Path) -> None:
    with closing(engine(path, write=False).raw_connection()) as connection:
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.cursor().execute("DELETE FROM texts")
        connection.detach()
        connection.close()


async def test_many_commits_at_once_take_turns(sqlite_url: str) -> None:
    store = await open_store(sqlite_url)
    try:
        await asyncio.gather(*(commit(store, kept(name=f"{n}")) for n in range(50)))
        assert (await store.stats()).rows["activities"] == 50
    finally:
        await store.close()


async def test_a_full_disk_loses_nothing_and_heals_when_there_is_room(
    sqlite_url: str, path: Path
) -> None:
    store = await open_store(sqlite_url)
    try:
        await commit(store, kept(), cursors={"wire": "1"})
        pages = await store._database.write(_limit, 1)
        big = [kept(name=f"big{n}", text="x" * 20_000) for n in range(200)]
        with pytest.raises(TransientError, match="full"):
            await commit(store, *big, cursors={"wire": "2"})
        assert await store.cursors() == {"wire": "1"}

        await store._database.write(_limit, pages * 100)
        assert len(await commit(store, *big, cursors={"wire": "2"})) == 200
        assert await store.cursors() == {"wire": "2"}
    finally:
        await store.close()


def _limit(connection: Connection, pages: int) -> int:
    found: int = connection.execute(text(f"PRAGMA max_page_count = {pages}")).scalar_one()
    return found


async def test_a_long_reader_lets_the_log_grow_and_it_is_emptied_after(path: Path) -> None:
    bound = 256 * 1024
    store = Store(Sqlite(path, log_may_be=bound, truncate_every=0.0))
    try:
        with opened(path) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM texts").fetchone()
            for n in range(4):
                posts = [kept(name=f"{n}-{m}", text="words " * 40) for m in range(500)]
                await commit(store, *posts)
            assert await store.log_size() > bound
        await commit(store, kept(name="after"))
        assert await store.log_size() < bound
        assert (await store.stats()).rows["texts"] == 2001
    finally:
        await store.close()


async def test_a_read_of_ours_that_takes_too_long_is_cut_off(path: Path) -> None:
    database = Sqlite(path, longest_read=0.05)
    endless = text(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    )
    try:
        with pytest.raises(TransientError, match="interrupted"):
            await database.read(lambda connection: connection.execute(endless).scalar_one())
        one = text("SELECT 1")
        assert await database.read(lambda connection: connection.execute(one).scalar_one()) == 1
    finally:
        await database.close()


async def test_a_check_says_why_the_database_cannot_be_written(sqlite_url: str, path: Path) -> None:
    store = await open_store(sqlite_url)
    try:
        await store.reader.check()
        await store._database.write(_impatient)
        with opened(path) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(TransientError, match="locked"):
                await store.reader.check()
        await store.reader.check()
    finally:
        await store.close()


def _impatient(connection: Connection) -> None:
    connection.execute(text("PRAGMA busy_timeout = 50"))


async def test_a_damaged_file_is_refused(sqlite_url: str, path: Path) -> None:
    path.write_bytes(b"this is no database, whatever its name says" * 100)
    with pytest.raises(RefusedError, match="back-up"):
        await open_store(sqlite_url)


async def test_a_missing_file_is_refused_with_its_cure(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="lastdance migrate"):
        await open_store(f"sqlite:///{tmp_path / 'none.db'}")
    assert not list(tmp_path.iterdir())


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="folder"):
        migrate(f"sqlite:///{tmp_path / 'no' / 'store.db'}")


async def test_a_path_may_hold_any_character(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a b%20#ä.db'}"
    await asyncio.to_thread(migrate, url)
    store = await open_store(url)
    await store.close()


async def test_every_lookup_of_a_batch_or_a_turn_goes_by_an_index(
    sqlite_url: str, path: Path
) -> None:
    store = await open_store(sqlite_url)
    said: dict[str, Any] = {}

    def note(*event: Any) -> None:
        _, _, statement, parameters, _, many = event
        said[statement] = parameters[0] if many else parameters

    for side in (store._database._reading, store._database._writing):  # type: ignore[attr-defined]
        listen(side, "before_cursor_execute", note)
    try:
        like = kept(Verb.LIKE, "like", account=True, waiting=True, object=record("post"),
                    mentions=(mention(),))  # fmt: skip
        told = Commit(kept=(like,), acts=(act_of(like),), notices=(notice(like, act_of(like)),),
                      messages=(message(like),), now=NOW)  # fmt: skip
        await store.commit(told)
        waiting = (await recall(store, "like", objects=["post"])).waiting[record("post")]
        await commit(store, relinked=(Relinked(waiting=waiting[0], mentions=(mention(),)),))
        await commit(store, kept(Verb.UNDO, "like", order=9))
        await commit(store, kept(Verb.DELETE, "x#account", order=9, ends_author=True))
        await store.expire(NOW)
        await store.records(NOW, 10)
        await store.waiting(NOW, 10)
        await store.reader.mentions("a", "b")
        await store.reader.buckets("a", "b", NOW)
        await store.reader.alert("alert-1")
        await store.reader.dead()
        await _watch(store)
    finally:
        await store.close()

    asked = [one for one in said if one.startswith(("SELECT", "UPDATE", "DELETE", "WITH"))]
    assert len(asked) > 40
    with opened(path) as connection:
        for statement in asked:
            plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}", said[statement])
            steps = [step for *_, step in plan]
            tables = {f"SCAN {table.name}" for table in METADATA.sorted_tables}
            scans = {s for s in steps if s in tables} - {"SCAN alembic_version"}
            # Of those that grow with what is said, an index may not be read whole either.
            growing = tuple(f"SCAN {name}" for name in ("activities", "mentions", "buckets"))
            scans |= {s for s in steps if s.startswith(growing)}
            assert not scans, (statement, steps)


async def _watch(store: Store) -> None:
    """Do all that the watch does in a turn, late arrivals among it."""
    end = NOW + BUCKET
    await store.begin(["player:a"], NOW)
    await store.begin([], NOW)
    await close(store, end)
    await commit(store, kept(name="behind", mentions=(mention(),)))
    await score(
        store, end + BUCKET, watched=(watched(spike=spike()),), gone=(PAIRING,),
        blanks=(Blank(NOW, "wire"),), learnt=frozenset([PAIRING]),
    )  # fmt: skip
    await store.standing()
    await store.said(NOW, end)
    await store.said(NOW, end, [PAIRING])
    await store.talk([PAIRING], NOW, end)
    await store.shares(NOW, end)
    await store.blanks(NOW)
    assert await store.told([PAIRING], NOW, NOW + timedelta(days=1))
    await store.reader.spikes()
    await store.reader.standing("a", "b")
    await store.release(await taken(store))


CUT_OFF = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = DELETE")
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN EXCLUSIVE")
connection.execute("UPDATE texts SET text = text || hex(zeroblob(3000))")
os._exit(9)
"""
"""What writes the file without its log, and is killed when some of its pages are written."""


async def test_what_was_killed_while_it_wrote_the_file_anew_is_rolled_back_by_who_opens_it(
    sqlite_url: str, path: Path, tmp_path: Path
) -> None:
    async with store_at(sqlite_url) as store:
        await commit(store, *(kept(name=f"{n}", text="words " * 50) for n in range(300)))
        before = await dump(store)
    for look in ("read", "back up"):
        cut = await asyncio.create_subprocess_exec(sys.executable, "-c", CUT_OFF, str(path))
        assert await cut.wait() == 9
        assert path.with_name(f"{path.name}-journal").stat().st_size
        if look == "back up":
            await asyncio.to_thread(back_up, sqlite_url, tmp_path / "copy.db")
        async with store_at(sqlite_url) as store:
            assert await dump(store) == before


@asynccontextmanager
async def store_at(url: str) -> AsyncIterator[Store]:
    store = await open_store(url)
    try:
        yield store
    finally:
        await store.close()
