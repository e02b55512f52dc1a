"""The watch while sources are out, catch up, repeat themselves or lie about the time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.integration.stand import DAY, HOUR, MINUTE, Stand, settled


async def hold(it: Stand, per_minute: int, minutes: int) -> None:
    """Let time pass in which the source can't be read."""
    for _ in range(minutes):
        await it.minute(it.people(per_minute))


async def test_an_outage_and_its_catch_up_raise_nothing(tmp_path: Path, quiet_days: Path) -> None:
    async with settled(tmp_path, quiet_days) as it:
        del it.sources["press"]
        it.source().well = False
        await it.quiet(3 * HOUR)
        assert it.rounds[-1].held
        assert it.rounds[-1].through == it.rounds[0].through

        await it.catch_up("bluesky", 7)
        await it.quiet(HOUR)
        assert it.told == []
        assert sum(one.scored for one in it.rounds) >= 46
        assert sum(one.unknown for one in it.rounds) == 0


async def test_a_burst_within_an_outage_is_told_afterwards_bucket_by_bucket(
    tmp_path: Path, quiet_days: Path
) -> None:
    async with settled(tmp_path, quiet_days) as it:
        del it.sources["press"]
        it.source().well = False
        await it.quiet(HOUR / 2)
        began = it.now
        await hold(it, 3, 20)
        await it.quiet(2.5 * HOUR)
        assert it.told == []

        await it.catch_up("bluesky", 8)
        first = it.started()[0].alert
        assert began - 5 * MINUTE <= first.happened_at <= began + 20 * MINUTE
        assert first.buzz is not None
        assert first.buzz.late > 2 * HOUR
        assert any("judged late by 2 h" in each for each in first.unknown)
        assert it.kinds()[-1] == "story.ended"
        assert it.kinds().count("story.started") == 1


async def test_where_the_source_of_most_is_out_no_verdict_is_given_and_none_is_learnt(
    tmp_path: Path, quiet_days: Path
) -> None:
    async with settled(tmp_path, quiet_days) as it:
        await it.quiet(HOUR / 2)
        it.source("bluesky").well = False
        before = await it.store.standing()
        for _ in range(24):
            press = it.source("press")
            press.held += [it.post(one, span=5 * MINUTE) for one in it.people(5)]
            await it.minute(span=5 * MINUTE)
        unknown = sum(one.unknown for one in it.rounds)
        assert unknown >= 20
        assert it.told == []
        blanks = [one for one in await it.store.blanks(it.now - DAY) if not one.filled]
        assert {one.connector for one in blanks} == {"bluesky"}
        assert len(blanks) == unknown
        assert len(before.watched) == len((await it.store.standing()).watched)


async def test_where_little_is_missing_the_rest_is_scaled_and_the_alert_names_it(
    tmp_path: Path, quiet_days: Path
) -> None:
    async with settled(tmp_path, quiet_days) as it:
        it.source("press").well = False
        await it.quiet(HOUR)
        await it.burst(3, 20 * MINUTE)
        await it.quiet(HOUR / 2)

        first = it.started()[0].alert
        assert first.buzz is not None
        assert first.buzz.missing == ("press",)
        assert 0 < first.buzz.unseen <= 0.2
        assert any("press" in each and "not seen" in each for each in first.unknown)
        assert sum(one.unknown for one in it.rounds) == 0


async def test_blanks_are_filled_once_the_source_has_caught_up_and_nothing_is_told_again(
    tmp_path: Path, quiet_days: Path
) -> None:
    async with settled(tmp_path, quiet_days) as it:
        await it.quiet(HOUR / 2)
        it.source("bluesky").well = False
        await it.quiet(HOUR / 2)
        await hold(it, 3, 20)
        await it.quiet(HOUR)
        assert any(not one.filled for one in await it.store.blanks(it.now - DAY))

        await it.catch_up("bluesky", 5)
        await it.quiet(HOUR)
        assert it.told == []
        assert all(one.filled for one in await it.store.blanks(it.now - DAY))
        standing = await it.store.standing()
        assert standing.late == frozenset()


async def test_what_lies_in_a_gap_stays_unknown(tmp_path: Path, quiet_days: Path) -> None:
    async with settled(tmp_path, quiet_days) as it:
        await it.quiet(HOUR / 2)
        source, since = it.source("bluesky"), it.now
        source.well = False
        await it.quiet(2 * HOUR)
        source.held.clear()
        source.gaps.append((since, it.now))
        source.well = True
        await it.quiet(HOUR)

        blanks = await it.store.blanks(it.now - DAY)
        assert len(blanks) >= 24
        assert not any(one.filled for one in blanks)
        assert it.told == []


async def test_an_idle_source_holds_nobody_up(tmp_path: Path, quiet_days: Path) -> None:
    async with settled(tmp_path, quiet_days) as it:
        press = it.source("press")
        reached = press.reached
        for _ in range(12):
            it.now += 5 * MINUTE
            await it.deliver(it.source())
            press.reached = reached  # it brings nothing, and so says nothing of the time
            press.heard_at = it.now - HOUR
            await it.keep()

        through = it.rounds[-1].through
        assert through is not None
        assert it.now - through <= 15 * MINUTE
        assert sum(one.unknown for one in it.rounds) == 0


async def test_events_of_the_future_and_of_the_past_move_no_bucket(
    tmp_path: Path, quiet_days: Path
) -> None:
    async with settled(tmp_path, quiet_days) as it:
        for minute in range(40):
            it.now += MINUTE
            odd = [
                replace(it.post(one), happened_at=it.now + (900 if minute % 2 else -900) * DAY)
                for one in it.people(2)
            ]
            it.source().held += odd
            source = it.source()
            source.reached = it.now
            await it.deliver(source, it.now + 1000 * DAY)
            source.reached = it.now
            await it.keep()

        through = it.rounds[-1].through
        assert through is not None
        assert it.now - 20 * MINUTE <= through <= it.now
        stored = await it.store.reader.buckets("sergio-ramos", "real-madrid", it.now - 3000 * DAY)
        assert all(one.start <= it.now for one in stored)


async def test_a_source_that_repeats_a_day_changes_nothing(
    tmp_path: Path, quiet_days: Path
) -> None:
    async with settled(tmp_path, quiet_days) as it:
        await it.burst(3, 20 * MINUTE)
        await it.quiet(2 * HOUR)
        told = it.messages()
        standing = {one.pairing: one.spike for one in (await it.store.standing()).watched}

        it.source().held = list(it.sent)
        await it.deliver(it.source())
        await it.quiet(HOUR / 2, rate=0)
        assert it.messages() == told
        assert (await it.store.standing()).late == frozenset()
        again = {one.pairing: one.spike for one in (await it.store.standing()).watched}
        assert {p: s and s.alert for p, s in again.items()} == {
            p: s and s.alert for p, s in standing.items()
        }


async def test_a_clock_that_jumps_back_and_forth_raises_nothing_and_goes_on(
    tmp_path: Path, quiet_days: Path
) -> None:
    async with settled(tmp_path, quiet_days) as it:
        for jump in (-HOUR, HOUR, HOUR, -HOUR):
            it.now += jump
            await it.quiet(HOUR / 2)
        assert it.told == []
        await it.quiet(HOUR)
        await it.burst(4, 20 * MINUTE)
        await it.quiet(HOUR / 2)
        assert len(it.started()) == 1
