"""All that is wrong with a configuration, and what is worth a look."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import connectors
from monitor.app import ledger
from monitor.ports import RefusedError, TransientError
from monitor.settings import Problem, Settings, problems
from monitor.settings.check import Known


def mistakes(
    path: Path | None, env: Mapping[str, str], overrides: Mapping[str, Any] | None = None
) -> list[Problem]:
    """Return what is wrong with the configuration at *path*; not inside a running event loop.

    Connectors, the catalogue and the operator's own entries have their say too.
    """
    if not _zones_known():
        cure = "`apt-get install tzdata`, or `pip install tzdata` where lastdance is."
        return [Problem(place="time zones", key="", what="this machine knows none", cure=cure)]
    return problems(
        path,
        env,
        overrides=overrides,
        connector_check=connectors.config_of,
        catalogue_check=_known,
    )


def _zones_known() -> bool:
    """Whether there is time zone data, without which every club would be a mistake."""
    try:
        ZoneInfo("Europe/Madrid")
    except (OSError, ZoneInfoNotFoundError):
        return False
    return True


def _known(settings: Settings) -> Known:
    held = ledger.Ledger()
    with suppress(RefusedError, TransientError):  # the database has its say when it is opened
        held = asyncio.run(ledger.read(settings))
    catalogue = held.catalogue(settings)
    outlets = (slug for slug, source in catalogue.sources.items() if source.publishes)
    return Known(frozenset(catalogue.players), frozenset(catalogue.clubs), frozenset(outlets))
