"""What is told of spikes: once, in one thread, and never to nobody's use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from monitor.domain.activity import Verb
from monitor.domain.alert import Kind, Status
from monitor.domain.catalogue import Watch as Watching
from monitor.ports import Commit, Committed, OutdatedError, Page
from storage import Store
from tests.integration.stand import (
    CATALOGUE,
    DAY,
    HOUR,
    MATCH,
    MINUTE,
    START,
    TALK,
    Stand,
    settled,
    stand,
)

UNITED = "Sergio Ramos to Manchester United? They say the transfer talks go on"
GRIEF_ELSEWHERE = "Sergio Ramos and Manchester United mourn: his father died, the funeral is near"
GRIEF = "Sergio Ramos and Real Madrid mourn: his father died, the funeral is on Friday"


async def test_a_second_and_a_third_burst_a_day_later_are_told_in_the_same_thread(
    tmp_path: Path, quiet_days: Path
) -> None:
    async with settled(tmp_path, quiet_days) as it:
        for number in range(1, 4):
            before = len(it.told)
            await it.burst(3, 20 * MINUTE)
            await it.quiet(23.5 * HOUR, step=10 * MINUTE)
            fresh = it.kinds()[before:]
            assert fresh[0] == ("story.started" if number == 1 else "story.updated")
            assert fresh[-1] == "story.ended"
        assert len({(notice.alert.id, notice.alert.story) for notice in it.told}) == 1


async def test_a_flare_up_is_told_in_the_thread_of_what_had_ended(
    tmp_path: Path, quiet_days: Path
) -> None:
    async with settled(tmp_path, quiet_days) as it:
        await it.burst(4, 20 * MINUTE)
        await it.quiet(2 * HOUR)
        assert it.kinds()[-1] == "story.ended"
        before = len(it.told)
        await it.burst(1, 10 * MINUTE)
        await it.burst(3, 15 * MINUTE)
        await it.quiet(1.5 * HOUR)

        again = [str(notice.kind) for notice in it.told[before:]]
        assert again[0] == "story.updated"
        assert again[-1] == "story.ended"
        assert len({notice.alert.id for notice in it.told}) == 1
        assert len({notice.cause for notice in it.told}) == len(it.told)


async def test_clubs_that_rise_together_are_one_story_with_one_leader(
    tmp_path: Path, quiet_days: Path
) -> None:
    both = CATALOGUE + '[[watch]]\nplayer = "sergio-ramos"\n'
    async with settled(tmp_path, quiet_days, catalogue=both) as it:
        for minute in range(25):
            it.source().held += [it.post(one, UNITED) for one in it.people(2)]
            await it.minute(it.people(4 if minute > 2 else 1))
        await it.quiet(HOUR)

        assert len(it.started()) == 1
        spikes = [one.spike for one in (await it.store.standing()).watched if one.spike]
        assert {spike.pairing.club for spike in spikes} == {"real-madrid", "manchester-united"}
        assert len({spike.leader for spike in spikes}) == 1
        assert any("Also named" in notice.alert.text for notice in it.told)


async def like(it: Stand) -> None:
    """Let the player like what a fan account says."""
    dance = it.post("did:plc:bernabeunights", "One last dance for Sergio Ramos at Real Madrid?")
    liked = it.post(
        "did:plc:sergioramos", "", verb=Verb.LIKE, object=dance.record,
        object_author="did:plc:bernabeunights",
        record="at://did:plc:sergioramos/app.bsky.feed.like/1",
    )  # fmt: skip
    it.source().held += [replace(dance, happened_at=it.now), liked]
    await it.minute()
    assert it.kinds() == ["act.notable"]


async def test_a_correction_of_the_like_goes_to_the_thread_that_the_spike_joined(
    tmp_path: Path, quiet_days: Path
) -> None:
    async with settled(tmp_path, quiet_days) as it:
        await like(it)
        await it.burst(3, 15 * MINUTE)
        await it.quiet(HOUR / 4)
        assert it.kinds() == ["act.notable", "story.updated"]
        it.source().held.append(
            it.post(
                "did:plc:sergioramos", "", verb=Verb.UNDO, undoes=Verb.LIKE,
                record="at://did:plc:sergioramos/app.bsky.feed.like/1",
            )
        )  # fmt: skip
        await it.minute()
        assert it.kinds()[2] == "alert.corrected"
        await it.burst(12, 15 * MINUTE)
        await it.quiet(2 * HOUR)

        assert {notice.alert.id for notice in it.told} == {it.told[0].alert.id}
        assert it.kinds()[3] == "story.updated"
        assert it.kinds()[-1] == "story.ended"
        assert it.told[0].alert.text not in it.told[3].alert.text


async def test_a_spike_that_joined_an_act_tells_the_act_once_however_often_it_grows(
    tmp_path: Path, quiet_days: Path
) -> None:
    async with settled(tmp_path, quiet_days) as it:
        await like(it)
        for many in (2, 5, 12):
            await it.burst(many, 12 * MINUTE)
        await it.quiet(2 * HOUR)

        act = it.told[0].alert
        assert len(it.told) >= 4
        for notice in it.told[1:]:
            alert = notice.alert
            assert alert.id == act.id
            assert alert.text.count(act.text) == 1
            assert alert.text.count("It follows what was told before") == 1
            assert sum("private account" in each.who for each in alert.evidence) <= 2
            assert sum(each.startswith("Counted from") for each in alert.how_we_know) == 1
        assert it.told[-1].kind is Kind.STORY_ENDED
        assert it.told[-1].alert.status is Status.ENDED


async def test_talk_of_private_life_is_told_once_as_a_warning_and_never_as_a_spike(
    tmp_path: Path, quiet_days: Path
) -> None:
    both = CATALOGUE + '[[watch]]\nplayer = "sergio-ramos"\n'
    async with settled(tmp_path, quiet_days, catalogue=both) as it:
        for _ in range(25):
            it.source().held += [it.post(one, GRIEF) for one in it.people(3)]
            it.source().held += [it.post(one, GRIEF_ELSEWHERE) for one in it.people(3)]
            await it.minute(it.people(3))
        await it.quiet(HOUR)
        await it.burst(6, 15 * MINUTE, text=GRIEF)
        await it.quiet(2 * HOUR)
        assert it.kinds() == ["sensitive.surge"]
        [warning] = it.told
        assert warning.held is None
        assert warning.alert.evidence == ()
        assert "Verify before saying anything." in warning.alert.text
        assert "nverified" not in f"{warning.alert.title}{warning.alert.text}"
        assert warning.alert.strength.probability is None


CHEERS = (
    "GOAL! Sergio Ramos heads Real Madrid into the lead, 1-0",
    "Sergio Ramos again! Real Madrid 2-0, what a match",
    "Full time: Real Madrid 3-1, Sergio Ramos with the third in the 93rd minute",
    "What a header by Sergio Ramos, Real Madrid are flying tonight",
    "Sergio Ramos, captain of Real Madrid, what a man",
)


async def test_a_match_night_with_three_goals_interrupts_nobody(
    tmp_path: Path, quiet_days: Path
) -> None:
    async with settled(tmp_path, quiet_days) as it:
        for _ in range(3):
            for _ in range(10):
                posts = [it.post(one, CHEERS[n % 5]) for n, one in enumerate(it.people(15))]
                it.source().held += posts
                await it.minute(it.people(1))
            await it.quiet(25 * MINUTE, rate=1.0, text=MATCH)
        await it.quiet(HOUR)
        assert it.told == []


async def test_a_campaign_of_fans_is_withheld(tmp_path: Path, quiet_days: Path) -> None:
    slogan = f"{TALK} #AnnounceHimNow"
    async with settled(tmp_path, quiet_days) as it:
        for minute in range(30):
            alone = [it.post(one) for one in it.people(4)]
            it.source().held += alone
            await it.minute(it.people(16 if minute > 2 else 1), text=slogan)
        assert it.told == []
        [held] = [one for one in it.withheld if str(one.held).startswith("campaign: ")]
        assert held.held == "campaign: 74 % carry one hashtag; no act, no claim"


@pytest.mark.parametrize(("most", "told"), [(8, 0), (9, 0), (10, 1)])
async def test_of_a_first_burst_fewer_than_ten_are_not_told(
    tmp_path: Path, most: int, told: int
) -> None:
    async with stand(tmp_path) as it:
        await it.quiet(HOUR, rate=0)
        await it.minute(it.people(most // 2))
        await it.minute(it.people(most - most // 2))
        await it.quiet(2 * HOUR, rate=0)
        assert len(it.started()) == told
        assert len({notice.alert.id for notice in it.told}) == told


async def test_the_authors_of_a_window_are_counted_once_over_all_of_it(tmp_path: Path) -> None:
    async with stand(tmp_path) as it:
        await it.quiet(HOUR, rate=0)
        same = it.people(9)
        for _ in range(30):
            await it.minute(same)
        await it.quiet(HOUR, rate=0)
        assert it.told == []


async def test_what_comes_late_or_has_a_date_alone_is_no_spike(
    tmp_path: Path, quiet_days: Path
) -> None:
    async with settled(tmp_path, quiet_days) as it:
        for _ in range(20):
            old = [replace(it.post(one), happened_at=it.now - 2 * HOUR) for one in it.people(3)]
            day = [replace(it.post(one), dated=True) for one in it.people(3)]
            it.source().held += [*old, *day]
            await it.minute(it.people(1) if it.now.minute % 10 == 0 else [])
        await it.quiet(HOUR)
        assert it.told == []


async def test_a_general_surge_tells_of_none_and_is_noted_once(tmp_path: Path) -> None:
    players = [f"player-{chr(97 + n)}" for n in range(20)]
    async with stand(tmp_path, catalogue=CATALOGUE + "".join(map(_entry, players))) as it:
        names = [f"{one.title().replace('-', ' ')}son" for one in players]
        while it.now < START + 26.5 * HOUR:
            held = it.source().held
            for name in names:
                many = it.people(sum(it.chance.random() < 0.08 for _ in range(8)))
                held += [it.post(one, _talk(name), 10 * MINUTE) for one in many]
            await it.minute(span=10 * MINUTE)
        assert it.told == []
        for _ in range(6):
            for name in names:
                many = it.people(sum(it.chance.random() < 0.45 for _ in range(8)))
                it.source().held += [it.post(one, _talk(name), 5 * MINUTE) for one in many]
            await it.minute(span=5 * MINUTE)
        await it.quiet(HOUR / 2, rate=0)
        assert any(one.surging for one in it.rounds)
        assert it.told == []
        [lifted] = [one for one in it.withheld if one.alert.rule == "general-surge"]
        assert lifted.alert.title.startswith("General surge: ")


def _entry(slug: str) -> str:
    name = f"{slug.title().replace('-', ' ')}son"
    return (
        f'[[players]]\nslug = "{slug}"\nname = "{name}"\nborn = 1990-01-01\n'
        f'aliases = ["{name}"]\n[[watch]]\nplayer = "{slug}"\nclub = "real-madrid"\n'
    )


def _talk(name: str) -> str:
    return f"{name} to Real Madrid? They say the transfer talks go on"


# --- what is watched, and since when --------------------------------------------------------


async def test_history_that_was_known_to_the_end_is_a_usual(tmp_path: Path) -> None:
    async with stand(tmp_path) as it:
        old = [replace(it.post(one), happened_at=START - n * HOUR)
               for n, one in enumerate(it.people(40), 1)]  # fmt: skip
        page = Page(connector="archive", activities=tuple(old), live=False, whole=True)
        await it.pipe.handle([page], it.now)
        await it.quiet(HOUR / 2, rate=0)
        await it.store.known(START - 2 * DAY)
        await it.quiet(HOUR / 2, rate=0)
        await it.burst(3, 15 * MINUTE)
        await it.quiet(HOUR / 2, rate=0)
        (first,) = it.started()
        assert first.alert.state == "firing"
        assert "not known yet" not in first.alert.text


async def test_a_pairing_that_is_watched_no_more_is_forgotten(
    tmp_path: Path, quiet_days: Path
) -> None:
    async with settled(tmp_path, quiet_days) as it:
        await it.quiet(HOUR / 4, rate=0.3)
        whole = it.watch.catalogue
        assert (await it.store.standing()).watched
        without = frozenset(one for one in whole.watchlist if one.player != "sergio-ramos")
        it.watch = replace(it.watch, catalogue=replace(whole, watchlist=without))
        await it.burst(3, 15 * MINUTE)
        await it.quiet(HOUR / 4)
        assert it.told == []
        assert (await it.store.standing()).watched == []

        it.watch = replace(it.watch, catalogue=whole)
        now = it.now
        await it.quiet(HOUR / 4)
        begun = (await it.store.standing()).watches
        assert max(begun.values()) >= now


async def test_a_child_is_not_watched_by_way_of_a_club(tmp_path: Path, quiet_days: Path) -> None:
    async with settled(tmp_path, quiet_days) as it:
        whole = it.watch.catalogue
        player = whole.players["sergio-ramos"]
        child = replace(player, born=date(2010, 1, 1))
        it.watch = replace(
            it.watch,
            catalogue=replace(
                whole,
                players={**whole.players, "sergio-ramos": child},
                watchlist=whole.watchlist | {Watching(None, "real-madrid")},
            ),
        )
        await it.burst(4, 20 * MINUTE)
        await it.quiet(HOUR / 2)
        assert it.told == []
        assert (await it.store.standing()).watched == []


async def test_who_is_not_in_the_catalogue_any_more_does_not_stop_the_watch(
    tmp_path: Path, quiet_days: Path
) -> None:
    async with settled(tmp_path, quiet_days) as it:
        await it.burst(2, 10 * MINUTE)
        whole = it.watch.catalogue
        players = {slug: one for slug, one in whole.players.items() if slug != "sergio-ramos"}
        watchlist = whole.watchlist | {Watching(None, "real-madrid")}
        it.watch = replace(it.watch, catalogue=replace(whole, players=players, watchlist=watchlist))
        await it.burst(4, 20 * MINUTE)
        await it.quiet(HOUR / 2)
        assert it.rounds[-1].held
        assert it.told == []


async def test_words_that_a_spike_repeats_go_when_they_are_deleted(
    tmp_path: Path, quiet_days: Path
) -> None:
    async with settled(tmp_path, quiet_days) as it:
        dance = it.post("did:plc:bernabeunights", "One last dance for Sergio Ramos at Real Madrid?")
        like = it.post(
            "did:plc:sergioramos", "", verb=Verb.LIKE, object=dance.record,
            object_author="did:plc:bernabeunights",
            record="at://did:plc:sergioramos/app.bsky.feed.like/1",
        )  # fmt: skip
        it.source().held += [dance, like]
        await it.burst(5, 20 * MINUTE)
        alert = it.told[0].alert.id
        assert it.kinds()[:2] == ["act.notable", "story.updated"]
        before = await it.store.reader.alert(alert)
        assert before is not None
        assert all("One last dance" in str(notice) for notice in before.notices)

        gone = it.post(
            "did:plc:bernabeunights", "", verb=Verb.DELETE, record=dance.record,
            object=dance.record,
        )  # fmt: skip
        it.source().held.append(gone)
        await it.burst(8, 20 * MINUTE)
        after = await it.store.reader.alert(alert)
        assert after is not None
        assert len(after.notices) > len(before.notices)
        assert not any("One last dance" in str(notice) for notice in after.notices)


async def test_a_spike_after_a_like_tells_who_took_it_up_and_how_much_it_moved(
    tmp_path: Path, quiet_days: Path
) -> None:
    async with settled(tmp_path, quiet_days) as it:
        await it.quiet(3 * DAY, step=HOUR / 2)
        assert it.told == []
        await like(it)
        it.source().held.append(it.post("did:plc:bernabeunights"))
        await it.burst(4, 20 * MINUTE)
        await it.quiet(2 * HOUR)

        told = [notice.alert for notice in it.told]
        assert {alert.id for alert in told} == {told[0].id}
        spike = told[1]
        assert spike.lift is not None
        assert spike.lift.authors >= 30
        assert spike.lift.since == told[0].happened_at
        act, fans = spike.phases
        assert (act.wave, act.who) == ("act", "Sergio Ramos (@sergioramos.example)")
        assert fans.wave == "fan accounts"
        assert fans.lead is not None
        assert "Who took it up: fan accounts" in spike.text
        assert told[-1].lift is not None
        assert told[-1].lift.span > spike.lift.span
        assert told[-1].text.count("Who took it up") == 1


class Outrun:
    """A real store, in which others are quicker for a while: so often it is too late to commit."""

    def __init__(self, store: Store, often: int) -> None:
        self.store = store
        self.often = often

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    async def commit(self, batch: Commit) -> Committed:
        if batch.notices and self.often:
            self.often -= 1
            raise OutdatedError("a story was opened meanwhile")
        return await self.store.commit(batch)


async def test_where_others_were_quicker_a_batch_is_judged_again_and_told_once(
    tmp_path: Path, quiet_days: Path
) -> None:
    async with settled(tmp_path, quiet_days) as it:
        await it.burst(3, 15 * MINUTE)
        await it.quiet(HOUR / 4)
        (spike,) = it.started()
        it.pipe = replace(it.pipe, store=Outrun(it.store, 3))
        before = len(it.told)
        dance = it.post("did:plc:bernabeunights", "One last dance for Sergio Ramos at Real Madrid?")
        liked = it.post(
            "did:plc:sergioramos", "", verb=Verb.LIKE, object=dance.record,
            object_author="did:plc:bernabeunights",
            record="at://did:plc:sergioramos/app.bsky.feed.like/1",
        )  # fmt: skip
        it.source().held += [dance, liked]
        await it.minute()
        (act,) = [one for one in it.told[before:] if one.kind is Kind.ACT_NOTABLE]
        assert (act.alert.id, act.alert.story) == (spike.alert.id, spike.alert.story)
        assert "It follows what was told before" in act.alert.text
        stored = await it.store.reader.alert(spike.alert.id)
        assert stored is not None
        assert [one.kind for one in stored.notices].count(Kind.ACT_NOTABLE) == 1
