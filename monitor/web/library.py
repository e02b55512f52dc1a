"""What pages judge by: the catalogue and the models that are in force just now."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.domain.catalogue import Catalogue
from monitor.domain.rumour import Model


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """What is in force just now.

    Attributes:
        model: Of the estimate.
    """

    catalogue: Catalogue
    model: Model
