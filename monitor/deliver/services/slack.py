"""Slack's incoming webhooks: blocks of plain text, in which nothing is markup."""

from __future__ import annotations

from typing import Any

from monitor.deliver.line import Call
from monitor.deliver.services.service import Plain, dump
from monitor.domain.told.bulletin import Bulletin

_SECTION = 3000
_HEADER = 150


class Slack(Plain):
    """An incoming webhook can't change what it posted: a correction is a message of its own."""

    def post(self, url: str, told: Bulletin, before: str | None) -> Call:
        """See `Service.post`."""
        del before
        blocks: list[dict[str, Any]] = [
            {"type": "header", "text": _plain(told.title[:_HEADER])},
            {"type": "section", "text": _plain("\n".join(told.lines)[:_SECTION] or told.title)},
        ]
        if told.said:
            said = _plain(f"\u201c{told.said}\u201d \u2013 {told.by}")
            blocks.append({"type": "context", "elements": [said]})
        doors = ((told.link_text, told.link), (told.answer_text, told.answer))
        buttons = [
            {"type": "button", "text": _plain(text), "url": url} for text, url in doors if url
        ]
        if buttons:
            blocks.append({"type": "actions", "elements": buttons})
        shape = {
            "text": escaped(told.title),  # what a lock screen shows
            "blocks": blocks,
            "unfurl_links": False,
            "unfurl_media": False,
            "parse": "none",
            "link_names": False,
        }
        return Call(url=url, content=dump(shape))


def escaped(text: str) -> str:
    """Return *text* as Slack's markup writes it: `<!channel>` and links are but signs."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _plain(text: str) -> dict[str, object]:
    return {"type": "plain_text", "text": text, "emoji": False}
