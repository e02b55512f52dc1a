"""Plays a month through the product, and says what an editor was told of it."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from monitor.app.almanac import read_model
from monitor.app.parts import Offload, make_judge, make_pipeline, open_bench, open_seal
from monitor.app.switchboard import make_address
from monitor.domain.activity import Activity
from monitor.domain.alert import Notice, message_id
from monitor.domain.timing import BUCKET
from monitor.domain.watermark import Progress, mark
from monitor.ports import Page
from monitor.rumours import Rumours
from monitor.settings import Settings, load
from monitor.watch import Vigil, Watch
from storage import migrate, open_rehearsal
from tests.simulator.month.crowd import CONNECTOR, Crowd
from tests.simulator.month.plan import Month
from tests.simulator.month.world import CATALOGUE

DESK: Final = "desk"
"""An editor with the budget that ships."""

ALL: Final = "everything"
"""One without any."""

STEP: Final = 2 * BUCKET
"""How often the watch is kept: nothing is late by that."""

SOON: Final = 2 * STEP
"""Within so long what was posted has been weighed: a daemon weighs rumours four times a minute."""


@dataclass(frozen=True, slots=True)
class Word:
    """One notice, and what became of it: by receiver, why it was held, or None = it was sent."""

    notice: Notice
    fates: dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Played:
    """What was told in a month; *mentions* were heard."""

    month: Month
    words: tuple[Word, ...]
    mentions: int


def settings(folder: Path, **more: Any) -> Settings:
    """Return settings with two receivers on a scratch database; nothing is ever sent."""
    secret = "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo="
    common = {"url": "https://desk.example/hook", "secret": secret}
    overrides = {
        "storage": {"url": f"sqlite:///{folder}/month.db"},
        "privacy": {"secret": "44" * 32},
        "catalogue": {"starter": False},
        "webhooks": [{"name": DESK, **common}, {"name": ALL, **common, **unbounded()}],
        **more,
    }
    return load(None, {}, overrides)


def unbounded() -> dict[str, Any]:
    """Return the settings of a receiver without a budget."""
    return {"max_pushes_per_day": "unlimited", "max_pushes_per_week": "unlimited"}


def play(month: Month, report: Callable[[float], None] = lambda _: None) -> Played:
    """Play *month*; *report* is told which share of it is over."""
    with tempfile.TemporaryDirectory(prefix="lastdance-month-") as folder:
        made = settings(Path(folder))
        migrate(made.storage.url.get_secret_value())
        return asyncio.run(_play(month, made, report))


async def _play(month: Month, made: Settings, report: Callable[[float], None]) -> Played:
    crowd = Crowd(month)
    store = await open_rehearsal(made.storage.url.get_secret_value(), crowd)
    offload = Offload()
    try:
        crowd.stored = store.own
        judge = make_judge(made, open_seal(made), CATALOGUE, open_bench(made.sentiment))
        pipeline = make_pipeline(judge, store, made, offload)
        address = make_address(made)
        watch = Vigil(
            Watch(
                store=store, catalogue=CATALOGUE, address=address, offload=_at_once, holder="month"
            )
        )
        rumours = Rumours(
            store=store, catalogue=CATALOGUE, address=address, offload=_at_once,
            holder="month", model=read_model(made),
        )  # fmt: skip
        notices: list[Notice] = []
        posts = _in_order(month)
        waiting = next(posts, None)
        at = stirred = month.start
        while at < month.end:
            at += STEP
            due: list[Activity] = []
            while waiting is not None and waiting.seen_at <= at:
                due.append(waiting)
                waiting = next(posts, None)
            for each in due:
                page = Page(connector=CONNECTOR, activities=(each,), reached=each.happened_at)
                handled = await pipeline.handle([page], each.seen_at)
                notices += handled.judged.notices
            source = Progress(
                name=CONNECTOR, began=month.start - timedelta(days=1), well=True, reached=at,
                heard_at=at,
            )  # fmt: skip
            kept = await watch.keep(mark([source], at), at)
            notices += kept.notices
            stirred = at if due else stirred
            if at <= stirred + SOON or not at.minute:  # nothing else moves a rumour but the hour
                notices += (await rumours.keep(at)).notices
            if at.hour == 0 and at.minute < 10:
                report((at - month.start) / (month.end - month.start))
    finally:
        offload.close()
        await store.close()
    path = Path(made.storage.url.get_secret_value().removeprefix("sqlite:///"))
    return Played(month, tuple(_fated(notices, path)), crowd.mentions)


async def _at_once(work: Callable[[], Any]) -> Any:
    """Nothing else waits here, so there is no need of a thread."""
    return work()


def _in_order(month: Month) -> Iterator[Activity]:
    posts = [post for one in month.happenings for post in one.posts]
    return iter(sorted(posts, key=lambda post: (post.seen_at, post.record or "")))


def _fated(notices: Sequence[Notice], database: Path) -> Iterator[Word]:
    """Yield notices with what became of their messages, by the outbox."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT id, receiver, state, held FROM outbox").fetchall()
    fates: dict[str, dict[str, str | None]] = {}
    for ident, receiver, state, why in rows:
        fates.setdefault(ident, {})[receiver] = (why or "held") if state == "held" else None
    seen = set()
    for notice in sorted(notices, key=lambda one: one.alert.told_at):
        ident = message_id(notice.alert.id, notice.kind, notice.cause)
        if ident not in seen:
            seen.add(ident)
            yield Word(notice, fates.get(ident, {}))


__all__ = ["ALL", "DESK", "Played", "Word", "play", "settings"]
