"""How long it takes from an act on the wire to the alert's POST.

`python -m tests.benchmarks.delivery [--json FILE]`

Sixty watched players each like a post, a second or so apart, among posts of fans. The real daemon
reads a Jetstream on loopback, at the wire's real pace, and posts to a receiver on loopback, both in
the same process as it. The time of an act runs from the moment at which the wire is given it to the
one at which the receiver has read the alert. A first act, which isn't counted, is waited for: until
accounts are looked up and subscribed to, a start takes seconds.
"""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from monitor.domain.catalogue import Player
from monitor.judges import register
from tests.benchmarks.report import Bar, arguments, tell
from tests.integration.newsroom import CATALOGUE, Newsroom, newsroom

ACTS = 60
CLUB = "real-madrid"
BESIDE = 20
"""Posts of fans between two acts."""

GROWN = date(2000, 1, 1)
SEED = 20261123
PATIENCE = 20.0
BARS = {
    "act_to_post.p95_seconds": Bar(must=5, least=True),
    "acts_not_told": Bar(must=0, least=True),
}


def actors() -> Sequence[Player]:
    """Return players of the catalogue who are grown up and not at the club."""
    players = sorted(register.load([]).players.values(), key=lambda each: each.slug)
    grown = [each for each in players if each.born is not None and each.born < GROWN]
    return [each for each in grown if all(stint.club != CLUB for stint in each.stints)][:ACTS]


def entries(players: Sequence[Player], room: Newsroom) -> str:
    """Return a catalogue in which each of *players* has an account."""
    return "".join(
        "\n[[accounts]]\n"
        'platform = "bluesky"\n'
        f'handle = "{each.slug}.example"\n'
        f'id = "{room.world.did(each.slug)}"\n'
        'role = "player"\n'
        f'player = "{each.slug}"\n'
        'proof = "the handle is the player\'s own domain"\n'
        "verified_on = 2026-01-01\n"
        for each in players
    )


async def measure(folder: Path) -> list[float]:
    """Return how many seconds each act took that was told."""
    players, draw = actors(), random.Random(SEED)
    slugs = ["sergio-ramos", *(each.slug for each in players)]
    watch = [{"player": slug, "club": CLUB} for slug in slugs]
    url = f"sqlite:///{folder / 'lastdance.db'}"
    async with newsroom(folder, url, watch=watch) as room:
        (folder / "mine.toml").write_text(CATALOGUE + entries(players, room), encoding="utf-8")
        for each in players:
            room.view.handles[f"{each.slug}.example"] = room.world.did(each.slug)
        await room.start()
        first = room.world.post(room.fans, "Sergio Ramos to Real Madrid?", at=room.now())
        room.wire.emit(first, room.world.like(room.player, first, at=room.now()))
        await room.messages(1)
        begun: dict[str, float] = {}
        for n, player in enumerate(players):
            words = f"{player.name} to Real Madrid, one last dance? {n}"
            post = room.world.post(room.fans, words, langs=["en"], at=room.now())
            fans = [
                room.world.post(
                    room.world.did(f"fan {draw.randrange(500)}"),
                    f"{draw.choice(players).name} and Real Madrid, they say {n}.{k}",
                    langs=["en"],
                    at=room.now(),
                )
                for k in range(BESIDE)
            ]
            room.wire.emit(post, *fans)
            await asyncio.sleep(draw.uniform(0.3, 1.2))
            begun[player.slug] = time.monotonic()
            room.wire.emit(room.world.like(room.world.did(player.slug), post, at=room.now()))
        return await told(room, begun)


async def told(room: Newsroom, begun: Mapping[str, float]) -> list[float]:
    """Return the seconds from *begun* to the first alert about each player."""
    until = time.monotonic() + PATIENCE
    came: dict[str, float] = {}
    while len(came) < len(begun) and time.monotonic() < until:
        await asyncio.sleep(0.1)
        for each in room.receiver.attempts:
            message = json.loads(each.body)
            slug = message["data"]["pairing"]["player"]["slug"]
            if slug in begun:
                came.setdefault(slug, each.came)
    return sorted(came[slug] - at for slug, at in begun.items() if slug in came)


def main() -> None:
    """Run the benchmark."""
    chosen = arguments("delivery", (__doc__ or "").split("\n", maxsplit=1)[0], needed=False)
    with tempfile.TemporaryDirectory() as folder:
        took = asyncio.run(measure(Path(folder)))
    assert took, "no act was told"
    figures = {
        "act_to_post.p50_seconds": statistics.median(took),
        "act_to_post.p95_seconds": statistics.quantiles(took, n=20, method="inclusive")[-1],
        "act_to_post.max_seconds": took[-1],
        "acts_not_told": ACTS - len(took),
    }
    tell("delivery", figures, ACTS, chosen.json, bars=BARS)


if __name__ == "__main__":
    main()
