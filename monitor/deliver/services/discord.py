"""Discord's webhooks: one embed; what was posted can be changed later."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

from monitor.deliver.line import Call
from monitor.deliver.services.service import COLOURS, answered, dump, wait
from monitor.domain.told.bulletin import Bulletin

_MARKUP: Final = re.compile(r"([\\*_~`|>\[\]()<#+\-!])")
_ID: Final = re.compile(r"[0-9]{1,25}")
_TEXT: Final = 4000
_SILENT: Final = 1 << 12
"""The flag of messages that notify nobody."""


class Discord:
    """Corrections take the place of what they correct; see `Service`."""

    def fault(self, url: str) -> str | None:
        """Any web address may be a relay of one's own."""
        del url
        return None

    def post(self, url: str, told: Bulletin, before: str | None) -> Call:
        """See `Service.post`; `wait` makes it say by what it knows the message."""
        del before
        parts = urlsplit(url)
        query = "&".join(filter(None, (parts.query, "wait=true")))
        shape = _shape(told) | ({"flags": _SILENT} if told.quiet else {})
        return Call(url=urlunsplit(parts._replace(query=query)), content=dump(shape), listens=True)

    def edit(self, url: str, receipt: str, told: Bulletin) -> Call | None:
        """See `Service.edit`."""
        parts = urlsplit(url)
        path = f"{parts.path.rstrip('/')}/messages/{receipt}"
        return Call(
            url=urlunsplit(parts._replace(path=path)), content=dump(_shape(told)), method="PATCH"
        )

    def receipt(self, answer: bytes) -> str | None:
        """See `Service.receipt`."""
        ident = answered(answer).get("id")
        return ident if isinstance(ident, str) and _ID.fullmatch(ident) else None

    def asked(self, answer: bytes) -> timedelta | None:
        """See `Service.asked`: seconds with a fraction."""
        return wait(answered(answer).get("retry_after"))


def escaped(text: str) -> str:
    """Return *text* so that nothing in it is Markdown."""
    return _MARKUP.sub(r"\\\1", text)


def _shape(told: Bulletin) -> dict[str, Any]:
    quoted = f"\n\u201c{escaped(told.said)}\u201d \u2013 {escaped(told.by)}" if told.said else ""
    text = escaped("\n".join(told.lines))
    answer = f"\n[{escaped(told.answer_text)}]({told.answer})" if told.answer else ""
    embed: dict[str, Any] = {
        "description": f"{text}{quoted}"[: _TEXT - len(answer)] + answer,
        "color": COLOURS[told.severity],
    }
    if told.link:
        embed |= {"title": told.link_text, "url": told.link}
    return {
        "content": escaped(told.title),  # what a lock screen shows
        "embeds": [embed],
        "allowed_mentions": {"parse": []},
    }
