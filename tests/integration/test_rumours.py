"""Rumours from what was said to what is told: weighed, confirmed, reopened, over."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from monitor.domain.activity import Verb
from monitor.domain.alert import Kind, Notice, Weight
from monitor.domain.catalogue import (
    Account,
    Catalogue,
    Club,
    Pairing,
    Player,
    Relation,
    Role,
    Source,
    Stint,
    Watch,
    Window,
)
from monitor.domain.claims import Claim, Stage
from monitor.domain.mention import Link, Mention, Part, Topic
from monitor.domain.rumour import Evidence, Outcome, Verdict
from monitor.domain.stories.story import alone
from monitor.domain.timing import BUCKET
from monitor.judges.strength import shipped
from monitor.ports import Conclusion, Estimate, Kept, Message
from monitor.rumours import Rumours, Weighed
from storage import Store, migrate, open_store
from tests.contract.keeping import SPAN, score
from tests.contract.storing import commit, kept
from tests.contract.telling import act_of, notice

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
START = datetime.fromisoformat("2026-07-10T12:00:00+00:00")
MADRID = Pairing("star", "madrid")
PARIS = Pairing("star", "paris")
HOME = Pairing("star", "sevilla")


def account(slug: str, role: Role, **more: Any) -> Account:
    """Return a proven account."""
    return Account(
        platform="bluesky", handle=f"{slug}.example", id=f"did:{slug}", role=role,
        proof="linked from their own page", **more,
    )  # fmt: skip


CATALOGUE = Catalogue(
    players={
        "star": Player(
            slug="star", name="Sergio Star", born=date(1990, 1, 1),
            stints=(Stint(club="sevilla", relation=Relation.CURRENT),),
        )
    },
    clubs={
        slug: Club(slug=slug, name=slug.title(), country="ES", timezone="Europe/Madrid")
        for slug in ("madrid", "paris", "sevilla")
    },
    sources={
        slug: Source(slug=slug, name=slug.title(), role=Role.OUTLET)
        for slug in ("gazette", "herald", "echo")
    },
    accounts=(
        *(account(slug, Role.OUTLET, source=slug) for slug in ("gazette", "herald", "echo")),
        account("madrid", Role.CLUB, club="madrid"),
    ),
    windows=(Window(country="ES", opens=date(2026, 7, 1), closes=date(2026, 8, 31)),),
    watchlist=frozenset({Watch("star", None)}),
)  # fmt: skip


@dataclass
class Stand:
    """A store in which things are said, and rumours weighed up to a time."""

    store: Store
    catalogue: Catalogue = CATALOGUE
    notices: list[Notice] = field(default_factory=list)
    claims: list[Notice] = field(default_factory=list)
    said: int = 0

    async def say(
        self, who: str, stage: Stage | None, at: datetime, pairing: Pairing = MADRID, **more: Any
    ) -> Kept:
        """Store what *who* says, an account of the catalogue or `fan`."""
        self.said += 1
        claim = None if stage is None else Claim(stage=stage, cue="", **more)
        words = self.said.to_bytes(4, "big")
        mention = Mention(
            link=Link(pairing, Part.DESTINATION, ()), topic=Topic.TRANSFER, claim=claim, gist=words
        )
        one = kept(name=f"{self.said}", who=f"did:{who}", at=at, account=who != "fan",
                   mentions=(mention,))  # fmt: skip
        await commit(self.store, one)
        return one

    async def unsay(self, one: Kept, at: datetime) -> None:
        """Delete what was said."""
        name = str(one.activity.record).removeprefix("at://")
        gone = kept(Verb.DELETE, name, order=9, at=at, who=one.activity.actor)
        await commit(self.store, gone)

    async def like(self, at: datetime = START) -> None:
        """Let an alert of the story be told."""
        act = kept(Verb.LIKE, "like", at=at, account=True, who="did:star")
        told = notice(act, act_of(act, pairing=MADRID, at=at))
        told = replace(told, alert=replace(told.alert, pairing=MADRID, told_at=at))
        told = alone(told, "act:like", Weight.ACT)
        await commit(self.store, act, acts=told.acts, notices=(told,))

    async def weigh(self, *moments: datetime) -> Weighed:
        """Close buckets up to each of *moments*, and weigh; return what the last came to."""
        for at in moments:
            await score(self.store, at)
            weighed = await self._keep(at)
            while (lease := await self.store.lease("one", at, SPAN)) and lease.weighed != at:
                weighed = await self._keep(at)
        return weighed

    async def _keep(self, at: datetime) -> Weighed:
        rumours = Rumours(
            store=self.store,
            catalogue=self.catalogue,
            address=self._address,
            offload=_here,
            holder="one",
            model=shipped(),
        )
        return await rumours.keep(at)

    async def estimates(self, pairing: Pairing = MADRID) -> Sequence[Estimate]:
        """Return how strong a rumour was, oldest first."""
        return await self.store.reader.strengths(pairing.player, pairing.club, START - 400 * DAY)

    async def outcomes(self) -> dict[Pairing, tuple[bool, str]]:
        """Return how rumours ended."""
        found = await self.store.outcomes(["star"], START - 400 * DAY)
        return {one.pairing: (one.happened, one.by) for one in found}

    def _address(self, told: Notice) -> Sequence[Message]:
        claimed = told.alert.claim is not None
        (self.claims if claimed else self.notices).append(told)
        return ()

    @property
    def kinds(self) -> list[Kind]:
        """What was told of rumours."""
        return [one.kind for one in self.notices]


async def _here(work: Callable[[], Any]) -> Any:
    return work()


@pytest.fixture
async def stand(sqlite_url: str) -> AsyncIterator[Stand]:
    """A stand with a fresh store."""
    store = await open_store(sqlite_url)
    yield Stand(store)
    await store.close()


async def corroborated(stand: Stand, at: datetime = START) -> None:
    """Let two sources say that the two clubs have agreed."""
    await stand.say("gazette", Stage.AGREEMENT, at - 3 * HOUR)
    await stand.say("herald", Stage.TALKS, at - 2 * HOUR)


# --- how strong -----------------------------------------------------------------------------


async def test_what_two_sources_say_gets_a_number_and_is_stored(stand: Stand) -> None:
    await corroborated(stand)
    weighed = await stand.weigh(START)

    [one] = await stand.estimates()
    assert weighed.strengths == {MADRID: one.strength}
    assert one.at == START
    assert one.strength.evidence is not Evidence.INSUFFICIENT
    assert one.strength.probability is not None


async def test_what_only_fans_say_gets_no_number(stand: Stand) -> None:
    for _ in range(30):
        await stand.say("fan", Stage.DONE, START - HOUR)
    weighed = await stand.weigh(START)

    assert weighed.strengths is not None
    assert weighed.strengths[MADRID].evidence is Evidence.INSUFFICIENT


async def test_a_campaign_of_fans_moves_no_strength(stand: Stand, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'other.db'}"
    await asyncio.to_thread(migrate, url)
    driven = Stand(await open_store(url))
    for each in (stand, driven):
        await corroborated(each)
    for _ in range(300):
        await driven.say("fan", Stage.DONE, START - HOUR)
    for each in (stand, driven):
        await each.weigh(START)

    [calm], [loud] = await stand.estimates(), await driven.estimates()
    assert loud.strength.probability == calm.strength.probability
    await driven.store.close()


async def test_an_estimate_is_stored_when_it_moves_and_once_a_day(stand: Stand) -> None:
    await corroborated(stand)
    await stand.weigh(START, START + BUCKET, START + 2 * BUCKET)
    assert len(await stand.estimates()) == 1
    await stand.weigh(START + 2 * DAY)

    stored = await stand.estimates()
    for before, after in pairwise(stored):
        moved = abs((before.strength.probability or 0) - (after.strength.probability or 0))
        assert moved >= 0.01 or before.at.date() != after.at.date()
    assert {one.at.date() for one in stored} == {(START + n * DAY).date() for n in range(3)}


async def test_what_is_weighed_in_one_go_is_what_is_weighed_bucket_by_bucket(
    stand: Stand, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'other.db'}"
    await asyncio.to_thread(migrate, url)
    other = Stand(await open_store(url))
    ends = [START + n * BUCKET for n in range(1, 40)]
    for each in (stand, other):
        await corroborated(each)
        await each.weigh(START)
        await each.say("echo", Stage.DONE, START + 1.5 * HOUR)
        await each.say("gazette", Stage.DENIED, START + 2.2 * HOUR)
    await stand.weigh(*ends)
    await other.weigh(ends[-1])

    assert await stand.estimates() == await other.estimates()
    await other.store.close()


# --- how it ends ----------------------------------------------------------------------------


async def test_the_clubs_own_word_confirms_and_ends_the_rumours_of_rivals(stand: Stand) -> None:
    await stand.like()
    await corroborated(stand)
    await stand.say("echo", Stage.TALKS, START - HOUR, PARIS)
    await stand.weigh(START)
    await stand.say("madrid", Stage.DONE, START + 1 * BUCKET)
    weighed = await stand.weigh(START + 2 * BUCKET)

    assert await stand.outcomes() == {
        MADRID: (True, "club account @madrid.example"),
        PARIS: (False, "moved to Madrid"),
    }
    assert weighed.strengths == {}
    assert stand.kinds == [Kind.STORY_CONFIRMED]
    told = stand.notices[0].alert
    assert told.title == "Confirmed: Sergio Star to Madrid"
    assert told.id == "alert-1"
    await stand.weigh(START + DAY)
    assert stand.kinds == [Kind.STORY_CONFIRMED]


async def test_a_move_to_a_rival_closes_the_story_of_another_club_with_one_note(
    stand: Stand,
) -> None:
    await stand.like()
    await stand.say("echo", Stage.TALKS, START - HOUR, PARIS)
    await stand.weigh(START)
    moved = Outcome(pairing=PARIS, happened=True, at=START, by="operator ana",
                    told_at=START + BUCKET)  # fmt: skip
    await stand.store.conclude(Conclusion(outcomes=(moved,)))
    await stand.weigh(START + 2 * BUCKET)
    (note,) = [one for one in stand.notices if one.kind is Kind.STORY_CONFIRMED]
    assert note.alert.id == "alert-1"
    assert note.alert.pairing == PARIS
    assert "The rumours about Real Example end with it." in note.alert.text
    threads = await stand.store.threads(["star"], START + HOUR)
    assert threads["star"].over


@pytest.mark.parametrize(
    ("who", "stage", "more"),
    [
        ("madrid", Stage.MEDICAL, {}),
        ("madrid", Stage.DONE, {"hedged": True}),
        ("madrid", Stage.DONE, {"attributed_to": "a paper"}),
        ("gazette", Stage.DONE, {}),
        ("fan", Stage.DONE, {}),
    ],
)
async def test_less_than_the_clubs_plain_word_confirms_nothing(
    stand: Stand, who: str, stage: Stage, more: dict[str, Any]
) -> None:
    await corroborated(stand)
    await stand.say(who, stage, START - HOUR, **more)
    await stand.weigh(START)

    assert await stand.outcomes() == {}


async def test_two_sources_confirm_where_both_were_right_before(stand: Stand) -> None:
    right = [
        Verdict(source=source, pairing=Pairing(f"p{n}", "c"), at=START - 90 * DAY, came_true=True)
        for source in ("gazette", "herald") for n in range(3)
    ]  # fmt: skip
    await stand.say("gazette", Stage.DONE, START - 3 * HOUR)
    await stand.say("herald", Stage.DONE, START - 2 * HOUR)
    await stand.weigh(START)
    assert await stand.outcomes() == {}

    await stand.store.conclude(Conclusion(verdicts=tuple(right)))
    await stand.weigh(START + HOUR)
    assert await stand.outcomes() == {MADRID: (True, "two sources: Gazette and Herald")}


@pytest.mark.parametrize("how", ["denies", "deletes"])
async def test_what_the_club_takes_back_within_three_days_is_open_again(
    stand: Stand, how: str
) -> None:
    await stand.like()
    await corroborated(stand)
    await stand.say("echo", Stage.TALKS, START - HOUR, PARIS)
    await stand.weigh(START)
    word = await stand.say("madrid", Stage.DONE, START + BUCKET)
    await stand.weigh(START + HOUR)
    if how == "denies":
        await stand.say("madrid", Stage.DENIED, START + 1.5 * HOUR)
    else:
        await stand.unsay(word, START + 1.5 * HOUR)
    weighed = await stand.weigh(START + 2 * HOUR)

    assert await stand.outcomes() == {}
    assert weighed.strengths is not None
    assert MADRID in weighed.strengths
    assert stand.kinds == [Kind.STORY_CONFIRMED, Kind.ALERT_CORRECTED]
    await stand.weigh(START + 5 * HOUR)
    assert stand.kinds == [Kind.STORY_CONFIRMED, Kind.ALERT_CORRECTED]


async def test_what_was_confirmed_four_days_ago_stays(stand: Stand) -> None:
    await corroborated(stand)
    await stand.weigh(START)
    await stand.say("madrid", Stage.DONE, START + BUCKET)
    await stand.weigh(START + HOUR)
    await stand.weigh(*(START + n * DAY for n in range(1, 5)))
    await stand.say("madrid", Stage.DENIED, START + 4 * DAY + BUCKET)
    await stand.weigh(START + 4 * DAY + HOUR)

    assert (await stand.outcomes())[MADRID][0]


async def test_the_operators_word_is_told_and_the_contrary_too(stand: Stand) -> None:
    await stand.like()
    await corroborated(stand)
    await stand.weigh(START)
    yes = Outcome(pairing=MADRID, happened=True, at=START, by="operator ana",
                  told_at=START + BUCKET / 2)  # fmt: skip
    await stand.store.conclude(Conclusion(outcomes=(yes,)))
    await stand.weigh(START + BUCKET)
    assert stand.kinds == [Kind.STORY_CONFIRMED]

    no = replace(yes, happened=False, by="operator bea", told_at=START + HOUR - BUCKET / 2)
    await stand.store.conclude(Conclusion(outcomes=(no,)))
    await stand.weigh(START + HOUR)
    assert stand.kinds == [Kind.STORY_CONFIRMED, Kind.ALERT_CORRECTED]
    assert "operator bea says that it has not happened" in stand.notices[-1].alert.text


async def test_a_window_that_closes_ends_the_rumour_silently_and_judges_sources(
    stand: Stand,
) -> None:
    end = datetime.fromisoformat("2026-08-31T22:00:00+00:00")
    await stand.like()
    await corroborated(stand, end - DAY)
    await stand.say("echo", Stage.DENIED, end - HOUR)
    await stand.weigh(end - BUCKET)
    await stand.weigh(end + 47 * HOUR)
    assert await stand.outcomes() == {}
    await stand.weigh(end + 48 * HOUR)

    assert await stand.outcomes() == {MADRID: (False, "window")}
    assert stand.kinds == []
    records = await stand.store.track(end + 48 * HOUR)
    assert {slug: (one.came_true, one.failed, one.first) for slug, one in records.items()} == {
        "gazette": (0, 1, 1), "herald": (0, 1, 0),
    }  # fmt: skip


async def test_who_was_right_counts_only_once_the_window_closes(stand: Stand) -> None:
    await corroborated(stand)
    await stand.weigh(START)
    await stand.say("madrid", Stage.DONE, START + BUCKET)
    await stand.weigh(START + HOUR)

    end = datetime.fromisoformat("2026-08-31T22:00:00+00:00")
    assert await stand.store.track(end - DAY) == {}
    records = await stand.store.track(end)
    assert {slug: one.came_true for slug, one in records.items()} == {"gazette": 1, "herald": 1}


async def test_after_a_move_its_echo_is_no_rumour(stand: Stand) -> None:
    await corroborated(stand)
    await stand.weigh(START)
    await stand.say("madrid", Stage.DONE, START + BUCKET)
    await stand.say("herald", Stage.DONE, START + 2 * HOUR)
    await stand.say("echo", Stage.TALKS, START + 2 * HOUR, PARIS)
    weighed = await stand.weigh(START + 3 * HOUR)

    assert weighed.strengths == {}
    assert (await stand.estimates())[-1].at <= START


async def test_a_player_who_is_not_watched_has_no_strength(stand: Stand) -> None:
    stand.catalogue = replace(CATALOGUE, watchlist=frozenset())
    await corroborated(stand)
    weighed = await stand.weigh(START)

    assert weighed.strengths == {}
    assert await stand.estimates() == []


async def test_a_stay_at_his_own_club_speaks_against_a_move(stand: Stand) -> None:
    await corroborated(stand)
    await stand.say("echo", Stage.STAYS, START - HOUR, HOME)
    weighed = await stand.weigh(START)

    assert weighed.strengths is not None
    assert HOME not in weighed.strengths


async def test_a_free_agents_rumour_is_given_ninety_days(stand: Stand) -> None:
    free = replace(CATALOGUE.players["star"], stints=(
        Stint(club="sevilla", relation=Relation.FORMER, until=date(2026, 6, 30)),
    ))  # fmt: skip
    stand.catalogue = replace(CATALOGUE, players={"star": free})
    await corroborated(stand)
    await stand.weigh(START)
    await stand.weigh(START + 89 * DAY)
    assert await stand.outcomes() == {}
    await stand.weigh(START + 92 * DAY)
    assert await stand.outcomes() == {MADRID: (False, "window")}


async def test_a_club_of_no_known_window_ends_no_rumour_early(stand: Stand) -> None:
    stand.catalogue = replace(CATALOGUE, windows=())
    await corroborated(stand)
    weighed = await stand.weigh(START, START + 2 * DAY)

    assert await stand.outcomes() == {}
    assert weighed.strengths is not None
    assert MADRID in weighed.strengths


# --- what a confirmation rests on -----------------------------------------------------------


async def announced(stand: Stand) -> Kept:
    """Let the club itself say that it is done, and that be told."""
    await stand.like()
    await corroborated(stand)
    await stand.weigh(START)
    word = await stand.say("madrid", Stage.DONE, START + BUCKET)
    await stand.weigh(START + HOUR)
    return word


async def stored(stand: Stand) -> Notice:
    """Return the confirmation as it stands in the database."""
    told = await stand.store.reader.alert("alert-1")
    assert told is not None
    return next(one for one in told.notices if one.kind is Kind.STORY_CONFIRMED)


async def test_a_confirmation_quotes_and_links_what_the_club_said(stand: Stand) -> None:
    word = await announced(stand)

    [_, quoted] = (await stored(stand)).alert.evidence
    assert (quoted.who, quoted.quote) == ("Madrid", word.activity.text)
    assert quoted.url == word.activity.url
    assert stand.notices[0].alert.evidence[1] == quoted


async def test_what_a_confirmation_quotes_goes_when_it_is_deleted(stand: Stand) -> None:
    word = await announced(stand)
    assert word.activity.text in repr(await stored(stand))
    await stand.unsay(word, START + 100 * HOUR)

    assert word.activity.text not in repr(await stored(stand))
    assert all(one.url is None for one in (await stored(stand)).alert.evidence)


async def test_the_deletion_of_another_post_takes_no_words(stand: Stand) -> None:
    other = await announced(stand)
    await stand.unsay(await stand.say("madrid", Stage.TALKS, START), START + HOUR)

    assert other.activity.text in repr(await stored(stand))
