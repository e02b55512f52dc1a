"""A like is one like, whether a stream tells of it by its record or a list by who gave it."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import count, product
from pathlib import Path
from shutil import copy

import pytest

from connectors.wire import jetstream, xrpc
from connectors.wire.xrpc import Fan
from monitor.domain.activity import Activity, Verb
from monitor.pipeline import Pipeline
from monitor.ports import Page
from storage import migrate
from tests.integration.pipelines import pipeline
from tests.simulator.events import Event, Events, address, line

START = datetime(2026, 11, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
WORLD = Events(3, START)
FAN, OTHER = WORLD.did("fan"), WORLD.did("other")
POST = WORLD.post(OTHER, "one last dance", at=START)
AT = address(POST)
_names = count()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "empty.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
async def line_of(template: Path, tmp_path: Path) -> AsyncIterator[tuple[Pipeline, Path]]:
    file = copied(template, tmp_path)
    async with pipeline(f"sqlite:///{file}") as made:
        await handle(made, streamed(POST))
        yield made, file


def copied(template: Path, folder: Path) -> Path:
    return Path(copy(template, folder / f"{next(_names)}.db"))


def streamed(event: Event) -> Activity:
    made = jetstream.activity(jetstream.decode(line(event)))
    assert isinstance(made, Activity)
    return made


def listed(at: datetime, who: str = FAN) -> Activity:
    return xrpc.like(Fan(who, None, at), AT, Verb.LIKE, at + MINUTE)


def missed(at: datetime, who: str = FAN) -> Activity:
    return xrpc.unlike(who, AT, Verb.LIKE, at)


async def handle(made: Pipeline, *acts: Activity) -> None:
    await made.handle([Page(connector="it", activities=acts)], acts[-1].seen_at)


def stands(file: Path) -> list[bool]:
    """Whether each like that was stored still stands, oldest first."""
    with sqlite3.connect(file) as database:
        rows = database.execute(
            "SELECT ended_order IS NULL FROM activities WHERE verb = 'like' ORDER BY \"order\""
        )
        return [bool(stand) for (stand,) in rows]


async def test_a_like_that_the_stream_told_of_is_known_to_the_list(
    line_of: tuple[Pipeline, Path],
) -> None:
    made, file = line_of
    await handle(made, streamed(WORLD.like(FAN, POST, at=START + MINUTE)))
    await handle(made, listed(START + MINUTE))
    assert stands(file) == [True]
    await handle(made, missed(START + 20 * MINUTE))
    assert stands(file) == [False]
    await handle(made, listed(START + 30 * MINUTE))
    assert stands(file) == [False, True]


async def test_a_like_that_the_list_showed_is_known_to_the_stream(
    line_of: tuple[Pipeline, Path],
) -> None:
    made, file = line_of
    await handle(made, listed(START + MINUTE))
    await handle(made, streamed(WORLD.like(FAN, POST, at=START + MINUTE)))
    assert stands(file) == [True]
    await handle(made, missed(START + 20 * MINUTE))
    assert stands(file) == [False]
    await handle(made, streamed(WORLD.like(FAN, POST, at=START + 30 * MINUTE)))
    assert stands(file) == [False, True]


async def test_both_in_one_batch_are_one(line_of: tuple[Pipeline, Path]) -> None:
    made, file = line_of
    told = streamed(WORLD.like(FAN, POST, at=START + MINUTE))
    await handle(made, listed(START + MINUTE), told, listed(START + MINUTE))
    assert stands(file) == [True]


async def test_what_the_stream_took_back_a_list_does_not_take_back_again(
    line_of: tuple[Pipeline, Path],
) -> None:
    made, file = line_of
    like = WORLD.like(FAN, POST, at=START + MINUTE)
    await handle(made, streamed(like))
    await handle(made, streamed(WORLD.undo(like, at=START + 2 * MINUTE)))
    await handle(made, missed(START + 20 * MINUTE))
    assert stands(file) == [False]
    await handle(made, streamed(WORLD.like(FAN, POST, at=START + 3 * MINUTE)))
    assert stands(file) == [False, True]


async def test_however_it_is_seen_a_like_stands_once_and_ends_once(
    line_of: tuple[Pipeline, Path],
) -> None:
    """Each round gives a like and takes it back, seen by one of both or by both."""
    made, file = line_of
    before: list[bool] = []
    for sights in product(("stream", "list", "both"), repeat=3):
        fan = WORLD.did("-".join(sights))
        world = Events(4, START)
        for number, sight in enumerate(sights):
            at = START + (number + 1) * 60 * MINUTE
            like = world.like(fan, POST, at=at)
            undone = world.undo(like, at=at + 10 * MINUTE)
            if sight != "list":
                await handle(made, streamed(like))
            if sight != "stream":
                await handle(made, listed(at, who=fan))
            assert sorted(stands(file)) == [*before, True], (sights, number)
            if sight != "list":
                await handle(made, streamed(undone))
            if sight != "stream":
                await handle(made, missed(at + 30 * MINUTE, who=fan))
            before.append(False)
            assert stands(file) == before, (sights, number)
