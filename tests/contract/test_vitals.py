"""How the store is, as status and the terminal read it."""

from __future__ import annotations

from datetime import timedelta

from storage import Store
from tests.conftest import NOW
from tests.contract.keeping import score
from tests.contract.storing import commit, kept
from tests.contract.telling import notice

HOUR = timedelta(hours=1)


async def test_an_empty_store_has_rows_of_nothing(store: Store) -> None:
    found = await store.reader.vitals(NOW)
    assert (found.lately, found.first, found.last, found.through) == (0, None, None, None)
    assert set(found.rows.values()) <= {0, 1}
    assert found.bytes > 0
    assert found.moved == found.watches == {}


async def test_rows_growth_and_what_was_told_last_are_known(store: Store) -> None:
    await commit(store, kept(name="old", at=NOW - 30 * HOUR), kept(name="new", at=NOW))
    told = notice(kept(name="new"))
    await score(store, NOW, notices=(told,))
    await store.begin(["player:kylian-example"], NOW - HOUR)

    found = await store.reader.vitals(NOW - 24 * HOUR)
    assert found.rows["activities"] == 2
    assert (found.lately, found.first) == (1, NOW - 30 * HOUR)
    assert found.last == told
    assert found.watches == {"player:kylian-example": NOW - HOUR}
    assert found.through is not None


async def test_news_is_what_was_told_since_in_its_order(store: Store) -> None:
    assert await store.reader.newest() == 0
    first, second, third = (notice(kept(name=n), alert=f"alert {n}") for n in "abc")
    await score(store, NOW, notices=(first,))
    seen = await store.reader.newest()
    await score(store, NOW + HOUR, notices=(second,))
    await score(store, NOW + 2 * HOUR, notices=(third,))

    news = await store.reader.news(seen)
    assert [one for _, one in news] == [second, third]
    assert await store.reader.news(news[0][0], 1) == news[1:]
    assert await store.reader.newest() == news[-1][0]
