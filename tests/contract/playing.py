"""Plays what a connector's fixture holds to it: on a server, in a feed, or in a file."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import connectors
from monitor.domain.catalogue import Account, Catalogue, Player, Role, Source, Watch
from monitor.ports import AuthError, Connector, RateLimitedError, RefusedError, TransientError
from tests.simulator.clock import HandClock
from tests.simulator.exchange import Exchange
from tests.simulator.jetstream import Jetstream
from tests.simulator.listening import NOW, Chosen, house
from tests.simulator.newsstand import Newsstand

FIXTURES = Path(__file__).parent.parent / "fixtures"
ERRORS: Mapping[str, type[Exception]] = {
    "AuthError": AuthError,
    "RateLimitedError": RateLimitedError,
    "RefusedError": RefusedError,
    "TransientError": TransientError,
}
Case = dict[str, Any]

ANSWERED: Sequence[Case] = (
    {"status": 401, "error": "AuthError"},
    {"status": 403, "error": "RefusedError"},
    {"status": 404, "error": "RefusedError"},
    {"status": 429, "error": "RateLimitedError"},
    {"status": 500, "error": "TransientError"},
    {"status": 503, "error": "TransientError"},
    {"cursor": "half way", "error": "RefusedError"},
)
"""What holds for whatever asks a server; a fixture adds `faults`, or says where it `differs`."""


def case_of(name: str) -> Case:
    """Return the fixture of the connector type *name*."""
    file = FIXTURES / f"{name}.json"
    assert file.exists(), f"{name} has no fixture: record one, as docs/connectors.md says"
    return dict(json.loads(file.read_text("utf-8")))


def faults_of(case: Case) -> list[Case]:
    """Return the faults that the case's connector must tell apart."""
    own = list(case.get("faults", ()))
    if "answers" not in case:
        return own
    known = [fault.get("status") for fault in own if "status" in fault]
    return own + [
        fault for fault in ANSWERED if fault.get("status") not in known or "cursor" in fault
    ]


def at_of(case: Case) -> datetime:
    """Return when the case plays."""
    return datetime.fromisoformat(case["at"]) if "at" in case else NOW


def catalogue_of(case: Case) -> Catalogue:
    """Return the case's players, all of them grown up and watched, and its sources."""
    born = date(1990, 1, 1)
    players = {
        slug: Player(slug=slug, name=n, born=born) for slug, n in case.get("players", {}).items()
    }
    sources = {
        slug: Source(slug=slug, name=slug, role=Role.OUTLET, domains=tuple(domains))
        for slug, domains in case.get("sources", {}).items()
    }
    watchlist = frozenset(Watch(player=slug) for slug in players)
    return Catalogue(players=players, sources=sources, watchlist=watchlist)


def document_of(lines: Sequence[Case]) -> bytes:
    """Return *lines* as a JSON Feed."""
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": lines}).encode()


def recording_of(case: Case) -> bytes:
    """Return what `decode` reads of the case."""
    if "answers" in case:
        return json.dumps({"answers": case["answers"]}).encode()
    if case["config"]["type"] == "feed":
        return document_of(case["lines"])
    return "".join(f"{json.dumps(line)}\n" for line in case["lines"]).encode()


@dataclass(slots=True)
class Play:
    """A case as it is played.

    Attributes:
        server: What gives the case's answers; of cases without any it is never asked.
        lines: How many lines a first look accounts for; None = the connector ends by itself.
    """

    case: Case
    connector: Connector
    server: Exchange
    clock: HandClock
    lines: int | None
    _stand: Newsstand

    def turn(self) -> int | None:
        """Go on to the second look; return how many lines it accounts for."""
        self.server.look = 2
        if "later" in self.case:
            later = document_of(self.case["later"])
            self._stand.put("/feed", later, kind="application/feed+json", etag='"2"')
        if self.connector.every is not None:
            self.clock.time += self.connector.every
            return None
        return len(self.case["resumed"]) or None

    def fail(self, status: int) -> None:
        """Answer whatever is asked with *status*."""
        self.server.instead = (status, {}, b"")


@asynccontextmanager
async def playing(
    case: Case, tmp_path: Path, fault: Case | None = None, now: datetime | None = None
) -> AsyncIterator[Play]:
    """Give the case's connector, its lines on a Jetstream host, in a file and in a feed."""
    fault = fault or {}
    lines = case.get("lines", ())
    file = tmp_path / "lines.jsonl"
    if "missing" not in fault:
        file.write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    chosen = Chosen(actors=set(case.get("actors", ())))
    clock = HandClock(now or at_of(case))
    async with AsyncExitStack() as stack:
        jetstream = await stack.enter_async_context(Jetstream())
        stand = await stack.enter_async_context(Newsstand())
        server = await stack.enter_async_context(Exchange(case.get("answers", ())))
        accounts = [Account(**entry) for entry in case.get("accounts", ())]
        home = await stack.enter_async_context(house(chosen, clock, accounts, catalogue_of(case)))
        feed = stand.put("/feed", document_of(lines), kind="application/feed+json", etag='"1"')
        jetstream.emit(*(line for line in lines if "time_us" in line))
        places = {"jetstream": jetstream.url, "file": str(file), "feed": feed, "host": server.url}
        connector = connectors.load(_placed(case["config"], places), home.context)
        play = Play(case, connector, server, clock, len(lines) or None, stand)
        if "status" in fault:
            jetstream.refuse(fault["status"], times=9)
            stand.fail("/feed", fault["status"], times=9)
            play.fail(fault["status"])
        yield play


def _placed(value: Any, places: Mapping[str, str]) -> Any:
    """Return *value* with the places of this run in it."""
    if isinstance(value, str):
        for name, place in places.items():
            value = value.replace(f"{{{name}}}", place)
        return value
    if isinstance(value, dict):
        return {key: _placed(one, places) for key, one in value.items()}
    return [_placed(one, places) for one in value] if isinstance(value, list) else value
