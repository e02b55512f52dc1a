"""The story in a minute, offline: from a like on a simulated wire to the end of the talk about it.

`python -m tests.simulator.demo [--fast]` starts loopback stand-ins for Bluesky's Jetstream and
AppView, for two outlets and for a newsroom's webhook, and the daemon on a fresh SQLite database;
plays two hours of an evening on a clock that runs 120 times as fast; and lets the oracle compare
what was told with what happened. The daemon is the one that is shipped, with its defaults: only
the clock differs.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.simulator.house import OUTLETS, PATIENCE, House, house
from tests.simulator.narrator import Narrator
from tests.simulator.oracle import Truth, verdict
from tests.simulator.plot import DECOY, PAIRINGS, STORY, Article, Moment, Plot, minute

SPEED = 120.0
FAST = 240.0

DANCE, LIKE, CUT, MEND, DENIAL, UNLIKE, END = 4.0, 8.0, 48.5, 71.0, 76.0, 80.0, 180.0
"""Minutes of the evening."""

BREATH = 0.5
"""Minutes of silence before and after the wire is cut."""

REACTED = Article(
    "Sergio Ramos likes a post about a return to Real Madrid",
    "The defender liked a fan account's post this evening. His agent had no comment.",
)
STIRRED = Article(
    "El «me gusta» de Sergio Ramos que agita al Real Madrid",
    "El central reaccionó a un mensaje que pedía «un último baile». El club no comenta.",
)
ASKED = Article(
    "Why fans believe in Sergio Ramos and Real Madrid again",
    "One like, and the talk of a return is everywhere.",
)
DENIED = Article(
    "“There are no talks”: agent denies Sergio Ramos is returning to Real Madrid",
    "The defender's agent denies any contact with Real Madrid and calls the like a slip.",
)


def evening(plot: Plot) -> list[Moment]:
    """Return all that happens, in its order."""
    return plot.moments(
        plot.talk(minute(END)),
        plot.saga(DANCE, LIKE, UNLIKE),
        plot.press("evening-whistle", 16, REACTED),
        plot.press("diario-del-area", 24, STIRRED),
        plot.press("evening-whistle", 52, ASKED),
        plot.press("evening-whistle", DENIAL, DENIED),
        plot.surge(10, 20, 0.4),
        plot.surge(20, 30, 2.2),
        plot.surge(30, 38, 0.8),
        plot.surge(38, 45, 9.0),
        plot.surge(45, CUT - BREATH, 2.0),
        plot.surge(CUT + BREATH, 60, 2.0),
        plot.surge(60, 72, 0.8),
        plot.match(26, 56, 2.0),
    )


READING: Final = "all is to be read"
"""Why the clock stands still."""


@dataclass(slots=True)
class Stage:
    """The evening as it is played."""

    home: House
    narrator: Narrator
    truth: Truth
    moments: list[Moment]
    played: list[Moment] = field(default_factory=list)
    liked: float | None = None
    shown: int = 0

    async def play(self) -> None:
        """Let everything happen in its time."""
        for moment in self.moments:
            await self.home.pace.reach(moment.at)
            self.truth.saw(moment)
            if moment.article is not None:
                self.home.publish(moment.author, moment.article, moment.at)
            elif moment.event is not None:
                self.home.wire.emit(moment.event)
            if moment.event is not None and moment.event is self.home.plot.like:
                self.liked = time.monotonic()
            self.played.append(moment)

    async def show(self) -> None:
        """Show every message as it comes."""
        while True:
            while self.shown < len(self.home.newsroom.attempts):
                attempt = self.home.newsroom.attempts[self.shown]
                alert = json.loads(attempt.body)["data"]["alert"]
                page = f"{self.home.pages}/alerts/{alert}"
                liked = self.liked if self.shown == 0 else None
                self.narrator.told(attempt, page, liked and time.monotonic() - liked)
                self.shown += 1
            await asyncio.sleep(0.01)

    async def scene(self, at: float, text: str) -> None:
        """Wait for a minute of the evening, and say what happens then."""
        await self.home.pace.reach(minute(at))
        self.narrator.scene(self.home.pace.now(), text)

    async def told(self, kind: str) -> None:
        """The newsroom is to be told now; wait for that, and leave the rest to the oracle."""
        self.truth.messages.append(kind)
        with suppress(RuntimeError):
            await self.home.until(lambda: self.shown >= len(self.truth.messages))

    async def read(self) -> None:
        """Stop the clock, and wait until all that was said on the wire has been read.

        How far that is the daemon says by its clock: it is let go on for a moment at a time.
        """
        held = self.home.pace.held
        async with asyncio.timeout(PATIENCE):
            while True:
                held.add(READING)
                await asyncio.sleep(0.02)
                if await self._all_read():
                    return
                held.discard(READING)
                await asyncio.sleep(0.005)

    async def _all_read(self) -> bool:
        last = max(m.at for m in self.played if m.event is not None)
        name = "connector_newest_event_timestamp_seconds"
        newest = await self.home.figure(name, connector="bluesky")
        return newest >= last.timestamp() - 0.001

    async def cut(self) -> None:
        """Cut the wire, once what was said before has been read."""
        await self.read()
        self.truth.blind = "bluesky", self.home.pace.now(), minute(END)
        await self.home.wire.stop()
        self.home.pace.held.clear()

    async def mend(self) -> None:
        """Let the wire be reached again, and wait until what was missed has been read."""
        assert self.truth.blind is not None
        name, since, _ = self.truth.blind
        until = self.home.pace.now()
        self.truth.blind = name, since, until
        await self.home.wire.start()
        await self.home.figure_is(
            lambda newest: newest >= until.timestamp() - 60,
            "connector_newest_event_timestamp_seconds",
            connector=name,
        )


@asynccontextmanager
async def staged(speed: float, narrator: Narrator) -> AsyncIterator[Stage]:
    """Raise the curtain: the daemon runs, time passes, and things happen."""
    with tempfile.TemporaryDirectory(prefix="lastdance-demo-") as folder:
        plot = Plot(seed=7)
        async with house(Path(folder), plot, speed) as home:
            truth = Truth(usual=PAIRINGS[STORY][2])
            truth.stored["create"] = len(OUTLETS)  # what lay in their feeds before
            for moment in home.history:
                truth.saw(moment)
            stage = Stage(home, narrator, truth, evening(plot))
            running = [
                asyncio.create_task(home.pace.run()),
                asyncio.create_task(home.follow()),
                asyncio.create_task(stage.play()),
                asyncio.create_task(stage.show()),
            ]
            try:
                yield stage
            finally:
                for task in running:
                    task.cancel()
                await asyncio.gather(*running, return_exceptions=True)


async def play(speed: float, *, stay: bool) -> bool:
    """Play the story; return whether the oracle agrees with all that was told."""
    narrator = Narrator()
    narrator.remark(
        "A simulated evening on this machine; nobody said or did any of this. Starting…"
    )
    async with staged(speed, narrator) as on:
        home = on.home
        narrator.remark(
            f"It runs on SQLite; its pages: {home.pages}. {len(home.history):,} posts of the last "
            f"36 hours are imported: so it knows what is usual. Time runs at {speed:.0f} times."
        )
        await on.scene(0, "A quiet evening. Ten pairings of a player and a club are watched.")
        await on.scene(DANCE, "The fan account @bernabeu-nights.example: “One last dance?”")
        await on.scene(LIKE, "@sergioramos.example likes it. One act, among all others.")
        await on.told("act.notable")
        await on.scene(16, "The Evening Whistle reports it. Fans copy, repost and quote it.")
        await on.scene(
            20, "The talk surges, in English, Spanish, Portuguese, Italian, French and German."
        )
        await on.scene(
            26, "Elsewhere a match: Harry Kane scores against Barcelona. That is no rumour."
        )
        await on.told("story.updated")
        await on.scene(CUT, "The wire breaks: what is said on Bluesky now can't be seen.")
        await on.cut()
        narrator.remark(f"       its log: {await home.logged('source bluesky: 127')}")
        await on.told("story.updated")
        await on.scene(MEND, "The wire is back, and brings what was missed.")
        await on.mend()
        await on.scene(DENIAL, "The Evening Whistle: “There are no talks”, the agent says.")
        await on.scene(UNLIKE, "The like is taken back. Everybody who was told hears that, too.")
        await on.told("alert.corrected")
        await on.scene(UNLIKE + 4, "The fans turn to other things.")
        await on.told("story.ended")
        await on.read()
        await _tonight(on)
        if stay and sys.stdin.isatty():
            narrator.remark(f"\nThe pages are open at {home.pages}; Enter ends the demo.")
            await asyncio.to_thread(sys.stdin.readline)
        home.daemon.send_signal(signal.SIGTERM)
        code = await asyncio.wait_for(home.daemon.wait(), PATIENCE)
        return narrator.findings(
            verdict(on.truth, home.folder / "lastdance.db", home.newsroom, code)
        )


async def _tonight(on: Stage) -> None:
    """Show who was talked of, and what of it was told."""
    figures = await on.home.figures("metrics/pairings")
    states = ("quiet", "provisional", "firing", "cooling")
    told = [json.loads(each.body)["data"]["pairing"] for each in on.home.newsroom.attempts]

    def row(name: str, pairings: set[tuple[str, str]]) -> tuple[str, str, str, str]:
        accounts = {m.author for m in on.played if m.pairing in pairings}
        levels = {
            int(figures.get(("alert_state", frozenset({("player", p), ("club", c)})), 0))
            for p, c in pairings
        }
        count = sum((t["player"]["slug"], t["club"]["slug"]) in pairings for t in told)
        state = ", ".join(states[level] for level in sorted(levels))
        return name, f"{len(accounts):,}", state, str(count) if count else "none"

    on.narrator.table(
        [
            row("Sergio Ramos and Real Madrid", {STORY}),
            row("Harry Kane and Barcelona: a match", {DECOY}),
            row("the eight others", {*PAIRINGS} - {STORY, DECOY}),
        ]
    )


def main(*, fast: bool = False) -> int:
    """Play the story; return 0 if the oracle agrees, else 1."""
    return 0 if asyncio.run(play(FAST if fast else SPEED, stay=not fast)) else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.simulator.demo")
    parser.add_argument("--fast", action="store_true", help="four times as fast")
    sys.exit(main(fast=parser.parse_args().fast))
