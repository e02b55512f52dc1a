"""Verdicts are the same however the watch was interrupted, shared or replayed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from monitor.app.replay import play
from monitor.domain.activity import Activity
from monitor.ports import LostLeaseError, TransientError
from monitor.settings import load
from storage import Store, open_store
from tests.integration.stand import HOUR, MINUTE, Source, Stand, settled, stand

Keep = Callable[[], Awaitable[object]]


async def scene(it: Stand) -> None:
    """Let a burst come, grow, pass, and flare up."""
    await it.quiet(HOUR / 4)
    await it.burst(3, 10 * MINUTE)
    await it.burst(8, 10 * MINUTE)
    await it.quiet(2 * HOUR)
    await it.burst(4, 15 * MINUTE)
    await it.quiet(1.5 * HOUR)


@pytest.fixture(scope="module")
def expected() -> dict[Path, list[tuple[object, ...]]]:
    """What was told without any interruption, once somebody has played that."""
    return {}


async def undisturbed(
    folder: Path, before: Path, known: dict[Path, list[tuple[object, ...]]]
) -> list[tuple[object, ...]]:
    if before not in known:
        (folder / "plain").mkdir()
        async with settled(folder / "plain", before) as it:
            await scene(it)
            assert len(it.told) >= 4
            known[before] = it.messages()
    return known[before]


@dataclass
class Disturbed:
    """A real store; at one of the calls something happens, before or after its work."""

    store: Store
    happens: Callable[[], Awaitable[None]]
    at: int
    afterwards: bool = False
    calls: int = 0

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        async def call(*args: Any) -> Any:
            self.calls += 1
            now = self.calls == self.at
            if now and not self.afterwards:
                await self.happens()
            found = await getattr(self.store, name)(*args)
            if now and self.afterwards:
                await self.happens()
            return found

        return call


async def fail() -> None:
    """Be a store that is away."""
    raise TransientError("the store is away")


async def stored(it: Stand) -> list[tuple[object, ...]]:
    """Return all that was told by spikes, as the store has it."""
    told = []
    for alert in {notice.alert.id for notice in await it.store.reader.alerts(100)}:
        found = await it.store.reader.alert(alert)
        assert found is not None
        told += [(n.kind, n.cause, n.alert.text, n.alert.told_at) for n in found.notices]
    return sorted(told, key=str)


async def test_a_restart_at_any_bucket_changes_nothing(
    tmp_path: Path, quiet_days: Path, expected: dict[Path, list[tuple[object, ...]]]
) -> None:
    wanted = await undisturbed(tmp_path, quiet_days, expected)
    async with settled(tmp_path, quiet_days) as it:
        keep: Keep = it.keep

        async def restarted() -> None:
            store = await open_store(f"sqlite:///{tmp_path}/stand.db")
            it.watch = replace(it.watch, store=store, holder=f"the stand at {it.now}")
            await keep()
            lease = await store.lease(it.watch.holder, it.now, MINUTE)
            assert lease is not None
            await store.release(lease)
            await store.close()

        it.keep = restarted  # type: ignore[method-assign, assignment]
        await scene(it)
        assert it.messages() == wanted


@pytest.mark.parametrize("afterwards", [False, True])
async def test_a_failure_at_any_call_of_a_round_changes_nothing(
    tmp_path: Path,
    quiet_days: Path,
    expected: dict[Path, list[tuple[object, ...]]],
    afterwards: bool,
) -> None:
    wanted = await undisturbed(tmp_path, quiet_days, expected)
    async with settled(tmp_path, quiet_days) as it:
        keep: Keep = it.keep
        rounds = failed = 0

        async def failing() -> None:
            nonlocal rounds, failed
            rounds += 1
            away: Any = Disturbed(it.store, fail, rounds % 11 + 1, afterwards)
            it.watch = replace(it.watch, store=away)
            try:
                await keep()
            except TransientError:
                failed += 1
            it.watch = replace(it.watch, store=it.store)
            await keep()

        it.keep = failing  # type: ignore[method-assign, assignment]
        await scene(it)
        assert failed > rounds / 4
        assert await stored(it) == sorted([(r[0], r[1], r[4], r[7]) for r in wanted], key=str)


async def test_what_a_process_works_out_that_lost_the_watch_is_thrown_away(
    tmp_path: Path, quiet_days: Path, expected: dict[Path, list[tuple[object, ...]]]
) -> None:
    wanted = await undisturbed(tmp_path, quiet_days, expected)
    async with settled(tmp_path, quiet_days) as it:
        keep: Keep = it.keep
        rounds = lost = 0

        async def robbed() -> None:
            nonlocal rounds, lost
            rounds += 1

            async def take_over() -> None:
                lease = await it.store.lease("another", it.now + HOUR, MINUTE)
                assert lease is not None
                await it.store.release(lease)

            slow: Any = Disturbed(it.store, take_over, rounds % 11 + 1)
            it.watch = replace(it.watch, store=slow)
            try:
                await keep()
            except LostLeaseError:
                lost += 1
            it.watch = replace(it.watch, store=it.store)
            await keep()

        it.keep = robbed  # type: ignore[method-assign, assignment]
        await scene(it)
        assert lost > 10
        assert await stored(it) == sorted([(r[0], r[1], r[4], r[7]) for r in wanted], key=str)


async def test_of_two_processes_one_keeps_the_watch_and_tells_what_one_would(
    tmp_path: Path, quiet_days: Path, expected: dict[Path, list[tuple[object, ...]]]
) -> None:
    wanted = await undisturbed(tmp_path, quiet_days, expected)
    async with settled(tmp_path, quiet_days) as it:
        keep: Keep = it.keep

        async def together() -> None:
            one, other = it.watch, replace(it.watch, holder="another")
            it.watch = one
            first = asyncio.ensure_future(keep())
            await asyncio.sleep(0)
            it.watch = other
            second = asyncio.ensure_future(keep())
            await asyncio.gather(first, second)
            it.watch = one

        it.keep = together  # type: ignore[method-assign, assignment]
        await scene(it)
        held = [one.held for one in it.rounds]
        assert True in held
        assert False in held
        assert it.messages() == wanted


async def test_pages_of_another_size_change_nothing(
    tmp_path: Path, quiet_days: Path, expected: dict[Path, list[tuple[object, ...]]]
) -> None:
    wanted = await undisturbed(tmp_path, quiet_days, expected)
    async with settled(tmp_path, quiet_days) as it:
        deliver = it.deliver

        async def seldom(source: Source, until: datetime | None = None) -> None:
            if it.now.minute % 5 == 0:
                await deliver(source, until)
            else:
                source.heard_at = it.now

        it.deliver = seldom  # type: ignore[method-assign]
        await scene(it)
        assert it.messages() == wanted


async def test_a_replay_tells_what_was_told_live(tmp_path: Path) -> None:
    (tmp_path / "live").mkdir()
    async with stand(tmp_path / "live") as it:
        await it.quiet(25 * HOUR, step=10 * MINUTE)
        await scene(it)
        await it.minute(it.people(1))
        assert len(it.told) >= 4
        wanted = await stored(it)
        sent = list(it.sent)

    file = tmp_path / "sent.jsonl"
    file.write_text("".join(json.dumps(line(one)) + "\n" for one in sent), "utf-8")
    accounts = tmp_path / "live" / "accounts.toml"
    url = f"sqlite:///{tmp_path}/replay.db"
    settings = load(
        None,
        {},
        {
            "storage": {"url": url, "keep": "linked"},
            "privacy": {"secret": "33" * 32},
            "catalogue": {"files": [str(accounts)]},
        },
    )
    await play(
        settings, file, name="bluesky", speed="max", report=lambda _: None, opener=open_store
    )
    store = await open_store(url)
    try:
        it.store = store
        assert await stored(it) == wanted
    finally:
        await store.close()


def line(activity: Activity) -> dict[str, str]:
    """Return an activity as a line of ours."""
    assert activity.happened_at is not None
    return {
        "platform": activity.platform,
        "verb": str(activity.verb),
        "actor": activity.actor,
        "record": activity.record or "",
        "text": activity.text or "",
        "happened_at": activity.happened_at.isoformat(),
    }
