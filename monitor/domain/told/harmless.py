"""Words of strangers, made so that no chat service acts on them."""

from __future__ import annotations

import re
from typing import Final

from monitor.domain.text import quote
from monitor.domain.told.wire import plain

PAUSE: Final = "\u200b"
"""Has no width: it parts what a service would otherwise read as a mention or a link."""

_ACTIVE: Final = re.compile(
    r"([@#/$.:\uff20\uff03\uff0f\uff04\uff0e\u3002\uff61\uff1a\u2024])(?=\S)"
)


def harmless(text: str, limit: int = 300) -> str:
    """Return *text* on one line, at most *limit* characters, that mentions and links nothing.

    Whoever copies an address out of it has to mend it first: strangers lead nobody anywhere.
    """
    return _ACTIVE.sub(rf"\1{PAUSE}", quote(plain(text).replace(PAUSE, ""), limit))
