"""The languages that people are told in; what programs read stays English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from monitor.domain.tongues.english import ENGLISH
from monitor.domain.tongues.french import FRENCH
from monitor.domain.tongues.german import GERMAN
from monitor.domain.tongues.italian import ITALIAN
from monitor.domain.tongues.portuguese import PORTUGUESE
from monitor.domain.tongues.spanish import SPANISH
from monitor.domain.tongues.tongue import Tongue

__all__ = ["TONGUES", "Tongue"]

TONGUES: Final[Mapping[str, Tongue]] = {
    each.code: each for each in (ENGLISH, SPANISH, PORTUGUESE, ITALIAN, FRENCH, GERMAN)
}
"""By their code of ISO 639-1."""
