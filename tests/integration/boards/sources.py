"""What the sources of the evening bring, and what goes wrong with them."""

from __future__ import annotations

from collections.abc import Sized
from datetime import datetime, timedelta
from typing import Final

import connectors
from connectors.wire.sights import Interaction
from monitor.domain.health import UP, Health
from monitor.metrics import Metrics
from tests.simulator.demo import CUT, MEND
from tests.simulator.plot import MINUTE

SOURCES: Final = {
    "bluesky": ("bluesky_jetstream", 0),
    "mastodon": ("mastodon", 0),
    "evening-whistle": ("feed", 300),
    "diario-del-area": ("feed", 300),
    "wikipedia": ("wikimedia", 3600),
    "videos": ("youtube", 900),
}
"""Module and seconds between two looks, 0 for a stream."""

ARTICLES: Final = {"evening-whistle": (16, 52, 76), "diario-del-area": (-34, 24)}
"""In which minutes an outlet writes of it."""


UNREADABLE: Final = (
    ((-100, 12, 44, 90), "bluesky", "record without a time"),
    ((-100, 33), "bluesky", "text too long"),
    ((-100, -20, 40, 57), "diario-del-area", "no date"),
    ((-100, 5), "mastodon", "no author"),
)
"""In which minutes what came could not be read, and why."""


def announce(tell: Metrics) -> None:
    """Tell which sources there are."""
    for name, (module, seconds) in SOURCES.items():
        tell.connector(name, module, timedelta(seconds=seconds))
        seen = connectors.capabilities(module)
        tell.capabilities(name, {each: each in seen for each in Interaction})


def bring(tell: Metrics, past: int, now: datetime, said: Sized) -> None:
    """Count what came in the minute in which so much was *said*."""
    cut = CUT < past <= MEND
    fetched = 0 if cut else len(said) * (9 if MEND < past < MEND + 3 else 1)
    for verb, share in (("create", 6), ("like", 11), ("announce", 3), ("follow", 2)):
        tell.activities("bluesky", verb, fetched * share // 2)
        tell.activities("mastodon", verb, 0 if 20 < past <= 31 else len(said) * share // 9)
    tell.activities("bluesky", "undo", fetched // 9)
    tell.mentions("bluesky", fetched)
    tell.mentions("mastodon", len(said) // 5)
    tell.ambiguous("bluesky", fetched // 6)
    tell.duplicates("bluesky", fetched // 8 + (60 if past == MEND + 1 else 0))
    tell.dropped("bluesky", "not about football", fetched * 2)
    tell.dropped("mastodon", "not public", len(said) // 6)
    tell.dropped("bluesky", "no language", fetched // 4)
    tell.unscored("language", fetched // 7)
    tell.received("bluesky", fetched * 5_300)
    tell.received("mastodon", len(said) * 900)
    for n in range(fetched):
        tell.lag("bluesky", 0.4 + (n * 7 % 13) / 10)
    for n in range(3):
        tell.lag("mastodon", 1.2 + n * 2.1)
    for outlet, minutes in ARTICLES.items():
        if past % 5 == 0:
            tell.received(outlet, 4_200)
            tell.asked(outlet, 200)
        if past in minutes:
            tell.activities(outlet, "create")
            tell.mentions(outlet)
            tell.lag(outlet, 95.0)
    tell.late(fetched // 5 if MEND < past < MEND + 3 else 0)
    tell.batch(
        max(1, fetched),
        {"recall": 0.004, "fetch": 0.02 + fetched / 4000, "judge": 0.006 + fetched / 2500,
         "commit": 0.012 + fetched / 6000},
    )  # fmt: skip
    tell.queue(fetched // 30 + (6 if MEND < past < MEND + 4 else 0))
    tell.kept_objects(180 + past // 2)
    for name, (_, seconds) in SOURCES.items():
        wrong = (cut and name == "bluesky") or name == "videos"
        looked = now - timedelta(seconds=(now.timestamp() % seconds) if seconds else 2)
        if not wrong:
            tell.connector_success(name, looked)
            late = {"wikipedia": 2400, "evening-whistle": 480, "diario-del-area": 3100}
            tell.connector_newest(name, now - timedelta(seconds=late.get(name, 3)))
        behind = (past - CUT) * 60 if wrong and name == "bluesky" else 3 + seconds / 4
        tell.connector_lag(name, timedelta(seconds=behind))


def fail(tell: Metrics, past: int, now: datetime) -> None:
    """Count what went wrong in that minute, and note how each source stands."""
    health = dict.fromkeys(SOURCES, Health.HEALTHY)
    health["videos"] = Health.AUTH_FAILED
    if CUT < past <= MEND:
        health["bluesky"] = Health.RETRYING
        tell.reconnected("bluesky", 1, Health.RETRYING)
        tell.asked("bluesky", 503)
    else:
        tell.asked("bluesky", 200)
    if 20 < past <= 31:
        health["mastodon"] = Health.RATE_LIMITED
        tell.rate_limited("mastodon", timedelta(seconds=48))
        tell.asked("mastodon", 429)
    if past == 32:
        tell.gap("mastodon", timedelta(seconds=95))
    if past in (-100, 32):
        tell.reconnected("mastodon", 1, Health.RATE_LIMITED)
    for name, state in health.items():
        tell.connector_state(name, state, up=state in UP)


def answer(tell: Metrics, past: int, now: datetime) -> None:
    """Count what servers answered besides, what they grant, and what could not be read."""
    tell.asked("mastodon", 200)
    if past % 60 == 0:
        tell.asked("wikipedia", 200)
    if past % 15 == 0:
        tell.asked("videos", 403)
    if past % 9 == 0:
        tell.reconnected("videos", 1, Health.AUTH_FAILED)
    if past in (-100, -22):
        tell.reconnected("diario-del-area", 1, Health.RETRYING)
    if past in (-31, 8, 27, 55):
        tell.asked("diario-del-area", 404)
    for minutes, source, reason in UNREADABLE:
        if past in minutes:
            tell.dead_letters(source, reason, 2)
    tell.granted("mastodon", 300 - past % 15 * 19, now + (15 - past % 15) * MINUTE)
    tell.granted("videos", 9_400, now + timedelta(hours=7))
    tell.granted("wikipedia", 480, now + (60 - past % 60) * MINUTE)
    tell.granted("bluesky", 2_900 - past % 5 * 140, now + (5 - past % 5) * MINUTE)


def look_again(tell: Metrics, past: int) -> None:
    """Count posts that were asked for again, and how much attention the player gets."""
    loud = max(0, 60 - abs(past - 45))
    tell.asked_again(
        "bluesky", {"gained": 2 + loud // 3, "same": 11 - loud // 8, "gone": int(past % 7 == 0)}
    )
    tell.overdue("bluesky", timedelta(seconds=max(0, (past - CUT) * 40) if past < 90 else 0))
    tell.objects_fetched("found", 2)
    tell.attention("wikipedia", "sergio-ramos", "page views", 3_400 + max(0, past // 60) * 2_900)
    tell.attention("wikipedia", "sergio-ramos", "edits", 2 + (past > 10) * 9)
    tell.attention("bluesky", "sergio-ramos", "likes", 140 + loud * 31)
