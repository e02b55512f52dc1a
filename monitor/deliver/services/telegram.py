"""Telegram's bots: text without markup; what was posted can be changed later."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit, urlunsplit

from monitor.deliver.line import Call
from monitor.deliver.services.service import answered, dump, wait
from monitor.domain.told.bulletin import Bulletin

_BOT: Final = re.compile(r".*/bot[0-9]+:[A-Za-z0-9_-]+")
_CHAT: Final = re.compile(r"-?[0-9]{1,20}|@[A-Za-z0-9_]{1,40}")
_TEXT: Final = 4000
"""Units of UTF-16; at 4,096 Telegram refuses."""


class Telegram:
    """Corrections take the place of what they correct, and answer it; see `Service`."""

    def fault(self, url: str) -> str | None:
        """See `Service.fault`."""
        parts = urlsplit(url)
        if not _BOT.fullmatch(parts.path.rstrip("/")) or not _CHAT.fullmatch(_chat(url)):
            return "its url is not that of a bot: https://api.telegram.org/botTOKEN?chat_id=CHAT"
        return None

    def post(self, url: str, told: Bulletin, before: str | None) -> Call:
        """See `Service.post`."""
        shape = _shape(url, told)
        if before is not None:
            shape["reply_parameters"] = {
                "message_id": int(before),
                "allow_sending_without_reply": True,
            }
        if told.alert is None or told.quiet:
            shape["disable_notification"] = True
        return Call(url=_method(url, "sendMessage"), content=dump(shape), listens=True)

    def edit(self, url: str, receipt: str, told: Bulletin) -> Call | None:
        """See `Service.edit`."""
        shape = {**_shape(url, told), "message_id": int(receipt)}
        return Call(url=_method(url, "editMessageText"), content=dump(shape), listens=True)

    def receipt(self, answer: bytes) -> str | None:
        """See `Service.receipt`."""
        result = answered(answer).get("result")
        ident = result.get("message_id") if isinstance(result, dict) else None
        return str(ident) if type(ident) is int and 0 < ident < 2**53 else None

    def asked(self, answer: bytes) -> timedelta | None:
        """See `Service.asked`."""
        parameters = answered(answer).get("parameters")
        return wait(parameters.get("retry_after")) if isinstance(parameters, dict) else None


def _shape(url: str, told: Bulletin) -> dict[str, Any]:
    whole = f"{told.title}\n{told.text}".encode("utf-16-le", "replace")
    text = whole[: 2 * _TEXT].decode("utf-16-le", "ignore")
    return {
        "chat_id": _chat(url),
        "text": text,
        # No parse_mode, so nothing is markup; the title is bold by its place alone.
        "entities": [{"type": "bold", "offset": 0, "length": _units(told.title)}],
        "link_preview_options": {"is_disabled": True},
    }


def _units(text: str) -> int:
    """Return the length of *text* as Telegram counts: in UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def _chat(url: str) -> str:
    return next(iter(parse_qs(urlsplit(url).query).get("chat_id", ())), "")


def _method(url: str, name: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{name}", query=""))
