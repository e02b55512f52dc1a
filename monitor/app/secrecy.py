"""Which words of the configuration are secret, so that nothing we write may hold them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from pydantic import BaseModel, SecretStr

from monitor.settings import Settings

SHORTEST: Final = 6
"""Characters of the shortest word that is hidden: a shorter one stands in other words."""

LONG: Final = 12
"""The same of a part of an address, which may be a word of every day."""

_KEYS: Final = ("token", "key", "secret", "client_secret", "password")
"""How connectors call theirs; a file of theirs is read by themselves."""


def secrets_of(settings: Settings) -> tuple[str, ...]:
    """Return what must be hidden: secrets, tokens, and of addresses what opens them."""
    database = settings.storage.url.get_secret_value()
    plain = {database} if "@" not in database else set()
    found = (part for one in _secrets(settings) if one not in plain for part in _parts(one))
    return tuple({one for one in found if len(one) >= SHORTEST})


def _secrets(value: object) -> Iterator[str]:
    if isinstance(value, SecretStr):
        yield value.get_secret_value()
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _secrets(getattr(value, name))
    elif isinstance(value, Mapping):
        yield from _of_entry(value)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _secrets(one)


def _of_entry(entry: Mapping[str, Any]) -> Iterator[str]:
    for name, one in entry.items():
        if name in _KEYS and isinstance(one, str):
            yield one
        else:
            yield from _secrets(one)


def _parts(secret: str) -> Iterator[str]:
    """Yield what of a secret is one: of an address all of it, its password, and its long parts."""
    yield secret
    if "://" in secret:
        parts = urlsplit(secret)
        yield parts.password or ""
        segments = parts.path.split("/") if parts.scheme != "sqlite" else []
        values = (value for _, value in parse_qsl(parts.query))
        yield from (one for one in (*segments, *values) if len(one) >= LONG)
