"""How strong a rumour was at a time, as it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.domain.catalogue import Pairing
from monitor.domain.rumour import Strength


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """How strong the rumour of a pairing was at a time."""

    pairing: Pairing
    at: datetime
    strength: Strength
