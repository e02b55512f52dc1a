"""Drives connectors, and keeps how each of them is."""

from __future__ import annotations

from monitor.domain.health import Health
from monitor.ingest.gate import Gate
from monitor.ingest.intake import Intake
from monitor.ingest.standing import CHECKED, GAPS, SourceState

__all__ = ["CHECKED", "GAPS", "Gate", "Health", "Intake", "SourceState"]
