"""What is written to standard error: for a person, or one JSON object a line."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

_QUIET = ("aiohttp.access", "apscheduler", "alembic", "asyncio", "sqlalchemy")


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        fields = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            fields["exception"] = self.formatException(record.exc_info)
        return json.dumps(fields, ensure_ascii=True)


class _Console(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(message)s", "%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        # A text of strangers in a line must not be able to write a second one.
        head, newline, trace = super().format(record).partition("\nTraceback")
        return head.replace("\n", "\\n").replace("\r", "\\r").replace("\x1b", "") + (
            f"{newline}{trace}"
        )


def configure(level: str, form: str) -> None:
    """Write log lines of at least *level* to standard error, as `console` or `json`."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines() if form == "json" else _Console())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
