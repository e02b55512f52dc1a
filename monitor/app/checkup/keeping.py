"""Looks at the database: form, wholeness, room; and at the clock by what it holds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from monitor.app.checkup.around import Around, short
from monitor.domain.checkup import Finding, error, good, note, warning
from monitor.domain.volume import format_bytes
from monitor.ports import RefusedError, TransientError
from monitor.ports.vitals import Vitals
from monitor.settings import Settings
from storage import open_store
from storage.examining import Examined, examine
from storage.place import locate

LOW: Final = 2 << 30
"""Free bytes below which somebody should make room."""

AHEAD: Final = timedelta(minutes=5)


async def database(settings: Settings, around: Around) -> list[Finding]:
    """Return how the database is, and the room that it has."""
    url = settings.storage.url.get_secret_value()
    place = locate(url)
    found = []
    if isinstance(place, Path):
        if not place.parent.is_dir():
            what = f"there is no folder {short(place.parent)} for it"
            return [
                error("database", what, f"`mkdir -p {short(place.parent)}`, or set storage.url.")
            ]
        found += list(_room(place.parent, settings.storage.low_water << 20, around))
        if not place.exists() and not os.access(place.parent, os.W_OK):
            what = f"{short(place)} can't be made: this user may not write into its folder"
            cure = f"Give {short(place.parent)} to the user that runs it, or set storage.url."
            return [error("database", what, cure), *found]
        if not place.exists():
            what = f"{short(place)} is not made yet: the first start makes it"
            return [note("database", what), *found]
    try:
        seen = await examine(url, thorough=around.thorough)
    except (RefusedError, TransientError) as refusal:
        return [error("database", *_parted(str(refusal))), *found]
    found = [*_form(seen), *found]
    if seen.revision == seen.head and seen.damage is None:
        store = await open_store(url)
        try:
            now = around.clock.now()
            vitals = await store.reader.vitals(now - timedelta(days=1))
        finally:
            await store.close()
        found += _times(vitals, now)
    return found


def _form(seen: Examined) -> Iterator[Finding]:
    before = f"it is at revision {seen.revision}, and this version wants {seen.head}"
    if seen.damage is not None:
        cure = "Stop the daemon, and put a back-up in its place: docs/operations.md."
        yield error("database", f"it is damaged: {seen.damage.splitlines()[0]}", cure)
    elif seen.newer:
        cure = "Install the newer version, or go back to a back-up made before."
        yield error("database", f"a newer version wrote it: {before}", cure)
    elif seen.revision != seen.head:
        yield error("database", before, "`lastdance migrate`; `lastdance run` does so by itself.")
    if seen.held is not None:
        cure = "End the program that holds it, or see whose file and folder it is."
        yield error("database", f"it can't be written: {seen.held}", cure)
    if seen.damage is None and seen.held is None and seen.revision == seen.head:
        whole = "whole" if seen.looked else "not looked through (--thorough does)"
        yield good("database", f"revision {seen.revision}, {whole}, can be written")


def _room(folder: Path, least: int, around: Around) -> Iterator[Finding]:
    free = around.free(folder)
    what = f"{format_bytes(free)} free where the database is"
    if free < least:
        what += f", and {format_bytes(least)} are wanted"
        yield error("free space", what, "Make room: no source is read until there is.")
    elif free < LOW:
        yield warning("free space", what, "Make room soon; `lastdance status` says how it grows.")
    else:
        yield good("free space", what)


def _times(vitals: Vitals, now: datetime) -> Iterator[Finding]:
    """Yield that the clock is behind what was stored already."""
    newest = max(vitals.moved.values(), default=None)
    if newest is not None and newest > now + AHEAD:
        what = f"it is {now:%Y-%m-%d %H:%M} here, and {newest:%Y-%m-%d %H:%M} was stored already"
        yield error("clock", what, "Set it right, best by NTP: `timedatectl set-ntp true`.")


def _parted(said: str) -> tuple[str, str]:
    """Return what is wrong and the cure, of a message that has both."""
    for apart in (": it ", "; "):
        what, found, cure = said.rpartition(apart)
        if found:
            return what, _sentence((apart.removeprefix(": ") + cure).strip("; "))
    return said, "See whether it runs, and whose it is."


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith("?") else ".")
