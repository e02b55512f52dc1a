"""Draws the boards with Grafana's own library; needed by `make docs` alone, and not shipped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from dashboards.drawing import connectors, daemon, overview, pairing
from dashboards.drawing.frame import Json, written

__all__ = ["BOARDS", "Json", "written"]

BOARDS: Final[Mapping[str, Callable[[], Json]]] = {
    "overview": overview.drawn,
    "pairing": pairing.drawn,
    "connectors": connectors.drawn,
    "daemon": daemon.drawn,
}
