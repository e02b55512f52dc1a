"""ntfy: plain text to a topic."""

from __future__ import annotations

import base64
from typing import Any, Final
from urllib.parse import unquote, urlsplit, urlunsplit

from monitor.deliver.line import Call
from monitor.deliver.services.service import Plain, dump
from monitor.domain.alert import Severity
from monitor.domain.told.bulletin import Bulletin

_PRIORITY: Final = {Severity.MAJOR: 4, Severity.MINOR: 3, Severity.INFO: 2}
_SILENT: Final = 2
_TEXT: Final = 3500
"""Characters; 4,096 bytes and more become a file."""


class Ntfy(Plain):
    """What was published stays: a correction is a message of its own."""

    def fault(self, url: str) -> str | None:
        """See `Service.fault`."""
        if not _topic(url):
            return "its url names no topic; give one such as https://ntfy.sh/TOPIC"
        return None

    def post(self, url: str, told: Bulletin, before: str | None) -> Call:
        """See `Service.post`; user and password, or a token as password, may be in the url."""
        del before
        parts = urlsplit(url)
        folder = parts.path.rstrip("/").rpartition("/")[0]
        place = parts.netloc.rpartition("@")[2]
        shape: dict[str, Any] = {
            "topic": _topic(url),
            "title": told.title,
            "message": _fitting(told.text),
            "priority": _SILENT if told.quiet else _PRIORITY[told.severity],
        }
        if told.link:
            shape["click"] = told.link
        headers = {}
        if parts.password is not None:
            user = f"{unquote(parts.username or '')}:{unquote(parts.password)}".encode()
            headers["Authorization"] = f"Basic {base64.b64encode(user).decode('ascii')}"
        bare = urlunsplit((parts.scheme, place, f"{folder}/", "", ""))
        return Call(url=bare, content=dump(shape), headers=headers)


def _topic(url: str) -> str:
    return urlsplit(url).path.rstrip("/").rpartition("/")[2]


def _fitting(text: str) -> str:
    return text.encode()[:_TEXT].decode("utf-8", "ignore")
