"""Back-ups: made when they are due, the oldest removed, and one put back."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import storage
from monitor.ports import Clock, RefusedError
from monitor.settings import Settings

log = logging.getLogger(__name__)

LOOKED: Final = timedelta(minutes=5)
"""How often it is seen whether a back-up is due."""

ABANDONED: Final = timedelta(days=1)
"""After so long nobody writes any more what was to become a back-up."""

_STAMP: Final = "%Y%m%dT%H%M%SZ"
_NAME: Final = re.compile(r"lastdance-(\d{8}T\d{6}Z)\.(db|dump)")
_DRAFT: Final = re.compile(r"\.lastdance-(\d{8}T\d{6}Z)\.(db|dump)\.part")


def make(settings: Settings, to: Path, now: datetime, *, replace: bool = False) -> storage.Copy:
    """Copy the database to the file *to*, or into the folder *to* under a name of *now*.

    Args:
        replace: Whether a file that is there already may be replaced.

    Raises:
        RefusedError, TransientError: It can't be made; the message says why.
    """
    url = settings.storage.url.get_secret_value()
    if not storage.stands(url):
        cure = "`lastdance run` makes one; --config or --database name another."
        raise RefusedError(f"there is no database to copy. {cure}")
    if to.is_dir():
        to = to / f"lastdance-{now:{_STAMP}}{storage.suffix(url)}"
    elif to.exists() and not replace:
        cure = "Name another file, or a folder to have it named by the time, or add --replace."
        raise RefusedError(f"{to} is there already, and may be the only back-up. {cure}")
    elif not to.parent.is_dir():
        raise RefusedError(f"{to}: there is no folder {to.parent}. Make it, or name another.")
    return storage.back_up(url, to)


def restore(settings: Settings, source: Path, now: datetime, *, replace: bool) -> storage.Restored:
    """Put the back-up *source* in the place of the database; what was there is kept aside.

    Raises:
        RefusedError, TransientError: It can't be done; nothing has changed then.
    """
    url = settings.storage.url.get_secret_value()
    aside = storage.aside(url, f"{now:{_STAMP}}")
    with storage.held(url):
        return storage.restore(url, source, aside, replace=replace)


def listed(folder: Path) -> list[tuple[datetime, Path]]:
    """Return the back-ups in *folder* that were made by themselves, oldest first."""
    found = ((_NAME.fullmatch(file.name), file) for file in folder.glob("lastdance-*"))
    return sorted((_made(match[1]), file) for match, file in found if match is not None)


def _drafts(folder: Path) -> list[tuple[datetime, Path]]:
    """Return what was to become a back-up in *folder*, with what stood beside it."""
    found = ((_DRAFT.match(file.name), file) for file in folder.glob(".lastdance-*"))
    return [(_made(match[1]), file) for match, file in found if match is not None]


class Copies:
    """Makes back-ups while the daemon runs.

    Args:
        made: Told of the last when, and of how many bytes: at the start, and of each that is made.
    """

    def __init__(
        self, settings: Settings, clock: Clock, made: Callable[[datetime, int], None]
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._made = made
        self._told = False

    async def look(self) -> None:
        """Make a back-up if one is due, and remove those that are too many.

        Raises:
            RefusedError, TransientError: None could be made; none is removed then.
        """
        folder = self._settings.backups.folder
        if folder is not None:
            await asyncio.to_thread(self._look, folder)

    def _look(self, folder: Path) -> None:
        now, chosen = self._clock.now(), self._settings.backups
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise RefusedError(f"backups.folder: {folder}: {error.strerror}") from error
        # A clock that was ahead must hold no back-up up, and lose none.
        past = [(at, file) for at, file in listed(folder) if at <= now]
        if past and not self._told:
            self._tell(past[-1][0], past[-1][1].stat().st_size)
        if past and past[-1][0] > now - chosen.every:
            return
        for stamp, draft in _drafts(folder):
            if abs(now - stamp) > ABANDONED:
                draft.unlink(missing_ok=True)
        copy = make(self._settings, folder, now)
        self._tell(now, copy.bytes)
        log.info("backed up to %s (%.1f MiB)", copy.path, copy.bytes / 1024**2)
        for _, file in [*past, (now, copy.path)][: -chosen.keep]:
            file.unlink(missing_ok=True)

    def _tell(self, at: datetime, size: int) -> None:
        self._made(at, size)
        self._told = True


def _made(stamp: str) -> datetime:
    return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
