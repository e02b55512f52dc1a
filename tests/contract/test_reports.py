"""Reports of acts in the store: once each, withdrawn with their text, known beside other acts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from monitor.domain.activity import Verb
from monitor.domain.acts.tale import Report
from monitor.domain.catalogue import Role
from monitor.domain.reported import Doing
from monitor.ports import Asked
from storage import Store, open_store
from tests.conftest import NOW
from tests.contract.storing import PAIRING, SEAL, commit, kept, record

HOUR = timedelta(hours=1)


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    opened = await open_store(database_url)
    yield opened
    await opened.close()


def report(text: str, **more: Any) -> Report:
    """Return what the text *text* tells, as an outlet."""
    said_in = kept(name=text, who="did:plc:paper")
    said: dict[str, Any] = {
        "key": SEAL("report", text),
        "post": said_in.key,
        "record": said_in.record,
        "order": 1,
        "pairing": PAIRING,
        "doing": Doing.LIKE,
        "role": Role.PLAYER,
        "doer": PAIRING.player,
        "until": NOW,
        "at": NOW,
        "seen_at": NOW,
        "by": Role.OUTLET,
        "source": "paper",
        "name": "The Paper",
        "voice": said_in.author,
        "url": f"https://paper.example/{text}",
        "gist": bytes(range(8)),
    }
    return Report(**{**said, **more})


async def keep(store: Store, *reports: Report) -> None:
    texts = [kept(name=f"{n}", who="did:plc:paper", account=True) for n, _ in enumerate(reports)]
    ones = [replace(one, post=text.key) for one, text in zip(reports, texts, strict=True)]
    await commit(store, *texts, reports=tuple(ones))


async def recalled(store: Store, **asked: Any) -> tuple[Report, ...]:
    said: dict[str, Any] = {"records": frozenset(), "objects": frozenset(), "since": NOW}
    return (await store.recall(Asked(**{**said, **asked}))).reports


async def test_a_report_is_read_back_as_it_was(store: Store) -> None:
    whole = report("0", since=NOW - HOUR, count=9, platform="x", whose=SEAL("whose", "a"),
                   author="fans", cites="agency", repeats=record("9"), hedged=True,
                   leaving=True, role=None)  # fmt: skip
    await keep(store, whole)
    assert await recalled(store, telling=NOW) == (whole,)


async def test_reports_land_once_and_only_with_their_text(store: Store) -> None:
    one = report("0")
    await commit(store, reports=(one,))
    assert await recalled(store, telling=NOW) == ()
    text = kept(name="0", who="did:plc:paper")
    for _ in range(2):
        await commit(store, text, reports=(one,))
    assert await recalled(store, telling=NOW) == (one,)


async def test_nothing_is_recalled_for_a_batch_that_neither_tells_nor_takes_back(
    store: Store,
) -> None:
    await keep(store, report("0"))
    assert await recalled(store) == ()
    assert len(await recalled(store, records=frozenset({record("0")}))) == 1
    assert len(await recalled(store, leavers=frozenset({report("0").voice}))) == 1
    assert await recalled(store, telling=NOW + timedelta(days=60)) == ()


@pytest.mark.parametrize("verb", [Verb.DELETE, Verb.UPDATE])
async def test_a_report_is_withdrawn_with_its_text(store: Store, verb: Verb) -> None:
    await keep(store, report("0"), report("1"))
    await commit(store, kept(verb, "0", order=5, who="did:plc:paper"))
    gone, stands = sorted(await recalled(store, telling=NOW), key=lambda one: not one.withdrawn)
    assert (gone.withdrawn, gone.url, gone.gist) == (True, None, b"")
    assert not stands.withdrawn


async def test_reports_of_an_account_that_was_deleted_are_withdrawn(store: Store) -> None:
    await keep(store, report("0"), report("1"))
    leaving = kept(Verb.DELETE, "account", order=9, who="did:plc:paper", ends_author=True)
    await commit(store, leaving)
    assert all(one.withdrawn for one in await recalled(store, telling=NOW))


async def test_an_act_that_texts_tell_of_is_read_once(store: Store) -> None:
    later = report("1", source="other", name="Other", voice=SEAL("other"), at=NOW + HOUR,
                   gist=bytes(range(20, 40)))  # fmt: skip
    await keep(store, report("0"), later)
    (one,) = await store.reader.acts(PAIRING.player, PAIRING.club, NOW - HOUR)
    assert (one.reports, one.copies, one.lead) == (2, 0, HOUR)
    assert one.first is not None
    assert one.first.name == "The Paper"
    assert len(one.records) == 2
    assert await store.reader.acts(PAIRING.player, PAIRING.club, NOW + 2 * HOUR) == ()


async def test_what_is_pending_is_not_read(store: Store) -> None:
    await keep(store, report("0", by=Role.FAN_ACCOUNT, source=None))
    assert await store.reader.acts(PAIRING.player, PAIRING.club, NOW - HOUR) == ()
