"""Whether a medical is still to come: until then a move is agreed, and no more."""

from __future__ import annotations

import re
from typing import Final

from monitor.domain.claims.cast import Span

_AHEAD: Final = re.compile(
    r"\b(?:will|tomorrow|scheduled|booked|planned|arranged|due|to follow|set for|set to|next week|"
    r"this weekend|(?:on |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"sera|seran|previst[oa]s?|programad[oa]s?|fijad[oa]s?|pasara|viajara|viaja|manana|lunes|martes|"
    r"miercoles|jueves|viernes|sabado|domingo|proxim[oa]s?|falta|faltam?|pendientes?|"
    r"serao|fara|marcad[oa]s?|agendad[oa]s?|amanha|(?:segunda|terca|quarta|quinta|sexta)(?:-feira)?|"
    r"sara|saranno|previst[ei]|in programma|programmat[ei]|fissat[ei]|domani|attes[oaei]|"
    r"lunedi|martedi|mercoledi|giovedi|venerdi|domenica|prossim[oiae]|mancano|sosterra|svolgera|"
    r"aura lieu|passera|prevue?s?|programmee?s?|fixee?s?|demain|lundi|mardi|mercredi|jeudi|"
    r"vendredi|samedi|dimanche|prochaine?s?|attendue?s?|reste|"
    r"wird|geplant|angesetzt|terminiert|morgen|montag|dienstag|mittwoch|donnerstag|freitag|"
    r"samstag|sonntag|folgt|bevor|steht (?:noch )?(?:aus|an)|soll|nachste[nr]?)\b"
)
_HERE: Final = re.compile(
    r"\b(?:underwent|undergoing|undergoes|having|completed|completes|passed|passes|has had|took|"
    r"today|now|already|under ?way|currently|ongoing|this (?:morning|afternoon|evening)|"
    r"ya|superado|supera|supero|paso|pasa|pasado|pasando|pasaron|hoy|actualmente|"
    r"realizou|realiza|fez|faz|ja|hoje|passou|aprovado|concluiu|submet\w+|"
    r"svolto|svolte|svolgendo|sostenuto|sostenendo|superat[oe]|effettuat[oe]|oggi|in corso|"
    r"a passe|passe sa|en train|actuellement|reussie?|en cours|aujourd'hui|effectuee?|a effectue|"
    r"bestanden|lauft|gerade|derzeit|aktuell|heute|absolvierte|hat [^.]{0,40}absolviert|"
    r"absolviert (?!werden|wird)|unterzieht)\b"
)


def coming(folded: str, span: Span) -> bool:
    """Whether what is told in *span* of a folded text is said to come, and not to be under way."""
    return bool(_AHEAD.search(folded, *span)) and not _HERE.search(folded, *span)
