"""Drives connectors, and keeps how each of them is."""

from __future__ import annotations

from monitor.domain.health import Health
from monitor.ingest.intake import Intake
from monitor.ingest.standing import GAPS, SourceState

__all__ = ["GAPS", "Health", "Intake", "SourceState"]
