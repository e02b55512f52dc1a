"""The walk-through, first part: a saga from a like to its end, and the next that mentions it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.integration.theatre import (
    AGENT,
    DAY,
    FANS,
    PAPERS,
    START,
    UNITED,
    Theatre,
    Told,
    copied,
    kinds,
    theatre,
)

POST = "https://www.instagram.com/p/DoNeLaSt/"
AGAIN = "https://www.instagram.com/p/AgAiNlAsT/"
LIKE = "Sergio Ramos liked an Instagram post by Madrid Nights asking for his return to Real Madrid"
DENIAL = "There are no talks. Sergio Ramos is not going to sign for Real Madrid."
TALK = (
    "Sergio Ramos to return to Real Madrid for one last dance? He liked it himself",
    "Sergio Ramos le ha dado a me gusta: ¿fichaje y un último baile en el Real Madrid?",
    "Sergio Ramos just liked a post about signing for Real Madrid again",
    "Sergio Ramos curtiu: transferência para o Real Madrid, uma última dança?",
    "Que vuelva Sergio Ramos al Real Madrid, el fichaje del verano",
    "Sergio Ramos mette like: trasferimento al Real Madrid, un ultimo ballo?",
    "Sergio Ramos a aimé ça : un transfert au Real Madrid, une dernière danse ?",
    "Sergio Ramos gefällt das: Wechsel zu Real Madrid, ein letzter Tanz?",
)
RIVALS = (
    "Sergio Ramos would rather sign for Sevilla again, says a friend of his",
    "PSG want Sergio Ramos back, they say: a transfer to Paris Saint-Germain?",
    "Al-Nassr could offer Sergio Ramos a transfer too",
)


@dataclass(frozen=True)
class Played:
    """What was told: of the saga to everybody and to the desk, and of the next one."""

    everything: Sequence[Told]
    desk: Sequence[Told]
    later: Sequence[Told]


async def evening(it: Theatre) -> None:
    """Let a like be pushed, taken up, copied, denied and taken back."""
    await it.minutes(10)
    await it.report("likes", POST, "Ana", about="Real Madrid", note="seen on the phone")
    await it.minutes(4)
    it.post(FANS, "One last dance at Real Madrid? Sergio Ramos, come home")
    await it.minutes(3)
    it.post(UNITED, "Bring Sergio Ramos back to Real Madrid")
    await it.minutes(8, 0.5, TALK)
    it.print("evening-whistle", LIKE)
    await it.minutes(8, 1.5, TALK)
    for paper in PAPERS[1:10]:
        it.print(paper, f"{LIKE}, according to The Evening Whistle")
        await it.minutes(2, 5.5, (*TALK, *RIVALS, *RIVALS, *RIVALS))
    await it.minutes(12, 7, (*TALK, *RIVALS, *RIVALS, *RIVALS))
    it.post(AGENT, DENIAL)
    await it.minutes(20, 1, TALK)
    await it.report("unlikes", POST, "Ana", about="Real Madrid")
    await it.minutes(60, step=5)


@pytest.fixture(scope="module")
def played(quiet_evenings: Path, tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The saga, and another like three months later."""
    folder = copied(quiet_evenings, tmp_path_factory.mktemp("saga"))

    async def first() -> tuple[Sequence[Told], Sequence[Told]]:
        async with theatre(folder) as it:
            await evening(it)
            everything = it.told("archive")
            await it.till_morning()
            assert it.kinds("operator") == []
            return everything, it.told("desk")

    async def second() -> Sequence[Told]:
        async with theatre(folder, START + 94 * DAY) as it:
            await it.minutes(10)
            await it.report("likes", AGAIN, "Ana", about="Real Madrid")
            await it.minutes(20, step=5)
            return it.told("archive")

    everything, desk = asyncio.run(first())
    return Played(everything, desk, asyncio.run(second()))


def test_all_of_it_is_one_story_in_one_thread_told_in_its_order(played: Played) -> None:
    assert kinds(played.everything) == [
        "act.notable",
        "story.updated",
        "story.updated",
        "story.updated",
        "act.notable",
        "alert.corrected",
        "story.ended",
    ]
    assert len({(one.data["alert"], one.data["story"]) for one in played.everything}) == 1
    leaders = {one.data["pairing"]["club"]["slug"] for one in played.everything}
    assert leaders == {"real-madrid"}


def test_with_the_default_budget_a_desk_is_interrupted_twice(played: Played) -> None:
    assert kinds(played.desk) == [
        "act.notable",
        "act.notable",
        "alert.corrected",
        "story.ended",
        "digest.daily",
    ]
    like, denial, correction, end, digest = played.desk
    assert "pushed by Ana, unconfirmed" in like.title
    assert "denied talk" in denial.title
    assert len({one.data["alert"] for one in (like, denial, correction, end)}) == 1
    [held] = digest.data["held"]
    assert held["alert"] == like.data["alert"]
    assert held["type"] == "story.updated"


def test_a_like_that_a_person_pushed_is_told_as_that(played: Played) -> None:
    like = played.everything[0]
    assert like.title == (
        "Unverified: Sergio Ramos liked a post about Real Madrid; pushed by Ana, unconfirmed"
    )
    assert "Whether it is so: only one voice says so" in like.data["unknown"][0]
    assert like.data["evidence"][1]["quote"] == "seen on the phone"


def test_nine_copies_of_one_outlet_are_one_origin(played: Played) -> None:
    _, reported, *later = played.everything
    assert reported.title.endswith("pushed by Ana, reported by The Evening Whistle")
    assert "this rests on one origin, copies folded" in " ".join(reported.data["unknown"])
    reports = [one["who"] for one in reported.data["evidence"] if one["what"] == "a report"]
    assert reports == ["The Evening Whistle"]
    assert not any("others" in one.title for one in later)


def test_the_spike_says_how_much_the_like_brought_about_and_who_took_it_up(
    played: Played,
) -> None:
    loudest = played.everything[3]
    assert loudest.title.startswith("Unverified: Sergio Ramos and Real Madrid: ")
    assert "usual at 20:00 CEST is " in loudest.text
    assert "In the 40 min after the like " in loudest.text
    lift = loudest.data["lift"]
    assert lift["low"] > 3
    phases = [(one["phase"], one["first"]) for one in loudest.data["phases"]]
    assert phases == [
        ("act", "Sergio Ramos"),
        ("fan accounts", "@madrid-nights.example"),
        ("outlets", "The Evening Whistle"),
        ("aggregators", "Paper 1"),
    ]
    assert {one["name"] for one in loudest.data["rivals"]} >= {"Al-Nassr", "Paris Saint-Germain"}


def test_the_agents_denial_is_quoted_and_leads_nothing(played: Played) -> None:
    denial = played.everything[4]
    assert denial.title == (
        "Unverified: the agent of Sergio Ramos denied talk about Sergio Ramos and Real Madrid"
    )
    assert f"\u201c{DENIAL}\u201d" in denial.text
    assert denial.data["phases"][0]["first"] == "Sergio Ramos"


def test_what_is_taken_back_is_corrected_and_the_rest_told_on(played: Played) -> None:
    corrected, over = played.everything[5:]
    assert corrected.title == (
        "Corrected: Sergio Ramos took back the like (Sergio Ramos and Real Madrid)"
    )
    taken, told_on = corrected.text.split(" What else was told stands: ")
    assert "That part of this alert no longer stands." in taken
    assert DENIAL in told_on
    assert "liked a post" not in told_on
    assert over.title == "Over: the talk about Sergio Ramos and Real Madrid is back to its usual"
    assert "liked a post" not in over.text


def test_no_sentence_is_told_twice_and_each_begins_as_a_sentence_does(played: Played) -> None:
    for one in (*played.everything, *played.later):
        assert one.text.count("Real Madrid is a former club of the player.") <= 1
        assert one.text[0].isupper()
        assert "  " not in one.text


def test_a_like_three_months_later_is_another_story_that_mentions_the_first(
    played: Played,
) -> None:
    [again] = played.later
    first = played.everything[0]
    assert again.kind == "act.notable"
    assert again.data["story"] != first.data["story"]
    assert (
        "On 4 August 2026 Sergio Ramos liked a post like this, and took it back 73 min later."
        in again.text
    )
    assert again.data["earlier"]["alert"] == first.data["alert"]
