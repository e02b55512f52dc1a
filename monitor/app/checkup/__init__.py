"""A look at a whole installation, part by part; nothing is changed by it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from monitor.app.checkup import keeping, naming, place, reaching
from monitor.app.checkup.around import Around
from monitor.app.mistakes import mistakes
from monitor.domain.checkup import Finding, Grade, good, note
from monitor.settings import ConfigurationError, Settings, load

__all__ = ["Around", "examine"]


def examine(
    path: Path | None,
    env: Mapping[str, str],
    around: Around,
    overrides: Mapping[str, Any] | None = None,
) -> list[Finding]:
    """Return how everything is; not inside a running event loop.

    Args:
        path: The configuration file; None = there is none.
        around: What is looked at besides.
    """
    found = list(_configuration(path, env, overrides))
    try:
        settings = load(path, env, overrides or {})
    except ConfigurationError:
        cure = "Mend the configuration first, and look again."
        return [*found, note("the rest", "was not looked at", cure)]
    return [*found, *asyncio.run(_rest(settings, around))]


def _configuration(
    path: Path | None, env: Mapping[str, str], overrides: Mapping[str, Any] | None
) -> Iterator[Finding]:
    found = mistakes(path, env, overrides)
    for problem in found:
        where = f"{problem.place}: {problem.key}" if problem.key else problem.place
        grade = Grade.ERROR if problem.fatal else Grade.WARNING
        yield Finding("configuration", grade, f"{where}: {problem.what}", problem.cure)
    if path is None:
        what = "there is no lastdance.toml here: the defaults hold"
        yield note("configuration", what, "`lastdance init` writes one.")
    elif not found:
        yield good("configuration", f"{path} is usable")


async def _rest(settings: Settings, around: Around) -> list[Finding]:
    running = await place.daemon(settings)
    found = [*naming.files(settings, around.config), *naming.zones()]
    found += await keeping.database(settings, around)
    found += await naming.catalogue(settings, around.clock.now().date())
    sources, offsets = await reaching.sources(settings, running, around)
    found += [*sources, reaching.clock(offsets)]
    found += await reaching.receivers(settings, around)
    found += [*place.port(settings, running), *place.links(settings), *place.boot(around)]
    return found
