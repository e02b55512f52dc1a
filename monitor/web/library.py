"""What pages judge by: the catalogue and the models that are in force just now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitor.domain.catalogue import Catalogue
from monitor.domain.mood import Confusion
from monitor.domain.rumour import Model


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """What is in force just now.

    Attributes:
        model: Of the estimate.
        confusions: What is known of the mistakes of those who scored moods, by scorer.
    """

    catalogue: Catalogue
    model: Model
    confusions: Mapping[str, Confusion] = field(default_factory=dict)
