"""What a connector is given, and what it is configured with."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Annotated, Final

from aiohttp import ClientSession
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr

from connectors.http import Asker, Heard, Hosts
from monitor.domain.catalogue import Account, Catalogue
from monitor.domain.duration import parse_duration
from monitor.domain.seal import SECRET_BYTES, Seal
from monitor.ports import Clock, Interest


def _span(value: object) -> object:
    if isinstance(value, str):
        return parse_duration(value)
    if isinstance(value, timedelta):
        return value
    raise ValueError("a duration is text such as 30s, 5m, 24h or 30d")


Duration = Annotated[timedelta, BeforeValidator(_span)]

Timeout = Annotated[
    Duration,
    Field(
        gt=timedelta(0),
        le=timedelta(minutes=2),
        description="Longest time for one request.",
    ),
]

Sweep = Annotated[
    Duration,
    Field(
        ge=timedelta(minutes=10),
        le=timedelta(hours=24),
        description="How often it is asked of what was passed on whether it still stands.",
    ),
]

HttpUrl = Annotated[str, Field(pattern=r"^https?://[^\s/?#]+/?$")]
"""Where a server stands, without a path."""


class ConnectorConfig(BaseModel):
    """One entry of `[[connectors]]`; each connector adds keys of its own."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    type: str = Field(description="Which connector: the name of its module.")
    name: str = Field(
        pattern=r"^[a-z0-9][a-z0-9-]{0,39}$",
        description="What it is called in metrics and alerts, and under which its place in the "
        "source is remembered.",
        examples=["bluesky"],
    )


_LONGEST_SECRET: Final = 65_536


def credential(name: str, value: SecretStr | None, file: Path | None) -> str | None:
    """Return the credential that stands under *name* or in the file under *name*_file, if any.

    Raises:
        ValueError: It stands in both, or the file can't be read.
    """
    if file is None:
        return None if value is None else value.get_secret_value()
    if value is not None:
        raise ValueError(f"{name} stands beside {name}_file; keep one of them")
    try:
        with file.open("rb") as stream:
            return stream.read(_LONGEST_SECRET).decode("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        raise ValueError(f"{name}_file: {str(file)!r} can't be read: {why}") from None


class UnknownConnectorError(ValueError):
    """There is no connector of that type."""

    def __init__(self, kind: str, known: Sequence[str]) -> None:
        super().__init__(f"no connector of type {kind[:40]!r}; known are {', '.join(known)}")


def _ignore(name: str, status: str) -> None:
    del name, status


def _unheard(name: str, heard: Heard) -> None:
    del name, heard


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What connectors need of the house.

    Attributes:
        accounts: The catalogue's accounts as they are now; the same object until they change.
        catalogue: All of it, for those who ask by names; the same object until it changes.
        contact: Where the operator can be reached; every server that is asked reads it.
        report: Told what a connector (by its configured name) is up to, in a few words.
        rest: Told that a connector has nothing to do, and why, until it reports anew.
        hosts: What each server grants, for all connectors together.
        seal: Hides what a cursor must name of private people.
        name: Configured name of the connector whose context it is.
        heard: Told of each answer that a connector (by that name) got.
    """

    session: ClientSession
    clock: Clock
    interest: Interest
    accounts: Callable[[], Sequence[Account]]
    report: Callable[[str, str], None] = _ignore
    rest: Callable[[str, str], None] = _ignore
    hosts: Hosts = field(default_factory=Hosts)
    seal: Seal = field(default_factory=lambda: Seal(secrets.token_bytes(SECRET_BYTES)))

    catalogue: Callable[[], Catalogue] = Catalogue
    contact: str | None = None
    name: str = ""
    heard: Callable[[str, Heard], None] = _unheard

    @property
    def asker(self) -> Asker:
        """Asks servers, each in its turn."""
        heard = partial(self.heard, self.name)
        return Asker(self.session, self.clock, self.hosts, heard=heard)
