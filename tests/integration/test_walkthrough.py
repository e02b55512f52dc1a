"""The walk-through, second part: what is told of eight other evenings, and what is not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from monitor.domain.catalogue import Pairing
from tests.integration.theatre import (
    DAY,
    MINUTE,
    REIS,
    REPORTER,
    START,
    Theatre,
    copied,
    theatre,
)

POST = "https://www.instagram.com/p/DoNeLaSt/"
CHEERS = (
    "GOAL! Harry Kane heads in, Barcelona are behind 1-0",
    "Harry Kane again! 2-0 against Barcelona, what a match",
    "Full time: Barcelona 1-3, Harry Kane with the third in the 93rd minute",
    "What a header by Harry Kane against Barcelona, the keeper had no chance",
    "Harry Kane, hat-trick at Barcelona, what a night",
)
GRIEF = (
    "Danilo Reis dead? They say the Sevilla target was killed in a car crash",
    "RIP Danilo Reis, I can't believe it, Sevilla fans are in tears",
    "Danilo Reis has died, a friend of his told Sevilla fans tonight",
    "Terrible: Danilo Reis of Sevilla dreams is dead, car accident",
)
SLOGANS = (
    "{n} reasons why we want it: Danilo Reis to Sevilla, sign him now #BringReisHome",
    "Danilo Reis must come to Sevilla, said my {n} friends #BringReisHome",
    "Board of Sevilla, listen: transfer for Danilo Reis! #BringReisHome",
    "No Danilo Reis, no party. Sevilla, make the transfer #BringReisHome",
)
NAMESAKES = (
    "Novelist Carla Reis signs copies of her new book in Sevilla tonight",
    "Judge Reis rules in the Sevilla harbour case, the appeal is expected in autumn",
    "Reis wins the Sevilla piano competition, what a performance",
    "Congratulations to Miguel Reis, elected to the council of Sevilla",
)
SAID = "Excl: Danilo Reis has agreed personal terms with Sevilla"


@pytest.fixture
async def it(quiet_evenings: Path, tmp_path: Path) -> AsyncIterator[Theatre]:
    """A theatre in which it has been quiet."""
    async with theatre(copied(quiet_evenings, tmp_path)) as made:
        yield made


async def strength(it: Theatre, pairing: tuple[str, str]) -> float | None:
    """Return how likely a move was last held to be."""
    found = await it.store.estimates(it.now - 30 * DAY)
    known = found.get(Pairing(*pairing))
    return None if known is None else known.strength.probability


def digest(it: Theatre) -> dict[str, Any]:
    """Return the only digest of the desk."""
    [found] = [one for one in it.told() if one.kind == "digest.daily"]
    return dict(found.data)


async def test_a_match_night_with_three_goals_interrupts_nobody(it: Theatre) -> None:
    for _ in range(3):
        await it.minutes(10, 15, CHEERS)
        await it.minutes(25, 1, CHEERS, step=5)
    await it.minutes(30, step=5)
    assert it.kinds() == it.kinds("archive") == it.kinds("operator") == []


async def test_a_death_hoax_is_one_warning_without_a_quotation(it: Theatre) -> None:
    await it.minutes(20, 6, GRIEF)
    await it.minutes(60, step=5)
    await it.minutes(10, 6, GRIEF)
    await it.minutes(60, step=5)
    assert it.kinds() == it.kinds("archive") == ["sensitive.surge"]
    [warning] = it.told()
    assert warning.title.startswith("Verify first: much talk about Danilo Reis, ")
    assert warning.text.endswith("Verify before saying anything.")
    assert warning.data["evidence"] == []
    assert warning.data["strength"]["probability"] is None
    body = it.receivers["desk"].attempts[0].body.decode()
    assert not any(word in body for word in ("RIP", "dead?", "crash", "tears"))
    assert await strength(it, REIS) is None


async def test_a_campaign_of_5000_accounts_stands_in_the_digest_alone(it: Theatre) -> None:
    before = await strength(it, REIS)
    for _ in range(25):
        for n in range(200):
            it.post(it.fan(), it.chance.choice(SLOGANS).format(n=n), it.chance.random() * MINUTE)
        await it.minutes(1)
    await it.till_morning()
    assert it.kinds() == ["digest.daily"]
    assert it.kinds("archive") == []
    [seen] = [one for one in digest(it)["almost"] if "Danilo Reis and Sevilla" in one["title"]]
    assert seen["reason"] == "campaign: 100 % carry one hashtag; no act, no claim"
    assert await strength(it, REIS) == before


async def test_of_a_namesake_nothing_is_told(it: Theatre) -> None:
    await it.minutes(30, 4, NAMESAKES)
    await it.minutes(30, step=5)
    assert it.kinds() == it.kinds("archive") == []
    since = START - MINUTE
    counted = await it.store.reader.buckets(*REIS, since)
    assert sum(one.mentions for one in counted) < 30


async def test_a_completed_deal_is_closed_by_one_note_and_ends_what_is_said_of_rivals(
    it: Theatre,
) -> None:
    await it.report("likes", POST, "Ana", about="Real Madrid")
    await it.minutes(10)
    it.print("evening-whistle", "Sergio Ramos agrees terms with Sevilla, the club of his youth")
    await it.minutes(6)
    it.print("morning-bell", "Sevilla reach an agreement to sign Sergio Ramos, medical on Thursday")
    await it.minutes(30, 0.5, ("Sergio Ramos to Sevilla, and not to Real Madrid, they say",))
    it.post("sevilla", "Official: Sergio Ramos joins Sevilla on a two-year deal. Welcome home!")
    done = ("Sergio Ramos to Sevilla is done!", "Welcome back Sergio Ramos, Sevilla signed him")
    await it.minutes(30, 4, done)
    await it.minutes(90, step=5)
    assert it.kinds()[:3] == ["act.notable", "claim.stage_changed", "story.confirmed"]
    assert it.kinds()[3:] == []
    act, claim, end = it.told()
    assert claim.title == (
        "Unverified: Sergio Ramos to Sevilla FC: an agreement, "
        "as The Evening Whistle and The Morning Bell say"
    )
    assert end.title == "Confirmed: Sergio Ramos to Sevilla FC"
    assert end.text.endswith("The rumours about Real Madrid end with it.")
    assert len({one.data["alert"] for one in (act, claim, end)}) == 1
    assert it.kinds("archive").count("story.confirmed") == 1


async def test_six_accounts_at_three_in_the_morning_interrupt_nobody(it: Theatre) -> None:
    await it.minutes(7 * 60, step=5)
    for n in range(6):
        it.post(it.fan(), f"Rodrygo to Arsenal, the transfer is close, says a neighbour {n}")
        await it.minutes(2)
    await it.till_morning()
    assert it.kinds() == ["digest.daily"]
    assert it.kinds("archive") == []
    [seen] = [one for one in digest(it)["almost"] if "Rodrygo and Arsenal" in one["title"]]
    assert seen["reason"] == "6 accounts: not far enough above the usual"


async def test_a_reporters_deleted_post_is_corrected_within_the_half_hour(it: Theatre) -> None:
    said = it.post(REPORTER, SAID)
    await it.minutes(10)
    it.print("evening-whistle", "Sevilla reach an agreement to sign Danilo Reis")
    await it.minutes(20)
    assert it.kinds() == ["claim.stage_changed"]
    it.emit(it.world.delete(said, at=it.now + MINUTE / 2))
    await it.minutes(20)
    assert it.kinds() == ["claim.stage_changed", "alert.corrected"]
    told, corrected = it.told()
    assert told.title == (
        "Unverified: Danilo Reis to Sevilla FC: an agreement, "
        "as Lena Ortiz and The Evening Whistle say"
    )
    assert corrected.data["alert"] == told.data["alert"]
    assert corrected.title == "Corrected: Danilo Reis to Sevilla FC: an agreement no longer stands"
    assert SAID not in it.receivers["desk"].attempts[-1].body.decode()


async def test_two_hours_without_bluesky_are_named_wherever_they_matter(it: Theatre) -> None:
    await it.minutes(20, step=5)
    it.down = True
    await it.minutes(60, step=5)
    await it.report("likes", POST, "Ana", about="Real Madrid")
    await it.minutes(60, step=5)
    it.down = False
    await it.minutes(60, step=5)
    await it.till_morning()
    assert it.kinds() == [*it.kinds("archive"), "digest.daily"] == ["act.notable", "digest.daily"]
    blind = "What came by \u201cbluesky\u201d since 18:20 UTC: that source is not answering."
    assert blind in it.told()[0].data["unknown"]
    unseen = {one["source"]: one["unseen_seconds"] for one in digest(it)["sources"]}
    assert unseen.pop("bluesky") >= 110 * 60
    assert set(unseen.values()) == {0}
    assert it.kinds("operator") == ["connector.stale", "connector.stale"]
    out, back = it.told("operator")
    assert (out.data["source"], out.data["state"]) == ("bluesky", "stale")
    assert (back.data["source"], back.data["state"]) == ("bluesky", "back")
