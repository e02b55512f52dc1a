"""What is written to standard error: for a person, or one JSON object a line.

A record may carry `fields` (`extra={"fields": {...}}`): ids and numbers beside its message.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

_QUIET = ("aiohttp", "apscheduler", "alembic", "asyncio", "sqlalchemy")

SPAN: Final = 60.0
"""Seconds in which the same complaint is written a few times; the rest is counted."""

AT_MOST: Final = 3
_KNOWN: Final = 500
"""Complaints that are remembered."""

_OWN: Final = frozenset({"time", "level", "logger", "message"})

HIDDEN: Final = "[hidden]"

_STEERS: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_BREAKS: Final = re.compile(rf"{_STEERS.pattern}|\n")


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        fields = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **{name: one for name, one in _fields(record).items() if name not in _OWN},
        }
        if record.exc_info:
            fields["exception"] = self.formatException(record.exc_info)
        return json.dumps(fields, ensure_ascii=True, default=str)


class _Console(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(message)s", "%H:%M:%S")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        more = "".join(f" {name}={_short(value)}" for name, value in _fields(record).items())
        line = super().formatMessage(record) + (f" |{more}" if more else "")
        # a text of strangers in a line must not be able to write a second one, or steer a terminal
        return _BREAKS.sub(_escaped, line)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's own name
        return _STEERS.sub(_escaped, super().formatException(ei))


class _Repeats(logging.Filter):
    """Lets the same complaint through a few times a minute, and says how many were left out."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: OrderedDict[tuple[str, str], tuple[float, int]] = OrderedDict()

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.WARNING:
            return True
        complaint = record.name, record.getMessage()
        since, times = self._seen.pop(complaint, (record.created, 0))
        if not 0 <= record.created - since < SPAN:
            if times > AT_MOST:
                record.fields = {**_fields(record), "left_out": times - AT_MOST}
            since, times = record.created, 0
        self._seen[complaint] = since, times + 1
        if len(self._seen) > _KNOWN:
            self._seen.popitem(last=False)
        return times < AT_MOST


class _Handler(logging.StreamHandler[Any]):
    """Writes lines in which no secret stands, whoever has put one there."""

    def __init__(self, secrets: Sequence[str]) -> None:
        super().__init__(sys.stderr)
        self._secrets = sorted(secrets, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, HIDDEN)
        return line


def configure(level: str, form: str, secrets: Sequence[str] = ()) -> None:
    """Write log lines of at least *level* to standard error, as `console` or `json`.

    Args:
        secrets: What is hidden wherever it occurs.
    """
    handler = _Handler(secrets)
    handler.setFormatter(_Lines() if form == "json" else _Console())
    handler.addFilter(_Repeats())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode()


def _fields(record: logging.LogRecord) -> Mapping[str, Any]:
    fields: Mapping[str, Any] = getattr(record, "fields", {})
    return fields


def _short(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, Mapping):
        return ",".join(f"{name}:{_short(one)}" for name, one in value.items()) or "-"
    text = str(value)
    return json.dumps(text, ensure_ascii=False) if " " in text or not text else text
