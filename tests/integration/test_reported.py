"""An act known from texts, through feeds, pipeline and store: who is told what, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from monitor.domain.activity import Activity, Provenance, Verb
from monitor.domain.alert import Kind, Notice
from monitor.pipeline import Pipeline
from monitor.ports import Page
from storage import migrate
from tests.integration.pipelines import pipeline
from tests.simulator.clock import HandClock
from tests.simulator.listening import NOW, Chosen, House, house, listen
from tests.simulator.newsstand import Newsstand

PAPERS = ("evening-whistle", *(f"paper-{n}" for n in range(9)), "morning-bell")
LIKE = "Sergio Ramos liked an Instagram post by MadridXtra asking for his return to Real Madrid"
FAKE = "Sergio Ramos did not like the post by MadridXtra about Real Madrid, the picture is fake"
WATCH = [{"player": "sergio-ramos", "club": "real-madrid"}]
DENIED = "What was reported, the like by Sergio Ramos, was denied by Morning-Bell"
TITLE = "Unverified: Sergio Ramos liked a post about Real Madrid"


def catalogue(folder: Path) -> Path:
    """Write a catalogue of made-up papers and a fan account; return its path."""
    entries = [
        f'[[sources]]\nslug = "{slug}"\nname = "{slug.title()}"\nrole = "outlet"\n'
        f'domains = ["{slug}.example"]\n'
        for slug in PAPERS
    ]
    entries.append(
        '[[accounts]]\nplatform = "bluesky"\nhandle = "nights.example"\nid = "did:plc:nights"\n'
        'role = "fan_account"\nclub = "real-madrid"\nproof = "linked from its own page"\n'
        "verified_on = 2026-01-01\n"
    )
    file = folder / "papers.toml"
    file.write_text("\n".join(entries), encoding="utf-8")
    return file


class Evening:
    """An evening on which papers are read as they come out."""

    def __init__(self, stand: Newsstand, home: House, clock: HandClock, pipe: Pipeline) -> None:
        self.stand, self.home, self.clock, self.pipe = stand, home, clock, pipe
        self.notices: list[Notice] = []
        self._cursors: dict[str, str | None] = {}

    async def print(self, paper: str, *headlines: str, after: int = 5) -> None:
        """Let a paper bring out *headlines*, so many minutes later, and read it."""
        self.clock.time += timedelta(minutes=after)
        when = format_datetime(self.clock.time - timedelta(seconds=30))
        items = "".join(
            f"<item><guid>{paper}: {escape(line)}</guid><title>{escape(line)}</title>"
            f"<link>https://{paper}.example/{n}</link><pubDate>{when}</pubDate></item>"
            for n, line in enumerate(headlines)
        )
        feed = f'<rss version="2.0"><channel>{items}</channel></rss>'
        url = self.stand.put(f"/{paper}", feed.encode())
        source = self.home.connector(
            type="feed", name=paper, url=url, outlet=paper, allow=["127.0.0.0/8"]
        )
        pages = await listen(source, self._cursors.get(paper))
        self._cursors[paper] = pages[-1].cursor
        await self.see(pages)

    async def say(self, activity: Activity) -> None:
        """Let somebody act."""
        await self.see([Page(connector="door", activities=(activity,))])

    async def see(self, pages: Sequence[Page]) -> None:
        report = await self.pipe.handle(pages, self.clock.time)
        self.notices += report.judged.notices

    def act(self, verb: Verb, actor: str, **more: Any) -> Activity:
        self.clock.time += timedelta(minutes=3)
        said = {"platform": "bluesky", "seen_at": self.clock.time, **more}
        return Activity(verb=verb, actor=actor, **said)


async def play(url: str, folder: Path) -> tuple[list[Notice], Any]:
    """Play the evening; return what was told, and what is known at its end."""
    clock = HandClock(NOW)
    async with (
        Newsstand() as stand,
        house(Chosen(actors=set(PAPERS)), clock) as home,
        pipeline(url, catalogue(folder), keep="linked", watch=WATCH) as pipe,
    ):
        evening = Evening(stand, home, clock, pipe)
        for paper in PAPERS:
            await evening.print(paper, "Weather: rain", after=0)
        await evening.print("evening-whistle", LIKE)
        for n in range(9):
            await evening.print(f"paper-{n}", f"{LIKE}, according to Evening-Whistle")
        fan = evening.act(Verb.CREATE, "did:plc:nights", record="at://nights/1", lang="en",
                          text=f"{LIKE}! Unbelievable scenes")  # fmt: skip
        await evening.say(fan)
        seen = evening.act(Verb.LIKE, "player:sergio-ramos", platform="instagram", observer="Ana",
                           object="https://www.instagram.com/p/DoNeLaSt/", about="real-madrid",
                           provenance=Provenance.PUSHED)  # fmt: skip
        await evening.say(seen)
        await evening.print("morning-bell", FAKE)
        await evening.print("paper-1", f"{LIKE}, all Spain says")
        reader: Any = pipe.store
        known = await reader.reader.acts("sergio-ramos", "real-madrid", NOW - timedelta(days=1))
    return evening.notices, known


@pytest.fixture
def another_url(tmp_path: Path) -> str:
    """Address of one more fresh database."""
    url = f"sqlite:///{tmp_path / 'another.db'}"
    migrate(url)
    return url


async def test_a_reported_like_is_told_confirmed_and_taken_back_once_each(
    database_url: str, tmp_path: Path
) -> None:
    notices, known = await play(database_url, tmp_path)
    assert [(notice.kind, notice.alert.title) for notice in notices] == [
        (Kind.ACT_NOTABLE, f"{TITLE}; reported by Evening-Whistle, unconfirmed"),
        (Kind.STORY_UPDATED, f"{TITLE}; reported by Evening-Whistle, pushed by Ana"),
        (Kind.ALERT_CORRECTED, f"Corrected: {DENIED} (Sergio Ramos and Real Madrid)"),
    ]
    assert len({notice.alert.id for notice in notices}) == 1
    first = notices[0].alert
    reports = [e for e in first.evidence if e.what.startswith("a report")]
    assert [(e.who, e.url) for e in reports] == [
        ("Evening-Whistle", "https://evening-whistle.example/0")
    ]
    (one,) = known
    assert one.debunked
    assert one.act.ended
    assert one.tale is not None
    assert len(one.tale.reports) == 13


async def test_a_denial_weeks_later_still_corrects(sqlite_url: str, tmp_path: Path) -> None:
    clock = HandClock(NOW)
    async with pipeline(sqlite_url, catalogue(tmp_path), keep="linked", watch=WATCH) as pipe:
        told: list[Notice] = []
        for days, words in ((0, LIKE), (12, FAKE)):
            clock.time = NOW + timedelta(days=days)
            text = Activity(platform="web", verb=Verb.CREATE, actor=f"paper-{days % 5}", text=words,
                            record=f"https://paper.example/{days}", lang="en",
                            happened_at=clock.time, seen_at=clock.time)  # fmt: skip
            page = Page(connector="feed", activities=(text,))
            told += (await pipe.handle([page], clock.time)).judged.notices
    assert [notice.kind for notice in told] == [Kind.ACT_NOTABLE, Kind.ALERT_CORRECTED]


async def test_the_address_of_a_deleted_report_stands_in_no_notice(
    database_url: str, tmp_path: Path
) -> None:
    async with pipeline(database_url, catalogue(tmp_path), keep="linked", watch=WATCH) as pipe:
        reader: Any = pipe.store
        texts = [
            Activity(
                platform="web",
                verb=Verb.CREATE,
                actor=paper,
                text=f"{LIKE} {words}",
                record=f"{paper}/1",
                url=f"https://{paper}.example/1",
                lang="en",
                happened_at=NOW,
                seen_at=NOW,
            )
            for paper, words in (
                ("paper-1", "tonight, after the derby that Sevilla lost at home to Betis"),
                ("paper-2", "while fans gather, shirts sell out and trains towards Chamartin fill"),
            )
        ]
        later = NOW + timedelta(minutes=1)
        gone = Activity(platform="web", verb=Verb.DELETE, actor="paper-1", record="paper-1/1",
                        undoes=Verb.CREATE, happened_at=later, seen_at=later)  # fmt: skip
        kinds = []
        for one in (*texts, gone):
            report = await pipe.handle([Page(connector="feed", activities=(one,))], one.seen_at)
            kinds += [notice.kind for notice in report.judged.notices]
        assert kinds == [Kind.ACT_NOTABLE, Kind.STORY_UPDATED]
        (newest,) = await reader.reader.alerts()
        told = await reader.reader.alert(newest.alert.id)
    addresses = [e.url for notice in told.notices for e in notice.alert.evidence]
    assert "https://paper-1.example/1" not in addresses
    assert "https://paper-2.example/1" in addresses


async def test_the_same_evening_again_is_told_the_same(
    sqlite_url: str, another_url: str, tmp_path: Path
) -> None:
    first, _ = await play(sqlite_url, tmp_path)
    again, _ = await play(another_url, tmp_path)
    assert first == again
