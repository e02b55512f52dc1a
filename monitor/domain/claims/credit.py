"""Whether a source is named as the one whose word a text passes on."""

from __future__ import annotations

import re
from typing import Final

_REACH: Final = 48
"""Characters before a name that are looked at."""

_HEAD = re.compile(r"(?:^|\n)[^\w\n]*(?:the |die |el |la |il )?$")
_COLON = re.compile(r"(?:[- ](?:bericht|info|infos|report|exclusive|exklusiv))? ?:(?!\w)")
_TAIL = re.compile(r"(?: [-|\u2013\u2014]|\b(?:source|fuente|fonte|quelle|via|per):?) ?$")
_END = re.compile(r"[\s.!)\]]*(?:(?:https?://|#)\S++(?:[^\S\n]++|(?=\n)|$))*+(?:$|\n)")
_SAYS = re.compile(
    r"(?:'s)? (?:(?:have|has|also|now|are|is|ya|ha|han|ja|hat|a) ){0,2}"
    r"(?:says?|said|claims?|claimed|reports?|reported|reporting|writes?|wrote|understands?|"
    r"suggests?|reveals?|revealed|states?|believes?|learn(?:s|ed|t)|"
    r"asegura|informa|afirma|publica|adelanta|avanza|revela|cuenta|desvela|"
    r"noticia|avanca|adianta|garante|escreve|"
    r"riporta|riferisce|scrive|rivela|svela|assicura|"
    r"rapporte|affirme|revele|assure|indique|croit savoir|"
    r"berichtet|meldet|schreibt|vermeldet|enthullt|zufolge|will wissen)\b"
)
_SAID = re.compile(
    r"(?:\b(?:says?|claims?|reports?|told|tells?|tell|reports in|reported by|revealed by|"
    r"according to|asegura|informa|afirma|publica|adelanta|avanza|revela|cuenta|desvela|"
    r"podido saber|noticia|avanca|adianta|garante|escreve|riporta|riferisce|scrive|rivela|svela|"
    r"riportato da|raccolto da|rapporte|affirme|revele|assure|indique|"
    r"berichtet|meldet|schreibt|vermeldet|bericht (?:der|des|von)|informationen (?:der|des|von)|"
    r"segundo|de acordo com|segun|secondo|selon|d'apres|laut))"
    r" (?:(?:to|the|el|la|lo|o|a|il|le|les|die|der|diario|jornal|quotidien|giornale|zeitung) ){0,2}"
    r"$"
)


def credited(folded: str, start: int, end: int) -> bool:
    """Whether the source whose name stands from *start* to *end* is named as the text's own.

    It heads the text ("Marca: ..."), signs it ("... - Marca"), or is said to say it ("Marca
    claim that", "told Marca", "informa Marca").
    """
    begin = max(0, start - _REACH)
    before = folded[begin:start]
    if _SAYS.match(folded, end) or _SAID.search(before):
        return True
    if _COLON.match(folded, end) and _HEAD.search(before) and (begin == 0 or "\n" in before):
        return True
    return _TAIL.search(before) is not None and _END.match(folded, end) is not None
