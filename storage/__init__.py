"""The store: what was seen, what was thought of it, what was told; each exactly once."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import URL

from storage.care.backup import Copy, Restored, aside, back_up, copies, drafts, restore, suffix
from storage.care.erasing import Subject, usable
from storage.care.erasure import Erased, erase, erase_copy
from storage.care.latch import held
from storage.care.retention import Terms
from storage.connecting import connect
from storage.database import Database
from storage.migrations import HEAD, agree, newer, revision, upgrade
from storage.place import locate
from storage.reader import Reader
from storage.rehearsal import Past, Rehearsal, Rerun
from storage.store import Store

__all__ = [
    "Copy",
    "Erased",
    "Migrated",
    "Past",
    "Reader",
    "Rehearsal",
    "Rerun",
    "Restored",
    "Store",
    "Subject",
    "Terms",
    "aside",
    "back_up",
    "copies",
    "drafts",
    "erase",
    "erase_copy",
    "held",
    "migrate",
    "open_rehearsal",
    "open_rerun",
    "open_store",
    "restore",
    "stands",
    "suffix",
    "usable",
]


async def open_store(url: str) -> Store:
    """Open the store at *url*, which must be at the newest revision (see `migrate`).

    Args:
        url: `sqlite:///FILE`, `sqlite:////FILE` from the root, or
            `postgresql://USER@HOST/DATABASE`.

    Raises:
        RefusedError: It can't be used; the message says what to do.
        TransientError: It can't be used now.
    """
    return Store(await _open(url))


async def open_rehearsal(url: str, past: Past) -> Rehearsal:
    """Open the scratch database at *url* to try things out on; what is said is read from *past*.

    Raises:
        RefusedError, TransientError: As above.
    """
    return Rehearsal(await _open(url), past)


async def open_rerun(url: str, live: Store) -> Rerun:
    """Open the scratch database at *url* to run again what *live* holds.

    Raises:
        RefusedError, TransientError: As above.
    """
    return Rerun(await _open(url), live)


def stands(url: str) -> bool:
    """Whether there may be a database at *url*: its file is there, or a server keeps it.

    Raises:
        RefusedError: It is no address of one.
    """
    place = locate(url)
    return not isinstance(place, Path) or place.exists()


class Migrated(NamedTuple):
    """What bringing a database to the newest form came to.

    Attributes:
        before: The revision it was at; None = it was empty.
        after: The newest revision.
        copy: Where it is as it was before; None = nothing was to be done, or none was wanted.
        seconds: How long the steps took.
    """

    before: str | None
    after: str
    copy: Path | None = None
    seconds: float = 0.0


def migrate(url: str, folder: Path | None = None, *, copied: bool = True) -> Migrated:
    """Bring the database at *url* to the newest revision; not inside a running event loop.

    Where there is something to do, it is copied first; the steps are one transaction.

    Args:
        folder: Where the copy goes; None = beside the file, or for a server where we are.
        copied: Whether a copy is made.

    Raises:
        RefusedError: It can't be used; the message says what to do.
        TransientError: It can't be used now.
    """
    place = locate(url)
    fresh = isinstance(place, Path) and not place.exists()
    return asyncio.run(_migrate(url, place, folder, fresh=fresh, copied=copied))


async def _migrate(
    url: str, place: Path | URL, folder: Path | None, *, fresh: bool, copied: bool
) -> Migrated:
    database = connect(place)
    try:
        # Looked at first: where nothing is to be done, a daemon may be at work on it.
        found = None if fresh else await database.read(revision)
        if found == HEAD:
            return Migrated(HEAD, HEAD)
        copy = None
        if found is not None:
            if found > HEAD:
                raise await database.read(newer, found)
            if copied:
                copy = (await asyncio.to_thread(back_up, url, _beside(place, folder, found))).path
        began = time.monotonic()
        before, after = await database.write(upgrade)
        return Migrated(before, after, copy, time.monotonic() - began)
    finally:
        await database.close()


def _beside(place: Path | URL, folder: Path | None, found: str) -> Path:
    """Return where the copy of a database at revision *found* is put; one a revision."""
    if isinstance(place, Path):
        return (folder or place.parent) / f"{place.name}.at-{found}"
    return (folder or Path.cwd()) / f"{place.database}.at-{found}.dump"


async def _open(url: str) -> Database:
    database = connect(locate(url))
    try:
        await database.read(agree)
    except BaseException:
        await database.close()
        raise
    return database
