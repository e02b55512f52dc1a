"""Where activities come from: one module a platform.

A connector is a module of this package, and its name is the `type` in the configuration. It
holds `Config`, `Connector`, which is made from one, and `decode`, which reads one raw line of
that platform. What they share stands in `contract` and in packages: `wire` (reading), `http`
(asking), `lists` (what is new on a list, and who stands on it), `lookup` (asking for single
records), `recordings` (what servers once answered). What one of them needs for itself stands in a
package too: `feeds`, `jetstream`, `timelines` (Mastodon), `xrpc` (Bluesky's lists).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import IO, Any, cast

from connectors import recordings
from connectors.contract import ConnectorConfig, Context, UnknownConnectorError
from connectors.lookup import Lookups
from connectors.recordings import Recorded
from connectors.wire.reading import Unhandled, UnreadableError, cut, lines
from connectors.wire.sights import Sights
from monitor.domain.activity import Activity
from monitor.domain.catalogue import Account
from monitor.ports import Connector, DeadLetter, Presence, Sample

__all__ = [
    "Connector",
    "ConnectorConfig",
    "Context",
    "Lookups",
    "Unhandled",
    "UnknownConnectorError",
    "capabilities",
    "config_of",
    "decode",
    "expected_bytes_per_day",
    "load",
    "names",
    "objects",
    "presences",
    "summary",
]

_SHARED = frozenset({"contract"})


def names() -> list[str]:
    """Return every connector type there is, sorted."""
    return sorted(
        module.name
        for module in iter_modules(__path__)
        if not module.ispkg and module.name not in _SHARED
    )


def summary(name: str) -> str:
    """Return in one sentence what connectors of this type read.

    Raises:
        UnknownConnectorError: There is no such type.
    """
    return (_module(name).__doc__ or "").partition("\n")[0]


def capabilities(name: str) -> Sights:
    """Return which interactions connectors of this type see.

    Raises:
        UnknownConnectorError: There is no such type.
    """
    return cast("Sights", _module(name).CAPABILITIES)


def config_of(entry: Mapping[str, Any]) -> ConnectorConfig:
    """Return what one `[[connectors]]` table configures.

    Raises:
        UnknownConnectorError: Its `type` is none of `names()`.
        pydantic.ValidationError: A key of it is missing, unknown or wrong.
    """
    return cast("ConnectorConfig", _module(entry.get("type")).Config(**entry))


def expected_bytes_per_day(
    config: ConnectorConfig, accounts: Sequence[Account] = ()
) -> float | None:
    """Return about how many bytes a day a connector brings in; None where nobody can tell.

    Args:
        accounts: The catalogue's.
    """
    expected = getattr(_module(config.type), "expected_bytes_per_day", None)
    return None if expected is None else float(expected(config, accounts))


def load(entry: Mapping[str, Any], context: Context) -> Connector:
    """Make the connector that one `[[connectors]]` table describes; errors as in `config_of`."""
    config = config_of(entry)
    return cast(
        "Connector", _module(config.type).Connector(config, replace(context, name=config.name))
    )


def objects(context: Context, entries: Iterable[Mapping[str, Any]]) -> Lookups:
    """Return what looks records up on the platforms of these `[[connectors]]` tables.

    A module that can look up holds `lookup(config, context)`; of several connectors to one
    platform the first one's settings are taken.
    """
    lookups = Lookups()
    for config in map(config_of, entries):
        module = _module(config.type)
        if hasattr(module, "lookup"):
            lookups.by_platform.setdefault(*module.lookup(config, context))
    return lookups


def presences(context: Context, entries: Iterable[Mapping[str, Any]]) -> dict[str, Presence]:
    """Return by platform who says whether what these `[[connectors]]` tables bring still stands.

    A module whose platform can be asked for that holds `recheck(config, context)`; of several
    connectors to one platform the first one's settings are taken.
    """
    found: dict[str, Presence] = {}
    for config in map(config_of, entries):
        module = _module(config.type)
        if hasattr(module, "recheck"):
            found.setdefault(*module.recheck(config, context))
    return found


def decode(
    kind: str, stream: IO[bytes], seen_at: datetime
) -> Iterator[Activity | Sample | Unhandled | DeadLetter]:
    """Yield what the connector type *kind* makes of each line of *stream*, blank ones left out.

    A module whose documents are no lines holds `decode_all(stream, seen_at)` and reads them whole;
    one that asks servers holds `decode_answers(answers, seen_at)` and reads recordings of them.

    Args:
        seen_at: For dead letters, and for lines that name no time.

    Raises:
        UnknownConnectorError: There is no such type.
    """
    module = _module(kind)
    if hasattr(module, "decode_all"):
        yield from module.decode_all(stream, seen_at)
        return
    if hasattr(module, "decode_answers"):
        yield from _answered(module, kind, stream, seen_at)
        return
    read = module.decode
    for number, line in enumerate(lines(stream), 1):
        if not line.strip():
            continue
        try:
            yield read(line, seen_at)
        except UnreadableError as error:
            yield DeadLetter(
                connector=kind,
                place=f"line {number}",
                raw=cut(line),
                reason=error.reason,
                detail=error.detail,
                seen_at=seen_at,
            )


def _answered(
    module: ModuleType, kind: str, stream: IO[bytes], seen_at: datetime
) -> Iterator[Activity | Sample | Unhandled | DeadLetter]:
    """Yield what a module makes of recorded answers; a broken part stands for itself alone."""
    unread: list[UnreadableError] = []
    at = Recorded(place="the recording")

    def sound() -> Iterator[Recorded]:
        nonlocal at
        for found in recordings.read(stream):
            if isinstance(found, UnreadableError):
                unread.append(found)
            else:
                at = found
                yield found

    def letters(*errors: UnreadableError) -> Iterator[DeadLetter]:
        for error in errors:
            yield DeadLetter(
                connector=kind,
                place=at.place,
                raw=cut(at.body),
                reason=error.reason,
                detail=error.detail,
                seen_at=seen_at,
            )

    for found in module.decode_answers(sound(), seen_at):
        yield from letters(*unread)
        unread.clear()
        if isinstance(found, UnreadableError):
            yield from letters(found)
        else:
            yield found
    yield from letters(*unread)


def _module(kind: object) -> ModuleType:
    if kind not in names():
        raise UnknownConnectorError(str(kind or ""), names())
    return import_module(f"{__name__}.{kind}")
