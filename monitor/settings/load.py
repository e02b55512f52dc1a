"""Reads the configuration, and finds all that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from monitor.settings.check import (
    CatalogueCheck,
    ConnectorCheck,
    check,
    check_catalogue,
    check_connectors,
    check_open,
)
from monitor.settings.explain import explain
from monitor.settings.problem import ConfigurationError, Problem, nearest
from monitor.settings.resolve import resolve
from monitor.settings.shape import Settings
from monitor.settings.sources import Sources, read_environment, read_file, settings_below

Found = tuple[Settings | None, Sources | None, list[Problem]]


def load(
    path: Path | None,
    env: Mapping[str, str],
    overrides: Mapping[str, Any] | None = None,
) -> Settings:
    """Return the settings: arguments win over the environment, that over the file.

    Args:
        path: The file; None = there is none, defaults apply.
        env: The environment; of it, variables `LASTDANCE_*` with `__` between the levels.
        overrides: From arguments, nested like the file.

    Raises:
        ConfigurationError: They can't be used; it holds all that was found.
    """
    settings, _, found = _read(path, env, overrides or {})
    if settings is None or any(problem.fatal for problem in found):
        raise ConfigurationError(found)
    return settings


def problems(
    path: Path | None,
    env: Mapping[str, str],
    *,
    overrides: Mapping[str, Any] | None = None,
    connector_check: ConnectorCheck | None = None,
    catalogue_check: CatalogueCheck | None = None,
) -> list[Problem]:
    """Return all that is wrong with a configuration, warnings too; starts and makes nothing.

    Args:
        path, env, overrides: See `load`.
        connector_check, catalogue_check: What only other parts of the house can tell.
    """
    settings, sources, found = _read(path, env, overrides or {})
    if settings is None or sources is None:
        return found
    # without a file of it, whom the catalogue knows can't be said
    whole = not any(problem.key.startswith("catalogue") for problem in found)
    if connector_check is not None:
        found += check_connectors(settings, sources, connector_check)
    if catalogue_check is not None and whole:
        found += check_catalogue(settings, sources, catalogue_check)
    return found


def _read(path: Path | None, env: Mapping[str, str], overrides: Mapping[str, Any]) -> Found:
    environment, found = read_environment(env)
    try:
        sources = Sources(str(path or "defaults"), read_file(path), environment, overrides)
    except ConfigurationError as error:
        return None, None, [*found, *error.problems]
    found += _strangers(sources)
    given = {key: v for key, v in sources.merged().items() if key in Settings.model_fields}
    settings, unreadable = _readable(given, sources)
    found += unreadable
    if settings is None:
        return None, None, found
    settings, unread = resolve(settings, sources)
    found += [*unread, *check(settings, sources), *check_open(path, sources)]
    return settings, sources, found


def _readable(given: Mapping[str, Any], sources: Sources) -> tuple[Settings | None, list[Problem]]:
    """Return the settings without the tables that can't be read, and what is wrong with those."""
    try:
        return Settings(**given), []
    except ValidationError as error:
        wrong = {detail["loc"][0] for detail in error.errors() if detail["loc"]}
        found = explain(error, sources, Settings)
    try:
        return Settings(**{key: v for key, v in given.items() if key not in wrong}), found
    except ValidationError:
        return None, found


def _strangers(sources: Sources) -> list[Problem]:
    return [
        sources.problem((key,), "unknown key", _home(key))
        for key in sources.merged()
        if key not in Settings.model_fields
    ]


def _home(key: str) -> str:
    """Where a key belongs that stands at the top of the file."""
    homes = [".".join(path) for path, _ in settings_below(Settings) if path[-1] == key]
    return f"Did you mean `{homes[0]}`?" if homes else nearest(key, Settings.model_fields)
