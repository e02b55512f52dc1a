"""What daemons of the nursery are born with."""

from __future__ import annotations

from monitor.app.parts import open_bench
from tests.faults import nursery

__all__ = ["nursery"]

open_bench()
