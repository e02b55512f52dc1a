"""What is claimed of a move, from what is said to what is told: once each, in one thread."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.domain.alert import Kind, Notice, Severity
from monitor.domain.catalogue import Role
from monitor.domain.claims import Stage
from monitor.domain.rumour import Verdict
from monitor.domain.timing import BUCKET
from monitor.ports import Conclusion
from storage import open_store
from tests.integration.test_rumours import (
    CATALOGUE,
    DAY,
    HOUR,
    MADRID,
    PARIS,
    START,
    Stand,
    account,
)

AGENT = account("agent", Role.AGENT, player="star")
FAN = account("unidos", Role.FAN_ACCOUNT)
NAMES = replace(CATALOGUE, accounts=(*CATALOGUE.accounts, AGENT, FAN))


@pytest.fixture
async def stand(database_url: str) -> AsyncIterator[Stand]:
    """A stand with a fresh store of either dialect."""
    store = await open_store(database_url)
    yield Stand(store, catalogue=NAMES)
    await store.close()


def turns(stand: Stand) -> list[tuple[str, Stage | None, bool]]:
    """Return what was told: which way it went, how far, and whether it may interrupt anybody."""
    found = []
    for one in stand.claims:
        assert one.alert.claim is not None
        found.append((one.alert.claim.turn, one.alert.claim.stage, one.held is None))
    return found


async def threads(stand: Stand) -> Sequence[Notice]:
    """Return the notices of the one thread, as they are stored."""
    [ident] = {one.alert.id for one in stand.claims}
    told = await stand.store.reader.alert(ident)
    assert told is not None
    return told.notices


async def test_two_sources_are_told_once_with_what_they_said(stand: Stand) -> None:
    await stand.say("gazette", Stage.AGREEMENT, START - 3 * HOUR)
    await stand.weigh(START - 2 * HOUR)
    assert stand.claims == []
    await stand.say("herald", Stage.AGREEMENT, START - HOUR)
    await stand.weigh(START, START + BUCKET, START + HOUR)

    assert turns(stand) == [("forward", Stage.AGREEMENT, True)]
    alert = stand.claims[0].alert
    assert (
        alert.title == "Unverified: Sergio Star to Madrid: an agreement, as Gazette and Herald say"
    )
    assert alert.severity is Severity.MAJOR
    assert alert.told_at == START - HOUR + BUCKET
    assert [piece.who for piece in alert.evidence] == ["Gazette", "Herald"]
    assert all(piece.quote for piece in alert.evidence)
    [stored] = await threads(stand)
    assert (stored.kind, stored.alert.claim) == (Kind.CLAIM_STAGE_CHANGED, alert.claim)


async def test_a_source_with_a_record_is_believed_alone_and_pushed_after_a_day(
    stand: Stand,
) -> None:
    settled = tuple(
        Verdict(source="gazette", came_true=n < 2, at=START - 90 * DAY,
                pairing=replace(MADRID, player=f"p{n}"))
        for n in range(3)
    )  # fmt: skip
    await stand.store.conclude(Conclusion(verdicts=settled))
    await stand.say("gazette", Stage.AGREEMENT, START - HOUR)
    await stand.weigh(START)
    assert turns(stand) == [("forward", Stage.AGREEMENT, False)]
    await stand.weigh(START + DAY)

    assert turns(stand)[1:] == [("forward", Stage.AGREEMENT, True)]
    await stand.weigh(START + 1.5 * DAY)
    assert len(await threads(stand)) == 2


async def test_fans_and_fan_accounts_make_no_second_origin(stand: Stand) -> None:
    for _ in range(20):
        await stand.say("fan", Stage.DONE, START - HOUR)
        await stand.say("unidos", Stage.DONE, START - HOUR)
    await stand.say("gazette", Stage.TALKS, START - HOUR)
    await stand.weigh(START, START + HOUR)

    assert stand.claims == []


async def test_a_story_goes_forward_back_and_on_in_one_thread(stand: Stand) -> None:
    await stand.like(START - 2 * HOUR)
    await stand.say("gazette", Stage.AGREEMENT, START - 2 * HOUR)
    await stand.say("herald", Stage.AGREEMENT, START - HOUR)
    await stand.weigh(START)
    await stand.say("agent", Stage.DENIED, START + BUCKET)
    await stand.weigh(START + 2 * BUCKET)
    await stand.say("gazette", Stage.AGREEMENT, START + HOUR)
    await stand.weigh(START + 2 * HOUR)
    await stand.say("agent", Stage.MEDICAL, START + 3 * HOUR)
    await stand.weigh(START + 4 * HOUR)

    assert turns(stand) == [
        ("forward", Stage.AGREEMENT, True),
        ("back", Stage.DENIED, True),
        ("forward", Stage.MEDICAL, True),
    ]
    assert {one.alert.id for one in stand.claims} == {"alert-1"}
    assert "The agent says that there is nothing in it" in stand.claims[1].alert.title


async def test_a_rivals_claim_is_told_as_the_rivals(stand: Stand) -> None:
    await stand.like(START - 2 * HOUR)
    await stand.say("gazette", Stage.TALKS, START - 2 * HOUR, PARIS)
    await stand.say("herald", Stage.TALKS, START - HOUR, PARIS)
    await stand.weigh(START)

    [told] = stand.claims
    assert told.alert.claim is not None
    assert (told.alert.pairing, told.alert.claim.club.slug) == (MADRID, "paris")
    assert told.alert.title.startswith("Unverified: Sergio Star to Paris: talks")


async def test_a_claim_that_is_deleted_is_corrected_and_its_words_go(stand: Stand) -> None:
    word = await stand.say("gazette", Stage.AGREEMENT, START - 2 * HOUR)
    await stand.say("herald", Stage.AGREEMENT, START - HOUR)
    await stand.weigh(START)
    assert word.activity.text in repr(await threads(stand))
    await stand.unsay(word, START + HOUR)
    await stand.weigh(START + 2 * HOUR, START + 3 * HOUR)

    assert turns(stand)[1:] == [("gone", None, True)]
    assert stand.claims[-1].kind is Kind.ALERT_CORRECTED
    assert word.activity.text not in repr(await threads(stand))


async def test_who_starts_again_tells_nothing_again(stand: Stand) -> None:
    await stand.say("gazette", Stage.AGREEMENT, START - 2 * HOUR)
    await stand.say("herald", Stage.AGREEMENT, START - HOUR)
    await stand.weigh(START)
    again = Stand(stand.store, catalogue=NAMES, said=stand.said)
    await again.say("echo", Stage.AGREEMENT, START + BUCKET)
    await again.weigh(START + timedelta(hours=1))

    assert again.claims == []
