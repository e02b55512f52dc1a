"""Reads what is given before anything is judged: the catalogue, the constants of the estimate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from monitor.domain.catalogue import Catalogue, Watch
from monitor.domain.rumour import Model
from monitor.judges import register, strength
from monitor.ports import RefusedError
from monitor.settings import Settings

Entries = Sequence[tuple[str, str, Mapping[str, Any]]]


def read_catalogue(
    settings: Settings,
    entries: Entries = (),
    version: int = 0,
    resolved: Mapping[tuple[str, str], str] | None = None,
) -> Catalogue:
    """Return the catalogue: starter data, the user's files, what is in the database.

    Args:
        entries: Rows of the database: kind, slug, body.
        version: Of those rows.
        resolved: Stable ids by (platform, handle), for accounts that are given by handle.

    Raises:
        ValueError: It can't be used; the message names each place with its cure.
    """
    catalogue = register.load(**_given(settings, entries))
    ids = resolved or {}
    accounts = [
        account if account.id else replace(account, id=ids.get((account.platform, account.handle)))
        for account in catalogue.accounts
    ]
    return replace(catalogue, accounts=tuple(accounts), version=version)


def traces(files: Sequence[Path]) -> Sequence[tuple[int, ...] | None]:
    """Return by what a change of each of *files* shows; None for one that can't be looked at."""
    return [_trace(file) for file in files]


def _trace(file: Path) -> tuple[int, ...] | None:
    try:
        seen = file.stat()
    except OSError:
        return None
    return seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns


def read_model(settings: Settings) -> Model:
    """Return the constants of the estimate: the operator's own, else those that come along.

    Raises:
        RefusedError: The file can't be used.
    """
    try:
        return strength.chosen(settings.rumour.model)
    except (OSError, ValueError) as error:
        raise RefusedError(f"rumour.model: {error}") from error


def read_written(settings: Settings, entries: Entries = ()) -> list[register.Written]:
    """Return every entry that holds, with its place; arguments and errors as above."""
    return register.gather(**_given(settings, entries))


def _given(settings: Settings, entries: Entries) -> dict[str, Any]:
    return {
        "files": [Path(file) for file in settings.catalogue.files],
        "starter": settings.catalogue.starter,
        "entries": entries,
        "watch": [Watch(watched.player, watched.club) for watched in settings.watch],
    }
