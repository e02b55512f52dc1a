"""The languages that people are told in; what programs read stays English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from monitor.domain.told.tongues.english import ENGLISH
from monitor.domain.told.tongues.french import FRENCH
from monitor.domain.told.tongues.german import GERMAN
from monitor.domain.told.tongues.italian import ITALIAN
from monitor.domain.told.tongues.portuguese import PORTUGUESE
from monitor.domain.told.tongues.spanish import SPANISH
from monitor.domain.told.tongues.tongue import Tongue

__all__ = ["TONGUES", "Tongue"]

TONGUES: Final[Mapping[str, Tongue]] = {
    each.code: each for each in (ENGLISH, SPANISH, PORTUGUESE, ITALIAN, FRENCH, GERMAN)
}
"""By their code of ISO 639-1."""
