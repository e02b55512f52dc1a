"""Microsoft Teams' workflows: an Adaptive Card of runs of text, in which nothing is Markdown."""

from __future__ import annotations

from typing import Any

from monitor.deliver.line import Call
from monitor.deliver.services.service import Plain, dump
from monitor.domain.alert import Severity
from monitor.domain.told.bulletin import Bulletin

_COLOURS = {Severity.MAJOR: "attention", Severity.MINOR: "warning", Severity.INFO: "default"}


class Teams(Plain):
    """A workflow can't change what it posted: a correction is a message of its own."""

    def post(self, url: str, told: Bulletin, before: str | None) -> Call:
        """See `Service.post`."""
        del before
        body = [
            _block(told.title, weight="bolder", color=_COLOURS[told.severity]),
            *(_block(line) for line in told.lines),
        ]
        if told.said:
            body.append(_block(f"\u201c{told.said}\u201d \u2013 {told.by}", italic=True))
        card: dict[str, Any] = {
            "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
            "type": "AdaptiveCard",
            "version": "1.4",
            "fallbackText": told.title,
            "body": body,
        }
        doors = ((told.link_text, told.link), (told.answer_text, told.answer))
        if told.link or told.answer:
            card["actions"] = [
                {"type": "Action.OpenUrl", "title": text, "url": url} for text, url in doors if url
            ]
        kind = "application/vnd.microsoft.card.adaptive"
        attached = {"contentType": kind, "contentUrl": None, "content": card}
        shape = {"type": "message", "summary": told.title, "attachments": [attached]}
        return Call(url=url, content=dump(shape))


def _block(text: str, **look: object) -> dict[str, Any]:
    run = {"type": "TextRun", "text": text, **look}
    return {"type": "RichTextBlock", "inlines": [run]}
