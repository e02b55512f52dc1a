"""Nothing of who is erased stays, in any byte, and what they counted stays counted."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, event

from monitor.app import copies
from monitor.app.erasing import Wanted, erase
from monitor.domain.activity import Verb
from monitor.ports import DeadLetter, RefusedError
from monitor.settings import Settings, load
from storage import Store, Subject, back_up, migrate, open_store, restore
from storage.care import erasing
from storage.care.seeking import Sought
from storage.connecting import connect
from storage.place import locate
from tests.conftest import NOW
from tests.contract.soundness import flaws
from tests.contract.storing import SEAL, clear, commit, dump, kept, mention
from tests.contract.telling import act_of, message, notice
from tests.contract.test_migrations import stepped_down

WHO, HANDLE = "did:plc:erasedperson", "erased-person.example"
SECRET = SEAL.secret.hex()
TRACES = (b"erasedperson", b"erased-person", b"words that are only theirs")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Path]:
    with chdir(tmp_path):
        yield tmp_path


def configured(url: str, folder: Path, **more: Any) -> Settings:
    """Return settings with a folder for back-ups."""
    given = {
        "storage": {"url": url},
        "privacy": {"secret": SECRET},
        "backups": {"folder": str(folder / "copies")},
        **more,
    }
    return load(None, {}, given)


def theirs(name: str, **more: Any) -> Any:
    """Return something that they did."""
    return kept(
        name=f"{WHO}/{name}", who=WHO, actor_handle=HANDLE, mentions=(mention(gist=b"g" * 8),),
        **{"text": f"{name}: words that are only theirs, and nobody else's", **more},
    )  # fmt: skip


async def populate(store: Store) -> None:
    """Store what somebody did who is to be erased, and what is about them, in every table."""
    posts = [theirs(f"{n}") for n in range(30)]
    others = [kept(name=f"o{n}", who=f"did:plc:o{n}", mentions=(mention(),)) for n in range(30)]
    quoting = kept(
        name="q", who="did:plc:q", text=f"look what @{HANDLE} says", mentions=(mention(),)
    )
    about = kept(Verb.LIKE, "l", who="did:plc:l", text="", object=b"o" * 16)
    like = kept(name="act", account=True, who="did:plc:player")
    told = notice(like, act_of(like))
    body = json.dumps({"text": f"@{HANDLE}: words that are only theirs, and nobody else's"})
    letter = DeadLetter(connector="wire", place="post", raw=f"{{{WHO}".encode(), reason="json",
                        detail="not JSON", seen_at=NOW)  # fmt: skip
    hidden = SEAL.hide(f"2026-07-14 {WHO}")
    await commit(
        store, *posts, *others, quoting, about, like, acts=(act_of(like),), notices=(told,),
        messages=(message(like, body=body.encode()), message(like, "gone", body=body.encode())),
        dead=(letter,), cursors={"wire": "17", "plain": f"after {WHO}", "hidden": f"1|{hidden}"},
    )  # fmt: skip
    await store.disable("gone", "410 Gone", NOW)
    await commit(store, kept(Verb.DELETE, f"{WHO}/3", order=9, who=WHO, text="", url=None))


def bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


def run(url: str, work: Any) -> Any:
    async def within() -> Any:
        store = await open_store(url)
        try:
            return await work(store)
        finally:
            await store.close()

    return asyncio.run(within())


def test_no_byte_of_them_stays_in_database_log_freed_pages_and_back_ups(
    sqlite_url: str, here: Path
) -> None:
    chosen = configured(sqlite_url, here)
    run(sqlite_url, populate)
    (here / "copies").mkdir()
    copies.make(chosen, here / "copies", NOW)
    back_up(sqlite_url, here / "store.db.at-0001")
    for trace in TRACES:
        assert trace in bytes_of(here)
    before = run(sqlite_url, dump)["buckets"]

    receipt = erase(chosen, Wanted(platform="bluesky", who=WHO))
    for trace in TRACES:
        assert bytes_of(here).count(trace) == 0, trace
    assert (receipt.left, receipt.held, receipt.bytes_left) == ({}, {}, 0)
    assert len(receipt.copies) == 2
    assert receipt.sources == ["hidden", "plain"]
    assert WHO not in str(receipt)
    assert HANDLE not in str(receipt)
    after = run(sqlite_url, dump)["buckets"]
    assert [row[:-1] for row in after] == [row[:-1] for row in before]
    assert sum(row[-1] for row in after) == 30


def test_what_is_left_is_sound_and_others_stay(database_url: str, here: Path) -> None:
    run(database_url, populate)
    receipt = erase(configured(database_url, here), Wanted(platform="bluesky", who=WHO))
    assert receipt.left == {}
    assert receipt.removed["activities"] == 31
    assert run(database_url, lambda store: store._database.read(flaws)) == []
    rows = run(database_url, dump)
    assert len(rows["mentions"]) == 31
    assert len([row for row in rows["texts"] if row[1]]) == 31
    bodies = {row[1]: (row[4], row[10]) for row in rows["outbox"]}
    assert bodies == {"desk": (b"", "failed"), "gone": (b"", "failed")}
    assert dict(row[:2] for row in rows["cursors"]) == {"wire": "17"}
    assert rows["dead_letters"] == []


def test_by_their_handle_all_is_found_while_their_words_are_kept(
    database_url: str, here: Path
) -> None:
    run(database_url, populate)
    receipt = erase(
        configured(database_url, here), Wanted(platform="bluesky", who=f"@{HANDLE.title()}")
    )
    assert receipt.removed["activities"] == 31


def test_copies_older_versions_and_leftovers_of_either_make_hold_nothing_after(
    database_url: str, here: Path
) -> None:
    chosen = configured(database_url, here)
    run(database_url, populate)
    folder = here / "copies"
    folder.mkdir()
    made = copies.make(chosen, folder, NOW).path
    before = migrated_copy(database_url, folder)
    (folder / f".{made.name}.part").write_bytes(b"half of a copy: " + TRACES[0])

    receipt = erase(chosen, Wanted(platform="bluesky", who=WHO))
    assert receipt.copies == [str(made)]
    assert list(receipt.held) == [str(before)]  # who needs the older version decides
    assert "revision 0001" in receipt.held[str(before)]
    assert sorted(folder.iterdir()) == sorted([made, before])

    restore(database_url, made, here / "aside", replace=True)
    again = erase(chosen, Wanted(platform="bluesky", who=WHO))
    assert not +again.removed
    assert run(database_url, lambda store: store._database.read(flaws)) == []
    rows = run(database_url, dump)
    assert len(rows["mentions"]) == 31


def migrated_copy(url: str, folder: Path) -> Path:
    """Return the copy that is made of a database of the first version when it is migrated."""
    database = connect(locate(url))

    async def step_down() -> None:
        await database.write(stepped_down)
        await database.close()

    asyncio.run(step_down())
    found = migrate(url, folder).copy
    assert found is not None
    return found


def test_a_server_that_lets_us_make_no_database_has_its_dumps_named(
    postgres_url: str, here: Path
) -> None:
    chosen = configured(postgres_url, here)
    run(postgres_url, populate)
    (here / "copies").mkdir()
    made = copies.make(chosen, here / "copies", NOW).path
    meek = poor_user(postgres_url)
    receipt = erase(configured(meek, here), Wanted(platform="bluesky", who=WHO))
    assert receipt.removed["activities"] == 31
    assert "may not make a database" in receipt.held[str(made)]


def poor_user(url: str) -> str:
    """Return the address of the database for a user who owns its tables and may nothing else."""
    name = f"meek_{url.rpartition('/')[2]}"

    async def make() -> None:
        connection = await asyncpg.connect(url)
        await connection.execute(f"CREATE ROLE {name} LOGIN")
        for table in await connection.fetch(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ):
            await connection.execute(f'ALTER TABLE "{table[0]}" OWNER TO {name}')
        await connection.execute(f"GRANT ALL ON SCHEMA public TO {name}")
        await connection.close()

    asyncio.run(make())
    return url.replace("postgres@", f"{name}@")


def test_one_record_may_be_erased_alone(sqlite_url: str, here: Path) -> None:
    run(sqlite_url, populate)
    address = f"at://{WHO}/7"
    receipt = erase(configured(sqlite_url, here), Wanted(platform="bluesky", record=address))
    assert receipt.removed["activities"] == 1
    assert b"7: words that are only theirs" not in bytes_of(here)
    assert b"8: words that are only theirs" in bytes_of(here)


def test_all_private_people_are_erased_and_the_secret_is_retired(
    sqlite_url: str, here: Path
) -> None:
    (here / "key").write_text(SECRET)
    privacy = {"secret_file": str(here / "key")}
    chosen = configured(sqlite_url, here, privacy=privacy)
    run(sqlite_url, populate)
    receipt = erase(chosen, Wanted(all_private=True))
    assert receipt.secret
    assert chosen.privacy.key() != SEAL.secret
    assert SECRET.encode() not in bytes_of(here)
    rows = run(sqlite_url, dump)
    assert len(rows["activities"]) == 1
    assert rows["mentions"] == rows["dead_letters"] == []
    assert "hidden" not in dict(row[:2] for row in rows["cursors"])
    assert run(sqlite_url, lambda store: store._database.read(flaws)) == []


async def test_nothing_is_erased_while_a_daemon_runs(database_url: str, here: Path) -> None:
    store = await open_store(database_url)
    try:
        await populate(store)
        wanted = Wanted(platform="bluesky", who=WHO)
        with pytest.raises(RefusedError, match="in use"):
            await asyncio.to_thread(erase, configured(database_url, here), wanted)
    finally:
        await store.close()


def test_an_account_of_the_catalogue_is_not_erased_as_private(sqlite_url: str, here: Path) -> None:
    mine = here / "mine.toml"
    mine.write_text(
        '[[accounts]]\nplatform = "bluesky"\nhandle = "player.example"\nid = "did:plc:known"\n'
        'role = "player"\nplayer = "sergio-ramos"\nproof = "own domain"\n'
        "verified_on = 2026-05-01\n"
    )
    chosen = configured(sqlite_url, here, catalogue={"files": [str(mine)]})
    with pytest.raises(RefusedError, match="catalogue forget"):
        erase(chosen, Wanted(platform="bluesky", who="@player.example"))


def test_who_is_not_known_is_erased_without_harm(sqlite_url: str, here: Path) -> None:
    run(sqlite_url, populate)
    before = run(sqlite_url, dump)
    receipt = erase(configured(sqlite_url, here), Wanted(platform="bluesky", who="did:plc:nobody"))
    assert not +receipt.removed
    assert run(sqlite_url, dump) == before


@settings(max_examples=12)
@given(
    said=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), max_size=25),
    erased=st.integers(0, 3),
)
def test_a_bucket_is_its_live_mentions_its_tombstones_and_what_was_folded(
    rehearsing: str, said: list[tuple[int, int]], erased: int
) -> None:
    ones = [
        kept(Verb.DELETE if n % 5 == 4 else Verb.CREATE, f"{who}-{name}", order=n,
             who=f"did:plc:{who}", mentions=() if n % 5 == 4 else (mention(),))
        for n, (who, name) in enumerate(said)
    ]  # fmt: skip
    subject = Subject(authors=frozenset({SEAL.author("bluesky", f"did:plc:{erased}")}))

    async def check(store: Store) -> None:
        await clear(store)
        for one in ones:
            await commit(store, one)
        counted = [row[:-1] for row in (await dump(store))["buckets"]]
        await store._database.write(erasing.erase, subject, erasing.Receipt())
        assert await store._database.read(flaws) == []
        assert [row[:-1] for row in (await dump(store))["buckets"]] == counted

    run(rehearsing, check)


@pytest.fixture(scope="module")
def rehearsing(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database that is emptied before each example."""
    url = f"sqlite:///{tmp_path_factory.mktemp('rehearsing') / 'x.db'}"
    migrate(url)
    return url


def test_rows_are_read_once_however_many_words_are_looked_for(database_url: str) -> None:
    def asked(connection: Connection, words: int) -> int:
        told = list[object]()

        def note(*of: object) -> None:
            told.append(of)

        event.listen(connection, "before_cursor_execute", note)
        subject = Subject(words=frozenset(f"did:plc:{n:05}" for n in range(words)))
        assert erasing.left(connection, subject) == {}
        event.remove(connection, "before_cursor_execute", note)
        return len(told)

    async def check(store: Store) -> None:
        await populate(store)
        few, many = [await store._database.read(asked, words) for words in (1, 2_000)]
        assert few == many

    run(database_url, check)


@given(
    words=st.sets(st.text("abB\u0130-.", min_size=1, max_size=4), max_size=6),
    said=st.text("abAB\u0130-. ", max_size=30),
)
def test_words_are_found_in_texts_and_bytes_where_they_stand(words: set[str], said: str) -> None:
    sought, raw = Sought(words), said.encode()
    assert sought.within(said) == any(word.lower() in said.lower() for word in words)
    assert sought.within(raw) == any(word.encode() in raw for word in words)
    assert bool(sought.times(raw)) == any(word.encode() in raw for word in words)
    assert not sought.within(None)
