"""Reads single texts for what they claim, outside of any stream."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.domain.claims import decide, hear, posture, stand
from monitor.domain.text import clean, fold
from monitor.judges.casting import Casting
from monitor.judges.stances import Stances
from monitor.ports import Linguist
from monitor.ports.gauge import Gauge


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A text, and about whom it is asked.

    Attributes:
        lang: As it is declared; None = to be told.
        player, club: Slugs or names, in the catalogue or not; None = whoever is named.
        starts: It is known to begin a conversation.
    """

    text: str
    lang: str | None = None
    player: str | None = None
    club: str | None = None
    starts: bool = False


def read_claims(
    texts: Sequence[Asked], casting: Casting, linguist: Linguist, gauge: Gauge, stances: Stances
) -> Iterator[dict[str, object]]:
    """Yield what each of *texts* claims, as plain values."""
    cleaned = [clean(asked.text) for asked in texts]
    found = linguist.identify(cleaned)
    langs = [asked.lang or lang for asked, lang in zip(texts, found, strict=True)]
    folded = [fold(text) for text in cleaned]
    heard = [
        hear(text, lang, casting.cast(text, asked.player, asked.club))
        for text, lang, asked in zip(folded, langs, texts, strict=True)
    ]
    leanings = gauge.gauge([one.told for one in heard])
    postures = stances.lean(
        [posture(text, starts=asked.starts) for text, asked in zip(folded, texts, strict=True)]
    )
    for asked, text, lang, one, leaning, bearing in zip(
        texts, folded, langs, heard, leanings, postures, strict=True
    ):
        claim = decide(one, leaning)
        stance = claim.stance if claim else stand(text, lang, bearing, starts=asked.starts)
        yield {
            "lang": lang,
            "stage": claim.stage.value if claim else None,
            "hedged": claim.hedged if claim else one.hedged,
            "attributed_to": one.attributed_to,
            "stance": stance.value,
            "cue": claim.cue or None if claim else None,
            "notes": list(one.notes),
        }
