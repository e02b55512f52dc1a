"""Small words for the tests of the store: acts upon records, and batches of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from monitor.domain.activity import Activity, Verb
from monitor.domain.catalogue import Pairing
from monitor.domain.claims import Claim, Stage
from monitor.domain.mention import Link, Mention, Part, Topic
from monitor.domain.seal import Seal
from monitor.ports import Asked, Commit, Kept
from storage import Store
from storage.tables import METADATA
from tests.conftest import NOW

SEAL = Seal(b"s" * 32)
PAIRING = Pairing("kylian-example", "real-example")
MICROSECOND = timedelta(microseconds=1)


def mention(pairing: Pairing = PAIRING, topic: Topic = Topic.TRANSFER, **more: Any) -> Mention:
    """Return what an activity says about *pairing*."""
    link = Link(pairing, Part.DESTINATION, ("names the player", "names the club"))
    return Mention(link=link, topic=topic, **more)


def kept(
    verb: Verb = Verb.CREATE,
    name: str = "1",
    *,
    order: int = 1,
    life: int = 0,
    who: str = "did:plc:fan",
    at: datetime = NOW,
    connector: str = "wire",
    account: bool = False,
    **more: Any,
) -> Kept:
    """Return an act upon the record *name*; *life* counts the endings before it."""
    fields = {"actor_handle": "fan.example", "text": f"words of {name}", "url": f"https://x/{name}"}
    words = [k for k in more if k in Activity.__slots__ and not isinstance(more[k], bytes)]
    said = {k: more.pop(k) for k in words}
    activity = Activity(
        platform="bluesky",
        verb=verb,
        actor=who,
        record=f"at://{name}",
        revision=order,
        happened_at=at,
        seen_at=at,
        **{**fields, **said},
    )
    record = SEAL.record_of(activity)
    return Kept(
        **{
            "key": SEAL.key(activity, record, range(-life, 0)),
            "record": record,
            "author": SEAL.author("bluesky", who),
            "activity": activity,
            "connector": connector,
            "account": who if account else None,
            "counted_at": at,
            "expires_at": None if account else at + timedelta(days=30),
            **more,
        }
    )


def record(name: str) -> bytes:
    """Return the seal of the record *name*."""
    return SEAL.record("bluesky", f"at://{name}")


async def commit(store: Store, *ones: Kept, **more: Any) -> frozenset[bytes]:
    """Store acts as one batch, and return the keys that were new."""
    return (await store.commit(Commit(kept=ones, now=more.pop("now", NOW), **more))).new


async def recall(store: Store, *names: str, objects: Sequence[str] = ()) -> Any:
    """Return what the store knows of records."""
    return await store.recall(
        Asked(
            records=frozenset(map(record, names)),
            objects=frozenset(map(record, objects or names)),
            since=NOW - timedelta(days=1),
        )
    )


def claim(stage: Stage = Stage.TALKS) -> Claim:
    """Return a claim."""
    return Claim(stage=stage, cue="in talks", hedged=True, attributed_to="a paper")


async def dump(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Return all that is stored, by table, in an order that doesn't depend on its history."""

    def read(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
        return {
            table.name: sorted(
                map(tuple, connection.execute(select(*(c for c in table.c if c.name != "seq")))),
                key=repr,
            )
            for table in METADATA.sorted_tables
        }

    return await store._database.read(read)


async def clear(store: Store) -> None:
    """Remove all that is stored."""

    def remove(connection: Connection) -> None:
        for table in METADATA.sorted_tables:
            connection.execute(table.delete())

    await store._database.write(remove)
