"""A migration that is killed leaves a database that the next one brings to the newest form."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.event import listen

from storage import migrate, open_store
from storage.connecting import connect
from storage.migrations import HEAD, revision
from storage.place import locate
from tests.contract.soundness import flaws
from tests.contract.storing import commit, dump, kept, mention
from tests.contract.test_migrations import stepped_down

POINTS = 9


def killed(url: str, at: int) -> bool:
    """Migrate in a process that kills itself before statement *at*; return whether it got there."""
    pid = os.fork()
    if pid == 0:  # the child never returns into the parent's stack, whatever happens
        seen = 0

        def count(*_: Any) -> None:
            nonlocal seen
            seen += 1
            if seen == at:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            listen(Engine, "before_cursor_execute", count)
            migrate(url, copied=False)
        finally:
            os._exit(0)
    _, status = os.waitpid(pid, 0)
    return os.WIFSIGNALED(status)


def statements(url: str) -> int:
    """Return how many statements a migration takes."""
    seen: list[object] = []
    listen(Engine, "before_cursor_execute", lambda *_: seen.append(None))
    migrate(url, copied=False)
    return len(seen)


async def fill(url: str) -> None:
    """Store something, and make it the database of the first version."""
    store = await open_store(url)
    try:
        for n in range(40):
            await commit(store, kept(name=f"{n}", who=f"did:plc:{n % 7}", mentions=(mention(),)))
    finally:
        await store.close()
    await work(url, stepped_down)


async def work(url: str, do: Any) -> Any:
    """Do something in a transaction."""
    database = connect(locate(url))
    try:
        return await database.write(do)
    finally:
        await database.close()


async def stored(url: str) -> Any:
    """Return all that is stored, after a look whether it is sound."""
    store = await open_store(url)
    try:
        assert await store._database.read(flaws) == []
        return await dump(store)
    finally:
        await store.close()


def at_first(connection: Connection) -> str | None:
    return revision(connection)


def test_a_migration_killed_at_any_point_leaves_a_usable_database(database_url: str) -> None:
    asyncio.run(fill(database_url))
    total = statements(database_url)
    expected = asyncio.run(stored(database_url))
    asyncio.run(work(database_url, stepped_down))
    reached = 0
    for point in range(POINTS):
        if killed(database_url, 2 + point * (total - 3) // (POINTS - 1)):
            reached += 1
            assert asyncio.run(work(database_url, at_first)) == "0001"
    assert reached == POINTS
    assert migrate(database_url, copied=False)[:2] == ("0001", HEAD)
    found = asyncio.run(stored(database_url))
    assert found == expected
