"""`lastdance status`: where this installation stands, at a glance."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from monitor.cli import say
from monitor.cli.options import AsJson, Config, Database

if TYPE_CHECKING:
    from monitor.app.bearings import Bearings
    from monitor.settings import Settings

_HELD = {
    "activities": ("activity", "activities"),
    "mentions": ("mention", "mentions"),
    "acts": ("act", "acts"),
    "notices": ("notice", "notices"),
    "stories": ("story", "stories"),
    "dead_letters": ("dead letter", "dead letters"),
}
"""Tables that a person knows, with their words for one and for many; --json has all."""

_NAMES = 3


def status(config: Config = None, database: Database = None, json: AsJson = False) -> None:
    """Say how sources, database, deliveries and the watch stand, and what was told last.

    It reads the database, and asks the daemon for its sources where one runs. With --json it is
    one object.
    """
    with say.plainly():
        settings = say.read_settings(config, os.environ, storage__url=database)
        from monitor.app import bearings
        from monitor.app.clock import SystemClock

        found = asyncio.run(bearings.take(settings, SystemClock()))
    if json:
        say.print_json(_plain(settings, found))
    else:
        _show(settings, found)


def _show(settings: Settings, found: Bearings) -> None:
    from monitor.app.watchlist import named

    if found.running is not None and found.running.ours:
        wrong = "; ".join(f"{part}: {what}" for part, what in found.running.wrong.items())
        _line("Daemon", f"runs, {wrong or 'and its own parts work'}")
    else:
        _line("Daemon", "none runs here: `lastdance run`")
    _sources(settings, found)
    _database(found)
    for one in settings.receivers:
        _line("Telling", f"{one.name}: {_post(found, one.name)}")
    if not settings.receivers:
        _line("Telling", "nobody but the page: `lastdance notify add`")
    learns = Counter(how for _, how in found.learns)
    every = len(found.catalogue.watchlist)
    known = every - learns.total()
    usual = f"what is usual is known of {known if known < every else 'all'}" if known else ""
    _line("Watching", f"{every}, {usual}".rstrip(", "))
    for how, many in sorted(learns.items()):
        who = [named(watch, found.catalogue) for watch, said in found.learns if said == how]
        these = ", ".join(who) if many <= _NAMES else "all" if many == every else f"{many} of them"
        _line("", f"{these}: {how}")
    if found.vitals is not None and found.vitals.through is not None:
        _line("", f"scored up to {_at(found.vitals.through)}")
    last = found.last
    _line("Told last", f"{_at(last.alert.told_at)}: {last.alert.title}" if last else "nothing yet")


def _sources(settings: Settings, found: Bearings) -> None:
    for one in found.sources(settings):
        said = [str(one["state"])]
        if one.get("lag_seconds") is not None:
            said.append(f"{_span(timedelta(seconds=one['lag_seconds']))} behind")
        elif one["moved_at"] is not None:
            said.append(f"moved on {_span(found.at - one['moved_at'])} ago")
        if one.get("last_gap"):
            said.append(f"gap from {one['last_gap']['since']} to {one['last_gap']['until']}")
        if one.get("says"):
            said.append(str(one["says"]))
        _line("Source", f"{one['name']}: {', '.join(said)}")


def _database(found: Bearings) -> None:
    from monitor.domain.volume import format_bytes

    vitals = found.vitals
    if vitals is None:
        _line("Database", "not made yet: the first start makes it")
        return
    grows = f", {format_bytes(found.daily)} more a day" if found.daily else ""
    _line("Database", f"{format_bytes(vitals.bytes)}{grows}")
    if found.free is not None:
        full = f", full in {found.days:,.0f} days" if found.days is not None else ""
        _line("", f"{format_bytes(found.free)} free{full}")
    held = ((vitals.rows.get(table, 0), words) for table, words in _HELD.items())
    rows = [f"{n:,} {one if n == 1 else many}" for n, (one, many) in held if n]
    if rows:
        _line("", f"{', '.join(rows)} stored")


def _post(found: Bearings, receiver: str) -> str:
    post = found.posts.get(receiver)
    if post is None:
        return "nothing was sent yet"
    states = post.states
    waiting = states.get("pending", 0) + states.get("claimed", 0)
    said = f"{waiting} waiting, {states.get('delivered', 0)} delivered"
    if failed := states.get("failed", 0):
        said += f", {failed} failed"
    if held := states.get("held", 0):
        said += f", {held} held for the digest"
    return f"disabled ({post.disabled}); {said}" if post.disabled else said


def _line(label: str, text: str) -> None:
    say.hang(f"{label.ljust(9)}  ", text)


def _at(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _span(span: timedelta) -> str:
    seconds = max(0, round(span.total_seconds()))
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def _plain(settings: Settings, found: Bearings) -> dict[str, Any]:
    vitals, last = found.vitals, found.last
    return {
        "at": found.at.isoformat(),
        "daemon": None
        if found.running is None or not found.running.ours
        else {"wrong": found.running.wrong},
        "sources": [
            {**one, "moved_at": one["moved_at"] and one["moved_at"].isoformat()}
            for one in found.sources(settings)
        ],
        "database": None
        if vitals is None
        else {
            "bytes": vitals.bytes,
            "bytes_a_day": round(found.daily),
            "free_bytes": found.free,
            "days_until_full": found.days,
            "rows": vitals.rows,
        },
        "deliveries": {
            one.name: {
                "disabled": None if (post := found.posts.get(one.name)) is None else post.disabled,
                **({} if post is None else post.states),
            }
            for one in settings.receivers
        },
        "watch": {
            "watched": len(found.catalogue.watchlist),
            "scored_through": vitals and vitals.through and vitals.through.isoformat(),
            "learning": [
                {"player": watch.player, "club": watch.club, "says": how}
                for watch, how in found.learns
            ],
        },
        "last_alert": None
        if last is None
        else {
            "id": last.alert.id,
            "kind": str(last.kind),
            "title": last.alert.title,
            "told_at": last.alert.told_at.isoformat(),
        },
    }
