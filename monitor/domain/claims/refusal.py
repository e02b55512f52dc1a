"""What is refused: a club refuses an offer, a player the move; what isn't ruled out is not."""

from __future__ import annotations

import re
from typing import Final

from monitor.domain.claims.cast import Cast, Span
from monitor.domain.stage import Stage

_REACH: Final = 48
"""Characters after a refusal within which the offer stands that is refused."""

_OFFER = re.compile(
    r"\b(?:bids?|offers?|proposals?|ofertas?|propuestas?|propostas?|offert[ae]|propost[ae]|offres?|"
    r"propositions?|angebote?s?|offerten?)\b|"
    r"(?:[£€$] ?)?\b\d[\d.,]* ?(?:m|mn|mln|mio|k|mill?|milhoes|millon(?:es)?|million(?:s|en|i)?|"
    r"milioni|kilos|mi)\b"
)
_EVERY = re.compile(
    r"\b(?:all|any|every|each|toda?s?|cualquier\w*|qualquer|quaisquer|ogni|qualsiasi|toutes?|tous|"
    r"jede[smn]?|alle)\b"
)
_FUTURE = re.compile(r"\b(?:will|would|to|ready to|set to|va a|vai|wird|wurde)$")
_REFUSES = re.compile(
    r"\b(?:reject\w*|turn(?:s|ed)? (?:down|away)|snub\w*|rebuff\w*|spurn\w*|refus\w+|"
    r"(?:says?|said) no to|knock\w* back|rechaz\w+|declin\w+|desestim\w+|"
    r"d(?:ice|ijo|iz|isse) n[ao]o?|recus\w+|rejeit\w+|rifiut\w+|respin\w+|repouss\w+|"
    r"rejet\w+|dit non|lehn\w+)"
)
_PARTICIPLE = re.compile(
    r"(?:(?:reject|snubb|refus|spurn|rebuff)ed|(?:turn|knock)ed \w+|rechazad\w+|recusad\w+|"
    r"rejeitad\w+|rifiutat\w+|respint\w+|refusee?s?|rejetee?s?) (?:bids?|offers?|proposals?|by|por|"
    r"pel[oa]|d[aeo]l?|par)\b"
)
"""Who is named before it may be refused, and not refuse."""
_EXCLUDES = re.compile(
    r"(?:descart|desmient|desmint|nieg|rechaz|desestim|cierr|cerr|desment|neg[ao]|afast|exclu|"
    r"fecha|fecho|smenti|esclud|nega|chiud|dement|ecart|ferme|dementier|deny|denie|rule|"
    r"dismiss|refut)\w*"
)


def refused(folded: str, clause: Span, end: int, cast: Cast) -> Stage | None:
    """Return what it comes to that an offer is refused up to *end*, the end of a cue, or None.

    A club that refuses an offer was made one. A player who refuses one says no to the move, and so
    does who would refuse every offer.
    """
    opens, closes = clause
    verb = _REFUSES.search(folded, opens, end)
    if verb is None:
        return None
    offer = _OFFER.search(folded, verb.end(), min(closes, max(verb.end(), end) + _REACH))
    if offer is None or _EVERY.search(folded, verb.end(), offer.start()):
        return None
    if _FUTURE.search(folded[opens : verb.start()].rstrip()):
        return None
    ours = max((span[1] for span in cast.player if opens <= span[0] < verb.start()), default=-1)
    others = (*cast.club, *cast.clubs, *cast.players)
    if ours < 0 or any(ours <= span[0] < verb.start() for span in others):
        return Stage.BID
    return None if _PARTICIPLE.match(folded, verb.start()) else Stage.DENIED


def lifted(cue: str) -> bool:
    """Whether no and *cue* leave the move open: what isn't ruled out may come."""
    return _EXCLUDES.match(cue) is not None
