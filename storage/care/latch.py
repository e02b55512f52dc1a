"""One at a time has an SQLite database for itself: a daemon, a restore, or an erasure."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from monitor.ports import RefusedError
from storage.place import locate


@contextmanager
def held(url: str) -> Iterator[None]:
    """Hold the database at *url* until this is left, or the process is gone; a server's needs none.

    Raises:
        RefusedError: Another process holds it.
    """
    place = locate(url)
    if not isinstance(place, Path) or not place.parent.is_dir():
        yield
        return
    # A file of its own: closing any handle of the database's would let go of SQLite's own locks.
    try:
        handle = os.open(place.with_name(f".{place.name}.held"), os.O_CREAT | os.O_RDWR, 0o600)
    except OSError:  # whose folder it is, SQLite says in its own words
        yield
        return
    try:
        _take(handle, place)
        yield
    finally:
        os.close(handle)


def _take(handle: int, place: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise RefusedError(
            f"{place} is in use by another lastdance: stop the daemon first, or give this one its "
            "own `storage.url`"
        ) from None
    except OSError:
        pass  # a disk that knows no locks
