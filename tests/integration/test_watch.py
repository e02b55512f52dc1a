"""The watch, from posts to what is told of them."""

from __future__ import annotations

from pathlib import Path

from monitor.domain.activity import Verb
from monitor.domain.alert import Status
from tests.integration.stand import DAY, HOUR, MATCH, MINUTE, TALK, stand


async def test_a_burst_after_quiet_days_is_told_once_and_ended_once(tmp_path: Path) -> None:
    async with stand(tmp_path) as it:
        await it.quiet(1.5 * DAY)
        assert it.told == []
        began = it.now
        await it.burst(3, 20 * MINUTE)
        await it.quiet(4 * HOUR)

        assert it.kinds()[0] == "story.started"
        assert it.kinds()[-1] == "story.ended"
        assert it.kinds().count("story.started") == 1
        first = it.started()[0].alert
        assert first.told_at - began <= 30 * MINUTE
        assert first.buzz is not None
        assert first.buzz.authors >= 10
        assert len({notice.alert.id for notice in it.told}) == 1


async def test_a_first_burst_is_told_as_provisional_within_a_quarter_of_an_hour(
    tmp_path: Path,
) -> None:
    async with stand(tmp_path) as it:
        await it.quiet(2 * HOUR, rate=0)
        began = it.now
        while not it.told and it.now - began < HOUR:
            await it.minute(it.people(3 if it.now - began < 10 * MINUTE else 0))

        (told,) = it.started()
        assert told.alert.state == "provisional"
        assert it.now - began <= 15 * MINUTE
        assert "provisional" in told.alert.title
        await it.quiet(HOUR)
        assert len(it.started()) == 1


async def test_one_person_who_posts_every_five_minutes_is_one_author(tmp_path: Path) -> None:
    async with stand(tmp_path) as it:
        await it.quiet(1.2 * DAY, rate=0.01)
        end = it.now + 12 * HOUR
        while it.now < end:
            await it.minute(["did:plc:loner"] if it.now.minute % 5 == 0 else [])

        assert it.told == []


async def test_match_talk_is_no_spike(tmp_path: Path) -> None:
    async with stand(tmp_path) as it:
        await it.quiet(1.2 * DAY)
        await it.burst(8, 30 * MINUTE, text=MATCH)
        await it.quiet(HOUR)

        assert it.told == []


async def test_a_spike_after_a_like_joins_the_thread_of_the_like(tmp_path: Path) -> None:
    async with stand(tmp_path) as it:
        await it.quiet(1.2 * DAY)
        dance = it.post("did:plc:bernabeunights", "One last dance for Sergio Ramos at Real Madrid?")
        like = it.post(
            "did:plc:sergioramos", "", verb=Verb.LIKE, object=dance.record,
            object_author="did:plc:bernabeunights",
            record="at://did:plc:sergioramos/app.bsky.feed.like/1",
        )  # fmt: skip
        it.source().held += [dance, like]
        await it.minute()
        assert it.kinds() == ["act.notable"]
        await it.burst(5, 30 * MINUTE, text=TALK)
        await it.quiet(HOUR)

        assert it.kinds()[1] == "story.updated"
        act, spike = it.told[0].alert, it.told[1].alert
        assert spike.id == act.id
        assert spike.status is Status.UPDATED
        assert act.text in spike.text
        assert {e.who for e in act.evidence} <= {e.who for e in spike.evidence}
