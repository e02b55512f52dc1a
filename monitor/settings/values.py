"""Kinds of values that settings have, and what is refused at once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr

from monitor.domain.duration import parse_duration
from monitor.domain.signing import decode_secret
from monitor.settings.secrets import decode_hex

NO_LIMIT: Final = "unlimited"
"""Stands for any number of pushes."""

OFF: Final = "off"
"""Stands for no digest."""

_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]{0,30}", re.ASCII | re.IGNORECASE)
_HOUR: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
_MAILBOX: Final = re.compile(r"mailto:[\w.+-]{1,64}@[\w.-]{1,120}", re.ASCII)


def _span(value: object) -> object:
    if isinstance(value, str):
        return parse_duration(value)
    if isinstance(value, timedelta):
        return value
    raise ValueError("a duration is text such as 30s, 5m, 24h or 30d")


def _http_url(value: str) -> str:
    try:
        parts = urlsplit(value)
        port_is_fine = parts.port != 0
    except ValueError:
        raise ValueError("not a web address") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or not port_is_fine:
        raise ValueError("not a web address: it starts with https:// and names a host")
    return value


def _contact(value: str) -> str:
    if _MAILBOX.fullmatch(value):
        return value
    if not value.isascii() or not value.isprintable() or len(value) > 200 or " " in value:
        raise ValueError("neither mailto:SOMEBODY@HOST nor a web address")
    return _http_url(value)


def _secret_http_url(value: SecretStr) -> SecretStr:
    _http_url(value.get_secret_value())
    return value


def _channel_url(value: SecretStr) -> SecretStr:
    text = value.get_secret_value()
    scheme, colon, rest = text.partition("://")
    if not colon or not rest or not _SCHEME.fullmatch(scheme) or not text.isprintable():
        raise ValueError("not an address: it is of the form SCHEME://...")
    try:
        _ = urlsplit(text).port
    except ValueError:
        raise ValueError("not an address that can be read") from None
    return value


def _limit(value: object) -> object:
    if value == NO_LIMIT:
        return None
    number = value
    if isinstance(value, str) and value.isascii() and value.isdigit():
        number = int(value)
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= 10_000:
        raise ValueError(f'neither a number of pushes (0 to 10000) nor "{NO_LIMIT}"')
    return number


def _hour(value: str) -> str:
    if value != OFF and not _HOUR.fullmatch(value):
        raise ValueError(f'neither a time of day such as "08:00" nor "{OFF}"')
    return value


def _timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise ValueError("no time zone of that name is known here") from None
    return value


def _database(value: SecretStr) -> SecretStr:
    url = value.get_secret_value()
    if url.startswith("sqlite:///") and len(url) > len("sqlite:///"):
        return value
    if url.startswith("postgresql://"):
        try:
            parts = urlsplit(url)
            _ = parts.port
        except ValueError:
            parts = None
        if parts is None or "@" in f"{parts.path}{parts.query}{parts.fragment}":
            raise ValueError(
                "its password holds a character that stands for something else: write @ as %40, "
                "/ as %2F, ? as %3F, # as %23, : as %3A, [ as %5B, ] as %5D"
            )
        if parts.path.strip("/"):
            return value
    raise ValueError("neither sqlite:///FILE nor postgresql://USER@HOST/DATABASE")


def _listen(value: str) -> str:
    host, port = split_listen(value)
    if not host or not 0 <= port <= 65535:  # 0: any free port
        raise ValueError("not HOST:PORT")
    return value


def split_listen(value: str) -> tuple[str, int]:
    """Return host and port of "127.0.0.1:8642" or "[::1]:8642"; a host without brackets.

    Raises:
        ValueError: It isn't of that form.
    """
    host, colon, port = value.rpartition(":")
    if not colon or not port.isascii() or not port.isdigit() or (":" in host and host[0] != "["):
        raise ValueError("not HOST:PORT")
    return host.strip("[]"), int(port)


def _signing(value: SecretStr) -> SecretStr:
    decode_secret(value.get_secret_value())
    return value


def _sealing(value: SecretStr) -> SecretStr:
    decode_hex(value.get_secret_value())
    return value


def _some(value: tuple[str, ...]) -> tuple[str, ...]:
    if not value:
        raise ValueError("is empty: nothing would ever be sent")
    return value


Duration = Annotated[timedelta, BeforeValidator(_span)]
Contact = Annotated[str, AfterValidator(_contact)]
HttpUrl = Annotated[str, AfterValidator(_http_url)]
SecretUrl = Annotated[SecretStr, AfterValidator(_secret_http_url)]
ChannelUrl = Annotated[SecretStr, AfterValidator(_channel_url)]
Limit = Annotated[int | None, BeforeValidator(_limit)]
Hour = Annotated[str, AfterValidator(_hour)]
Timezone = Annotated[str, AfterValidator(_timezone)]
DatabaseUrl = Annotated[SecretStr, AfterValidator(_database)]
Listen = Annotated[str, AfterValidator(_listen)]
SigningSecret = Annotated[SecretStr, AfterValidator(_signing)]
SealingSecret = Annotated[SecretStr, AfterValidator(_sealing)]
Token = Annotated[SecretStr, Field(min_length=16)]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
HeaderName = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9-]{0,63}$")]
Subtag = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$")]
Told = Literal[
    "act.notable", "story.started", "story.updated", "story.ended", "story.confirmed",
    "claim.stage_changed", "sensitive.surge", "alert.corrected", "digest.daily",
    "connector.stale", "delivery.disabled",
]  # fmt: skip
Kinds = Annotated[tuple[Told, ...], AfterValidator(_some)]
