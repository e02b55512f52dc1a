"""What the words around a cue do to it: sentence, clause, time, question, condition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from monitor.domain.claims.cast import Cast, Span, within

_STOP = re.compile(r"[.!?\n;|]+")
_END = re.compile(r"[.!?;|]\s|\n")
_JOINT = re.compile(
    r"[,:\u2013\u2014]| - | (?:but|while|whereas|although|however|as|and|instead|because|pero|"
    r"mientras|aunque|y|porque|mas|enquanto|embora|e|ma|mentre|anche se|perche|mais|tandis|alors|"
    r"et|car|parce qu[e']|aber|wahrend|und|doch|sondern|weil|denn) "
)
_PAST = re.compile(
    r"\b(?:back in|last (?:summer|winter|year|january|season|month|window)|"
    r"(?:years?|months|summers?|winters?|windows?|seasons?) ago|"
    r"(?:january|june|july|august|enero|junio|julio|agosto|janeiro|junho|julho|gennaio|giugno|"
    r"luglio|janvier|juin|juillet|aout|januar|juni|juli)(?: del?)? (?:19\d\d|20[01]\d|202[0-4])|"
    r"hace (?:\w+ )?(?:veranos|inviernos)|(?:este |el )?pasado (?:verano|invierno|enero)|"
    r"ha (?:\w+ )?(?:veroes|invernos)|(?:estati|inverni|sessioni) fa|"
    r"il y a (?:\w+ )?(?:etes|hivers|saisons)|vor (?:\w+ )?(?:sommern|wintern)|"
    r"on this day|(?<!')in (?:19\d\d|20[01]\d|202[0-4])|"
    r"(?:el|la) (?:verano|invierno|ano|temporada|enero) pasad[oa]|hace (?:\w+ )?(?:anos?|meses)|"
    r"(?<!')en (?:19\d\d|20[01]\d|202[0-4])|en su dia|en su momento|"
    r"(?:no|na) (?:verao|inverno|ano|epoca|janeiro) passad[oa]|ha (?:\w+ )?(?:anos|meses)|"
    r"(?<!')em (?:19\d\d|20[01]\d|202[0-4])|"
    r"(?:l'estate|l'anno|la scorsa estate|lo scorso (?:anno|gennaio|inverno)|un anno fa)"
    r"(?: scors[oa])?|(?:anni|mesi) fa|(?<!')nel (?:19\d\d|20[01]\d|202[0-4])|"
    r"l'(?:ete|hiver|an) dernier|l'annee derniere|il y a (?:\w+ )?(?:ans?|mois)|a l'epoque|"
    r"(?:im )?(?:letzten|vergangenen) (?:sommer|winter|jahr)|vor (?:\w+ )?(?:jahren?|monaten)|"
    r"damals)\b"
)
_SEASON = re.compile(
    r"\b(?:in (?:the )?(?:winter|january|summer)|(?:en|este) (?:el )?(?:invierno|enero|verano)|"
    r"(?:en|no|nel|na|nella|au|du) (?:el |la )?(?:mercado|mercato|janela|ventana|sessione) "
    r"(?:(?:de|di|del) |d')?(?:invierno|verano|enero|inverno|verao|janeiro|gennaio|invernale|"
    r"estiv[oa]|hiver|ete|janvier)|"
    r"em janeiro|no (?:inverno|verao)|(?:a|in) (?:gennaio|inverno|estate)|"
    r"(?:en|cet|cette) (?:janvier|hiver|ete)|im (?:winter|sommer|januar))\b"
)
_OVER = re.compile(
    r"\b(?:had|was|were|rejected|denied|turned|refused|tried|failed|nearly|almost|wanted|"
    r"rechazo|nego|intento|quiso|estuvo|pudo|recusou|tentou|quis|esteve|"
    r"(?:rechaz|recus|rejeit)ad[oa]s?|respint[oaie]|(?:refus|rejet|repouss)ees?|blitzte|abgelehnt|"
    r"rifiuto|rifiutato|aveva|era|voleva|provo|avait|etait|voulait|refuse|lehnte|wollte|hatte|"
    r"war|scheiterte)\b"
)
_HYPOTHETICAL: Final = {
    "en": re.compile(r"\b(?:if|unless|in case|only if|in the event)\b"),
    "es": re.compile(
        r"(?<!\bel )(?<!\bun )(?<!que )(?<!aunque )(?<!dijo )(?<!dice )"
        r"\b(?:si|de no|en caso de que|siempre que)\b"
    ),
    "pt": re.compile(r"\b(?:caso|se (?:o|a|nao|for))\b"),
    "it": re.compile(r"\b(?:se|qualora)\b"),
    "fr": re.compile(r"\b(?:si|s'il|s'ils|au cas ou|en cas de)\b"),
    "de": re.compile(r"\b(?:wenn|falls|sollte|sollten)\b"),
}
_LIVE = re.compile(
    r"\b(?:transfer (?:news|rumou?rs|talk|gossip|round ?up|live|latest|centre|blog)|rumou?r mill|"
    r"gossip(?: column)?|round ?up|rumou?rs? roundup|today's papers|back pages|live blog|"
    r"deadline day live|news (?:live|now)|mercado de fichajes|fichajes en directo|rumores del dia|"
    r"ultimas noticias|mercado ao minuto|rumores do dia|calciomercato live|tutte le trattative|"
    r"voci di mercato|journal du mercato|rumeurs du jour|infos? mercato|infos du jour|"
    r"transfer[- ]?ticker|"
    r"transferticker|geruchtekuche|alle geruchte)\b"
)


class Nearness(IntEnum):
    """How a clause stands to the pairing, the nearest first."""

    OURS = 0
    OPEN = 1
    OTHERS = 2


@dataclass(frozen=True, slots=True)
class Clause:
    """The surroundings of one cue.

    Attributes:
        sentence: Its sentence, start and end in characters.
        clause: The part of it that the cue shares with no other.
        asks: The sentence is a question.
    """

    sentence: Span
    clause: Span
    asks: bool


def surround(folded: str, start: int, end: int, cues: Sequence[Span]) -> Clause:
    """Return the surroundings of the cue from *start* to *end*; *cues*: where all cues stand.

    A sentence is cut at a comma or a conjunction only where there are cues on both sides.
    """
    opens = max((stop.end() for stop in _STOP.finditer(folded, 0, start)), default=0)
    stop = _STOP.search(folded, end)
    closes, asks = (len(folded), False) if stop is None else (stop.start(), "?" in stop.group())
    first, last = opens, closes
    for joint in _JOINT.finditer(folded, opens, closes):
        if joint.end() <= start and any(opens <= cue[0] < joint.start() for cue in cues):
            first = joint.end()
        if joint.start() >= end and any(joint.end() <= cue[0] < closes for cue in cues):
            last = joint.start()
            break
    return Clause((opens, closes), (first, last), asks)


def parted(folded: str, start: int, end: int) -> bool:
    """Whether a sentence ends between *start* and *end*."""
    return _END.search(folded, start, end) is not None


def nearness(place: Clause, cast: Cast) -> Nearness:
    """Return how the clause of a cue stands to the pairing of *cast*."""
    span = place.clause
    ours = within(cast.player, *span), within(cast.club, *span)
    if not ours[0] and within(cast.players, *span):
        return Nearness.OTHERS
    if ours[1] or not cast.club:
        return Nearness.OURS
    return Nearness.OTHERS if within(cast.clubs, *span) else Nearness.OPEN


def bygone(folded: str, place: Clause) -> bool:
    """Whether the clause tells of an earlier window."""
    return _earlier(folded, place.clause)


def once(folded: str) -> bool:
    """Whether a text is one sentence, and tells of an earlier window."""
    return _earlier(folded, (0, len(folded))) and not _STOP.search(folded.rstrip(" .!"))


def _earlier(folded: str, span: Span) -> bool:
    if _PAST.search(folded, *span):
        return True
    return bool(_SEASON.search(folded, *span) and _OVER.search(folded, *span))


def supposed(folded: str, place: Clause, cue: int, lang: str | None) -> bool:
    """Whether the sentence makes what it says at *cue* depend on a condition."""
    known = _HYPOTHETICAL.get(lang or "", _HYPOTHETICAL["en"])
    return any(found.start() != cue for found in known.finditer(folded, *place.sentence))


def miscellany(folded: str) -> bool:
    """Whether a text calls itself a gathering of rumours."""
    return bool(_LIVE.search(folded))
