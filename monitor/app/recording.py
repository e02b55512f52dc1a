"""Records what servers answer a connector, as a fixture with nobody in it."""

from __future__ import annotations

import asyncio
import io
import json
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

import connectors
from connectors.http import Heard
from connectors.recordings.redacting import Redacting
from connectors.recordings.showing import shown
from monitor.app.tryout import try_out
from monitor.domain.activity import Activity
from monitor.ports import Clock
from monitor.settings import Settings

WITHIN: Final = timedelta(minutes=1)
MOST: Final = 50
"""Answers of one recording."""

_OURS: Final = frozenset({"type", "name", "every", "sweep", "accounts", "stream", "dialect"})
"""Settings that say nothing of anybody."""

_CREDENTIALS: Final = ("token", "secret", "key", "password", "_file")


async def fixture(
    settings: Settings, entry: Mapping[str, Any], clock: Clock
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the fixture of one look, and what went wrong.

    Raises:
        CatalogueError: The catalogue can't be used.
    """
    heard: list[Heard] = []

    def note(_: str, one: Heard) -> None:
        if len(heard) < MOST:
            heard.append(one)

    found = await try_out(settings, entry, clock, span=WITHIN, report=lambda *_: None, heard=note)
    return await asyncio.to_thread(made_of, entry, heard, clock), found.errors


def made_of(entry: Mapping[str, Any], heard: list[Heard], clock: Clock) -> dict[str, Any]:
    """Return the fixture that *heard* comes to; persons are replaced alike in all of it."""
    redacting = Redacting(secrets.token_bytes(32))
    answers = [shown(one, redacting) for one in heard]
    made: dict[str, Any] = {
        "config": {key: _setting(key, value, redacting) for key, value in entry.items()},
        "at": (heard[-1].at if heard else clock.now()).isoformat(),
        "start": None,
        "expect": [],
        "resumed": [],
        "dropped": {},
    }
    stream = io.BytesIO(json.dumps({"answers": answers}).encode())
    read = connectors.decode(str(entry["type"]), stream, clock.now())
    acts = [one for one in read if isinstance(one, Activity)]
    made["decoded"] = [[act.verb.value, act.record or act.object] for act in acts]
    return {**made, "answers": answers}


def _setting(key: str, value: Any, redacting: Redacting) -> Any:
    if any(word in key for word in _CREDENTIALS):
        return "-"
    if isinstance(value, str) and "://" in value:
        return redacting.url(value, asked=True)
    return value if key in _OURS else redacting.value(value, key)
