"""`/`: what is watched and how it stands, and `/alerts`: what was told."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from aiohttp import web

from monitor.domain.alert import State
from monitor.domain.desk.opinion import tallies, total
from monitor.domain.desk.silence import Silence
from monitor.domain.learning import learning
from monitor.ports.board import Stand
from monitor.web import pages
from monitor.web.charting import outline
from monitor.web.choices import hushed
from monitor.web.desk import Desk
from monitor.web.ranking import Order, Sheet, Show, Wish, acted, loud, sheet

LATEST: Final = 3
"""Alerts above the board."""

NEWEST: Final = 50
"""Alerts on the page of alerts."""

WIDE, HIGH = 120, 28
"""Of a sparkline."""

_HOUR: Final = timedelta(hours=1)

STATES: Final = {
    State.FIRING: "spiking",
    State.PROVISIONAL: "early signs",
    State.COOLING: "cooling down",
}
SHOWN: Final = {
    Show.ALL: "All",
    Show.LOUD: "Loud",
    Show.ACTS: "Acts today",
    Show.CLAIMED: "Rumours",
    Show.LEARNING: "Learning",
}
ORDERS: Final = {
    Order.MATTER: "what matters first",
    Order.BUZZ: "most accounts first",
    Order.STRENGTH: "likeliest first",
    Order.NAME: "by name",
}


class BoardPages:
    """Answers with the board and the alerts of *desk*."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> Sequence[web.RouteDef]:
        """Return which path is answered with what."""
        return [web.get("/", self.board), web.get("/alerts", self.alerts)]

    async def board(self, request: web.Request) -> web.Response:
        """Show how all that is watched stands."""
        desk, now = self._desk, self._desk.clock.now()
        wish = Wish.read(request.query)
        stand = await desk.board.stand()
        shown = sheet(stand.rows, wish, now)
        pairings = [row.pairing for row in shown.rows if row.pairing is not None]
        curves = await desk.board.curves(pairings)
        notices = await desk.reader.alerts(LATEST)
        silences = await desk.reader.silences(now)
        text = await asyncio.to_thread(
            pages.render,
            "board.html",
            sheet=shown,
            wish=wish,
            lines={pairing: spark(curve) for pairing, curve in curves.items()},
            life=life(stand, now),
            learners=shown.counts[Show.LEARNING],
            through=stand.through,
            blind=[each for each in desk.sources() if not each.ok],
            notices=notices,
            silences=silences,
            hushed=self._hushed,
            sources=desk.sources(),
            places=places(shown, wish),
            states=STATES,
            shows=SHOWN,
            orders=ORDERS,
            learning=learning,
            now=now,
        )
        return web.Response(text=text, content_type="text/html")

    async def alerts(self, _: web.Request) -> web.Response:
        """Show what was told, newest first."""
        desk, now = self._desk, self._desk.clock.now()
        rated = await desk.reader.rated()
        text = await asyncio.to_thread(
            pages.render,
            "alerts.html",
            notices=await desk.reader.alerts(NEWEST),
            silences=await desk.reader.silences(now),
            hushed=self._hushed,
            tally=total(rated),
            rules=tallies(rated),
            now=now,
        )
        return web.Response(text=text, content_type="text/html")

    def _hushed(self, one: Silence) -> str:
        return hushed(one, self._desk.library().catalogue)


def life(stand: Stand, now: datetime) -> str:
    """Return a sign of life: "Read 3,204 posts in the last hour; nothing to report."."""
    minutes = round((now - stand.since) / timedelta(minutes=1))
    span = "hour" if now - stand.since >= _HOUR else f"{minutes} minutes"
    if minutes < 2:
        span = "minute"
    posts = "1 post" if stand.read == 1 else f"{stand.read:,} posts"
    rows = [row for row in stand.rows if row.pairing is not None]
    news = [
        _many(sum(loud(row) for row in rows), "pairing is", "pairings are") + " far above usual",
        _many(len({row.act.key for row in rows if row.act is not None and acted(row, now)}),
              "act", "acts") + " within a day",
    ]  # fmt: skip
    told = [each for each in news if not each.startswith("0 ")]
    if not stand.read and minutes < 2:
        begun = "Just started, and nothing is read yet"
        return f"{begun}; {' and '.join(told)}." if told else f"{begun}."
    return f"Read {posts} in the last {span}; {' and '.join(told) or 'nothing to report'}."


def spark(curve: Sequence[int]) -> str:
    """Return the path of a sparkline; a few accounts make no mountain."""
    return outline(curve, WIDE, HIGH, ceiling=max(5, *curve, 0))


def places(shown: Sheet, wish: Wish) -> Mapping[str, Any]:
    """Return where the page leads to: other pages of the board, and other kinds of rows."""

    def place(**changes: Any) -> str:
        query = urlencode(wish.query(**changes))
        return f"/?{query}" if query else "/"

    return {
        "shows": {show: place(show=show, page=1) for show in SHOWN},
        "before": place(page=shown.page - 1) if shown.page > 1 else None,
        "after": place(page=shown.page + 1) if shown.page < shown.pages else None,
    }


def _many(count: int, one: str, more: str) -> str:
    return f"{count:,} {one if count == 1 else more}"
