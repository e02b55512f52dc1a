"""Columns of gossip: they name many moves and hardly ever one that happens."""

from __future__ import annotations

from typing import Final

from monitor.domain import phrases
from monitor.domain.phrases import Phrasebook

_SAYS_SO: Final = """
    gossip; rumour/rumours/rumor/rumors; paper talk
    transfer/transfers/football/latest news/latest; news latest/update/live/now
    rumores; rumores de fichajes; ultimas noticias de fichajes; mercado ao minuto
    voci di mercato; ultime di mercato; tutte le voci; rumeur/rumeurs; le journal du mercato
    gerucht/geruchte/geruchtekuche; transferticker; transfer ticker
"""
"""Measured for English (FTR-18: 4 of 66 rumours that such columns named came true, 26 of all 160);
phrases of other languages are written after these."""

_BOOK: Final = Phrasebook(
    (phrase.strip(), True)
    for line in _SAYS_SO.strip().splitlines()
    for phrase in line.split(";")
    if phrase.strip()
)
_HEADLINE: Final = 40


def gossip(folded: str) -> bool:
    """Whether a text calls itself gossip, or a round-up of news, in its first 40 words."""
    return bool(_BOOK.find(phrases.split(folded[:1_000])[:_HEADLINE]))
