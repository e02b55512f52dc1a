"""The store's contract, in each dialect."""

from __future__ import annotations

from datetime import timedelta

from storage import Store
from tests.conftest import NOW
from tests.contract.storing import PAIRING, commit, dump, kept, mention


async def test_an_activity_seen_twice_is_stored_once(store: Store) -> None:
    post = kept(mentions=(mention(),))

    assert await commit(store, post, post) == {post.key}
    assert await commit(store, post) == frozenset()

    stored = await dump(store)
    assert [len(stored[table]) for table in ("activities", "texts", "mentions")] == [1, 1, 1]
    [counts] = await store.reader.buckets(*_pairing(), NOW - timedelta(hours=1))
    assert (counts.mentions, counts.transfer, counts.authors) == (1, 1, 1)


def _pairing() -> tuple[str, str]:
    return PAIRING.player, PAIRING.club
