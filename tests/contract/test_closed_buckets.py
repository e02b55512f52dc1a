"""Whatever is committed, closed and scored in whatever order, a closed bucket stays as it was."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.domain.catalogue import Pairing
from monitor.domain.mention import Topic
from monitor.domain.timing import BUCKET, bucket_of
from monitor.ports import Kept, Said, Turn
from storage import Store, open_store, tables
from tests.conftest import NOW
from tests.contract.keeping import close
from tests.contract.storing import PAIRING, clear, commit, dump, kept, mention

OTHER = Pairing("kylian-example", "other-example")
BUCKETS = 4
END = NOW + BUCKETS * BUCKET

Step = tuple[str, tuple[int, ...]]


@st.composite
def posts(draw: st.DrawFn) -> Kept:
    """Draw a post about one or two pairings, by one of few authors, late or not."""
    said = draw(
        st.dictionaries(
            st.sampled_from([PAIRING, OTHER]),
            st.sampled_from([Topic.MATCH, Topic.TRANSFER, Topic.OTHER]),
            min_size=1,
        )
    )
    return kept(
        who=f"did:plc:{draw(st.integers(0, 2))}",
        at=NOW + draw(st.integers(0, 4 * BUCKETS - 1)) * BUCKET / 4,
        connector=draw(st.sampled_from(["wire", "feed"])),
        late=draw(st.sampled_from([False, False, False, True])),
        mentions=tuple(mention(pairing, topic) for pairing, topic in said.items()),
    )


@st.composite
def campaigns(draw: st.DrawFn) -> tuple[list[Kept], list[Step]]:
    """Draw posts, and what happens: batches of some of them, buckets closed, turns stored."""
    drawn = draw(st.lists(posts(), min_size=1, max_size=12))
    named = [
        kept(
            name=f"{n}", who=one.activity.actor, at=one.counted_at or NOW,
            connector=one.connector, late=one.late, mentions=one.mentions,
        )
        for n, one in enumerate(drawn)
    ]  # fmt: skip
    some = st.lists(st.integers(0, len(named) - 1), max_size=5).map(tuple)
    steps = st.tuples(st.sampled_from(["commit", "commit", "close", "turn"]), some)
    return named, draw(st.lists(steps, max_size=12))


@dataclass
class Expected:
    """What must be stored by now, told by the steps alone."""

    late: dict[bytes, bool] = field(default_factory=dict)
    unlearnt: dict[Pairing, datetime] = field(default_factory=dict)
    closed: datetime = NOW
    through: datetime = NOW

    def commit(self, batch: Sequence[Kept]) -> None:
        """Take in a batch."""
        for one in batch:
            assert one.counted_at is not None
            if one.key in self.late:
                continue
            behind = bucket_of(one.counted_at) + BUCKET <= self.closed
            self.late[one.key] = one.late or behind
            if self.late[one.key]:
                for pairing in _pairings(one):
                    after = max(bucket_of(one.counted_at) + BUCKET, self.closed)
                    self.unlearnt[pairing] = max(after, self.unlearnt.get(pairing, after))

    def turn(self) -> None:
        """Take in that the next bucket was scored, and all learnt that could be."""
        self.through += BUCKET
        self.unlearnt = {p: after for p, after in self.unlearnt.items() if after >= self.through}


def _pairings(post: Kept) -> list[Pairing]:
    return [one.link.pairing for one in post.mentions]


@given(campaign=campaigns())
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
async def test_a_closed_bucket_stays_as_it_was_read(
    store: Store, campaign: tuple[list[Kept], list[Step]]
) -> None:
    known, steps = campaign
    await clear(store)
    expected = Expected()
    read: dict[datetime, Sequence[Said]] = {}
    for step, some in steps:
        batch = [known[n] for n in some]
        match step:
            case "commit":
                await commit(store, *batch)
                expected.commit(batch)
            case "close":
                expected.closed = max(expected.closed, expected.through + BUCKET)
                await close(store, expected.closed)
            case _:
                end = expected.through + BUCKET
                expected.closed = max(expected.closed, end)
                lease = await close(store, end)
                learnt = (await store.standing()).late
                await commit(store, *batch)
                expected.commit(batch)
                await store.turn(lease, Turn(end=end, learnt=learnt))
                expected.turn()
        for end in (expected.through, expected.closed):
            read.setdefault(end, await store.said(end - BUCKET, end))

    for end, before in read.items():
        assert await store.said(end - BUCKET, end) == before
    assert (await store.standing()).late == expected.unlearnt.keys()
    rows = await mentions(store)
    assert {row["key"]: row["late"] for row in rows} == expected.late
    assert len(await store.said(NOW, END)) == sum(not row["late"] for row in rows)
    assert await stored(store) == recounted(rows)


async def mentions(store: Store) -> list[dict[str, Any]]:
    """Return the mentions that are stored, as far as counting goes."""
    names = [column.name for column in tables.mentions.c]
    return [dict(zip(names, row, strict=True)) for row in (await dump(store))["mentions"]]


async def stored(store: Store) -> dict[tuple[Any, ...], tuple[int, ...]]:
    """Return the buckets that are stored: mentions, late, authors, talkers."""
    rows = (await dump(store))["buckets"]
    return {row[:4]: (row[4], row[6], row[7], row[8]) for row in rows}


def recounted(rows: Sequence[Mapping[str, Any]]) -> dict[tuple[Any, ...], tuple[int, ...]]:
    """Return what the buckets must hold, by the mentions."""
    held: dict[tuple[Any, ...], list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        held[row["player"], row["club"], row["start"], row["connector"]].append(row)
    return {
        bucket: (
            len(found),
            sum(row["late"] for row in found),
            len({row["author"] for row in found}),
            len({row["author"] for row in found if row["topic"] != Topic.MATCH}),
        )
        for bucket, found in held.items()
    }


@dataclass
class Keeper:
    """Closes, reads and scores one bucket after the other.

    Attributes:
        end: End of the newest bucket that was scored.
        read: What was read of each when it was closed, by its end.
    """

    store: Store
    end: datetime = NOW
    read: dict[datetime, Sequence[Said]] = field(default_factory=dict)

    async def keep(self) -> None:
        """Go on by one bucket."""
        end = self.end + BUCKET
        lease = await close(self.store, end)
        self.read[end] = await self.store.said(end - BUCKET, end)
        late = (await self.store.standing()).late
        await self.store.turn(lease, Turn(end=end, learnt=late))
        self.end = end

    async def keep_on(self, until: asyncio.Event) -> None:
        """Go on until all is written, not faster than it is."""
        while not until.is_set():
            await self.keep()
            await asyncio.sleep(0.01)


async def test_a_closed_bucket_stays_as_it_was_read_while_others_commit(database_url: str) -> None:
    stores = [await open_store(database_url) for _ in range(4)]
    keeper, writers, written = Keeper(stores[0]), stores[1:], asyncio.Event()

    async def write(store: Store, n: int) -> None:
        for turn in range(30):
            now = keeper.end
            batch = [
                kept(
                    name=f"{n}/{turn}/{i}",
                    who=f"did:plc:{i}",
                    at=now + (i % 4 - 1) * BUCKET,  # closed, closing, and two to come
                    mentions=(mention(), mention(OTHER, Topic.MATCH)),
                )
                for i in range(8)
            ]
            await commit(store, *batch)

    try:
        await commit(keeper.store, kept(name="prompt", mentions=(mention(),)))
        await keeper.keep()
        keeping = asyncio.create_task(keeper.keep_on(written))
        await asyncio.gather(*(write(store, n) for n, store in enumerate(writers)))
        written.set()
        await keeping
        for _ in range(4):  # what came after the last closing, or for later buckets, is left still
            await keeper.keep()

        rows = await mentions(keeper.store)
        assert len(rows) == 3 * 30 * 8 * 2 + 1
        assert await stored(keeper.store) == recounted(rows)
        assert any(row["late"] for row in rows)
        assert any(keeper.read.values())
        for end, before in keeper.read.items():
            assert await keeper.store.said(end - BUCKET, end) == before
        assert (await keeper.store.standing()).late == frozenset()
    finally:
        for store in stores:
            await store.close()
