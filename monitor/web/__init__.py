"""The daemon's own pages: metrics, health, and each alert with all that it rests on."""

from __future__ import annotations

from monitor.web.application import application, served
from monitor.web.desk import Desk, SourceState, Watched

__all__ = ["Desk", "SourceState", "Watched", "application", "served"]
