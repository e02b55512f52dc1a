"""The daemon's own pages: metrics, health, and each alert with all that it rests on."""

from __future__ import annotations

from monitor.web.api.newsstand import Newsstand
from monitor.web.application import application, served
from monitor.web.desk import Answered, Desk, Door, Receipt, SourceState, TooMuchError
from monitor.web.library import Library
from monitor.web.receiving import shown

__all__ = [
    "Answered",
    "Desk",
    "Door",
    "Library",
    "Newsstand",
    "Receipt",
    "SourceState",
    "TooMuchError",
    "application",
    "served",
    "shown",
]
