"""Alerts reach their receiver, whatever that does, and whenever the daemon is killed."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from monitor.app.replay import play
from monitor.settings import load
from tests.integration.process import configured, process, until
from tests.simulator.clock import FastClock
from tests.simulator.receiver import EVERYTHING, Fault, Receiver

SECRET = "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo="
START = datetime(2026, 6, 1, 6, 0, tzinfo=UTC)
SPEED = 600
HURRIED = ("-m", "tests.simulator.hurried")
TYPES = (Fault.UNAVAILABLE, Fault.RESET, Fault.DROP, Fault.TOO_MANY, Fault.REDIRECT)

CATALOGUE = """
[[accounts]]
platform = "bluesky"
handle = "player.example"
id = "did:plc:player"
role = "player"
player = "sergio-ramos"
proof = "the handle is the player's own domain"
verified_on = 2026-01-01

[[watch]]
player = "sergio-ramos"
club = "real-madrid"
"""


def story(likes: int) -> list[dict[str, Any]]:
    """Return a post, and likes of it by the player, each given and taken back in a while."""
    post = "at://did:plc:fan/app.bsky.feed.post/one"
    words = "Sergio Ramos to Real Madrid, one last dance?"
    lines: list[dict[str, Any]] = [
        {"verb": "create", "actor": "did:plc:fan", "record": post, "text": words}
    ]
    for n in range(likes):
        like = {"actor": "did:plc:player", "record": f"at://did:plc:player/app.bsky.feed.like/{n}"}
        lines += [
            {"verb": "like", "object": post, **like},
            {"verb": "undo", "undoes": "like", **like},
        ]
    for n, line in enumerate(lines):
        at = START - timedelta(minutes=10 * (len(lines) - n))
        line |= {"platform": "bluesky", "happened_at": at.isoformat()}
    return lines


async def told(folder: Path, receiver: Receiver, likes: int) -> tuple[Path, dict[str, bytes]]:
    """Replay a story into a fresh store; return its configuration, and what waits to be sent."""
    (folder / "mine.toml").write_text(CATALOGUE, encoding="utf-8")
    (folder / "idle.jsonl").touch()
    stream = folder / "story.jsonl"
    stream.write_text("\n".join(json.dumps(line) for line in story(likes)), encoding="utf-8")
    config = configured(
        folder,
        catalogue={"files": [str(folder / "mine.toml")]},
        connectors=[{"type": "jsonl", "name": "idle", "path": str(folder / "idle.jsonl")}],
        webhooks=[
            {
                "name": "desk",
                "url": receiver.url,
                "secret": SECRET,
                "allow": ["127.0.0.0/8"],
                "allow_http": True,
                **EVERYTHING,
            }
        ],
    )
    settings = load(config, {}, {})
    await play(settings, stream, name="story", speed="max", report=lambda _: None)
    return config, {ident: body for ident, body, _ in outbox(folder)}


def outbox(folder: Path) -> list[tuple[str, bytes, str]]:
    """Return id, body and state of each message."""
    with closing(sqlite3.connect(folder / "faults.db")) as database:
        return list(database.execute("SELECT id, body, state FROM outbox"))


def pending(folder: Path) -> int:
    return sum(state != "delivered" for _, _, state in outbox(folder))


async def test_no_alert_is_lost_on_a_receiver_that_fails_and_a_daemon_that_is_killed(
    tmp_path: Path,
) -> None:
    async with Receiver(SECRET, share=0.3, faults=TYPES, seed=2, wait=0.02) as receiver:
        config, messages = await told(tmp_path, receiver, likes=40)
        assert len(messages) >= 60
        clock = FastClock(START, SPEED)
        for kills in range(4):
            more = (clock.now().isoformat(), str(SPEED))
            async with process(config, HURRIED, more) as daemon:
                enough = len(receiver.attempts) + 18
                if kills < 3:
                    await until(lambda n=enough: len(receiver.attempts) >= n)  # type: ignore[misc]
                    await daemon.kill()
                else:
                    await until(lambda: pending(tmp_path) == 0, 30)
                    daemon.terminate()
                    assert await daemon.ends() == 0, daemon.said
    assert receiver.accepted == messages
    for ident, body in messages.items():
        assert receiver.bodies(ident) == {body}
    assert all(attempt.genuine for attempt in receiver.attempts)
    assert receiver.redirected == 0
    assert {attempt.fault for attempt in receiver.attempts} >= set(TYPES)


async def test_a_daemon_killed_between_sending_and_marking_sends_once_more_the_same(
    tmp_path: Path,
) -> None:
    async with Receiver(SECRET, wait=1.0) as receiver:
        config, messages = await told(tmp_path, receiver, likes=1)
        (first, *_) = messages
        clock = FastClock(START, SPEED)
        async with process(config, HURRIED, (clock.now().isoformat(), "60")) as daemon:
            await until(lambda: len(receiver.attempts) == 1)
            await daemon.kill()  # the answer is on its way
        async with process(config, HURRIED, (clock.now().isoformat(), "60")) as daemon:
            await until(lambda: pending(tmp_path) == 0)
            await asyncio.sleep(0.5)
            daemon.terminate()
            assert await daemon.ends() == 0, daemon.said
    assert len(receiver.attempts) == 1 + len(messages)
    assert receiver.bodies(first) == {messages[first]}
    assert receiver.accepted == messages


async def test_a_message_that_is_old_when_it_is_first_sent_gets_all_of_its_attempts(
    tmp_path: Path,
) -> None:
    async with Receiver(SECRET, share=0.5, faults=(Fault.UNAVAILABLE,), seed=1) as receiver:
        config, messages = await told(tmp_path, receiver, likes=4)
        clock = FastClock(START + timedelta(days=30), SPEED)
        async with process(config, HURRIED, (clock.now().isoformat(), str(SPEED))) as daemon:
            await until(lambda: pending(tmp_path) == 0)
            daemon.terminate()
            assert await daemon.ends() == 0, daemon.said
    assert receiver.accepted == messages
    assert any(attempt.fault for attempt in receiver.attempts)
