"""Looks at files, time zones, the catalogue and the watchlist."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zoneinfo import available_timezones

from monitor.app import ledger, watchlist
from monitor.app.checkup.around import short
from monitor.domain.checkup import Finding, error, good, note, warning
from monitor.judges import register
from monitor.judges.findings import CatalogueError, Level
from monitor.ports import RefusedError, TransientError
from monitor.settings import Settings
from storage.place import locate

_OTHERS_WRITE = 0o002
_OTHERS_READ = 0o004


def files(settings: Settings, config: Path | None) -> Iterator[Finding]:
    """Yield files that others can read or write, and should not.

    What secrets are in files of their own the configuration's own check looks at.
    """
    if os.name != "posix":
        return
    place = locate(settings.storage.url.get_secret_value())
    kept = [one for one in (config, settings.privacy.secret_file) if one is not None]
    found = False
    for file in (*kept, *([place] if isinstance(place, Path) else ())):
        if file.is_file() and file.stat().st_mode & _OTHERS_WRITE:
            found = True
            what = f"{short(file)} can be changed by everybody on this machine"
            yield error("permissions", what, f"`chmod o-w {short(file)}`.")
    if isinstance(place, Path) and place.is_file() and place.stat().st_mode & _OTHERS_READ:
        found = True
        what = f"everybody on this machine can read {short(place)}, with private people's words"
        yield warning("permissions", what, f"`chmod 600 {short(place)}*`.")
    if not settings.privacy.secret_file.exists() and settings.privacy.secret is None:
        what = f"{settings.privacy.secret_file} is not made yet: the first start makes it"
        yield note("permissions", what, "Back it up once it is there.")
    if not found:
        yield good("permissions", "files and secrets are their owner's")


def zones() -> Iterator[Finding]:
    """Yield whether time zones are known here."""
    if not available_timezones():
        yield error(
            "time zones", "this machine knows none", "`apt-get install tzdata`, or pip install it."
        )


async def catalogue(settings: Settings, today: date) -> list[Finding]:
    """Return how the catalogue and the watchlist are."""
    try:
        held = await ledger.read(settings)
    except (RefusedError, TransientError):
        held = ledger.Ledger()  # the database has its say of its own
    try:
        known = held.catalogue(settings)
        watched = watchlist.watched(settings, held)
    except CatalogueError as refusal:
        return [
            error("catalogue", f"{one.place}: {one.sentence}", "`lastdance catalogue check`.")
            for one in refusal.findings
        ]
    size = f"{len(known.players)} players, {len(known.clubs)} clubs, {len(known.accounts)} accounts"
    wrong = [f for f in register.check(known, today) if f.level is not Level.NOTE]
    found = [
        warning("catalogue", f"{one.place}: {one.sentence}", "`lastdance catalogue check`.")
        for one in wrong[:5]
    ]
    if not any(account.proof is not None for account in known.accounts):
        cure = "Add theirs with a proof: docs/configuration.md, [[accounts]]."
        found.append(note("catalogue", "no account is proven: likes of players aren't seen", cure))
    found.append(good("catalogue", size) if not wrong else note("catalogue", size))
    return [*found, *_watchlist(watched)]


def _watchlist(watched: list[watchlist.Watched]) -> Iterator[Finding]:
    if not watched:
        yield error("watchlist", "nothing is watched", "`lastdance watch add` adds.")
    elif all(one.origin == "starter data" for one in watched):
        what = f"the {len(watched)} pairings of the starter list are watched"
        yield note("watchlist", what, "`lastdance watch add` takes your own in their place.")
    else:
        yield good("watchlist", f"{len(watched)} watched")
