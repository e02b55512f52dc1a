"""Tables, migrations and databases agree, in each dialect."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from monitor.domain.activity import Verb
from monitor.domain.mention import Topic
from monitor.ports import RefusedError, TransientError
from storage import migrate, open_store
from storage.migrations import HEAD, configured, revision, step_up
from storage.place import locate
from storage.tables import (
    METADATA,
    acknowledgements,
    blanks,
    claimed,
    ended_sessions,
    estimates,
    failing,
    feedback,
    late_pairings,
    logbook,
    outcomes,
    quotations,
    reports,
    revisions,
    shares,
    silences,
    stories,
    verdicts,
    watch,
    watched,
    watches,
)
from tests.conftest import NOW
from tests.contract.storing import PAIRING, commit, dump, kept, mention
from tests.contract.telling import notice


def drift(connection: Connection) -> list[Any]:
    """Return how a database differs from the tables."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, METADATA))


def shape(connection: Connection) -> dict[str, Any]:
    """Return all that a database says of its tables."""
    looked = inspect(connection)
    return {
        name: (
            sorted((c["name"], str(c["type"]), c["nullable"]) for c in looked.get_columns(name)),
            looked.get_pk_constraint(name)["constrained_columns"],
            sorted((i["name"], str(i["column_names"])) for i in looked.get_indexes(name)),
        )
        for name in looked.get_table_names()
    }


def stepped(connection: Connection) -> None:
    """Take each step of the migrations on what is an empty database."""
    METADATA.drop_all(connection)
    connection.execute(text("DROP TABLE alembic_version"))
    step_up(connection, None)


def stepped_down(connection: Connection) -> None:
    """Make it the database that the first version made, with what is in it."""
    weighed = (outcomes, verdicts, estimates, reports, quotations, stories, claimed)
    answered = (
        silences, feedback, acknowledgements, shares, revisions, logbook, ended_sessions
    )  # fmt: skip
    for table in (watch, watches, watched, blanks, late_pairings, failing, *weighed, *answered):
        table.drop(connection)
    connection.execute(text("DROP INDEX mentions_claimed"))
    connection.execute(text("DROP INDEX activities_known"))
    for column in ("stance", "gist", "cites", "gossip", "toward_player", "toward_club"):
        connection.execute(text(f"ALTER TABLE mentions DROP COLUMN {column}"))
    for column in ("positive", "negative", "scorer"):
        connection.execute(text(f"ALTER TABLE activities DROP COLUMN {column}"))
    for index in ("buckets_start", "activities_account", "acts_pairing"):
        connection.execute(text(f"DROP INDEX {index}"))
    for column in ("talkers", "folded"):
        connection.execute(text(f"ALTER TABLE buckets DROP COLUMN {column}"))
    for column in ("provenance", "observer", "since", "doing", "whose"):
        connection.execute(text(f"ALTER TABLE acts DROP COLUMN {column}"))
    connection.execute(text("DROP INDEX outbox_day"))
    for column in ("receipt", "day", "worth", "why", "held"):
        connection.execute(text(f"ALTER TABLE outbox DROP COLUMN {column}"))
    for column in ("ask_at", "missed_at"):
        connection.execute(text(f"DROP INDEX texts_{column}"))
        connection.execute(text(f"ALTER TABLE texts DROP COLUMN {column}"))
    for index in ("notices_told_at", "notices_player"):
        connection.execute(text(f"DROP INDEX {index}"))
    for column in ("told_at", "player", "club"):
        connection.execute(text(f"ALTER TABLE notices DROP COLUMN {column}"))
    connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))


def stepped_up(connection: Connection) -> None:
    """Take the steps from the first version on."""
    step_up(connection, "0001")


def age(connection: Connection) -> None:
    """Make it look like the database of a version to come."""
    connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    connection.execute(text("INSERT INTO revisions VALUES ('9999', '7.3.0')"))


async def test_a_fresh_database_is_what_the_migrations_lead_to(database_url: str) -> None:
    store = await open_store(database_url)
    try:
        fresh = await store._database.read(shape)
        assert await store._database.write(drift) == []
        await store._database.write(stepped)
        assert await store._database.read(shape) == fresh
        assert await store._database.write(drift) == []
        assert await store._database.read(revision) == HEAD
    finally:
        await store.close()


async def test_talkers_of_buckets_that_stood_before_are_counted(database_url: str) -> None:
    store = await open_store(database_url)
    try:
        match, other = mention(topic=Topic.MATCH), mention()
        for n, said in enumerate([match, match, other, other, match]):
            await commit(store, kept(name=f"{n}", who=f"did:plc:{n % 4}", mentions=(said,)))
        fresh = (await dump(store))["buckets"]
        await store._database.write(stepped_down)
        await store._database.write(stepped_up)
        assert (await dump(store))["buckets"] == fresh
        assert [row[-3:] for row in fresh] == [(4, 2, 0)]
    finally:
        await store.close()


async def test_posts_that_stood_before_are_asked_for_again(database_url: str) -> None:
    store = await open_store(database_url)
    try:
        like = kept(Verb.LIKE, name="like")
        await commit(store, kept(name="post", text="words"), kept(name="silent", text=""), like)
        fresh = (await dump(store))["texts"]
        await store._database.write(stepped_down)
        await store._database.write(stepped_up)
        assert (await dump(store))["texts"] == fresh
        assert sum(row[-2] is not None for row in fresh) == 1
    finally:
        await store.close()


async def test_what_was_told_before_is_found_by_when_and_of_whom(database_url: str) -> None:
    store = await open_store(database_url)
    try:
        act = kept()
        await commit(store, act, notices=(notice(act),))
        fresh = (await dump(store))["notices"]
        await store._database.write(stepped_down)
        await store._database.write(stepped_up)
        assert (await dump(store))["notices"] == fresh
        assert fresh[0][-3:] == (NOW, PAIRING.player, PAIRING.club)
    finally:
        await store.close()


async def test_the_newest_revision_is_the_last_file(database_url: str) -> None:
    store = await open_store(database_url)
    try:

        def head(connection: Connection) -> str | None:
            return ScriptDirectory.from_config(configured(connection)).get_current_head()

        assert await store._database.read(head) == HEAD
    finally:
        await store.close()


def test_migrating_says_from_where_and_to_where(tmp_path: Any, empty_postgres_url: str) -> None:
    for url in (f"sqlite:///{tmp_path / 'x.db'}", empty_postgres_url):
        assert migrate(url)[:2] == (None, HEAD)
        assert migrate(url) == (HEAD, HEAD, None, 0.0)


async def test_processes_that_start_together_migrate_once(empty_postgres_url: str) -> None:
    results = await asyncio.gather(
        *(asyncio.to_thread(migrate, empty_postgres_url) for _ in range(4))
    )
    assert sorted(one.before or "" for one in results) == ["", HEAD, HEAD, HEAD]


async def test_a_database_of_a_newer_version_is_refused(database_url: str) -> None:
    store = await open_store(database_url)
    await store._database.write(age)
    await store.close()

    with pytest.raises(RefusedError, match=r"install lastdance 7\.3\.0"):
        await open_store(database_url)
    with pytest.raises(RefusedError, match=r"install lastdance 7\.3\.0"):
        await asyncio.to_thread(migrate, database_url)


async def test_an_empty_database_is_refused_with_its_cure(empty_postgres_url: str) -> None:
    with pytest.raises(RefusedError, match="lastdance migrate"):
        await open_store(empty_postgres_url)


async def test_a_server_that_does_not_answer_may_answer_later() -> None:
    with pytest.raises(TransientError, match=r"127\.0\.0\.1"):
        await open_store("postgresql://postgres@127.0.0.1:1/lastdance")


async def test_a_database_that_is_not_there_is_refused(postgres_server: str) -> None:
    with pytest.raises(RefusedError, match="does not exist"):
        await open_store(f"{postgres_server.rpartition('/')[0]}/not_there")


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite://", "sqlite:///:memory:", "no url", ""])
def test_an_address_of_another_make_is_refused(url: str) -> None:
    with pytest.raises(RefusedError, match="sqlite:///FILE"):
        locate(url)
